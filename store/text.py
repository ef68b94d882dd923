"""Offsets, words and sentences of a frozen text. Pure; offsets are code points, end exclusive."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

CONTEXT = 32
"""Code points of text kept before and after a span."""

_INDIC = "".join(
    f"{chr(block)}-{chr(block + 3)}{chr(block + 0x3A)}-{chr(block + 0x4F)}"
    f"{chr(block + 0x51)}-{chr(block + 0x57)}{chr(block + 0x62)}{chr(block + 0x63)}"
    for block in range(0x0900, 0x0D80, 0x80)
)
"""From Devanagari to Malayalam signs stand at the same places of each script's 128."""
_SIGNS = _INDIC + (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0"
    "\u08d3-\u08e1\u08e3-\u08ff\u0d81-\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u0f8d-\u0fbc\u102b-\u103e\u1056-\u1059\u135d-\u135f"
    "\u17b4-\u17d3\u17dd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u200d"
)
r"""Vowel signs, accents and points, which belong to the letter before them and are no `\w`."""
_LETTERS = rf"\w[\w{_SIGNS}]*"
_COUNTED_WORD = rf"{_LETTERS}(?:[’'\-.·‌]{_LETTERS})*"
_WORD = _COUNTED_WORD + r"|[^\w\s]"
# CJK has no blanks between words: each ideograph counts as one, as word processors do.
_CJK = r"[㐀-䶿一-鿿豈-﫿぀-ヿ가-힯]"
_KINDS = "".join(
    "w" if chr(n).isalnum() or chr(n) == "_" else "j" if chr(n) in "'-." else " "
    for n in range(128)
)
"""For each character of ASCII, whether it is of a word ("w"), joins two ("j"), or parts them."""
_MARKS = frozenset({"Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sk", "Sm"})
"""Unicode's categories of what stands between words; a currency sign is read as a word."""
_TERMINAL = r"[.!?…؟۔]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n\s*\n"
_pattern = cache(re.compile)
r"""Compiled when first needed: `\w` is slow to compile, and opening an article needs none of it."""

_ABBREVIATION_LIST = (
    "dr mr mrs ms prof st sr jr gen col sgt lt capt rev hon gov sen rep pres no vs etc inc "
    "ltd co corp dept est approx fig vol ed eds al cf ca bzw jan feb mar apr jun jul aug "
    "sep sept oct nov dec art arts para nr str "
)
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())


def slice_context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The exact text of a span with the `CONTEXT` code points before and after it."""
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Words and single punctuation marks, as offset pairs, in order."""
    for match in _pattern(_WORD).finditer(text, start, len(text) if end is None else end):
        yield match.span()


def whole_words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Words as a tag wants them, in order: with the stop of an abbreviation and the sign of a
    measure (`40 %`), and without other punctuation.
    """
    stop = len(text) if end is None else end
    for first, last in words(text, start, stop):
        if not _is_mark(text[first]):
            yield first, last + _has_own_stop(text, first, last, stop)


def _is_mark(letter: str) -> bool:
    """Whether a word that begins with *letter* is a single mark of punctuation."""
    return letter not in "_%‰" and unicodedata.category(letter) in _MARKS


def _has_own_stop(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the full stop after the word text[start:end] is its own (Inc., U.N.)."""
    if end >= stop or text[end] != "." or text.startswith("..", end):
        return False
    if "." in text[start:end]:
        return any(letter.isalpha() for letter in text[start:end])
    return not _ends_sentence(text, end, end + 1, start) and not text[start:end].isdigit()


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """The word that covers *offset*, or the nearest one after it on the same line, or None."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line_end = len(text) if line_end < 0 else line_end
    # A word longer than this is not a word; the bound keeps one very long line cheap.
    line_start = max(line_start, offset - 2000)
    line_end = min(line_end, offset + 2000)
    for start, end in words(text, line_start, line_end):
        if end > offset:
            return start, end
    return None


def count_words(text: str) -> int:
    """Words as a reader counts them; CJK by the character."""
    if text.isascii():  # many times quicker, by the kinds of its characters: where a word begins
        kinds = " " + text.translate(_KINDS)
        return kinds.count(" w") + kinds.count(" jw") + kinds.count("jjw")
    spaced = _pattern(_CJK).sub(" 一 ", text)
    return sum(1 for _ in _pattern(_COUNTED_WORD).finditer(spaced))


def _ends_sentence(text: str, start: int, stop: int, begin: int) -> bool:
    """Whether the full stop at *start* (marks up to *stop*) ends the sentence begun at *begin*."""
    if text[start] != "." or stop - start > 1:
        return True
    before = text[max(begin, start - 24) : start]
    last = re.search(r"[\w.]+$", before)
    if last is None:
        return True
    word = last.group()
    following = text[stop : stop + 3].lstrip()
    if word.lower() in _ABBREVIATIONS:
        return False
    if "." in word:
        last_part = word.rsplit(".", 1)[-1]
        return len(last_part) > 1 and bool(following) and not following[0].islower()
    if len(word) == 1 and word.isupper():
        return False
    if word.isdigit() and following[:1].islower():
        return False
    return not following[:1].islower()


@lru_cache(maxsize=64)
def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences of text[start:end] as offset pairs, white space at their ends left out.

    Every non-blank character of the range is in exactly one sentence.
    """
    found: list[tuple[int, int]] = []
    begin = start
    for match in _pattern(_TERMINAL).finditer(text, start, end):
        if match.group().isspace() or _ends_sentence(text, match.start(), match.end(), begin):
            _append_trimmed(text, begin, match.end(), found)
            begin = match.end()
    _append_trimmed(text, begin, end, found)
    return tuple(found)


def sentence_at(text: str, start: int, end: int, offset: int) -> tuple[int, int] | None:
    """The sentence of the block text[start:end] at *offset*, or None in a blank block."""
    found = sentences(text, start, end)
    if not found:
        return None
    index = bisect_right(found, (offset, len(text) + 1)) - 1
    return found[max(0, index)]


def strip_edges(words: str, edges: str) -> str:
    """*words* without any of *edges* round them, but for a bracket that closes one within."""
    bare = words.strip(edges)
    if len(bare) == len(words):
        return words
    behind = words.find(bare) + len(bare)
    for opening, closing in ("()", "[]"):
        if words[behind : behind + 1] == closing and bare.count(opening) > bare.count(closing):
            return bare + closing
    return bare


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends (empty at *start* if nothing is left)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _append_trimmed(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    start, end = trim(text, start, end)
    if start < end:
        found.append((start, end))


def fold_space(text: str) -> str:
    """One blank for every run of white space, none at the ends."""
    return " ".join(text.split())
