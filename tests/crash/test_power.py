"""Whatever a power cut leaves on the disk holds every change that was called saved."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.crash.cuts import cut_faults
from tests.crash.effort import Figure, amount, told
from tests.crash.power import Disk, after_cut

SEEDS = amount(5, 50)
STATES = amount(32, 110)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_power_cut_at_any_moment_loses_nothing_that_was_called_saved(
    tmp_path: Path, seed: int, record_property: Figure
) -> None:
    faults = cut_faults(tmp_path, seed, STATES, changes=amount(12, 24))
    record_property("power cut: states", STATES)
    record_property("power cut: bad", len(faults))
    assert not faults, told(faults, STATES, "disk states")


def test_the_simulated_disk_forgets_what_was_not_synced(tmp_path: Path) -> None:
    with Disk(tmp_path) as disk:
        assert isinstance(disk, Disk)
        file = os.open(tmp_path / "a.new", os.O_WRONLY | os.O_CREAT, 0o600)
        os.write(file, b"x" * 700)
        os.close(file)
        os.replace(tmp_path / "a.new", tmp_path / "a")  # noqa: PTH105
    disk.check()
    seen = {
        str(after_cut(disk.start, disk.operations, len(disk.operations), Random(seed)).tree())
        for seed in range(300)
    }
    whole, nothing = str({"a": b"x" * 700}), str({})
    assert {whole, nothing, str({"a": b""}), str({"a": b"\0" * 700})} <= seen
    assert str({"a": b"x" * 512 + b"\0" * 188}) in seen
    assert str({"a.new": b"x" * 700}) in seen


def test_the_simulated_disk_keeps_what_was_synced(tmp_path: Path) -> None:
    with Disk(tmp_path) as disk:
        file = os.open(tmp_path / "a", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(file, b"first")
        os.fsync(file)
        folder = os.open(tmp_path, os.O_RDONLY)
        os.fsync(folder)
        os.write(file, b"second")
        os.close(folder)
        os.close(file)
    for seed in range(100):
        tree = after_cut(disk.start, disk.operations, len(disk.operations), Random(seed)).tree()
        assert tree["a"].startswith(b"first")
