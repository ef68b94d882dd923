"""Pages changed as pages change, with what became of every word.

A text is a row of pieces: words and marks with their number in the old text, blanks without one.
Every change makes another row, so that many may follow each other and the truth is never guessed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

_PIECE = re.compile(r"\s+|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u9fff]+|\w|[^\w\s]")
_STOPS = frozenset(".!?…。！？")
_OTHER_MARKS = str.maketrans("\"'“”„«»‘’–—-", '“’"""""\'\'--–')
_SHORT = 5
"""Words of a line of a menu, a comment's head or a heading, at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a mark or blanks; `number` is the old text's word or mark that stands here."""

    text: str
    number: int | None = None

    @property
    def blank(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()

    @property
    def word(self) -> bool:
        """Whether a reader would count it."""
        return self.text[0].isalnum()


Pieces = list[Piece]


@dataclass(frozen=True)
class Changed:
    """A text after edits, and where each of its old words and marks went (None: left out)."""

    text: str
    at: tuple[tuple[int, int] | None, ...]


def pieces(text: str) -> Pieces:
    """*text* in pieces, words and marks numbered from 0."""
    found: Pieces = []
    number = 0
    for match in _PIECE.finditer(text):
        blank = match.group().isspace()
        found.append(Piece(match.group(), None if blank else number))
        number += not blank
    return found


def joined(row: Sequence[Piece], count: int) -> Changed:
    """The text of *row*, where the old text had *count* words and marks."""
    at: list[tuple[int, int] | None] = [None] * count
    length = 0
    for piece in row:
        if piece.number is not None:
            at[piece.number] = (length, length + len(piece.text))
        length += len(piece.text)
    return Changed("".join(piece.text for piece in row), tuple(at))


class Editor:
    """Changes by chance, with words that the page itself has."""

    def __init__(self, seed: int, row: Sequence[Piece]) -> None:
        """With words of *row*."""
        self.chance = random.Random(seed)
        self._words = list(dict.fromkeys(p.text for p in row if p.word))

    def happens(self, share: float) -> bool:
        """With this probability."""
        return self.chance.random() < share

    def word(self) -> Piece:
        """A word out of nowhere."""
        return Piece(self.chance.choice(self._words))

    # -- words

    def words(self, row: Pieces, rate: float) -> Pieces:
        """The share *rate* of the words replaced, left out, or with another put in before."""
        out: Pieces = []
        for piece in row:
            if not piece.word or not self.happens(rate):
                out.append(piece)
                continue
            match self.chance.randrange(3):
                case 0:
                    out.append(replace(self.word(), number=piece.number))
                case 1:
                    if out and out[-1].text == " ":
                        out.pop()
                case _:
                    out += [self.word(), Piece(" "), piece]
        return out

    def dress(self, row: Pieces) -> Pieces:
        """Other quotation marks and dashes, marks left out, other case, hidden letters."""
        out: Pieces = []
        for line in lines(row):
            shout = sum(p.word for p in line) <= 2 * _SHORT and self.happens(0.3)
            for piece in line:
                text = piece.text
                if piece.word:
                    if shout:
                        text = text.upper()
                    elif self.happens(0.02):
                        text = text.title()
                    elif len(text) > 6 and self.happens(0.02):
                        text = f"{text[:3]}\u00ad{text[3:]}"
                elif piece.blank:
                    if text == " " and self.happens(0.05):
                        text = self.chance.choice(("\u00a0", "  ", " \u200b"))
                elif self.happens(0.5):
                    text = text.translate(_OTHER_MARKS)
                elif self.happens(0.05):
                    continue
                out.append(replace(piece, text=text))
        return out

    def wrap(self, row: Pieces) -> Pieces:
        """Lines broken elsewhere, other indents, blank lines put in or left out."""
        width, indent = self.chance.randint(40, 110), " " * self.chance.randrange(5)
        doubled, out, column = self.happens(0.5), [], 0
        for piece in row:
            if not piece.blank:
                out.append(piece)
                column += len(piece.text)
            elif piece.text.count("\n") > 1 or (piece.text.count("\n") == 1 and doubled):
                out.append(Piece("\n\n" + indent if doubled else "\n" + indent))
                column = len(indent)
            elif column > width:
                out.append(Piece("\n" + indent))
                column = len(indent)
            else:
                out.append(Piece(" "))
                column += 1
        return out

    # -- sentences, paragraphs and lines

    def unlike(self, part: Pieces, rate: float = 0.7) -> Pieces:
        """*part* as another person might have written it: its marks and figures of its kind."""
        out = []
        for piece in part:
            text = piece.text
            if text.isdigit():
                text = "".join(self.chance.choice("0123456789") for _ in text)
            elif piece.word and self.happens(rate):
                text = self.word().text
            out.append(Piece(text))
        return out

    def news(self, row: Pieces) -> Pieces:
        """Sentences left out and put in, paragraphs too; one paragraph stands elsewhere."""
        out: list[Pieces] = []
        for line in lines(row):
            long = sum(p.word for p in line) > 2 * _SHORT
            if long and self.happens(0.08):
                continue
            if long and self.happens(0.08):
                out.append(self.unlike(line))
            kept: Pieces = []
            for sentence in sentences(line):
                if long and self.happens(0.08):
                    continue
                if long and self.happens(0.08):
                    kept += [*self.unlike(sentence, 0.9), Piece(" ")]
                kept += sentence
            out.append(kept)
        paragraphs = [at for at, line in enumerate(out) if sum(p.word for p in line) > 2 * _SHORT]
        if len(paragraphs) > 3:
            moved = out.pop(self.chance.choice(paragraphs[1:]))
            out.insert(self.chance.choice(paragraphs[:-1]), moved)
        return [piece for line in out for piece in line]

    def thread(self, row: Pieces) -> Pieces:
        """Comments put in that look like what stands there; figures, dates and menus changed."""
        out: list[Pieces] = []
        held = list(lines(row))
        for at, line in enumerate(held):
            if self.happens(0.03):
                size = self.chance.randint(2, 6)
                for other in held[at : at + size]:
                    out.append(self.unlike(other))
            words = [p for p in line if p.word]
            if any(p.text.isdigit() for p in words) and len(words) <= 3 * _SHORT:
                out.append([self._renumbered(p) for p in line])
                continue
            if 0 < len(words) <= _SHORT:
                if self.happens(0.08):
                    continue
                if self.happens(0.08):
                    out.append(self.unlike(line, 1.0))
            out.append(line)
        return [piece for line in out for piece in line]

    def _renumbered(self, piece: Piece) -> Piece:
        if not piece.text.isdigit() or self.happens(0.5):
            return piece
        digits = "".join(self.chance.choice("0123456789") for _ in piece.text)
        return replace(piece, text=digits)

    def without(self, row: Pieces, gone: Sequence[tuple[int, int]]) -> Pieces:
        """*row* with runs of numbers left out, with the blanks in them."""
        first = dict(gone)
        out: Pieces = []
        until = -1
        for piece in row:
            if piece.number is not None and piece.number in first:
                until = first[piece.number]
            if piece.number is not None and piece.number >= until:
                until = -1
            if until < 0:
                out.append(piece)
        return out


Change = Callable[[Editor, Pieces], Pieces]

CHANGES: dict[str, Change] = {
    "words 10%": lambda by, row: by.words(row, 0.1),
    "words 20%": lambda by, row: by.words(row, 0.2),
    "dress": lambda by, row: by.dress(row),
    "wrap": lambda by, row: by.wrap(row),
    "news": lambda by, row: by.words(by.news(row), 0.03),
    "thread": lambda by, row: by.words(by.thread(row), 0.03),
    "all 10%": lambda by, row: by.words(by.wrap(by.dress(by.thread(by.news(row)))), 0.1),
    "all 20%": lambda by, row: by.words(by.wrap(by.dress(by.thread(by.news(row)))), 0.2),
}
"""What happens to a page, by a name; `words` are single words, `news` sentences and paragraphs,
`thread` comments, menus, dates and figures, `dress` marks and case, `wrap` lines."""


def lines(row: Sequence[Piece]) -> list[Pieces]:
    """*row* cut behind every break of a line."""
    return _cut(row, lambda piece: piece.blank and "\n" in piece.text)


def sentences(row: Sequence[Piece]) -> list[Pieces]:
    """*row* cut behind every blank that follows a stop."""
    found: list[Pieces] = [[]]
    before = ""
    for piece in row:
        found[-1].append(piece)
        if piece.blank and before in _STOPS:
            found.append([])
        before = piece.text
    return [part for part in found if part]


def _cut(row: Sequence[Piece], behind: Callable[[Piece], bool]) -> list[Pieces]:
    number = 0
    keyed = []
    for piece in row:
        keyed.append((number, piece))
        number += behind(piece)
    return [[piece for _, piece in part] for _, part in groupby(keyed, lambda one: one[0])]
