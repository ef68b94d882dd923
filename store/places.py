"""Where things lie in a library's folder, and what sort of place that folder is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from store.model import is_article_id, now

_NETWORK = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "ncpfs", "lustre",
    "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "davfs", "fuse.glusterfs", "fuse.s3fs",
    "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.gcsfuse",
    "fuse.curlftpfs", "fuse.juicefs", "fuse.vmhgfs-fuse", "vboxsf", "afpfs", "webdav",
}  # fmt: skip
_SYNC_NAMES = (
    "dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud",
    "owncloud", "syncthing", "megasync", "pcloud", "seafile", "tresorit", "proton drive",
    "cloudstorage", "box sync",
)  # fmt: skip
_SYNC_MARKS = (
    ".stfolder", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log", ".sync",
    ".csync", ".seafile-data",
)  # fmt: skip
_SYNC_DATABASES = (".sync_", "._sync_")
"""How Nextcloud's and ownCloud's files in a folder they synchronize begin; they end in `.db`."""
_MOUNTS = Path("/proc/self/mountinfo")


def snapshot_path(folder: Path) -> Path:
    """The snapshot of the library in *folder*."""
    return folder / "library.json"


def history_folder(folder: Path) -> Path:
    """Where the journals lie that snapshots have taken in."""
    return folder / "history"


def backups_folder(folder: Path) -> Path:
    """Where the rolling backups lie."""
    return folder / "backups"


def articles_folder(folder: Path) -> Path:
    """Where every article has a folder of its own."""
    return folder / "articles"


def article_folder(folder: Path, article: str) -> Path:
    """Where an article's files lie; raises OSError for an id that would lead elsewhere."""
    if not is_article_id(article):
        raise OSError(errno.EINVAL, "an article's id has 16 hexadecimal digits", article)
    return articles_folder(folder) / article


def recovered_folder(folder: Path) -> Path:
    """A new place for what is put aside now: damaged bytes, or files that others replace."""
    return folder / f"recovered-{now().replace(':', '').replace('.', '')}"


def sketches_path(folder: Path) -> Path:
    """The file that saves comparing every article anew with each that is added."""
    return folder / "similar.sketches"


def journal_path(folder: Path, generation: int) -> Path:
    """The journal that follows on the snapshot of *generation*."""
    return folder / f"library.journal.{generation}"


def generation_of(path: Path) -> int | None:
    """The generation in a journal's name, live or retired (`00000007.jsonl`); None for any other
    file.
    """
    digits = path.stem if path.suffix == ".jsonl" else path.name.removeprefix("library.journal.")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def shared_place(folder: Path, mounts: str | None = None) -> str | None:
    """What sort of network or sync folder *folder* is in, in words; None for an ordinary disk.

    *mounts* is the text of Linux's mountinfo; elsewhere only sync folders are recognised, by name.
    """
    path = folder.absolute()
    for part in (path, *path.parents):
        name = part.name.casefold()
        known = next((word for word in _SYNC_NAMES if name.startswith(word)), None)
        if known is not None:
            return f"a folder that {part.name} synchronizes"
        if _marked(part):
            return f"a synchronized folder ({part})"
    kind = _file_system(path, _mounts() if mounts is None else mounts)
    return f"a network file system ({kind})" if kind in _NETWORK else None


def _marked(folder: Path) -> bool:
    """Whether a service that synchronizes *folder* has left its mark there."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 (names alone, and quickly)
    except OSError:
        return False
    if ".dropbox" in names and (folder / ".dropbox").is_file():  # a home has a folder called so
        return True
    return any(name.startswith(_SYNC_DATABASES) and name.endswith(".db") for name in names) or any(
        mark in names for mark in _SYNC_MARKS
    )


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _file_system(path: Path, mounts: str) -> str | None:
    """The type of the deepest mount above *path*; mountinfo escapes spaces as octal."""
    best: tuple[int, str] = (-1, "")
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        point = fields[4].encode("utf-8").decode("unicode_escape", errors="replace")
        if path == Path(point) or Path(point) in path.parents:
            best = max(best, (len(point), right.split(" ")[0]))
    return best[1] or None
