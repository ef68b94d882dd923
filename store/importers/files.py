"""Files and folders of the person's own disk: bytes of regular files, nothing followed out."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

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
    """The readable files under *folder*, sorted, and the others with why they are not read.

    Hidden files and folders are left out, and so are links that lead out of the folder.
    """
    root = folder.resolve()
    found: list[Path] = []
    others: dict[Path, str] = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if name.startswith("."):
                continue
            if not is_readable(name):
                others[path] = OTHER_KIND
            elif not os.path.isfile(path):  # noqa: PTH113 (Path.is_file raises for some names)
                others[path] = "a link to nothing" if os.path.islink(path) else "no file"  # noqa: PTH114
            elif not path.resolve().is_relative_to(root):
                others[path] = "a link out of the folder"
            else:
                found.append(path)
    return sorted(found), dict(sorted(others.items()))
