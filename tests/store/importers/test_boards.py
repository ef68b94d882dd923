"""Posts of boards: boxes, numbers and signatures around them are nobody's words. All dumps own."""

from __future__ import annotations

import pytest

from store.importers.segment import segment
from store.model import Block, BlockKind

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book."
)
POSTS = tuple(
    (name, f"I saw {number} of them from the window, and not one of them had a light on.")
    for name, number in (("merle", "two"), ("Tove B", "three"), ("ane_88", "some"), ("jo", "all"))
)
EXPECTED = list(POSTS)
RANKS = ("Copper", "Bronze")


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(b.author, " ".join(text[b.start : b.end].split())) for b in comments(text)]


def board(form: str, top: str = "Boats in the harbour\n\n") -> str:
    """A topic of four posts, each as *form* has it of its name, words and number."""
    return top + "\n\n".join(
        form.format(
            name=name, words=words, n=number, m=37 * number + 900, rank=RANKS[number % len(RANKS)]
        )
        for number, (name, words) in enumerate(POSTS, 1)
    )


FORMS = {
    "a box under the date in another language": (
        "{name} Dato: Ma, 2020-05-1{n}, 18:3{n} | Innlegg # {n}\nRoer\nGruppe: Kjente\n"
        "Innlegg i alt: {m}\nPriser: {n}\n{words}"
    ),
    "the date over the name": (
        "1{n}-05-2020, 02:1{n}\n\n{name}\n\nPosts: {m}\nKR$: 0.00\n\n{words}"
    ),
    "numbers behind the dates": "{name} August 1{n}, 2020, 8:30pm {n}\n\n{words}",
    "a number under the date": (
        "{name}\n\nRegistered Upgraded\n\n{m} posts\n\nPosted 0{n} December 2020 - 12:1{n} AM\n\n"
        "#{n}\n\n{words}"
    ),
    "ranks between the name and the box": (
        "{name}\n\nSr. Member\n\nPosts: {m}\n\nAn old hand\n\nRe: Boats\n\n"
        "« Reply #{n} on: May 1{n}, 2020, 19:40:3{n} »\n\n{words}\n\nLogged"
    ),
    "titles that the board does not tell": (
        "{name}\n\n{rank}\n\nJoin Date: Nov 2015\n\nPosts: {m}\n\nShare\n\nTweet\n\n#{n}\n\n"
        "05-1{n}-2020, 09:07 AM\n\n{words}\n\nPost Cancel"
    ),
    "three dates in each": (
        "{name}\n\nNew member\n\nMay 1{n}, 2020\n\n#{n}\n\nJan 1{n}, 2009\n\n{m}\n\n0\n\n0\n\n"
        "May 1{n}, 2020\n#{n}\n\n{words}"
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_boards_posts_are_told_without_a_heading_or_buttons_by(form: str) -> None:
    assert told(board(FORMS[form])) == EXPECTED


def test_a_list_of_events_with_labels_is_no_board() -> None:
    text = board("{name}s kveld\n\n1{n} May 2020\n\nSted: Bergen\nInngang: fri\n\n{words}")
    assert comments(text) == []


def test_a_list_of_topics_with_their_numbers_is_no_board() -> None:
    text = board(
        "Boats at night, part {n}\n\nStarted by {name}, 1{n} May 2020\n\n{n} replies\n\n{m} views"
    )
    assert comments(text) == []


BOX = (
    "{name}\nRower\nPosts: {m}\nJoined: Mon Dec 26, 2005 10:38 am\nLocation: Bergen, a pier\n\n"
    "Quote\n\nPost by {name} » Fri May 1{n}, 2020 7:2{n} am\n\n{words}\n\nTop"
)


def test_the_next_writers_box_is_no_part_of_the_post_above_it() -> None:
    assert told(board(BOX, top=f"Boats in the harbour\n\n{PROSE}\n\n")) == EXPECTED


def test_a_signature_that_ends_all_posts_of_its_writer_is_nobodys_words() -> None:
    posts = [("merle", "Two."), ("tove", "Three."), ("merle", "Four."), ("tove", "Five.")]
    text = f"Boats in the harbour\n\n{PROSE}\n\n" + "\n\n".join(
        BOX.format(
            name=name,
            n=n,
            m=n,
            words=f"I saw them all from the window. {words}\n\n{name}'s boat, the seventh",
        )
        for n, (name, words) in enumerate(posts, 1)
    )
    assert told(text) == [(a, f"I saw them all from the window. {words}") for a, words in posts]


def test_what_somebody_says_at_the_end_of_two_posts_is_no_signature() -> None:
    posts = [
        ("merle", "Two.", "Thanks!"),
        ("tove", "Three.", "I think so."),
        ("merle", "Four.", "Thanks!"),
        ("tove", "Five.", "Yes, indeed."),
    ]
    text = f"Boats in the harbour\n\n{PROSE}\n\n" + "\n\n".join(
        BOX.format(name=name, n=n, m=n, words=f"I saw them all from the window. {said}\n\n{last}")
        for n, (name, said, last) in enumerate(posts, 1)
    )
    assert [said.split()[-1] for _, said in told(text)] == ["Thanks!", "so.", "Thanks!", "indeed."]


def test_when_a_post_was_edited_is_nobodys_words_and_nor_is_what_follows() -> None:
    words = "{words}\n\nLast edited by {name} on Tue May 19, 2020 1:16 pm, edited 3 times in total."
    text = board(BOX.replace("{words}", words), top=f"Boats in the harbour\n\n{PROSE}\n\n")
    assert told(text) == EXPECTED


def test_what_stands_under_every_header_with_its_writers_name_is_nobodys_words() -> None:
    form = (
        "{name}\n\nwrote on 1{n} May 2020 @ 3:2{n} PM\n\nThis comment is hidden because you have "
        "chosen to ignore {name}. Show details\n\n{words}\n\nReport abuse"
    )
    assert told(board(form, top=f"Boats\n\n{PROSE}\n\n4 comments\n\n")) == EXPECTED


@pytest.mark.parametrize(
    "said", ["de {name} »", "Message de {name} »", "von {name} »", "by {name} »"]
)
def test_who_wrote_a_post_is_told_from_the_word_before_the_name(said: str) -> None:
    form = f"Re: Boats\n\n{said} 1{{n}} May 2020 8:2{{n}}\n\n{{words}}\n\nTop"
    assert told(board(form, top=f"Boats\n\n{PROSE}\n\n")) == EXPECTED


def test_a_picture_of_presence_beside_the_date_is_nobodys_name() -> None:
    form = "Old 1{n}-05-2020, 02:1{n}\n\n{name}\n\nRower\n\nPosts: {m}\nJoin Date: 0{n}-01-2009\n\n"
    assert told(board(form + "{words}\n\n{name} is offline")) == EXPECTED


def test_a_comments_number_tells_whom_it_answers() -> None:
    text = (
        f"Boats in the harbour\n\n{PROSE}\n\n3 Comments\n\n"
        "#1 Merle (Homepage) on 12.05.2020 10:39 (Reply)\n\nForty boats are many boats.\n\n"
        "#1.1 Tove on 12.05.2020 10:56 (Reply)\n\nThey are not so many as last year.\n\n"
        "#2 Ane on 12.05.2020 11:24 (Reply)\n\nI have seen more of them.\n"
    )
    first, answer, last = comments(text)
    assert [first.author, answer.author, last.author] == ["Merle", "Tove", "Ane"]
    assert (first.parent, answer.parent, last.parent) == (None, first.id, None)


def test_numbers_before_names_may_fall() -> None:
    text = f"Boats\n\n{PROSE}\n\n4 comments\n\n" + "\n\n".join(
        f"{9 - n} {name}\n\n(1{n}.05.2020 10:1{n})\n\n{words}"
        for n, (name, words) in enumerate(POSTS, 1)
    )
    assert told(text) == EXPECTED


def test_what_stands_under_a_line_of_underscores_is_a_signature() -> None:
    words = "{words}\n\n_________________\n\nForty boats, and a pier that is mine."
    form = "{name}\n\n1{n} May 2020 at 10:1{n}\n\n" + words + "\n\nReply"
    assert told(board(form, top=f"Boats\n\n{PROSE}\n\n4 comments\n\n")) == EXPECTED


@pytest.mark.parametrize(
    "form",
    [
        "{name}\n\nAge: {n}3\n\nMissing since: 1{n} May 2020\n\nPlace: Bergen\n\n{words}",
        "{name}\n\nStarts: 1{n} May 2020, 18:3{n}\n\nPlaces: {m}\n\nRoom: {n}\n\n{words}",
        "{name} 4{n}\n\nReleased: {n} May 2020\n\nLength: {n}3\n\nSeats: {m}\n\n{words}",
        "1{n} May 2020, 10:1{n}\n\n{n}\n\n{words}",
    ],
)
def test_what_is_told_of_people_goods_and_days_is_no_board(form: str) -> None:
    assert comments(board(form, top=f"Boats in the harbour\n\n{PROSE}\n\n")) == []


def test_what_somebody_says_of_a_thing_edited_stays_in_the_post() -> None:
    said = (
        "Edited by the harbour, it tells of boats.",
        "Edited on a phone, and in haste.",
        "I saw it.",
        "Edited at night, I think. Who knows?",
    )
    box = "Joined: 0{n} May 2010\n\nPosts: {m}\n\nLocation: Bergen"
    form = "{name}\n\n1{n} May 2020, 10:1{n}\n\n{words}\n\n" + box
    text = "Boats in the harbour\n\n" + "\n\n".join(
        form.format(name=name, n=n, m=900 + n, words=f"{words}\n\n{more}")
        for n, ((name, words), more) in enumerate(zip(POSTS, said, strict=True), 1)
    )
    assert told(text) == [
        (name, f"{words} {more}") for (name, words), more in zip(POSTS, said, strict=True)
    ]


def test_words_in_a_column_beside_a_box_are_not_folded() -> None:
    form = (
        "   {name}         Posted: 1{n} May 2020, 10:1{n}\n\n   Rower          {words}\n\n"
        "   Joined: Mon Dec 26, 2005 10:38 am\n   Posts: {m}\n"
        "   Location: Bergen        And {name} has seen them too.\n"
    )
    text = board(form, top=f"Boats in the harbour\n\n{PROSE}\n\n")
    hidden = "".join(
        text[b.start : b.end]
        for b in segment(text)
        if b.kind in (BlockKind.COMMENT_META, BlockKind.BOILERPLATE)
    )
    assert "has seen them" not in hidden


def test_praise_that_reads_like_a_link_to_the_top_is_somebodys_words() -> None:
    said = ["Top", "Forty boats are many boats.", "I liked it.\nTop\nOnce more!", "I saw none."]
    text = f"Boats in the harbour\n\n{PROSE}\n\n4 comments\n\n" + "\n\n".join(
        f"{name} says:\n1{n} May 2020 at 10:1{n}\n\n{words}\n\nReply"
        for n, ((name, _), words) in enumerate(zip(POSTS, said, strict=True), 1)
    )
    assert [words for _, words in told(text)] == [" ".join(words.split()) for words in said]


def test_all_that_every_comment_says_is_not_taken_for_a_box() -> None:
    form = "#{n}\n\n{name}\n\n1{n} May 2020, 10:1{n}\n\n{name} reads from a book of the harbour."
    text = board(form, top=f"Boats in the harbour\n\n{PROSE}\n\n")
    assert not any(
        "reads" in text[b.start : b.end] for b in segment(text) if b.kind is BlockKind.COMMENT_META
    )


def test_a_word_over_a_quotation_is_no_button_that_ends_the_post() -> None:
    said = ("{}\n\nQuote\n\nno light at all\n\nsays the book, and I believe it", "{}", "{}", "{}")
    text = "Boats in the harbour\n\n4 comments\n\n" + "\n\n".join(
        f"{name}\n\n1{n} May 2020 at 10:1{n}\n\n{form.format(words)}\n\nReply"
        for n, ((name, words), form) in enumerate(zip(POSTS, said, strict=True), 1)
    )
    (name, words), *others = POSTS
    more = "Quote no light at all says the book, and I believe it"
    assert told(text) == [(name, f"{words} {more}"), *others]


def test_the_same_word_under_most_posts_is_their_button() -> None:
    form = "{name}\n\n1{n} May 2020 at 10:1{n}\n\n{words}\n\nQuote\n\nRower of boats"
    assert told(board(form, top=f"Boats\n\n{PROSE}\n\n4 comments\n\n")) == EXPECTED


def test_a_number_and_a_name_begin_a_comment_however_long_the_names_address() -> None:
    text = f"Boats\n\n{PROSE}\n\n4 comments\n\n" + "".join(
        f"  {n}. [{name}](http://boats-of-the-harbour{'.example' * n}):\n\n{words}\n\n"
        for n, (name, words) in enumerate(POSTS, 1)
    )
    assert told(text) == EXPECTED


def test_a_form_that_all_who_comment_fill_in_is_what_they_say() -> None:
    words = "Location: Oslo\n\nRemote: Yes\n\n{words}"
    form = "{name}\n\n1{n} May 2020 at 10:1{n}\n\n" + words + "\n\nReply"
    found = told(board(form, top=f"Boats\n\n{PROSE}\n\n4 comments\n\n"))
    assert found == [(name, f"Location: Oslo Remote: Yes {said}") for name, said in POSTS]
