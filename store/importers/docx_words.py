"""The words of Word's paragraphs and tables, with the numbers that stand for its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.importers.xml import local
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
"""Elements round others that stand in the text all the same."""
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "instrText", "rPr", "pPr"})
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))


class Words:
    """Reads words; notes are numbered as Word shows them, by their order in the text."""

    def __init__(self, body: _Element) -> None:
        """For the text in *body*."""
        self._numbers: dict[tuple[str, str], str] = {}
        counts: Counter[str] = Counter()
        for element in body.iter():
            kind = _NOTES.get(local(element))
            key = (kind or "", element.get(f"{W}id") or "")
            if kind is not None and key not in self._numbers:
                counts[kind] += 1
                count = counts[kind]
                self._numbers[key] = _roman(count) if kind == "endnotes" else str(count)

    def number(self, kind: str, identity: str) -> str:
        """What stands for a note in the text; its own id where nothing does."""
        return self._numbers.get((kind, identity), identity)

    def of(self, element: _Element) -> str:
        """A paragraph's words: insertions and links included, deletions and fields' codes not."""
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
            elif name in _NOTES:
                parts.append(f"[{self.number(_NOTES[name], part.get(f'{W}id') or '')}]")
            else:
                stack += reversed(part)
        return "".join(parts)

    def paragraphs(self, element: _Element) -> Iterator[str]:
        """The words of each paragraph that has some, those in boxes and inner tables, too."""
        for paragraph in element.iter(f"{W}p"):
            words = self.of(paragraph).strip()
            if words and not is_fallback(paragraph):
                yield words

    def rows(self, table: _Element) -> Iterator[str]:
        """The rows of a table; one that stands in a cell is words of that cell."""
        for row in _parts(table, "tr"):
            cells = (" ".join(self.paragraphs(cell)) for cell in _parts(row, "tc"))
            words = " | ".join(fold_space(cell) for cell in cells)
            if words.strip(" |"):
                yield words


def is_fallback(element: _Element) -> bool:
    """Whether the same stands beside it in a newer form."""
    return any(local(above) == "Fallback" for above in element.iterancestors())


def _parts(element: _Element, name: str) -> Iterator[_Element]:
    """The rows or cells of a table that are its own."""
    for part in element:
        if local(part) == name:
            yield part
        elif local(part) in WRAPPERS:
            yield from _parts(part, name)


def _roman(number: int) -> str:
    for value, letters in _ROMAN:
        if number >= value:
            return letters + _roman(number - value)
    return "i" * number
