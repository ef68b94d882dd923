"""The proof against disks that refuse: the n-th operation of a kind fails, for every n."""

from __future__ import annotations

import errno
import os
import shutil
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal
from unittest import mock

import store.files
from store.errors import PostilError
from store.library import Library
from tests.crash.effort import unhurried
from tests.crash.layer import Call, Layer
from tests.crash.work import Picture, Plan, Work, difference, picture

ERRORS = (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EFBIG, errno.EACCES)
KINDS = ("open", "write", "fsync", "rename", "link", "unlink", "mkdir", "rmdir")
SHAPES = ("once", "stays", "partial", "truncate too")
Shape = Literal["once", "stays", "partial", "truncate too"]
MOST = 5000


@dataclass(frozen=True, slots=True)
class Injection:
    """Which operation fails, and how: only once; from then on until the disk is mended; after half
    of its bytes; or together with every truncation that would take it back.
    """

    kind: str
    number: int
    error: int
    shape: Shape

    def __str__(self) -> str:
        return f"{self.kind} number {self.number}, {errno.errorcode[self.error]}, {self.shape}"


class Failing(Layer):
    """A layer in which one injection strikes."""

    def __init__(self, root: Path, injection: Injection) -> None:
        """Below *root*."""
        super().__init__(root)
        self.injection = injection
        self.strikes = 0
        self.healed = False
        self.truncation_failed = False
        self.again: list[str] = []
        self._seen = 0
        self._next_fails = False
        self._spoilt: dict[int, str] = {}

    def heal(self) -> None:
        """From here on everything works."""
        self.healed = True

    def carry_out(self, call: Call, real: Callable[[], Any]) -> Any:
        """Fail, or do it."""
        if call.descriptor in self._spoilt and call.kind == "fsync":
            assert call.descriptor is not None
            if self._spoilt[call.descriptor] == call.path:
                self.again.append(f"{os.path.basename(call.path)} was fsynced again after failing")  # noqa: PTH119
        if self.healed:
            return real()
        injection = self.injection
        if call.kind == "truncate" and injection.shape == "truncate too" and self.strikes:
            self.truncation_failed = True
            self._fail(call)
        if call.kind == "write" and self._next_fails:
            self._next_fails = False
            self._fail(call)
        if call.kind != injection.kind:
            return real()
        self._seen += 1
        strikes = self._seen == injection.number
        if not strikes and not (injection.shape == "stays" and self._seen > injection.number):
            return real()
        if call.kind == "write" and injection.shape == "partial":
            return self._write_half(call)
        if call.kind == "fsync" and call.descriptor is not None:
            self._spoilt[call.descriptor] = call.path
        return self._fail(call)

    def _close(self, descriptor: int) -> None:
        self._spoilt.pop(descriptor, None)
        super()._close(descriptor)

    def _write_half(self, call: Call) -> int:
        data, *rest = call.arguments
        self._next_fails = True
        self.strikes += 1
        half = bytes(data)[: max(1, len(data) // 2)]
        return int(self.real[call.name](call.descriptor, half, *rest))

    def _fail(self, call: Call) -> None:
        self.strikes += 1
        error = self.injection.error
        raise OSError(error, os.strerror(error), call.path)


class Trial:
    """One run of random changes on a disk on which one injection strikes."""

    def __init__(self, root: Path, seed: int, injection: Injection) -> None:
        """In the empty folder *root*."""
        self.root = root
        self.folder = root / "library"
        self.chance = Random(seed)
        self.injection = injection
        self.layer = Failing(root, injection)
        self.faults: list[str] = []
        self.told = 0
        self._strikes_seen = 0
        self.now: Picture = {}

    def run(self, sessions: int = 2, changes: int = 7) -> None:
        """Work in *sessions* openings; `faults` holds what went wrong."""
        size = self.chance.choice((1, 1500))
        try:
            with (
                mock.patch.object(store.files, "SMALLEST_CHECKPOINT", size),
                unhurried(),
                self.layer,
            ):
                for _ in range(sessions):
                    self._session(changes)
        except Exception:
            self._note("traceback: " + traceback.format_exc(limit=-3).replace("\n", " | "))
        self.layer.heal()
        self._compare(self.folder, [self.now], "after the last closing")
        self.faults += [f"{self.injection}: {again}" for again in self.layer.again]

    def _session(self, changes: int) -> None:
        library = self._opened()
        work = Work(library, self.chance)
        if work.now != self.now:
            self._note("an opening shows something else: " + difference(work.now, self.now))
        saved = 0
        while saved < changes:
            plan = work.plan()
            try:
                plan.carry_out()
            except PostilError as error:
                self._refused(library, work, plan, error)
                continue
            work.carried_out(plan)
            saved += 1
        self.now = work.now
        self._look_at_copy([self.now], "before closing")
        library.close()

    def _opened(self) -> Library:
        for _ in range(3):
            try:
                return Library(self.folder, who="ann")
            except PostilError:
                self._count()
        return Library(self.folder, who="ann")

    def _refused(self, library: Library, work: Work, plan: Plan, error: PostilError) -> None:
        if self.layer.strikes == self._strikes_seen:
            self._note(f"'{plan.name}' was refused for no reason: {error.message}")
        self._count()
        found = picture(library)
        if self.layer.truncation_failed:
            # Nobody can say whether the line is on disk: the change may come back, once.
            library.catch_up()
            found = picture(library)
            if found in plan.pictures:
                work.carried_out(plan, plan.pictures.index(found) + 1)
        if found != work.now:
            self._note(f"the refused '{plan.name}' is still in memory, or more is gone")
        self._look_at_copy([work.now], f"after the refused '{plan.name}'")

    def _count(self) -> None:
        self.told += 1
        self._strikes_seen = self.layer.strikes
        if self.told >= 3 or self.injection.shape == "truncate too":
            self.layer.heal()
        if self.told > 30:
            raise AssertionError("the library never recovers")

    def _look_at_copy(self, allowed: list[Picture], when: str) -> None:
        """As after a kill: the folder as it is now, opened by another process."""
        copy = self.root.with_name(self.root.name + "-copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.folder, copy)
        self._compare(copy, allowed, when)
        shutil.rmtree(copy)

    def _compare(self, folder: Path, allowed: list[Picture], when: str) -> None:
        try:
            with unhurried(), Library(folder, who="ann") as library:
                found = picture(library)
        except Exception as error:
            self._note(f"{when}: can't be opened: {error!r}")
            return
        if found not in allowed:
            self._note(f"{when}: " + difference(found, allowed[0]))

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.injection}: {fault}")


def injections(kind: str, shape: Shape, errors: tuple[int, ...]) -> Iterator[list[Injection]]:
    """For every number the injections to try."""
    for number in range(1, MOST):
        yield [Injection(kind, number, error, shape) for error in errors]


def fault_faults(
    root: Path, seed: int, kind: str, shape: Shape, *, stride: int = 1
) -> tuple[list[str], int, int]:
    """Let the first, second, … *kind* fail in the way of *shape* until there are no more.

    Returns the faults, how many injections struck, and how many refusals were told. With a
    *stride* only every so many are tried, each with one error.
    """
    faults: list[str] = []
    struck = told = 0
    offset = Random(f"{seed} {kind} {shape}").randrange(stride)
    for group in injections(kind, shape, ERRORS):
        number = group[0].number
        if (number - 1) % stride != offset % stride:
            continue
        chosen = group if stride == 1 else [group[(number // stride) % len(group)]]
        any_struck = False
        for injection in chosen:
            folder = root / f"{kind}{number}-{injection.error}"
            folder.mkdir(parents=True)
            trial = Trial(folder, seed, injection)
            trial.run()
            shutil.rmtree(folder)
            faults += [f"seed {seed}, {fault}" for fault in trial.faults]
            any_struck = any_struck or trial.layer.strikes > 0
            struck += trial.layer.strikes > 0
            told += trial.told
        if not any_struck:
            break
    return faults, struck, told
