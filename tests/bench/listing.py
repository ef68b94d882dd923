"""How fast a list of 5,000 articles is, as ratios against an empty Textual app in the same run.

`python tests/bench/listing.py` runs this. Runs alternate, medians are compared, and only the
ratios mean anything; the peer's key is one it echoes. Nothing here passes or fails.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from store.library import Library  # noqa: E402 (the path comes first)
from store.model import Block, BlockKind, Imported, PrintedDate, Source, sha256  # noqa: E402
from tests.bench.screen import EMPTY, Figures, report  # noqa: E402
from tests.terminal import Terminal, postil  # noqa: E402

ARTICLES = 5_000
ROUNDS = 5
_WORDS = re.findall(
    r"\w+",
    "harbour wall council flood grain lorry witness market bridge night river teacher doctor "
    "permit quarry engine station orchard border ledger window parcel letter signal meadow",
)
_SITES = ("The River Paper", "Osk Courier", "Veldra Today", "Harbour Notes")


def made_up(number: int, chance: random.Random) -> Imported:
    """A news article of about 400 words; every 50th names a zeppelin."""
    title = " ".join(chance.choices(_WORDS, k=6)).capitalize() + f" {number}"
    body = " ".join(chance.choices(_WORDS, k=400)) + (" zeppelin" if number % 50 == 0 else "")
    text = f"{title}\n\n{body}.\n"
    raw = text.encode()
    source = Source(sha256=sha256(raw), size=len(raw), media_type="text/plain", name="a.txt")
    day = f"{2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    blocks = (
        Block(id="b1", kind=BlockKind.TITLE, start=0, end=len(title)),
        Block(id="b2", kind=BlockKind.PARAGRAPH, start=len(title) + 2, end=len(text) - 1),
    )
    return Imported(
        raw=raw,
        source=source,
        text=text,
        blocks=blocks,
        title=title,
        site=chance.choice(_SITES),
        date=PrintedDate(text=day, iso=day, precision="day"),
    )


def fill(folder: Path, articles: int = ARTICLES) -> None:
    """A library of so many articles, some of them tagged."""
    chance = random.Random(7)
    with Library(folder, who="bench") as library, library.step("bench"):
        for number in range(articles):
            article = library.add(made_up(number, chance)).article.id
            if number % 10 == 0:
                library.store(library.draft(article, "claim", [(0, 9)], codes=["risk"]))


def measure(command: list[str], ready: str, keys: list[str], figures: Figures, home: str) -> None:
    """Start *command* once; add its start-up time and the time of each key, by the key, in ms: to
    stillness, and as `… first` to the first change on the screen.

    A key is `name=key`; only named ones are added.
    """
    with Terminal(command, columns=120, rows=40, env={"HOME": home}) as terminal:
        figures.setdefault("ready", []).append(1000 * terminal.wait_for(ready))
        terminal.settle()
        for key in keys:
            name, equals, pressed = key.rpartition("=")
            took = terminal.time_change(pressed, 40, 120, seconds=3)
            if equals and took is not None and took[0] is not None:
                figures.setdefault(name, []).append(took[1])
                figures.setdefault(f"{name} first", []).append(took[0])


def main() -> None:
    """Measure and print."""
    ours: Figures = {}
    peer: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        with mock.patch("os.fsync"):  # only here: the library is thrown away
            fill(library)
        opening = postil("--library", str(library))
        keys = ["p", *["j=j"] * 10, *["pgdn=pgdn"] * 5, *["sort=s"] * 4, "/"]
        keys += [f"state={key}" for key in "state:done"]
        keys += ["esc", "/", *(f"word={key}" for key in "zeppelin")]
        for number in range(ROUNDS):
            home = f"{folder}/home-{number}"  # nothing is remembered from the last round
            Path(home).mkdir()
            measure(EMPTY, "Ready", ["echo=j"] * 10, peer, home)
            measure(opening, "5,000 articles reviewed.*saved", keys, ours, home)
    echo, ready = statistics.median(peer["echo"]), statistics.median(peer["ready"])
    rows = [("ready, 5,000 articles (ms)", statistics.median(ours["ready"]), ready, "")]
    names = {
        "j": "j",
        "pgdn": "PgDn",
        "sort": "sort by another column",
        "state first": "a key of `state:done` in the filter, seen",
        "state": "the same, to the narrowed list",
        "word first": "a key of a word in 100 texts, seen",
        "word": "the same, to the narrowed list",
    }
    for name, told in names.items():
        rows.append((f"{told} (ms; peer: echo)", statistics.median(ours[name]), echo, ""))
    rows.append(("slowest key of the word (ms; peer: echo)", max(ours["word"]), echo, ""))
    report(rows)


if __name__ == "__main__":
    main()
