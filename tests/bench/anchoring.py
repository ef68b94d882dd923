"""How many quotations find their place again in a changed text, and how fast.

`python tests/bench/anchoring.py [--quick] [FILE ...]` edits generated prose (or the texts of FILEs)
at random, word by word, with a fixed seed, and knows therefore where each quotation ought to stand.
A place is right when it covers at least four fifths of the true stretch and hardly more. Each line
gives the goal beside the figure; the exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from store.anchors.finding import Anchor, Finder
from store.model import Span

_WORD = re.compile(r"\w+|[^\w\s]")
_SYLLABLES = (
    *("ka", "lo", "min", "ter", "pa", "su", "re", "va", "no", "di", "ba", "chi", "or"),
    *("an", "el", "ga", "tu", "sen", "mo", "ri", "fa", "ol", "bri", "za"),
)


@dataclass(frozen=True)
class Changed:
    """A text after edits, and where each of its old tokens went (None where it was left out)."""

    text: str
    at: tuple[tuple[int, int] | None, ...]


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Made-up words; the first ones are short and common."""
    words: dict[str, None] = {}
    while len(words) < size:
        count = 1 if len(words) < 15 else chance.choice((2, 2, 3, 4))
        words["".join(chance.choice(_SYLLABLES) for _ in range(count))] = None
    return list(words)


def prose(chance: random.Random, words: list[str], size: int) -> str:
    """Sentences and paragraphs of about *size* characters, words as uneven as real ones."""
    weights = [1 / (rank + 8) for rank in range(len(words))]
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = chance.choices(words, weights, k=chance.randint(6, 24))
        line = " ".join(sentence).capitalize() + chance.choice((".", ".", ".", "?", "!"))
        line += chance.choice((" ", " ", " ", "\n\n"))
        parts.append(line)
        length += len(line)
    return "".join(parts)


def edited(text: str, rate: float, chance: random.Random, words: list[str]) -> Changed:
    """*text* with the share *rate* of its words replaced, left out, or another put in before."""
    out: list[str] = []
    places: list[tuple[int, int] | None] = []
    length = last = 0
    for match in _WORD.finditer(text):
        gap, word = text[last : match.start()], match.group()
        last = match.end()
        piece: str | None = word
        if word.isalnum() and chance.random() < rate:
            match chance.randrange(3):
                case 0:
                    piece = chance.choice(words)
                case 1:
                    piece = None
                case _:
                    extra = gap + chance.choice(words)
                    out.append(extra)
                    length += len(extra)
                    gap = gap or " "
        if piece is None:
            places.append(None)
            continue
        out.append(gap + piece)
        length += len(gap)
        places.append((length, length + len(piece)))
        length += len(piece)
    return Changed("".join(out), tuple(places))


def quotes(
    text: str, count: int, chance: random.Random, least: int, most: int
) -> list[tuple[int, int]]:
    """Random runs of tokens: numbers of the first and of the one after the last."""
    total = len(_WORD.findall(text))
    found: list[tuple[int, int]] = []
    while len(found) < count:
        size = chance.randint(least, most)
        first = chance.randrange(0, total - size)
        found.append((first, first + size))
    return found


def right(anchor: Anchor, truth: tuple[int, int]) -> bool:
    """Whether an anchor is where it ought to be."""
    shared = min(anchor.end, truth[1]) - max(anchor.start, truth[0])
    whole = max(anchor.end, truth[1]) - min(anchor.start, truth[0])
    return shared >= 0.8 * whole


def without(text: str, start: int, end: int) -> str:
    """*text* with a quotation taken out."""
    return text[:start] + text[end:]


class Tally:
    """Figures beside their goals."""

    def __init__(self) -> None:
        self.missed = False

    def line(self, name: str, figure: float, goal: float, *, least: bool, unit: str = "%") -> None:
        """Print one."""
        good = figure >= goal if least else figure <= goal
        self.missed |= not good
        sign = "≥" if least else "≤"
        print(f"{'ok  ' if good else 'MISS'} {name:<58} {figure:8.2f} {unit}  goal {sign} {goal:g}")


def measure(text: str, words: list[str], count: int, chance: random.Random, tally: Tally) -> None:
    """All figures for one text."""
    spots = [m.span() for m in _WORD.finditer(text)]
    own = quotes(text, count, chance, 1, 40)
    finder = Finder(text)
    stays = sum(
        (a.outcome, a.start, a.end) == ("sure", s, e)
        for f, t in own
        for s, e in [(spots[f][0], spots[t - 1][1])]
        for a in [finder.find(Span.of(text, s, e))]
    )
    tally.line("unchanged text: found where it is", 100 * stays / count, 100, least=True)
    for rate, goal, wrong_goal in ((0.1, 98, 1), (0.2, 95, 2)):
        changed = edited(text, rate, chance, words)
        found = wrong = asked = told = asked_right = 0
        chosen = quotes(text, count, chance, 8, 40)
        spans = [Span.of(text, spots[f][0], spots[t - 1][1]) for f, t in chosen]
        begun = time.process_time()
        finder = Finder(changed.text)
        anchors = [finder.find(span) for span in spans]
        took = time.process_time() - begun
        for (first, last), anchor in zip(chosen, anchors, strict=True):
            there = [at for at in changed.at[first:last] if at is not None]
            truth = (there[0][0], there[-1][1])
            good = right(anchor, truth)
            found += anchor.outcome == "sure" and good
            wrong += anchor.outcome == "sure" and not good
            asked += anchor.outcome == "uncertain"
            asked_right += anchor.outcome == "uncertain" and good
            told += anchor.outcome == "orphan"
        name = f"{rate:.0%} of the words edited"
        tally.line(f"{name}: surely and rightly found", 100 * found / count, goal, least=True)
        tally.line(f"{name}: surely and wrongly", 100 * wrong / count, wrong_goal, least=False)
        print(f"     asked {asked} (right {asked_right}), orphans {told}")
        each = 1000 * took / count
        tally.line(f"{name}: 1,000 quotations, processor time", each, 2, least=False, unit="s")
    gone = quotes(text, min(count, 300), chance, 8, 40)
    orphans = 0
    for first, last in gone:
        start, end = spots[first][0], spots[last - 1][1]
        changed = edited(without(text, start, end), 0.05, chance, words)
        anchor = Finder(changed.text).find(Span.of(text, start, end))
        orphans += anchor.outcome == "orphan"
    tally.line("removed quotations told as orphans", 100 * orphans / len(gone), 99, least=True)


def main() -> int:
    """Run on generated prose, and on the files given."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--quick", action="store_true")
    reading.add_argument("files", nargs="*", type=Path)
    given = reading.parse_args()
    count = 200 if given.quick else 1000
    chance = random.Random(20260115)
    words = vocabulary(chance, 4000)
    tally = Tally()
    print("generated prose, 50 KB")
    measure(prose(chance, words, 50_000), words, count, chance, tally)
    for path in given.files:
        text = path.read_text("utf-8", "replace")
        own = list(dict.fromkeys(re.findall(r"\w+", text)))
        if len(_WORD.findall(text)) < 100:
            continue
        print(f"{path.name}, {len(text)} characters")
        measure(text, own, count, chance, tally)
    return int(tally.missed)


if __name__ == "__main__":
    sys.exit(main())
