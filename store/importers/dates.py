"""Dates as printed: found and read in the languages our sources come in. Pure.

Day and month names follow Unicode CLDR's short and long forms for English, German, French and
Spanish, and the Gregorian months of Arabic; a date in another calendar is found but given no ISO
value. Day-first unless that is impossible, as in most of the world.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from store.model import PrintedDate

_MONTHS = """
january jan januar jänner janvier janv enero ene يناير
february feb februar februar feber février févr fév fevrier febrero فبراير
march mar märz mrz maerz mars marzo مارس
april apr avril avr abril abr أبريل ابريل
may mai mayo مايو
june jun juni juin junio يونيو
july jul juli juillet juil julio يوليو
august aug août aout agosto ago أغسطس
september sep sept septembre septiembre setiembre سبتمبر
october oct oktober okt octobre octubre أكتوبر
november nov novembre noviembre نوفمبر
december dec dezember dez décembre déc decembre diciembre dic ديسمبر
"""
_MONTH_NUMBER = {
    name: number
    for number, line in enumerate(_MONTHS.strip().split("\n"), start=1)
    for name in line.split()
}
_OTHER_MONTHS = """
فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند
حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت
"""

_WEEKDAYS = (
    r"(?:(?<!\w)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2}\s"
    r"|(?<!\w)(?:mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|lun|mar|mer|mié|jeu|jue|ven|vie|sam|sáb|dim|dom|(?:lun|mar|mercre|jeu|vendre|same)di"
    r"|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)[.,]{0,2}\s)?"
)
_NAMES = "|".join(sorted([*_MONTH_NUMBER, *_OTHER_MONTHS.split()], key=len, reverse=True))
MONTH_NAMES = rf"(?:{_NAMES})(?!\w)"
"""A pattern for the month names known here, to be matched without regard to case."""
_MONTH = rf"(?P<{{0}}>{_NAMES})(?!\w)\.?"
_DAY = r"(?<!\w)(?P<{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR = r"(?P<{0}>(?:1[3-9]|20|۱[۳-۹]|٢٠)\d\d)"
_CLOCK = (
    r"(?:\s?(?:,|at|um|à|a\s+las|a\s+la|as|ore|/|\||[-–—·•@]|T|ساعت|في)?\s{{0,3}})"
    r"(?P<hour{0}>\d{{1,2}})(?::|\.|h|\s?h\s?)(?P<minute{0}>\d\d)(?!\d)(?::\d\d(?!\d)(?:\.\d+)?)?"
    r"(?:\s?(?P<half{0}>[ap]\.?m\.?(?!\w))|\s?Uhr|\s?h(?!\w)|Z(?!\w)|\s?[+-]\d\d:?\d\d(?!\d))?"
)
_DAYS = (
    rf"{_DAY.format('d1')}\s{{0,2}}(?:de\s|of\s|del\s)?{_MONTH.format('m1')},?"
    rf"(?:\s{{0,2}}(?:de\s|del\s)?{_YEAR.format('y1')})",
    rf"(?<!\w){_MONTH.format('m2')}\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_YEAR.format('y2')}(?!\d)",
    r"(?<!\d)(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?!\d)",
    r"(?<![\d./])(?P<d4>\d{1,2})(?P<sep>[./-])(?P<m4>\d{1,2})(?P=sep)(?P<y4>\d{4}|\d\d)(?![\d/-])",
    r"(?P<y5>\d{4})\s?年\s?(?P<m5>\d{1,2})\s?月\s?(?P<d5>\d{1,2})\s?日",
)
_LONE = (
    rf"{_DAY.format('d6')}\s{{0,2}}(?:de\s)?{_MONTH.format('m6')}",
    rf"(?<!\w){_MONTH.format('m7')}\s(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)",
)
_MONTH_YEAR = rf"(?<!\w){_MONTH.format('m8')}\s(?:de\s|del\s)?{_YEAR.format('y8')}(?!\d)"
_AGO = (
    r"(?<!\w)(?:(?:\d{1,3}|an?|one)\s(?:second|minute|min|hour|day|week|month|year)s?\sago"
    r"|vor\s(?:\d{1,3}|einem|einer)\s(?:Sekunde|Minute|Stunde|Tag|Woche|Monat|Jahr)(?:e?n?)"
    r"|il\sy\sa\s(?:\d{1,3}|une?)\s(?:seconde|minute|heure|jour|semaine|mois|an)s?"
    r"|hace\s(?:\d{1,3}|una?)\s(?:segundo|minuto|hora|día|semana|mes|año)(?:es|s)?)(?!\w)"
)
_FULL = f"{_WEEKDAYS}(?:{'|'.join(_DAYS)})(?:{_CLOCK.format('')})?"
_EXACT = re.compile(_FULL, re.IGNORECASE)
_STAMP = re.compile(
    f"(?:{_FULL}|(?:{'|'.join(_LONE)}),?{_CLOCK.format('_lone')}|{_AGO})", re.IGNORECASE
)
_ROUGH = re.compile(_MONTH_YEAR, re.IGNORECASE)
_LONE_YEAR = re.compile(rf"\s*{_YEAR.format('year')}\s*")
_HINT = re.compile(r"\d|\s(?:ago|einem|einer|une?|una?)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at text[start:end], with what it says."""

    start: int
    end: int
    printed: PrintedDate
    clock: bool


def find_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first full date (day, month, year, and a time if one follows) of text[start:end]."""
    return _found(_EXACT, text, start, len(text) if end is None else end)


def find_stamp(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first comment date: a full date, a day and time without a year, or "3 days ago"."""
    return _found(_STAMP, text, start, len(text) if end is None else end)


def parse_date(text: str) -> PrintedDate:
    """*text* as a printed date, read as exactly as it can be: to the minute, day, month or year."""
    found = find_date(text)
    if found is not None:
        return PrintedDate(text=text, iso=found.printed.iso, precision=found.printed.precision)
    rough = _ROUGH.search(text)
    if rough is not None:
        month = _MONTH_NUMBER.get(rough["m8"].lower())
        year = int(rough["y8"])
        if month is not None:
            return PrintedDate(text=text, iso=f"{year:04}-{month:02}", precision="month")
    lone = _LONE_YEAR.fullmatch(text)
    if lone is not None:
        return PrintedDate(text=text, iso=f"{int(lone['year']):04}", precision="year")
    return PrintedDate(text=text)


def _found(pattern: re.Pattern[str], text: str, start: int, end: int) -> FoundDate | None:
    if _HINT.search(text, start, end) is None:
        return None
    match = pattern.search(text, start, end)
    if match is None:
        return None
    printed = _printed(match)
    return FoundDate(match.start(), match.end(), printed, _has_clock(match))


def _has_clock(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return groups["hour"] is not None or groups.get("hour_lone") is not None


def _printed(match: re.Match[str]) -> PrintedDate:
    groups = match.groupdict()
    for index in "12345":
        if groups.get(f"d{index}") is not None:
            iso = _iso(groups[f"y{index}"], groups[f"m{index}"], groups[f"d{index}"])
            break
    else:
        return PrintedDate(text=match.group())
    if iso is None:
        return PrintedDate(text=match.group())
    clock = _clock(groups)
    if clock is None:
        return PrintedDate(text=match.group(), iso=iso, precision="day")
    return PrintedDate(text=match.group(), iso=f"{iso}T{clock}", precision="minute")


def _iso(year_text: str, month_text: str, day_text: str) -> str | None:
    month = _MONTH_NUMBER.get(month_text.lower()) or (
        int(month_text) if month_text.isdecimal() else None
    )
    if month is None:
        return None
    year, day = int(year_text), int(day_text)
    if len(year_text) == 2:
        year += 2000 if year < 70 else 1900
    if month > 12 >= day:
        day, month = month, day
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(groups: dict[str, str | None]) -> str | None:
    if groups.get("hour") is None:
        return None
    hour, minute = int(groups["hour"] or 0), int(groups["minute"] or 0)
    half = (groups.get("half") or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
