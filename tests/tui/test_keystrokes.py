"""What common work costs in keys: they are pressed, and then the store is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.library import Library
from store.model import Annotation
from tests.keystrokes import JOURNEYS, Journey
from tests.tui.conftest import Opener, press
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar

Stored = tuple[Annotation, ...]
SPEAKERS = ["Dr. Irena Mavrell"] * 2 + ["Tomas Ekeland"] * 2 + ["Halim Oruza"]


def of(stored: Stored, kind: str) -> Stored:
    return tuple(annotation for annotation in stored if annotation.kind == kind)


def speakers(stored: Stored) -> list[object]:
    return [quote.attributes.get("speaker") for quote in of(stored, "quote")]


def is_disputed_comment(stored: Stored) -> bool:
    (claim,) = of(stored, "claim")
    whole = claim.exact.startswith("They will never") and claim.exact.endswith("knows it.")
    return whole and claim.attributes["status"] == "disputed"


def are_linked(stored: Stored) -> bool:
    disputed, comment = of(stored, "claim")
    links = [(link.type, link.to) for link in comment.links]
    return is_disputed_comment((comment,)) and links == [("disputes", disputed.id)]


def is_evidence(stored: Stored) -> bool:
    (claim,), (quote,) = of(stored, "claim"), of(stored, "quote")
    return [(link.type, link.to) for link in quote.links] == [("supports", claim.id)]


def is_a_claim_by_the_speaker(stored: Stored) -> bool:
    (claim,) = stored
    return (claim.kind, claim.attributes["claimant"]) == ("claim", SPEAKERS[0])


def is_a_name(stored: Stored) -> bool:
    (name,) = stored
    return (name.exact, name.attributes["type"]) == ("Veldra", "place")


def is_the_page(stored: Stored) -> bool:
    names = {(name.start, name.end) for name in of(stored, "entity")}
    return len(names) == 10 and speakers(stored) == SPEAKERS and is_disputed_comment(stored)


DONE: dict[str, Callable[[Stored], bool]] = {
    "open-and-quote": lambda stored: speakers(stored) == SPEAKERS[:1],
    "name": is_a_name,
    "quotation": lambda stored: speakers(stored) == SPEAKERS[:1],
    "comment": is_disputed_comment,
    "dispute": are_linked,
    "evidence": is_evidence,
    "kind": is_a_claim_by_the_speaker,
    "all": lambda stored: len(stored) > 2 and {name.exact for name in stored} == {"Veldra"},
    "page": is_the_page,
}
"""What the store must hold after each journey."""


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
async def test_it_takes_as_many_keys_as_the_readme_says(
    folder: Path, news: str, opened: Opener, journey: Journey
) -> None:
    begun = f"{journey.before} {journey.keys}".split()
    assert begun[0] == "enter"
    async with opened() as (pilot, app):
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await screen.kit.suggesting.ready.wait()  # a reader presses tab once there are dots
        await press(pilot, " ".join(begun[1:]))
        assert "saved" in screen.query_one(StatusBar).words
    with Library(folder) as library:
        assert DONE[journey.name](library.annotations.of(news))
    assert journey.count <= journey.bar
