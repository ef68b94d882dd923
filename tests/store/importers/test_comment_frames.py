"""What platforms print round comments in dumps: counts, numbers, glue and the page's foot."""

from __future__ import annotations

import pytest

from tests.store.importers.harbour import ARTICLE, EXPECTED, POSTS, comments, thread, told

FOOT = "\n\nCopyright The Harbour Book\n"
FORMS = {
    "number beside a date under an act": (
        "{name} ha dicho:\n2{n}/9/08 a las 12:5{n} | #{n}\n{words}\n"
    ),
    "number beside a date under a name": (
        "{name}\n\n#{n} — March 1{n}, 2019, 10:1{n} am\n\n{words}\n"
    ),
    "link before the date": (
        "* Comment LinkMarch 1{n}, 2019 10:1{n} am posted by {name}\n{words}\n"
    ),
    "count glued to a name": "0#{n} {name} 2019-03-1{n} 10:15\n{words}\n\nQuote\n",
    "number glued to a name": "{n}. {n}{name}March 1{n}, 2019 10:15 am\n\n{words}\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_what_is_counted_or_linked_beside_name_and_date_is_part_of_neither(form: str) -> None:
    assert told(thread(form)) == EXPECTED


@pytest.mark.parametrize(
    "form",
    [
        "{words}\n\n{name} | 03.1{n}.19 - 10:15 am | #\n",
        "{words}\n\n#{n} {name} on 2019-03-1{n} 10:15 (Reply)\n",
    ],
)
def test_comments_signed_below_are_told_although_the_page_has_a_foot(form: str) -> None:
    assert told(thread(form, "Comments", FOOT)) == EXPECTED


@pytest.mark.parametrize(
    "foot", [FOOT, "\n\nCopyright Boats and Harbours 2019. Nothing here is for sale\n"]
)
def test_a_pages_foot_is_not_what_the_last_comment_says(foot: str) -> None:
    form = "{name} says:\nMarch 1{n}, 2019 at 10:15 am\n\n{words}\n"
    assert told(thread(form, foot=foot)) == EXPECTED


def test_a_date_above_which_a_name_is_glued_ends_with_its_half_of_the_day() -> None:
    said = [f"{words}\nMarch 1{n}, 2019 at 10:15 am" for n, (_, words) in enumerate(POSTS)]
    acts = [f"{name} said..." for name, _ in POSTS]
    text = "".join(f"{act}\n\n{words}" for act, words in zip(acts, said, strict=True))
    found = comments(f"{ARTICLE}4 comments:\n\n{text}\n")
    assert [b.author for b in found] == [name for name, _ in POSTS]
    assert [b.date for b in found] == [f"March 1{n}, 2019 at 10:15 am" for n in range(len(POSTS))]


def test_the_date_under_a_comment_is_told_without_the_buttons_on_its_line() -> None:
    form = "{name} · Top Reader\n\n{words}\n\nReply · Like · March 1{n}, 2019 at 10:15 am\n"
    assert [b.date for b in comments(thread(form, "4 comments"))] == [
        f"March 1{n}, 2019 at 10:15 am" for n in range(1, 5)
    ]
