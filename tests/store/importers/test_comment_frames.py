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


THEMES = {
    "name, a double point and a Chinese word for saying": (
        "{n}. {name}说道：\n       2012-07-2{n} 21:5{n}\n       {words}\n"
    ),
    "day and time as Portuguese pages write them": (
        "{n}. {name} no fevereiro 1{n}, 2019 a partir do {n}:22 pm\n{words}\n\nResponder\n"
    ),
    "braces round the date": "{n} {name} {{ 07.1{n}.09 at 5:1{n} pm }}\n\n{words}\n",
    "a time before a day without a year": (
        "*\n\n{name}\n       Posted at 14:4{n}h, 29 October\n       {words}\n"
    ),
    "what is counted of the writer in brackets": (
        "by {name} ( 1210{n} ) on March 1{n}, 2019 @ 10:15 AM\n\n{words}\n\nReply to This\n"
    ),
}


@pytest.mark.parametrize("form", THEMES.values(), ids=THEMES.keys())
def test_headers_are_read_as_themes_print_them(form: str) -> None:
    assert told(thread(form)) == EXPECTED


def test_who_wrote_the_article_is_told_by_name_alone() -> None:
    form = "{name} | 1{n}. Mai 2017\n\n{words}\n"
    author = f"{POSTS[1][0]} Autor des Beitrages |"
    text = thread(form, "4 Kommentare").replace(f"{POSTS[1][0]} |", author)
    assert told(text) == EXPECTED


@pytest.mark.parametrize(
    "form",
    [
        "Author Profile Page {name} | April 2{n}, 2005 2:35 PM | Reply\n\n{words}\n",
        "Date: March 1{n}, 2019 10:15 am (UTC)\n\nFrom: {name}\n\n{words}\n\nThread\n\nReply\n",
    ],
)
def test_what_leads_in_a_name_is_no_part_of_it_where_only_two_talk(form: str) -> None:
    pair = {POSTS[2][0]: POSTS[0][0], POSTS[3][0]: POSTS[1][0]}
    text = thread(form, "4 comments")
    for name, other in pair.items():
        text = text.replace(name, other)
    assert told(text) == [(pair.get(name, name), words) for name, words in POSTS]


def test_an_answers_header_with_a_role_does_not_hide_the_others() -> None:
    top = "{n}. {name} 2021年5月1{n}日\n返信\n\n{words}\n"
    text = thread(top, "コメント").replace(
        f"{POSTS[1][0]} 2021年5月12日", f"{POSTS[1][0]} 2021年5月12日 作成者"
    )
    assert told(text) == EXPECTED


def test_names_that_act_before_a_comma_are_dated_below_their_words() -> None:
    form = "* {name} Said,\n  {words}\n\n  Posted on May {n}th, 2009 at 7:59 am\n"
    text = thread(form)
    assert told(text) == EXPECTED
    assert [b.date for b in comments(text)] == [f"May {n}th, 2009 at 7:59 am" for n in range(1, 5)]


def test_numbered_comments_are_signed_and_dated_by_their_last_two_lines() -> None:
    form = "   {n}. {words}\n      And that is all.\n      {name}\n      2{n} avr 09 at 2:2{n}\n"
    found = told(thread(form, "4 Responses to 'Boats'"))
    assert [name for name, _ in found] == [name for name, _ in POSTS]
    assert all(said.endswith("And that is all.") for _, said in found)


def test_signatures_after_numbered_words_are_told_from_headers() -> None:
    form = (
        "   {n}. {words}\n\n      {words} {words}\n\n"
        "      {name}\n\n      2{n} avr 2009 at 2:2{n}\n\n"
    )
    text = thread(form, "4 Responses to 'Boats'", "\nPages\n\nAbout\n")
    found = told(text.replace(f"{POSTS[0][1]} {POSTS[0][1]}", "[...] of boats [...]"))
    assert [name for name, _ in found] == [name for name, _ in POSTS]


def test_comments_signed_below_begin_under_their_numbers() -> None:
    form = (
        "   * [1]#1979{n}\n     {words}\n        + Report this comment\n"
        "        + 2011-04-1{n} 09:00:42 AM\n        + Posted by: {name}\n"
    )
    note = "Please be kind to one another here, and stay with what the article is about.\n\n"
    text = thread(form, "Comments\n\n" + note, "\nAdd your own comment\n\nYou need to log in.\n")
    assert told(text) == EXPECTED


def test_a_heading_right_under_the_articles_signature_heads_the_comments() -> None:
    signed = "   Posted by bill at December 4, 2007 11:13 PM\n   Comments\n\n"
    parts = (
        f"   {words}\n\n   Posted by: {name} at December {n}, 2007 11:5{n} PM\n\n"
        for n, (name, words) in enumerate(POSTS, 1)
    )
    assert told(f"{ARTICLE}{signed}{''.join(parts)}   Post a comment\n") == EXPECTED


def test_a_line_of_signs_is_nobodys_words() -> None:
    form = "   {words}\n   [2]{name} | [3]03.1{n}.19 - 10:15 am | [4]#\n     " + 60 * "_" + "\n\n"
    assert told(thread(form, "Comments", FOOT)) == EXPECTED
    form = "{name} says:\nMarch 1{n}, 2019 at 10:15 am\n{words}\n" + 60 * "_" + "\n\n"
    assert told(thread(form)) == EXPECTED


def test_a_guest_book_begins_with_its_first_entry() -> None:
    form = "{name} sagt:\n\n1{n}. Januar 2014 um 01:02 Uhr\n\n{words}\n"
    text = thread(form, "").removeprefix(ARTICLE)
    assert told(f"Gästebuch\n\n{text}")[0] == POSTS[0]


def test_names_that_a_board_ends_with_an_initial_are_names() -> None:
    form = (
        "{name} K.\n\nSenior Member\n\nJoin Date: Jan 2009\n\nPosts: 1204\n\n#{n}\n\n"
        "March 1{n}, 2019, 10:15 am\n\n{words}\n"
    )
    assert [name for name, _ in told(thread(form, ""))] == [f"{name} K." for name, _ in POSTS]
    form = (
        "Submitted by {name} K. (not verified) on March 1{n}, 2019 - 10:15 am.\n\n"
        "{words}\n\nreply\n"
    )
    assert [name for name, _ in told(thread(form))] == [f"{name} K." for name, _ in POSTS]
