"""EPUB 2 and 3: the chapters in the order of the spine make one article."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from store.errors import InputError
from store.importers.base import Facts, Origin, imported, refuse_blank
from store.importers.composer import Composer
from store.importers.dates import parse_date
from store.importers.fragments import body_of, read_fragment
from store.importers.limits import open_zip, read_entry
from store.importers.readings import Context, Problem, Reading
from store.importers.xml import child, field_of, local, parse_xml, xml_text
from store.model import BlockKind, PrintedDate
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_CONTAINER = "META-INF/container.xml"
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_FONTS = (".otf", ".ttf", ".woff", ".woff2")


class EpubImporter:
    """Reads a book; its title, author, date and language are those of its package."""

    name = "epub"
    version = 2
    suffixes: tuple[str, ...] = (".epub",)

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """One article, and a problem for each chapter that can't be read."""
        book = _Book(open_zip(raw, origin.name, context.budget), origin.name)
        package, folder = book.package()
        metadata = child(package, "metadata")
        title = fold_space(field_of(metadata, "title") or "") if metadata is not None else ""
        composer = Composer()
        missing: InputError | None = None
        for path in dict.fromkeys(_spine(package, folder)):  # each may stand there but once
            try:
                chapter = book.text(path)
            except InputError as error:
                missing = missing or error
                yield Problem(f"{origin.name}#{path}", error.message)
                continue
            text, blocks = read_fragment(body_of(_CDATA.sub(_escaped, chapter)))
            titled = blocks and fold_space(text[blocks[0].start : blocks[0].end]) == title
            if not composer.parts and not titled:
                composer.put(title, BlockKind.TITLE)
            first = len(composer.drafts)
            composer.put_part(text, blocks)
            if not first and titled:
                composer.drafts[0].kind, composer.drafts[0].level = BlockKind.TITLE, None
        if missing is not None and not composer.text:
            raise missing
        refuse_blank(composer.text, origin)
        yield imported(
            raw,
            origin,
            importer=f"{self.name}/{self.version}",
            media_type="application/epub+zip",
            text=composer.text,
            charset=(None, None),
            blocks=composer.blocks(),
            facts=_facts(metadata, title),
        )


def _escaped(section: re.Match[str]) -> str:
    """Words that XML takes as they are, as words that HTML does."""
    return html.escape(section[1], quote=False)


class _Book:
    """The files of a book, found by their paths within it."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._infos = {info.filename: info for info in archive.infolist()}
        if "META-INF/encryption.xml" in self._infos:
            self._check_rights()

    def text(self, path: str) -> str:
        """The text of a file of markup. Raises InputError."""
        name = f"{self._name}#{path}"
        info = self._infos.get(path)
        if info is None:
            raise InputError(f"'{name}' is missing from the book.")
        return xml_text(read_entry(self._archive, info, name), name)[0]

    def package(self) -> tuple[_Element, str]:
        """The package document, which lists everything, and the folder it lies in."""
        container, _ = parse_xml(self.text(_CONTAINER), self._name)
        for element in container.iter():
            path = element.get("full-path") if local(element) == "rootfile" else None
            if path:
                root, _ = parse_xml(self.text(path), f"{self._name}#{path}")
                return root, posixpath.dirname(path)
        raise InputError(f"'{self._name}' does not say what it holds; it is no whole EPUB.")

    def _check_rights(self) -> None:
        """Fonts are often scrambled; a book whose chapters are can't be read."""
        root, _ = parse_xml(self.text("META-INF/encryption.xml"), self._name)
        for element in root.iter():
            uri = element.get("URI") if local(element) == "CipherReference" else None
            if uri and not uri.lower().endswith(_FONTS) and uri in self._infos:
                raise InputError(
                    f"'{self._name}' is locked by its seller (DRM). Get a copy without a lock."
                )


def _spine(package: _Element, folder: str) -> Iterator[str]:
    """The chapters' paths in reading order, the table of contents left out."""
    manifest = {
        element.get("id"): element for element in package.iter() if local(element) == "item"
    }
    for reference in package.iter():
        if local(reference) != "itemref":
            continue
        item = manifest.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _CHAPTERS:
            continue
        if "nav" in (item.get("properties") or "").split():
            continue
        href = unquote(urlsplit(item.get("href") or "").path)
        yield posixpath.normpath(posixpath.join(folder, href))


def _facts(metadata: _Element | None, title: str) -> Facts:
    if metadata is None:
        return Facts()
    makers = [fold_space("".join(map(str, e.itertext()))) for e in metadata if _is_maker(e)]
    printed = field_of(metadata, "date")
    date = (parse_date(printed) or PrintedDate(text=printed)) if printed else None
    return Facts(
        title=title or None,
        site=field_of(metadata, "publisher"),
        byline=", ".join(maker for maker in makers if maker) or None,
        date=date,
        language=field_of(metadata, "language"),
    )


def _is_maker(element: _Element) -> bool:
    return local(element) == "creator"
