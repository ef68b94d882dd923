"""One thing done to several articles, as one step."""

from __future__ import annotations

from collections.abc import Sequence

from store.library import Library
from store.model import State


def set_states(library: Library, articles: Sequence[str], state: State) -> None:
    """Mark *articles* (ids) new, begun or done."""
    if len(articles) == 1:
        library.set_state(articles[0], state)
        return
    with library.step(f"mark {len(articles)} articles {state}"):
        for article in articles:
            library.set_state(article, state)


def add_code(library: Library, articles: Sequence[str], code: str) -> int:
    """Give every annotation of *articles* a code. Returns how many did not have it before."""
    given = 0
    with library.step(f"give the code {code}"):
        for article in articles:
            for held in library.annotations.of(article):
                changed = library.edit(held.id, {"codes": [*held.codes, code]})
                given += changed.revision != held.revision
    return given
