"""html2text breaks lines inside links and sets posts in tables: both is undone in reading."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers.frames import unframed
from store.importers.registry import import_bytes
from store.importers.segment import segment
from store.importers.veil import shadow
from store.importers.wraps import WIDTH, unwrapped
from store.model import Block, BlockKind

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a [book](https://harbour.example/book) of its [own](https://harbour.example)."
)
LINK = "https://harbour.example/people/a-long-way-to-go/"


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT]


def told(text: str) -> list[tuple[str | None, str]]:
    return [(b.author, " ".join(text[b.start : b.end].split())) for b in comments(text)]


def filled(paragraph: str) -> str:
    return textwrap.fill(paragraph, WIDTH, break_long_words=False)


@given(st.lists(st.text("abcÄö-.,", min_size=1, max_size=30), min_size=1, max_size=60))
def test_a_paragraph_that_was_filled_is_one_row_again(words: list[str]) -> None:
    said = f"[a]({LINK}) [b]({LINK}) " + " ".join(words)
    text = filled(said)
    assert "\n" not in unwrapped(text, text)
    assert len(unwrapped(text, text)) == len(text)


def test_a_break_that_the_page_made_itself_stays() -> None:
    text = f"[a]({LINK}) [b]({LINK})  \nwords that follow it\n\nand others"
    assert unwrapped(text, text).count("\n") == 3


def test_headers_whose_links_are_broken_over_lines_are_read() -> None:
    posts = [("Merle Benedikte Quist-Berg", "two"), ("Tove van den Berg", "three"), ("Ane", "all")]
    parts = [
        filled(
            f"#{n} On May 1{n}th, 2020 4:1{n} am Member of the harbour [{name}]({LINK}{n}) replied:"
        )
        + "\n\n"
        + filled(f"I saw {number} of them from the window, and not one of them had a light on.")
        for n, (name, number) in enumerate(posts, 1)
    ]
    text = f"# Boats\n\n{filled(PROSE)}\n\n## 3 Responses to Boats\n\n" + "\n\n".join(parts)
    assert [b.author for b in comments(text)] == [
        f"Member of the harbour {name}" if len(name) < 26 else name for name, _ in posts
    ] or [b.author for b in comments(text)] == [name for name, _ in posts]


def test_a_link_that_holds_a_link_is_read_as_its_words() -> None:
    inner = f"[![]({LINK}a.png)**[Merle Quist]({LINK})** says:]({LINK})"
    assert " ".join(shadow(inner).split()) == "Merle Quist says:"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"# [Boats in the harbour]({LINK})", "Boats in the harbour"),
        (f"[Pier]({LINK}) > [Harbour]({LINK}) > [Boats]({LINK})", "Boats"),
    ],
)
def test_an_articles_title_is_told_without_links(line: str, title: str) -> None:
    raw = f"{line}\n\n{PROSE}\n\n{PROSE}\n".encode()
    assert import_bytes(raw, name="a.txt")[0].title == title


TABLE = (
    "**{name}** |  | [![Post](p.gif)]({link}{n})Posted: Mon May 1{n}, 2020 1:3{n} pm  \n---|---  \n"
    "  \nRower  \n  \nJoined: 0{n} Nov 2005  \nPosts: 2{n}  \nLocation: Bergen  \n"
    "|  | {words}  \n[Back to top]({link}#top) |  | [![Profile](b.gif)]({link})  \n---  \n\n"
)


def test_posts_that_stand_in_tables_are_told_apart() -> None:
    posts = [
        (name, f"I saw {number} of them from the window, and not one had a light on.")
        for name, number in (("merle", "two"), ("tove", "three"), ("ane", "some"), ("jo", "all"))
    ]
    text = "# Boats in the harbour\n\n" + "".join(
        TABLE.format(name=name, words=words, n=n, link=LINK)
        for n, (name, words) in enumerate(posts, 1)
    )
    assert told(text) == posts


@pytest.mark.parametrize(
    "rows",
    [
        "Name | Boats  \n---|---  \nBergen | 40  \nOslo | 3  \n",
        "a | b | c  \n---|---|---  \n1 | 2 | 3  \n",
    ],
)
def test_a_table_of_data_keeps_its_rows(rows: str) -> None:
    assert unframed(rows, rows) == rows


def test_tables_rules_and_headings_that_somebody_wrote_in_markdown_stay_as_they_are() -> None:
    table = "| Boat | Crew |\n|------|------|\n| Terje | 3 |\n| Solveig | 4 |"
    parts = (f"Part {n}\n---\n\n{PROSE}\n\n{table}" for n in range(1, 5))
    text = "Boats in the harbour\n====\n\n" + "\n\n".join(parts) + "\n"
    tables = [text[b.start : b.end] for b in segment(text) if b.kind is BlockKind.TABLE]
    assert tables == [table] * 4


def test_lines_too_long_to_have_been_wrapped_stay_lines() -> None:
    text = "\n".join(f"{n} {PROSE}" for n in range(1, 5))
    assert unwrapped(text, text) == text
    assert len(segment(text)) > 3


@pytest.mark.parametrize(
    "unit", ["[Boats](/b) ", "[Boats](/b) | ", f"{'x' * 70}\n{'y' * 20}\n", f"> {'x' * 76}\n"]
)
def test_long_rows_of_links_and_wrapped_lines_take_linear_time(unit: str) -> None:
    text = f"[a]({LINK}) [b]({LINK})\n\n" + unit * (2_000_000 // len(unit)) + "\n\nEnd.\n"
    assert len(shadow(text)) == len(text)
