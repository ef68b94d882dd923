"""Dates as printed: found and read in the languages our sources come in. Pure.

A Solar Hijri date, by its month's name or by its year in figures, gets the value of the same day
in the Gregorian calendar; its month or year alone gets none, for it lies across two of ours.
Day-first unless that is impossible, as in most of the world. Digits may be Latin, Arabic-Indic,
Persian, Bengali, Devanagari or as wide as Han characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate

from store.importers import months, relative
from store.importers.patterns import lowered
from store.importers.solar import to_gregorian
from store.model import PrintedDate

_SOLAR_YEARS = range(1300, 1451)
_AFTERNOON = ("p", "م", "ب", "下", "午後", "오후", "晚", "chi", "μ")
_FORENOON = ("a", "ص", "ق", "上", "午前", "오전", "凌", "sá", "π")
_WEEKDAYS = (
    r"(?:(?<!\w)(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|lun|mar|mer|mié|jeu|jue|ven|vie|sam|sáb|dim|dom|(?:lun|mar|mercre|jeu|vendre|same)di"
    r"|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|gio|sab"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|seg|ter|qua|qui|sex"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|wo|vr|za|zo"
    r"|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|[пвсч][нтрб]|вс"
    r"|pon|wt|śr|czw|pt|sob|niedz|nd|(?:poniedział|wtor|piąt)ek|środa|czwartek|sobota|niedziela"
    r"|po|út|st|čt|pá|so|ne|(?:pondě|úte|čtvrt|páte)(?:lí|rý|ek|k)|středa|neděle|utorok|streda|štvrtok|piatok|nedeľa"
    r"|(?:mån|tis|ons|tors|fre|lör|sön|man|tirs|lør|søn)(?:dag)?|(?:maanan|tiis|torst|perjan|lauan|sunnun)tai|keskiviikko"
    r"|luni|marți|miercuri|joi|vineri|sâmbătă|duminică|hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap"
    r"|понеділок|вівторок|середа|четвер|п['’]ятниця|субота|неділя"
    r"|(?:Δευτέρ|Τρίτ|Τετάρτ|Πέμπτ|Παρασκευ|Σάββατ|Κυριακ)[αηήο]|senin|selasa|rabu|kamis|jumat|sabtu|minggu"
    r"|thứ\s(?:hai|ba|tư|năm|sáu|bảy)|chủ\snhật|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar"
    r"|(?:يوم\s)?ال(?:سبت|أحد|اثنين|إثنين|ثلاثاء|أربعاء|خميس|جمعة)"
    r"|(?:یک|دو|سه|چهار|پنج)?[\s‌]?شنبه|جمعه)[.,،]{0,2}\s)?"
)
_FIGURES = "[1١۱১१１][3-9٣-٩۳-۹৩-৯३-९３-９]|[2٢۲২२２][0٠۰০०０]"
_NEXT = rf"\s{{1,3}}(?:(?:{_FIGURES})\d\d|\d{{1,2}}[:.]\d\d|\d{{1,2}}\.(?!\d)|um\s|at\s)"
MONTH_NAMES = rf"(?:{months.NAMES})(?!\w)\.?,?{_NEXT}"
"""A month's name with a year or a time after it, to be matched without regard to case."""
_MONTH = rf"(?P<{{0}}>{months.NAMES})(?!\w)\.?"
_OTHER_NAME = rf"(?:\s?[/(]\s?(?:{months.NAMES})(?!\w)\)?)?"
"""A month's other name behind the first, as the Arabic press prints both."""
_DAY = r"(?<!\w)(?P<{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|°|\.)?"
# A page that prints its date twice without a blank between ("20233. May 2023") is not rare.
_YEAR = rf"(?P<{{0}}>(?:{_FIGURES})\d\d)(?!\d(?!\d?\.?\s?[^\W\d]))"
_SHORT = (
    r"(?:['’]|(?=\d\d,?\s{{1,8}}(?:(?:at|um|à|alle|a\slas|@|[-–])\s{{1,8}})?\d{{1,2}}[:.h]\d\d))"
    r"(?P<{0}>\d\d)(?!\d)"
)
"""A year of two figures, behind an apostrophe or before a time."""
_CLOCK = (
    r"(?:[,，]?\s?(?:(?:星期|周|週)[一二三四五六日天]|[（(][月火水木金土日](?:曜日?)?[)）])(?=[\s@]))?"
    r"(?:\.(?=\s)|\s?(?:г\.|года|р\.|року|r\.))?(?:\s?[,،])?(?:\s{{0,3}}(?:at|um|à|a(?:\s+las)?|alle(?:\s+ore)?|as|às|ore|om|в|saat|v|o|о|klo?\.?|kello|kell|plkst\.?|ob|ás|a\spartir\sd[aoe]s?|pada(?:\spukul)?|në|у|соати|saat|en|on|عند|को|于|於|在|lúc|a\sles|w|u|la|στις|pukul|jam|בשעה|بوقت|/|\||[-–—·•@]|t|"
    r"در|د)?(?:\s?(?:ساعت|الساعة|في|على))?\s{{0,8}})"
    r"(?:(?P<part{0}>上午|下午|午前|午後|凌晨|晚上|오전|오후)\s?)?"
    r"(?P<hour{0}>\d{{1,2}})(?::|\.|h|\s?h\s?|時|时|点|시\s)(?P<minute{0}>\d\d)(?!\d)(?::\d\d(?!\d)(?:\.\d+)?)?"
    r"(?:\s?min(?!\w)|分|분)?(?:[:\s]?(?P<half{0}>[ap]\.?m\.?(?!\w)|[صم](?!\w)|[قب]\.?ظ\.?(?!\w)|上午|下午|오전|오후|sáng|chiều|पूर्वाह्न|अपराह्न|صبح|شام|[πμ]\.?μ\.?(?!\w))"
    r"|\s?uhr|\s?uur|\s?h(?!\w)|z(?!\w)|\s?[+-]\d\d:?\d\d(?!\d))?"
    r"(?:\s\([^()\n]{{0,40}}(?:utc|gmt)[^()\n]{{0,16}}\)|\s\(?(?:utc|gmt|[cmp][sd]t|edt|est(?=\W*$)|ce[st]?t|mes?z|bst|ist|msk)(?:\s?[+-]\d{{1,2}}(?::?\d\d)?)?\)?(?!\w))?"
)
_DAYS = (
    rf"{_DAY.format('d1')}\s{{0,2}}(?:de\s|of\s|del\s)?{_MONTH.format('m1')}{_OTHER_NAME}[,،]?"
    rf"(?:\s{{0,2}}(?:de\s|del\s|سنة\s|سال\s|соли\s)?{_YEAR.format('y1')})",
    rf"(?<!\w){_MONTH.format('m2')}\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[,،]?\s{_YEAR.format('y2')}",
    r"(?<!\d)(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?!\d)",
    r"(?<![\d./])(?P<d4>\d{1,2})(?P<sep>\.\s|[./-])(?P<m4>\d{1,2})(?P=sep)(?P<y4>\d{4}|\d\d)(?![\d/-])",
    rf"(?<![^\W\d]){_YEAR.format('y9')}\.?\s(?:کال\s(?:د\s)?)?{_MONTH.format('m9')}\s(?P<d9>\d{{1,2}})(?!\d)\.?",
    r"(?P<y5>\d{4})\s?年\s?(?P<m5>\d{1,2})\s?月\s?(?P<d5>\d{1,2})\s?日",
    r"(?<!\d)(?P<yk>\d{4})(?:년|\.)\s(?P<mk>\d{1,2})(?:월|\.)\s(?P<dk>\d{1,2})(?:일|\.(?!\d))",
    r"(?<!\d)(?P<dv>\d{1,2})\s(?:tháng|thg)\s(?P<mv>\d{1,2})(?:,|\snăm)?\s(?P<yv>\d{4})(?!\d)",
    r"(?<!\d)(?P<dw>\d{1,2})\s(?P<mw>\d{1,2})\s?月[,，]?\s(?P<yw>\d{4})(?!\d)",
    rf"(?<![\d-])(?P<ds>\d{{1,2}})-{_MONTH.format('ms')}-(?P<ys>\d{{4}}|\d\d)(?![\d-])",
    rf"(?<!\w){_MONTH.format('mq')}\s(?P<dq>\d{{1,2}})(?:st|nd|rd|th)?,?\s{_SHORT.format('yq')}",
    rf"{_DAY.format('dt')}\s{_MONTH.format('mt')},?\s{_SHORT.format('yt')}",
)
"""Beside what most write: Korean, Vietnamese, WordPress's Chinese, "3-May-2020", "May 3 '20"."""
_LONE = (
    rf"{_DAY.format('d6')}\s{{0,2}}(?:de\s)?{_MONTH.format('m6')}",
    rf"(?<!\w){_MONTH.format('m7')}\s(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)",
    r"(?<![\d/.-])\d{1,2}/\d{1,2}(?=\s{1,3}at\s)",
)
_MONTH_YEAR = (
    rf"(?<!\w){_MONTH.format('m8')}{_OTHER_NAME}[,،]?\s(?:de\s|del\s)?{_YEAR.format('y8')}"
)
_FULL = f"{_WEEKDAYS}(?:{'|'.join(_DAYS)})(?:{_CLOCK.format('')})?"
_BEGINS = r"(?:(?<!\w)|(?=\d))"
"""Where a date may begin: each pattern asks for it too, but only behind a hundred weekdays."""
_EXACT = re.compile(_BEGINS + _FULL.replace("ı", "i"))
_TURNED = (
    r"(?P<hour_turned>\d{1,2})[:h](?P<minute_turned>\d\d)(?!\d)(?:\s?[ap]\.?m\.?|h|\suhr)?,?\s"
    r"(?:(?:on|am|le|el|il|em|op|den)\s)?"
    rf"(?:{_DAY.format('dz')}\s{_MONTH.format('mz')}|{_MONTH.format('mx')}\s{_DAY.format('dx')})"
    r"(?!\w|,?\s\d{4}|\s['’]?\d\d)"
)
"""A time before a day that says no year."""
_STAMP = re.compile(
    f"{_BEGINS}(?:{_TURNED}|{_FULL}|{_WEEKDAYS}(?:{'|'.join(_LONE)}),?{_CLOCK.format('_lone')}"
    f"|{relative.AGO}|{relative.DAY_NAMES}{_CLOCK.format('_named')})".replace("ı", "i")
)
"""Both are for text that `lowered` gives."""
_ROUGH = re.compile(_MONTH_YEAR, re.IGNORECASE)
_LONE_YEAR = re.compile(rf"\s*{_YEAR.format('year')}\s*")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\S+")
_SEAM = re.compile(
    r"(?<=[^\W\d])(?=\d)"
    r"|(?:(?<=[^\W\d])|(?<=[^\W\d]\d)|(?<=[^\W\d]\d\d))(?=[A-ZÀ-ÖØ-ÞА-ЯЁ][a-zß-öø-ÿа-яё])"
)
"""Where a word ends and a date may begin without a space between."""
_EARLY = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?::|h|\.(?=\d\d\s?[ap]\.?m))(?P<minute>\d\d)(?::\d\d)?"
    r"\s?(?P<half>[ap]\.?m\.?(?!\w))?(?:\s?uhr)?(?:[\s,|·•–-]{1,3}|\s{1,30})(?:(?:on|am|le|el|il|em|op|den|в)\s)?\Z",
    re.IGNORECASE,
)
_LONGEST_EARLY = 48
_FIGURES_MET = re.compile(
    r"\d(?:[-/.]|\.\s)\d|[年년]|\d\s?(?:月|tháng|thg)|\d(?:st|nd|rd|th|er)[^\W\d_]", re.IGNORECASE
)
_LONGEST_WITHOUT_DIGIT = 80
_HINTS = months.FIRST_WORDS | relative.WORDS


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at text[start:end], its *words*, and what a pattern for lower case says of it."""

    start: int
    end: int
    words: str
    match: re.Match[str]
    early: re.Match[str] | None = None
    """The time of day that stands before it, as in "17:38 on 5 May 2020"."""

    @property
    def printed(self) -> PrintedDate:
        """Its text, and the value where it says a year."""
        known = _printed(self.words, self.match)
        clock = None if self.early is None else _clock(self.early.groupdict())
        if clock is None or known.precision != "day":
            return known
        return PrintedDate(text=known.text, iso=f"{known.iso}T{clock}", precision="minute")

    @property
    def clock(self) -> bool:
        """Whether it says a time of day."""
        if self.early is not None or self.match["hour"] is not None:
            return True
        return self.match.re is _STAMP and (
            self.match["hour_lone"] is not None
            or self.match["hour_named"] is not None
            or self.match["hour_turned"] is not None
        )


def find_date(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first full date (day, month, year, and a time if one follows) of text[start:end]."""
    return _found(_EXACT, text, start, len(text) if end is None else end)


def find_stamp(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first comment date: a full date, a day and time without a year, or "3 days ago"."""
    return _found(_STAMP, text, start, len(text) if end is None else end)


def find_over_lines(text: str, start: int, end: int) -> FoundDate | None:
    """The first comment date, which a hard wrap may have spread over lines."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    folded = " ".join(text[begin:stop] for begin, stop in words)
    found = find_stamp(folded)
    if found is None:
        return None
    ends = list(accumulate((stop - begin + 1 for begin, stop in words)))
    first, last = (bisect_right(ends, at) for at in (found.start, found.end - 1))
    begin = words[first][1] - (ends[first] - 1 - found.start)
    stop = words[last][1] - (ends[last] - 1 - found.end)
    return replace(found, start=begin, end=stop)


def find_glued(text: str, start: int, end: int) -> FoundDate | None:
    """A comment date that no space parts from the word before it: "AnnMay 3, 2020 at 4:05 PM"."""
    if _DIGIT.search(text, start, end) is None:
        return None
    for seam in _SEAM.finditer(text, start + 1, end):
        at = seam.end()
        match = _STAMP.match(lowered(text[at:end]))
        if match is not None:
            stop = at + match.end()
            return FoundDate(at, stop, text[at:stop], match)
    return None


def parse_date(text: str, captured: datetime | None = None) -> PrintedDate:
    """*text* as a printed date, read as exactly as it can be: to the minute, day, month or year.

    With *captured*, when the page was read, "3 hours ago" and "yesterday" are read too.
    """
    found = find_date(text)
    if found is not None:
        return PrintedDate(text=text, iso=found.printed.iso, precision=found.printed.precision)
    if captured is not None and (known := relative.resolve(text, captured)) is not None:
        return known
    rough = _ROUGH.search(text)
    if rough is not None:
        month = months.gregorian(rough["m8"])
        year = int(rough["y8"])
        if month is not None:
            return PrintedDate(text=text, iso=f"{year:04}-{month:02}", precision="month")
    lone = _LONE_YEAR.fullmatch(text)
    if lone is not None and int(lone["year"]) not in _SOLAR_YEARS:
        return PrintedDate(text=text, iso=f"{int(lone['year']):04}", precision="year")
    return PrintedDate(text=text)


def _found(pattern: re.Pattern[str], text: str, start: int, end: int) -> FoundDate | None:
    digit = _DIGIT.search(text, start, end)
    if digit is None and end - start > _LONGEST_WITHOUT_DIGIT:
        return None
    if _HINTS.isdisjoint(months.letter_runs(text[start:end])) and (
        digit is None or _FIGURES_MET.search(text, digit.start(), end) is None
    ):
        return None  # every date has such a word or figures that meet: far quicker to see
    before = 1 if start else 0  # what stands there tells whether a word begins
    match = pattern.search(lowered(text[start - before : end]), before)
    if match is None:
        return None
    begin, stop = start - before + match.start(), start - before + match.end()
    found = FoundDate(begin, stop, text[begin:stop], match)
    early = None if found.clock else _EARLY.search(text, max(start, begin - _LONGEST_EARLY), begin)
    if early is None:
        return found
    return FoundDate(early.start(), stop, text[early.start() : stop], match, early)


def _printed(words: str, match: re.Match[str]) -> PrintedDate:
    groups = match.groupdict()
    for index in "123459kvwsqt":
        if groups.get(f"d{index}") is not None:
            parts = (groups[f"{part}{index}"] for part in "ymd")
            iso = _iso(*parts, turned=index == "4")
            break
    else:
        return PrintedDate(text=words)
    if iso is None:
        return PrintedDate(text=words)
    clock = _clock(groups)
    if clock is None:
        return PrintedDate(text=words, iso=iso, precision="day")
    return PrintedDate(text=words, iso=f"{iso}T{clock}", precision="minute")


def _iso(year_text: str, month_text: str, day_text: str, *, turned: bool) -> str | None:
    """The day; in figures with the year behind, the month may come *turned* before the day."""
    year, day = int(year_text), int(day_text)
    if len(year_text) == 2:
        year += 2000 if year < 70 else 1900
    try:
        if month_text.isdecimal():
            return _of_figures(year, int(month_text), day, turned).isoformat()
        month = months.gregorian(month_text)
        if month is not None:
            return date(year, month, day).isoformat()
        month = months.solar(month_text)
        return None if month is None else to_gregorian(year, month, day).isoformat()
    except ValueError:
        return None


def _of_figures(year: int, month: int, day: int, turned: bool) -> date:
    """A date in figures; a year of the fourteenth or fifteenth century is a Solar Hijri one."""
    if year in _SOLAR_YEARS:
        return to_gregorian(year, month, day)
    if turned and month > 12 >= day:
        day, month = month, day
    return date(year, month, day)


def _clock(groups: dict[str, str | None]) -> str | None:
    if groups.get("hour") is None:
        return None
    hour, minute = int(groups["hour"] or 0), int(groups["minute"] or 0)
    half = groups.get("part") or groups.get("half") or ""
    if half.startswith(_AFTERNOON) and hour < 12:
        hour += 12
    elif half.startswith(_FORENOON) and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
