"""Every refusal of the disk is told or harmless, loses nothing, and work goes on after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.effort import Figure, amount, told
from tests.crash.failing import KINDS, Shape, fault_faults

CASES: list[tuple[str, Shape]] = [
    *((kind, "once") for kind in KINDS),
    *((kind, "stays") for kind in KINDS),
    ("write", "partial"),
    ("write", "truncate too"),
    ("fsync", "truncate too"),
]


@pytest.mark.parametrize(("kind", "shape"), CASES)
def test_every_operation_that_fails_is_told_or_harmless_and_loses_nothing(
    tmp_path: Path, kind: str, shape: Shape, record_property: Figure
) -> None:
    faults: list[str] = []
    struck = refused = 0
    for seed in range(amount(1, 2)):
        some, more, said = fault_faults(tmp_path, seed, kind, shape, stride=amount(4, 1))
        faults, struck, refused = [*faults, *some], struck + more, refused + said
    record_property("faults: injected", struck)
    record_property("faults: told", refused)
    record_property("faults: not borne", len(faults))
    assert not faults, told(faults, struck, f"failures of {kind}, {shape}")
