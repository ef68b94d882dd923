"""The proof against damage: a library's files are changed at random, and it is opened."""

from __future__ import annotations

import shutil
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import msgspec

import store.files
from store.errors import PostilError
from store.journal import NO_LINE
from store.library import Library
from store.model import as_document
from store.storage import JournalStorage
from tests.crash.effort import unhurried
from tests.crash.work import Work, make_imported, opened

Rows = dict[str, dict[str, Any]]
Files = dict[str, bytes]


@dataclass(slots=True)
class Damage:
    """What the mutations did to libraries, in numbers; `faults` are what must not happen."""

    faults: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def share(self) -> float:
        """Which part of the whole records was recovered."""
        return self.counts["recovered"] / max(1, self.counts["whole"])


@dataclass(frozen=True, slots=True)
class Template:
    """A sound library: its files, every annotation and article record as it is stored, by id, and
    the lines of its journals.
    """

    files: Files
    rows: Rows
    lines: set[bytes]


def make_template(folder: Path, seed: int) -> Template:
    """A library of several snapshots with an unfinished journal, as after a kill."""
    chance = Random(seed)
    built = folder.with_name(folder.name + "-open")
    with unhurried(), mock.patch.object(store.files, "SMALLEST_CHECKPOINT", 4000):
        for session in range(4):
            with opened(built) as library:
                if not session:
                    for number in range(4):
                        library.add(make_imported(number, 300))
                work = Work(library, chance)
                for _ in range(14):
                    plan = work.plan()
                    plan.carry_out()
                    work.carried_out(plan)
                for article in library.articles.all()[:2]:
                    for _ in range(4):
                        library.store(library.draft(article.id, "quote", [(0, 7)], note="n" * 40))
                if session == 3:
                    shutil.copytree(built, folder)
    for journal in folder.glob("library.journal.*"):
        journal.write_bytes(journal.read_bytes().rstrip(b"\0"))  # strikes in room hit nothing
    files = read_files(folder)
    storage = JournalStorage(folder)
    tables = storage.read()
    storage.abandon()
    rows = [*tables["annotations"].values(), *tables["articles"].values()]
    return Template(
        files=files,
        rows={row["id"]: row for row in rows},
        lines={line for name, raw in files.items() if _records(name) for line in raw.split(b"\n")},
    )


def read_files(folder: Path) -> Files:
    """Every file below *folder* by its path in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_files(files: Files, folder: Path) -> None:
    """Make *folder* hold *files*."""
    for name, raw in files.items():
        (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def choose(files: Files, chance: Random) -> str:
    """A file to damage: each sort of file about as often as it matters."""
    sorts: dict[str, list[str]] = {}
    for name in files:
        sort = name.split("/", maxsplit=1)[0].rstrip("0123456789")
        sorts.setdefault(sort, []).append(name)
    weights = {"library.json": 6, "library.journal.": 5, "history": 4, "articles": 4}
    sort = chance.choices(list(sorts), [weights.get(sort, 1) for sort in sorts])[0]
    return chance.choice(sorts[sort])


def mutated(files: Files, chance: Random) -> tuple[str, Files]:
    """What was done, and the files that are different (a deleted one is missing from *files*)."""
    name = choose(files, chance)
    raw = bytearray(files[name])
    size = len(raw)
    start = chance.randrange(size + 1)
    stop = min(size, start + chance.choice((1, 16, 512, 4096)))
    kind = chance.choice(
        ("flip", "flip", "cut", "delete", "zeros", "twice", "swap", "append", "empty", "without")
    )
    match kind:
        case "flip":
            for _ in range(chance.choice((1, 1, 3, 20)) if size else 0):
                raw[chance.randrange(size)] ^= 1 << chance.randrange(8)
        case "cut":
            del raw[start:]
        case "delete":
            return f"{name} deleted", {name: b""}
        case "zeros":
            raw[start:stop] = bytes(stop - start)
        case "twice":
            raw[stop:stop] = raw[start:stop]
        case "swap":
            other = choose(files, chance)
            return f"{name} swapped with {other}", {name: files[other], other: files[name]}
        case "append":
            raw += chance.choice((b"\0" * 512, b"garbage", b"\n", chance.randbytes(40)))
        case "empty":
            raw.clear()
        case _:
            del raw[start:stop]
    return f"{name} {kind} {start}-{stop}", {name: bytes(raw)}


def mutation_damage(root: Path, seed: int, tries: int) -> Damage:
    """Damage a library in *tries* ways, one at a time, and look at each."""
    chance = Random(seed)
    root.mkdir(parents=True, exist_ok=True)
    template = make_template(root / f"template{seed}", seed)
    files = template.files
    damage = Damage()
    folder = root / "damaged"
    for number in range(tries):
        what, changed = mutated(files, chance)
        while all(files[name] == raw for name, raw in changed.items()) and "deleted" not in what:
            what, changed = mutated(files, chance)
        shutil.rmtree(folder, ignore_errors=True)
        write_files(files, folder)
        for name, raw in changed.items():
            (folder / name).write_bytes(raw)
            if what.endswith("deleted"):
                (folder / name).unlink()
        where = f"seed {seed}, mutation {number} ({what})"
        with unhurried():
            _look(folder, template, changed, damage, where)
    return damage


def _records(name: str) -> bool:
    return name.startswith(("library.journal.", "history/"))


def whole_bytes(files: Files, lines: set[bytes]) -> bytes:
    """What can be read of *files*: the snapshot as it is, and of the journals each of *lines* that
    is still the same. A record that stands in it is whole.
    """
    readable = [files.get("library.json", b"")]
    for name, raw in files.items():
        if _records(name):
            readable += [line for line in raw.split(b"\n") if line in lines]
    return b"\n".join(readable)


def _look(folder: Path, template: Template, changed: Files, damage: Damage, where: str) -> None:
    rows = template.rows
    readable = whole_bytes(read_files(folder), template.lines)
    whole = {key for key, row in rows.items() if msgspec.json.encode(row) in readable}
    damage.counts["mutations"] += 1
    damage.counts["whole"] += len(whole)
    found: Rows = {}
    told = False
    for opening in ("first", "second"):
        try:
            with Library(folder, who="ann") as library:
                shown = _shown(library, changed)
                told = told or bool(library.notices)
            if opening == "second" and shown != found:
                damage.faults.append(f"{where}: a second opening shows something else")
            found = shown
        except PostilError as error:
            if opening == "first":
                damage.counts["refused"] += 1
                damage.lost.append(f"{where}: refused: {error.message}")
            break
        except Exception:
            trace = traceback.format_exc(limit=-2).replace("\n", " | ")
            damage.faults.append(f"{where}: traceback at the {opening} opening: {trace}")
            break
    else:
        altered = [key for key in found.keys() & rows.keys() if found[key] != _own(rows[key])]
        damage.counts["altered"] += len(altered)
        if altered and not told:
            damage.counts["altered in silence"] += 1
            damage.lost.append(f"{where}: {len(altered)} altered in silence")
    recovered = {key for key in whole if found.get(key) == _own(rows[key])}
    damage.counts["recovered"] += len(recovered)
    if found and whole - recovered:
        damage.lost.append(f"{where}: {len(whole - recovered)} of {len(whole)} whole records")
    for name, raw in changed.items():
        if name == "library.lock" or _same_lines(name, raw, template.files):
            continue
        if not kept(raw.rstrip(NO_LINE) if _records(name) else raw, folder):
            damage.faults.append(f"{where}: the damaged {name} was overwritten without a copy")


def _same_lines(name: str, raw: bytes, files: Files) -> bool:
    """Whether a journal only got or lost room or an empty line at its end: no damage."""
    return _records(name) and raw.rstrip(NO_LINE) == files[name].rstrip(NO_LINE)


def _shown(library: Library, changed: Files) -> Rows:
    """Every record of *library*; the files of articles that were not damaged must read too."""
    shown: Rows = {}
    for article in library.articles.all():
        try:
            library.articles.text(article.id)
            library.articles.blocks(article.id)
            library.articles.raw(article.id)
        except PostilError:
            if not any(name.split("/")[1:2] == [article.id] for name in changed):
                raise
        shown[article.id] = _own(as_document(article))
    for annotation in library.annotations.all():
        shown[annotation.id] = as_document(annotation)
    return shown


def _own(row: dict[str, Any]) -> dict[str, Any]:
    """An annotation whole; of an article what its own record decides."""
    kept_elsewhere = () if "spans" in row else ("state", "rights", "modified")
    return {name: value for name, value in row.items() if name not in kept_elsewhere}


def kept(raw: bytes, folder: Path) -> bool:
    """Whether *raw* is still there: in one file, or a beginning in one and the rest in another."""
    held = list(read_files(folder).values())
    if any(raw in other for other in held):
        return True
    for other in held:
        same = next((n for n, (a, b) in enumerate(zip(raw, other, strict=False)) if a != b), None)
        start = min(len(raw), len(other)) if same is None else same
        rest = raw[start:].strip(b"\n")
        if start and any(rest in another for another in held):
            return True
    return False
