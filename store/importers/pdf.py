"""PDF: the text layer, page by page; paragraphs by the lines' places on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from store.errors import InputError
from store.importers.base import Facts, Origin, imported
from store.importers.composer import Composer
from store.importers.pdf_lines import (
    Line,
    is_listed,
    mark_edges,
    mark_line_numbers,
    paragraphs,
    typical,
)
from store.importers.readings import Context, Notice, Reading
from store.model import BlockKind, PrintedDate
from store.text import fold_space

_PASSWORD = 4
_GENERIC = (".doc", ".docx", ".exe", ".indd", ".pdf", ".qxd", "microsoft word", "untitled")
_MOST_PAGES = 5000
_HYPHENS = ("\ufffe", "\x02")
_LINE = re.compile("([^\r\n\ufffe\x02]+)(\r\n|\n|\r|\ufffe|\x02|\\Z)")
"""A line as pdfium ends it: by a line break, or by its own mark of a hyphen that parts a word."""


class PdfImporter:
    """Reads PDF with pdfium; nothing in the file is run, and nothing is fetched."""

    name = "pdf"
    version = 1
    suffixes: tuple[str, ...] = (".pdf",)

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """One article, and a notice of the pages without a text layer. Raises InputError."""
        document = _opened(raw, origin, context.password)
        try:
            if len(document) > _MOST_PAGES:
                raise InputError(f"'{origin.name}' has more than {_MOST_PAGES} pages. Split it.")
            pages = [_lines(document, number) for number in range(len(document))]
            metadata = document.get_metadata_dict(skip_empty=True)
        finally:
            document.close()
        blank = [number for number, lines in enumerate(pages, 1) if not lines]
        if len(blank) == len(pages):
            raise InputError(
                f"'{origin.name}' has no text layer: its pages are pictures. Have its text "
                "recognised (OCR) and add the result."
            )
        mark_edges(pages)
        mark_line_numbers(pages)
        composer = _composed(pages)
        facts = _facts(metadata)
        yield imported(
            raw,
            origin,
            importer=f"{self.name}/{self.version}",
            media_type="application/pdf",
            text=composer.text,
            charset=(None, None),
            blocks=composer.blocks(),
            facts=facts,
        )
        if blank:
            which = ", ".join(map(str, blank[:20])) + (" …" if len(blank) > 20 else "")
            yield Notice(
                f"'{origin.name}': no text layer on page{'s' if len(blank) > 1 else ''} {which} "
                f"of {len(pages)}; what is pictured there is not in the article."
            )


def _opened(raw: bytes, origin: Origin, password: str | None) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(raw, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) != _PASSWORD:
            raise InputError(
                f"'{origin.name}' is no whole PDF ({fold_space(str(error))[:80]}). "
                "Get another copy of it."
            ) from None
        if password is None:
            raise InputError(
                f"'{origin.name}' is encrypted. Give its password with --password."
            ) from None
        raise InputError(f"'{origin.name}' is encrypted with another password.") from None


def _lines(document: Any, number: int) -> list[Line]:
    """The lines of a page as pdfium reads them, with their places in points from the top left."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = document[number]
        height = page.get_height()
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    text = layer.get_text_range(errors="replace") if layer.count_chars() else ""
    lines: list[Line] = []
    for match in _LINE.finditer(text):
        words = match[1].replace("\0", "�").strip() + ("-" if match[2] in _HYPHENS else "")
        if words:
            start = match.start() + len(match[1]) - len(match[1].lstrip())
            end = match.start() + len(match[1].rstrip()) - 1
            places = dict.fromkeys((start, (start + end) // 2, max(start, end)))
            found = (pdfium.FPDFText_GetCharIndexFromTextIndex(layer, at) for at in places)
            boxes = [layer.get_charbox(at, loose=True) for at in found if at >= 0]
            left, bottom, right, top = _around(boxes)
            lines.append(Line(words, left, height - top, right, height - bottom))
    return lines


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _composed(pages: list[list[Line]]) -> Composer:
    composer = Composer()
    size, pitch = typical(pages)
    titled = False
    for number, lines in enumerate(pages):
        for group in paragraphs(lines, pitch):
            words = "\n".join(line.words for line in group)
            large = min(line.size for line in group) > 1.15 * size and len(words) <= 300
            if group[0].edge:
                composer.put(words, BlockKind.BOILERPLATE)
            elif large and not titled and number == 0:
                titled = True
                composer.put(words, BlockKind.TITLE)
            elif large:
                composer.put(words, BlockKind.HEADING, level=2)
            elif is_listed(words):
                composer.put(words, BlockKind.LIST)
            else:
                composer.put_prose(words)
    return composer


def _facts(metadata: dict[str, str]) -> Facts:
    title = fold_space(metadata.get("Title", ""))
    if len(title) < 4 or title.lower().startswith(_GENERIC) or title.lower().endswith(_GENERIC):
        title = ""
    created = metadata.get("CreationDate", "").removeprefix("D:")
    date = None
    if len(created) >= 8 and created[:8].isdigit():
        day = f"{created[:4]}-{created[4:6]}-{created[6:8]}"
        date = PrintedDate(text=day, iso=day, precision="day")
    return Facts(
        title=title or None, byline=fold_space(metadata.get("Author", "")) or None, date=date
    )
