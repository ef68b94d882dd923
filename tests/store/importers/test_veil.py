"""Dumps of lynx, w3m and html2text: their own marks are neither author, nor date, nor words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers.segment import segment
from store.importers.veil import shadow
from store.model import Block, BlockKind

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book."
)


def blocks_of(text: str, kind: BlockKind) -> list[str]:
    return [text[b.start : b.end] for b in segment(text) if b.kind is kind]


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT]


MARKS = st.lists(
    st.sampled_from(
        [
            "[12]",
            "(BUTTON)",
            "![a](b)",
            "[a",
            "](",
            "(u)",
            "x",
            " ",
            "\n",
            "\\.",
            "**",
            "[a7c1]",
            "[",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(MARKS, st.text(max_size=200)))
def test_a_shadow_has_the_length_and_the_lines_of_its_text(text: str) -> None:
    seen = shadow(text)
    assert len(seen) == len(text)
    assert [i for i, c in enumerate(seen) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]


@given(MARKS)
def test_marks_of_tools_are_in_blocks_as_every_other_character(text: str) -> None:
    covered = "".join(text[b.start : b.end] for b in segment(text))
    assert "".join(covered.split()) == "".join(text.split())


def test_lynx_numbers_its_links_and_lists_them_at_the_end() -> None:
    text = (
        "   #[1]Feed of all [2]alternate\n\n   [3]Skip to content\n\n"
        f"Boats in the harbour today\n\n   {PROSE}\n\n   See [4]the old list of boats.\n\n"
        "2 Comments\n\n   [5]Ann Lee says:\n   [6]May 3, 2020 at 10:11 am\n\n   Forty-one.\n\n"
        "   [7]Reply\n\n   [8]Bo says:\n   [9]May 4, 2020 at 10:11 am\n\n   Forty.\n\n"
        "   [10]Reply\n\nReferences\n\n   Visible links\n   1. https://a.example/feed\n"
        "   2. https://a.example/x\n   3. file:///tmp/x.html#c\n"
    )
    found = comments(text)
    assert [(b.author, b.date, text[b.start : b.end]) for b in found] == [
        ("Ann Lee", "May 3, 2020 at 10:11 am", "Forty-one."),
        ("Bo", "May 4, 2020 at 10:11 am", "Forty."),
    ]
    folded = " ".join(blocks_of(text, BlockKind.BOILERPLATE))
    assert "Feed of all" in folded
    assert "https://a.example/x" in folded
    assert "See [4]the old list of boats." in blocks_of(text, BlockKind.PARAGRAPH)


def test_lynxs_list_of_links_is_folded_where_there_are_no_comments_either() -> None:
    text = (
        f"Boats in the harbour today\n\n   {PROSE}\n\n   See [1]the old list of boats.\n\n"
        "References\n\n   1. https://a.example/list\n"
    )
    assert blocks_of(text, BlockKind.BOILERPLATE) == ["References", "1. https://a.example/list"]


def test_lynx_sets_a_title_out_to_the_left_of_the_text() -> None:
    text = (
        "   #Feed of all alternate\n\n   Skip to content\n\n"
        "   Everything you need to know about our new offers here\n\n"
        f"Boats in harbour\n\n   {PROSE}\n\n   {PROSE}\n\n   {PROSE}\n"
    )
    assert blocks_of(text, BlockKind.TITLE) == ["Boats in harbour"]


def test_an_article_that_ends_with_its_own_numbered_sources_keeps_them() -> None:
    text = (
        f"Boats in the harbour today\n\n{PROSE} [1]\n\n{PROSE}\n\n"
        "1. https://a.example/one\n2. https://a.example/two\n"
    )
    assert "https" not in " ".join(blocks_of(text, BlockKind.BOILERPLATE))


def test_html2text_writes_links_pictures_and_escapes_round_names_and_dates() -> None:
    text = (
        f"# Boats in the harbour today\n\n{PROSE}\n\n## 2 Comments\n\n"
        "  1. ![](https://a.example/avatar.png) **[Ann Lee](https://ann.example)** sagt:\n\n"
        "[ 3\\. Mai 2020 um 10:11 Uhr\n](https://a.example/boats-in-the-\nharbour/#comment-1)\n\n"
        "Forty-one.\n\n[Antworten](https://a.example/?replytocom=1#respond)\n\n"
        "  2. **Bo** sagt:\n\n[ 4\\. Mai 2020 um 09:00 Uhr ](https://a.example/#comment-2)\n\n"
        "Forty.\n\n[Antworten](https://a.example/?replytocom=2#respond)\n"
    )
    assert [(b.author, b.date, text[b.start : b.end]) for b in comments(text)] == [
        ("Ann Lee", "3. Mai 2020 um 10:11 Uhr", "Forty-one."),
        ("Bo", "4. Mai 2020 um 09:00 Uhr", "Forty."),
    ]


def test_a_linked_title_is_the_title_without_its_address() -> None:
    text = f"# [Boats in the harbour today](https://a.example/boats)\n\n{PROSE}\n\n{PROSE}"
    assert blocks_of(text, BlockKind.TITLE) == ["Boats in the harbour today"]


def test_a_picture_alone_on_its_line_is_a_caption_and_one_without_words_is_folded() -> None:
    text = (
        f"# Boats in the harbour\n\n{PROSE}\n\n![Forty boats](https://a.example/1.png)\n\n{PROSE}\n\n"
        f"![](https://a.example/2.png)\n\n{PROSE}"
    )
    assert blocks_of(text, BlockKind.CAPTION) == ["![Forty boats](https://a.example/1.png)"]
    assert "![](https://a.example/2.png)" in blocks_of(text, BlockKind.BOILERPLATE)


def test_w3m_puts_a_pictures_file_name_before_the_author() -> None:
    text = (
        f"Boats in the harbour today\n\n{PROSE}\n\n2 Comments\n\n"
        " 1. [a7c1f0] Ann Lee says:\n    May 3, 2020 at 10:11 am\n\n    Forty-one.\n\n    Reply\n\n"
        " 2. [a7c1f1]bo says:\n    May 4, 2020 at 10:11 am\n\n    Forty.\n\n    Reply\n"
    )
    assert [b.author for b in comments(text)] == ["Ann Lee", "bo"]


def test_the_depth_of_a_comment_is_that_of_the_number_alone_above_it() -> None:
    text = (
        f"Boats in the harbour today\n\n   {PROSE}\n\n2 Comments\n\n"
        "    1.\n   Ann Lee says:\n       May 3, 2020 at 10:11 am\n       Forty-one.\n"
        "       Reply\n"
        "         1.\n   Bo says:\n            May 4, 2020 at 10:11 am\n            Forty.\n"
        "            Reply\n"
    )
    found = comments(text)
    assert [b.author for b in found] == ["Ann Lee", "Bo"]
    assert found[1].parent == found[0].id
    assert [text[b.start : b.end] for b in found] == ["Forty-one.", "Forty."]


def test_the_third_bullet_of_lynx_is_no_part_of_a_name() -> None:
    text = f"Boats in the harbour today\n\n   {PROSE}\n\n3 Comments\n\n"
    for indent, bullet, name in ((5, "*", "Ann Lee"), (10, "+", "Bo"), (15, "o", "Cem")):
        pad = " " * indent
        text += (
            f"{pad}{bullet} {name}\n{pad}  May 3, 2020 at 10:11 am\n\n{pad}  Words of {name}.\n\n"
            f"{pad}  Reply\n\n"
        )
    found = comments(text)
    assert [b.author for b in found] == ["Ann Lee", "Bo", "Cem"]
    assert [b.parent for b in found] == [None, found[0].id, found[1].id]


def test_a_wrapped_line_that_begins_with_o_is_no_list_item() -> None:
    text = (
        "     + um item\n\n"
        "          O governo disse ontem que o porto ficará aberto durante toda a semana e que\n"
        "          o barco chega na segunda-feira, segundo o jornal da cidade e o porto de lá\n"
    )
    assert any(
        text[b.start : b.end].startswith("O governo") and "o barco" in text[b.start : b.end]
        for b in segment(text)
    )


@pytest.mark.parametrize(
    "unit",
    ["[", "](", "[](", "![", "![a](", "[a](", "[1]", "(BUTTON)", "\\.", "**", "[a1]", "(", "\n[x1"],
)
def test_marks_without_end_take_linear_time(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    begun = time.process_time()
    shadow(text)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "picture",
    [
        "[svg+xml,%3Csvg%20xmlns%3D%22http%3A%2F%2Fwww.w3.org%22%3E\n    %3Cp%2F%3E%3C%2Fsvg%3E]",
        "[gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=]",
        "![](data:image/png;base64," + "iVBORw0KGgo" * 900 + ")",
    ],
)
def test_a_picture_that_stands_in_its_own_address_is_no_words(picture: str) -> None:
    text = f"{PROSE}\n\n{picture} Tweet\n"
    assert shadow(text)[len(PROSE) :].split() == ["Tweet"]
