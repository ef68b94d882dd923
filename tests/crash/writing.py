"""The proof against lost updates: several processes change one library at once."""

from __future__ import annotations

import multiprocessing
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from store.errors import ConflictError, PostilError
from store.history import History
from store.library import Library
from store.storage import JournalStorage
from tests.crash.mutants import applied
from tests.crash.work import make_imported, opened, small_checkpoints

SHARED = 4


@dataclass(slots=True)
class Report:
    """A writer's own annotations with their notes, what it added to which shared annotation, how
    many changes were acknowledged, and what went wrong.
    """

    mine: dict[str, str] = field(default_factory=dict)
    added: list[tuple[str, str]] = field(default_factory=list)
    changes: int = 0
    faults: list[str] = field(default_factory=list)


def shared_ids(library: Library) -> list[str]:
    """The annotations that everybody edits."""
    return [a.id for a in library.annotations.all() if a.codes == ("shared",)]


class Writer:
    """One process: inserts, edits of its own and of shared annotations, deletes."""

    def __init__(self, library: Library, name: str, chance: Random, report: Report) -> None:
        """Writes in *library* as *name*, and notes in *report* what was acknowledged."""
        self.library = library
        self.name = name
        self.chance = chance
        self.article = library.articles.all()[0].id
        self.shared = shared_ids(library)
        self.report = report

    def change(self, number: int) -> None:
        """Make one change, and note it when it was acknowledged."""
        dice = self.chance.random()
        if dice < 0.4 or not self.report.mine:
            note = f"{self.name} {number} first"
            draft = self.library.draft(self.article, "quote", [(0, 7)], note=note)
            self.library.store(draft)
            self.report.mine[draft.id] = note
        elif dice < 0.6:
            identity = self.chance.choice(list(self.report.mine))
            note = f"{self.name} {number} edited"
            self.library.edit(identity, {"note": note})
            self.report.mine[identity] = note
        elif dice < 0.85:
            self._edit_shared(self.chance.choice(self.shared), f"<{self.name}{number}>")
        else:
            identity = self.chance.choice(list(self.report.mine))
            self.library.remove([identity])
            del self.report.mine[identity]
        self.report.changes += 1

    def _edit_shared(self, identity: str, word: str) -> None:
        """Add *word* to what stands there, again until nobody came between."""
        while True:
            held = self.library.annotations.get(identity)
            try:
                self.library.edit(identity, {"note": f"{held.note}{word}"}, revision=held.revision)
            except ConflictError:
                continue
            self.report.added.append((identity, word))
            return


@dataclass(frozen=True, slots=True)
class Task:
    """What a writer process is to do."""

    folder: Path
    name: str
    seed: int
    count: int
    mutant: str


def write(task: Task, out: Connection) -> None:
    """A writer process from beginning to end; its report goes to *out*."""
    small_checkpoints(20_000)
    report = Report()
    try:
        with applied(task.mutant), opened(task.folder, task.name) as library:
            writer = Writer(library, task.name, Random(f"{task.seed} {task.name}"), report)
            for number in range(task.count):
                try:
                    writer.change(number)
                except (PostilError, KeyError) as error:
                    report.faults.append(f"{task.name}, change {number}: {error!r}")
                    if len(report.faults) > 5:
                        break
    except Exception:
        trace = traceback.format_exc(limit=-2).replace("\n", " | ")
        report.faults.append(f"{task.name}: {trace}")
    out.send(report)


def writer_faults(
    root: Path, seed: int, count: int, *, processes: int = 4, mutant: str = ""
) -> list[str]:
    """Let *processes* make *count* changes each; what is wrong with the outcome."""
    folder = root / f"writers{seed}" / "library"
    folder.parent.mkdir(parents=True)
    with opened(folder) as library:
        article = library.add(make_imported(1)).article.id
        for _ in range(SHARED):
            library.store(library.draft(article, "claim", [(0, 7)], codes=["shared"]))
        before = library_steps(folder)
    fresh = multiprocessing.get_context("forkserver")
    fresh.set_forkserver_preload(["tests.crash.writing"])
    running = []
    for number in range(processes):
        receive, send = fresh.Pipe(duplex=False)
        task = Task(folder, f"w{number}", seed, count, mutant)
        process = fresh.Process(target=write, args=(task, send))
        process.start()
        send.close()
        running.append((process, receive))
    reports: list[Report] = []
    faults: list[str] = []
    for process, receive in running:
        try:
            reports.append(receive.recv())
        except EOFError:
            faults.append(f"seed {seed}: a writer ended without a word")
        process.join()
        receive.close()
    faults += [fault for report in reports for fault in report.faults]
    try:
        faults += outcome_faults(folder, reports)
        done = sum(report.changes for report in reports)
        faults += history_faults(folder, before + done)
    except Exception:
        faults.append("traceback: " + traceback.format_exc(limit=-2).replace("\n", " | "))
    return [f"seed {seed}: {fault}" for fault in faults]


def outcome_faults(folder: Path, reports: list[Report]) -> list[str]:
    """Every acknowledged change is in the library, once."""
    faults: list[str] = []
    with opened(folder) as library:
        held = {annotation.id: annotation for annotation in library.annotations.all()}
        if len(held) != len(library.annotations.all()):
            faults.append("an annotation's id is there twice")
        shared = shared_ids(library)
        wanted = {identity for report in reports for identity in report.mine} | set(shared)
        if more := held.keys() - wanted:
            faults.append(f"{len(more)} annotations are there that were deleted or never stored")
        for report in reports:
            lost = [i for i, note in report.mine.items() if i not in held or held[i].note != note]
            faults += [f"a writer's {identity} is lost or older" for identity in lost]
            for identity, word in report.added:
                if identity not in held or held[identity].note.count(word) != 1:
                    faults.append(f"{word} is lost from the shared {identity}")
        for identity in shared:
            edits = sum(1 for report in reports for i, _ in report.added if i == identity)
            if held[identity].revision != 1 + edits:
                faults.append(f"{identity} has revision {held[identity].revision} of {1 + edits}")
    return faults


def library_steps(folder: Path) -> int:
    """How many steps are recorded."""
    return len(_lines(folder))


def history_faults(folder: Path, steps: int) -> list[str]:
    """The history holds *steps* steps, each naming the seal of the one before."""
    faults: list[str] = []
    lines = _lines(folder)
    if len(lines) != steps:
        faults.append(f"the history has {len(lines)} steps of {steps}")
    head = "0" * 64
    for number, (seq, prev, seal, genuine) in enumerate(lines, 1):
        if seq != number or prev != head or not genuine:
            faults.append(f"the history's chain is broken at step {seq}")
            break
        head = seal
    with opened(folder) as library:
        given = Counter(
            row["after"]["id"]
            for row in library.history()
            if row["before"] is None and row["after"] is not None and "spans" in row["after"]
        )
    faults += [f"{identity} was inserted {n} times" for identity, n in given.items() if n > 1]
    return faults


def _lines(folder: Path) -> list[tuple[int, str, str, bool]]:
    """Each recorded step's number, the seal it names, its own seal, whether its content fits.

    The chain lies below what a library shows, so it is read from the history itself.
    """
    storage = JournalStorage(folder)
    try:
        lines = list(History(storage).lines())
    finally:
        storage.abandon()
    return [(x.header.seq, x.header.prev, x.seal, x.genuine()) for x in lines]
