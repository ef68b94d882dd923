"""What a suggester returns."""

from __future__ import annotations

from store.model import AttributeValue, Record


class Suggestion(Record, frozen=True, kw_only=True):
    """A proposed annotation: `kind` and `attributes` as an annotation's, `origin` names the rule.

    Offsets are code points of the article's text, end exclusive; `score` is 0..1. `answers` is the
    place in the article that a comment's claim is about; `speaker` and `cue` of a quotation are
    places with their words (an empty place for a comment's author).
    """

    kind: str
    start: int
    end: int
    origin: str
    score: float = 1.0
    attributes: dict[str, AttributeValue] = {}  # noqa: RUF012 - msgspec copies the default
    answers: tuple[int, int] | None = None
    speaker: tuple[int, int, str] | None = None
    cue: tuple[int, int, str] | None = None

    @property
    def is_disputed(self) -> bool:
        """Whether it is a claim that someone disputes."""
        return self.attributes.get("status") == "disputed"
