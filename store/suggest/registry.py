"""All suggesters in one call; one that fails is reported and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from store.model import Block
from store.suggest.base import Suggestion
from store.suggest.claims import ClaimSuggester
from store.suggest.gazetteer import Gazetteer
from store.suggest.indirect import IndirectSuggester
from store.suggest.names import NameSuggester
from store.suggest.quotes import QuoteSuggester


class Suggester(Protocol):
    """What the registry calls: `name` is the suggestions' origin."""

    @property
    def name(self) -> str:
        """The rule and its version, as `rule:quotes/1`."""

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """Proposals for one article, in text order."""


SUGGESTERS: tuple[tuple[str, Callable[[], Suggester]], ...] = (
    ("quote", QuoteSuggester),
    ("quote", IndirectSuggester),
    ("entity", NameSuggester),
    ("claim", ClaimSuggester),
)
"""The kind a suggester proposes, and how to make it."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Suggestions in text order, and a line for each suggester that failed."""

    suggestions: tuple[Suggestion, ...]
    problems: tuple[str, ...] = ()


def with_known(
    known: Gazetteer, suggesters: Sequence[tuple[str, Callable[[], Suggester]]] = SUGGESTERS
) -> tuple[tuple[str, Callable[[], Suggester]], ...]:
    """The suggesters, names read with what a library already knows."""
    return tuple(
        (kind, (lambda: NameSuggester(known)) if make is NameSuggester else make)
        for kind, make in suggesters
    )


def suggest(
    text: str,
    blocks: Sequence[Block],
    kinds: Collection[str] | None = None,
    suggesters: Sequence[tuple[str, Callable[[], Suggester]]] = SUGGESTERS,
) -> Suggested:
    """Ask every suggester of the wanted *kinds* (None: all). Never raises for a faulty one."""
    found: list[Suggestion] = []
    problems: list[str] = []
    for kind, make in suggesters:
        if kinds is not None and kind not in kinds:
            continue
        suggester = make()
        try:
            found.extend(suggester.suggest(text, blocks))
        except Exception as error:
            problems.append(f"{suggester.name} gave up: {type(error).__name__}: {error}")
    found.sort(key=lambda item: (item.start, -item.end))
    return Suggested(tuple(found), tuple(problems))
