"""How long ago, in many languages; each is told from the day the page was read."""

from __future__ import annotations

from datetime import datetime

import pytest

from store.importers.dates import find_stamp, parse_date

READ = datetime(2026, 5, 20, 12, 0)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("för 14 månader sedan", "2025-03"),
        ("for 2 år siden", "2024"),
        ("2 vuotta sitten", "2024"),
        ("2 lata temu", "2024"),
        ("před 3 dny", "2026-05-17"),
        ("acum 4 luni", "2026-01"),
        ("πριν από 2 ώρες", "2026-05-20"),
        ("לפני 3 ימים", "2026-05-17"),
        ("2 роки тому", "2024"),
        ("3 hari yang lalu", "2026-05-17"),
        ("5 phút trước", "2026-05-20T11:55"),
        ("3日前", "2026-05-17"),
        ("2 年前", "2024"),
        ("3 小时前", "2026-05-20"),
        ("3시간 전", "2026-05-20"),
        ("5y ago", "2021"),
        ("2 mo. ago", "2026-03"),
        ("3h ago", "2026-05-20"),
    ],
)
def test_how_long_ago_is_read(words: str, iso: str) -> None:
    found = find_stamp(f"Ann · {words}")
    assert found is not None
    assert found.words == words
    assert parse_date(words, READ).iso == iso


@pytest.mark.parametrize(
    "words", ["for 2 days", "here for 3 hours", "2 років", "three days before"]
)
def test_what_only_says_how_long_is_no_date(words: str) -> None:
    assert find_stamp(words) is None
