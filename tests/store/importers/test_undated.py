"""Comments without dates or buttons: lists of names and words. All dumps are own."""

from __future__ import annotations

import pytest

from store.importers.segment import segment
from store.model import Block, BlockKind

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book."
)
HEAD = f"Boats in the harbour\n\n{PROSE}\n\n"


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT and not b.pingback]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(b.author, " ".join(text[b.start : b.end].split())) for b in comments(text)]


ANSWERED = """\
   {head}
     * Merle Quist
       I saw two of them from the window, and not one of them had a light on.
          + harbour
            Thank you.
     * Tove
       When does the office open?
          + harbour
            At eight, as it did last year.
     * Ane Bakke
       Forty is more than I thought.
"""


@pytest.mark.parametrize("head", ["", "Share this page"])
def test_people_who_come_back_to_answer_speak_for_a_list_of_comments(head: str) -> None:
    text = HEAD + ANSWERED.format(head=head)
    found = comments(text)
    assert [b.author for b in found] == ["Merle Quist", "harbour", "Tove", "harbour", "Ane Bakke"]
    first, answer, second, other, last = found
    assert (answer.parent, other.parent) == (first.id, second.id)
    assert {first.parent, second.parent, last.parent} == {None}


LINKED = """\
  * Pingback: Boats at night « The harbour's other page
  * merle
    I saw two of them from the window, and not one of them had a light on.
  * Pingback: Forty boats | News from the pier
  * Tove
    Forty is more than I thought, and I have seen many of them come.
  * Ane Bakke
    Who counts them at night, when nobody is there to see them?
"""


def test_links_back_among_the_items_speak_for_a_list_of_comments() -> None:
    assert [name for name, _ in told(HEAD + LINKED)] == ["merle", "Tove", "Ane Bakke"]


def test_names_with_addresses_and_links_back_speak_for_comments_in_paragraphs() -> None:
    text = HEAD + (
        "Pingback: Boats at night « The harbour's other page\n\n"
        "merle\n\nI saw two of them from the window, and not one of them had a light on.\n\n"
        "https://pier.example/tove Tove\n\nForty is more than I thought, and I have seen many.\n\n"
        "https://pier.example/ane Ane Bakke\n\nWho counts them at night, when nobody is there?\n\n"
        "Jorun\n\nNobody does.\n"
    )
    assert [name for name, _ in told(text)] == ["merle", "Tove", "Ane Bakke", "Jorun"]


def test_a_list_of_people_and_what_they_do_is_no_thread() -> None:
    text = HEAD + "".join(
        f"     * {name}\n       Counts the boats of the {side} harbour at night.\n"
        for name, side in (("Merle Quist", "old"), ("Tove Berg", "new"), ("Ane Bakke", "other"))
    )
    assert comments(text) == []


@pytest.mark.parametrize(
    "names",
    [
        ("Merle Quist", "Tove Berg", "Ane Bakke", "Jo Lie", "Merle Quist", "Tove Berg", "Siri"),
        ("Merle", "Tove", "Merle", "Tove", "Merle", "Tove", "Merle", "Tove"),
    ],
)
def test_people_who_are_named_twice_in_a_list_of_people_write_no_comments(
    names: tuple[str, ...],
) -> None:
    text = HEAD + "".join(
        f"     * {name}\n       She won it for her book on boats. It was her best.\n"
        for name in names
    )
    assert comments(text) == []


def test_a_list_of_lists_whose_items_come_again_is_no_thread() -> None:
    text = HEAD + "".join(
        f"     * {name}\n       It lies in the north.\n"
        "          + Harbour\n            Boats are kept here.\n"
        "          + Pier\n            One walks on it.\n"
        for name in ("Bergen", "Oslo", "Bodø", "Molde")
    )
    assert comments(text) == []


def test_nicknames_that_come_back_speak_for_a_list_of_comments() -> None:
    names = ("merle_88", "Tove", "jo3", "Ane Bakke", "merle_88", "Siri", "jo3")
    text = HEAD + "".join(
        f"     * {name}\n       I saw {n} of them from the window. Not one had a light on.\n"
        for n, name in enumerate(names, 2)
    )
    assert [b.author for b in comments(text)] == list(names)


def test_a_menu_in_a_menu_is_no_thread() -> None:
    text = HEAD + "".join(
        f"     * {name}\n       All of {name}\n          + {name}\n            Best of {name}\n"
        for name in ("Boats", "Piers", "Lights", "Nets", "Sails", "Knots")
    )
    assert comments(text) == []


def test_answers_in_a_numbered_list_have_numbers_of_their_own() -> None:
    text = HEAD + (
        "4 comments\n\n    1. merle\n       at\n       Reply\n       I saw two of them.\n"
        "         1. Harbour\n            at\n            Reply\n            We saw them too.\n"
        "    2. Tove\n       at\n       Reply\n       Forty is many.\n"
        "         1. Harbour\n            at\n            Reply\n            It is.\n"
        "    3. Ane\n       at\n       Reply\n       I saw none.\n"
    )
    assert [b.author for b in comments(text)] == ["merle", "Harbour", "Tove", "Harbour", "Ane"]


def test_an_excerpt_of_a_page_that_links_here_is_flagged() -> None:
    text = HEAD + (
        "2 comments\n\nThe other page\nMay 3, 2020 at 10:11\n\n[…] as the harbour office counted "
        "[…]\n\nMerle\nMay 4, 2020 at 10:12\n\nForty boats are many boats.\n"
    )
    excerpt, comment = (b for b in segment(text) if b.kind is BlockKind.COMMENT)
    assert (excerpt.pingback, comment.pingback, comment.author) == (True, False, "Merle")


def test_dates_may_close_the_comments_whose_names_begin_them() -> None:
    text = (
        HEAD
        + "3 comments\n\nComments closed\n\n"
        + "\n\n".join(
            f"{name}:\n\nI saw {number} of them from the window, and I counted twice.\n\n"
            f"May 1{day}, 2020 @ 8:1{day} pm"
            for day, (name, number) in enumerate(
                (("Merle", "two"), ("Tove", "all"), ("Ane", "none"))
            )
        )
    )
    assert [(b.author, b.date) for b in comments(text + "\n\nTags\n\nboats harbour\n")] == [
        (name, f"May 1{day}, 2020 @ 8:1{day} pm")
        for day, name in enumerate(("Merle", "Tove", "Ane"))
    ]


def test_a_heading_that_tells_how_many_comments_follow_heads_them_all() -> None:
    text = "Boats\n\n3 comentarios:\n\n" + "\n\n".join(
        f"{name}2{day} de julio de 2010, 6:2{day}\n\nHola, me encanta tu blog y las fotos son muy "
        "buenas.\n\nResponderEliminar\n\nRespuestas\n\nResponder"
        for day, name in enumerate(("Unknown", "Elo", "Lola"))
    )
    assert [name for name, _ in told(text)] == ["Unknown", "Elo", "Lola"]
