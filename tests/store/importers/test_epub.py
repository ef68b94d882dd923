"""Books: chapters in the spine's order, one article."""

from __future__ import annotations

import pytest

from store.errors import InputError
from store.model import BlockKind
from tests.store.importers.builders import articles, epub, kinds, problems, readings, zipped

CHAPTERS = {
    "b.xhtml": "<html><body><h1>The second</h1><p>Then nobody waited any more.</p></body></html>",
    "a.xhtml": "<html><body><h1>The first</h1><p>Sixty people waited.</p></body></html>",
}


def test_chapters_come_in_the_order_of_the_spine() -> None:
    (article,) = articles(epub(CHAPTERS, order=["a.xhtml", "b.xhtml"]), "book.epub")
    assert kinds(article, BlockKind.HEADING, BlockKind.PARAGRAPH) == [
        "The first",
        "Sixty people waited.",
        "The second",
        "Then nobody waited any more.",
    ]
    assert article.text.startswith("The Ferry Book\n\n")
    assert (article.title, article.byline, article.language) == (
        "The Ferry Book",
        "Ada Brook",
        "en",
    )
    assert article.date and article.date.iso == "2024-05-06"


def test_an_empty_script_does_not_swallow_the_chapter() -> None:
    chapter = "<html><body><script src='x.js'/><a id='top'/><p>Words after it.</p></body></html>"
    (article,) = articles(epub({"a.xhtml": chapter}), "book.epub")
    assert kinds(article, BlockKind.PARAGRAPH) == ["Words after it."]


def test_a_missing_chapter_is_told_and_the_others_are_read() -> None:
    files = {
        "META-INF/container.xml": '<container><rootfile full-path="p.opf"/></container>',
        "p.opf": '<package><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/><item id="b" href="../b.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/>'
        '<itemref idref="b"/></spine></package>',
        "a.xhtml": "<p>One chapter is here.</p>",
    }
    raw = zipped(files)
    assert problems(raw, "b.epub") == ["'b.epub#../b.xhtml' is missing from the book."]
    assert articles(raw, "b.epub")[0].text == "One chapter is here."


def test_a_locked_book_is_refused() -> None:
    files = {
        "META-INF/container.xml": '<container><rootfile full-path="p.opf"/></container>',
        "META-INF/encryption.xml": '<encryption><CipherReference URI="a.xhtml"/></encryption>',
        "a.xhtml": "?",
    }
    with pytest.raises(InputError, match="locked by its seller"):
        readings(zipped(files), "book.epub")


def test_no_book_is_refused() -> None:
    with pytest.raises(InputError, match=r"'book.epub#META-INF/container.xml' is missing"):
        readings(zipped({"x.txt": "x"}), "book.epub")


def test_words_that_xml_takes_as_they_are_are_kept() -> None:
    chapter = "<html><body><p>One <![CDATA[& <two>]]> three.</p></body></html>"
    (article,) = articles(epub({"a.xhtml": chapter}), "book.epub")
    assert kinds(article, BlockKind.PARAGRAPH) == ["One & <two> three."]


def test_a_chapter_that_is_listed_twice_is_read_once() -> None:
    chapters = {"a.xhtml": "<p>The first words.</p>", "b.xhtml": "<p>The last words.</p>"}
    raw = epub(chapters, order=["a.xhtml", "b.xhtml", "a.xhtml", "a.xhtml"])
    assert kinds(articles(raw, "book.epub")[0], BlockKind.PARAGRAPH) == [
        "The first words.",
        "The last words.",
    ]


def test_a_book_whose_chapters_are_all_refused_says_why() -> None:
    chapter = '<!DOCTYPE html [<!ENTITY a "b">]><html><body><p>&a;</p></body></html>'
    with pytest.raises(InputError, match="declares XML entities"):
        readings(epub({"a.xhtml": chapter}), "book.epub")
