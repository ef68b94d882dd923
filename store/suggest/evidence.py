"""What a whole text tells about its words, and where its sentences begin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from store.suggest.lexicon import ORDINARY
from store.suggest.namelists import SHOUTED
from store.suggest.passages import language

_LOWER = re.compile(r"(?<![\w@/.=-])[a-zß-öø-ÿ]{3,}(?![\w@/=]|\.\w)")
_WORD = re.compile(r"(?<![\w@/.=-])[^\W\d_]{2,}(?![\w@/=]|\.\w)")
_CARELESS = re.compile(r"(?<![\w.’'-])i(?![\w.’-])|(?:^|\n|[a-z][.!?] )[a-z]{2,} [a-z]")
_SENTENCE_BREAK = frozenset('.!?…:\n“„«"‘([•*–—-|')


@dataclass(frozen=True, slots=True)
class Evidence:
    """`tongue` is the language's code; `lower` are the words that the text writes small; `common` adds the ordinary ones."""

    tongue: str
    lower: frozenset[str]
    common: frozenset[str]

    @property
    def german(self) -> bool:
        """Whether every noun has a capital."""
        return self.tongue == "de"


def evidence(text: str) -> Evidence:
    """Read in one pass over *text*."""
    lower = frozenset(_LOWER.findall(text))
    return Evidence(language(text), lower, lower | ORDINARY | SHOUTED)


def keeps_capitals(text: str) -> bool:
    """Whether a text begins its sentences with capitals, so that a name in small letters is none."""
    return _CARELESS.search(text) is None


def word_counts(text: str) -> Counter[str]:
    """How often each word is written as it is, outside of addresses."""
    return Counter(_WORD.findall(text))


def starts_sentence(text: str, start: int, at: int) -> bool:
    """Whether a sentence, a line or marked words begin at *at*, in a passage from *start*."""
    before = text[max(start, at - 6) : at].rstrip(" \t\u00a0*_#")
    return not before or before[-1] in _SENTENCE_BREAK or before[-1] in '”’»"'
