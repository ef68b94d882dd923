"""A text as names are compared: without case, accents, hidden letters, escapes and markup."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

_ESCAPE = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});|(?:%[0-9A-Fa-f]{2})+|\\u[0-9a-fA-F]{4}"
)
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´ʹ", "'"),
        "\u200c": " ",
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ی": "ي",
        "ى": "ي",
        "ک": "ك",
        "ة": "ه",
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` to compare; its letter n is that of [starts[n], ends[n]) in the text as it was."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the folded text (not empty) in the text as it was."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """*text* folded; HTML's, JSON's and addresses' escapes count as the letters they mean."""
    if text.isascii() and not _ESCAPE.search(text):
        folded = text.lower()
        return Folded(folded, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(letters: str, start: int, end: int) -> None:
        parts.append(letters)
        starts.extend([start] * len(letters))
        ends.extend([end] * len(letters))

    at = 0
    for match in _ESCAPE.finditer(text):
        for place in range(at, match.start()):
            add(_letter(text[place]), place, place + 1)
        add("".join(map(_letter, _unescaped(match.group()))), *match.span())
        at = match.end()
    for place in range(at, len(text)):
        add(_letter(text[place]), place, place + 1)
    return Folded("".join(parts), starts, ends)


def folded(text: str) -> str:
    """Only the folded letters."""
    return fold(text).text


def squeezed(text: str) -> str:
    """Only the letters and digits of *text*, folded."""
    return "".join(letter for letter in fold(text).text if letter.isalnum())


@lru_cache(maxsize=1 << 16)
def _letter(letter: str) -> str:
    if letter.isspace():
        return " "
    known = letter.translate(_ALIKE)
    if known != letter and known in " '":
        return known
    apart = unicodedata.normalize("NFKD", letter).casefold().translate(_ALIKE)
    return "".join(one for one in apart if unicodedata.category(one) not in ("Mn", "Me", "Cf"))


def _unescaped(escape: str) -> str:
    if escape.startswith("&"):
        return html.unescape(escape)
    if escape.startswith("%"):
        return unquote_to_bytes(escape).decode("utf-8", "replace")
    return chr(int(escape[2:], 16))
