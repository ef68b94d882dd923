"""What stands over comments' headers and belongs to them: portraits, subjects, repeated words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from store.importers.buttons import is_button
from store.importers.furniture import is_empty, is_prose
from store.importers.header_marks import is_portrait
from store.importers.header_parts import Header
from store.importers.lines import Piece

_MOST = 3
_LONGEST = 120
_FEWEST = 3
_NEARLY = 0.8
_ANSWER = ("re:", "aw:", "antw:", "sv:", "rv:", "odp:")
"""How the subject of an answer begins."""
_LONGEST_SIGN = max(map(len, _ANSWER))


def lead_ins(pieces: list[Piece], headers: dict[int, Header]) -> dict[int, int]:
    """The first piece of what leads in a header, by the header's own piece, where there is any."""
    repeated = _repeated(pieces, headers)
    entitled = _are_entitled(pieces, headers)
    found: dict[int, int] = {}
    for index, header in headers.items():
        for at in _above(pieces, headers, index):
            words = pieces[at].said
            if (
                (header.author is not None and is_portrait(words, header.author))
                or (entitled and at == index - 1 and _is_title(pieces, at))
                or ((words in repeated or is_answer(pieces[at])) and not _is_all(headers, at))
            ):
                found[index] = at
            elif not is_empty(pieces[at]):
                break
    return found


def _are_entitled(pieces: list[Piece], headers: dict[int, Header]) -> bool:
    """Whether nearly all headers have an item of a list or a heading over them: their titles."""
    if len(headers) < _FEWEST or any(pieces[at].marker is not None for at in headers):
        return False
    titles = sum(at - 1 not in headers and _is_title(pieces, at - 1) for at in headers if at)
    return titles >= _NEARLY * len(headers)


def _is_title(pieces: list[Piece], at: int) -> bool:
    """Whether a short piece has a bullet before it, or html2text's sign of a heading."""
    piece = pieces[at]
    if piece.size > _LONGEST or is_prose(piece) or is_button(piece.said) or is_empty(piece):
        return False
    bullet = pieces[at - 1] if at else None
    return (
        piece.marker is not None
        or piece.said.startswith("#")
        or (bullet is not None and bullet.marker is not None and not bullet.said)
    )


def is_answer(piece: Piece) -> bool:
    """Whether a piece is an answer's subject: "Re: what was asked"."""
    words = piece.said.lstrip("# ")[:_LONGEST_SIGN].lower()
    return words.startswith(_ANSWER) and piece.size <= _LONGEST and not is_prose(piece)


def _above(pieces: list[Piece], headers: dict[int, Header], index: int) -> Iterator[int]:
    """The short pieces right over a header, from below."""
    for at in range(index - 1, max(-1, index - 1 - _MOST), -1):
        piece = pieces[at]
        if at in headers or piece.size > _LONGEST or is_prose(piece) or is_button(piece.said):
            return
        if at - 1 in headers and headers[at - 1].taken > 1:
            return
        yield at


def _is_all(headers: dict[int, Header], at: int) -> bool:
    """Whether a piece stands right under a header: all that its comment says."""
    return any(
        before in headers and before + headers[before].taken == at and headers[before].words is None
        for before in (at - 1, at - 2)
    )


def _repeated(pieces: list[Piece], headers: dict[int, Header]) -> frozenset[str]:
    """What stands over at least half of the headers, word for word."""
    counts: Counter[str] = Counter()
    for index in headers:
        counts.update({pieces[at].said for at in _above(pieces, headers, index)})
    return frozenset(
        words
        for words, count in counts.items()
        if count >= _FEWEST and 2 * count >= len(headers) and any(map(str.isalpha, words))
    )
