"""RSS and Atom: entries as articles, broken feeds as far as they go."""

from __future__ import annotations

import pytest

from store.errors import InputError
from store.importers.feed_threads import roots
from store.importers.registry import import_bytes
from store.model import BlockKind
from tests.store.importers.builders import articles, comments, kinds, notices, problems, readings

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Pellmouth Post</title><language>en</language>
<item><title>No ferry</title><link>https://post.example/ferry</link><author>Ada Brook</author>
<pubDate>Mon, 06 May 2024 07:08:09 GMT</pubDate>
<description>&lt;p&gt;Sixty people waited.&lt;/p&gt;&lt;blockquote&gt;We owe an
answer.&lt;/blockquote&gt;</description></item>
<item><title>No fog</title><link>https://post.example/fog</link>
<description>The harbour office keeps a record.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Pellmouth Post</title>
<entry><title>No ferry</title><id>tag:1</id><updated>2024-05-06T07:08:09Z</updated>
<author><name>Ada Brook</name></author><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sixty people waited.</p></div>
</content></entry></feed>"""


def test_an_entry_is_an_article_with_address_date_and_author() -> None:
    first, second = articles(RSS.encode(), "feed.xml")
    assert (first.title, first.site, first.byline) == ("No ferry", "Pellmouth Post", "Ada Brook")
    assert first.source.url == "https://post.example/ferry"
    assert first.source.name == "feed.xml#https://post.example/ferry"
    assert first.date and first.date.iso == "2024-05-06T07:08"
    assert kinds(first, BlockKind.QUOTE) == ["We owe an answer."]
    assert second.text == "No fog\n\nThe harbour office keeps a record."


def test_atom_gives_its_content_rather_than_its_summary() -> None:
    (article,) = articles(ATOM.encode(), "feed.atom")
    assert kinds(article, BlockKind.PARAGRAPH) == ["Sixty people waited."]


def test_an_entry_s_own_source_reads_to_the_same_article_and_outlives_the_next_issue() -> None:
    first = articles(RSS.encode(), "feed.xml")[0]
    (again,) = import_bytes(first.raw, name="feed.xml")
    assert (again.text, again.blocks, again.site) == (first.text, first.blocks, first.site)
    newer = RSS.replace(
        "<item><title>No fog", "<item><title>More</title></item><item><title>No fog"
    )
    assert articles(newer.encode(), "feed.xml")[0].raw == first.raw


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-be", "utf-32-le", "iso-8859-1"])
def test_a_feed_is_read_in_the_charset_it_declares(charset: str) -> None:
    feed = RSS.replace("utf-8", charset).replace("Pellmouth Post", "Förde-Bote")
    assert articles(feed.encode(charset), "feed.xml")[0].site == "Förde-Bote"


def test_a_feed_that_breaks_off_gives_its_whole_entries_and_one_line() -> None:
    cut = RSS[: RSS.index("The harbour")].encode()
    assert [a.title for a in articles(cut, "feed.xml")] == ["No ferry"]
    assert "breaks off" in problems(cut, "feed.xml")[0]


def test_a_feed_without_words_is_refused_or_told() -> None:
    empty = '<rss version="2.0"><channel><title>T</title>{}</channel></rss>'
    with pytest.raises(InputError, match="feed without entries"):
        readings(empty.format("").encode(), "f.xml")
    some = empty.format("<item><title>One</title></item><item><guid>2</guid></item>")
    assert "no words in 1 entry" in notices(some.encode(), "f.xml")[0]


def test_xml_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="no feed, no WordPress export and no web page"):
        readings(b"<?xml version='1.0'?><recipe/>", "r.xml")


def test_thousands_of_entries_are_cut_in_one_pass() -> None:
    many = "".join(f"<item><title>Entry {n}</title></item>" for n in range(3_000))
    found = articles(f'<rss version="2.0"><channel>{many}</channel></rss>'.encode(), "f.xml")
    assert len(found) == 3_000
    unclosed = "<item><title>x</title>" * 8_000
    readings(f'<rss version="2.0"><channel>{unclosed}</channel></rss>'.encode(), "f.xml")


def entry(number: int, words: str, more: str = "", kind: str = "comment") -> str:
    return (
        f"<entry><id>tag:blog-7.post-{number}</id><published>2018-03-0{number % 10}T10:00:00Z"
        "</published><category scheme='http://schemas.google.com/g/2005#kind' "
        f"term='http://schemas.google.com/blogger/2008/kind#{kind}'/><title>T{number}</title>"
        f"<author><name>Reader {number}</name></author><content type='html'>{words}</content>{more}"
        "</entry>"
    )


def atom(*entries: str) -> bytes:
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:thr='http://purl.org/syndication/thread/1.0' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Notes</title>"
        f"{''.join(entries)}</feed>"
    ).encode()


def reply(number: int) -> str:
    return f"<thr:in-reply-to ref='tag:blog-7.post-{number}'/>"


def test_entries_that_answer_one_are_its_comments_as_a_tree() -> None:
    related = "<link rel='related' href='https://blog.example/7/1/comments/default/2'/>"
    raw = atom(
        entry(9, "body {}", kind="template"),
        entry(4, "Fourth.", reply(3)),
        entry(3, "To the second &amp;lt;b&amp;gt;.", reply(1) + related),
        entry(2, "Second.", reply(1)),
        entry(1, "The post.", kind="post"),
        entry(5, "Its post is gone.", reply(8)),
    )
    post, lone = articles(raw, "blog.xml")
    assert (post.title, lone.title) == ("T1", "T5")
    second, third, fourth = comments(post)
    assert [b.author for b in (second, third, fourth)] == ["Reader 2", "Reader 3", "Reader 4"]
    assert [b.parent for b in (second, third, fourth)] == [None, second.id, third.id]
    assert second.date == "2018-03-02T10:00:00Z"
    assert [a.text for a in articles(post.raw, "post.xml")] == [post.text]
    assert notices(raw, "blog.xml") == ["'blog.xml': 1 setting of the blog, not added."]


def test_answers_in_the_newer_words_of_blogger_are_known() -> None:
    said = "<blogger:type>{}</blogger:type>".format
    raw = atom(
        entry(1, "The post.", said("POST")),
        entry(2, "Two.", said("COMMENT") + "<blogger:parent>tag:blog-7.post-1</blogger:parent>"),
        entry(
            3,
            "Three.",
            "<blogger:parent>tag:blog-7.post-1</blogger:parent>"
            "<blogger:inReplyTo>tag:blog-7.post-2</blogger:inReplyTo>",
        ),
    )
    (post,) = articles(raw, "feed.atom")
    two, three = comments(post)
    assert (two.parent, three.parent) == (None, two.id)


def test_a_circle_of_answers_loses_no_entry() -> None:
    raw = atom(entry(1, "One.", reply(2)), entry(2, "Two.", reply(1)), entry(3, "X.", reply(3)))
    said = " ".join(a.text for a in articles(raw, "feed.atom"))
    assert all(words in said for words in ("One.", "Two.", "X."))


def test_a_long_chain_of_answers_has_one_root() -> None:
    over: list[int | None] = [index + 1 for index in range(5000)]
    assert set(roots([*over, None])) == {5000}
    circle: list[int | None] = [*over, 0]
    assert len(set(roots(circle))) == 1
    assert circle.count(None) == 1


def test_all_authors_of_an_entry_are_named() -> None:
    raw = atom(entry(1, "One.").replace("<author>", "<author><name>Ada</name></author><author>"))
    assert articles(raw, "feed.atom")[0].byline == "Ada, Reader 1"
