"""Buttons under a reader's comment: "Reply", "3 • Antworten • Teilen ›". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from store.importers import phrases
from store.importers.openings import opener

_LONGEST = 100
_MOST_WORDS = 8
_BESIDE = re.compile(
    r"[\d\W_]+|share|teilen|partager|compartir|condividi|compartilhar|delen|поделиться|flag|view|"
    r"hide|link|menu|options|more|daumen|hoch|runter|thumbs?|up|down|translate",
    re.IGNORECASE,
)
_may_open = opener(phrases.REPLY, _BESIDE)
_COUNT = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_SEAM = re.compile(r"(?<=[a-zß-öø-ÿа-яё])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])")


@lru_cache(maxsize=4096)
def is_button(words: str) -> bool:
    """Whether short *words* are a comment's button, or several in a row and counts beside them."""
    if len(words) > _LONGEST or not _may_open(words):
        return False
    parts = words.split()
    if len(parts) == 1:
        return _is_reply(words) or _is_glued(words)
    if phrases.REPLY.fullmatch(words.lower()) is not None:
        return True
    if parts and parts[0].isalpha() and not _fits(parts[0]):
        return False  # as most lines: no count in it to be told from its letters
    parts = _COUNT.sub(" ", words).split()
    if not 1 < len(parts) <= _MOST_WORDS:
        return False
    return all(map(_fits, parts)) and any(map(_is_reply, parts))


def _is_glued(word: str) -> bool:
    """Whether a word is buttons with no space between, as "ReplyDelete"."""
    parts = _SEAM.split(word)
    return 1 < len(parts) <= _MOST_WORDS and all(map(_is_reply, parts))


@lru_cache(maxsize=65536)
def _fits(word: str) -> bool:
    """Whether a word may stand in a row of buttons."""
    return _is_reply(word) or _BESIDE.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def _is_reply(word: str) -> bool:
    return phrases.REPLY.fullmatch(word.lower()) is not None
