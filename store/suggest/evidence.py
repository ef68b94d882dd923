"""What a whole text tells about its words, and where its sentences begin."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from store.suggest.lexicon import ordinary
from store.suggest.namelists import SHOUTED
from store.suggest.passages import Passage, language

_LOWER = re.compile(r"(?<![\w@/.=-])[a-zß-öø-ÿ]{3,}(?![\w@/=]|\.\w)")
_AROUND = 100_000
"""Code points around what is read in which a word in lower case makes it no name; more would take
a quarter of a second in ten megabytes, in which no other thread could do anything.
"""

_CAPITAL = re.compile(r"(\b[\wäöüß]+\s)?\b([A-ZÄÖÜ][\w-]+)")
_DETERMINERS = frozenset(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner im "
    "am zum zur beim vom ins ans sein seine seinen seinem seiner seines ihr ihre ihren ihrem "
    "ihrer ihres mein meine meinen meinem meiner unser unsere unseren unserem unserer dieser "
    "diese dieses diesen diesem jeder jede jedes jeden jedem alle allen aller viele vielen "
    "einige einigen mehrere zwei drei vier beide beiden".split()
)
_ADJECTIVE = re.compile(r"[a-zäöüß]{3,}(?:en|er|es|em|e)$")
_WORD = re.compile(r"(?<![\w@/.=-])[^\W\d_]{2,}(?![\w@/=]|\.\w)")
_CARELESS = re.compile(r"(?<![\w.’'-])i(?![\w.’-])|(?:^|\n|[a-z][.!?] )[a-z]{2,} [a-z]")
_SENTENCE_BREAK = frozenset('.!?…:\n“„«"‘([•*–—-|')


@dataclass(frozen=True, slots=True)
class Evidence:
    """`tongue` is the language's code, `ordinary` are its words that name nothing; `lower` are the
    words that the text writes small, `common` adds the ordinary ones; `bare` are German words that
    stand without an article.
    """

    tongue: str
    lower: frozenset[str]
    ordinary: frozenset[str]
    common: frozenset[str]
    bare: frozenset[str] = frozenset()

    @property
    def german(self) -> bool:
        """Whether every noun has a capital."""
        return self.tongue == "de"


def evidence(text: str, start: int, end: int) -> Evidence:
    """What the words around text[start:end] tell, read in one pass over them."""
    around = max(0, start - _AROUND), min(len(text), end + _AROUND)
    lower = frozenset(_LOWER.findall(text, *around))
    tongue = language(text)
    bare = _bare(text, *around) if tongue == "de" else frozenset[str]()
    words = ordinary(tongue)
    return Evidence(tongue, lower, words, lower | words | SHOUTED, bare)


def _bare(text: str, start: int, end: int) -> frozenset[str]:
    """German words with a capital that stand twice or more, never behind what qualifies a noun."""
    seen: Counter[str] = Counter()
    nouns: set[str] = set()
    for match in _CAPITAL.finditer(text, start, end):
        word = match.group(2).removesuffix("s")
        seen[word] += 1
        before = (match.group(1) or "").rstrip().lower()
        if before.isdigit() or is_qualifier(before):
            nouns.add(word)
    return frozenset(word for word, times in seen.items() if times > 1) - nouns


def is_article(word: str) -> bool:
    """Whether a small German word is an article, a possessive or a number before a noun."""
    return word in _DETERMINERS


def is_qualifier(word: str) -> bool:
    """Whether a small German word stands before a noun: an article, an adjective."""
    return word in _DETERMINERS or _ADJECTIVE.fullmatch(word) is not None


def keeps_capitals(text: str) -> bool:
    """Whether sentences begin with capitals, so that a name in small letters is none."""
    return _CARELESS.search(text, 0, _AROUND) is None


def word_counts(text: str, found: Sequence[Passage]) -> Counter[str]:
    """How often each word of some passages is written as it is, outside of addresses.

    One passage at a time, so that other threads come in between.
    """
    counts: Counter[str] = Counter()
    for passage in found:
        counts.update(_WORD.findall(text, passage.start, passage.end))
    return counts


def starts_sentence(text: str, start: int, at: int) -> bool:
    """Whether a sentence, a line or marked words begin at *at*, in a passage from *start*."""
    before = text[max(start, at - 6) : at].rstrip(" \t\u00a0*_#")
    return not before or before[-1] in _SENTENCE_BREAK or before[-1] in '”’»"'
