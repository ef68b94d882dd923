"""Web pages: their text, their furniture and their comment threads."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import InputError
from store.importers.registry import import_bytes
from store.model import Block, BlockKind, Imported

PROSE = "The office opened a counter, and sixty families came to it in its first week of work."
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=comment id=comment-3>",
        "</div>",
        "<li class='comment'>",
        "</li>",
        "<ul class=children>",
        "</ul>",
        "<nav>",
        "</nav>",
        "<h1>",
        "</h1>",
        "<pre>",
        "</pre>",
        "<td>",
        "</td>",
        "<br>",
        "<time>",
        "<span class=fn>",
        "</span>",
        "<div class=comment-content>",
        "<script>",
        "</script>",
        "a",
        "b c",
        " ",
        "&amp;",
        "&#0;",
        "\n",
        "é",
        "<!--",
        "-->",
        "<b>",
        "</b>",
    ]
)


def read(page: str) -> Imported:
    (article,) = import_bytes(page.encode(), name="page.html")
    return article


def words(article: Imported, kind: BlockKind) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kind is kind]


def comments(article: Imported) -> list[Block]:
    return [b for b in article.blocks if b.kind is BlockKind.COMMENT]


@given(st.one_of(st.text(max_size=200), st.lists(TAGS, max_size=40).map("".join)))
def test_every_visible_character_of_a_page_is_in_exactly_one_block(page: str) -> None:
    try:
        article = read(f"<p>x{page}")
    except InputError:
        return
    covered = "".join(article.text[b.start : b.end] for b in article.blocks)
    assert "".join(covered.split()) == "".join(article.text.split())
    assert all(a.end <= b.start for a, b in pairwise(article.blocks))


def test_scripts_and_styles_are_no_text() -> None:
    article = read(f"<style>a</style><script>b</script><h1>Title</h1><p>{PROSE}</p>")
    assert article.text == f"Title\n\n{PROSE}"
    assert article.title == "Title"


def test_navigation_and_foot_are_kept_but_folded() -> None:
    article = read(f"<nav>Home</nav><h1>T here</h1><p>{PROSE}</p><footer>Imprint</footer>")
    assert words(article, BlockKind.BOILERPLATE) == ["Home", "Imprint"]
    assert words(article, BlockKind.PARAGRAPH) == [PROSE]


def test_furniture_that_holds_the_article_is_not_folded() -> None:
    article = read(f"<form><div class=sidebar><h1>T here</h1><p>{PROSE}</p></div></form>")
    assert words(article, BlockKind.PARAGRAPH) == [PROSE]


def test_white_space_in_preformatted_text_is_kept() -> None:
    article = read("<h1>T here</h1><pre>a\n  b\n    c</pre>")
    assert words(article, BlockKind.CODE) == ["a\n  b\n    c"]


def test_cells_of_a_table_are_parted() -> None:
    article = read("<h1>T here</h1><table><tr><td>a<td>b<tr><td>1<td>2</table>")
    assert words(article, BlockKind.TABLE) == ["a | b\n1 | 2"]


THREAD = """<h1>Title here</h1><p>{0}</p><h2>3 Comments</h2><ol class="commentlist">
<li class="comment depth-1" id="comment-1"><div class="comment-author vcard">
<cite class="fn">Ann Lee</cite> <span class="says">says:</span></div><div class="comment-meta">
<a href="#">May 3, 2020 at 10:11 am</a></div>
<p>First word.</p><p>Second.</p><div class="reply"><a>Reply</a></div>
<ul class="children"><li class="comment depth-2" id="comment-2"><article class="comment-body">
<footer class="comment-meta"><b class="fn">Bo</b>
<time datetime="2020-05-04">4. Mai 2020</time></footer>
<div class="comment-content"><p>An answer.</p></div></article></li></ul></li>
<li class="pingback" id="comment-3">
<p>Pingback: <a href="https://example.org">Elsewhere</a></p></li></ol>"""


def test_a_thread_gives_words_author_date_and_parent() -> None:
    article = read(THREAD.format(PROSE))
    first, second, third = comments(article)
    assert article.text[first.start : first.end] == "First word.\n\nSecond."
    assert (first.author, first.date, first.parent) == ("Ann Lee", "May 3, 2020 at 10:11 am", None)
    assert (second.author, second.date, second.parent) == ("Bo", "4. Mai 2020", first.id)
    assert third.pingback
    assert words(article, BlockKind.COMMENTS_HEADING) == ["3 Comments"]


def test_schema_org_comments_are_understood() -> None:
    article = read(
        f"<h1>Title here</h1><p>{PROSE}</p><div itemprop=comment itemscope "
        "itemtype='https://schema.org/Comment'><span itemprop=author>Ann</span>"
        "<time>3 May 2020</time><div itemprop=text>My words.</div></div>"
    )
    (comment,) = comments(article)
    assert article.text[comment.start : comment.end] == "My words."
    assert (comment.author, comment.date) == ("Ann", "3 May 2020")


def test_what_the_page_says_of_itself_is_kept() -> None:
    article = read(
        "<html lang=de><meta property='og:site_name' content='Bote'>"
        "<meta property='og:title' content='Der Titel'><title>Der Titel | Bote</title>"
        f"<h1>Bote</h1><h2>Der Titel</h2><p>{PROSE}</p>"
    )
    assert (article.title, article.site, article.language) == ("Der Titel", "Bote", "de")


@pytest.mark.parametrize("over", ["Send a comment", "Leave a reply", "12 comments"])
def test_a_heading_over_a_form_or_the_comments_is_no_title(over: str) -> None:
    page = f"<title>Boats at night - Pier</title><p>{PROSE}</p><h1>{over}</h1><form></form>"
    assert read(page).title == "Boats at night - Pier"


def test_a_page_without_a_heading_gets_its_title_in_the_text() -> None:
    article = read(f"<title>Only here</title><p>{PROSE}</p>")
    assert article.text.startswith("Only here\n\n")
    assert words(article, BlockKind.TITLE) == ["Only here"]


def test_a_declared_charset_is_honoured() -> None:
    raw = "<meta charset=iso-8859-2><h1>Żółw nad rzeką</h1>".encode("iso-8859-2")
    (article,) = import_bytes(raw, name="a.html")
    assert article.title == "Żółw nad rzeką"
    assert article.source.charset_how == "declared"


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "li", "span"])
def test_a_very_deep_page_is_read_or_refused_in_words(tag: str) -> None:
    page = f"<h1>Deep</h1>{f'<{tag}>' * 200_000}{PROSE}"
    begun = time.process_time()
    try:
        article = read(page)
    except InputError as error:
        assert "\n" not in error.message
    else:
        assert PROSE in article.text
    assert time.process_time() - begun < 20


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        f"<html><body><h1>Title here</h1><p>&b;&c; {PROSE}</p></body></html>"
    )
    article = read(page)
    assert "lollol" not in article.text
    assert "root:" not in article.text


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(InputError):
        read("<html><body><script>x</script></body></html>")


def test_links_set_side_by_side_without_a_blank_are_not_one_word() -> None:
    page = (
        "<html><body><article><p>The wall will hold, she said, and nobody at the harbour believed "
        "a word of it.</p><p><a href='#1'><span>Like</span></a><span>Share</span></p>"
        "<p>See the <a href='#2'>report</a><span>, page 3</span>.</p></article></body></html>"
    )
    (found,) = import_bytes(page.encode(), name="page.html")
    assert "Like Share" in found.text
    assert "report, page 3." in found.text


def test_a_page_whose_letters_are_written_as_numbers_is_not_taken_for_a_broken_one() -> None:
    numbered = "".join(f"&#x{ord(letter):X};" for letter in PROSE)
    assert PROSE in read(f"<h1>Title here</h1><p>{numbered}</p>").text


def test_names_of_characters_that_only_html_5_has_are_read() -> None:
    article = read(
        "<p>It&apos;s &lbrack;his&rbrack; &LT;b&GT; &hellip; &amp;apos; &nosuch; there.</p>"
    )
    assert article.text == "It's [his] <b> … &apos; &nosuch; there."


def test_an_articles_date_told_from_today_gets_the_value_its_markup_has() -> None:
    words = "The harbour office counted forty boats on the first morning and wrote a book. " * 3
    body = f"<article><h1>Boats</h1><time {{}}>3 days ago</time><p>{words}</p></article>"
    (article,) = import_bytes(
        body.format('datetime="2020-05-03T10:11:00Z"').encode(), name="a.html"
    )
    assert article.date is not None
    assert (article.date.text, article.date.iso) == ("3 days ago", "2020-05-03T10:11")
    (without,) = import_bytes(body.format("").encode(), name="a.html")
    assert without.date is not None
    assert (without.date.text, without.date.iso) == ("3 days ago", None)
