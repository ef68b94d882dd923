"""Annotations move to another version of their article, or from the orphans to a place: told
first, then done as one step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from store.anchors.versions import Versions
from store.anchors.weighing import Outcome, apart, outcome_of
from store.errors import ConflictError, InvalidChangeError
from store.library import Library
from store.model import Annotation, Article, Record, Span

Places = tuple[tuple[int, int], ...]
"""Stretches of a text, `(start, end)`."""
_BLANKS = re.compile(r"\s+")
_AROUND = 120
"""Characters on either side by which a person knows a place."""
_UNTELLING = ("index", "article", "page", "standard input", "text", "untitled")


class Move(Record, frozen=True, kw_only=True):
    """Where an annotation would stand in the other version; no `spans` for an orphan, which stays
    with its own version.
    """

    annotation: Annotation
    outcome: Outcome
    spans: tuple[Span, ...]

    @property
    def places(self) -> Places:
        """The stretches."""
        return tuple((span.start, span.end) for span in self.spans)


class Moves(Record, frozen=True, kw_only=True):
    """The report: what becomes of the annotations of `old` in `new`, in the order of the text."""

    old: Article
    new: Article
    moves: tuple[Move, ...]

    def of(self, outcome: Outcome) -> tuple[Move, ...]:
        """Those that end so."""
        return tuple(move for move in self.moves if move.outcome == outcome)


def moves(library: Library, old: str, new: str) -> Moves:
    """What becomes of the annotations of article *old* in the text of article *new*; nothing is
    changed. Raises NotFoundError, or InvalidChangeError where both are one.
    """
    if old == new:
        raise InvalidChangeError("An article is no other version of itself.")
    text = library.articles.text(new)
    versions = Versions(library.articles.text(old), text)
    found = []
    for annotation in library.annotations.of(old):
        anchors = apart([versions.find(span) for span in annotation.spans])
        outcome = outcome_of(anchors)
        spans = (
            ()
            if outcome == "orphan"
            else tuple(Span.of(text, anchor.start, anchor.end) for anchor in anchors)
        )
        found.append(Move(annotation=annotation, outcome=outcome, spans=spans))
    return Moves(old=library.articles.get(old), new=library.articles.get(new), moves=tuple(found))


def surrounded(text: str, places: Sequence[tuple[int, int]]) -> tuple[str, str, str]:
    """What stands before the stretches *places* of *text*, they themselves, and what stands after,
    as much of it as a person needs to know the place, in whole words, white space folded.
    """
    start, end = places[0][0], places[-1][1]
    words = " … ".join(text[one:other] for one, other in places)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = f"… {before.partition(' ')[2] or before}"
    if end + _AROUND < len(text):
        after = f"{after.rpartition(' ')[0] or after} …"
    return folded(before), folded(words), folded(after)


def folded(part: str) -> str:
    """*part* of a text with each stretch of white space as one blank, at its ends too."""
    return _BLANKS.sub(" ", part)


def carry(library: Library, report: Moves, chosen: Iterable[Move]) -> list[Annotation]:
    """Move the *chosen* annotations of a report to the new version, as one step.

    Raises ConflictError, and moves nothing, where one was changed since the report was made.
    """
    carried = []
    text = library.articles.text(report.new.id)
    with library.step("carry annotations to another version"):
        for move in chosen:
            held = library.annotations.get(move.annotation.id)
            if held != move.annotation:
                raise ConflictError(
                    f"Annotation {held.id} was changed since. Make the report again."
                )
            carried.append(_moved(held, report.new.id, text, move.places))
            library.annotations.put(carried[-1])
    return carried


def place_orphan(library: Library, orphan: str, article: str, places: Places) -> Annotation:
    """Give an annotation that was kept aside its place; one step. Raises PostilError."""
    with library.step("place an annotation"):
        held = library.orphans.find(orphan)
        text = library.articles.text(article)
        library.codebook.kind(held.annotation.kind)
        links = tuple(link for link in held.annotation.links if link.to in library.annotations)
        placed = msgspec.structs.replace(
            _moved(held.annotation, article, text, places),
            revision=held.annotation.revision,
            links=links,
        )
        library.annotations.put(placed)
        library.orphans.remove(held.id)
    return placed


def drop_orphans(library: Library, orphans: Sequence[str]) -> None:
    """Give up annotations that were kept aside; one step, undoable."""
    with library.step("drop annotations without a place"):
        for orphan in orphans:
            library.orphans.remove(library.orphans.find(orphan).id)


def earlier_versions(
    library: Library, article: Article, among: Iterable[Article] | None = None
) -> list[Article]:
    """Annotated articles (of all, or *among* some) that *article* is another version of: with its
    address, or with its file name and much the same words.
    """
    return [
        other
        for other in (library.articles.all() if among is None else among)
        if other.id != article.id
        and other.text_sha256 != article.text_sha256
        and library.annotations.count(other.id)
        and _same_source(article, other)
    ]


def _same_source(one: Article, other: Article) -> bool:
    if one.source.url and one.source.url == other.source.url:
        return True
    name = one.source.name
    stem = (name or "").rsplit(".", 1)[0].casefold()
    alike = other.id in one.similar_to or one.id in other.similar_to
    return bool(name) and name == other.source.name and (alike or stem not in _UNTELLING)


def _moved(
    annotation: Annotation, article: str, text: str, places: Sequence[tuple[int, int]]
) -> Annotation:
    spans = tuple(Span.of(text, start, end) for start, end in places)
    return annotation.revised(article=article, spans=spans)


def told(report: Moves) -> Mapping[Outcome, int]:
    """How many end how."""
    outcomes: tuple[Outcome, ...] = ("sure", "uncertain", "orphan")
    return {outcome: len(report.of(outcome)) for outcome in outcomes}
