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
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});|(?:%(?:25)*[0-9A-Fa-f]{2})+"
    r"|\\u[0-9a-fA-F]{4}"
)
# What parts a word without ending it: a hyphen before white space (which was a line's end, or is
# one), markup, a dot that shows how a word may be divided, an end of a line of quoted-printable.
_PARTS = (
    r"(?<=[^\W\d_])(?:[-\u00ad\u2010\u2011]\s{1,99}|\*{1,3}|[\u00b7\u2027]|=\r?\n"
    r"|(?:</?(?:a|b|em|font|i|mark|small|span|strong|u|wbr)\b[^<>]{0,99}>)+)(?=[^\W\d_])"
)
# Escapes that may as well be no escapes, so that a text is looked through with and without them:
# of programs, and quoted-printable.
_PERHAPS = r"\\x[0-9a-fA-F]{2}|\\u\{[0-9a-fA-F]{1,5}\}|\\[0-3][0-7]{2}|(?:=[0-9A-F]{2})+"
_PARTED = re.compile(f"{_PARTS}|{_PERHAPS}")
_BOTH = re.compile(f"{_PARTED.pattern}|{_ESCAPE.pattern}")
_FOLDED = re.compile(f"{_ESCAPE.pattern}|[\\x00-\\x08\\x0e-\\x1f\\x7f]")
"""What there is to fold in ASCII but case."""
_UNSEEN = "\u115f\u1160"
"""Letters that are drawn as nothing, when their compatible forms are taken for them."""
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´ʹ", "'"),
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ی": "ي",
        "ى": "ي",
        "ک": "ك",
        "ة": "ه",
        # Letters of other alphabets that are drawn as Latin ones, in names and texts alike.
        **dict(zip("авеіјкмнорѕстухһ", "abeijkmhopsctyxh", strict=True)),
        **dict(zip("αβεικμνορτυχ", "abeikmvoptux", strict=True)),
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


def parted(text: str) -> bool:
    """Whether some word of *text* is parted by a line's end or by markup, or has what may be an
    escape.
    """
    return bool(_PARTED.search(text))


def fold(text: str, *, joined: bool = False) -> Folded:
    """*text* folded; HTML's, JSON's and addresses' escapes count as the letters they mean. Words
    that are parted are *joined* where that is asked for.
    """
    if joined:
        return _folded(text, _BOTH)
    if text.isascii() and not _FOLDED.search(text):
        folded = text.lower()
        return Folded(folded, range(len(text)), range(1, len(text) + 1))
    return _folded(text, _ESCAPE)


def _folded(text: str, special: re.Pattern[str]) -> Folded:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(letters: str, start: int, end: int) -> None:
        parts.append(letters)
        starts.extend([start] * len(letters))
        ends.extend([end] * len(letters))

    at = 0
    for match in special.finditer(text):
        for place in range(at, match.start()):
            add(_at(text, place), place, place + 1)
        add("".join(map(_letter, _unescaped(match.group()))), *match.span())
        at = match.end()
    for place in range(at, len(text)):
        add(_at(text, place), place, place + 1)
    return Folded("".join(parts), starts, ends)


def folded(text: str) -> str:
    """Only the folded letters."""
    return fold(text).text


def squeezed(text: str) -> str:
    """Only the letters and digits of *text*, folded."""
    return "".join(letter for letter in fold(text).text if letter.isalnum())


def _at(text: str, place: int) -> str:
    """The letter at *place*; where letters join of themselves, a non-joiner ends a word."""
    letter = text[place]
    if letter == "\u200c":
        return " " if "\u0590" <= text[max(0, place - 1)] <= "\u0dff" else ""
    return _letter(letter)


@lru_cache(maxsize=1 << 16)
def _letter(letter: str) -> str:
    if letter.isspace():
        return " "
    known = letter.translate(_ALIKE)
    if known != letter and known in " '":
        return known
    apart = unicodedata.normalize("NFKD", letter).casefold().translate(_ALIKE)
    return "".join(
        one
        for one in apart
        if unicodedata.category(one) not in ("Mn", "Me", "Cf", "Cc") and one not in _UNSEEN
    )


def _unescaped(escape: str) -> str:
    if escape.startswith("&"):
        return html.unescape(escape)
    if escape.startswith("%"):
        return unquote_to_bytes(re.sub("%(?:25)+", "%", escape)).decode("utf-8", "replace")
    if escape.startswith("=") and not escape[1:].isspace():
        return unquote_to_bytes(escape.replace("=", "%")).decode("utf-8", "replace")
    if not escape.startswith("\\"):
        return ""
    digits = escape[1:].strip("ux{}")
    return chr(int(digits, 8 if escape[1].isdigit() else 16))
