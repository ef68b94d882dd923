"""What a CAS shows of our annotations, and where a text with carriage returns has them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container

from store.exporters.assembly import Shown
from store.exporters.labels import label_of
from store.model import Annotation

_NAMES = {"person": "PER", "organization": "ORG", "place": "LOC", "other": "OTH"}
"""The names that INCEpTION's tag set for named entities has."""


class Turns:
    """Offsets of a text as a file has it, and of the same text as an article has it: without a
    byte order mark, line ends as LF.
    """

    def __init__(self, text: str) -> None:
        """For the file's *text*."""
        self.dropped = [0] if text.startswith("\ufeff") else []
        self.dropped += [
            at for at, one in enumerate(text) if one == "\r" and text[at + 1 : at + 2] == "\n"
        ]
        self._kept = [at - nth for nth, at in enumerate(self.dropped)]

    def inward(self, offset: int) -> int:
        """An offset of the file as one of the article."""
        return offset - bisect_right(self.dropped, offset - 1)

    def outward(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the article as one of the file."""
        return self._out(start), self._out(end - 1) + 1

    def _out(self, offset: int) -> int:
        return offset + bisect_right(self._kept, offset)


def plain(text: str) -> str:
    """A file's text as an article has it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def entity_value(annotation: Annotation) -> str:
    """The value of the named entity that stands for an entity."""
    kind = str(annotation.attributes.get("type"))
    return _NAMES.get(kind) or label_of(annotation)


def shown(annotation: Annotation, held: Container[str], clean: Callable[[str], str]) -> Shown:
    """What the layers show of an annotation; *held* are the ids of those in the same article."""
    links = {(clean(link.type), link.to) for link in annotation.links if link.to in held}
    return Shown(
        spans=tuple((span.start, span.end) for span in annotation.spans),
        label=clean(label_of(annotation)),
        codes=tuple(sorted({clean(code) for code in annotation.codes})),
        note=clean(annotation.note),
        links=tuple(sorted(links)),
    )
