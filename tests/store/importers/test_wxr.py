"""WordPress exports: posts, and their comments as a tree."""

from __future__ import annotations

import pytest

from store.importers.registry import import_bytes
from store.model import BlockKind
from tests.store.importers.builders import (
    articles,
    comments,
    item,
    kinds,
    notices,
    problems,
    remark,
    wxr,
)

THREAD = (
    remark(1, "There was no fog.")
    + remark(2, "There was.", parent=1)
    + remark(4, "A late word.")
    + remark(3, "<b>Prove</b> it.\n\nToday.", parent=2)
    + remark(5, "See also", kind="pingback")
    + remark(6, "Buy boats", approved="spam")
)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_posts_and_pages_are_articles_in_every_version(version: str, scheme: str) -> None:
    raw = wxr(
        item(7, title="No ferry", body="Sixty people\n\nwaited.")
        + item(8, kind="page", title="About", body="<p>Us.</p>")
        + item(9, kind="attachment", title="quay.jpg")
        + item(10, kind="nav_menu_item"),
        version=version,
        scheme=scheme,
    )
    first, second = articles(raw, "notes.xml")
    assert (first.title, first.byline, first.site) == ("No ferry", "Ada Brook", "Pellmouth Notes")
    assert first.date and first.date.iso == "2024-05-06T07:08"
    assert first.source.url == "https://notes.example/?p=7"
    assert kinds(first, BlockKind.PARAGRAPH) == ["Sixty people", "waited."]
    assert second.title == "About"
    assert notices(raw, "notes.xml") == [
        "'notes.xml' holds 4 items: 2 articles, 1 attachment, 1 menu item."
    ]


def test_comments_are_a_tree_in_reading_order_with_author_and_date() -> None:
    (article,) = articles(wxr(item(7, body="Words.", inner=THREAD)), "notes.xml")
    found = comments(article)
    words = [article.text[b.start : b.end] for b in found]
    assert words == [
        "There was no fog.",
        "There was.",
        "Prove it.\n\nToday.",
        "A late word.",
        "See also",
        "Buy boats",
    ]
    names = {b.id: b.author for b in found}
    assert [b.parent and names[b.parent] for b in found] == [
        None, "Reader 1", "Reader 2", None, None, None,
    ]  # fmt: skip
    assert [b.pingback for b in found] == [False] * 4 + [True, False]
    assert found[1].date == "2024-05-07 08:00:02"
    assert "marked as spam" in kinds(article, BlockKind.COMMENT_META)[-1]


def test_comments_that_answer_each_other_in_a_circle_are_all_kept() -> None:
    circle = remark(1, "First.", parent=2) + remark(2, "Second.", parent=1)
    (article,) = articles(wxr(item(7, body="Words.", inner=circle)), "notes.xml")
    assert len(comments(article)) == 2


def test_an_attachment_with_comments_is_an_article() -> None:
    raw = wxr(item(7, kind="attachment", title="quay.jpg", inner=remark(1, "Nice picture.")))
    assert len(comments(articles(raw, "notes.xml")[0])) == 1


def test_a_post_s_own_source_reads_to_the_same_article_and_holds_no_other_s_data() -> None:
    (article,) = articles(wxr(item(7, title="T", body="Words.", inner=THREAD)), "notes.xml")
    (again,) = import_bytes(article.raw, name="x.xml")
    assert (again.text, again.blocks, again.title) == (article.text, article.blocks, article.title)
    assert b"ada@notes.example" in article.raw
    assert b"bo@notes.example" not in article.raw


def test_an_export_that_breaks_off_gives_its_whole_posts_and_one_line() -> None:
    raw = wxr(item(7, title="One", body="Words.") + item(8, title="Two", body="More words."))
    cut = raw[: raw.index(b"More words")]
    assert [a.title for a in articles(cut, "notes.xml")] == ["One"]
    assert "is damaged (line" in problems(cut, "notes.xml")[0]
    assert "1 article, 1 broken off" in problems(cut, "notes.xml")[0]


def test_control_characters_do_not_end_the_post() -> None:
    raw = wxr(item(7, title="One", body="Before\x08after\x1b[31m.") + item(8, title="Two"))
    first, second = articles(raw, "notes.xml")
    assert "Before\ufffdafter\ufffd[31m." in first.text
    assert second.title == "Two"


def test_thousands_of_posts_are_read_in_one_pass() -> None:
    many = "".join(item(n, title=f"Post {n}") for n in range(3_000))
    assert len(articles(wxr(many), "notes.xml")) == 3_000


def test_a_damaged_namespace_does_not_cost_the_posts() -> None:
    sound = b"https://wordpress.org/export/1.2/excerpt"
    raw = wxr(item(7, title="One", body="Words.")).replace(sound, b"https:|/excerpt")
    (article,) = articles(raw, "notes.xml")
    assert article.text.endswith("Words.")
    assert import_bytes(article.raw, name="x.xml")[0].text == article.text


def test_prefixes_that_were_never_declared_are_read_by_their_local_names() -> None:
    raw = (
        b"<rss><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>One</title>"
        b"<content:encoded>Words.</content:encoded><wp:post_type>post</wp:post_type>"
        b"<excerpt:encoded>Short.</excerpt:encoded></item></channel></rss>"
    )
    assert articles(raw, "n.xml")[0].text == "One\n\nWords."


def test_captions_of_pictures_are_captions() -> None:
    body = (
        'Words.\n\n[caption id="a" width="3" caption="The pier"]<img src="a.jpg" />[/caption]\n\n'
        '[caption id="b" width="3"]<a href="b"><img src="b.jpg" /></a> The <b>quay</b>[/caption]'
    )
    (article,) = articles(wxr(item(1, body=body)), "blog.xml")
    assert [" ".join(words.split()) for words in kinds(article, BlockKind.CAPTION)] == [
        "The pier",
        "The quay",
    ]
    assert "[caption" not in article.text


def test_a_date_of_zeros_gives_way_to_the_one_in_greenwich_time() -> None:
    comment = remark(2, "Late.").replace(
        "2024-05-07 08:00:02</wp:comment_date>",
        "0000-00-00 00:00:00</wp:comment_date>"
        "<wp:comment_date_gmt>2024-05-07 06:00:02</wp:comment_date_gmt>",
    )
    (article,) = articles(wxr(item(1, inner=comment)), "blog.xml")
    assert [block.date for block in comments(article)] == ["2024-05-07 06:00:02"]
