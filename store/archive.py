"""A library in one zip: a backup, or a copy to take elsewhere.

Members: `manifest.json` (what the library was, and the SHA-256 of every other member),
`library.json` (the snapshot), and in a whole copy `history/*.jsonl` and `articles/<id>/*`. A
rolling backup leaves those out: they lie frozen beside it in the library's folder.
"""

from __future__ import annotations

import errno
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import msgspec

from store import digests
from store.disk import FILE_MODE, Sink, read_file, replacing
from store.journals import journals
from store.model import now
from store.places import articles_folder, backups_folder, generation_of
from store.snapshot import parse_meta

FORMAT = "postil-backup"
_MANIFEST = "manifest.json"
_SNAPSHOT = "library.json"
_UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    msgspec.MsgspecError,
)
_ARTICLE_FILES = ("source", "text", "blocks.json")
_BASE_LINE = 2
"""Newlines in a journal that holds nothing but its base."""
_LARGEST = 1 << 32
"""Bytes a member may unpack to: a backup is read whole, and one from elsewhere may be a trap."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. `head` is the seal of step `seq`."""

    format: str = FORMAT
    version: int = 1
    created: str
    reason: str
    schema: int
    generation: int
    seq: int
    head: str
    articles: int
    annotations: int
    whole: bool
    files: dict[str, str]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a library holds."""

    articles: int
    annotations: int


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was read and whose every member is what the manifest says."""

    path: Path
    manifest: Manifest
    snapshot: bytes

    def members(self) -> Iterator[tuple[str, bytes]]:
        """The members other than the snapshot: history and articles, by name."""
        with zipfile.ZipFile(self.path) as file:
            for name in self.manifest.files:
                if name != _SNAPSHOT:
                    yield name, file.read(name)


def write_archive(
    path: Path, folder: Path, snapshot: bytes, *, reason: str, whole: bool, counts: Counts
) -> Manifest:
    """Write *snapshot*, the state of the library in *folder*, into a zip at *path*, and read it
    back. Raises OSError, also where it does not read back as it was written.
    """
    meta = parse_meta(snapshot)
    if meta is None:
        raise OSError(errno.EIO, "the snapshot does not read back")
    files: dict[str, str] = {}
    with replacing(path) as sink, _zip(sink) as zipped:
        for name, content in ((_SNAPSHOT, snapshot), *(_beside(folder) if whole else ())):
            files[name] = digests.sha256(content)
            _put(zipped, name, content)
        manifest = Manifest(
            created=now(),
            reason=reason,
            schema=meta.schema,
            generation=meta.generation,
            seq=meta.seq,
            head=meta.head,
            articles=counts.articles,
            annotations=counts.annotations,
            whole=whole,
            files=files,
        )
        _put(zipped, _MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    if read_archive(path) is None:
        path.unlink()
        raise OSError(errno.EIO, "the backup does not read back as it was written")
    return manifest


def rolling_path(folder: Path, reason: str) -> Path:
    """The name of a rolling backup made now of the library in *folder*."""
    stamp = now().replace("-", "").replace(":", "").replace(".", "")
    return backups_folder(folder) / f"{stamp}-{reason}.zip"


def read_manifest(path: Path) -> Manifest | None:
    """What a backup says of itself, without checking the rest; None where it can't be read."""
    try:
        if not path.is_file():
            return None
        with zipfile.ZipFile(path) as file:
            return msgspec.json.decode(file.read(_MANIFEST), type=Manifest)
    except (OSError, ValueError, *_UNSOUND):
        return None


def rewrite_archive(archive: Archive, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write a backup anew, every member changed by *change* (None leaves it out), durably.

    Raises OSError.
    """
    files: dict[str, str] = {}
    members = [(_SNAPSHOT, archive.snapshot), *archive.members()]
    with replacing(archive.path) as sink, _zip(sink) as zipped:
        for name, old in members:
            new = change(name, old)
            if new is not None:
                files[name] = digests.sha256(new)
                _put(zipped, name, new)
        manifest = msgspec.structs.replace(archive.manifest, files=files)
        _put(zipped, _MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


def read_archive(path: Path) -> Archive | None:
    """The backup at *path* with every member checked, or None where it is not one or not sound.

    Raises OSError when the file can't be read at all.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            return None
        with zipfile.ZipFile(path) as file:
            if any(info.file_size > _LARGEST for info in file.infolist()):
                return None
            manifest = msgspec.json.decode(file.read(_MANIFEST), type=Manifest)
            names = {info.filename for info in file.infolist()} - {_MANIFEST}
            if manifest.format != FORMAT or names != set(manifest.files):
                return None
            if not all(_plain(name) for name in names):
                return None
            for name, sha256 in manifest.files.items():
                if digests.sha256(file.read(name)) != sha256:
                    return None
            return Archive(path=path, manifest=manifest, snapshot=file.read(_SNAPSHOT))
    except (ValueError, *_UNSOUND):
        return None


def _zip(sink: Sink) -> zipfile.ZipFile:
    # The quickest level: an hourly backup must not be felt.
    return zipfile.ZipFile(cast("IO[bytes]", sink), "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def _put(zipped: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = FILE_MODE << 16
    zipped.writestr(info, content)


def _beside(folder: Path) -> Iterator[tuple[str, bytes]]:
    for number, path in journals(folder):
        content = read_file(path)
        if path.parent == folder:  # live, where no snapshot could be written
            content = content.rstrip(b"\0")
            if content.count(b"\n") <= _BASE_LINE:
                continue
        yield f"history/{number:08}.jsonl", content
    for path in sorted(articles_folder(folder).glob("[0-9a-f]*/*")):
        if path.name in _ARTICLE_FILES:
            yield f"articles/{path.parent.name}/{path.name}", read_file(path)


def _plain(name: str) -> bool:
    """Whether a member's name is one that a backup of ours has: nothing leads out of the folder."""
    match name.split("/"):
        case ["library.json"]:
            return True
        case ["history", file]:
            return file.endswith(".jsonl") and generation_of(Path(file)) is not None
        case ["articles", article, file]:
            return article.isalnum() and file in _ARTICLE_FILES
    return False
