"""Each proof notices the store without one of its safeguards, or it would prove nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.cuts import cut_faults
from tests.crash.kills import kill_faults
from tests.crash.mutants import UNSYNCED
from tests.crash.writing import writer_faults

SEEDS = 6


def cut_of(root: Path, mutant: str) -> list[str]:
    """The first fault that a power cut shows of *mutant*, in a library whose own folder was there
    before, so that nothing but the mutant can be at fault.
    """
    for seed in range(SEEDS):
        faults = cut_faults(root, seed, 80, mutant=mutant, enough=1, folder_exists=True)
        if faults:
            return faults
    return []


@pytest.mark.parametrize("mutant", [*UNSYNCED, "acknowledge first"])
def test_a_store_that_does_not_sync_is_caught_by_the_power_cut(tmp_path: Path, mutant: str) -> None:
    assert cut_of(tmp_path, mutant)


def test_the_store_itself_is_not_caught_by_the_power_cut(tmp_path: Path) -> None:
    assert cut_of(tmp_path, "") == []


@pytest.mark.parametrize("mutant", ["acknowledge first", "no generation"])
def test_a_store_that_saves_too_late_or_elsewhere_is_caught_by_the_kill(
    tmp_path: Path, mutant: str
) -> None:
    assert kill_faults(tmp_path, 1, 60, mutant=mutant, enough=1)


def test_a_store_without_a_lock_is_caught_by_the_writers(tmp_path: Path) -> None:
    assert any(writer_faults(tmp_path, seed, 60, mutant="no lock") for seed in range(SEEDS))
