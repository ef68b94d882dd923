"""A kill at any moment, and at every system call, loses nothing that was acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.effort import Figure, amount, told
from tests.crash.kills import kill_faults
from tests.crash.tracing import CALLS, traced_faults, why_not

KILLS = amount(20, 250)


@pytest.mark.parametrize("seed", range(amount(2, 4)))
def test_a_kill_at_a_random_moment_loses_nothing_that_was_acknowledged(
    tmp_path: Path, seed: int, record_property: Figure
) -> None:
    faults = kill_faults(tmp_path, seed, KILLS)
    record_property("kills: at random", KILLS)
    record_property("kills: faults", len(faults))
    assert not faults, told(faults, KILLS, "kills")


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_at_every_system_call_loses_nothing_that_was_acknowledged(
    tmp_path: Path, call: str, record_property: Figure
) -> None:
    if reason := why_not():
        pytest.skip(reason)
    faults, kills = traced_faults(tmp_path, call, 3, changes=12, stride=amount(23, 1))
    record_property("kills: at a system call", kills)
    record_property("kills: faults", len(faults))
    assert not faults, told(faults, kills, f"kills at {call}")
