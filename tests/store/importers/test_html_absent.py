"""What a page's file lacks of its comments is told; all pages are written here."""

from __future__ import annotations

import pytest

from tests.store.importers.threads_in_html import PROSE, comments, page, read

ITEM = '<li class="comment" id="comment-{0}"><cite class="fn">Ann</cite><p>Word {0}.</p></li>'


def thread(count: int) -> str:
    return f"<ol class=commentlist>{''.join(map(ITEM.format, range(count)))}</ol>"


@pytest.mark.parametrize("heading", ["142 Comments", "۱۴۲ دیدگاه", "142 Kommentare zu „12 Boote“"])
def test_a_paged_thread_tells_how_many_comments_are_elsewhere(heading: str) -> None:
    article, told = read(page(thread(23), f"<h2>{heading}</h2>"))
    assert len(comments(article)) == 23
    (notice,) = told
    assert "142" in notice
    assert "23" in notice


@pytest.mark.parametrize("heading", ["23 Comments", "Comments", "3 Comments", "One comment"])
def test_a_thread_that_is_all_there_is_not_remarked_on(heading: str) -> None:
    assert read(page(thread(23), f"<h2>{heading}</h2>"))[1] == []


@pytest.mark.parametrize(
    ("box", "service"),
    [
        (
            "<div id=disqus_thread></div><script>s.src='https://x.disqus.com/embed.js'</script>"
            "<noscript>Please enable JavaScript to view the comments.</noscript>",
            "Disqus",
        ),
        ('<div class="fb-comments" data-href="x"></div>', "Facebook"),
        ("<div id=coral_thread></div>", "Coral"),
        ('<div data-spotim-module="conversation"></div><script src="https://a.spot.im/b">'
         "</script>", "OpenWeb"),
        ('<div id="livefyre-comments"></div>', "Livefyre"),
        ("<hyvor-talk-comments></hyvor-talk-comments>", "Hyvor Talk"),
        ('<script src="https://giscus.app/client.js" async></script>', "giscus"),
        ('<script src="https://utteranc.es/client.js" async></script>', "utterances"),
        ('<script defer src="/ghost/comments-ui@1/umd/comments-ui.min.js"></script>', "Ghost"),
        ("<div id=llc_comments><p>Loading…</p></div>", "the page's own script"),
    ],
)  # fmt: skip
def test_comments_loaded_by_a_script_are_told_in_one_notice(box: str, service: str) -> None:
    article, told = read(page(box, ""))
    (notice,) = told
    assert service in notice
    assert comments(article) == []
    assert PROSE in article.text


def test_a_page_without_comments_tells_nothing() -> None:
    assert read(page("", ""))[1] == []
