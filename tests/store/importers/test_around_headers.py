"""What stands over, under and between comments' names and dates in dumps. All texts own."""

from __future__ import annotations

import pytest

from store.importers.segment import segment
from tests.store.importers.harbour import ARTICLE, EXPECTED, POSTS, comments, thread, told

TITLE = "Forty boats, and nobody to count them"


@pytest.mark.parametrize(
    ("heading", "by"), [("Messages:5", "par"), ("Forum posts: 5", "by"), ("", "von")]
)
def test_a_comments_title_over_its_date_is_nobodys_words(heading: str, by: str) -> None:
    top, deep = (
        (
            f"     *\n\n[1]{TITLE}\n       {n} November 2020 00:1{n}, {by} {name}\n"
            f"       {words[:-12]}\n       {words[-11:]}\n"
        )
        for n, (name, words) in enumerate(POSTS[:2], 1)
    )
    inner = (
        f"          + [2]{TITLE} 3 November\n            2020 02:09, {by} {POSTS[2][0]}\n"
        f"            {POSTS[2][1]}\n"
    )
    unsigned = f"     *\n\n[4]{TITLE}\n       18 June 2021 13:21\n       Nobody signs this one.\n"
    text = f"{ARTICLE}{heading}\n\n{top}{inner}{deep}{unsigned}"
    found = comments(text)
    assert told(text) == [POSTS[0], POSTS[2], POSTS[1], (None, "Nobody signs this one.")]
    assert [b.parent for b in found] == [None, found[0].id, None, None]


def test_a_board_that_counts_its_members_messages_has_no_heading_of_them() -> None:
    text = thread("{name}\n\nMessages : {n}\n\n#{n}\n1{n}-11-2015, 23h2{n}\n\n{words}\n", "Boats")
    assert told(text) == EXPECTED


def test_titles_of_their_own_in_a_list_belong_to_the_headers_under_them() -> None:
    titles = ("A word on lights", "Short answers", "What they saw", "Against it")
    parts = (
        f"     *\n\n{title}\n       written by {name} on 2{n}. Jan. 2015, 21:0{n}\n       {words}\n"
        for n, (title, (name, words)) in enumerate(zip(titles, POSTS, strict=True), 1)
    )
    assert told(f"{ARTICLE}4 Responses\n\n{''.join(parts)}") == EXPECTED


@pytest.mark.parametrize(
    "form",
    [
        "{name}\n\nPosted on\n\nApril 2{n}rd, 2006 at 1:22 pm\n\n{words}\n\nReply\n",
        "{name}\nVerfasst am:\n2{n}. April 2006 um 13:22\n{words}\n",
        "[f8e3e13d4fd{n}]\n{name}\nReply\nDecember {n}, 2018\n{words}\n",
    ],
)
def test_a_label_or_button_between_name_and_date_is_no_name(form: str) -> None:
    assert told(thread(form)) == EXPECTED


@pytest.mark.parametrize(
    "form",
    [
        "{name} says\n\n{words}\n\nAugust 1{n}, 2009, 7:31 am\n",
        "   {n}. {name} says\n       {words}\n       August 1{n}, 2009, 7:31 am\n",
        " {n}.\n    [79791] {name} says\n\n    {words}\n\n    August 1{n}, 2009, 7:31 am\n",
    ],
)
def test_a_date_under_the_words_is_theirs_where_names_say_something(form: str) -> None:
    text = thread(form, "4 comments\n\nBy the clerk – August 9, 2009\n\n4 Responses")
    assert told(text) == EXPECTED
    assert [b.date for b in comments(text)] == [f"August 1{n}, 2009, 7:31 am" for n in range(1, 5)]


def test_the_newest_comments_are_the_articles_where_it_has_as_many() -> None:
    form = "{name} 1{n} August 2011\n\n{words}\n"
    counted = ARTICLE.replace("\n\n", "\n\nThe clerk 9 August 2011 Boats, 4 Comments\n\n", 1)
    listed = thread(form, "Latest Comments").replace(ARTICLE, counted)
    assert told(listed) == EXPECTED
    assert told(listed.replace("4 Comments", "9 Comments")) == []


def test_buttons_under_a_header_are_no_words_and_leave_it_above_them() -> None:
    form = "{name}\n\nMarch {n}rd, 2009\n\nREPLY\n\nQUOTE\n\n{words}\n"
    text = thread(form, "Comments ( 4 )\n\nTrackbacks ( 0 )\n\nWrite comment")
    assert told(text) == EXPECTED


def test_links_back_without_headers_may_come_first() -> None:
    linked = "".join(
        f"   {n}. Her harbour, day {n} @ The old log\n       June 1{n}, 2009 at 12:42 pm\n"
        f"       […] counted the boats again, and {n} more […]\n       Log in to Reply\n"
        for n in range(1, 4)
    )
    form = "   {n}. {name} says:\n       August {n}, 2009 at 8:12 am\n       {words}\n"
    text = thread(f"{form}          Log in to Reply\n", f"7 comments\n\n{linked}")
    assert [pair for pair in told(text) if pair[0]] == EXPECTED


def test_a_programs_log_in_a_comment_has_no_headers() -> None:
    log = "\n\n2009-06-16 20:01:20 [Srvr] INFO -- Server 5.1\n\n2009-06-16 20:01:21 INFO -- Ready"
    form = "{n}. {name} says:\n\nAugust {n}, 2009 at 8:12 am\n\n{words}" + log + "\n"
    assert [author for author, _ in told(thread(form))] == [name for name, _ in POSTS]


def test_a_page_that_links_back_may_have_a_title_of_two_lines() -> None:
    linked = (
        "   2. [64]Who counts boats? | The harbour log – a diary of wind and\n"
        "       weather says:\n       [65]November 23, 2011 at 10:21 am\n"
        "       […] from the top: four boats, and a fifth […]\n"
    )
    form = "   {n}. {name} says:\n       November 2{n}, 2011 at 2:28 pm\n       {words}\n"
    text = thread(form).replace("   3.", f"{linked}   3.", 1)
    assert told(text) == EXPECTED
    linked_back = next(b for b in segment(text) if b.pingback)
    assert linked_back.author == (
        "Who counts boats? | The harbour log – a diary of wind and weather"
    )
    assert linked_back.date == "November 23, 2011 at 10:21 am"


@pytest.mark.parametrize("smile", [":3", "😀 😛", "<3", ":-)"])
def test_a_face_is_all_that_somebody_may_say(smile: str) -> None:
    text = thread("{name} says:\n\nApril 1{n}, 2012 at 8:19 pm\n\n{words}\n")
    text = text.replace(POSTS[2][1], smile)
    assert told(text)[2] == (POSTS[2][0], smile)


def test_who_runs_the_site_is_no_part_of_the_last_comment() -> None:
    form = "{name} says:\n\nApril 1{n}, 2012 at 8:19 pm\n\n{words}\n"
    text = thread(form, foot="\nThe harbour log is proudly powered by\nSome Engine\n")
    assert told(text) == EXPECTED


def test_a_sentence_that_ends_as_a_header_does_is_none() -> None:
    said = "This letter goes under the skin and right to where a voice says:"
    form = "{n}. {name} on 2{n}. Januar 2011 11:09\n" + said + "\n{words}\n"
    assert [author for author, _ in told(thread(form, "4 Kommentare"))] == [
        name for name, _ in POSTS
    ]


def test_what_is_quoted_in_a_numbered_comment_is_no_other_comment() -> None:
    form = "   {n}. {name} says:\n       September 2{n}, 2010 at 2:53 am\n       {words}\n"
    words = "       You wrote:\n       A harbour has as many clerks as it has books to fill.\n"
    text = thread(form).replace("   3.", f"{words}   3.", 1)
    assert [author for author, _ in told(text)] == [name for name, _ in POSTS]


def test_an_excerpt_that_nobody_signs_is_a_link_back() -> None:
    text = thread("{name} says:\n\nApril 1{n}, 2012 at 8:19 pm\n\n{words}\n")
    text += "\nThe log of the other harbour\n\nApril 19, 2012 at 9:00 pm\n\n[…] and there are more"
    assert told(text) == EXPECTED


def test_a_name_between_dots_is_a_name() -> None:
    text = thread("{words}\n\n{name}\n\n1{n}/11/2007 at 4:51 pm\n\nReply\n").replace(
        "merle", ".mau."
    )
    assert told(text)[0][0] == ".mau."
