"""A simulated disk: what may be left of a folder when the power goes at any moment.

The model is the worst that ext4, XFS and their like allow. What was fsynced is there. A write
without fsync is there, or not, or torn at any byte, or by sectors, or as zeros in a longer file. A
new, moved or deleted name is certain only once its folder was fsynced; until then any of these may
have happened, in any subset that keeps each file's own order, with no regard for the file's data.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.crash.layer import Call, Layer

ROOT = 0
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Names:
    """A directory operation: which names now lead where, in which folders, for which node;
    `makes` is a folder that begins to be.
    """

    changes: tuple[tuple[int, str, int | None], ...]
    folders: frozenset[int]
    node: int
    makes: int | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes written to a file at an offset."""

    node: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file's new length."""

    node: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A file's or folder's fsync that came back."""

    node: int


@dataclass(frozen=True, slots=True)
class Mark:
    """The workload was told that its change number *state* is saved."""

    state: int


Operation = Names | Write | Truncate | Sync | Mark


@dataclass(slots=True)
class Image:
    """A disk's contents: names of each folder, bytes of each file; nodes are numbers."""

    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})
    files: dict[int, bytes] = field(default_factory=dict)

    def copy(self) -> Image:
        """One that can be changed alone."""
        return Image({node: dict(names) for node, names in self.folders.items()}, dict(self.files))

    def tree(self, node: int = ROOT) -> dict[str, Any]:
        """The contents by name, nested."""
        return {
            name: self.tree(child) if child in self.folders else self.files.get(child, b"")
            for name, child in sorted(self.folders[node].items())
        }


def write_tree(tree: dict[str, Any], folder: Path) -> None:
    """Make *folder* hold *tree*."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in tree.items():
        if isinstance(content, dict):
            write_tree(content, folder / name)
        else:
            (folder / name).write_bytes(content)


def read_tree(folder: Path) -> dict[str, Any]:
    """What *folder* holds."""
    return {
        path.name: read_tree(path) if path.is_dir() else path.read_bytes()
        for path in sorted(folder.iterdir())
    }


class Disk(Layer):
    """Records what happens below a folder, from a beginning that counts as durable."""

    def __init__(self, root: Path) -> None:
        """Over *root* and what it holds now."""
        super().__init__(root)
        self.operations: list[Operation] = []
        self._live = Image()
        self._nodes: dict[int, int] = {}
        self._count = ROOT
        self._take_in(root, ROOT)
        self.start = self._live.copy()

    def mark(self, state: int) -> None:
        """Note that change number *state* was acknowledged."""
        self.operations.append(Mark(state))

    def check(self) -> None:
        """Raise AssertionError where something was written that the layer did not see."""
        image = self.start.copy()
        for operation in self.operations:
            perform(image, operation)
        assert image.tree() == read_tree(Path(self.root)), "the store wrote past the os module"

    def _take_in(self, folder: Path, node: int) -> None:
        for path in sorted(folder.iterdir()):
            child = self._new()
            self._live.folders[node][path.name] = child
            if path.is_dir():
                self._live.folders[child] = {}
                self._take_in(path, child)
            else:
                self._live.files[child] = path.read_bytes()

    def _new(self) -> int:
        self._count += 1
        return self._count

    def _node(self, path: str) -> int | None:
        node: int | None = ROOT
        for name in Path(path).relative_to(self.root).parts:
            if node is not None:
                node = self._live.folders.get(node, {}).get(name)
        return node

    def _home(self, path: str) -> tuple[int, str]:
        folder, name = os.path.split(path)
        node = self._node(folder)
        assert node is not None, f"{folder} is unknown to the simulated disk"
        return node, name

    def _record(self, operation: Operation) -> None:
        self.operations.append(operation)
        if isinstance(operation, Names):
            perform(self._live, operation)

    def _rename(
        self, node: int, *changes: tuple[tuple[int, str], int | None], makes: int | None = None
    ) -> None:
        self._record(
            Names(
                changes=tuple((*home, leads) for home, leads in changes),
                folders=frozenset(home[0] for home, _ in changes),
                node=node,
                makes=makes,
            )
        )

    def carry_out(self, call: Call, real: Callable[[], Any]) -> Any:
        """Do it for real, and record it with what a later simulation needs."""
        if call.descriptor is not None:
            return self._on_descriptor(call, real)
        known = self._node(call.path)
        result = real()
        match call.kind:
            case "open":
                if known is None:
                    known = self._new()
                    self._live.files[known] = b""
                    self._rename(known, (self._home(call.path), known))
                elif call.arguments[0] & os.O_TRUNC:
                    self._record(Truncate(known, 0))
                self._nodes[result] = known
            case "mkdir":
                fresh = self._new()
                self._rename(fresh, (self._home(call.path), fresh), makes=fresh)
            case "unlink" | "rmdir" if known is not None:
                self._rename(known, (self._home(call.path), None))
            case "rename" if known is not None and call.to is not None:
                home, to = self._home(call.path), self._home(call.to)
                self._rename(known, (home, None), (to, known))
            case "link" if known is not None and call.to is not None:
                self._rename(known, (self._home(call.to), known))
            case "truncate" if known is not None:
                self._record(Truncate(known, int(call.arguments[0])))
        return result

    def _on_descriptor(self, call: Call, real: Callable[[], Any]) -> Any:
        assert call.descriptor is not None
        node = self._nodes[call.descriptor]
        offset = 0
        if call.name == "pwrite":
            offset = int(call.arguments[1])
        elif call.name == "write":
            appends = self._appends(call.descriptor)
            offset = (
                os.fstat(call.descriptor).st_size
                if appends
                else os.lseek(call.descriptor, 0, os.SEEK_CUR)
            )
        result = real()
        match call.kind:
            case "write":
                self._record(Write(node, offset, bytes(call.arguments[0])[:result]))
            case "truncate":
                self._record(Truncate(node, int(call.arguments[0])))
            case "fsync":
                self._record(Sync(node))
        return result

    @staticmethod
    def _appends(descriptor: int) -> bool:
        import fcntl

        return bool(fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_APPEND)


def perform(image: Image, operation: Operation) -> None:
    """Carry *operation* out on *image*, whole."""
    match operation:
        case Names():
            if operation.makes is not None:
                image.folders.setdefault(operation.makes, {})
            for folder, name, leads in operation.changes:
                names = image.folders.setdefault(folder, {})
                if leads is None:
                    names.pop(name, None)
                else:
                    names[name] = leads
        case Write(node, offset, data):
            image.files[node] = _patched(image.files.get(node, b""), offset, data)
        case Truncate(node, size):
            held = image.files.get(node, b"")
            image.files[node] = held[:size].ljust(size, b"\0")
        case _:
            return


def after_cut(start: Image, operations: list[Operation], at: int, chance: Random) -> Image:
    """One of the disks that may be found when the power goes before operation number *at*."""
    synced: set[int] = set()
    certain = [False] * at
    for number in range(at - 1, -1, -1):
        match operations[number]:
            case Sync(node):
                synced.add(node)
            case Names(folders=folders):
                certain[number] = bool(folders & synced)
            case Write(node=node) | Truncate(node=node):
                certain[number] = node in synced
    image = start.copy()
    luck = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
    fate = chance.choice((None, None, None, "kept", "lost", "torn", "zeros", "sectors"))
    in_order = chance.random() < 0.4
    held_back: set[int] = set()
    stopped = False
    for number in range(at):
        operation = operations[number]
        if certain[number]:
            perform(image, operation)
        elif isinstance(operation, Names):
            stopped = stopped or chance.random() >= luck
            happened = not stopped if in_order else chance.random() < luck
            if happened and operation.node not in held_back:
                perform(image, operation)
            else:
                held_back.add(operation.node)
        elif isinstance(operation, Write):
            _write_uncertainly(image, operation, fate, chance)
        elif isinstance(operation, Truncate) and chance.random() < luck:
            perform(image, operation)
    return image


def _write_uncertainly(image: Image, write: Write, fate: str | None, chance: Random) -> None:
    fate = fate or chance.choice(("kept", "lost", "torn", "zeros", "sectors"))
    held = image.files.get(write.node, b"")
    match fate:
        case "kept":
            data = write.data
        case "torn":
            data = write.data[: chance.randint(0, len(write.data))]
        case "zeros":
            data = _under(held, write)
        case "sectors":
            data = _by_sectors(held, write, chance)
        case _:
            data = b""
    if data:
        image.files[write.node] = _patched(held, write.offset, data)


def _under(held: bytes, write: Write) -> bytes:
    """What a longer file shows where *write*'s bytes did not arrive: the old ones, or zeros."""
    end = write.offset + len(write.data)
    return held[write.offset : end].ljust(len(write.data), b"\0")


def _by_sectors(held: bytes, write: Write, chance: Random) -> bytes:
    under = _under(held, write)
    data = bytearray(under)
    at = 0
    while at < len(data):
        stop = min(len(data), at + SECTOR - (write.offset + at) % SECTOR)
        if chance.random() < 0.5:
            data[at:stop] = write.data[at:stop]
        at = stop
    return bytes(data)


def _patched(held: bytes, offset: int, data: bytes) -> bytes:
    return held[:offset].ljust(offset, b"\0") + data + held[offset + len(data) :]
