"""What the annotator keeps and rejects re-ranks the rest: counted, explained, reset at will. Pure.

The counts come from the library's own decisions; here they only meet suggestions. Nothing is
trained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from store.suggest.base import Suggestion
from store.text import fold_space

_RULE_PRIOR = 6.0
_STRING_PRIOR = 2.0
"""How many decisions the score given by the rule itself is worth, against counted ones."""

WORTH_SHOWING = 0.25
"""The score below which a suggestion is not worth a look any more."""

_LEAST, _MOST = 0.01, 0.99
_WORDS = 200
"""Code points of a suggestion's words that tell it from others."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was accepted and rejected."""

    accepted: int = 0
    rejected: int = 0

    def plus(self, count: int, *, accepted: bool) -> Tally:
        """*count* decisions more, or fewer."""
        if accepted:
            return Tally(self.accepted + count, self.rejected)
        return Tally(self.accepted, self.rejected + count)


NONE = Tally()
"""Nothing decided yet."""


@dataclass(frozen=True)
class Decisions:
    """Tallies by rule (its origin and kind) and by string (kind and folded words).

    A rule is counted without its version, so that a better one inherits what it earned.
    """

    rules: Mapping[str, Tally] = field(default_factory=dict)
    strings: Mapping[tuple[str, str], Tally] = field(default_factory=dict)


NO_DECISIONS = Decisions()
"""Where nothing was decided."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A suggestion with its new score, and the two tallies that made it."""

    suggestion: Suggestion
    score: float
    rule: Tally = NONE
    string: Tally = NONE

    def why(self) -> str:
        """The reason in a reader's words; empty where nothing was counted."""
        told = [
            f"{what}: kept {tally.accepted}, rejected {tally.rejected}"
            for what, tally in (("these words", self.string), ("this rule", self.rule))
            if tally != NONE
        ]
        return "; ".join(told)


def rule_key(kind: str, origin: str) -> str:
    """What a rule is counted under: rule:names entity."""
    return f"{origin.rsplit('/', 1)[0]} {kind}"


def string_key(kind: str, exact: str) -> tuple[str, str]:
    """What a suggestion's words are counted under: white space and case folded."""
    return kind, fold_space(exact[:_WORDS]).casefold()


def score(given: float, rule: Tally, string: Tally) -> float:
    """The score *given* by the rule, moved by what was decided.

    The posterior mean of a Beta-binomial model whose prior mean is the score so far (Gelman
    et al., Bayesian Data Analysis, 3rd ed., section 2.4), the rule's decisions first. A rule's
    tally moves the odds by those of its own acceptance, so that its sure and its doubtful
    proposals keep their order.
    """
    prior = min(_MOST, max(_LEAST, given))
    rate = (rule.accepted + _RULE_PRIOR) / (rule.accepted + rule.rejected + 2 * _RULE_PRIOR)
    odds = prior / (1 - prior) * rate / (1 - rate)
    moved = odds / (1 + odds)
    count = string.accepted + string.rejected
    found = (_STRING_PRIOR * moved + string.accepted) / (_STRING_PRIOR + count)
    return min(_MOST, max(_LEAST, found))


Keyed = tuple[Suggestion, str, tuple[str, str]]
"""A suggestion with the keys its rule and its words are counted under."""


def keyed(text: str, suggestions: Iterable[Suggestion]) -> tuple[Keyed, ...]:
    """Suggestions of *text* with their keys, made once and ranked as often as decisions change."""
    return tuple(
        (one, rule_key(one.kind, one.origin), string_key(one.kind, text[one.start : one.end]))
        for one in suggestions
    )


def rank(text: str, suggestions: Iterable[Suggestion], decisions: Decisions) -> tuple[Ranked, ...]:
    """The suggestions in the order given, each with its score after the decisions.

    Without decisions every score is the rule's own.
    """
    return ranked(keyed(text, suggestions), decisions)


def ranked(found: Iterable[Keyed], decisions: Decisions) -> tuple[Ranked, ...]:
    """As `rank`, of suggestions whose keys are there."""
    rules, strings = decisions.rules, decisions.strings
    result = []
    for one, rule_name, string_name in found:
        rule, string = rules.get(rule_name, NONE), strings.get(string_name, NONE)
        moved = one.score if rule is string is NONE else _moved(one.score, rule, string)
        result.append(Ranked(one, moved, rule, string))
    return tuple(result)


@lru_cache(maxsize=4096)
def _moved(given: float, rule: Tally, string: Tally) -> float:
    return given if rule == string == NONE else score(given, rule, string)
