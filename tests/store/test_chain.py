"""Which of several places is whose is weighed by the places of all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchors.chain import Choice, chances

LENGTH = 10_000


def choices(*starts: int, weight: float = 8.0) -> list[Choice]:
    return [Choice(start, weight) for start in starts]


def test_one_place_that_fits_well_is_all_but_certain() -> None:
    ((chance,),) = chances([500], [choices(520)], LENGTH)
    assert chance > 0.99


def test_a_place_that_hardly_fits_and_is_far_off_is_unlikely() -> None:
    ((chance,),) = chances([500], [choices(9000, weight=-1.0)], LENGTH)
    assert chance < 0.1


def test_of_two_places_alike_the_nearer_one_is_likelier_also_for_one_alone() -> None:
    ((near, far),) = chances([500], [choices(530, 7000)], LENGTH)
    assert near > 0.9
    assert far < 0.1


def test_neighbours_that_moved_say_that_this_one_moved_with_them() -> None:
    starts = [1000, 1200, 1400]
    moved = [choices(5000), choices(1210, 5210), choices(5395)]
    _, (stayed, went), _ = chances(starts, moved, LENGTH)
    assert went > 0.95
    assert stayed < 0.05


def test_one_of_another_order_than_its_neighbours_is_less_likely() -> None:
    kept = chances([1000, 1100, 1200], [choices(1000), choices(1190), choices(1200)], LENGTH)
    swapped = chances([1000, 1100, 1200], [choices(1000), choices(1290), choices(1200)], LENGTH)
    assert swapped[1][0] < kept[1][0]


def test_one_without_a_place_is_passed_over() -> None:
    starts = [1000, 1100, 1200]
    (first,), none, (last,) = chances(starts, [choices(1000), [], choices(1200)], LENGTH)
    assert none == []
    assert min(first, last) > 0.99


@given(
    st.lists(
        st.tuples(
            st.integers(0, LENGTH),
            st.lists(st.tuples(st.integers(0, LENGTH), st.floats(-9, 9)), max_size=3),
        ),
        max_size=20,
    )
)
def test_the_chances_of_one_are_never_more_than_one_in_all(
    given_: list[tuple[int, list[tuple[int, float]]]],
) -> None:
    given_.sort()
    found = chances(
        [s for s, _ in given_], [[Choice(*c) for c in row] for _, row in given_], LENGTH
    )
    for (_, wanted), row in zip(given_, found, strict=True):
        assert len(row) == len(wanted)
        assert all(0 <= chance <= 1 for chance in row)
        assert sum(row) == pytest.approx(min(sum(row), 1.0))
