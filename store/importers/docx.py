"""Word documents: headings, lists, quotations, tables, notes, and Word's comments after the text.

python-docx opens the package; the text is taken from every run, for its own `text` leaves out
what stands in insertions, content controls and text boxes.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.errors import InputError
from store.importers.base import Facts, Origin, imported, refuse_blank
from store.importers.composer import Composer
from store.importers.limits import open_zip
from store.importers.readings import Context, Reading
from store.importers.xml import local, parse_xml, xml_text
from store.model import BlockKind, PrintedDate
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)")
_TITLES = frozenset({"title", "titel", "titre", "título"})
_QUOTES = frozenset({"quote", "intense quote", "block text", "zitat", "citation"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "instrText", "rPr", "pPr"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


class DocxImporter:
    """Reads the text as it stands with all insertions accepted."""

    name = "docx"
    version = 1
    suffixes: tuple[str, ...] = (".docx",)

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """One article. Raises InputError for no Word document."""
        open_zip(raw, origin.name, context.budget)
        document = _opened(raw, origin)
        composer = Composer()
        styles = _style_names(document)
        _Body(composer, styles, _numbered(document)).write(document.element.body)
        _write_notes(composer, document, origin)
        _write_comments(composer, document, origin)
        _write_edges(composer, document)
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


def _opened(raw: bytes, origin: Origin) -> Any:
    import io

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = Document(io.BytesIO(raw))
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
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        said = (name.get(f"{_W}val") if name is not None else "") or ""
        outline = level.get(f"{_W}val", "9") if level is not None else "9"
        known = _HEADING.match(said.lower()) or said.lower() in _TITLES | {"subtitle"}
        if not known and outline.isdigit() and int(outline) < 9:
            said = f"heading {int(outline) + 1}"
        names[style.get(f"{_W}styleId") or ""] = said.lower()
    return names


def _numbered(document: Any) -> frozenset[str]:
    """The ids of the styles that make lists."""
    return frozenset(
        style.get(f"{_W}styleId") or ""
        for style in document.styles.element.iter(f"{_W}style")
        if style.find(f"{_W}pPr/{_W}numPr") is not None
    )


class _Body:
    """Writes paragraphs and tables in the document's order."""

    def __init__(
        self, composer: Composer, styles: dict[str, str], numbered: frozenset[str]
    ) -> None:
        self._composer = composer
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
                    self._composer.put("\n".join(_rows(element)), BlockKind.TABLE)
                    self._in_list = False
                case name if name in _WRAPPERS:
                    self.write(element)

    def _paragraph(self, element: _Element) -> None:
        words = _words(element).strip()
        properties = element.find(f"{_W}pPr")
        style = properties.find(f"{_W}pStyle") if properties is not None else None
        identity = (style.get(f"{_W}val") if style is not None else "") or ""
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
        elif "caption" in name:
            self._composer.put(words, BlockKind.CAPTION)
        elif name in _QUOTES:
            self._composer.put(words, BlockKind.QUOTE)
        elif (
            name.startswith("list")
            or identity in self._numbered
            or (properties is not None and properties.find(f"{_W}numPr") is not None)
        ):
            self._composer.put(words, BlockKind.LIST, gap="\n" if self._in_list else "\n\n")
            self._in_list = True
            words = ""
        else:
            self._composer.put_prose(words)
        self._in_list = self._in_list and not words
        for box in element.iter(f"{_W}txbxContent"):
            if not any(local(above) == "Fallback" for above in box.iterancestors()):
                self.write(box)


def _words(element: _Element) -> str:
    """The words of a paragraph: insertions and links included, deletions and fields' codes not."""
    parts: list[str] = []
    stack = [element]
    while stack:
        part = stack.pop()
        name = local(part)
        if name in _SKIPPED and part is not element:
            continue
        if name == "t":
            parts.append(part.text or "")
        elif name in _MARKS:
            parts.append(_MARKS[name])
        elif name in {"footnoteReference", "endnoteReference"}:
            parts.append(f"[{part.get(f'{_W}id')}]")
        else:
            stack += reversed(part)
    return "".join(parts)


def _paragraphs(element: _Element) -> Iterator[str]:
    for paragraph in element.iter(f"{_W}p"):
        words = _words(paragraph).strip()
        if words:
            yield words


def _rows(table: _Element) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        cells = (" ".join(_paragraphs(cell)) for cell in row.iter(f"{_W}tc"))
        words = " | ".join(fold_space(cell) for cell in cells)
        if words.strip(" |"):
            yield words


def _part(document: Any, kind: str, origin: Origin) -> _Element | None:
    """The root of a part related to the document: footnotes, endnotes, comments."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            name = f"{origin.name}#{kind}"
            return parse_xml(xml_text(relation.target_part.blob, name)[0], name)[0]
    return None


def _children(root: _Element | None) -> list[_Element]:
    return [] if root is None else list(root)


def _write_notes(composer: Composer, document: Any, origin: Origin) -> None:
    """Footnotes, then endnotes, under the numbers that stand for them in the text."""
    for kind in ("footnotes", "endnotes"):
        root = _part(document, kind, origin)
        for note in _children(root):
            words = "\n".join(_paragraphs(note))
            if words and note.get(f"{_W}type") in {None, "normal"}:
                composer.put(f"[{note.get(f'{_W}id')}] {words}", BlockKind.PARAGRAPH)


def _write_comments(composer: Composer, document: Any, origin: Origin) -> None:
    """The remarks in the margin, with author and date; answers follow in the file's order."""
    root = _part(document, "comments", origin)
    remarks = [(c, "\n".join(_paragraphs(c))) for c in _children(root) if local(c) == "comment"]
    if not any(words for _, words in remarks):
        return
    composer.put("Comments", BlockKind.COMMENTS_HEADING)
    for comment, words in remarks:
        author = fold_space(comment.get(f"{_W}author") or "") or None
        date = comment.get(f"{_W}date")
        header = " · ".join(part for part in (author, date) if part)
        if words and header:
            composer.put(header, BlockKind.COMMENT_META)
        draft = composer.put(words, BlockKind.COMMENT, gap="\n" if header else "\n\n")
        draft.author, draft.date = author, date


def _write_edges(composer: Composer, document: Any) -> None:
    """Headers and footers, each once, as furniture at the end."""
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/header", "/footer")):
            continue
        words = "\n".join(_paragraphs(relation.target_part.element))
        if words and words not in seen:
            seen.add(words)
            composer.put(words, BlockKind.BOILERPLATE)


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
