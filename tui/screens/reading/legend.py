"""How annotations and suggestions are marked: with the letters and colours of a codebook. Pure."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from store.model import Annotation, Codebook
from tui.widgets.article_view import Mark

if TYPE_CHECKING:
    from store.suggest.base import Suggestion


class Legend:
    """What stands for the kinds and codes of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        """Of *codebook*."""
        self.codebook = codebook
        self._kinds = {kind.name: kind for kind in codebook.kinds}

    @cached_property
    def _code_colours(self) -> dict[str, str]:
        """The colour of each of the codes that has one, or whose parent has."""
        if not self.codebook.codes:
            return {}
        from store.recoding.base import code_colours

        return code_colours(self.codebook)

    def letter(self, kind: str) -> str:
        """What stands for a kind."""
        return self._kinds[kind].letter if kind in self._kinds else "?"

    def marks(self, annotation: Annotation) -> list[Mark]:
        """A mark for each stretch of an annotation, in its first coloured code's colour, else in
        its kind's.
        """
        colour = self._kinds[annotation.kind].colour if annotation.kind in self._kinds else ""
        if annotation.codes:
            colour = next(filter(None, map(self._code_colours.get, annotation.codes)), colour)
        return [
            Mark(
                id=annotation.id,
                start=span.start,
                end=span.end,
                letter=self.letter(annotation.kind),
                kind=annotation.kind,
                colour=colour,
                disputed=annotation.is_disputed,
            )
            for span in annotation.spans
        ]

    def dotted(self, one: Suggestion) -> Mark | None:
        """The mark of a suggestion; None where the codebook has no such kind."""
        kind = self._kinds.get(one.kind)
        if kind is None:
            return None
        return Mark(
            id=f"suggestion {one.kind} {one.start}",
            start=one.start,
            end=one.end,
            letter=kind.letter,
            kind=one.kind,
            colour=kind.colour,
            suggested=True,
            railed=one.kind != "entity",
            disputed=one.is_disputed,
        )
