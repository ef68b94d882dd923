"""Claims in readers' comments: sentences that assert, doubt, accuse or contradict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.model import AttributeValue, Block, BlockKind
from store.suggest.base import Suggestion
from store.suggest.passages import Passage, passages
from store.text import count_words, fold_space, sentences

ORIGIN = "rule:claims/1"
WHOLE_COMMENT = 2
"""A comment of at most this many sentences is one claim."""

_WORTH = 0.5
_DOUBT = re.compile(
    r"\b(?:not true|untrue|isn[’']t true|false|fake|hoax|lie|lies|lied|lying|liars?|wrong|"
    r"incorrect|misleading|nonsense|rubbish|propaganda|debunked|made up|fabricated|no evidence|"
    r"no proof|where is the (?:proof|evidence)|what about|biased|staged|censored|"
    r"gelogen|Lüge|falsch|stimmt nicht|faux|mensonge|falso|mentira)\b|\bSources?\?",
    re.IGNORECASE,
)
_ACCUSE = re.compile(
    r"\b(?:controlled by|run by|owned by|funded by|paid by|paid for by|bought by|financed by|"
    r"behind (?:this|it|all)|cover(?:ed|ing)?[- ]?up|hid(?:e|es|ing|den)|conceal\w*|secret(?:ly)?|"
    r"corrupt\w*|conspir\w*|puppets?|stole|stolen|stealing|brib\w*|rigged|guilty|responsible for|"
    r"underground|agenda|they (?:don[’']t|do not|won[’']t) want|the real reason|in fact|actually|"
    r"the truth is|everyone knows|nobody|no one|never|will not|won[’']t|cannot)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:it seems|seems to|apparently|allegedly|i heard|i read|they say|i was told|"
    r"it is said|supposedly|obviously|clearly|of course|because|only)\b",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"\b(?:was|were|is|are|has|have|had|did|been|cut|said|made|got)\b|\b\w{3,}ed\b|"
    r"\b(?:ist|sind|war|wurde|hat|est|sont|es|está|fue)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\s*(?:hopefully|i hope|let[’']?s hope|may |wish|thanks?\b|thank you|congrat|great\b|good\b|"
    r"nice\b|lovely|excellent|well (?:done|said|written)|bravo|amazing|wonderful|love (?:this|it)|"
    r"please\b|can you|could you|danke|merci|gracias|rip\b|rest in peace|welcome|happy|"
    r"keep up|so sad|how sad|sorry)",
    re.IGNORECASE,
)
_TASTE = re.compile(
    r"\bi (?:think|feel|believe|love|like|liked|enjoy\w*|agree|wonder|hope|wish|want)\b|"
    r"\b(?:beautiful|lovely|interesting|enjoyed|great|wonderful|brilliant)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d|\b(?:two|three|half|most|million|billion|percent|hundreds?|thousands?)\b")
_SELF = re.compile(r"\s*(?:i|i[’']m|we|my|you)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """text[start:end] asserts something a reader may check; `claimant` is the comment's author."""

    start: int
    end: int
    claimant: str | None
    score: float


def assertiveness(sentence: str) -> float:
    """0..1: how far a comment's sentence asserts, doubts or accuses; wishes count against it."""
    score = 0.45 * bool(_DOUBT.search(sentence)) + 0.4 * bool(_ACCUSE.search(sentence))
    score += 0.2 * bool(_HEDGE.search(sentence)) + 0.2 * bool(_NUMBER.search(sentence))
    if count_words(sentence) > 4 and _FACT.search(sentence):
        score += 0.2 if _SELF.match(sentence) else 0.35
        score += 0.15 * bool(re.search(r"\b(?:by|own|never|all)\b", sentence))
    elif _DOUBT.search(sentence):
        score += 0.15
    if _WISH.match(sentence):
        score -= 0.5
    if _TASTE.search(sentence):
        score -= 0.3
    if sentence.rstrip().endswith("?") and not _DOUBT.search(sentence):
        score -= 0.3
    return round(min(0.95, max(0.0, score)), 2)


def claims(text: str, blocks: Sequence[Block]) -> tuple[Claim, ...]:
    """The claims of the comments in text order: a sentence each, or a whole short comment."""
    comments = [block for block in blocks if block.kind is BlockKind.COMMENT and not block.pingback]
    return tuple(
        claim
        for comment in comments
        for passage_group in [passages(text, [comment])]
        for claim in _comment_claims(text, passage_group)
    )


def _comment_claims(text: str, found: tuple[Passage, ...]) -> list[Claim]:
    spans = [
        (span, passage.author)
        for passage in found
        for span in sentences(text, passage.start, passage.end)
    ]
    scored = [(span, author, assertiveness(text[slice(*span)])) for span, author in spans]
    if 0 < len(scored) <= WHOLE_COMMENT:
        best = max(score for _, _, score in scored)
        (start, _), author, _ = scored[0]
        return [Claim(start, scored[-1][0][1], author, best)] if best >= _WORTH else []
    return [Claim(*span, author, score) for span, author, score in scored if score >= _WORTH]


class ClaimSuggester:
    """Proposes what comments assert as disputed claims."""

    name = ORIGIN

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The claims in text order; nothing in a text without comment blocks."""
        return tuple(
            Suggestion(
                kind="claim",
                start=claim.start,
                end=claim.end,
                origin=ORIGIN,
                score=claim.score,
                attributes=attributes_of(text, claim.start, claim.end, claim.claimant),
            )
            for claim in claims(text, blocks)
        )


def attributes_of(
    text: str, start: int, end: int, claimant: str | None
) -> dict[str, AttributeValue]:
    """A disputed claim's attributes."""
    return {
        "proposition": fold_space(text[start:end]),
        "claimant": claimant,
        "status": "disputed",
    }
