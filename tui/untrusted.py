"""Strings from outside, made safe to draw or print. Pure: Textual is imported only when asked for.

An article, a file name or a note can hold escape sequences, bidi overrides and markup. Every such
character is shown as one visible mark, one code point for one, so that offsets stay true.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.content import Content

HIDDEN_MARK = "␦"
"""Stands for a character that has no picture of its own: bidi and format controls, surrogates."""

ELLIPSIS = "…"

# C0 and C1 controls but for the line feed, DEL, the soft hyphen, bidi and invisible format
# characters, line and paragraph separators, lone surrogates, tags. The joiners U+200C and U+200D
# and the variation selectors stay: scripts and emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff]"
)
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {
    "\t": " ",
    "\x7f": "␡",
    "\u2028": "␤",
    "\u2029": "␤",
}
_JOINERS = "\u200d\u200c"
_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff]")


def visible(text: str) -> str:
    """*text* with each control, bidi or format character shown as one mark, in its place.

    One to one: the length stays, and so does every offset. Line feeds are left to the caller; a
    tab becomes one blank.
    """
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(lambda match: _PICTURES.get(match.group(), HIDDEN_MARK), text)


def pasteable(text: str) -> str:
    """*text* as it may go to the clipboard: what a terminal it is pasted into would act on, such as
    an escape sequence, is shown as marks. Tabs, line feeds, and the format characters that scripts
    need stay, for it is to be quoted elsewhere.
    """
    return _ACTING.sub(lambda match: _PICTURES.get(match.group(), HIDDEN_MARK), text)


def is_unsafe(text: str) -> bool:
    """Whether *text* holds anything that `visible` would replace."""
    return _UNSAFE.search(text) is not None


def one_line(text: str, limit: int | None = None) -> str:
    """*text* visible on one line: line feeds as blanks, at most *limit* code points.

    What is longer ends in an ellipsis, cut between characters as the reader sees them.
    """
    if limit is not None and len(text) > limit:
        kept = max(0, limit - 1)
        while kept and _joins_previous(text, kept):
            kept -= 1
        text = text[:kept] + ELLIPSIS[:limit]
    return visible(text).replace("\n", " ")


def content(text: str, style: str = "") -> Content:
    """Textual content of *text*, visible and never parsed as markup."""
    from textual.content import Content

    safe = visible(text)
    return Content.styled(safe, style) if style else Content(safe)


def _joins_previous(text: str, index: int) -> bool:
    character = text[index]
    return (
        unicodedata.category(character).startswith("M")
        or character in _JOINERS
        or text[index - 1] == "\u200d"
        or _MODIFIERS.match(character) is not None
    )
