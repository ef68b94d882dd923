"""The Solar Hijri calendar against known pairs and against itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers import months
from store.importers.solar import FIRST_YEAR, LAST_YEAR, is_leap, month_length, to_gregorian


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1380, 6, 20), date(2001, 9, 11)),
        ((1400, 5, 24), date(2021, 8, 15)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1298, 5, 28), date(1919, 8, 20)),
        ((1348, 10, 11), date(1970, 1, 1)),
    ],
)
def test_known_days_agree(solar: tuple[int, int, int], gregorian: date) -> None:
    assert to_gregorian(*solar) == gregorian


def test_the_leap_years_of_our_time_are_those_of_the_official_calendar() -> None:
    assert [year for year in range(1370, 1413) if is_leap(year)] == [
        1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412,
    ]  # fmt: skip


@given(st.integers(FIRST_YEAR, LAST_YEAR - 1), st.integers(1, 12))
def test_days_follow_each_other_over_months_and_years(year: int, month: int) -> None:
    last = month_length(year, month)
    days = [to_gregorian(year, month, day) for day in range(1, last + 1)]
    days.append(to_gregorian(year + month // 12, month % 12 + 1, 1))
    assert days == [days[0] + timedelta(days=gone) for gone in range(last + 1)]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1400, 12, 30), (1400, 7, 31), (1400, 0, 1), (1400, 13, 1), (1400, 1, 0), (1100, 1, 1)],
)
def test_a_day_that_is_none_is_refused(year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"no day|outside"):
        to_gregorian(year, month, day)


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (1, "فروردین حمل وری Farvardin Hamal Wray Ҳамал"),
        (2, "اردیبهشت ثور غویی Ordibehesht Sawr Ghwayay Савр"),
        (3, "خرداد جوزا غبرګولی Khordad Jawza Ҷавзо"),
        (4, "تیر سرطان چنګاښ Tir Saratan Саратон"),
        (5, "مرداد اسد زمری Mordad Asad Zmaray Асад"),
        (6, "شهریور سنبله وږی Shahrivar Sunbula Сунбула"),
        (7, "مهر میزان تله Mehr Mizan Мизон"),
        (8, "آبان عقرب لړم Aban Aqrab Laram Ақраб"),
        (9, "آذر قوس لیندۍ Azar Qaws Қавс"),
        (10, "دی جدی مرغومی Dey Jadi Ҷадӣ"),
        (11, "بهمن دلو سلواغه Bahman Dalw Далв"),
        (12, "اسفند حوت کب Esfand Hut Ҳут"),
    ],
)
def test_a_solar_month_is_known_in_persian_dari_pashto_tajik_and_latin(
    number: int, names: str
) -> None:
    assert [months.solar(name) for name in names.split()] == [number] * len(names.split())


def test_an_arabic_keyboards_letters_name_the_same_month() -> None:
    assert months.solar("فروردين") == months.solar("فروردین") == 1
    assert months.gregorian("دى") is None
    assert months.solar("دى") == 10
