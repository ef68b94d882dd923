"""Where sentences begin and end in prose with abbreviations and quotation marks."""

from __future__ import annotations

import re

from store.suggest.lexicon import HONORIFICS

_STOP = re.compile(r"[.!?…]+[”\"»’)]*(?=\s|$)|(?<=[a-zäöüß“”])\.(?=[A-ZÄÖÜ][a-zäöü])")
_SHORT_BEFORE = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(HONORIFICS))}|No|vs|etc|Inc|Corp|Ltd)|\b\w|\b[IVX]+)$"
)
_LONGEST_SHORT = 8


def sentence_start(text: str, start: int, stop: int) -> int:
    """Where the last sentence of text[start:stop] begins; *stop* if it is finished there."""
    begin = start
    for match in _STOP.finditer(text, start, stop):
        if not is_short(text, start, match.start()):
            begin = match.end()
    return begin


def sentence_end(text: str, start: int, stop: int) -> int:
    """Where the first sentence of text[start:stop] ends."""
    for match in _STOP.finditer(text, start, stop):
        if not is_short(text, start, match.start()):
            return match.start()
    return stop


def is_short(text: str, start: int, at: int) -> bool:
    """Whether the stop at *at* ends an abbreviation rather than a sentence: Dr., No., J."""
    return _SHORT_BEFORE.search(text, max(start, at - _LONGEST_SHORT), at) is not None
