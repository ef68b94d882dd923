"""Word documents: what their styles say, and what stands beside the text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from store.errors import InputError
from store.model import BlockKind
from tests.store.importers.builders import articles, comments, kinds, readings, zipped


def word(write: Callable[[Any], None]) -> bytes:
    from docx import Document

    document = Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_styles_become_kinds_of_blocks_in_the_document_s_order() -> None:
    def write(document: Any) -> None:
        document.add_heading("No ferry", level=0)
        document.add_paragraph("The ferry did not sail.")
        document.add_heading("The company", level=2)
        document.add_paragraph("We owe an answer.", style="Quote")
        document.add_paragraph("First demand", style="List Bullet")
        document.add_paragraph("Second demand", style="List Number")
        table = document.add_table(rows=2, cols=2)
        for at, words in enumerate(("Day", "Boats", "Monday", "none")):
            table.cell(at // 2, at % 2).text = words
        document.add_paragraph("So it ended.")

    (article,) = articles(word(write), "ferry.docx")
    assert [(b.kind.value, article.text[b.start : b.end]) for b in article.blocks] == [
        ("title", "No ferry"),
        ("paragraph", "The ferry did not sail."),
        ("heading", "The company"),
        ("quote", "We owe an answer."),
        ("list", "First demand"),
        ("list", "Second demand"),
        ("table", "Day | Boats\nMonday | none"),
        ("paragraph", "So it ended."),
    ]


def test_word_s_comments_follow_the_text_with_author_and_date() -> None:
    def write(document: Any) -> None:
        run = document.add_paragraph("The ferry did not sail.").runs[0]
        document.add_comment(run, text="It did, at noon.", author="Bo Reed", initials="BR")

    (article,) = articles(word(write), "ferry.docx")
    (comment,) = comments(article)
    assert article.text[comment.start : comment.end] == "It did, at noon."
    assert comment.author == "Bo Reed"
    assert comment.date and comment.date[:2] == "20"
    assert article.text.index("did not sail") < comment.start


def test_links_insertions_and_content_controls_keep_their_words_and_deletions_lose_them() -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def write(document: Any) -> None:
        body = document.element.body
        body.insert(
            0,
            parse_xml(
                f"<w:p {space}><w:r><w:t>One</w:t></w:r><w:ins><w:r><w:t> two</w:t></w:r></w:ins>"
                "<w:del><w:r><w:t> gone</w:t></w:r></w:del>"
                "<w:moveFrom><w:r><w:t> gone too</w:t></w:r></w:moveFrom>"
                "<w:hyperlink><w:r><w:t> three</w:t></w:r></w:hyperlink></w:p>"
            ),
        )
        body.insert(
            1,
            parse_xml(
                f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p>"
                "</w:sdtContent></w:sdt>"
            ),
        )

    (article,) = articles(word(write), "a.docx")
    assert kinds(article, BlockKind.PARAGRAPH) == ["One two three", "In a control."]


def test_footnotes_follow_under_the_numbers_that_stand_in_the_text() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        f'<w:footnotes {space}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>The log says so.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )

    def write(document: Any) -> None:
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), package)
        document.part.relate_to(part, kind)
        document.element.body.insert(
            0,
            parse_xml(
                f"<w:p {space}><w:r><w:t>No fog.</w:t></w:r>"
                '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
            ),
        )

    (article,) = articles(word(write), "a.docx")
    assert kinds(article, BlockKind.PARAGRAPH) == ["No fog.[2]", "[2] The log says so."]


def test_headers_and_footers_are_furniture() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("The ferry did not sail.")
        document.sections[0].header.paragraphs[0].text = "Confidential draft"

    (article,) = articles(word(write), "a.docx")
    assert kinds(article, BlockKind.BOILERPLATE) == ["Confidential draft"]


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04 and no more",
        zipped({"word/document.xml": "<w:broken"}),
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}),
    ],
)
def test_a_broken_one_is_refused_in_a_line(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"'a.docx'"):
        readings(raw, "a.docx")
