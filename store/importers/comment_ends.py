"""What ends comments and is nobody's words: the next writer's box, a signature. Pure.

A board prints who writes, since when and how often in a box before or under each post; in a dump
its lines stand behind the words of the post above. They are told by coming again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from store.importers import board_phrases
from store.importers.buttons import is_button
from store.importers.drafts import Draft
from store.importers.furniture import count_words
from store.importers.mentions import labelled
from store.model import BlockKind
from store.text import fold_space

_FEWEST = 3
"""The fewest comments in which a line is one of a box."""
_LEAST = 0.6
"""The least share of them."""
_MOST_ROWS = 16
_LONGEST_ROW = 80
_MOST_WORDS = 7
_FEWEST_LABELS = 2
_FEWEST_RULED = 2
_MOST_SIGNED = 10
_SHORTEST_SIGNATURE = 16
_RULE = "_" * 8
_LONGEST_RULE = 40
"""A longer one parts the page."""
_WINDOW = 240
"""How much of a line is looked at."""
_GAP = re.compile(r"(?<=[^\s|])[^\S\n]{3,}(?=[^\W_])")
"""What parts two columns."""


@dataclass(slots=True)
class _Row:
    """A line that is not blank: where it starts, its words, and what it shares with others."""

    start: int
    said: str
    key: str


def trim_ends(text: str, comments: Sequence[Draft], *, led: bool) -> list[Draft]:
    """Shorten the comments to their words, and return what was cut off them.

    They are *led* where lines under them lead back to the top of the page.
    """
    spoken = [draft for draft in comments if draft.start < draft.end and not draft.pingback]
    if len(spoken) < _FEWEST:
        return []
    authors = [draft.author for draft in spoken[1:]]
    zones = [
        _zone(text, draft, following)
        for draft, following in zip(spoken, [*authors, None], strict=True)
    ]
    boxes = _repeated(zones[:-1])
    cuts = [
        part
        for draft, zone, author in zip(spoken, zones, [*authors, None], strict=True)
        if (start := _top(zone, boxes, author, led)) is not None and start > draft.start
        for part in _columns(text, _cut(draft, start))
    ]
    if _is_board(boxes):
        cuts += _signatures(text, spoken)
    return cuts + _ruled_off(text, spoken)


def _ruled_off(text: str, comments: Sequence[Draft]) -> list[Draft]:
    """Cut what stands under lines of underscores, where several posts have the same: signatures."""
    ruled = [(draft, *rule) for draft in comments if (rule := _rule_in(text, draft)) is not None]
    widths = Counter(width for _, _, width in ruled)
    return [_cut(draft, start) for draft, start, width in ruled if widths[width] >= _FEWEST_RULED]


def _rule_in(text: str, draft: Draft) -> tuple[int, int] | None:
    """Where the highest line of underscores among a comment's last lines starts, and its width."""
    if text.find(_RULE, draft.start, draft.end) < 0:
        return None
    found = None
    for start, said in islice(_last_lines(text, draft), _MOST_SIGNED):
        if len(_RULE) <= len(said) <= _LONGEST_RULE and not said.strip("_") and start > draft.start:
            found = start, len(said)
    return found


def _zone(text: str, draft: Draft, following: str | None) -> list[_Row]:
    """The short lines that a comment ends with.

    Their keys say anybody for its author and for *following*, who writes the next.
    """
    rows = [
        _Row(start, said, labelled(said, draft.author, following))
        for start, said in takewhile(lambda row: not _is_long(row[1]), _last_lines(text, draft))
    ]
    return rows[::-1]


def _last_lines(text: str, draft: Draft) -> Iterator[tuple[int, str]]:
    """Where a comment's last lines that are not blank start, and their words; the last first."""
    end, found = draft.end, 0
    while end > draft.start and found < _MOST_ROWS:
        start = max(draft.start, text.rfind("\n", draft.start, end) + 1)
        said = fold_space(text[start : min(end, start + _WINDOW)])
        if said:
            found += 1
            yield start, said
        end = start - 1


def _is_long(said: str) -> bool:
    if len(said) > 2 * _LONGEST_ROW:
        return True
    labels = said.count(":")
    longest = _LONGEST_ROW if labels < _FEWEST_LABELS else 2 * _LONGEST_ROW
    return len(said) > longest or (count_words(said) > _MOST_WORDS and not labels)


def _repeated(zones: Sequence[list[_Row]]) -> frozenset[str]:
    """The keys of what stands at the end of most comments."""
    counts = Counter(key for zone in zones for key in {row.key for row in zone})
    least = max(_FEWEST, _LEAST * len(zones))
    return frozenset(
        key for key, count in counts.items() if count >= least and any(map(str.isalpha, key))
    )


def _top(zone: list[_Row], boxes: frozenset[str], following: str | None, led: bool) -> int | None:
    """Where a box begins in *zone*: at its first known line, or with the name over it."""
    known = (at for at, row in enumerate(zone) if row.key in boxes or (led and leads_up(row.said)))
    at = next(known, None)
    if at is None:
        return None
    while at and (zone[at - 1].said == following or is_button(zone[at - 1].said)):
        at -= 1
    return zone[at].start


def leads_up(said: str) -> bool:
    """Whether a line leads back to the top of the page."""
    return said[:1] != "^" and board_phrases.TOP.fullmatch(said) is not None


def _is_board(boxes: Iterable[str]) -> bool:
    """Whether a box labels what it says of its writer: "Joined: ...", "Posts: ..."."""
    return sum(key.endswith(":") for key in boxes) >= _FEWEST_LABELS


def _cut(draft: Draft, start: int) -> Draft:
    cut = Draft(BlockKind.COMMENT_META, start, draft.end)
    draft.end = start
    return cut


def _columns(text: str, cut: Draft) -> Iterator[Draft]:
    """*cut* without the words in a second column beside a box, which are somebody's."""
    start = at = cut.start
    for line in text[cut.start : cut.end].split("\n"):
        gap = _GAP.search(line)
        if (
            gap is not None
            and ":" in line[: gap.start()]
            and count_words(line[gap.end() : gap.end() + _WINDOW]) > 1
        ):
            yield Draft(cut.kind, start, at + gap.end())
            start = at + len(line)
        at += len(line) + 1
    yield Draft(cut.kind, start, cut.end)


def _signatures(text: str, comments: Sequence[Draft]) -> Iterator[Draft]:
    """Cut what tells when a post was edited, and what all posts of one writer end with."""
    posts: dict[str, list[tuple[Draft, list[_Row]]]] = {}
    for draft in comments:
        rows = [_Row(*row, row[1]) for row in _last_lines(text, draft)][::-1]
        for at, row in enumerate(rows[1:], start=1):
            if _tells_of_editing(row.said, rows[at + 1 : at + 2]):
                yield _cut(draft, row.start)
                rows = rows[:at]
                break
        posts.setdefault(draft.author or "", []).append((draft, rows))
    for author, written in posts.items():
        if not author or len(written) < 2:
            continue
        shared = min(_shared(one, other) for (_, one), (_, other) in pairwise(written))
        said = " ".join(row.said for row in written[0][1][-shared:]) if shared else ""
        if len(said) < _SHORTEST_SIGNATURE and len(written) <= _FEWEST_RULED:
            continue  # "Thanks!" may be said twice
        for draft, rows in written if shared else ():
            yield _cut(draft, rows[-shared].start)


def _tells_of_editing(said: str, below: list[_Row]) -> bool:
    """Whether a line says when a post was edited, and doesn't go on about a thing edited."""
    return board_phrases.EDITED.match(said) is not None and any(
        map(str.isdecimal, said + "".join(row.said for row in below))
    )


def _shared(one: list[_Row], other: list[_Row]) -> int:
    """How many lines both end with; the first line of neither is one of them."""
    same = 0
    while same < min(len(one), len(other)) - 1 and one[~same].said == other[~same].said:
        same += 1
    return same
