"""The proof against power cuts: a recorded workload, and every disk it may leave behind."""

from __future__ import annotations

import contextlib
import shutil
import traceback
from pathlib import Path
from random import Random
from unittest import mock

import store.files
from store.errors import PostilError
from store.library import Library
from tests.crash.effort import unhurried
from tests.crash.mutants import applied
from tests.crash.power import Disk, Image, Mark, Operation, after_cut, write_tree
from tests.crash.work import Picture, Work, difference, picture, print_of

LIBRARY = "library"


class Recording:
    """What a workload did to the disk, and what the library had to hold after each change."""

    def __init__(self, root: Path, states: list[Picture]) -> None:
        """Of work in *root*, beginning with what *states* holds; `ends` are the numbers of those
        that were acknowledged.
        """
        self.states = states
        self.ends = [0]
        self.disk = Disk(root)

    @property
    def operations(self) -> list[Operation]:
        """Everything recorded."""
        return self.disk.operations

    def allowed(self, at: int) -> list[Picture]:
        """What may be found when the power goes before operation *at*: the last acknowledged
        state, or one of those that the change being made leads over.
        """
        marks = [o.state for o in self.operations[:at] if isinstance(o, Mark)]
        last = max(marks, default=0)
        until = next((end for end in self.ends if end > last), last)
        return self.states[last : until + 1]


def record(
    root: Path, seed: int, changes: int, mutant: str = "", *, huge: bool = False
) -> Recording:
    """Carry out *changes* random changes in a new library below *root*, in several openings.

    The disk sees what the store as *mutant* asks of it; with *huge* each opening makes a step of
    over a megabyte.
    """
    first = mutant == "acknowledge first"
    chance = Random(seed)
    recording = Recording(root, [{}])
    states = recording.states
    size = chance.choice((1, 1500, 4000))
    with (
        mock.patch.object(store.files, "SMALLEST_CHECKPOINT", size),
        unhurried(),
        recording.disk,
        applied(mutant),
    ):
        while len(states) <= changes:
            with Library(root / LIBRARY, who="ann") as library:
                work = Work(library, chance, huge=huge)
                for _ in range(chance.randint(1, max(2, changes // 2))):
                    plan = work.plan()
                    states += plan.pictures
                    recording.ends.append(len(states) - 1)
                    if first:
                        recording.disk.mark(len(states) - 1)
                    plan.carry_out()
                    work.carried_out(plan)
                    recording.disk.mark(len(states) - 1)
    recording.disk.check()
    return recording


def faults_of(image: Image, allowed: list[Picture], folder: Path) -> list[str]:
    """What is wrong with the library that *image* holds, opened twice."""
    shutil.rmtree(folder, ignore_errors=True)
    tree = image.tree()
    write_tree(tree, folder)
    found: list[Picture] = []
    try:
        with unhurried():
            for _ in range(2):
                with Library(folder / LIBRARY, who="ann") as library:
                    found.append(picture(library))
    except PostilError as error:
        return [f"refused: {error.message}"]
    except Exception:
        return ["traceback: " + traceback.format_exc(limit=-2).replace("\n", " | ")]
    if found[0] not in allowed:
        return [difference(found[0], allowed[0])]
    if found[1] != found[0]:
        return ["a second opening gives something else: " + difference(found[1], found[0])]
    if list(folder.glob(f"{LIBRARY}/recovered-*/library.json")):
        return ["the snapshot was damaged"]
    return []


def cut_faults(
    root: Path,
    seed: int,
    tries: int,
    *,
    changes: int = 14,
    mutant: str = "",
    enough: int = 10**9,
    folder_exists: bool = False,
    huge: bool = False,
) -> list[str]:
    """Record one workload and look at *tries* disks it may leave; stops at *enough* faults.

    With *folder_exists* the library's own folder is there, empty, before the work begins.
    """
    chance = Random(seed)
    work = root / f"work{seed}"
    (work / LIBRARY if folder_exists else work).mkdir(parents=True)
    recording = record(work, seed, changes, mutant, huge=huge)
    faults: list[str] = []
    for number in range(tries):
        at = chance.randint(0, len(recording.operations))
        inner = chance.getrandbits(48)
        image = after_cut(recording.disk.start, recording.operations, at, Random(inner))
        allowed = recording.allowed(at)
        here = faults_of(image, allowed, root / "state")
        where = f"seed {seed}, state {number}, cut {at} ({describe(recording, at)}), dice {inner}"
        faults += [f"{where}: {fault}" for fault in here]
        if not here and number % 5 == 0:
            faults += [
                f"{where}, then cut again: {fault}"
                for fault in _cut_while_opening(image, allowed, root / "again", Random(inner))
            ]
        if len(faults) >= enough:
            break
    shutil.rmtree(work, ignore_errors=True)
    return faults


def _cut_while_opening(
    image: Image, allowed: list[Picture], folder: Path, chance: Random
) -> list[str]:
    """The power goes a second time, while the library is opened and closed after the first."""
    shutil.rmtree(folder, ignore_errors=True)
    write_tree(image.tree(), folder)
    disk = Disk(folder)
    with (
        unhurried(),
        disk,
        contextlib.suppress(PostilError),
        Library(folder / LIBRARY, who="ann") as library,
    ):
        print_of(picture(library))
    again = after_cut(disk.start, disk.operations, chance.randint(0, len(disk.operations)), chance)
    return faults_of(again, allowed, folder.with_name("state"))


def describe(recording: Recording, at: int) -> str:
    """The operation before which the power went, in short."""
    if at >= len(recording.operations):
        return "the end"
    operation = recording.operations[at]
    text = repr(operation)
    return text if len(text) < 90 else text[:87] + "..."
