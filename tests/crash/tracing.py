"""Kills at exact system calls, by strace: the n-th of a kind kills the worker as it is made."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.crash.kills import Server, Watched

CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "openat",
    "close",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "rmdir",
    "ftruncate",
    "flock",
)
MOST = 20_000


def why_not() -> str | None:
    """Why strace can't be used here, or None."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    done = subprocess.run(
        [strace, "-e", "inject=?sync:signal=KILL:when=1", "true"], capture_output=True, check=False
    )
    return None if done.returncode == 0 else "strace may not trace here"


def traced_faults(
    root: Path, call: str, seed: int, *, changes: int, stride: int = 1
) -> tuple[list[str], int]:
    """Kill a worker at its first *call*, its *stride*-th after that, and so on until it finishes
    untouched; the faults and the number of kills.
    """
    faults: list[str] = []
    kills = 0
    with Server() as server:
        for number in range(1, MOST, stride):
            folder = root / call / str(number) / "library"
            folder.parent.mkdir(parents=True)
            pid = server.start(folder, seed, changes, wait=True)
            watched = Watched()
            with _killer(pid, call, number) as killer:
                assert killer.stderr is not None
                said = killer.stderr.readline()
                assert "attached" in said, said
                server.go()
                for line in server.said():
                    watched.heard(line)
                killer.stderr.read()
            finished = watched.finished
            kills += not finished
            where = f"seed {seed}, {call} number {number}"
            faults += [f"{where}: {fault}" for fault in watched.look(folder, at_copy=False)]
            shutil.rmtree(folder.parent)
            if finished:
                break
    return faults, kills


def _killer(pid: int, call: str, number: int) -> subprocess.Popen[str]:
    arguments = ["-f", "-o", "/dev/null", "-p", str(pid), "-e", f"trace=?{call}"]
    inject = f"inject=?{call}:signal=KILL:when={number}"
    return subprocess.Popen(
        ["strace", *arguments, "-e", inject], stderr=subprocess.PIPE, stdout=None, text=True
    )
