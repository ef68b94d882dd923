"""What the segmenter makes of raw text dumps."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_articles import paths
from store.importers.base import decode
from store.importers.segment import segment
from store.model import Block, BlockKind

PROSE = (
    "The district office opened a second counter for people without papers, and it was used by "
    "sixty families in its first week."
)


def kinds_and_words(text: str) -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.start : b.end]) for b in segment(text)]


def words_of(text: str, kind: BlockKind) -> list[str]:
    return [text[b.start : b.end] for b in segment(text) if b.kind is kind]


def comments(text: str) -> list[Block]:
    return [b for b in segment(text) if b.kind is BlockKind.COMMENT]


def assert_invariant(text: str, blocks: tuple[Block, ...]) -> None:
    reached = 0
    for number, block in enumerate(blocks, start=1):
        assert block.id == f"b{number}"
        assert reached <= block.start < block.end <= len(text)
        assert not text[block.start].isspace()
        assert not text[block.end - 1].isspace()
        assert text[reached : block.start].strip() == ""
        reached = block.end
    assert text[reached:].strip() == ""


LINES = st.sampled_from(
    [
        "",
        "  ",
        "# Title",
        "By Ann Lee",
        "Kabul, 28 August 2018 (IOM)* – The",
        "2 Comments to “x”",
        "  1. one",
        "  2. two",
        "Ann says:",
        "  * Bo sagt:",
        "    3. Mai 2020 um 10:11 Uhr",
        "Reply",
        "Leave a Reply",
        "Related Posts",
        "• Home",
        "Photo: me",
        "“Quoted,” she said.",
        "Ann May 3, 2020 at 10:11 am",
        "© 2020 Site",
        PROSE,
    ]
)


@given(st.text(max_size=400))
def test_every_visible_character_of_any_text_is_in_exactly_one_block(text: str) -> None:
    assert_invariant(text, segment(text))


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_the_invariant_holds_for_lines_as_pages_have_them(text: str) -> None:
    blocks = segment(text)
    assert_invariant(text, blocks)
    assert segment(text) == blocks
    ids = {b.id: b for b in blocks}
    assert all(ids[b.parent].kind is BlockKind.COMMENT for b in blocks if b.parent)


@given(st.lists(LINES, max_size=30).map("\n".join), st.integers(0, 3))
def test_an_empty_line_more_changes_blocks_but_no_character(text: str, extra: int) -> None:
    spaced = text.replace("\n\n", "\n\n" + "\n" * extra)
    words = ["".join(t[b.start : b.end] for b in segment(t)) for t in (text, spaced)]
    assert "".join(words[0].split()) == "".join(words[1].split()) == "".join(text.split())


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.name)
def test_the_invariant_holds_for_every_sample_and_every_cut_of_it(path: Path) -> None:
    text = decode(path.read_bytes())[0][:40_000]
    for end in {len(text), len(text) // 2, len(text) // 3}:
        assert_invariant(text[:end], segment(text[:end]))


@pytest.mark.parametrize("number", range(1, 6))
def test_a_paragraph_over_several_lines_is_one_block(number: int) -> None:
    words = (PROSE + " ") * number
    wrapped = textwrap.fill(words, 72)
    text = f"A title of a few words\n\n{wrapped}\n\n{wrapped}\n"
    assert [kind for kind, _ in kinds_and_words(text)] == ["title", "paragraph", "paragraph"]


def test_a_dateline_is_split_round_its_date() -> None:
    text = f"A title of a few words\n\nOrun, 3 May 2021 (ABC)* – {PROSE}\n\n{PROSE}"
    assert kinds_and_words(text)[1:5] == [
        ("dateline", "Orun,"),
        ("date", "3 May 2021"),
        ("dateline", "(ABC)* –"),
        ("paragraph", PROSE),
    ]


def test_a_dash_in_a_sentence_is_no_dateline() -> None:
    text = f"A title of a few words\n\nThe office – a shed – opened. {PROSE}"
    assert words_of(text, BlockKind.DATELINE) == []


def test_a_copyright_line_names_the_site() -> None:
    text = f"A title of a few words\n\nHarbour Record\n\n{PROSE}\n\n2021 Harbour Record\n"
    assert words_of(text, BlockKind.SITE) == ["Harbour Record"]
    assert words_of(text, BlockKind.BOILERPLATE) == ["2021 Harbour Record"]


def test_a_paragraph_that_begins_with_a_quotation_is_a_quote() -> None:
    text = f"A title of a few words\n\n{PROSE}\n\n“We opened on Monday,” said Ida Brook."
    assert words_of(text, BlockKind.QUOTE) == ["“We opened on Monday,” said Ida Brook."]


def test_a_photo_credit_makes_a_caption() -> None:
    text = f"A title of a few words\n\n{PROSE}\n\nThe new counter. Photo: I. Brook\n\n{PROSE}"
    assert words_of(text, BlockKind.CAPTION) == ["The new counter. Photo: I. Brook"]


@pytest.mark.parametrize("licence", ["CC", "CC BY-SA 4.0", "Getty Images / Ann Lee", "© imago"])
def test_a_pictures_licence_alone_on_a_line_makes_a_caption(licence: str) -> None:
    title = "A second counter opens at last"
    above = f"{licence}\nBy Ann Lee | 3 May 2020\n\n{title}\n\n{PROSE}\n\n{PROSE} Again.\n"
    between = f"{title}\n\n3 May 2020\n\n{licence}\n\n{PROSE}\n\n{PROSE} Again.\n"
    for text in (above, between):
        assert words_of(text, BlockKind.CAPTION) == [licence]
        assert words_of(text, BlockKind.TITLE) == [title]


def test_numbered_comments_end_where_the_reply_form_begins() -> None:
    text = (
        f"A title\n\n{PROSE}\n\n2 Comments to “A title”\n\n  1. First word.\n\n\n"
        "  2. Second word.\n\n     More of it.\n\nLeave a Reply\n\nName\n"
    )
    found = comments(text)
    assert [(b.number, text[b.start : b.end]) for b in found] == [
        (1, "First word."),
        (2, "Second word.\n\n     More of it."),
    ]
    assert words_of(text, BlockKind.BOILERPLATE) == ["Leave a Reply", "Name"]


@pytest.mark.parametrize(
    ("heading", "says", "date", "reply"),
    [
        ("3 thoughts on “A title”", "says:", "May 3, 2020 at 10:11 am", "Reply"),
        ("3 Kommentare", "sagt:", "3. Mai 2020 um 10:11 Uhr", "Antworten"),
        ("3 commentaires", "dit :", "3 mai 2020 à 10:11", "Répondre"),
        ("3 comentarios", "dijo:", "3 de mayo de 2020 a las 10:11", "Responder"),
        ("3 دیدگاه", "می‌گوید:", "3 May 2020 10:11", "پاسخ"),
    ],
)
def test_signed_comments_are_nested_by_indentation(
    heading: str, says: str, date: str, reply: str
) -> None:
    text = f"A title\n\n{PROSE}\n\n{heading}\n\n"
    for indent, name in ((2, "Ann Lee"), (6, "Bo"), (2, "Cem")):
        pad = " " * indent
        text += (
            f"{pad}* {name} {says}\n{pad}  {date}\n\n{pad}  Words of {name}.\n\n{pad}  {reply}\n\n"
        )
    found = comments(text)
    assert [b.author for b in found] == ["Ann Lee", "Bo", "Cem"]
    assert [text[b.start : b.end] for b in found] == [
        "Words of Ann Lee.",
        "Words of Bo.",
        "Words of Cem.",
    ]
    assert [b.parent for b in found] == [None, found[0].id, None]
    assert [b.date for b in found] == [date] * 3


def test_signatures_under_the_words_are_understood() -> None:
    text = (
        f"Un titre assez long\n\n{PROSE}\n\nVos réactions\n\n  • \n\n    Très bien.\n\n"
        "    Anne Roux Le 11 mai 2018 à 12:57\n\n    Répondre\n\n      □ \n\n"
        "        Pas du tout.\n\n"
        "        Guy Le 12 mai 2018 à 08:00\n\nVotre nom [     ]\n"
    )
    found = comments(text)
    assert [(b.author, text[b.start : b.end]) for b in found] == [
        ("Anne Roux", "Très bien."),
        ("Guy", "Pas du tout."),
    ]
    assert found[1].parent == found[0].id


def test_a_pingback_is_a_flagged_comment() -> None:
    text = (
        f"A title\n\n{PROSE}\n\n2 Comments\n\nAnn says:\nMay 3, 2020 at 10:11 am\n\nYes.\n\n"
        "Pingback: Elsewhere\n"
    )
    assert [(b.author, b.pingback) for b in comments(text)] == [("Ann", False), (None, True)]


def test_teasers_with_dates_after_the_reply_form_are_no_comments() -> None:
    text = (
        f"A title\n\n{PROSE}\n\n1 Comment\n\nAnn says:\nMay 3, 2020 at 10:11 am\n\nYes.\n\n"
        f"Leave a Reply\n\nPolitics\nMay 9, 2020 at 7:00 am\n\n{PROSE[:60]}\n"
    )
    assert [b.author for b in comments(text)] == ["Ann"]


def test_a_title_that_begins_like_a_byline_is_still_the_title() -> None:
    text = f"Home Archive\n\nDid the mayor close it?\n\nBy Ida Brook, 3 May 2021\n\n{PROSE}"
    assert words_of(text, BlockKind.TITLE) == ["Did the mayor close it?"]
    assert words_of(text, BlockKind.BYLINE) == ["Ida Brook"]


@pytest.mark.parametrize("by", ["By", "Written by:", "Von"])
def test_a_title_over_by_alone_on_its_line_is_the_title(by: str) -> None:
    title = "Have an idea? A second counter opens at last"
    text = f"Thank you!\n\nOur letter comes on Fridays\n\n{title}\n\n{by}\n\nAnn Lee\n\n{PROSE}\n"
    assert words_of(text, BlockKind.TITLE) == [title]


@pytest.mark.parametrize(
    "line",
    [
        "Home News Forum Members Polls Gallery Counters",
        "Home News Forum Archives Counters\nMembers Polls Gallery Letters",
        "Counters  Office hours  Letters  Our people",
        "Skip to main content or to the search form",
        "« The first counter opens | Main | No counter on Fridays »",
        "________________ ________________ Log in, or write your name here",
        "Welcome, Guest. Please log in or register at the office.",
    ],
)
def test_what_leads_about_a_site_is_no_title(line: str) -> None:
    title = "A second counter"
    text = f"{line}\n\n{title}\n\n{PROSE}\n\n{PROSE} Again.\n"
    assert words_of(text, BlockKind.TITLE) == [title]


def test_a_title_of_words_that_menus_have_too_is_one() -> None:
    for title in ("News of the Forum", "A News Forum for All Our Members", "Where to find Help"):
        text = f"The Office\n\n{title}\n\nBy Ann Lee\n\n{PROSE}\n\n{PROSE} Again.\n"
        assert words_of(text, BlockKind.TITLE) == [title]


def test_the_way_to_a_page_says_what_it_is_called() -> None:
    way = "The Office » Letters from the Counter » No Fridays"
    body = f"{PROSE}\n\n{PROSE} Again.\n"
    assert words_of(f"{way}\n\n{body}", BlockKind.TITLE) == ["No Fridays"]
    again = f"{way}\n\nNo Fridays\n\n{body}"
    assert kinds_and_words(again)[1] == ("title", "No Fridays")


@pytest.mark.parametrize(
    "line",
    ["Author  Topic: No Fridays  (Read 133 times)", "Autor Thema: No Fridays (Gelesen 9 mal)"],
)
def test_a_topic_is_called_what_its_board_calls_it(line: str) -> None:
    text = f"The Office and all of its people\n\n{line}\n\nann\n\n{PROSE}\n\n{PROSE} Again.\n"
    assert words_of(text, BlockKind.TITLE) == ["No Fridays"]


def test_a_credit_behind_the_first_sentence_is_no_title() -> None:
    title = "A second counter opens at last in the office"
    lead = "It opens on Monday, and here is all that there is to know of it before you go there."
    credit = "Licensed Keeper of Counters and Queues, M.A. Journalism"
    text = f"{title}\n\n{lead}\n\nAnn Lee\n\n{credit}\n\nApril 2, 2024\n\n{PROSE}\n\n{PROSE} Yes.\n"
    assert words_of(text, BlockKind.TITLE) == [title]


def test_a_text_of_nothing_but_labels_is_not_folded_away() -> None:
    assert [kind for kind, _ in kinds_and_words("?")] == ["paragraph"]
    assert "boilerplate" not in [kind for kind, _ in kinds_and_words("Share\n\nTweet")]


def test_an_article_about_comments_has_no_comments() -> None:
    text = f"Comments on the draft law\n\n{PROSE}\n\nShe says: “{PROSE}”\n\n{PROSE}"
    assert comments(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "a" * 1_000_000,
        "(" * 300_000,
        "1. " * 300_000,
        " " * 1_000_000 + "x",
        "x\n" * 100_000,
        "Ann says: " * 100_000,
        "“" * 300_000,
        "| " * 300_000,
        "\n\n".join([PROSE] * 8_000),
        "3 Comments\n\n" + "Ann says:\nMay 3, 2020 at 10:11 am\n\nYes.\n\n" * 10_000,
    ],
    ids=range(11),
)
def test_a_million_characters_take_a_few_seconds_at_most(text: str) -> None:
    begun = time.process_time()
    assert_invariant(text, segment(text))
    assert time.process_time() - begun < 6


@pytest.mark.parametrize(
    "units",
    [
        [chr(code) for code in range(32, 80)],
        [chr(code) for code in range(80, 127)],
        [
            "“",
            "»",
            "–",
            "·",
            "•",
            "©",
            "۔",
            "،",
            "。",
            "「",
            "\u200c",
            "\u00a0",
            "\t",
            "\x00",
            "中",
        ],
        ["](", "[](", "![a](", "1. ", "[1]", "(BUTTON)", "o ", "says: ", "a: ", "3. Mai ", "\\."],
        ["10:11 ", "2020-", "vor ", "hier ", "ago ", "an ", "| ", "a.b@", "by ", "Photo: ", "# "],
        ["a\n", "Reply\n", "\n\na", "> \n", "[12]\n", "3.\n", "o\n"],
    ],
    ids=range(6),
)
def test_a_line_of_one_thing_repeated_takes_linear_time(units: list[str]) -> None:
    for unit in units:
        text = unit * (60_000 // len(unit))
        begun = time.process_time()
        segment(text)
        assert time.process_time() - begun < 2, unit


def test_ten_megabytes_in_paragraphs_take_a_few_seconds() -> None:
    text = "\n\n".join([PROSE] * 80_000)
    begun = time.process_time()
    blocks = segment(text)
    assert time.process_time() - begun < 8
    assert len(blocks) == 80_000
