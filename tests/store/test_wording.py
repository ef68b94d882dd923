"""Numbers and names in sentences."""

from __future__ import annotations

import pytest

from store.wording import an, counted


@pytest.mark.parametrize(
    ("number", "noun", "told"),
    [
        (0, "article", "0 articles"),
        (1, "article", "1 article"),
        (2, "entity", "2 entities"),
        (1, "entity", "1 entity"),
        (2, "day", "2 days"),
        (3, "stretch", "3 stretches"),
        (2, "alias", "2 aliases"),
        (2, "recorded change", "2 recorded changes"),
        (1200, "word", "1,200 words"),
    ],
)
def test_what_is_counted_stands_in_the_number_it_has(number: int, noun: str, told: str) -> None:
    assert counted(number, noun) == told


def test_an_article_fits_the_noun_behind_it_and_leaves_that_as_it_is() -> None:
    assert an("entity") == "an entity"
    assert an("claim") == "a claim"
    assert an("entity", begins=True) == "An entity"
    assert an("NGO", begins=True) == "A NGO"
