"""RSS and Atom: entries as articles, broken feeds as far as they go."""

from __future__ import annotations

import pytest

from store.errors import InputError
from store.importers.registry import import_bytes
from store.model import BlockKind
from tests.store.importers.builders import articles, kinds, notices, problems, readings

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
