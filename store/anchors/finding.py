"""Find marked words again in a text that may have changed: surely, perhaps, or not at all.

First where they stood, then where they stand word for word (white space folded), then where most
of them stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from store.anchors.alignment import fit
from store.anchors.alike import Alike, kept
from store.anchors.laying import Laid
from store.anchors.quotes import places
from store.anchors.tokens import TokenizedText, tokens
from store.anchors.weighing import (
    CONTEXT,
    LETTERS,
    ORPHAN,
    Anchor,
    Pattern,
    Place,
    decided,
    likeliest,
    rank,
)
from store.model import Span

_AROUND = 150
"""Letters round a place, beside its own length, in which its true ends are looked for."""
_MORE = 0.15
"""How much more of the words must be found for other ends."""
_SEAM = 3
"""Words before and after a quotation that stand together where it was taken out."""
_LEAST = 2
"""The fewest of them, where it is known where the quotation stood."""
_TELLING = 18
"""Letters of these words from which it says something that they stand together."""
_FEWEST, _WHOLE = 3, 0.9
"""Tokens of what stood before or after that tell something, and how much of it must be there."""
_BROKEN, _SLACK = 0.6, 20
"""The share of what stood before or after from which it stands where it did; letters more to look
for it in.
"""
_MOST = 40
"""Places of the same words that are weighed."""


class Finder:
    """Finds spans in one text. What is made of the text is made once, when it is needed."""

    def __init__(self, text: str) -> None:
        """In *text*."""
        self._text = TokenizedText(text)
        self._alike = Alike(self._text)

    @property
    def text(self) -> str:
        """The text."""
        return self._text.text

    def find(self, span: Span) -> Anchor:
        """Where *span* of another text, or of what another program saw, stands here.

        Its `exact` may be empty where only offsets are known; `prefix` and `suffix` may be empty.
        """
        text = self.text
        within = 0 <= span.start < span.end <= len(text)
        if not span.exact.strip():
            return Anchor("sure", span.start, span.end, 1.0) if within else ORPHAN
        stays = within and text[span.start : span.end] == span.exact
        if stays and _goes_on(span, text):
            return Anchor("sure", span.start, span.end, 1.0)
        pattern = Pattern(span, len(text))
        return self._settled(self.candidates(pattern), pattern)

    def stays(self, span: Span) -> bool:
        """Whether *span* stands where it stood, with all that its file knows round it."""
        known = f"{span.prefix}{span.exact}{span.suffix}"
        begin = span.start - len(span.prefix)
        return begin >= 0 and len(known) > len(span.exact) and self.text.startswith(known, begin)

    def likeliest(
        self, found: Sequence[Place], pattern: Pattern, closed: float, edited: float
    ) -> Anchor:
        """What may be said of places whose chances are known, and of *closed*, the chance that the
        words were taken out where what stood round them stands together, when others of the file
        have lost the share *edited* of their words.
        """
        return likeliest(self._looked_at(found, pattern), pattern, closed, edited)

    def _settled(self, found: Sequence[Place], pattern: Pattern) -> Anchor:
        """What may be said of the best place, when it is looked, too, whether what stood round the
        words stands together now, as where they were taken out.
        """
        if not found:
            return ORPHAN
        best = max(found, key=rank)
        apart = min(best.words, best.before, best.after) < 0.9
        closed = apart and self._closed(best, pattern)
        return decided(self._looked_at(found, pattern), pattern, closed=closed)

    def _looked_at(self, found: Sequence[Place], pattern: Pattern) -> Sequence[Place]:
        """*found*, where the ends of the best place were looked at closely."""
        best = max(found, key=rank, default=None)
        if best is None or not best.lost:
            return found
        closer = best if best.words >= 0.95 else self._closer(best, pattern)
        if self._overtaken(best, pattern):
            closer = replace(closer, doubtful=True)
        return [closer if place is best else place for place in found]

    def _overtaken(self, place: Place, pattern: Pattern) -> bool:
        """Whether what stood after the words stands before or in *place* now, or what stood before
        them in it or after it: then it is rather their neighbour, as a comment is that says nearly
        the same as the one before it did.
        """
        start, end, span = place.start, place.end, pattern.span
        behind = self.text[max(0, start - len(span.suffix) - _SLACK) : end]
        ahead = self.text[start : end + len(span.prefix) + _SLACK]
        return (place.after < _BROKEN and _stands(pattern.after, behind)) or (
            place.before < _BROKEN and _stands(pattern.before, ahead)
        )

    def candidates(self, pattern: Pattern) -> list[Place]:
        """The likeliest places of *pattern*: of its very words, and of nearly these where those
        are in another surrounding.
        """
        same = [self._weighed(pattern, *at) for at in self._same(pattern)]
        best = max(same, key=rank, default=None)
        if best is None or min(best.before, best.after) < 0.5:
            same += self._alike.places(pattern)
        return same

    def beside(self, pattern: Pattern, near: range) -> list[Place]:
        """The likeliest places of *pattern* that begin in *near* or thereabouts."""
        return self._alike.places(pattern, near)

    def _closer(self, place: Place, pattern: Pattern) -> Place:
        """*place* with its true ends, when what was put in or left out there is looked at."""
        span = pattern.span
        reach = len(span.exact) + _AROUND
        begin = max(0, place.start - reach)
        near = TokenizedText(self.text[begin : place.end + reach])
        old = f"{span.prefix}{span.exact}{span.suffix}"
        local = Span.of(old, len(span.prefix), len(span.prefix) + len(span.exact))
        found = Laid(TokenizedText(old), near).place(local, pattern)
        if found is None or found.words < 0.5:
            return place
        more = found.before + found.after - place.before - place.after
        if found.words < place.words + (_MORE if more < 0.5 else 0.0):
            return place
        shared = min(place.end, begin + found.end) - max(place.start, begin + found.start)
        if shared < 0.7 * (place.end - place.start) or found.end - found.start > 3 * len(old):
            return place
        return replace(
            place,
            start=begin + found.start,
            end=begin + found.end,
            lost=found.lost,
            doubtful=found.doubtful,
        )

    def _closed(self, best: Place, pattern: Pattern) -> bool:
        """Whether the last words before and the first ones after stand side by side somewhere, and
        not at a place that is like the words for the most part.
        """
        seam = (*pattern.before[-_SEAM:], *pattern.after[:_SEAM])
        if min(len(pattern.before), len(pattern.after)) < 2 or sum(map(len, seam)) < _TELLING:
            return False
        stands = self._text.places
        rarest = min(range(len(seam)), key=lambda at: len(stands.get(seam[at], ())))
        keys = self._text.tokens.keys
        starts = self._text.tokens.starts
        for place in stands.get(seam[rarest], ()):
            first = place - rarest
            if first >= 0 and tuple(keys[first : first + len(seam)]) == seam:
                middle = starts[first + min(_SEAM, len(pattern.before))]
                if best.words < 0.6 or not best.start <= middle <= best.end:
                    return True
        return False

    def seams(self, pattern: Pattern) -> list[tuple[int, int]]:
        """Where what stood before and after the words stands together now, and how many letters
        of it: the words may have been taken out there.
        """
        before, after = pattern.before, pattern.after
        seam = (*before[-_LEAST:], *after[:_LEAST])
        if min(len(before), len(after)) < _LEAST:
            return []
        stands = self._text.places
        rarest = min(range(len(seam)), key=lambda at: len(stands.get(seam[at], ())))
        keys, starts = self._text.tokens.keys, self._text.tokens.starts
        begins = _run(pattern.words, after)
        ends = _run(pattern.words[::-1], before[::-1])
        found = []
        for place in stands.get(seam[rarest], ()):
            first = place - rarest
            if first < 0 or tuple(keys[first : first + len(seam)]) != seam:
                continue
            middle = first + _LEAST
            ahead = _run(before[::-1], keys[max(0, middle - len(before)) : middle][::-1])
            behind = _run(after, keys[middle : middle + len(after)])
            # What the words themselves begin or end with stands there anyway.
            told = min(
                sum(map(len, before[len(before) - ahead : len(before) - ends])),
                sum(map(len, after[begins:behind])),
            )
            if 2 * told >= _TELLING:
                found.append((starts[middle], 2 * told))
        return found[:_MOST]

    # -- places of the very words

    def _same(self, pattern: Pattern) -> list[tuple[int, int]]:
        found = places(self.text, pattern.span.exact)
        if len(found) > _MOST:
            found.sort(key=lambda at: (-_agreement(pattern.span, self.text, at), _far(at, pattern)))
        return found[:_MOST]

    def _weighed(self, pattern: Pattern, start: int, end: int) -> Place:
        """A place of the very words, by what stands round it."""
        reach = 12 * CONTEXT
        before = tokens(self.text[max(0, start - reach) : start]).keys[-2 * CONTEXT :]
        after = tokens(self.text[end : end + reach]).keys[: 2 * CONTEXT]
        return Place(
            start=start,
            end=end,
            words=1.0,
            before=_shared(pattern.before[::-1], before[::-1]),
            after=_shared(pattern.after, after),
            near=pattern.nearness(start),
        )


def _stands(wanted: Sequence[str], text: str) -> bool:
    """Whether nearly all of *wanted* stands together in *text*, if it is enough to tell."""
    if len(wanted) < _FEWEST:
        return False
    return kept(wanted, fit(wanted, tokens(text).keys).costs) >= _WHOLE


def _shared(wanted: Sequence[str], there: Sequence[str]) -> float:
    """How much of *wanted* stands in order at the beginning of *there*."""
    if not wanted:
        return 1.0
    if tuple(there[: len(wanted)]) == tuple(wanted):
        return 1.0
    return kept(wanted, fit(wanted, there[: 2 * len(wanted)]).costs)


def _goes_on(span: Span, text: str) -> bool:
    """Whether what stands round text[start:end] agrees, or the words are long enough."""
    if len(span.exact) >= LETTERS or not (span.prefix.strip() or span.suffix.strip()):
        return True
    here = Span.of(text, span.start, span.end)
    return _agreement(span, text, (span.start, span.end)) >= 4 or (
        _folded(here.prefix).endswith(_folded(span.prefix))
        and _folded(here.suffix).startswith(_folded(span.suffix))
    )


def _agreement(span: Span, text: str, at: tuple[int, int]) -> int:
    """How many letters of the context agree, outwards from the words, blanks left out."""
    before = _folded(text[max(0, at[0] - 64) : at[0]])[::-1]
    after = _folded(text[at[1] : at[1] + 64])
    return _run(_folded(span.prefix)[::-1], before) + _run(_folded(span.suffix), after)


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _far(at: tuple[int, int], pattern: Pattern) -> int:
    return abs(at[0] - pattern.span.start)


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
