"""Web pages: where the article begins and ends, and what in it only leads elsewhere."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from store.importers import html_extent
from store.importers.registry import import_bytes
from store.model import BlockKind, Imported

STORY = [
    "The ferry to Lund stopped at noon on Monday, and forty people slept in the harbour hall.",
    "Its captain said that the rudder had been mended twice since spring, each time in a hurry.",
    "The company has run the line for thirty years and will not say when boats go again.",
    "Doctors came over the causeway on foot, carrying what the island's pharmacy had asked for.",
    "By Tuesday night the first fishing boats took passengers, four at a time and without a fare.",
]
CONSENT = (
    "We and our partners keep small files on your device to measure how this site is used and to "
    "remember what you chose. You may change your mind at any time in the settings below."
)


def read(*body: str) -> Imported:
    page = "<html><head><title>No ferry to Lund</title></head><body>" + "\n".join(body)
    (article,) = import_bytes((page + "</body></html>").encode(), name="page.html")
    return article


def paragraphs(*words: str) -> str:
    return "".join(f"<p>{one}</p>" for one in words)


def kinds(article: Imported) -> dict[str, BlockKind]:
    return {article.text[b.start : b.end]: b.kind for b in article.blocks}


STORY_DIV = f"<h1>No ferry to Lund</h1><article>{paragraphs(*STORY)}</article>"


def test_prose_before_and_after_the_article_is_folded() -> None:
    found = kinds(
        read(
            f"<div id=c1><div><p>{CONSENT}</p></div></div>",
            STORY_DIV,
            f"<section id=c2><p>{CONSENT} Yes.</p><h3>Our other boats</h3></section>",
        )
    )
    assert found[CONSENT] is BlockKind.BOILERPLATE
    assert found[f"{CONSENT} Yes."] is BlockKind.BOILERPLATE
    assert found["Our other boats"] is BlockKind.BOILERPLATE
    assert all(found[one] in {BlockKind.PARAGRAPH, BlockKind.LEAD} for one in STORY)


def test_a_lead_between_title_and_article_stays() -> None:
    lead = "Forty people slept in the harbour hall, and nobody will say when the next boat goes."
    found = kinds(
        read(f"<h1>No ferry to Lund</h1><p>{lead}</p><article>{paragraphs(*STORY)}</article>")
    )
    assert found[lead] is not BlockKind.BOILERPLATE


def test_the_second_opinion_is_not_shown_what_is_furniture_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []

    def extract(root: Any, **_: object) -> str:
        shown.append(" ".join(root.itertext()))
        return "\n".join(STORY)

    monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=extract))
    article = read(
        f"<div class=newsletter><p>{CONSENT}</p><i></i> And after it.</div> A tail.",
        STORY_DIV,
        "<p><b></b></p>",
    )
    (words,) = shown
    assert CONSENT not in words
    assert "A tail." in words
    assert all(one in words for one in STORY)
    assert CONSENT in article.text


def test_nothing_is_folded_where_the_second_opinion_fails_or_is_about_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(*_: object, **__: object) -> str:
        raise RecursionError

    expected = kinds(read(STORY_DIV))
    for extract in (
        failing,
        lambda *_, **__: None,
        lambda *_, **__: "Something else entirely. " * 9,
    ):
        monkeypatch.setitem(sys.modules, "trafilatura", SimpleNamespace(extract=extract))
        assert kinds(read(STORY_DIV)) == expected


def test_a_paragraph_in_the_article_is_kept_though_the_second_opinion_lacks_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opinion = SimpleNamespace(extract=lambda *_, **__: "\n".join([*STORY[:2], *STORY[3:]]))
    monkeypatch.setitem(sys.modules, "trafilatura", opinion)
    assert kinds(read(STORY_DIV))[STORY[2]] is not BlockKind.BOILERPLATE


def test_links_under_words_that_lead_elsewhere_are_folded_and_the_article_goes_on() -> None:
    teasers = ["Who owns the boats of the strait?", "Lund votes on a bridge again"]
    links = "".join(f"<p><a href=/{at}>{one}</a></p>" for at, one in enumerate(teasers))
    article = paragraphs(*STORY[:3]) + "<p>You may also like...</p>" + links
    found = kinds(read(f"<h1>No ferry to Lund</h1><article>{article}{paragraphs(*STORY[3:])}"))
    assert all(found[one] is BlockKind.BOILERPLATE for one in ["You may also like...", *teasers])
    assert all(found[one] is not BlockKind.BOILERPLATE for one in STORY)


def test_a_link_in_a_paragraph_of_its_own_is_content() -> None:
    link = "The harbour board's report of last spring"
    article = paragraphs(*STORY[:3], f"<a href=/report.pdf>{link}</a>", *STORY[3:])
    found = kinds(read(f"<h1>No ferry to Lund</h1><article>{article}</article>"))
    assert found[link] is not BlockKind.BOILERPLATE


def test_a_cloud_of_keywords_is_folded_and_a_linked_sentence_is_not() -> None:
    names = [
        "harbour",
        "ferry",
        "island",
        "causeway",
        "lund",
        "rudder",
        "bridge",
        "strait",
        "boat",
        "net",
        "tide",
        "pier",
        "gull",
    ]
    cloud = " ".join(f"<a href=/t/{at}>{name}</a>" for at, name in enumerate(names * 4))
    sentence = (
        "The council's full statement, with the names of those who voted, what each of them said "
        "and the sums that were asked for, is kept at the harbour office for all to read."
    )
    article = paragraphs(*STORY, cloud, f"<a href=/s>{sentence}</a>", STORY[0] + " Again.")
    found = kinds(read(f"<h1>No ferry to Lund</h1><article>{article}</article>"))
    assert found[" ".join(names * 4)] is BlockKind.BOILERPLATE
    assert found[sentence] is not BlockKind.BOILERPLATE


@pytest.mark.parametrize("heading", ["Latest posts by Ann Lee (see all)", "More stories by Ann"])
def test_an_authors_other_articles_with_their_dates_are_folded(heading: str) -> None:
    others = ["The bridge that Lund votes on again - 3 May 2020", "Who owns the boats? - May 1"]
    items = "".join(
        f"<li><a href=/{at}>{one.split(' - ')[0]}</a> - {one.split(' - ')[1]}</li>"
        for at, one in enumerate(others)
    )
    article = f"{paragraphs(*STORY)}<div>{heading}</div><ul>{items}</ul>"
    found = kinds(read(f"<h1>No ferry to Lund</h1><article>{article}</article>"))
    assert all(found[one] is BlockKind.BOILERPLATE for one in [heading, *others])


def test_what_a_page_prints_again_for_small_screens_is_folded_the_second_time() -> None:
    part = paragraphs(*STORY[:3])
    article = read(f"<h1>No ferry to Lund</h1><div>{part}</div><div>{part}</div>")
    shown = [
        article.text[b.start : b.end]
        for b in article.blocks
        if b.kind in {BlockKind.PARAGRAPH, BlockKind.LEAD}
    ]
    assert shown == STORY[:3]


def test_a_refrain_of_a_block_or_two_and_short_lines_said_again_stay() -> None:
    song = ["Row, row.", "Row, row.", "Row, row.", "Row, row.", "Row, row.", "Row, row."]
    body = paragraphs(*STORY[:2], STORY[0], STORY[1], *song, *STORY[2:])
    article = read(f"<h1>No ferry to Lund</h1><article>{body}</article>")
    assert not [b for b in article.blocks if b.kind is BlockKind.BOILERPLATE]


def test_the_same_comment_twice_stays_twice_and_a_list_of_links_is_no_second_copy() -> None:
    said = " ".join(STORY[:2])
    comment = '<li class="comment" id="comment-{0}"><cite class="fn">Ann</cite><p>{1}</p></li>'
    thread = "".join(comment.format(at, said) for at in range(1, 5))
    article = read(STORY_DIV, f'<h2>4 comments</h2><ol class="commentlist">{thread}</ol>')
    assert [b.kind for b in article.blocks].count(BlockKind.COMMENT) == 4


def test_no_second_opinion_is_asked_for_about_a_page_of_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    opinion = SimpleNamespace(extract=lambda *_, **__: asked.append(1))
    monkeypatch.setitem(sys.modules, "trafilatura", opinion)
    links = "".join(f"<p><a href=/{at}>{one} {at}</a></p>" for at, one in enumerate(STORY * 9))
    read(f"<h1>All about boats</h1><main>{links}</main>")
    assert not asked
    read(STORY_DIV)
    assert asked


def test_comments_that_were_not_found_as_such_stay_visible() -> None:
    said = "<div>{0}</div><div>{1}</div>"
    loose = "".join(
        said.format(who, words)
        for who, words in [
            ("Ann Lee, 3 May 2020, 10:11", "Forty-one boats, I counted them all on the pier."),
            ("Bo, 4 May 2020, 9:00", "Forty, not more, and two of them were mine for a day."),
        ]
    )
    found = kinds(read(STORY_DIV, f"<h3>2 comments</h3>{loose}"))
    assert len([one for one in found if "boats, I" in one or "were mine" in one]) == 2
    assert all(
        kind is not BlockKind.BOILERPLATE
        for one, kind in found.items()
        if "boats, I" in one or "were mine" in one
    )


def test_a_further_part_of_an_article_that_the_second_opinion_left_out_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = STORY[:3]
    monkeypatch.setattr(html_extent, "_extracted", lambda page: "\n".join(taken))
    notice = f"<div class=notice><p>{CONSENT}</p></div>"
    parts = [f'<div class="body part-{n}"><p>{one}</p></div>' for n, one in enumerate(STORY)]
    found = kinds(read("<h1>No ferry to Lund</h1>", *parts, notice))
    assert all(found[one] is BlockKind.PARAGRAPH for one in STORY)
    assert found[CONSENT] is BlockKind.BOILERPLATE


def test_a_line_that_sites_add_in_the_place_of_their_articles_does_not_stretch_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = [f"{one} It was the {n}th day." for n in range(4, 8) for one in STORY]
    monkeypatch.setattr(html_extent, "_extracted", lambda page: "\n".join(story))
    added = "Ann Lee writes on boats for the weekly paper, and has done so since she came here."
    found = kinds(read("<h1>No ferry to Lund</h1>", paragraphs(*story, added)))
    assert found[added] is BlockKind.BOILERPLATE


def test_an_article_parted_by_line_breaks_alone_is_no_furniture_whatever_its_box_is_called() -> (
    None
):
    story = "<br><br>".join(STORY)
    found = kinds(
        read(
            f"<h1>No ferry to Lund</h1><p>{STORY[0][:60]}.</p>",
            f"<div class='widget blog'><div>{story}</div></div>",
            f"<div class='widget'>{CONSENT[:90]}</div>",
        )
    )
    (kept,) = [kind for words, kind in found.items() if words.startswith(STORY[0])]
    assert kept is BlockKind.PARAGRAPH
    assert found[CONSENT[:90].strip()] is BlockKind.BOILERPLATE


def test_a_section_of_a_manual_is_no_furniture_for_the_words_of_its_heading() -> None:
    section = f"<h2>Sharing with other boats</h2>{paragraphs(*STORY)}"
    bar = "<h2>Share with other boats</h2>" + paragraphs(*(f"{one} Really." for one in STORY))
    found = kinds(
        read(
            f"<h1>No ferry to Lund</h1>{paragraphs(*(f'{one} So it was.' for one in STORY * 3))}",
            f"<div class=section id=sharing-with-other-boats>{section}</div>",
            f"<div class=section id=share-bar-of-boats>{bar}</div>",
        )
    )
    assert all(found[one] is BlockKind.PARAGRAPH for one in STORY)
    assert all(found[f"{one} Really."] is BlockKind.BOILERPLATE for one in STORY)


@pytest.mark.parametrize(("boxes", "wanted"), [(20, True), (3000, False)])
def test_no_second_opinion_is_asked_for_about_a_page_of_thousands_of_elements(
    monkeypatch: pytest.MonkeyPatch, boxes: int, wanted: bool
) -> None:
    asked: list[object] = []
    opinion = SimpleNamespace(extract=lambda *_, **__: asked.append(1))
    monkeypatch.setitem(sys.modules, "trafilatura", opinion)
    article = read(STORY_DIV, "<div>More</div>" * boxes)
    assert bool(asked) == wanted
    assert kinds(article)[STORY[0]] is BlockKind.PARAGRAPH
