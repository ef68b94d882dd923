"""Dates told from the day a page was read: "3 hours ago", "vor 2 Tagen", "yesterday". Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import chain

from store.importers.months import LETTERS, plain
from store.model import Precision, PrintedDate

_UNITS = {
    "minute": (
        r"seconds?|secs?\.?|minutes?|mins?\.?|sekunden?|minuten?|secondes?|segundos?|minutos?|second[oi]|"
        r"minut[oi]|seconden|minuut|секунд[уыи]?|минут[уыи]?|ثانية|ثوان|دقيقة|دقائق|دقیقه|ثانیه|dakika|"
        r"sekund(?:er|y|a|ę|ami|ou)?|minut(?:er|ter|y|a|ę|ami|ou)?|sekunti(?:a)?|minuutti(?:a)?|secunde|"
        r"хвилин[уи]?|λεπτ[όά]|דקות|detik|menit|giây|phút"
    ),
    "hour": (
        r"hours?|hrs?\.?|stunden?|heures?|horas?|or[ae]|uur|uren|час(?:а|ов)?|ساعة|ساعات|"
        r"ساعتين|ساعت|saat|timm(?:e|ar)|timer?|tunti(?:a)?|godzin(?:y|a|ę)?|hodin(?:ami|ou)?|ore|oră|"
        r"годин[уи]?|ώρ(?:α|ες)|שעות|jam|giờ"
    ),
    "day": (
        r"days?|tag(?:en?)?|jours?|d[ií]as?|giorn[oi]|dag(?:en)?|день|дня|дней|يوم|أيام|يومين|"
        r"روز|gün|dag(?:ar|e|er)?|päivä(?:ä)?|dni|dzień|dny|dnem|zile|zi|днів|дні|дни|(?:η)?μέρ(?:α|ες)|ימים|hari|ngày"
    ),
    "week": (
        r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|week|weken|недел[юиь]|недель|أسبوع|أسابيع|"
        r"هفته|hafta|veck(?:a|or)|uger?|uker?|viikko(?:a)?|tydzień|tygodni(?:e|a)?|týdn(?:y|em)|săptămân[ăi]|"
        r"тиж(?:день|ні|нів)|седмици|εβδομάδ(?:α|ες)|שבועות|minggu|tuần"
    ),
    "month": (
        r"months?|mos?\.|monat(?:en?)?|mois|mes(?:es)?|mês|mes[ei]|maand(?:en)?|месяц(?:а|ев)?|شهر|أشهر|شهرين|"
        r"ماه|ay|månad(?:er)?|måned(?:er)?|kuukausi|kuukautta|miesiąc(?:e|a)?|miesięcy|měsíc(?:i|em)|lun[ăi]|"
        r"місяц(?:ь|і|ів)|месец(?:а|и)?|μήν(?:α|ες)|חודשים|bulan|tháng"
    ),
    "year": (
        r"years?|yrs?\.?|jahr(?:en?)?|ans?|années?|años?|anos?|ann[oi]|jaar|jaren|год(?:а)?|лет|سنة|سنوات|"
        r"عام|سال|yıl|år|vuosi|vuotta|rok|lata|lat|lety|rokem|ani?|рок(?:и|ів)?|годин[иа]|χρόνια|έτη|שנים|tahun|năm"
    ),
}
_CJK_UNITS = {
    "minute": r"秒鐘|秒钟|秒|分鐘|分钟|分|초|분",
    "hour": r"小時|小时|時間|시간",
    "day": r"天|日|일",
    "week": r"週間|週|周|주",
    "month": r"個月|个月|か月|ヶ月|カ月|개월|달",
    "year": r"年|년",
}
"""Units that no blank parts from the figure before them and the word for ago behind."""
_SHORT_UNITS = {
    **{"minute": "s|m|min", "hour": "h|hr", "day": "d", "week": "w|wk", "month": "mo"},
    "year": "y|yr",
}
"""Units as English pages shorten them: "5y ago"."""
_UNIT = "(?:" + "|".join(_UNITS.values()) + r")(?!\w)"
_ONE = r"an?|one|eine[mr]?|une?|una?|uma?|uno|een|один|одну|یک"
_NUMBER = rf"(?:\d{{1,3}}|{_ONE})"
_SINGLE = r"(?=(?:دقيقة|ساعة|ساعتين|يوم|يومين|أسبوع|شهر|شهرين|سنة|عام)(?!\w))"
_BEFORE_WORDS = (
    *("vor", "il y a", "hace", "há", "منذ", "قبل", "před", "acum", "преди", "πριν από", "πριν"),
    "לפני",
)
_BEFORE = (
    rf"(?<!\w)(?:{'|'.join(_BEFORE_WORDS)})\s".replace(" ", r"\s")
    + r"(?:(?:about|etwa|environ|unos|cerca\sde)\s)?"
)
_AFTER_WORDS = (
    *("ago", "her", "fa", "atrás", "geleden", "назад", "پیش", "قبل", "önce", "sedan", "siden"),
    *("sitten", "temu", "тому", "πριν", "yang lalu", "trước"),
)
_AFTER = rf"(?:{'|'.join(_AFTER_WORDS)})(?!\w)".replace(" ", r"\s")
_JOINED = rf"\d{{1,3}}\s?(?:{'|'.join(_CJK_UNITS.values())})\s?(?:之?前|전)"
_LESSER = rf"(?:(?:,?\s(?:and|und|et|y|e|en|и|و)?\s?){_NUMBER}\s{_UNIT})?"
"""The minutes after the hours: "1 hour 51 minutes ago"."""
AGO = (
    rf"(?:{_BEFORE}(?:{_NUMBER}\s|{_SINGLE}){_UNIT}"
    rf"|(?<!\w)(?:f[öo]r\s)?{_NUMBER}\s?{_UNIT}{_LESSER}\s{_AFTER}|(?<!\w){_JOINED}"
    rf"|(?<!\w)\d{{1,3}}\s?(?:{'|'.join(_SHORT_UNITS.values())})\.?\sago(?!\w))"
)
"""A stretch of time before now, to be matched without regard to case."""
SPAN = re.compile(
    rf"(?<![\w.,:])(?:{_NUMBER}\s{_UNIT}|\d{{1,3}}\s?(?:[smhdwy]|min|hr|mo|std|tg)(?!\w))\.?$",
    re.IGNORECASE,
)
"""A stretch of time that ends a line and does not say that it lies before now: "1 year", "3d"."""
_DAY_NAMES = (
    (
        "today",
        "heute",
        "aujourd[’']hui",
        "hoy",
        "oggi",
        "hoje",
        "vandaag",
        "сегодня",
        "اليوم",
        "امروز",
        "bugün",
    ),
    (
        "yesterday",
        "gestern",
        "hier",
        "ayer",
        "ieri",
        "ontem",
        "gisteren",
        "вчера",
        "أمس",
        "دیروز",
        "dün",
    ),
    (
        "vorgestern",
        "avant-hier",
        "anteayer",
        "l[’']altro ieri",
        "anteontem",
        "eergisteren",
        "позавчера",
        "أول أمس",
        "پریروز",
    ),
)
_DAY_PATTERNS = tuple("(?:" + "|".join(names).replace(" ", r"\s") + ")" for names in _DAY_NAMES)
DAY_NAMES = r"(?<!\w)(?:" + "|".join(reversed(_DAY_PATTERNS)) + r")(?!\w)"
"""Today, yesterday and the day before, to be matched without regard to case."""
WORDS = frozenset(
    max(LETTERS.findall(plain(name)), key=len)
    for name in chain(_BEFORE_WORDS, _AFTER_WORDS, *_DAY_NAMES)
) | {"전"}.union(
    plain(f"{unit}{ago}")
    for unit in "|".join(_CJK_UNITS.values()).split("|")
    for ago in ("前", "之前", "전")
)
"""A word of each, in plain letters: where none of them stands, nothing is relative."""

_AGO = re.compile(AGO, re.IGNORECASE)
_NAMED = re.compile(DAY_NAMES, re.IGNORECASE)
_FIGURE = re.compile(r"\d{1,3}")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.h](\d\d)(?!\d)")
_DUAL = ("ساعتين", "يومين", "شهرين")
_NOW = re.compile(
    r"\s*(?:just now|gerade eben|à l[’']instant|ahora mismo|только что)\s*", re.IGNORECASE
)


def resolve(text: str, captured: datetime) -> PrintedDate | None:
    """*text* as a date, told from *captured*; None when it is no relative date.

    The precision is what is said: "3 hours ago" names a day at best, "2 weeks ago" a month.
    """
    if _NOW.fullmatch(text):
        return _printed(text, captured, "minute")
    ago = _AGO.search(text)
    if ago is not None:
        return _ago(text, ago.group(), captured)
    named = _NAMED.search(text)
    if named is None:
        return None
    back = next(
        n
        for n, names in enumerate(_DAY_PATTERNS)
        if re.fullmatch(names, named.group(), re.IGNORECASE)
    )
    day = captured - timedelta(days=back)
    clock = _CLOCK.search(text, named.end())
    if clock is not None and int(clock[1]) < 24 and int(clock[2]) < 60:
        return _printed(text, day.replace(hour=int(clock[1]), minute=int(clock[2])), "minute")
    return _printed(text, day, "day")


def _ago(text: str, said: str, captured: datetime) -> PrintedDate | None:
    figure = _FIGURE.search(said)
    number = int(figure.group()) if figure else 2 if said.endswith(_DUAL) else 1
    unit = next(
        unit
        for unit, names in _UNITS.items()
        if re.search(rf"(?<![^\W\d])(?:{names})(?!\w)", said, re.IGNORECASE)
        or re.search(rf"\d\s?(?:{_CJK_UNITS[unit]})\s?(?:之?前|전)", said)
        or re.search(rf"\d\s?(?:{_SHORT_UNITS[unit]})\.?\sago", said, re.IGNORECASE)
    )
    match unit:
        case "minute":
            return _printed(text, captured - timedelta(minutes=number), "minute")
        case "hour":
            return _printed(text, captured - timedelta(hours=number), "day")
        case "day":
            return _printed(text, captured - timedelta(days=number), "day")
        case "week":
            return _printed(text, captured - timedelta(weeks=number), "month")
        case "month":
            return _months_before(text, captured, number, "month")
    return _months_before(text, captured, 12 * number, "year")


def _months_before(
    text: str, captured: datetime, number: int, precision: Precision
) -> PrintedDate | None:
    total = captured.year * 12 + captured.month - 1 - number
    if total < 12:
        return None
    return _printed(
        text, captured.replace(year=total // 12, month=total % 12 + 1, day=1), precision
    )


def _printed(text: str, value: datetime, precision: Precision) -> PrintedDate:
    length = {"minute": 16, "day": 10, "month": 7, "year": 4}[precision]
    return PrintedDate(text=text, iso=value.isoformat()[:length], precision=precision)
