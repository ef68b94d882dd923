"""The store side by side with a raw append and fsync, SQLite and stock TinyDB, in one run.

`python tests/bench/store.py [--quick]` prints ratios of medians from alternating rounds. Machines
are shared and noisy: single times mean little.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from store.annotations import Annotations
from store.importers.registry import import_bytes
from store.journal import read_journal
from store.library import Library
from store.model import Annotation, Span, as_document, new_id, now
from store.storage import JournalStorage
from store.tables import LiveDatabase

PER_ARTICLE = 50


def annotation(number: int, article: str) -> Annotation:
    """An annotation of ordinary size."""
    span = Span(start=number, end=number + 40, exact="x" * 40, prefix="p" * 32, suffix="s" * 32)
    moment = now()
    return Annotation(
        id=new_id(),
        article=article,
        kind="quote",
        spans=(span,),
        codes=("harm/injury",),
        attributes={"speaker": "Someone", "role": "minister", "form": "direct"},
        note="seen in the second paragraph",
        creator="ann",
        created=moment,
        modified=moment,
    )


def article_of(number: int) -> str:
    """The made-up article id of an annotation."""
    return f"{number // PER_ARTICLE:016x}"


def made(folder: Path, count: int) -> Path:
    """A closed library of *count* annotations."""
    storage = JournalStorage(folder)
    with storage.step("bulk"):
        for number in range(count):
            storage.change("annotations", str(number + 1), annotation(number, article_of(number)))
    storage.close()
    return folder


class Store:
    """One annotation more, through the library's own way: step, index, journal line, fsync."""

    def __init__(self, folder: Path) -> None:
        self.storage = JournalStorage(folder)
        self.annotations = Annotations(LiveDatabase(self.storage))
        self.count = 0

    def __call__(self) -> None:
        fresh = annotation(self.count, article_of(self.count))
        self.count += 1
        with self.storage.step("tag quote", subject=fresh.id):
            self.annotations.put(fresh)


class Together:
    """As many steps as `postil apply -` may take at once, which go to disk together."""

    COUNT = 64

    def __init__(self, store: Store) -> None:
        self.store = store

    def __call__(self) -> None:
        with self.store.storage.together():
            for _ in range(self.COUNT):
                self.store()


class Raw:
    """The least that durable can mean: one write of as many bytes as a journal line, one fsync."""

    def __init__(self, path: Path, size: int) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.line = b"x" * size

    def __call__(self) -> None:
        os.write(self.file, self.line)
        os.fsync(self.file)


class Least:
    """The least that this disk allows: as many bytes over room that is there, one fdatasync."""

    def __init__(self, path: Path, size: int) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self.line, self.room, self.at = b"x" * size, 1 << 22, 0
        os.pwrite(self.file, bytes(self.room), 0)
        os.fsync(self.file)

    def __call__(self) -> None:
        os.pwrite(self.file, self.line, self.at)
        os.fdatasync(self.file)
        self.at = (self.at + len(self.line)) % (self.room - len(self.line))


def plain_json(fresh: Annotation) -> bytes:
    """A row as Python's own json encodes it."""
    return json.dumps(msgspec.to_builtins(fresh)).encode()


class Sqlite:
    """A table with an index by article, write-ahead log, synchronous=FULL, a commit for each.

    It keeps what the store keeps: the row, and with *steps* a line of history with as many bytes
    as a journal line.
    """

    def __init__(
        self,
        path: Path,
        count: int,
        *,
        steps: int = 0,
        encode: Callable[[Annotation], bytes] = plain_json,
    ) -> None:
        self._decoder = msgspec.json.Decoder(Annotation)
        self._encode = encode
        self._step = b"x" * steps
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.execute("pragma journal_mode=wal")
        self.database.execute("pragma synchronous=full")
        self.database.execute("create table a (id text primary key, article text, body blob)")
        self.database.execute("create index by_article on a (article)")
        self.database.execute("create table steps (seq integer primary key, line blob)")
        self.database.execute("begin")
        for number in range(count):
            self._put(annotation(number, article_of(number)))
        self.database.execute("commit")
        self.count = count

    def _put(self, fresh: Annotation) -> None:
        body = self._encode(fresh)
        self.database.execute("insert into a values (?,?,?)", (fresh.id, fresh.article, body))

    def __call__(self) -> None:
        fresh = annotation(self.count, article_of(self.count))
        self.count += 1
        if not self._step:
            self._put(fresh)
            return
        self.database.execute("begin immediate")
        self._put(fresh)
        self.database.execute("insert into steps (line) values (?)", (self._step,))
        self.database.execute("commit")

    def of(self, article: str) -> list[Annotation]:
        """One article's annotations, decoded as ours are."""
        found = self.database.execute("select body from a where article = ?", (article,))
        return [self._decoder.decode(body) for (body,) in found]

    def plain_of(self, article: str) -> list[dict[str, Any]]:
        """The same as Python's own json gives it."""
        found = self.database.execute("select body from a where article = ?", (article,))
        return [json.loads(body) for (body,) in found]


def seconds(action: Callable[[], Any]) -> float:
    """How long *action* takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def alternating(rounds: int, *actions: Callable[[], Any]) -> list[float]:
    """The median time of each of *actions*, carried out in turn."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, found in zip(actions, times, strict=True):
            found.append(seconds(action))
    return [statistics.median(found) for found in times]


def child(code: str, *arguments: object) -> float:
    """The number that *code* prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    return float(done.stdout)


OPEN_OURS = """
import sys, time; from pathlib import Path; from store.library import Library
t = time.perf_counter(); Library(Path(sys.argv[1]))._storage.abandon()
print(time.perf_counter() - t)
"""
OPEN_STOCK = """
import sys, time; from tinydb import TinyDB
t = time.perf_counter(); len(TinyDB(sys.argv[1]).table("annotations"))
print(time.perf_counter() - t)
"""
_PEAK = """
from pathlib import Path
def peak():  # kB; the system's own count outlives an exec, this one does not
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
base = peak()
"""
_GROWN = "\nprint(peak() - base)"
MEMORY_OURS = (
    "import sys; from pathlib import Path; from store.library import Library\n"
    + _PEAK
    + "library = Library(Path(sys.argv[1]))"
    + _GROWN
)
MEMORY_STOCK = (
    "import sys; from tinydb import TinyDB\n"
    + _PEAK
    + "found = TinyDB(sys.argv[1]).table('annotations').all()"
    + _GROWN
)


def report(what: str, ratio: float, goal: float, detail: str, *, more: bool = False) -> None:
    """Print one line of the table."""
    met = ratio >= goal if more else ratio <= goal
    sign = "≥" if more else "≤"
    print(f"{what:58} {ratio:9.2f}×  goal {sign} {goal:g}×  {'met' if met else 'MISSED'}  {detail}")


def beside(what: str, ratio: float, detail: str) -> None:
    """Print one line that has no goal: it shows what the line above is made of."""
    print(f"  {what:56} {ratio:9.2f}×  {detail}")


def line_size(folder: Path) -> int:
    """The bytes of the last step in the live journal, room left out."""
    (journal,) = folder.glob("library.journal.*")
    last = read_journal(journal).lines[-1]
    return last.end - last.start + 1  # with the newline before it


def writing(root: Path, small: Path, large: Path, count: int, rounds: int) -> None:
    """One more annotation, everywhere."""
    few, many = Store(small), Store(large)
    few()
    size = line_size(small)
    raw = Raw(root / "raw", size)
    database = Sqlite(root / "peer.sqlite", count, steps=size)
    bare = Sqlite(root / "bare.sqlite", count, encode=msgspec.json.encode)
    least = Least(root / "least", size)
    for action in (raw, few, many, database, bare, least):
        alternating(20, action)
    times = alternating(rounds, raw, few, many, database, bare, least)
    shown = [f"{time * 1e3:.3f} ms" for time in times]
    report(
        "one annotation / raw append+fsync", times[1] / times[0], 1.5, f"{shown[1]} / {shown[0]}"
    )
    report(
        f"the same at {count:,} / at 1,000", times[2] / times[1], 1.2, f"{shown[2]} / {shown[1]}"
    )
    report(
        f"at {count:,} / SQLite (WAL, FULL)", times[2] / times[3], 0.8, f"{shown[2]} / {shown[3]}"
    )
    beside("the same / SQLite, our encoder, no history", times[2] / times[4], shown[4])
    beside("the least this disk allows / that SQLite", times[5] / times[4], shown[5])
    together = Together(many)
    alternating(5, together)
    grouped, alone = alternating(max(20, rounds // 10), together, database)
    beside(
        f"one of {Together.COUNT} steps together / SQLite, a commit each",
        grouped / Together.COUNT / alone,
        f"{grouped / Together.COUNT * 1e3:.3f} ms / {alone * 1e3:.3f} ms",
    )
    few.storage.close()
    many.storage.close()
    stock = TinyDB(root / "stock.json")
    stock.table("annotations").insert_multiple(
        as_document(annotation(number, article_of(number))) for number in range(count)
    )
    row = as_document(annotation(0, "0"))
    slow = statistics.median(seconds(lambda: stock.table("annotations").insert(row)) for _ in "123")
    report(
        f"stock TinyDB / ours at {count:,}",
        slow / times[2],
        5000 * count / 100_000,
        f"{slow * 1e3:.0f} ms / {shown[2]}",
        more=True,
    )
    library = Library(large)
    numbers = iter(range(10**9))

    def ours() -> None:
        assert library.annotations.of(article_of(next(numbers) * 7919 % count))

    def theirs() -> None:
        assert database.plain_of(article_of(next(numbers) * 7919 % count))

    def decoded() -> None:
        assert database.of(article_of(next(numbers) * 7919 % count))

    mine, other, quick = alternating(rounds, ours, theirs, decoded)
    report(
        "annotations of one article / indexed SQLite",
        mine / other,
        0.5,
        f"{mine * 1e3:.3f} ms / {other * 1e3:.3f} ms",
    )
    beside("the same / SQLite with our decoder", mine / quick, f"{quick * 1e3:.3f} ms")
    library.close()


def opening(root: Path, large: Path, rounds: int) -> None:
    """Opening, and what stays in memory."""
    stock = root / "stock.json"
    ours = statistics.median(child(OPEN_OURS, large) for _ in range(rounds))
    theirs = statistics.median(child(OPEN_STOCK, stock) for _ in range(rounds))
    report("reopening / stock TinyDB", ours / theirs, 0.33, f"{ours:.2f} s / {theirs:.2f} s")
    mine, other = child(MEMORY_OURS, large), child(MEMORY_STOCK, stock)
    report(
        "memory / stock TinyDB", mine / other, 1.5, f"{mine / 1e3:.0f} MB / {other / 1e3:.0f} MB"
    )


def checkpoint(library: Library) -> None:
    """Write a new snapshot."""
    storage = library._storage
    with storage.exclusive():
        storage.start_generation()


def stalls(large: Path, rounds: int) -> None:
    """How long the screen's loop stands still while the lane saves, checkpoints, backs up."""
    import store.files
    from tui.saving import SavingLane

    store.files.SMALLEST_CHECKPOINT = 1 << 62
    library = Library(large, who="ann")
    article = library.add(import_bytes(b"Words in an article. " * 20, name="a.txt")[0]).article

    async def measure() -> dict[str, float]:
        lane = SavingLane(lambda _: None)
        longest: dict[str, float] = {}

        async def ticks(name: str, until: asyncio.Event) -> None:
            while not until.is_set():
                begun = time.perf_counter()
                await asyncio.sleep(0.001)
                longest[name] = max(longest.get(name, 0), time.perf_counter() - begun - 0.001)

        async def during(name: str, change: Callable[[], Any], count: int = 1) -> None:
            until = asyncio.Event()
            watch = asyncio.create_task(ticks(name, until))
            for _ in range(count):
                lane.submit(change, lambda _: None, lambda _: None)
            await lane.drained()
            until.set()
            await watch

        await during("nothing", lambda: time.sleep(0.3))
        tag = lambda: library.store(library.draft(article.id, "quote", [(0, 5)]))  # noqa: E731
        await during("saves", tag, 40 * rounds)
        await during("checkpoint", lambda: checkpoint(library))
        await during("backup", lambda: library.back_up("bench"))
        lane.stop()
        return longest

    for name, longest in asyncio.run(measure()).items():
        met = "" if name == "nothing" else "  met" if longest <= 0.05 else "  MISSED"
        print(f"screen blocked at most while: {name:12} {longest * 1e3:6.1f} ms  goal ≤ 50 ms{met}")
    library.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 annotations, fewer rounds")
    quick = parser.parse_args().quick
    count, rounds = (10_000, 60) if quick else (100_000, 300)
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        root = Path(name)
        small, large = made(root / "small", 1000), made(root / "large", count)
        writing(root, small, large, count, rounds)
        opening(root, large, 3 if quick else 5)
        stalls(large, 1 if quick else 3)


if __name__ == "__main__":
    main()
