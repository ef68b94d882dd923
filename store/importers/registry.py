"""Which importer reads what: by a look at the bytes, by the name's ending, by another look."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from store.errors import InputError, PostilError
from store.importers.base import Importer, Origin
from store.importers.files import bytes_of
from store.importers.readings import Collection, Context, Notice, Problem, Reading, Same
from store.importers.sniffing import BINARY, importer_by_bytes, importer_by_look
from store.model import Imported, sha256

Reader = Importer | Collection


def _text() -> Reader:
    from store.importers.text import TextImporter

    return TextImporter()


def _markdown() -> Reader:
    from store.importers.markdown import MarkdownImporter

    return MarkdownImporter()


def _html() -> Reader:
    from store.importers.html import HtmlImporter

    return HtmlImporter()


def _pdf() -> Reader:
    from store.importers.pdf import PdfImporter

    return PdfImporter()


def _docx() -> Reader:
    from store.importers.docx import DocxImporter

    return DocxImporter()


def _epub() -> Reader:
    from store.importers.epub import EpubImporter

    return EpubImporter()


def _warc() -> Reader:
    from store.importers.warc import WarcImporter

    return WarcImporter(read_part)


def _mhtml() -> Reader:
    from store.importers.mhtml import MhtmlImporter

    return MhtmlImporter()


def _mail() -> Reader:
    from store.importers.mail import MailImporter

    return MailImporter()


def _mbox() -> Reader:
    from store.importers.mbox import MboxImporter

    return MboxImporter()


def _feed() -> Reader:
    from store.importers.feeds import FeedImporter

    return FeedImporter()


def _wxr() -> Reader:
    from store.importers.wxr import WxrImporter

    return WxrImporter()


def _records() -> Reader:
    from store.importers.records import RecordsImporter

    return RecordsImporter()


def _zip() -> Reader:
    from store.importers.archive import ArchiveImporter

    return ArchiveImporter(read_part, is_readable)


def _gzip() -> Reader:
    from store.importers.archive import GzipImporter

    return GzipImporter(read_part)


_MAKERS: dict[str, Callable[[], Reader]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "mhtml": _mhtml,
    "mail": _mail,
    "mbox": _mbox,
    "pdf": _pdf,
    "docx": _docx,
    "epub": _epub,
    "warc": _warc,
    "feed": _feed,
    "wxr": _wxr,
    "records": _records,
    "zip": _zip,
    "gzip": _gzip,
}
_BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".eml": "mail",
    ".emlx": "mail",
    ".mbox": "mbox",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".epub": "epub",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".wacz": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".wxr": "wxr",
    ".json": "records",
    ".jsonl": "records",
    ".ndjson": "records",
    ".csv": "records",
    ".tsv": "records",
    ".zip": "zip",
    ".gz": "gzip",
}
NAMES = tuple(_MAKERS)
"""The importers' names."""
SUFFIXES = tuple(_BY_SUFFIX)
"""The file name endings that are read, in lower case with their dot."""


def find_importer(name: str) -> Reader:
    """The importer called *name*; InputError names the known ones."""
    maker = _MAKERS.get(name)
    if maker is None:
        raise InputError(f"There is no importer '{name}'; there are: {', '.join(NAMES)}.")
    return maker()


def is_readable(name: str) -> bool:
    """Whether a file of this name is of a kind that can be read."""
    lower = name.lower()
    if lower.endswith(".gz") and not lower.endswith(".warc.gz"):
        return is_readable(lower.removesuffix(".gz"))
    return lower.endswith(SUFFIXES)


def read_all(
    raw: bytes, origin: Origin, context: Context, importer: str | None = None
) -> list[Reading]:
    """All that a source gives. Raises InputError where it gives nothing, or is refused as a whole.

    Read to its end before anything is handed on, so that of a refused source nothing is stored.
    """
    with _uncollected():
        readings = list(read_part(raw, origin, context.fresh(), importer))
    if all(isinstance(reading, Notice) for reading in readings):
        said = " ".join(reading.message for reading in readings if isinstance(reading, Notice))
        raise InputError(said or f"'{origin.name}' holds no article.")
    return readings


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage is looked for: a long text makes a million objects, and keeps nearly all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_part(
    raw: bytes, origin: Origin, context: Context, importer: str | None = None
) -> Iterator[Reading]:
    """What a file gives, alone or in an archive, one after the other. Raises InputError."""
    digest = sha256(raw)
    if digest in context.known:
        yield Same(origin.name, digest)
        return
    reader = find_importer(importer or _chosen(raw, origin.name))
    try:
        if isinstance(reader, Importer):
            yield from reader.read(raw, origin)
        else:
            yield from reader.read_all(raw, origin, context)
    except (PostilError, OSError, MemoryError):
        raise
    except Exception as error:  # parsers of others raise what they like over files from anywhere
        raise InputError(
            f"'{origin.name}' trips its importer ({type(error).__name__}: {str(error)[:200]})."
        ) from error


def _chosen(raw: bytes, name: str) -> str:
    lower = name.lower()
    by_suffix = _BY_SUFFIX.get(".warc.gz" if lower.endswith(".warc.gz") else _suffix(lower))
    seen = importer_by_bytes(raw)
    if seen is not None:
        return by_suffix if by_suffix in BINARY and seen in {"zip", "gzip"} else seen
    look = importer_by_look(raw, lower)
    if by_suffix in {"feed", "wxr", "records"}:
        if look is None and lower.endswith(".xml"):
            raise InputError(f"'{name}' is XML, but no feed, no WordPress export and no web page.")
        return look if look in {"feed", "wxr", "html"} and by_suffix != "records" else by_suffix
    return by_suffix or look or "text"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix


def import_bytes(
    raw: bytes, *, name: str, url: str | None = None, importer: str | None = None
) -> tuple[Imported, ...]:
    """The articles in *raw*, read by *importer*, or by the one that fits *raw* or *name*.

    Only the last part of *name* is kept. Raises InputError for what can't be read, and where
    nothing but problems came of it.
    """
    readings = read_all(raw, Origin(name=base_name(name), url=url), Context(), importer)
    articles = tuple(reading for reading in readings if isinstance(reading, Imported))
    problems = [reading for reading in readings if isinstance(reading, Problem)]
    if problems and not articles:
        raise InputError(problems[0].message)
    return articles


def base_name(name: str) -> str:
    """The last part of a path or address, never the folders before it."""
    return PureWindowsPath(PurePosixPath(name).name).name or name.strip("/\\") or "unnamed"


def read_file(path: Path) -> tuple[Imported, ...]:
    """The articles in the file at *path*.

    Raises InputError, naming the path, when it is missing, not allowed, a folder or a device.
    """
    return import_bytes(bytes_of(path), name=path.name)
