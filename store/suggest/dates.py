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
_LONG_MONTH = (
    "January|February|April|June|July|August|September|October|November|December|"
    "Januar|Februar|März|Juni|Juli|Oktober|Dezember"
)
_DAY = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
)
_ROMANCE_DAY = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_PART = (
    r"(?:[ ](?:morning|afternoon|evening|night|Morning|Afternoon|Evening|Night)\b|"
    r"(?:morgen|vormittag|nachmittag|abend|nacht)\b)"
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_LATE_YEAR = r"(?:1[89]|20)\d\d"
_YEAR_AFTER = (
    r"(?:in|by|since|from|until|till|before|after|around|circa|during|early|late|mid|of|"
    r"seit|bis|ab|um|wurden?|werden|Jahr|Jahre|Jahres|im|en|depuis|desde|hasta|de|and)"
)
_DATE = re.compile(
    rf"\b(?:(?:{_DAY})[ \u00a0])?(?:"
    rf"\d{{1,2}}(?:\.|st|nd|rd|th|er)?[ \u00a0](?:of[ ]|de[ ])?(?:{_MONTH})\b\.?"
    rf"(?:,?[ \u00a0](?:de[ ]|del[ ])?{_YEAR}\b)?"
    rf"|(?:{_MONTH})[ \u00a0]\d{{1,2}}(?:st|nd|rd|th)?\b(?!:)(?:,?[ \u00a0]{_YEAR}\b)?"
    rf"|(?:{_MONTH})(?:,|[ ]of|[ ]de)?[ \u00a0]{_YEAR}\b"
    rf"|{_YEAR}-\d\d-\d\d\b|\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d)\b)"
    rf"|\b(?:(?:last|next|this past|following|past)[ ])?(?:{_DAY})(?:{_PART}|s)?\b"
    rf"|\b(?:{_ROMANCE_DAY})\b(?=[ ,.;]|$)"
    rf"|\b(?:[Yy]esterday|[Tt]omorrow){_PART}?\b|\b(?:[Tt]oday|[Tt]onight|[Gg]estern|[Hh]eute)\b"
    rf"|(?:(?<=\b[Ii][nm][ ])|(?<=\b[Ss]ince[ ])|(?<=\b[Uu]ntil[ ])|(?<=\b[Ss]eit[ ]))"
    rf"(?:{_LONG_MONTH}|March|May|Mai)\b"
    rf"|(?<=\b(?:[Ll]ast|[Tt]his|[Nn]ext)[ ])(?:{_LONG_MONTH}|March|May)\b"
    rf"|\b(?:1[0-9]|20)\d0s\b"
    rf"|(?<![\w.,:/$€£#-]){_LATE_YEAR}\b(?![.,:/]\d|-\w|%|[ ](?:[A-Z]|\d|years?\b|per\b|percent\b))"
)
_BARE = re.compile(rf"{_YEAR}")
_LEAD = re.compile(
    rf"(?:\b(?i:{_YEAR_AFTER})[ ](?:the[ ])?|\b[Tt]he[ ]|[(,–—][ ]?|[’']s[ ]|\bder[ ])$"
)
_COUNTED = re.compile(r"[ ](?:[a-z]+[ ])?[a-zä-ü]+(?:s|en|e)\b")
_SURE = re.compile(
    r"\b(?i:in|by|since|until|till|seit|bis|wurden?|werden|Jahre?|im|en|depuis|desde)[ ]$"
)
_READ_BACK = 16


def dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The dates of text[start:end] as offset pairs, in order; a trailing full stop is left out.

    A weekday parted by a comma from the date it names is a date of its own.
    """
    for match in _DATE.finditer(text, start, end):
        stop = match.end()
        if _BARE.fullmatch(match.group()) and not _is_year(text, match.start(), stop, start, end):
            continue
        if text[stop - 1] == ".":
            stop -= 1
        yield match.start(), stop


def _is_year(text: str, at: int, stop: int, start: int, end: int) -> bool:
    """Whether four figures tell a year: by the word before them, and no count of things."""
    lead = _LEAD.search(text, max(start, at - _READ_BACK), at)
    if lead is None:
        return False
    if _SURE.fullmatch(lead.group()):
        return True
    counted = lead.group()[0] not in "(," and _COUNTED.match(text, stop, end) is not None
    return not counted or (text[at:stop][-1] != "0" and lead.group().endswith("he "))
