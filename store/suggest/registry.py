"""All suggesters in one call; one that fails is reported and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from store.model import Block
from store.suggest.base import Suggestion
from store.suggest.claims import ClaimSuggester
from store.suggest.gazetteer import EMPTY, Gazetteer
from store.suggest.indirect import IndirectSuggester
from store.suggest.names import NameSuggester
from store.suggest.quotes import QuoteSuggester

if TYPE_CHECKING:
    from store.suggest.model import Model


class Suggester(Protocol):
    """What the registry calls: `name` is the suggestions' origin."""

    @property
    def name(self) -> str:
        """The rule and its version, as `rule:quotes/2`."""

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """Proposals for one article, in text order."""


Suggesters = Sequence[tuple[str, Callable[[], Suggester]]]

SUGGESTERS: Suggesters = (
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


def prepared(known: Gazetteer = EMPTY, model: Model | None = None) -> Suggesters:
    """The suggesters with what a library already knows and, if one is loaded, with a model."""

    def named() -> Suggester:
        if model is None:
            return NameSuggester(known)
        from store.suggest.model import ModelNames

        return ModelNames(model, known)

    def quoted() -> Suggester:
        if model is None:
            return QuoteSuggester()
        from store.suggest.model import ModelQuotes

        return ModelQuotes(model)

    instead: dict[object, Callable[[], Suggester]] = {NameSuggester: named, QuoteSuggester: quoted}
    return tuple((kind, instead.get(make, make)) for kind, make in SUGGESTERS)


def suggest(
    text: str,
    blocks: Sequence[Block],
    kinds: Collection[str] | None = None,
    suggesters: Suggesters = SUGGESTERS,
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
