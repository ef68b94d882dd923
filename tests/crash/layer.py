"""Between the store and the operating system: sees every file operation below one folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

Function = Callable[..., Any]

BY_PATH = {
    "unlink": "unlink",
    "remove": "unlink",
    "mkdir": "mkdir",
    "rmdir": "rmdir",
}
BY_DESCRIPTOR = {
    "write": "write",
    "pwrite": "write",
    "ftruncate": "truncate",
    "fsync": "fsync",
    "fdatasync": "fsync",
}
BETWEEN = {"rename": "rename", "replace": "rename", "link": "link"}
PATCHED = ("open", "close", "truncate", *BY_PATH, *BY_DESCRIPTOR, *BETWEEN)


@dataclass(frozen=True, slots=True)
class Call:
    """One operation: its kind, the absolute path it is about (for a descriptor, the path it was
    opened with), where it leads, and what the function was given.
    """

    kind: str
    name: str
    path: str
    to: str | None
    descriptor: int | None
    arguments: tuple[Any, ...]


class Layer:
    """Replaces functions of `os` while it is entered; a subclass decides in `carry_out`."""

    def __init__(self, root: Path) -> None:
        """Over everything below *root*."""
        self.root = os.path.realpath(root)
        self.paths: dict[int, str] = {}
        self.real: dict[str, Function] = {}

    def carry_out(self, call: Call, real: Callable[[], Any]) -> Any:
        """Do what *call* asks for, by *real* or otherwise."""
        return real()

    def __enter__(self) -> Self:
        """Stand in for the functions of `os`."""
        self.real = {name: getattr(os, name) for name in PATCHED if hasattr(os, name)}
        for name in self.real:
            setattr(os, name, self._stand_in(name))
        return self

    def __exit__(self, *_: object) -> None:
        """Put the functions back."""
        for name, function in self.real.items():
            setattr(os, name, function)

    def _stand_in(self, name: str) -> Function:
        if name == "open":
            return self._open
        if name == "close":
            return self._close
        if name == "truncate":
            return self._truncate
        if name in BY_DESCRIPTOR:
            return self._by_descriptor(name)
        return self._by_path(name) if name in BY_PATH else self._between(name)

    def place(self, path: Any, folder: int | None = None) -> str | None:
        """The absolute path where it lies below the root, else None."""
        if isinstance(path, int):
            return self.paths.get(path)
        text = os.fsdecode(path)
        if folder is not None:
            if folder not in self.paths:
                return None
            text = os.path.join(self.paths[folder], text)  # noqa: PTH118
        text = os.path.abspath(text)  # noqa: PTH100
        return text if text == self.root or text.startswith(self.root + os.sep) else None

    def _open(self, path: Any, flags: int, *rest: Any, **named: Any) -> Any:
        place = self.place(path, named.get("dir_fd"))
        real = self.real["open"]
        if place is None:
            return real(path, flags, *rest, **named)
        call = Call("open", "open", place, None, None, (flags,))
        descriptor = self.carry_out(call, lambda: real(path, flags, *rest, **named))
        self.paths[descriptor] = place
        return descriptor

    def _close(self, descriptor: int) -> None:
        self.paths.pop(descriptor, None)
        self.real["close"](descriptor)

    def _truncate(self, path: Any, length: int) -> Any:
        real = self.real["truncate"]
        place = self.place(path)
        if place is None:
            return real(path, length)
        call = Call("truncate", "truncate", place, None, None, (length,))
        return self.carry_out(call, lambda: real(path, length))

    def _by_descriptor(self, name: str) -> Function:
        real = self.real[name]

        def stand_in(descriptor: int, *arguments: Any) -> Any:
            if descriptor not in self.paths:
                return real(descriptor, *arguments)
            path = self.paths[descriptor]
            call = Call(BY_DESCRIPTOR[name], name, path, None, descriptor, arguments)
            return self.carry_out(call, lambda: real(descriptor, *arguments))

        return stand_in

    def _by_path(self, name: str) -> Function:
        real = self.real[name]

        def stand_in(path: Any, *rest: Any, **named: Any) -> Any:
            place = self.place(path, named.get("dir_fd"))
            if place is None:
                return real(path, *rest, **named)
            call = Call(BY_PATH[name], name, place, None, None, rest)
            return self.carry_out(call, lambda: real(path, *rest, **named))

        return stand_in

    def _between(self, name: str) -> Function:
        real = self.real[name]

        def stand_in(source: Any, target: Any, **named: Any) -> Any:
            place = self.place(source, named.get("src_dir_fd"))
            to = self.place(target, named.get("dst_dir_fd"))
            if place is None or to is None:
                return real(source, target, **named)
            call = Call(BETWEEN[name], name, place, to, None, ())
            return self.carry_out(call, lambda: real(source, target, **named))

        return stand_in
