"""Dates as written in English, German, French and Spanish prose, and in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?|"
    "Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_LONG_MONTH = "January|February|April|June|July|August|September|October|November|December"
_DAY = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_DATE = re.compile(
    rf"\b(?:(?:{_DAY}),?[ \u00a0])?(?:"
    rf"\d{{1,2}}(?:\.|st|nd|rd|th|er)?[ \u00a0](?:of[ ]|de[ ])?(?:{_MONTH})\b\.?"
    rf"(?:,?[ \u00a0](?:de[ ]|del[ ])?{_YEAR}\b)?"
    rf"|(?:{_MONTH})[ \u00a0]\d{{1,2}}(?:st|nd|rd|th)?\b(?!:)(?:,?[ \u00a0]{_YEAR}\b)?"
    rf"|(?:{_MONTH})(?:,|[ ]of|[ ]de)?[ \u00a0]{_YEAR}\b"
    rf"|{_YEAR}-\d\d-\d\d\b|\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d)\b)"
    rf"|\b(?:{_DAY})s?\b"
    rf"|(?<=\bin[ ])(?:{_LONG_MONTH})\b"
    rf"|(?<=\b[Ii]n[ ]){_YEAR}\b|(?<=\b[Bb]y[ ]){_YEAR}\b|(?<=\bsince[ ]){_YEAR}\b"
    rf"|\b(?:1[0-9]|20)\d0s\b"
)


def dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The dates of text[start:end] as offset pairs, in order; a trailing full stop is left out."""
    for match in _DATE.finditer(text, start, end):
        stop = match.end()
        if text[stop - 1] == ".":
            stop -= 1
        yield match.start(), stop
