"""The Solar Hijri calendar of Iran and Afghanistan, as Gregorian dates. Pure arithmetic.

Months 1 to 6 have 31 days, 7 to 11 have 30, the twelfth 29, or 30 in a leap year. Leap years
follow K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon, and Planets 74 (1996):
(25 * year + 11) mod 33 < 8, which agrees with the astronomical calendar for the years 1178 to
1633. As 25 = 33 - 8, the leap years up to a year number floor((8 * year + 29) / 33) but for a
constant, so that a new year's day needs no loop. It is anchored at 1 Hamal 1400 = 21 March 2021.
"""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1178, 1633
"""The years for which the rule is known to hold."""

_ANCHOR_YEAR = 1400
_ANCHOR = date(2021, 3, 21).toordinal()
_LONG_MONTHS = 6


def is_leap(year: int) -> bool:
    """Whether Solar Hijri *year* has 366 days."""
    return (25 * year + 11) % 33 < 8


def month_length(year: int, month: int) -> int:
    """The days of a month, 1 to 12."""
    if month <= _LONG_MONTHS:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Solar Hijri one. Raises ValueError for a day that is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year {year} is outside {FIRST_YEAR} to {LAST_YEAR}")
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        raise ValueError(f"{year}-{month}-{day} is no day of the Solar Hijri calendar")
    before = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(month - 1 - _LONG_MONTHS, 0)
    return date.fromordinal(_new_year(year) + before + day - 1)


def _new_year(year: int) -> int:
    leaps = _leaps(year - 1) - _leaps(_ANCHOR_YEAR - 1)
    return _ANCHOR + 365 * (year - _ANCHOR_YEAR) + leaps


def _leaps(year: int) -> int:
    return (8 * year + 29) // 33
