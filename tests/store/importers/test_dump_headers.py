"""Who wrote a comment, in the ways that dumps of common systems print it; all dumps are own."""

from __future__ import annotations

import pytest

from store.importers.buttons import is_button
from store.importers.segment import segment
from store.model import Block, BlockKind

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book.\n\nNobody had counted them before, and nobody knew how many were "
    "to come until the evening of the same day, when the wind had turned at last."
)
HEAD = f"Boats in the harbour\n\n{PROSE}\n\n"


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(b.author, text[b.start : b.end]) for b in comments(text)]


def folded(text: str) -> str:
    return " ".join(text[b.start : b.end] for b in segment(text) if b.kind is BlockKind.BOILERPLATE)


GLUED = {
    "en": ("{n}May {d}, 2020 at 4:05 PM", "ReplyDelete", "May {d}, 2020 at 4:05 PM"),
    "de": ("{n}{d}. Mai 2020 um 16:05", "AntwortenLöschen", "{d}. Mai 2020 um 16:05"),
    "fr": ("{n}{d} mai 2020 à 16:05", "RépondreSupprimer", "{d} mai 2020 à 16:05"),
    "es": ("{n}{d} de mayo de 2020, 16:05", "ResponderEliminar", "{d} de mayo de 2020, 16:05"),
}


@pytest.mark.parametrize("language", GLUED)
def test_a_name_is_told_from_the_date_that_touches_it_in(language: str) -> None:
    line, button, date = GLUED[language]
    text = HEAD + "2 comments:\n\n"
    for day, name in ((3, "Merle Quist"), (4, "Tove")):
        text += f"{line.format(n=name, d=day)}\n\nWords of {name} on the boats.\n\n{button}\n\n"
    assert told(text) == [
        ("Merle Quist", "Words of Merle Quist on the boats."),
        ("Tove", "Words of Tove on the boats."),
    ]
    assert [b.date for b in comments(text)] == [date.format(d=day) for day in (3, 4)]


@pytest.mark.parametrize("words", ["ReplyDelete", "AntwortenLöschen", "LikeLiked by 5 people"])
def test_buttons_without_a_space_between_are_buttons(words: str) -> None:
    assert is_button(words)


@pytest.mark.parametrize(
    "words", ["Like2 Reply", "3 Reply Share", "(2) Antworten", "Reply to Merle"]
)
def test_counts_and_other_buttons_may_stand_beside_one(words: str) -> None:
    assert is_button(words)


@pytest.mark.parametrize("words", ["Nobody wrote a reply", "Boats reply", "Share the boats"])
def test_a_line_with_other_words_is_no_button(words: str) -> None:
    assert not is_button(words)


@pytest.mark.parametrize("words", ["McReply", "iPhone", "ReplyNobody", "Löschwasser"])
def test_a_word_with_a_capital_inside_is_no_button(words: str) -> None:
    assert not is_button(words)


LINK = "https://boats.example/2020/05/forty-"


def test_a_header_that_html2text_has_wrapped_inside_its_links_is_whole() -> None:
    text = (
        HEAD + "#### 2 comments:\n\n"
        "  1. ![](//pictures.example/merle.jpg)\n\n"
        "[Merle Quist of the\nharbour](https://people.example/profile/137)[May 3, 2020 at\n"
        f"4:05 PM]({LINK}\nboats.html?shown=1)\n\n"
        "Forty is a fine number.\n\nReply[Delete](https://boats.example/delete-\nit?id=1)\n\n"
        "  2. ![](//pictures.example/tove.jpg)\n\n"
        f"[Tove](https://people.example/profile/139)[May 4,\n2020 at 5:06 PM]({LINK}\nb)\n\n"
        "It was fifty.\n\nReply[Delete](https://boats.example/delete-\nit?id=2)\n\n"
    )
    assert told(text) == [
        ("Merle Quist of the harbour", "Forty is a fine number."),
        ("Tove", "It was fifty."),
    ]


def test_a_date_whose_time_is_wrapped_leaves_none_of_it_in_the_words() -> None:
    text = HEAD + "### 2 Responses\n\n"
    for day, name in ((3, "Merle"), (4, "Tove")):
        text += (
            f"  {day - 2}. ![](https://pictures.example/a.jpg) {name} says:\n\n"
            f"[ May {day}, 2020 at 12:25\npm]({LINK}\nboats/#c{day})\n\nWords of {name}.\n\n"
            f"[Reply]({LINK}\nboats/?to={day})\n\n"
        )
    assert told(text) == [("Merle", "Words of Merle."), ("Tove", "Words of Tove.")]
    assert [b.date for b in comments(text)] == [f"May {d}, 2020 at 12:25 pm" for d in (3, 4)]


def test_a_signature_whose_date_is_printed_oddly_still_names_the_author() -> None:
    text = (
        HEAD + "2 Comments »\n\nForty is a fine number of boats.\n\n"
        "Comment by Merle Quist — 17.07, 2011 @ 13:04\n\nIt was fifty, I counted.\n\n"
        "Comment by Tove — 17.07, 2011 @ 14:10\n\nLeave a comment\n"
    )
    assert told(text) == [
        ("Merle Quist", "Forty is a fine number of boats."),
        ("Tove", "It was fifty, I counted."),
    ]
    assert "fifty" not in folded(text)


def test_name_and_date_may_be_items_of_a_comments_own_list() -> None:
    text = HEAD + "Kommentare Schreibe einen Kommentar\n\n"
    for number, (pad, name) in enumerate((("", "Merle"), ("    ", "Tove")), start=1):
        text += (
            f"{pad} {number}. [portrait]\n{pad}     * Antworten\n{pad}     * {name}\n"
            f"{pad}     * {number + 2}. Mai 2020 @ 10:11\n{pad}     * \n"
            f"{pad}       Worte von {name} über die Boote.\n\n"
        )
    found = comments(text)
    assert [b.author for b in found] == ["Merle", "Tove"]
    assert [b.parent for b in found] == [None, found[0].id]


def test_a_level_tells_the_depth_and_points_are_no_name() -> None:
    text = HEAD + "3 comments\n\nSort by\n\nbest\n\n"
    for level, name in ((1, "merle_q"), (2, "tove"), (1, None)):
        text += f"level {level}\n" + (f"{name}\n" if name else "")
        text += f"{level + 4} points · 6 years ago\n\nWords at level {level} on boats.\n\nReply\n"
    found = comments(text)
    assert [b.author for b in found] == ["merle_q", "tove", None]
    assert [b.parent for b in found] == [None, found[0].id, None]


@pytest.mark.parametrize(
    ("menu", "guest", "author", "votes"),
    [
        ("newest oldest most voted", "Guest", "Author", "Thumbs up 2 Thumbs down"),
        ("neueste älteste meiste Bewertungen", "Gast", "Autor", "Daumen hoch2Daumen runter"),
    ],
)
def test_what_a_commenter_is_stands_over_the_name(
    menu: str, guest: str, author: str, votes: str
) -> None:
    text = HEAD + f"{menu}\n\n"
    for role, name in ((guest, "Merle Quist"), (author, "Tove")):
        text += f"{role}\n\n{name}\n\nWords of {name} on the boats.\n\n{votes}\n\n"
    assert told(text) == [
        ("Merle Quist", "Words of Merle Quist on the boats."),
        ("Tove", "Words of Tove on the boats."),
    ]


def test_what_a_commenter_is_may_stand_between_name_and_date() -> None:
    text = (
        HEAD + "2 Kommentare\n\nMerle\n\n3. Mai 2020 / 6:16\n\nEine schöne Zahl.\n\nAntworten\n\n"
        "Tove Lund\nAutor\n\n3. Mai 2020 / 7:20\n\nIch danke dir sehr.\n\nAntworten\n\n"
    )
    assert told(text) == [("Merle", "Eine schöne Zahl."), ("Tove Lund", "Ich danke dir sehr.")]


def test_pictures_and_bullets_before_a_name_are_none_of_it() -> None:
    text = (
        HEAD + "3 Comments\n\n"
        "  • [ab12cd34]\n    Merle\n    May 3, 2020 at 10:11\n\n    Forty is fine.\n\n    Reply\n\n"
        "      □ ● Tove says:\n        May 4, 2020 at 10:11\n\n        It was fifty.\n\n"
        "        Reply\n\n"
        "  • [portrait of Jon] Jon May 5, 2020 at 10:11\n\n    I saw sixty.\n\n    Reply\n\n"
    )
    assert told(text) == [
        ("Merle", "Forty is fine."),
        ("Tove", "It was fifty."),
        ("Jon", "I saw sixty."),
    ]
    first, second, third = comments(text)
    assert (second.parent, third.parent) == (first.id, None)


def test_a_byline_with_a_number_of_comments_begins_no_thread() -> None:
    text = (
        "Boats in the harbour\n\nOld recipes · 6 comments · May 3, 2020, 10:11\n\n"
        f"{PROSE}\n\nComments\n\nComment by Merle\nMay 4, 2020 at 9:09\n\nForty is fine.\n\n"
        "Comment by Tove\nMay 5, 2020 at 9:10\n\nIt was fifty.\n"
    )
    assert told(text) == [("Merle", "Forty is fine."), ("Tove", "It was fifty.")]


def test_of_two_counts_over_a_thread_the_nearer_is_its_heading() -> None:
    text = (
        HEAD + "Comments (2)\n\n2 Comments »\n\n    1. Forty is a fine number.\n"
        "       Comment by Merle — 3 May 2020 @ 13:04\n    2. It was fifty.\n"
        "       Comment by Tove — 3 May 2020 @ 14:10\n"
    )
    assert told(text) == [("Merle", "Forty is a fine number."), ("Tove", "It was fifty.")]
    assert all(b.parent is None for b in comments(text))


def test_a_time_and_a_name_under_a_button_begin_the_next_comment() -> None:
    text = (
        HEAD
        + "Bo wrote first, and the page has lost the name above.\n\nThumbs up0Thumbs down Reply"
    )
    for day, name in ((3, "Merle"), (4, "Tove"), (5, "Jon")):
        text += (
            f"\n\n{day} May 2020 20:00\n\n{name}\n\nWords of {name} on the boats."
            "\n\nThumbs up0Thumbs down Reply"
        )
    assert told(text) == [(n, f"Words of {n} on the boats.") for n in ("Merle", "Tove", "Jon")]


@pytest.mark.parametrize(
    "line",
    [
        "geschrieben von Merle am 21. Mai 2020, 19:04 [ antworten ]",
        "merle@boats.example Merle says:\n21 May 2020 at 19:04",
        "[portrait]Merle 21 May 2020 at 19:04",
        "21 May 2020 at 19:04\nMerle Merle\nMerle",
    ],
)
def test_the_name_alone_is_read_from(line: str) -> None:
    text = HEAD + f"2 comments\n\n{line}\n\nForty is fine.\n\n{line}\n\nIt was fifty.\n\n"
    assert [b.author for b in comments(text)] == ["Merle", "Merle"]


@pytest.mark.parametrize("name", ["coco", "Jon Jon", "JoJo", "Tintin", "David Autor", "Ann Guest"])
def test_a_name_that_looks_doubled_or_like_a_role_is_kept(name: str) -> None:
    text = HEAD + f"2 comments\n\n{name} says:\n21 May 2020 at 19:04\n\nForty is fine.\n\n" * 2
    assert {b.author for b in comments(text)} == {name}


def test_a_name_far_from_its_verb_behind_a_long_address_is_found() -> None:
    address = "https://archive.example/" + "2014/" * 20
    text = HEAD + "### 2 replies\n\n"
    for number, name in enumerate(("Merle", "Tove"), start=1):
        text += (
            f"  {number}. [{name}]({address}) says:\n\n  \n[ 9\\. May 2020 at\n14:5{number}]"
            f"({address}#c{number})\n\nWords of {name}.\n\n"
        )
    assert told(text) == [("Merle", "Words of Merle."), ("Tove", "Words of Tove.")]


def test_headlines_with_a_time_beside_them_are_no_thread() -> None:
    text = HEAD + "".join(
        f"«A boat, a wind, a harbour»: number {n} 28 May 2020 20:3{n}\n\n" for n in range(5)
    )
    assert comments(text) == []


def test_an_article_under_its_byline_is_not_the_first_comment() -> None:
    article = f"{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n"
    text = (
        "Boats in the harbour\n\nThis is what one of our readers has told us of his harbour.\n\n"
        f"MerleQuist 17.10.2019, 13:56\n\n{article}"
    )
    for name in ("Tove", "Jon", "Bo"):
        text += f"{name} 18.10.2019, 14:25\n\nWords of {name} on the boats.\n\nReply\n\n"
    assert [b.author for b in comments(text)] == ["Tove", "Jon", "Bo"]


def test_a_comment_whose_header_is_not_told_is_not_folded() -> None:
    lost = "I have counted the boats again, and there were sixty of them in the harbour."
    text = (
        HEAD + "2 comments\n\nMerle says:\n21 May 2020 at 19:04\n\nForty is fine.\n\nReply\n\n"
        f"A name that is no name at all |\n=\n\n{lost}\n\nReply\n\nLeave a Reply\n\nName *\n"
    )
    assert lost not in folded(text)
    assert "Leave a Reply" in folded(text)
