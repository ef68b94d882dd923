"""Claims: check-worthy sentences, ranked; in comments, what disputes the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from store.model import AttributeValue, Block, BlockKind
from store.suggest.answers import Answered
from store.suggest.base import Suggestion
from store.suggest.disputes import assertiveness, contradicts, doubts
from store.suggest.passages import Passage, passages
from store.suggest.worth import worth
from store.text import fold_space, sentences

ORIGIN = "rule:claims/2"
WHOLE_COMMENT = 2
"""A comment of at most this many sentences is one claim."""

_ASSERTED = 0.5
_CHECKABLE = 0.52
"""From here on a sentence of the article itself is proposed."""

_COMMENTS = re.compile(
    r"\W*(?:\d+\s+)?(?:(?:reader|user)s?[’']?\s+)?(?:comments?|replies|responses|kommentare?|"
    r"leserkommentare|commentaires?|comentarios?)(?:\s*\(?\d+\)?)?\W*$",
    re.IGNORECASE,
)
_NAME = (
    r"(?!(?i:note|update|edit|ps|p\.s|sources?|fact|facts|question|answer|quote|re|"
    r"example|warning|hinweis|frage|fazit):)([^\W_][\w.-]{1,29}(?: [\w.-]{1,29})?)"
    r"(?: (?:says|said|wrote|writes|schreibt|schrieb|sagt|dit|écrit|dice|escribe))?:[ \t]+(?=\S)"
)
_SIGNED = re.compile(r"(?:^|(?<=\n))" + _NAME)
_SIGNED_HERE = re.compile(_NAME)
_TOLD_IN = frozenset({BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.LIST, BlockKind.QUOTE})


@dataclass(frozen=True, slots=True)
class Claim:
    """text[start:end] asserts something a reader may check.

    `claimant` is the comment's author; `disputed` marks a comment that contradicts, doubts or
    accuses, and `answers` is the sentence of the article it is about, where one is found.
    `accepted` is False for sentences that are ranked but not worth proposing.
    """

    start: int
    end: int
    claimant: str | None
    score: float
    disputed: bool = False
    answers: tuple[int, int] | None = None
    accepted: bool = True


def claims(text: str, blocks: Sequence[Block]) -> tuple[Claim, ...]:
    """The claims worth proposing, in text order: sentences, or whole short comments."""
    return tuple(claim for claim in ranked(text, blocks) if claim.accepted)


def ranked(text: str, blocks: Sequence[Block]) -> tuple[Claim, ...]:
    """Every sentence of article and comments with its score, in text order."""
    told, said = _parted(text, [block for block in blocks if not block.pingback])
    if not told and not said:
        told = list(passages(text, blocks))
    own = [span for passage in told for span in sentences(text, passage.start, passage.end)]
    found = [_of_article(text, span) for span in own]
    if said:
        answered = Answered(text, own)
        for remark in said:
            found.extend(_of_comment(text, remark, answered))
    return tuple(sorted(found, key=lambda claim: claim.start))


def _of_article(text: str, span: tuple[int, int]) -> Claim:
    score = worth(text[slice(*span)])
    return Claim(*span, None, score, accepted=score >= _CHECKABLE)


def _parted(text: str, blocks: Sequence[Block]) -> tuple[list[Passage], list[list[Passage]]]:
    """The passages of the article, and those of each comment.

    Paragraphs under a heading that says Comments are comments too, one for each line that a name
    and a colon begin.
    """
    told: list[Passage] = []
    said: list[list[Passage]] = []
    under = False
    for block in blocks:
        stop = min(block.end, len(text))
        if block.kind is BlockKind.HEADING:
            under = stop - block.start < 60 and _COMMENTS.match(text, block.start, stop) is not None
        elif block.kind is BlockKind.COMMENT:
            own = None if block.author else _SIGNED_HERE.match(text, block.start, stop)
            found = list(passages(text, [block]))
            if own is not None and found:
                first = Passage(own.end(), found[0].end, found[0].kind, own.group(1))
                found = [first, *(replace(each, author=own.group(1)) for each in found[1:])]
            said.append(found)
        elif under and block.kind in _TOLD_IN:
            signed = list(_signed(text, block.start, stop))
            said.extend([remark] for remark in signed)
            if not signed:
                told.extend(passages(text, [block]))
        elif block.kind in _TOLD_IN:
            told.extend(passages(text, [block]))
    return told, said


def _signed(text: str, start: int, stop: int) -> Iterator[Passage]:
    """The comments of a block whose lines begin with a name and a colon."""
    found = list(_SIGNED.finditer(text, start, stop))
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else stop
        while end > match.end() and text[end - 1].isspace():
            end -= 1
        if match.end() < end:
            yield Passage(match.end(), end, BlockKind.COMMENT, match.group(1))


def _of_comment(text: str, found: Sequence[Passage], answered: Answered) -> list[Claim]:
    spans = [
        (span, passage.author)
        for passage in found
        for span in sentences(text, passage.start, passage.end)
    ]
    scored = [(span, author, assertiveness(text[slice(*span)])) for span, author in spans]
    if 0 < len(scored) <= WHOLE_COMMENT:
        best = max(score for _, _, score in scored)
        (start, _), author, _ = scored[0]
        scored = [((start, scored[-1][0][1]), author, best)]
    return [_remark(text, span, author, score, answered) for span, author, score in scored]


def _remark(
    text: str, span: tuple[int, int], author: str | None, score: float, answered: Answered
) -> Claim:
    """One claim of a comment; what it answers is looked up only where it is worth proposing."""
    sentence = text[slice(*span)]
    if score < _ASSERTED:
        return Claim(*span, author, score, accepted=False)
    place = answered.by(sentence)
    disputed = doubts(sentence) or (
        place is not None and contradicts(sentence, text[slice(*place)])
    )
    return Claim(*span, author, score, disputed, place)


class ClaimSuggester:
    """Proposes check-worthy sentences, and what comments assert or dispute."""

    name = ORIGIN

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The claims in text order."""
        return tuple(
            Suggestion(
                kind="claim",
                start=claim.start,
                end=claim.end,
                origin=ORIGIN,
                score=claim.score,
                attributes=attributes_of(text, claim),
                answers=claim.answers,
            )
            for claim in claims(text, blocks)
        )


def attributes_of(text: str, claim: Claim) -> dict[str, AttributeValue]:
    """A claim's attributes as an annotation has them."""
    return {
        "proposition": fold_space(text[claim.start : claim.end]),
        "claimant": claim.claimant,
        "status": "disputed" if claim.disputed else "unchecked",
    }
