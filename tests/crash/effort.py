"""How much the proofs try: little in an ordinary run, everything with POSTIL_CRASH=full."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from unittest import mock

Figure = Callable[[str, object], None]
"""pytest's `record_property`; the figures of all tests are added up at the end of a run."""
FULL = os.environ.get("POSTIL_CRASH") == "full"


def amount(quick: int, full: int) -> int:
    """*quick* in an ordinary run, *full* under `make crash`."""
    return full if FULL else quick


def told(faults: list[str], tries: int, what: str) -> str:
    """The verdict of a proof in one line, with the first faults below it."""
    shown = "".join(f"\n  {fault}" for fault in faults[:12])
    return f"{len(faults)} faults in {tries} {what}{shown}"


@contextlib.contextmanager
def unhurried() -> Iterator[None]:
    """Looking at a library needs no durable writes: fsync costs nothing in this block."""
    with (
        mock.patch.object(os, "fsync", lambda _: None),
        mock.patch.object(os, "fdatasync", lambda _: None, create=True),
    ):
        yield
