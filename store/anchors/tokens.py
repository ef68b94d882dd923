"""A text as words and marks, folded for comparing. Offsets are code points, end exclusive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

# Scripts without blanks between words count by the letter, with the marks that hang on it.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_LETTERS = rf"[^\W{_ALONE}]+"
_TOKEN = re.compile(rf"[{_ALONE}][\u0300-\u036f]*|{_LETTERS}(?:[{_UNSEEN}]+{_LETTERS})*|[^\w\s]")
_ALIKE = str.maketrans("“”„«»‘’‚‹›`´–—‐‑", "\"\"\"\"\"''''''" + "'----")
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_KNOWN = 1 << 16


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: what each is compared by, and where it stands."""

    keys: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.keys)


def tokens(text: str) -> Tokens:
    """The words and marks of *text*, in order: case, compatibility forms and kinds of quotation
    marks and dashes make no difference, white space and hidden characters are not looked at.
    """
    keys, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        key = _key(match.group())
        if key:
            keys.append(key)
            starts.append(match.start())
            ends.append(match.end())
    return Tokens(keys, starts, ends)


@lru_cache(maxsize=_KNOWN)
def _key(token: str) -> str:
    if token.isascii():
        return token.lower()
    return _HIDDEN.sub("", unicodedata.normalize("NFKC", token).casefold().translate(_ALIKE))


@lru_cache(maxsize=_KNOWN)
def likeness(one: str, other: str) -> float:
    """From 0 (another word) to 1 (the same): what two words share at their beginning and end.

    Less than half of the longer one counts as nothing.
    """
    if one == other:
        return 1.0
    most = min(len(one), len(other))
    before = 0
    while before < most and one[before] == other[before]:
        before += 1
    after = 0
    while after < most - before and one[-1 - after] == other[-1 - after]:
        after += 1
    shared = (before + after) / max(len(one), len(other))
    return shared if shared >= 0.5 else 0.0


class TokenizedText:
    """A text with its tokens, and where each stands; made when they are first asked for."""

    def __init__(self, text: str) -> None:
        """Over *text*."""
        self.text = text

    @cached_property
    def tokens(self) -> Tokens:
        """The text's tokens."""
        return tokens(self.text)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """For each key the numbers of its tokens, in order."""
        found: dict[str, list[int]] = {}
        for number, key in enumerate(self.tokens.keys):
            found.setdefault(key, []).append(number)
        return found
