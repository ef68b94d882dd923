"""Word documents: headings, lists, quotations, tables, notes, and Word's comments after the text.

python-docx opens the package; the text is taken from every run, for its own `text` leaves out
what stands in insertions, content controls and text boxes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.errors import InputError
from store.importers.base import Facts, Origin, imported, refuse_blank
from store.importers.composer import Composer
from store.importers.docx_beside import write_comments, write_edges, write_notes
from store.importers.docx_words import WRAPPERS, W, Words, is_fallback
from store.importers.limits import open_zip
from store.importers.readings import Context, Notice, Reading
from store.importers.xml import local
from store.model import BlockKind, PrintedDate
from store.text import fold_space
from store.wording import counted

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"heading (\d)")
_LEVELS = frozenset("012345678")
_TITLES = frozenset({"title", "titel", "titre", "título"})
_QUOTES = frozenset({"quote", "intense quote", "block text", "zitat", "citation"})
_ROLES = {
    "author": BlockKind.BYLINE,
    "date": BlockKind.DATE,
    "source code": BlockKind.CODE,
    "html preformatted": BlockKind.CODE,
}
_MAIN = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Documents with macros, which are not run, and templates: what they say is as in any other."""
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<[A-Za-z]")
_HEAD = 65536


class DocxImporter:
    """Reads the text as it stands with all insertions accepted."""

    name = "docx"
    version = 2
    suffixes: tuple[str, ...] = (".docx", ".docm")

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """One article, and a notice of pieces that are not read. Raises InputError for none."""
        if raw.startswith(_OLD_OR_LOCKED):
            raise InputError(
                f"'{origin.name}' is locked with a password, or of an old kind of Word. Open it in "
                "Word and save it as .docx without a password."
            )
        _check_declarations(open_zip(raw, origin.name, context.budget), origin)
        document = _opened(raw, origin)
        composer = Composer()
        styles = _style_names(document)
        body = document.element.body
        words = Words(body)
        _Body(composer, words, styles, _numbered(document)).write(body)
        write_notes(composer, words, document, origin)
        write_comments(composer, words, document, origin)
        write_edges(composer, words, document)
        foreign = sum(1 for _ in body.iter(f"{W}altChunk"))
        told = (
            f"'{origin.name}' holds {counted(foreign, 'file')} of another kind within its text, "
            "not read. Open it in Word and save it anew."
        )
        if foreign and not composer.text:
            raise InputError(told)
        refuse_blank(composer.text, origin)
        yield imported(
            raw,
            origin,
            importer=f"{self.name}/{self.version}",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            text=composer.text,
            charset=(None, None),
            blocks=composer.blocks(),
            facts=_facts(document),
        )
        if foreign:
            yield Notice(told)


def _check_declarations(archive: zipfile.ZipFile, origin: Origin) -> None:
    """Raise InputError where a part has a DTD, which the format forbids: its entities would be
    lost from the text, or more.
    """
    for info in archive.infolist():
        if not info.filename.endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(info) as file:
                head = file.read(_HEAD).replace(b"\0", b"")
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            continue  # python-docx says what is wrong, if the part matters
        root = _ROOT.search(head)
        if _DECLARATION.search(head, 0, root.start() if root else len(head)):
            raise InputError(
                f"'{origin.name}#{info.filename}' declares XML entities of its own, which no Word "
                "document may; it is not read. Open it in Word and save it anew."
            )


def _opened(raw: bytes, origin: Origin) -> Any:
    from docx.opc.exceptions import PackageNotFoundError
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart
    from lxml import etree

    PartFactory.part_type_for.update(dict.fromkeys(_MAIN, DocumentPart))
    try:
        main: Any = Package.open(io.BytesIO(raw)).main_document_part
        document = main.document
        assert document.element.body is not None
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        AssertionError,
        AttributeError,
        OSError,
        EOFError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise InputError(
            f"'{origin.name}' is no whole Word document ({fold_space(str(error))[:80]}). "
            "Open it in Word and save it anew."
        ) from None
    return document


def _style_names(document: Any) -> dict[str, str]:
    """The names of the styles by their ids, in lower case, with heading levels from outlines."""
    names: dict[str, str] = {}
    for style in document.styles.element.iter(f"{W}style"):
        name = style.find(f"{W}name")
        level = style.find(f"{W}pPr/{W}outlineLvl")
        said = (name.get(f"{W}val") if name is not None else "") or ""
        outline = level.get(f"{W}val", "9") if level is not None else "9"
        known = _HEADING.match(said.lower()) or said.lower() in _TITLES | {"subtitle"}
        if not known and outline in _LEVELS:
            said = f"heading {int(outline) + 1}"
        names[style.get(f"{W}styleId") or ""] = said.lower()
    return names


def _numbered(document: Any) -> frozenset[str]:
    """The ids of the styles that make lists."""
    return frozenset(
        style.get(f"{W}styleId") or ""
        for style in document.styles.element.iter(f"{W}style")
        if style.find(f"{W}pPr/{W}numPr") is not None
    )


class _Body:
    """Writes paragraphs and tables in the document's order."""

    def __init__(
        self, composer: Composer, words: Words, styles: dict[str, str], numbered: frozenset[str]
    ) -> None:
        self._composer = composer
        self._words = words
        self._styles = styles
        self._numbered = numbered
        self._titled = False
        self._in_list = False

    def write(self, body: _Element) -> None:
        for element in body:
            match local(element):
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._composer.put("\n".join(self._words.rows(element)), BlockKind.TABLE)
                    self._in_list = False
                case name if name in WRAPPERS:
                    self.write(element)

    def _paragraph(self, element: _Element) -> None:
        words = self._words.of(element).strip()
        properties = element.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        identity = (style.get(f"{W}val") if style is not None else "") or ""
        name = self._styles.get(identity, identity.lower())
        heading = _HEADING.match(name)
        if not words:
            pass
        elif (name in _TITLES or (heading and heading[1] == "1")) and not self._titled:
            self._titled = True
            self._composer.put(words, BlockKind.TITLE)
        elif heading or name == "subtitle":
            level = int(heading[1]) if heading else 2
            self._composer.put(words, BlockKind.HEADING, level=level)
        elif name in _ROLES:
            self._composer.put(words, _ROLES[name])
        elif "caption" in name:
            self._composer.put(words, BlockKind.CAPTION)
        elif name in _QUOTES:
            self._composer.put(words, BlockKind.QUOTE)
        elif (
            name.startswith("list")
            or identity in self._numbered
            or (properties is not None and properties.find(f"{W}numPr") is not None)
        ):
            self._composer.put(words, BlockKind.LIST, gap="\n" if self._in_list else "\n\n")
            self._in_list = True
            words = ""
        else:
            self._composer.put_prose(words)
        self._in_list = self._in_list and not words
        for box in element.iter(f"{W}txbxContent"):
            if not is_fallback(box):
                self.write(box)


def _facts(document: Any) -> Facts:
    try:
        core = document.core_properties
        created = core.created
        author, title, language = core.author, core.title, core.language
    except (KeyError, ValueError, AttributeError, TypeError):
        return Facts()
    date = None
    if created is not None:
        date = PrintedDate(
            text=created.date().isoformat(), iso=created.date().isoformat(), precision="day"
        )
    generic = {"python-docx", "word document", "untitled"}
    return Facts(
        title=fold_space(title) if title and title.strip().lower() not in generic else None,
        byline=fold_space(author) if author and author.strip().lower() not in generic else None,
        date=date,
        language=language or None,
    )
