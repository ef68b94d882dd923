"""Who may have said something: the names that are offered for a quote and a claim. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.screens.reading.desk import Desk
from tui.suggested import Suggested

if TYPE_CHECKING:
    from store.model import Annotation

PEOPLE = ("person", "organization")
"""The types of entities that may have said something."""
_WHO = ("speaker", "claimant")
_QUICKLY_READ = 100_000
"""Code points in which a key may look for names."""


def people(
    desk: Desk, suggested: Suggested, library: Iterable[str], annotation: Annotation
) -> list[str]:
    """Names to offer for *annotation*: who is suggested, this article's people and names, then
    those of the *library*.
    """
    from store.suggest.units import guess

    guessed = guess("quote", desk.text, desk.blocks, annotation.start, annotation.end)
    tagged = [a for a in desk.annotations if a.attributes.get("type") in PEOPLE]
    found: list[object] = [guessed.get("speaker")]
    found += [a.attributes.get("name") for a in tagged]
    found += [a.attributes.get(name) for a in desk.annotations for name in _WHO]
    found += _named(suggested, desk.text) if suggested.found else _names_in(desk)
    found += [block.author for block in desk.blocks if block.author]
    found += library
    written = (" ".join(name.split()) for name in found if isinstance(name, str))
    return list(dict.fromkeys(name for name in written if name))


def _named(suggested: Suggested, text: str) -> list[str]:
    """The people and organizations that are suggested."""
    found = [one for one in suggested.found if one.attributes.get("type") in PEOPLE]
    return [str(one.attributes.get("name") or text[one.start : one.end]) for one in found]


def _names_in(desk: Desk) -> list[str]:
    """People and organizations that the text names, as far as that is quickly known."""
    from store.suggest.names import names

    blocks = [block for block in desk.blocks if block.end <= _QUICKLY_READ]
    return [
        desk.text[name.start : name.end]
        for name in names(desk.text[:_QUICKLY_READ], blocks)
        if name.type in PEOPLE
    ]
