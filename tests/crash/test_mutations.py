"""A library whose files were damaged opens or says why not, and loses nothing that is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.effort import Figure, amount, told
from tests.crash.mutations import mutation_damage

TRIES = amount(40, 250)
GOAL = 0.99


@pytest.mark.parametrize("seed", range(amount(4, 20)))
def test_a_damaged_library_opens_or_explains_itself_and_is_never_overwritten(
    tmp_path: Path, seed: int, record_property: Figure
) -> None:
    damage = mutation_damage(tmp_path, seed, TRIES)
    for name, value in damage.counts.items():
        record_property(f"damage: {name}", value)
    record_property("damage: faults", len(damage.faults))
    assert not damage.faults, told(damage.faults, TRIES, "mutations")
    assert damage.share() >= GOAL, told(damage.lost, TRIES, "mutations that lost whole records")
