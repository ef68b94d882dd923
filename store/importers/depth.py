"""How deep comments lie, where their indentation can't be believed. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from store.importers.drafts import Draft

_FEWEST = 6
"""The fewest comments of which one alone can't be what all others answer."""


def even_out(comments: Sequence[Draft]) -> None:
    """Raise all that answer a first comment where that would be the only one to begin a talk.

    Some tools set the first comment of a list less deep than the others, or each one deeper than
    the one before it: an element was left open. Of some hundred threads of six comments and more
    none was one talk.
    """
    answers: dict[int, list[Draft]] = {}
    for draft in comments:
        if draft.parent is not None:
            answers.setdefault(id(draft.parent), []).append(draft)
    roots = [draft for draft in comments if draft.parent is None]
    left = len(comments)
    while len(roots) == 1 and left >= _FEWEST:
        roots = answers.get(id(roots[0]), [])
        left -= 1
        for draft in roots:
            draft.parent = None
