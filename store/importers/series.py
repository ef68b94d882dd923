"""Comments told by their likeness: the same form of line with a date, again and again. Pure.

Where no rule knows a site's headers, the page itself does: each of its comments begins alike. The
name stands on the date's line or on one that lies equally far from it, and what is the same in all
of them ("Member", "Posts: 33") belongs to nobody's words. A list of articles repeats itself too,
so that a heading over the comments or a button under them must speak for them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from store.importers import board_phrases, phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_furniture, is_prose
from store.importers.header_parts import NAME_TAIL, Header, read_name
from store.importers.lines import Piece, digitless
from store.importers.marks import (
    HIGHEST,
    LEAST,
    LONGEST_LABEL,
    WINDOW,
    Form,
    Mark,
    Row,
    looks,
    mark_at,
    said_in,
    unlabelled,
)
from store.importers.mentions import (
    find_counts,
    find_feet,
    is_index,
    is_recent,
    labelled,
    speaks_of_comments,
)
from store.text import fold_space

_FEWEST = 2
"""The fewest comments under a heading; without one, one more."""
_FURTHEST = 14
"""How many pieces, a form's for instance, may stand between a heading and the first comment."""
_NEAREST = 2
_MOST_NAMES = 4
_PROSE = 3
"""One comment of so many at least has a sentence, as the titles in a list of articles have not."""


def serial_headers(
    text: str, pieces: list[Piece], headings: Iterable[int]
) -> tuple[int | None, dict[int, Header]]:
    """The heading and the headers of the comments that are most alike, or none."""
    feet = find_feet(pieces)
    named = [index for index in headings if not is_recent(pieces[index])]
    known = frozenset(feet)
    spoken = [i for i, piece in enumerate(pieces) if i not in known and speaks_of_comments(piece)]
    if not feet and not named and not spoken:
        return None, {}
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    rows = [
        Row(index, at, line)
        for index in range(max(0, prose - HIGHEST), len(pieces))
        for at, line in enumerate(pieces[index].lines)
        if not line.hidden
    ]
    marks: dict[tuple[Form, str], list[Mark]] = {}
    for place in range(len(rows)):
        mark = mark_at(text, pieces, rows, place)
        if mark is not None:
            marks.setdefault((mark.form, looks(mark.date)), []).append(mark)
    best: tuple[int | None, dict[int, Header]] = None, {}
    counts = find_counts(pieces)
    times: Counter[str] = Counter()
    for found in unlabelled(pieces, rows, marks):
        vouched = _Vouching(rows, found, named, spoken, feet, counts, prose)
        heading, kept = vouched.kept()
        if not kept:
            continue
        times = times or Counter(labelled(said_in(text, pieces, row)) for row in rows)
        headers = _Series(text, pieces, rows, kept, times).headers()
        if len(headers) > len(best[1]):
            best = heading, headers
    return best


@dataclass(frozen=True, slots=True)
class _Vouching:
    """What speaks for marks of one form: a heading over them, buttons or numbers between them."""

    rows: list[Row]
    marks: list[Mark]
    named: list[int]
    spoken: list[int]
    feet: list[int]
    counts: list[int]
    prose: int

    def kept(self) -> tuple[int | None, list[Mark]]:
        """The heading and the marks behind it, or no heading and all marks, or nothing."""
        at = [self.rows[mark.row].index for mark in self.marks]
        for headings, fewest in ((self.named, _FEWEST), (self.spoken, _FEWEST + 1)):
            for heading in headings:
                kept = self._headed(at, heading, fewest)
                if kept:
                    return heading, kept
        parted = sum(
            bisect_right(self.feet, one) < bisect_left(self.feet, other)
            for one, other in pairwise(at)
        )
        if len(at) > _FEWEST and parted >= LEAST * (len(at) - 1):
            byline = at[0] <= self.prose and self.marks[0].form is not Form.ALONE
            return None, self.marks[byline:]
        return None, []

    def _headed(self, at: list[int], heading: int, fewest: int) -> list[Mark]:
        """The marks that a heading heads, which lie in the pieces *at*."""
        over = bisect_right(at, heading)
        behind = len(at) - over
        if heading <= self.prose or not behind or at[over] - heading > _FURTHEST:
            return []
        least = _FEWEST if at[over] - heading <= _NEAREST else fewest
        if behind < max(least, len(at) // 2):
            return []
        if not is_index(self.counts, at[0], at[-1], len(at)) and not is_index(
            self.counts, heading + 1, at[-1], behind
        ):
            return self.marks[over:]
        if fewest > _FEWEST:
            return []
        following = bisect_right(self.counts, heading)
        stop = bisect_left(at, self.counts[following]) if following < len(self.counts) else over
        return self.marks[over:stop] if stop - over > _FEWEST else []  # a list of articles follows


@dataclass(slots=True)
class _Series:
    """Marks of one form, and what is alike around them."""

    text: str
    pieces: list[Piece]
    rows: list[Row]
    marks: list[Mark]
    times: Counter[str]
    """How often each row stands in the text, whatever its figures."""
    marked: frozenset[int] = field(init=False)
    often: float = field(init=False)

    def __post_init__(self) -> None:
        self.marked = frozenset(mark.row for mark in self.marks)
        self.often = max(LEAST * len(self.marks), _FEWEST)

    def headers(self) -> dict[int, Header]:
        """The headers, by the index of their first piece; none where they are not alike enough."""
        names = self._names()
        told = [name for name, _ in names if name]
        if len(set(told)) < 2 <= len(told):
            return {}
        labels = self._labels()
        found: dict[int, Header] = {}
        for mark, (name, top) in zip(self.marks, names, strict=True):
            first = self.rows[min(top, mark.row)]
            if first.index in found or (first.at and not self._leads_in(first, name)):
                continue
            last, words = self._behind(mark, top, labels)
            answers = mark.answers or self._answers(min(top, mark.row), mark.row)
            taken = last - first.index + 1
            found[first.index] = Header(
                first.index, taken, name, mark.date, words, weak=True, answers=answers
            )
        starts = sorted(found)
        speaking = [
            self._speaks(found[index], end) for index, end in pairwise([*starts, len(self.pieces)])
        ]
        if sum(said is not None for said in speaking) < LEAST * len(found):
            return {}
        return found if _PROSE * sum(map(bool, speaking)) >= len(found) else {}

    def _speaks(self, header: Header, end: int) -> bool | None:
        """Whether there is prose from a header to *end*, or None where nothing is said at all."""
        after = header.index + header.taken
        words = [piece for piece in self.pieces[after:end] if not is_button(piece.said)]
        if header.words is not None:
            words.append(self.pieces[after - 1])
        return any(map(is_prose, words)) if words else None

    def _answers(self, first: int, last: int) -> str | None:
        """Whom the rows of a header say that it answers, as "Reply to Ann"."""
        for place in range(first, last):
            answered = board_phrases.ANSWERED.match(self._said(place))
            if answered is not None:
                return fold_space(answered["name"])
        return None

    def _leads_in(self, row: Row, name: str | None) -> bool:
        """Whether what stands over a row in its piece is a picture's words with the name.

        It may also be what stands over all of them, or buttons of the comment above.
        """
        piece = self.pieces[row.index]
        over = self.text[piece.words : row.line.start]
        if name is not None and name in over and len(over) <= WINDOW // 2:
            return True
        return all(
            self.times[said] >= self.often
            or is_button(said)
            or board_phrases.TOP.fullmatch(said) is not None
            for line in piece.lines[: row.at]
            if (said := labelled(fold_space(self.text[line.start : line.end])))
        )

    def _names(self) -> list[tuple[str | None, int]]:
        """Each mark's name and the row it stands in, or the mark's own."""
        if self.marks[0].form is not Form.ALONE:
            placed = sum("," in (mark.name or "") for mark in self.marks) >= LEAST * len(self.marks)
            names = [
                (mark.name or "").split(",")[0] if placed else mark.name for mark in self.marks
            ]
            return [(name, mark.row) for name, mark in zip(names, self.marks, strict=True)]
        for tops in self._tops():
            names = [None if top is None else self._named(top) for top in tops]
            keys = Counter(digitless(name) for name in names if name)
            if len(keys) < 2 or sum(keys.values()) < LEAST * len(self.marks):
                continue
            if keys.most_common(1)[0][1] > LEAST * len(self.marks) and len(self.marks) > 4:
                continue
            return [
                (name, mark.row if name is None or top is None else top)
                for mark, name, top in zip(self.marks, names, tops, strict=True)
            ]
        return [(None, mark.row) for mark in self.marks]

    def _tops(self) -> Iterator[list[int | None]]:
        """Where the names may be: under a button, over what is the same in all, or so far off."""
        yield self._like_the_others([self._under_button(mark) for mark in self.marks])
        above: Counter[str] = Counter()
        boxes = [list(self._over(mark)) for mark in self.marks]
        for box in boxes:
            above.update({key for place in box if (key := self._key(place)).strip("0:")})
        labels = {key for key, count in above.items() if count >= LEAST * len(self.marks)}
        if labels:
            highest = [
                min([at for at in box if self._key(at) in labels], default=0) for box in boxes
            ]
            yield [at - 1 if at else None for at in highest]
        yield [self._over_role(mark.row - 1) for mark in self.marks]
        for offset in (1, -2, -3):
            places = [mark.row + offset for mark in self.marks]
            yield [place if 0 <= place < len(self.rows) else None for place in places]

    def _over_role(self, place: int) -> int | None:
        """The row at *place*, or the first above it that is no role and names nobody answered."""
        for at in range(place, max(-1, place - 3), -1):
            said = self._said(at)
            if phrases.ROLE.fullmatch(said) is None and board_phrases.ANSWERED.match(said) is None:
                return at
        return None

    def _over(self, mark: Mark) -> Iterator[int]:
        """The short rows over a mark, up to the first that is none."""
        for place in range(mark.row - 1, max(-1, mark.row - 1 - HIGHEST), -1):
            said = self._said(place)
            if len(said) > LONGEST_LABEL or is_prose(self.pieces[self.rows[place].index]):
                return
            yield place

    def _under_button(self, mark: Mark) -> int | None:
        for place in self._over(mark):
            said = self._said(place)
            if is_button(said) or board_phrases.TOP.fullmatch(said) is not None:
                return place + 1 if place + 1 < mark.row else None
        return None

    def _like_the_others(self, tops: list[int | None]) -> list[int | None]:
        """The first comment has no button above it: its name lies as far off as most do."""
        far = Counter(
            top - mark.row for mark, top in zip(self.marks, tops, strict=True) if top is not None
        )
        if not far or 2 * far.total() < len(tops):
            return [None] * len(tops)
        usual = far.most_common(1)[0][0]
        return [
            top if top is not None else max(0, mark.row + usual)
            for mark, top in zip(self.marks, tops, strict=True)
        ]

    def _said(self, place: int) -> str:
        return said_in(self.text, self.pieces, self.rows[place])

    def _named(self, place: int) -> str | None:
        said = phrases.COMMENT_BY.sub("", self._said(place))
        if len(said) > LONGEST_LABEL or is_button(said) or is_furniture(said):
            return None
        if phrases.OF_COMMENTS.search(said) is not None or said.endswith(tuple(".?!,;…")):
            return None
        if ":" in said.rstrip(": ") or board_phrases.MEMBER_SINCE.match(said) is not None:
            return None
        name = read_name(NAME_TAIL.sub("", said))
        return name if name is not None and len(name.split()) <= _MOST_NAMES else None

    def _labels(self) -> frozenset[str]:
        """What stands right behind most of the dates, whatever its figures."""
        counts: Counter[str] = Counter()
        for mark in self.marks:
            counts.update({self._key(place) for place in self._following(mark)})
        return frozenset(key for key, count in counts.items() if count >= self.often)

    def _following(self, mark: Mark) -> Iterator[int]:
        """The short rows behind a mark, up to the first that is none."""
        for place in range(mark.row + 1, min(mark.row + 1 + HIGHEST, len(self.rows))):
            said = self._said(place)
            if place in self.marked or len(said) > LONGEST_LABEL or is_button(said):
                return
            yield place

    def _key(self, place: int) -> str:
        return labelled(self._said(place))

    def _behind(self, mark: Mark, top: int, labels: frozenset[str]) -> tuple[int, int | None]:
        """The last piece of a header, and where words follow in it; labels behind are its own."""
        row = self.rows[mark.row]
        if mark.form is Form.INLINE:
            return row.index, mark.words
        following = self._following(mark)
        last = max((at for at in following if self._key(at) in labels), default=mark.row)
        last = max(last, top)
        if last == mark.row:
            return row.index, None if mark.words is None else self._spoken(row.index, mark.words)
        end = self.rows[last]
        return end.index, self._spoken(end.index, end.line.end)

    def _spoken(self, index: int, start: int) -> int | None:
        """Where a piece's words begin from *start* on, behind buttons."""
        for line in self.pieces[index].lines:
            if line.start >= start and not is_button(self.text[line.start : line.end].strip()):
                return line.start
        return None
