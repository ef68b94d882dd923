"""Dates as printed, read in several languages."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers import dates
from store.importers.dates import find_date, find_stamp, parse_date
from store.importers.lines import pieces_of
from store.importers.patterns import lowered


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("28 August 2018", "2018-08-28", "day"),
        ("28-Aug-2018 09:28", "2018-08-28T09:28", "minute"),
        ("Aug 28 '18 at 9:28", "2018-08-28T09:28", "minute"),
        ("28 jún, 2018 - 16:07", "2018-06-28T16:07", "minute"),
        ("2018年8月28日 下午9:28", "2018-08-28T21:28", "minute"),
        ("28 8 月, 2018 at 9:28 上午", "2018-08-28T09:28", "minute"),
        ("2018년 8월 28일 오후 9:28", "2018-08-28T21:28", "minute"),
        ("2018. 8. 28. 오전 9:28", "2018-08-28T09:28", "minute"),
        ("28 tháng 8, 2018 lúc 9:28 chiều", "2018-08-28T21:28", "minute"),
        ("28.8.2018 kello 9.28", "2018-08-28T09:28", "minute"),
        ("28/8/2018", "2018-08-28", "day"),
        ("8/28/2018", "2018-08-28", "day"),
        ("2018-08-28", "2018-08-28", "day"),
        ("October 20, 2019 at 1:31 pm", "2019-10-20T13:31", "minute"),
        ("31. Oktober 2023 um 15:15 Uhr", "2023-10-31T15:15", "minute"),
        ("le 1er décembre 2019", "2019-12-01", "day"),
        ("3 de mayo de 2020", "2020-05-03", "day"),
        ("2023年6月3日", "2023-06-03", "day"),
        ("2022-09-05T08:30:00+02:00", "2022-09-05T08:30", "minute"),
        ("Do 9 Apr 2020 / 08:34", "2020-04-09T08:34", "minute"),
        ("March 2021", "2021-03", "month"),
        ("2021", "2021", "year"),
        ("31 February 2021", None, None),
        ("۱۲ سرطان ۱۴۰۲", "2023-07-03", "day"),
        ("long ago", None, None),
        ("3 maggio 2020 alle 10:11", "2020-05-03T10:11", "minute"),
        ("3 de maio de 2020 às 10h11", "2020-05-03T10:11", "minute"),
        ("3 mei 2020 om 10:11 uur", "2020-05-03T10:11", "minute"),
        ("3 мая 2020 г. в 10:11", "2020-05-03T10:11", "minute"),
        ("3 mai 2020 à 10 h 11 min", "2020-05-03T10:11", "minute"),
        ("15 Mayıs 2021", "2021-05-15", "day"),
        ("15 KASIM 2021", "2021-11-15", "day"),
        ("15 HAZİRAN 2021", "2021-06-15", "day"),
        ("3 maja 2020 o 10:11", "2020-05-03T10:11", "minute"),
        ("3. 5. 2020 v 10:11", "2020-05-03T10:11", "minute"),
        ("3 травня 2020 р. о 10:11", "2020-05-03T10:11", "minute"),
        ("2020. május 3. 10:11", "2020-05-03T10:11", "minute"),
        ("3 Μαΐου 2020 στις 10:11", "2020-05-03T10:11", "minute"),
        ("3 במאי 2020 בשעה 10:11", "2020-05-03T10:11", "minute"),
        ("3 مئی 2020", "2020-05-03", "day"),
        ("3 майи 2020", "2020-05-03", "day"),
        ("10thMay 2020", "2020-05-10", "day"),
        ("١٢ تشرين الأول ٢٠٢٠", "2020-10-12", "day"),
        ("12 آذار 2021", "2021-03-12", "day"),
        ("3 جويلية 2019", "2019-07-03", "day"),
        ("7 غشت 2018", "2018-08-07", "day"),
        ("12 يناير، 2020 10:11 م", "2020-01-12T22:11", "minute"),
        ("۱۲ جولای ۲۰۱۹", "2019-07-12", "day"),
        ("أغسطس 2020", "2020-08", "month"),
        ("یکشنبه ۱۲ سرطان ۱۴۰۲", "2023-07-03", "day"),
        ("۳ ثور ۱۳۹۹ در ۱۰:۱۱", "2020-04-22T10:11", "minute"),
        ("۱۴۰۲/۵/۱۲", "2023-08-03", "day"),
        ("1402-05-12", "2023-08-03", "day"),
        ("22 Bahman 1357", "1979-02-11", "day"),
        ("5 Wray 1399", "2020-03-24", "day"),
        ("16 غویی 1400", "2021-05-06", "day"),
        ("12 Ҳамал 1400", "2021-04-01", "day"),
        ("30 Esfand 1400", None, None),
        ("Asad 1402", None, None),
        ("1402", None, None),
        ("31. Mai 202031. Mai 2020", "2020-05-31", "day"),
        ("৩ মে, ২০১৯", "2019-05-03", "day"),
        ("১২ ফেব্রুয়ারি ২০২১ ১০:১১", "2021-02-12T10:11", "minute"),
        ("12 ফেব্রু\u09dfারি 2021", "2021-02-12", "day"),
        ("३ मई २०१९", "2019-05-03", "day"),
        ("12 फ़रवरी 2021", "2021-02-12", "day"),
        ("３ May ２０１９", "2019-05-03", "day"),
        ("3 أيار/مايو 2019", "2019-05-03", "day"),
        ("أيار (مايو) 2019", "2019-05", "month"),
        ("15 августи соли 2021", "2021-08-15", "day"),
        ("24 Асади соли 1400", "2021-08-15", "day"),
        ("1 Ҳамали 1400", "2021-03-21", "day"),
        ("د ۱۴۰۰ کال د زمري ۲۴مه", "2021-08-15", "day"),
        ("۲۹ اسفند ۱۳۹۸", "2020-03-19", "day"),
        ("۳۰ اسفند ۱۳۹۸", None, None),
        ("31/02/2019", None, None),
        ("2019年13月3日", None, None),
        ("2019-13-03", None, None),
    ],
)
def test_a_printed_date_is_read(text: str, iso: str | None, precision: str | None) -> None:
    read = parse_date(text)
    assert (read.text, read.iso, read.precision) == (text, iso, precision)


def test_a_date_is_found_inside_a_line() -> None:
    line = "Accueil | Par Anne Roux | 30 septembre 2018"
    found = find_date(line)
    assert found is not None
    assert line[found.start : found.end] == "30 septembre 2018"


def test_comment_dates_may_lack_a_year() -> None:
    assert find_date("19 février à 08:50") is None
    assert find_stamp("19 février à 08:50") is not None
    assert find_stamp("vor 3 Tagen") is not None
    assert find_stamp("2 hours ago") is not None


CAPTURED = datetime(2021, 3, 31, 12, 30)


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("just now", "2021-03-31T12:30", "minute"),
        ("40 minutes ago", "2021-03-31T11:50", "minute"),
        ("3 hours ago", "2021-03-31", "day"),
        ("13 hours ago", "2021-03-30", "day"),
        ("vor 2 Tagen", "2021-03-29", "day"),
        ("vor einem Tag", "2021-03-30", "day"),
        ("il y a 3 jours", "2021-03-28", "day"),
        ("hace 2 horas", "2021-03-31", "day"),
        ("3 giorni fa", "2021-03-28", "day"),
        ("há 2 dias", "2021-03-29", "day"),
        ("2 dagen geleden", "2021-03-29", "day"),
        ("2 дня назад", "2021-03-29", "day"),
        ("قبل يومين", "2021-03-29", "day"),
        ("منذ 3 أيام", "2021-03-28", "day"),
        ("۳ روز پیش", "2021-03-28", "day"),
        ("2 gün önce", "2021-03-29", "day"),
        ("2 weeks ago", "2021-03", "month"),
        ("3 months ago", "2020-12", "month"),
        ("il y a un an", "2020", "year"),
        ("yesterday", "2021-03-30", "day"),
        ("gestern um 10:15 Uhr", "2021-03-30T10:15", "minute"),
        ("avant-hier", "2021-03-29", "day"),
        ("دیروز", "2021-03-30", "day"),
        ("сегодня в 09:05", "2021-03-31T09:05", "minute"),
        ("hace años", None, None),
        ("3 May 2020", "2020-05-03", "day"),
    ],
)
def test_a_date_told_from_the_day_of_reading_is_read(
    text: str, iso: str | None, precision: str | None
) -> None:
    read = parse_date(text, CAPTURED)
    assert (read.text, read.iso, read.precision) == (text, iso, precision)


def test_without_the_day_of_reading_nothing_is_told_from_it() -> None:
    assert parse_date("3 hours ago").iso is None


def test_a_month_name_after_a_number_is_no_list_item_and_a_word_like_one_is() -> None:
    assert pieces_of("3. Mai 2020")[0].marker is None
    assert pieces_of("3. Mehr Geld für alle")[0].marker == "3."
    assert pieces_of("2. Set up 3 goals")[0].marker == "2."


@given(st.text(max_size=120))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read = parse_date(text, CAPTURED)
    assert read.text == text
    assert (read.iso is None) == (read.precision is None)


PARTS = st.sampled_from(
    [
        *(
            "3",
            "12.",
            "1st",
            "2020",
            "۱۳۹۹",
            "10:11",
            "5.",
            "2020.",
            "on",
            "um",
            "de",
            "T",
            "/",
            "-",
        ),
        *(
            "May",
            "MAYIS",
            "KASIM",
            "mai",
            "März",
            "ثور",
            "كانون الثاني",
            "Μαΐου",
            "5月",
            "年",
            "日",
        ),
        *("3", "vor", "hace", "il y a", "days", "Tagen", "ago", "önce", "yesterday", "Hier", "پیش"),
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=7), st.sampled_from([" ", "", "\u200c"]))
def test_a_quick_look_for_a_dates_words_misses_no_date(parts: list[str], between: str) -> None:
    text = between.join(parts)
    if len(text) > 80:
        return
    for pattern, find in ((dates._EXACT, find_date), (dates._STAMP, find_stamp)):
        match, found = pattern.search(lowered(text)), find(text)
        assert (match is None) == (found is None)
        assert match is None or found is None or match.span() == (found.start, found.end)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("17 jan 09 at 22:18", "2009-01-17T22:18"),
        ("May 3rd, '07 at 4:05 pm", "2007-05-03T16:05"),
        ("Jan 17th, 09 at 10:18 pm", "2009-01-17T22:18"),
        ("fevereiro 14, 2019 a partir do 1:22 pm", "2019-02-14T13:22"),
        ("2014年1月15日 13時22分", "2014-01-15T13:22"),
    ],
)
def test_short_years_and_other_words_for_a_time_are_read(words: str, iso: str) -> None:
    found = find_stamp(f"Ann, {words}")
    assert found is not None
    assert (found.words, found.printed.iso) == (words, iso)


def test_a_time_may_stand_before_a_day_that_says_no_year() -> None:
    found = find_stamp("Posted at 14:47h, 29 October")
    assert found is not None
    assert (found.words, found.clock) == ("14:47h, 29 October", True)
    full = find_stamp("14:47, 29 October 2013")
    assert full is not None
    assert full.printed.iso == "2013-10-29T14:47"
