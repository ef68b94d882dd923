"""The sentence of an article that a comment answers, by the rare words the two share."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from store.suggest.lexicon import ORDINARY

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*\d|\d")
_ENDING = re.compile(r"(?:ies|ing|ed|es|s|en|er)$")
_EMPTY = ORDINARY | frozenset(
    "true false wrong untrue lie lies fake really very actually simply already there been being "
    "article people because heard read think know said says list".split()
)
_LEAST = 0.3
_ANY_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOPPED = re.compile(r"[.!?…।؟۔。！？։።][\"'”’»)\]]*\s*\Z")
_LEAST_WORDS, _LEAST_LETTERS = 3, 8
_MOST_ARTICLE = 4000
"""Sentences of an article that are looked at."""


class Answered:
    """The article's sentences, ready to be asked which one a comment answers."""

    def __init__(self, text: str, found: Sequence[Span]) -> None:
        """Index the sentences *found* in *text*."""
        self._spans = tuple(found[:_MOST_ARTICLE])
        self._words = [_words(text[start:end]) for start, end in self._spans]
        self._seen = Counter(word for words in self._words for word in words)
        self._places: dict[str, list[int]] = {}
        for index, words in enumerate(self._words):
            for word in words:
                self._places.setdefault(word, []).append(index)

    def by(self, sentence: str) -> Span | None:
        """The sentence that shares most of *sentence*'s rare words, if it shares enough.

        Words weigh by inverse document frequency, log(1 + N/n), over the article's sentences
        (Spärck Jones, Journal of Documentation 28, 1972); the share is of the comment's weight.
        """
        asked = _words(sentence)
        weights = {word: self._weight(word) for word in asked}
        whole = sum(weights.values())
        shared: dict[int, float] = {}
        hits: Counter[int] = Counter()
        for word, weight in weights.items():
            for index in self._places.get(word, ())[:200]:
                shared[index] = shared.get(index, 0.0) + weight
                hits[index] += 1
        if not shared:
            return None
        best = max(shared, key=lambda index: (shared[index], -index))
        enough = shared[best] >= _LEAST * whole and (hits[best] > 1 or len(asked) < 4)
        return self._spans[best] if enough else None

    def _weight(self, word: str) -> float:
        return math.log(1 + len(self._spans) / (self._seen[word] or 1))


def is_claim_like(sentence: str) -> bool:
    """Whether *sentence* says something that can be disputed, as its shape goes.

    It has a full stop of some script and three words, of which, where the script has capitals, two
    begin small: `Kabul,` and `Photo: Ann Lee 2018.` are no statements.
    """
    if not _STOPPED.search(sentence):
        return False
    words = _ANY_WORD.findall(sentence)
    if len(words) < _LEAST_WORDS:
        # Scripts that set no blanks between words have one long word.
        return sum(map(len, words)) >= _LEAST_LETTERS and not any(w[0].isascii() for w in words)
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    return not cased or sum(word[0].islower() for word in cased) >= min(2, len(cased))


def _words(sentence: str) -> frozenset[str]:
    """The words that carry a sentence, folded, common endings off."""
    return frozenset(
        _ENDING.sub("", word) if len(word) > 4 else word
        for word in _WORD.findall(sentence.lower()[:1000])
        if word not in _EMPTY
    )
