"""Dates as printed, read in several languages."""

from __future__ import annotations

import pytest

from store.importers.dates import find_date, find_stamp, parse_date


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("28 August 2018", "2018-08-28", "day"),
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
