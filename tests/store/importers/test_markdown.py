"""Markdown articles: the text is the source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers.markdown import parse_blocks
from store.importers.registry import import_bytes
from store.model import Block

PIECES = st.sampled_from(
    [
        "# A",
        "## B\n",
        "* x\n  * y",
        "1. z",
        "> q",
        "```\ncode\n```",
        "    code",
        "a",
        "b\n===",
        "<!-- c -->",
        "--",
        "---\ntitle: t\n---",
        "\n\n",
        "\t",
        "\x00",
        "\x0c",
        "\x85",
        "\u2028",
        "[^1]: n",
        "***",
    ]
)


def assert_invariant(text: str, blocks: tuple[Block, ...]) -> None:
    covered = "".join(text[b.start : b.end] for b in blocks)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    assert all(text[b.start : b.end].strip() == text[b.start : b.end] for b in blocks)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=20).map("\n".join)))
def test_every_visible_character_of_a_source_is_in_exactly_one_block(text: str) -> None:
    text = text.replace("\r", "\n")
    assert_invariant(text, parse_blocks(text))


def test_the_parts_of_a_document_are_told_apart() -> None:
    text = (
        "# The title\n\nBy Ann Lee\n\nWords.\n\n## Part\n\n> Said.\n\n- one\n- two\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n<!-- note -->\n"
    )
    assert [b.kind.value for b in parse_blocks(text)] == [
        *("boilerplate", "title", "byline", "paragraph", "heading", "quote"),
        *("list", "list", "table", "code", "boilerplate"),
    ]


def test_front_matter_names_the_article() -> None:
    raw = b'---\ntitle: "A name"\nauthor: Ann Lee\ndate: 3 May 2021\nsite: Record\n---\n\nWords.\n'
    (article,) = import_bytes(raw, name="a.md")
    assert article.text.encode() == raw
    assert (article.title, article.byline, article.site) == ("A name", "Ann Lee", "Record")
    assert article.date is not None
    assert article.date.iso == "2021-05-03"
    assert article.blocks[0].kind.value == "boilerplate"


@pytest.mark.parametrize(
    ("front", "title", "byline"),
    [
        ('+++\ntitle = "No \\"ferry\\""\nauthor = \'Ada\'\n[extra]\n+++\n', 'No "ferry"', "Ada"),
        (
            "---\ntitle: It''s\nauthors:\n  - Ada Brook\n  - name: Bo\n---\n",
            "It''s",
            "Ada Brook, Bo",
        ),
        ("---\n# made by hand\ntitle: 'It''s'\nauthor: [Ada, \"Bo\"]\n...\n", "It's", "Ada, Bo"),
        (
            "---\ntitle: >-\n  No ferry\n  today\nauthor:\n  name: Ada\n---\n",
            "No ferry today",
            "Ada",
        ),
    ],
)
def test_front_matter_of_each_kind_names_title_and_authors(
    front: str, title: str, byline: str
) -> None:
    (article,) = import_bytes(f"{front}\nWords.\n".encode(), name="a.md")
    assert (article.title, article.byline) == (title, byline)
    assert [block.kind.value for block in article.blocks] == ["boilerplate", "paragraph"]


def test_a_paragraph_between_rules_is_no_front_matter() -> None:
    text = "---\n\nOnly words stand here.\n\n---\n\nMore words.\n"
    assert [b.kind.value for b in parse_blocks(text) if len(text[b.start : b.end]) > 3] == [
        "paragraph",
        "paragraph",
    ]


def test_markup_that_shows_words_is_not_folded_away() -> None:
    text = (
        '<div class="note"><p>Words that matter.</p></div>\n\n<blockquote>Said.</blockquote>\n\n'
        "<figure><img src='a.png'><figcaption>The pier</figcaption></figure>\n\n"
        "<img src='a.png'>\n\n<!-- no words -->\n\n<style>p { x: y }</style>\n"
    )
    assert [block.kind.value for block in parse_blocks(text)] == [
        *("paragraph", "quote", "caption", "boilerplate", "boilerplate", "boilerplate"),
    ]
