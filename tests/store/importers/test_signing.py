"""How themes sign comments in dumps: glued acts, doubled names, dates of other forms."""

from __future__ import annotations

import pytest

from tests.store.importers.harbour import ARTICLE, EXPECTED, POSTS, comments, thread, told

FORMS = {
    "an act glued to a doubled name": (
        "   {name} {name}says:\n   [28]Wed {n} Jun 2010 at 9:26 am\n   {words}\n"
    ),
    "half a day behind a double point": (
        "{name} dice:\n\nMiércoles, marzo {n}, 2006 a las 1:48:PM\n\n{words}\n"
    ),
    "a time behind on": "* {name}\n\nJune 1{n}th, 2012 on 6:39 am\n\n{words}\n\nReply\n",
    "a weekday between day and time": (
        "{n}. {name}说道：\n       2006-07-1{n}, 星期二 16:38\n       {words}\n"
    ),
    "a Chinese word between day and time": (
        "{n}.\n\n{name} 说:\n       [36]2014年1月2{n}日于下午1:05\n       {words}\n"
    ),
    "how long ago in Swedish": "{name}\n\n   ...för 1{n} månader sedan\n\n   {words}\n",
    "words in italics": (
        "por _[{name}](http://a.example/)_ \\- _0{n}/06/2006 - 23:41_\n\n{words}\n"
    ),
    "a name below the day": (
        "   {n}. [2]November {n} 2008\n      {name}\n      {words}\n      Reply\n"
    ),
    "a time before the day, behind the name": (
        "**{name}** à 15h0{n} le 3{n}/03/2009\n\n{words}\n\nRépondre\n"
    ).replace("3{n}", "1{n}"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_names_and_dates_are_read_as_themes_print_them(form: str) -> None:
    assert told(thread(form)) == EXPECTED


def test_a_name_that_two_comments_print_twice_is_there_once() -> None:
    form = "{n}. {name} says:\n       [98]2013/11/2{n} at 10:26\n       {words}\n"
    first = POSTS[0][0]
    text = (
        thread(form).replace(POSTS[2][0], first).replace(f"{first} says", f"{first} {first} says")
    )
    assert [name for name, _ in told(text)] == [first, POSTS[1][0], first, POSTS[3][0]]


def test_a_name_of_two_same_halves_stays_whole() -> None:
    form = "{n}. {name} says:\n       [98]2013/11/2{n} at 10:26\n       {words}\n"
    text = thread(form).replace(POSTS[2][0], POSTS[0][0]).replace(POSTS[0][0], "efeefe")
    assert [name for name, _ in told(text)] == ["efeefe", POSTS[1][0], "efeefe", POSTS[3][0]]


def test_names_that_end_as_an_act_does_are_names() -> None:
    form = "{n}. {name}\n       [98]2013/11/2{n} at 10:26\n       {words}\n"
    text = thread(form)
    for (name, _), other in zip(POSTS, ("Lisa", "Elsa", "Rosa", "Tessa"), strict=True):
        text = text.replace(name, other)
    assert [name for name, _ in told(text)] == ["Lisa", "Elsa", "Rosa", "Tessa"]


@pytest.mark.parametrize("form", ["{n}. {name} sagte,\n   {words}\n", "{name} sagte,\n\n{words}\n"])
def test_acts_before_a_comma_need_no_heading(form: str) -> None:
    assert told(thread(form, "« Before | Next »")) == EXPECTED


def test_who_says_something_may_be_called_as_a_byline_begins() -> None:
    form = "{n}. {name} a dit :\n       {n} juin 2013 à 17 h 26 min\n       {words}\n"
    text = thread(form, "4 commentaires").replace(POSTS[1][0], "Di Caro")
    assert [name for name, _ in told(text)] == [POSTS[0][0], "Di Caro", *(n for n, _ in POSTS[2:])]


def test_comments_are_signed_below_in_japanese() -> None:
    form = "{words}\n\n投稿者 {name} : 2005年05月1{n}日 18:32\n"
    assert told(thread(form, "コメント", "\nコメントしてください\n")) == EXPECTED


def test_signatures_over_rules_under_a_heading_that_ends_in_dots() -> None:
    form = (
        "   {words}\n\n   Posted by: {name} | 7:03pm   {n} August 2006\n     " + 60 * "_" + "\n\n"
    )
    assert told(thread(form, "Comments...\n     " + 60 * "_")) == EXPECTED


def test_links_back_are_told_in_other_languages() -> None:
    linked = "{n}. 通告: Somebody's harbour | About boats\n\n"
    text = thread("   {n}. {name} 说:\n   2014年1月2{n}日 13:05\n   {words}\n", "4 条评论")
    found = comments(text.replace("4 条评论\n\n", "4 条评论\n\n" + linked.format(n=0)))
    assert [b.author for b in found] == [name for name, _ in POSTS]


def test_one_answer_at_the_third_depth_is_no_part_of_the_name() -> None:
    text = (
        f"{ARTICLE}4 Responses\n\n"
        f"    1. [43]Jill says:\n       [44]September 15, 2010 at 9:24 am\n       {POSTS[0][1]}\n"
        f"          + [45]Gavin says:\n            [46]September 15, 2010 at 9:40 am\n"
        f"            {POSTS[1][1]}\n"
        f"               o [47]Olga says:\n                 [48]September 15, 2010 at 10:52 am\n"
        f"                 {POSTS[2][1]}\n"
    )
    assert [b.author for b in comments(text)] == ["Jill", "Gavin", "Olga"]


def test_names_with_addresses_are_read_where_only_some_are_in_a_list() -> None:
    rows = "".join(
        f"     * http://www.a{n}.example/ Wu\n       {words} Thanks for that, {name}.\n\n"
        f"     http://www.b{n}.example/u {name}\n\n   {words}\n\n"
        for n, (name, words) in enumerate(POSTS)
    )
    found = comments(f"{ARTICLE}8 Comments - Leave a comment!\n\n{rows}")
    assert [b.author for b in found] == [who for name, _ in POSTS for who in ("Wu", name)]


@pytest.mark.parametrize("posted", ["Postado em", "Xyzzyed"])
def test_a_word_beside_all_dates_is_nobodys_name(posted: str) -> None:
    form = f"{{name}}\n\n{posted} December 2{{n}}, 2010 at 18:39 | Permalink\n\n{{words}}\n"
    assert told(thread(form)) == EXPECTED


def test_what_leads_to_other_articles_does_not_hide_signatures() -> None:
    form = "  {words}\n\n  Posted by: {name} at December {n}, 2004 3:38 AM\n\n"
    foot = "« I'm still here, the boat is still broken, and the nets are torn | Main | Next »\n"
    assert told(thread(form, "Comments", foot)) == EXPECTED


def test_a_heading_under_a_signature_with_a_link_behind_it_heads_the_comments() -> None:
    signed = "  Posted by ben at August 28, 2007 10:35 AM | Up to blog\n    Comments\n\n"
    parts = (
        f"    {words}\n\n    Posted by: {name} at August 2{n}, 2007 11:03 PM\n\n"
        for n, (name, words) in enumerate(POSTS, 1)
    )
    text = f"{ARTICLE}{signed}{''.join(parts)}    << Previous Entry  To Index  Next Entry >>\n"
    assert told(text) == EXPECTED


def test_names_over_their_words_and_dates_under_them_are_of_one_comment() -> None:
    form = "    {n}.\n\n[28]{name}:\n       {words} 🙂\n       [29]6/9/11, 23:0{n}\n"
    found = told(thread(form, "4 Comments"))
    assert found == [(name, f"{words} 🙂") for name, words in POSTS]


def test_a_day_of_the_week_in_short_is_part_of_the_date() -> None:
    form = "{name}\n\n   wt., 18/02/2014 - 11:5{n}\n\n   Adres\n\n   {words}\n     * Odpowiedz\n"
    found = comments(thread(form, "Komentarze"))
    assert [b.author for b in found] == [name for name, _ in POSTS]


def test_a_guest_behind_a_date_is_who_writes() -> None:
    form = "15. Juli 2009 - 6:4{n} – {name}\n\n{words}\n\n* Antworten\n"
    text = thread(form, "Kommentare").replace(POSTS[0][0], "Gast")
    assert [name for name, _ in told(text)] == ["Gast", *(name for name, _ in POSTS[1:])]


def test_comments_are_signed_below_in_chinese() -> None:
    form = "{words}\n\n由 {name} 發表於 April {n}, 2006 02:33 PM\n"
    assert told(thread(form, "迴響", "\n發表迴響\n")) == EXPECTED
