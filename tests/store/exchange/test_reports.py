"""The reports for people: complete, safe, and the same each time."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from store.exporters.base import Bundle
from store.exporters.registry import format_named
from store.exporters.report.facts import shown
from store.exporters.report.markdown import escaped
from store.exporters.report.stretches import LANES, Marked
from store.model import Block, BlockKind
from store.text import fold_space
from tests.store.exchange.samples import annotation, article, bundle, bundles, small, written

HOSTILE = "<script>alert(1)</script><img src=x onerror=a> &amp; \"'` </style> javascript:x"


def page(given: Bundle) -> Any:
    return html.document_fromstring(written(format_named("html"), given).decode())


def text_without_signs(element: Any) -> str:
    for sign in element.xpath(".//a[contains(@class, 'ref')]"):
        tail = sign.tail or ""
        before = sign.getprevious()
        if before is None:
            sign.getparent().text = (sign.getparent().text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        sign.getparent().remove(sign)
    return str(element.text_content())


@settings(max_examples=40)
@given(given=bundles())
def test_an_articles_words_stand_in_the_report_as_they_are_with_every_mark(given: Bundle) -> None:
    root = page(given)
    marked = {one.article for one in given.annotations}
    for stored in given.articles:
        if marked and stored.record.id not in marked:
            assert not root.xpath(f"//article[@id='a-{stored.record.id}']")
            continue
        whole = root.xpath(f"//article[@id='a-{stored.record.id}']")[0]
        body = fold_space(text_without_signs(whole))
        for block in stored.blocks:
            if block.kind is not BlockKind.COMMENT_META:  # said in the comment's head
                assert fold_space(shown(stored.text[block.start : block.end])) in body
    for one in given.annotations:
        assert root.xpath(f"//*[@id='n-{one.id}']"), "an annotation has no note in the margin"


@settings(max_examples=40)
@given(given=bundles())
def test_ids_are_there_once_and_every_link_within_leads_somewhere(given: Bundle) -> None:
    root = page(given)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    blank = {one.id for one in given.annotations if not "".join(s.exact for s in one.spans).strip()}
    for target in root.xpath("//a/@href[starts-with(., '#')]"):
        if target[3:] not in blank:
            assert target[1:] in ids, target


def test_the_file_runs_nothing_and_fetches_nothing() -> None:
    raw = written(format_named("html"), small()).decode()
    root: Any = html.document_fromstring(raw)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style = raw.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not root.xpath("//script|//link|//img|//iframe|//object|//form|//@style|//@src")
    assert "url(" not in style
    assert "@import" not in style
    assert not [name for name in map(str, root.xpath("//@*/..")) if name.startswith("on")]


@pytest.mark.parametrize("field", ["text", "title", "note", "codes", "creator", "name", "url"])
def test_words_from_outside_become_no_markup(field: str) -> None:
    stored = article(HOSTILE if field == "text" else "plain words", HOSTILE)
    fields: dict[str, Any] = {
        "note": HOSTILE,
        "codes": (HOSTILE,),
        "tags": (HOSTILE,),
        "creator": HOSTILE,
        "attributes": {"name": HOSTILE, "link": "javascript:alert(1)", HOSTILE: HOSTILE},
    }
    given = bundle((stored,), (annotation(stored, 1, (0, 5), kind="entity", **fields),))
    root = page(given)
    assert not root.xpath("//script|//img|//@onerror")
    assert all(not str(at).startswith("javascript") for at in root.xpath("//@href"))
    assert "<script>alert(1)</script>" in root.text_content()


def test_overlapping_marks_lie_on_lanes_of_their_own() -> None:
    stored = article("one two three four five")
    own = [annotation(stored, nth, *spans) for nth, spans in enumerate([((0, 13),), ((4, 18),)])]
    laid = Marked(stored, own)
    lanes = {stretch.annotation.id: stretch.lane for stretch in laid.stretches}
    assert sorted(lanes.values()) == [0, 1]
    pieces = [(p.start, p.end, len(p.under), len(p.ending)) for p in laid.pieces(0, 23)]
    assert pieces == [(0, 4, 1, 0), (4, 13, 2, 1), (13, 18, 1, 1), (18, 23, 0, 0)]


def test_more_overlaps_than_lanes_share_the_last_one() -> None:
    stored = article("x" * 50)
    own = [annotation(stored, nth, (nth, 50 - nth)) for nth in range(10)]
    lanes = [stretch.lane for stretch in Marked(stored, own).stretches]
    assert max(lanes) == LANES - 1
    assert sorted(set(lanes)) == list(range(LANES))


def test_the_parts_of_a_discontinuous_annotation_are_numbered_and_have_one_note() -> None:
    stored = article("one two three four five")
    root = page(bundle((stored,), (annotation(stored, 1, (0, 3), (8, 13)),)))
    signs = [sign.text_content() for sign in root.xpath("//article//a[contains(@class, 'ref')]")]
    assert signs == ["Q1 1/2", "Q1 2/2"]
    assert [mark.text_content() for mark in root.xpath("//article//mark")] == ["one", "three"]
    assert len(root.xpath("//*[starts-with(@id, 'n-')]")) == 1


def test_comments_stand_under_what_they_answer_however_deep_or_circular() -> None:
    text = "\n\n".join(f"comment {nth}" for nth in range(2000))
    blocks, at = [], 0
    for nth in range(2000):
        end = at + len(f"comment {nth}")
        parent = f"b{nth - 1}" if nth else "b1999"
        blocks.append(
            Block(
                id=f"b{nth}", kind=BlockKind.COMMENT, start=at, end=end, author="A", parent=parent
            )
        )
        at = end + 2
    root = page(bundle((article(text, blocks=tuple(blocks)),), ()))
    assert len(root.xpath("//p[@class='who']")) == 2000
    assert len(root.xpath("//div[contains(@class, 'deep6')]")) > 1900


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", block))


def brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_every_colour_can_be_read_on_every_ground_it_stands_on(mode: str) -> None:
    style = written(format_named("html"), small()).decode().partition("<style>")[2]
    light = colours(style.partition("@media")[0])
    dark = colours(style.partition("(prefers-color-scheme:dark)")[2].partition("}")[0])
    paper = colours(style.partition("@media print")[2].partition("}")[0])
    used = {"light": light, "dark": light | dark, "print": light | paper}[mode]
    for ground in ("paper", "card"):
        for ink in ("ink", "soft", "quote", "entity", "claim", "other", "accent", "alarm"):
            assert contrast(used[ink], used[ground]) >= 4.5, (ink, ground)
    for kind in ("quote", "entity", "claim", "other"):
        assert contrast(used["ink"], used[f"{kind}-t"]) >= 7, kind
        assert contrast(used["soft"], used[f"{kind}-t"]) >= 4.5, kind


def test_each_kind_has_a_line_of_its_own_sort() -> None:
    style = written(format_named("html"), small()).decode().partition("<style>")[2]
    sorts = {
        kind: re.search(rf"mark\.{kind}\{{[^}}]*text-decoration-style:(\w+)", style)
        for kind in ("quote", "entity", "claim", "other")
    }
    assert len({found[1] if found else "solid" for found in sorts.values()}) == 4


def test_a_claim_is_listed_with_its_status_in_words_and_what_speaks_for_or_against_it() -> None:
    root = page(small())
    (row,) = root.xpath("//table[@class='claims']/tbody/tr")
    words = fold_space(row.text_content())
    assert "! disputed" in words
    assert "disputes Q1" in words


INLINE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@settings(max_examples=300)
@given(
    words=st.text(
        st.sampled_from("ab1 .)-+*_#>[]()!`~|\\<>&;:/@=$\n\t\u202e\x00{}'\"wWhtps")
        | st.characters(),
        max_size=40,
    )
)
def test_no_words_become_markdown(words: str) -> None:
    plain = escaped(words)
    tokens = INLINE.parse(f"x\n\n{plain}\n")[3:]
    expected = fold_space(shown(words))
    if not expected:
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert fold_space("".join(child.content for child in children)) == expected
    assert not re.search(r"(?:https?|ftp)://|www\.", plain)


def test_hostile_words_in_the_markdown_report_become_no_markup() -> None:
    hostile = f"{HOSTILE} [a](http://x) ![b](c) # h | cell | **bold**\n\n# heading\n- item"
    stored = article(hostile, hostile)
    fields: dict[str, Any] = {"note": hostile, "codes": (hostile,), "creator": hostile}
    attributes = {"proposition": hostile, "status": hostile, hostile: hostile}
    one = annotation(stored, 1, (0, 60), kind="claim", attributes=attributes, **fields)
    source = written(format_named("markdown"), bundle((stored,), (one,))).decode()
    root: Any = html.document_fromstring(INLINE.render(source))
    assert not root.xpath("//script|//img|//a|//code|//s")
    assert [one.tag for one in root.xpath("//h1")] == ["h1"]
    assert len(root.xpath("//table//tr")) == 2
    assert {len(row) for row in root.xpath("//table//tr")} == {6}


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_the_same_library_gives_the_same_report(name: str) -> None:
    assert written(format_named(name), small()) == written(format_named(name), small())


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_articles_in_which_nothing_is_marked_are_counted_and_left_out(name: str) -> None:
    read, unread = article("He paid.", "Read"), article("She left.", "Untouched")
    of = format_named(name)
    given = bundle((read, unread), (annotation(read, 1, (0, 2)),))
    shown_ = written(of, given).decode()
    assert "Untouched" not in shown_
    assert "1 article in which nothing is marked left out" in shown_
    assert ("articles in which nothing is marked", 1) in [
        (loss.field, loss.records) for loss in of.losses(given)
    ]
    assert of.holds(given).articles == 1
    alone = bundle((unread,), ())
    assert of.holds(alone).articles == 1
    assert "Untouched" in written(of, alone).decode()
    assert "articles in which nothing is marked" not in [loss.field for loss in of.losses(alone)]


def test_an_empty_library_gives_a_report_too() -> None:
    for name in ("html", "markdown", "hypothesis", "claimreview"):
        assert written(format_named(name), bundle((), ()))
