"""Where a run of capitals begins and ends as a name: without the ordinary words at its ends."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from collections.abc import Sequence

from store.suggest.evidence import Evidence, starts_sentence
from store.suggest.heads import by_heads
from store.suggest.lands import COUNTRIES, PLACE_PHRASES
from store.suggest.lexicon import CALENDAR, HONORIFICS
from store.suggest.namelists import GIVEN_NAMES, OPENERS, UNUSUAL_NAMES, is_opener, is_prefixed
from store.suggest.passages import Passage
from store.suggest.runs import Run
from store.text import fold_space

_CROWNED = frozenset("king queen pope emperor empress tsar sultan prince".split())
_PIECE = re.compile(r"[A-Z]-[a-z]+|[A-Z]{2,}s")
"""What no name ends in: T-shirt, X-ray, MPs."""

Tokens = list[tuple[int, int]]
"""Start and end of each word."""

_QUALIFIERS = frozenset("great good poor dear more most some many all".split())
_RANKS = frozenset(
    "great first second third one two three four five six seven eight nine ten".split()
)
"""Ordinary words that inside a sentence open a name: the First Opium War."""

_WHEN = CALENDAR - {"April", "May", "June", "August", "Christmas", "Easter", "March"}

_NEXT = re.compile(r"\s([\w-]+)")
_CALLING = re.compile(r"[a-z]{2}(?:[skv]er|[ai]st|or|ian|man|men|woman|women|back|keeper)s?$")

_ROMANCE = frozenset("el la le les los las de du von di da del".split())
"""Articles and particles that open a name where they are no words of the language: De Gaulle."""


def core(text: str, passage: Passage, run: Run, whole: Evidence) -> Tokens:
    """A run's words without ordinary ones at its ends and adjectives like Pro-Kenya before it."""
    tokens = list(run.tokens)
    if by_heads([text[slice(*token)] for token in tokens]) is None:
        while tokens and is_prefixed(text[slice(*tokens[0])]):
            tokens.pop(0)
    while (
        tokens
        and not _opens_place(text, tokens)
        and _is_ordinary(text, passage, tokens[0], len(tokens), whole)
    ):
        tokens.pop(0)
    while len(tokens) > 1 and _tells_when(text, tokens):
        tokens.pop(0)
    while _is_loose_end(text, tokens, whole):
        tokens.pop()
    return tokens


def _tells_when(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether a run begins with a day or month and names something else: the July Lowgate."""
    first = text[slice(*tokens[0])]
    return first in _WHEN and by_heads([text[slice(*token)] for token in tokens]) != "event"


def _opens_place(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether a run begins with a place of two words whose first may be ordinary: Los Angeles."""
    return len(tokens) > 1 and fold_space(text[tokens[0][0] : tokens[1][1]]) in PLACE_PHRASES


def _is_loose_end(text: str, tokens: Sequence[tuple[int, int]], whole: Evidence) -> bool:
    """Whether a run's last word is ordinary: no head word, no surname (James To), and no particle
    before it (Punta del Este).
    """
    words = [text[slice(*token)] for token in tokens]
    if len(words) > 1 and (_PIECE.fullmatch(words[-1]) or is_numbered(words)):
        return not is_numbered(words)
    return (
        len(words) > 1
        and words[-1].lower() in whole.ordinary
        and by_heads(words[-1:]) is None
        and not (len(words) == 2 and words[0] in GIVEN_NAMES)
        and not text[tokens[-2][1] : tokens[-1][0]].strip()
    )


def is_numbered(words: Sequence[str]) -> bool:
    """Whether a run ends in the number of a sovereign or a war: Queen Ida I, Harbour War I."""
    crowned = any(word.lower() in _CROWNED for word in words[:-1])
    return words[-1] == "I" and (crowned or by_heads(words[:-1]) == "event")


def _is_ordinary(
    text: str, passage: Passage, token: tuple[int, int], count: int, whole: Evidence
) -> bool:
    """Whether a run's first word is capitalised for its place only."""
    word = text[slice(*token)]
    folded = word.lower()
    first = starts_sentence(text, passage.start, token[0])
    if first and count > 2 and _is_calling(text, token, whole):
        return True
    if folded in whole.ordinary:
        if count > 1 and not first and text[token[1] : token[1] + 1] in ("’", "'"):
            return False
        if count > 1 and (folded in _RANKS or word in UNUSUAL_NAMES) and not first:
            return False
        if count > 1 and folded in _ROMANCE and (whole.tongue == "en" or not first):
            return False
        return not (word.isupper() and len(word) > 1)
    if folded in OPENERS or (count > 1 and is_opener(folded)):
        return first
    if word in HONORIFICS or count > 1 or not first:
        return False
    return folded in whole.lower and word not in COUNTRIES


def _is_calling(text: str, token: tuple[int, int], whole: Evidence) -> bool:
    """Whether a word that opens a sentence tells what the person behind it is: Goalkeeper | Ana
    Okoro.
    """
    word = text[slice(*token)]
    after = _NEXT.match(text, token[1])
    if after is None or after.group(1) not in GIVEN_NAMES or word in GIVEN_NAMES:
        return False
    return word.lower() in whole.lower or _CALLING.search(word) is not None


def opens_sentence(text: str, passage: Passage, run: Run, start: int) -> bool:
    """Whether a name at *start* may have its capital for its place only, also behind an adjective
    that opens the sentence: Great Work.
    """
    opener = text[slice(*run.tokens[0])].lower()
    qualified = opener in _QUALIFIERS or is_opener(opener)
    return starts_sentence(text, passage.start, run.start if qualified else start)
