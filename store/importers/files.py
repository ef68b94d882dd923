"""Files and folders of the person's own disk: bytes of regular files, nothing followed out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from store.disk import in_words
from store.errors import InputError
from store.importers.limits import MOST_ALL

OTHER_KIND = "of another kind"
"""Why a file is not read whose ending no importer knows."""


def bytes_of(path: Path) -> bytes:
    """The bytes of the file at *path*, at most as many as any format may have.

    Raises InputError, naming the path, when it is missing, not allowed, a folder or a device.
    """
    if os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises for names it can't look up)
        raise InputError(f"'{path}' is a folder. Name the files in it.")
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise InputError(f"'{path}' does not exist. Check the name.") from None
    except PermissionError:
        raise InputError(f"'{path}' may not be read. Check its permissions.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"'{path}' can't be opened ({reason}). Check the name.") from None
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise InputError(f"'{path}' is a pipe or a device. Give a file, or - for stdin.")
        try:
            raw = file.read(MOST_ALL + 1)
        except OSError as error:
            raise InputError(f"'{path}' can't be read ({error.strerror}). Try again.") from None
    check_size(raw, str(path))
    return raw


def check_size(raw: bytes, name: str) -> None:
    """Raise InputError for more bytes than are read of any format."""
    if len(raw) > MOST_ALL:
        raise InputError(
            f"'{name}' has more than {MOST_ALL // 2**20} MiB. Split it into smaller files."
        )


def files_under(
    folder: Path, is_readable: Callable[[str], bool]
) -> tuple[list[Path], dict[Path, str]]:
    """The readable files under *folder*, sorted, and the others, and folders that can't be looked
    into, with why they are not read.

    Hidden files and folders are left out. Links that lead out of the folder are not followed, nor
    are those to folders: what they show is below it once already, or not at all.
    """
    root = folder.resolve()
    found: list[Path] = []
    others: dict[Path, str] = {}

    def shut(error: OSError) -> None:
        others[Path(error.filename)] = f"a folder: {in_words(error)}"

    for parent, folders, names in os.walk(folder, onerror=shut):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if os.path.islink(path := Path(parent, name)):  # noqa: PTH114
                others[path] = "a link to a folder"
        for name in names:
            path = Path(parent, name)
            if name.startswith("."):
                continue
            objection = OTHER_KIND if not is_readable(name) else _objection(path, root)
            if objection is None:
                found.append(path)
            else:
                others[path] = objection
    return sorted(found), dict(sorted(others.items()))


def _objection(path: Path, root: Path) -> str | None:
    """Why a file below the folder *root* is not read."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, RuntimeError):
        return "a link to nothing"
    except OSError as error:
        return in_words(error)
    if not stat.S_ISREG(mode):
        return "no file"
    return None if path.resolve().is_relative_to(root) else "a link out of the folder"
