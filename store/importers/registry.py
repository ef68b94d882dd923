"""Which importer reads what: by suffix, else by a look at the bytes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from store.errors import InputError
from store.importers.base import MAX_BYTES, Importer, Origin
from store.model import Imported

_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)[\s>]", re.IGNORECASE
)
_SNIFFED = 4096


def _text() -> Importer:
    from store.importers.text import TextImporter

    return TextImporter()


def _markdown() -> Importer:
    from store.importers.markdown import MarkdownImporter

    return MarkdownImporter()


def _html() -> Importer:
    from store.importers.html import HtmlImporter

    return HtmlImporter()


_MAKERS: dict[str, Callable[[], Importer]] = {"text": _text, "markdown": _markdown, "html": _html}
_BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}

NAMES = tuple(_MAKERS)
"""The importers' names."""
SUFFIXES = tuple(_BY_SUFFIX)
"""The file name endings that are read, in lower case with their dot."""


def find_importer(name: str) -> Importer:
    """The importer called *name*; InputError names the known ones."""
    maker = _MAKERS.get(name)
    if maker is None:
        raise InputError(f"There is no importer '{name}'; there are: {', '.join(NAMES)}.")
    return maker()


def import_bytes(
    raw: bytes, *, name: str, url: str | None = None, importer: str | None = None
) -> tuple[Imported, ...]:
    """The articles in *raw*, read by *importer*, or by the one that fits *name*'s ending or *raw*.

    Only the last part of *name* is kept. Raises InputError for what can't be read.
    """
    base = PureWindowsPath(PurePosixPath(name).name).name or name.strip("/\\") or "unnamed"
    chosen = importer or _BY_SUFFIX.get(PurePosixPath(base.lower()).suffix) or _sniffed(raw)
    return find_importer(chosen).read(raw, Origin(name=base, url=url))


def _sniffed(raw: bytes) -> str:
    return "html" if _TAGS.search(raw[:_SNIFFED]) else "text"


def read_file(path: Path) -> tuple[Imported, ...]:
    """The articles in the file at *path*.

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
            raw = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise InputError(f"'{path}' can't be read ({error.strerror}). Try again.") from None
    return import_bytes(raw, name=path.name)


def files_in(folder: Path) -> list[Path]:
    """The importable files under *folder*, sorted; hidden ones and links that lead out skipped."""
    root = folder.resolve()
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            is_file = os.path.isfile(path)  # noqa: PTH113 (Path.is_file raises for some names)
            if is_file and path.resolve().is_relative_to(root):
                found.append(path)
    return sorted(found)
