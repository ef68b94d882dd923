"""Comments that no rule knows, told by what their headers have in common; all dumps are own."""

from __future__ import annotations

import pytest

from store.importers.segment import segment
from store.model import Block, BlockKind

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book.\n\nNobody had counted them before, and nobody knew how many were "
    "to come until the evening of the same day, when the wind had turned at last."
)
HEAD = f"Boats in the harbour\n\n{PROSE}\n\n"
NAMES = ("Merle Quist", "Tove", "Ane Bakke", "Jorun")
WORDS = tuple(
    f"I saw {number} of them from the window, and not one of them had a light on."
    for number in ("two", "three", "some", "all")
)
EXPECTED = list(zip(NAMES, WORDS, strict=True))


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(b.author, " ".join(text[b.start : b.end].split())) for b in comments(text)]


def page(form: str, heading: str = "4 comments on Boats in the harbour") -> str:
    """A page with four comments, each as *form* has it of its name, words and number."""
    parts = [
        form.format(name=name, words=words, n=number, m=4 * number)
        for number, (name, words) in enumerate(EXPECTED, 1)
    ]
    return HEAD + f"{heading}\n\n" * bool(heading) + "\n\n".join(parts) + "\n"


FORMS = {
    "how long ago, without saying so": "{name} {n} years\n\n{words}\n\nShare",
    "letters for how long ago": "{name}\n\n{n}d\n\n{words}",
    "a place between name and date": "{name}, Bergen, Norway, {n} months ago\n\n{words}",
    "a time that touches its year": "{name}\nAugust {n}, 20194:1{n} pm\n\n{words}\n\nRecommend",
    "a time of day alone": "{name} 07:1{n}\n\n{words}",
    "a time of day in brackets": "{name} (01:1{n}:10) :\n\n{words}",
    "the day before the name": "Comment on 1{n} May 2020\n\n{name}:\n\n{words}",
    "a label before the date": (
        "{name}\n\nPosted: 1{n} May 2020, 10:11 Post subject: Boats\n\n{words}\n\nBack to top"
    ),
    "a name in a box": (
        "{name}\n\nRower\n\nMessages: {m}\n\nReputation: {n}\n\n#{n}\n1{n}-05-2020, 10:1{n}\n\n"
        "{words}\n\nQuote"
    ),
    "a box behind the date": (
        "{name}\n\n1{n} May 2020\n\nMember\n\nPosts: {m}\n\n{words}\n\nReply with quote"
    ),
    "all of it in one line": (
        "  {n}. ![](https://pictures.example/{n}.jpg) {name} [ 1{n}\\. May 2020 at 10:1{n}]"
        "(#comment-{n}) {words}"
    ),
    "a second date for machines": (
        "{name}\n\nFriday, {n}. May @ 10:1{n} 15889{n}00Fri, 0{n} May 2020 10:1{n}:00 +0100\n\n"
        "{words}"
    ),
    "a number, the day and the act": "#{n} On May 1{n}, 2020 10:1{n} am {name} replied:\n\n{words}",
    "a board's own words": "Post by {name} » Fri May 1{n}, 2020 7:1{n} am\n\n{words}\n\nTop",
}


@pytest.mark.parametrize("form", FORMS)
def test_comments_are_told_apart_under_a_heading_by_likeness_with(form: str) -> None:
    assert told(page(FORMS[form])) == EXPECTED


PARTED = ("a label before the date", "a name in a box", "a box behind the date")


@pytest.mark.parametrize("form", PARTED)
def test_what_stands_under_every_comment_speaks_for_them_without_a_heading(form: str) -> None:
    assert told(page(FORMS[form], heading="")) == EXPECTED


def test_what_a_board_says_of_its_members_is_nobodys_words() -> None:
    text = page(
        "{name}\n\nJoined: 0{n} Jan 2009 10:08 am\n\nPosts: {m}\n\n"
        "Posted: 1{n} May 2020, 10:1{n}\n\n{words}\n\nQuote\n\nTop",
        heading="",
    )
    assert told(text) == EXPECTED


def test_a_heading_that_no_rule_knows_heads_comments_that_are_alike() -> None:
    assert told(page("{name}\n\n{n} years\n\n{words}", heading="[ 4 comments ]")) == EXPECTED


@pytest.mark.parametrize(
    "under", ["{n} comments", "Filed under Boats | {n} comments", "Leave a comment"]
)
def test_a_list_of_articles_with_numbers_of_comments_is_no_thread(under: str) -> None:
    form = "{name} on boats\n\n1{n} May 2020 by {name}\n\n{words} {words}\n\n"
    assert comments(page(form + under, heading="")) == []
    assert comments(page(form + under, heading="Posts")) == []


def test_a_list_of_headlines_under_an_offer_of_comments_is_no_thread() -> None:
    text = page("By {name} 1{n} May 2020\n\n{name} and the boats", heading="View all 4 comments")
    assert comments(text) == []


def test_dates_of_what_begins_and_ends_are_no_comments() -> None:
    text = HEAD + "".join(
        f"Race {day}\n\nStarts: {day} May 2020, 10:00 UTC\nEnds: {day} May 2020, 18:00 UTC\n\n"
        for day in range(11, 17)
    )
    assert comments(text) == []


def test_names_that_a_page_prints_twice_are_read_once() -> None:
    assert told(page("{name}{name}\n\n1{n} May 2020 at 10:1{n}\n\n{words}")) == EXPECTED


@pytest.mark.parametrize(
    "behind", [" (not verified)", " Post author", " • #7", " (nicht überprüft)", " *"]
)
def test_what_a_page_says_of_a_commenter_is_no_part_of_the_name(behind: str) -> None:
    text = page("{name}" + behind + "\n\n1{n} May 2020 at 10:1{n}\n\n{words}")
    assert told(text) == EXPECTED


def test_a_board_that_says_whom_a_post_answers_gives_its_parent() -> None:
    text = HEAD + (
        "2 comments\n\nMerle Quist | May 9, 2020 12:05 | Reply\n\nForty boats are many.\n\n"
        "Tove replied to this comment from Merle Quist | May 9, 2020 12:25 | Reply\n\nThey are.\n"
    )
    first, second = comments(text)
    assert (first.author, second.author, second.parent) == ("Merle Quist", "Tove", first.id)


def test_words_left_open_tell_comments_without_dates_or_a_heading() -> None:
    text = page("{name} said...\n\n{words}\n\n7:1{n} AM", heading="4 notes from the quay:")
    assert [b.author for b in comments(text)] == list(NAMES)


def test_a_date_above_the_next_name_is_that_of_the_comment_before_it() -> None:
    text = (
        HEAD
        + "4 comments\n\n"
        + "".join(
            f"{name} said...\n\n{words}\n\n1{n}/05/20 10:1{n}\n"
            for n, (name, words) in enumerate(EXPECTED, 1)
        )
    )
    assert [b.author for b in comments(text)] == list(NAMES)
    assert [b.date for b in comments(text)][:3] == [f"1{n}/05/20 10:1{n}" for n in (1, 2, 3)]


def test_a_definition_lists_terms_are_headers_of_what_is_set_in() -> None:
    text = (
        HEAD
        + "4 comments\n\n"
        + "".join(f"   {name} said...\n          {words}\n" for name, words in EXPECTED)
    )
    assert told(text) == EXPECTED


def test_numbered_comments_signed_below_have_their_authors() -> None:
    text = (
        HEAD
        + "4 replies\n\nSubscribe to these replies.\n\n"
        + "\n\n".join(
            f" {n}. {words}\n\n    {name}\n\n    1{n}/05/2020 at 10:1{n} am\n\n    Reply"
            for n, (name, words) in enumerate(EXPECTED, 1)
        )
    )
    assert told(text) == EXPECTED
    assert all(block.parent is None for block in comments(text))


def test_a_line_that_ends_as_a_header_does_is_said_among_dated_comments() -> None:
    text = page("{name}\n\n1{n} May 2020 at 10:1{n}\n\n{words}")
    text = text.replace(WORDS[1], f"{WORDS[1]}\n\nMy log says:\n\nNothing at all.")
    assert [b.author for b in comments(text)] == list(NAMES)


def test_a_list_that_never_comes_back_to_its_first_indent_is_flat() -> None:
    text = (
        HEAD
        + "6 comments\n\n"
        + "\n".join(
            f"{' ' * (2 * level)}{name} says:\n{' ' * (2 * level)}1{level} May 2020 at 10:11\n\n"
            f"{' ' * (2 * level)}{WORDS[0]}\n"
            for level, name in enumerate(("Ane", "Bo", "Cis", "Dag", "Ea", "Finn", "Gro"), 1)
        )
    )
    parents = [block.parent for block in comments(text)]
    assert len(parents) == 7
    assert parents[:2] == [None, None]


def test_another_page_that_links_here_is_flagged() -> None:
    text = HEAD + (
        "2 comments\n\nMerle says:\nMay 9, 2020 at 12:05 pm\n\nForty boats are many.\n\n"
        "The Quay » Blog Archive » Boats says:\nMay 10, 2020 at 12:05 pm\n\n[...] boats [...]\n"
    )
    assert [block.pingback for block in comments(text)] == [False, True]


def test_a_list_of_what_is_read_most_under_a_heading_is_no_thread() -> None:
    titles = "".join(f"{number}. Boats and a quay\n\n" for number in range(1, 8))
    assert comments(HEAD + f"Comments\n\nMost read\n\n{titles}") == []


@pytest.mark.parametrize("item", ["  * {name}\n    {words}\n", "{name}\n\n{words}\n\n"])
def test_a_services_plain_list_is_told_by_the_services_name_under_it(item: str) -> None:
    listed = "".join(item.format(name=name, words=words) for name, words in EXPECTED)
    text = HEAD + "  * Print\n  * Share\n\n" + listed + "\nblog comments powered by Quayside\n"
    assert told(text) == EXPECTED
    assert comments(text.replace("blog comments powered by Quayside", "Our quays")) == []


def test_a_name_beside_each_number_is_its_author_where_no_date_can_be_read() -> None:
    text = (
        HEAD
        + "4 comments\n\n"
        + "\n".join(
            f"    {n}. {name}:\n       {words}\n       comment at dusk\n"
            for n, (name, words) in enumerate(EXPECTED, 1)
        )
    )
    assert [b.author for b in comments(text)] == list(NAMES)


def test_a_date_and_a_name_part_two_comments_that_no_blank_line_does() -> None:
    text = (
        HEAD
        + "Comments\n\n"
        + "\n".join(
            f"   1{n}.05.2020 10:1{n} {name}\n\n   {words}"
            for n, (name, words) in enumerate(EXPECTED, 1)
        )
    )
    assert told(text) == EXPECTED


def test_comments_with_their_authors_below_end_where_the_form_begins() -> None:
    text = (
        HEAD
        + "Comments\n\n"
        + "".join(
            f"{words}\n\nPosted by: {name} | May 1{n}, 2020 at 10:1{n} AM\n\n"
            for n, (name, words) in enumerate(EXPECTED, 1)
        )
    )
    text += "Verify your Comment\n\nThis is only a preview, and nothing of it has been sent yet.\n"
    assert told(text) == EXPECTED


def test_names_over_a_button_head_the_words_that_follow_it() -> None:
    assert told(page("{name}\n\nReply\n\n{words}", heading="4 comments")) == EXPECTED


def test_a_list_in_which_names_have_their_address_before_them_is_a_thread() -> None:
    listed = "".join(
        f"  * http://people.example/{n} {name}\n    {words}\n"
        for n, (name, words) in enumerate(EXPECTED, 1)
    )
    assert told(HEAD + f"  * Print\n  * Share\n\n{listed}\nLeave a reply\n") == EXPECTED


@pytest.mark.parametrize(
    ("says", "date", "button"),
    [
        ("sanoo:", "1{n} huhtikuun, 2020 9:1{n} am", "Vastaa"),
        ("ha dit:", "1{n} de maig de 2020 a les 10:1{n}", "Respon"),
        ("kaže:", "1{n}. travnja 2020. u 10:1{n}", "Odgovori"),
        ("каза:", "1{n} януари 2020 в 10:1{n}", "Отговор"),
        ("sier:", "mars 1{n}, 2015, kl. 10:1{n} am", "Svar"),
    ],
)
def test_a_thread_is_read_in_one_more_language(says: str, date: str, button: str) -> None:
    text = page("{name} " + says + "\n\n" + date + "\n\n{words}\n\n" + button, heading="")
    assert told(text) == EXPECTED
    assert all(block.date for block in comments(text))


def test_numbers_and_words_that_all_names_share_are_no_part_of_them() -> None:
    for form in (
        "{n} {name} // May 1{n}, 2020 at 10:1{n} am",
        "{name} Picture {name}:\n1{n}.05.2020",
    ):
        assert [b.author for b in comments(page(form + "\n\n{words}\n\nReply"))] == list(NAMES)


def test_a_role_and_whom_a_comment_answers_may_stand_between_its_name_and_date() -> None:
    text = page("{name}\n\n1{n} May 2020 10:1{n}\n\n{words}\n\n0")
    for day, name in ((12, "Tove"), (13, "Ane Bakke")):
        box = f"{name}\n\nAuthor\n\nReply to Merle Quist\n{day} May"
        text = text.replace(f"{name}\n\n{day} May", box)
    assert told(text) == EXPECTED
    first, second, *_ = comments(text)
    assert second.parent == first.id
