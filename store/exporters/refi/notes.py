"""Notes and links of a REFI-QDA project: which selection each belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.exporters.refi.codes import plain_guid
from store.importers.xml import child, field_of, local
from store.wording import counted

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_DIGITS = 12


@dataclass(slots=True)
class Notes:
    """The notes of a file by GUID, and what of notes and links found no place."""

    words: dict[str, str]
    used: set[str] = field(default_factory=set)
    links_left: int = 0

    def of(self, element: _Element, description: str | None) -> str:
        """The notes that *element* refers to, its description first."""
        parts = [description] if description else []
        for reference in element:
            if local(reference) != "NoteRef":
                continue
            target = plain_guid(reference.get("targetGUID"))
            if target in self.words:
                self.used.add(target)
                parts.append(self.words[target])
        return "\n".join(parts)

    def links(
        self, root: _Element, ids: Mapping[str, str]
    ) -> dict[str, dict[tuple[str, str], str]]:
        """Links between selections, by the GUID they start from: the notes on each type and
        target's id.
        """
        found: dict[str, dict[tuple[str, str], str]] = {}
        above = child(root, "Links")
        for link in above if above is not None else ():
            if local(link) != "Link":
                continue
            origin = plain_guid(link.get("originGUID"))
            target = plain_guid(link.get("targetGUID"))
            if origin not in ids or target not in ids:
                self.links_left += 1
                continue
            kind = " ".join((link.get("name") or "").split()) or "mentions"
            found.setdefault(origin, {})[kind, ids[target]] = self.of(link, None)
        return found

    def left(self) -> list[str]:
        """What is not kept, in sentences."""
        told = []
        free = len(self.words.keys() - self.used)
        if free:
            told.append(f"not kept: {counted(free, 'note')} of no text, selection or code")
        if self.links_left:
            told.append(f"not kept: {counted(self.links_left, 'link')} between no two selections")
        return told


def notes_of(root: _Element, content: Callable[[_Element, str], str | None]) -> Notes:
    """The notes of a project; *content* gives the text of one."""
    words: dict[str, str] = {}
    above = child(root, "Notes")
    for note in above if above is not None else ():
        if local(note) != "Note":
            continue
        text = content(note, f"line {note.sourceline}")
        if text is None:
            text = "\n".join(
                part for part in (note.get("name"), field_of(note, "Description")) if part
            )
        words[plain_guid(note.get("guid"))] = text
    return Notes(words)


def whole_number(words: str | None) -> int | None:
    """A position such as "12"; None for what is none."""
    digits = (words or "").strip()
    fits = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if fits else None
