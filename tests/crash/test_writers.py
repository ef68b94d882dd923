"""Four windows that change one library at the same time lose nothing of each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.effort import Figure, amount, told
from tests.crash.writing import writer_faults

CHANGES = amount(60, 1000)


@pytest.mark.parametrize("seed", range(amount(1, 2)))
def test_four_processes_changing_one_library_lose_no_update(
    tmp_path: Path, seed: int, record_property: Figure
) -> None:
    faults = writer_faults(tmp_path, seed, CHANGES)
    record_property("writers: changes", 4 * CHANGES)
    record_property("writers: lost", len(faults))
    assert not faults, told(faults, 4 * CHANGES, "changes of four writers")
