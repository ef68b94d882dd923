"""Comments that a page keeps for search engines and shows by script; all pages are written here."""

from __future__ import annotations

import json

import pytest

from tests.store.importers.threads_in_html import PROSE, Said, page, read, said

DATE = "2020-05-03T10:11:00Z"


def kept(name: object, text: str, *answers: object) -> dict[str, object]:
    author = {"@type": "Person", "name": name}
    return {"@type": "Comment", "author": author, "dateCreated": DATE, "text": text} | (
        {"comment": answers} if answers else {}
    )


def data(*comments: object) -> str:
    article = {"@type": "NewsArticle", "headline": "Boats", "comment": comments}
    graph = json.dumps({"@context": "https://schema.org", "@graph": [article]})
    return f'<script type="application/ld+json">{graph}</script>'


def test_comments_that_a_page_only_keeps_are_read_with_their_answers() -> None:
    first = kept(
        "Ann", "Forty-one.\n\nI counted &amp; wrote.", kept("Bo", "<p>No.</p><p>Forty.</p>")
    )
    assert said(page(data(first, kept("Cem", "Forty-two.")), heading="")) == [
        Said("Ann", DATE, "Forty-one.\n\nI counted & wrote."),
        Said("Bo", DATE, "No.\n\nForty.", 1),
        Said("Cem", DATE, "Forty-two."),
    ]


def test_comments_that_a_page_shows_too_stand_in_it_once() -> None:
    shown = f'<ol class="commentlist"><li id="comment-7"><b>Ann</b><p>{PROSE}</p></li></ol>'
    assert len(said(page(shown + data(kept("Ann", PROSE))))) == 1
    article, _ = read(page(f"<div>{PROSE}</div>" + data(kept("Ann", PROSE)), heading=""))
    assert article.text.count("Nobody had asked") == 3


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{"comment": [</script>',
        f'<script type="application/ld+json">{"[" * 9000}"comment"</script>',
        data("Forty-one.", 41, None, {"text": 41}, {"author": "Ann"}),
        '<script type="application/json">{"comment": [{"text": "Forty-one."}]}</script>',
    ],
)
def test_data_that_holds_no_comments_adds_none(script: str) -> None:
    article, _ = read(page(script, heading=""))
    assert "Forty" not in article.text.replace("forty", "")


def test_what_no_page_can_hold_is_marked_in_a_kept_comment() -> None:
    assert said(page(data(kept(["Ann"], "For\u0001ty.")), heading="")) == [
        Said("Ann", DATE, "For\ufffdty.")
    ]
