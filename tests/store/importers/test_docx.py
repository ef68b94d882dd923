"""Word documents: what their styles say, and what stands beside the text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from store.errors import InputError
from store.model import BlockKind
from tests.store.importers.builders import articles, comments, kinds, notices, readings, zipped

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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
    assert kinds(article, BlockKind.PARAGRAPH) == ["No fog.[1]", "[1] The log says so."]


def altered(raw: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The document with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped(parts | {name: change(parts[name])})


def with_body(content: str) -> bytes:
    """A document with *content* before its first paragraph."""
    return altered(
        word(lambda document: document.add_paragraph("The end.")),
        "word/document.xml",
        lambda part: part.replace(b"<w:body>", b"<w:body>" + content.encode()),
    )


def test_notes_have_the_numbers_that_word_shows() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kinds_of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

    def write(document: Any) -> None:
        package = document.part.package
        for kind, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            notes = "".join(
                f'<w:{name} w:id="{number}"><w:p><w:r><w:t>{name} {number}</w:t></w:r></w:p>'
                f"</w:{name}>"
                for number in (2, 3)
            )
            part = Part(
                PackURI(f"/word/{kind}.xml"),
                "application/xml",
                f"<w:{kind} {SPACE}>{notes}</w:{kind}>".encode(),
                package,
            )
            document.part.relate_to(part, kinds_of + kind)
        document.add_paragraph("Words")

    raw = altered(
        word(write),
        "word/document.xml",
        lambda part: part.replace(
            b"<w:t>Words</w:t>",
            b'<w:t>A</w:t><w:footnoteReference w:id="3"/><w:t>b</w:t><w:endnoteReference w:id="2"/>'
            b'<w:t>c</w:t><w:footnoteReference w:id="2"/><w:endnoteReference w:id="3"/>',
        ),
    )
    (article,) = articles(raw, "a.docx")
    assert kinds(article, BlockKind.PARAGRAPH) == [
        "A[1]b[i]c[2][ii]",
        "[2] footnote 2",
        "[1] footnote 3",
        "[i] endnote 2",
        "[ii] endnote 3",
    ]


def test_an_answer_to_a_comment_follows_it_and_says_so() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    year = "http://schemas.microsoft.com/office/word/2012/wordml"
    links = (
        f'<w15:commentsEx xmlns:w15="{year}"><w15:commentEx w15:paraId="A"/>'
        '<w15:commentEx w15:paraId="B"/><w15:commentEx w15:paraId="C" w15:paraIdParent="A"/>'
        '<w15:commentEx w15:paraId="D" w15:paraIdParent="C"/></w15:commentsEx>'
    )

    def write(document: Any) -> None:
        run = document.add_paragraph("The ferry did not sail.").runs[0]
        for letter in "ABCD":
            document.add_comment(run, text=f"Remark {letter}.", author=f"Reader {letter}")
        part = Part(
            PackURI("/word/commentsExtended.xml"),
            "application/xml",
            links.encode(),
            document.part.package,
        )
        kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
        document.part.relate_to(part, kind)

    def name_paragraphs(part: bytes) -> bytes:
        space = b'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        for letter in (b"A", b"B", b"C", b"D"):
            part = part.replace(b"<w:p>", b"<w:p " + space + b' w14:paraId="' + letter + b'">', 1)
        return part

    (article,) = articles(altered(word(write), "word/comments.xml", name_paragraphs), "a.docx")
    a, c, d, b = comments(article)
    assert [block.author for block in (a, c, d, b)] == [f"Reader {x}" for x in "ACDB"]
    assert [block.parent for block in (a, c, d, b)] == [None, a.id, c.id, None]


def test_a_table_within_a_table_is_read_once() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>deep</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc>"
    row = f"<w:tr>{cell.format('one', inner)}<w:sdt>{cell.format('two', '')}</w:sdt></w:tr>"
    (article,) = articles(with_body(f"<w:tbl>{row}</w:tbl>"), "a.docx")
    assert kinds(article, BlockKind.TABLE) == ["one deep | two"]


def test_styles_for_author_date_and_code_are_known() -> None:
    def write(document: Any) -> None:
        for name in ("Author", "Date", "Source Code"):
            document.styles.add_style(name, 1)
            document.add_paragraph(f"In {name}", style=name)

    (article,) = articles(word(write), "a.docx")
    assert [block.kind.value for block in article.blocks] == ["byline", "date", "code"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(part: str, charset: str) -> None:
    raw = altered(
        with_body(""),
        part,
        lambda content: (
            content.decode().replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1).encode(charset)
        ),
    )
    with pytest.raises(InputError, match=f"'a.docx#{part}' declares XML entities"):
        readings(raw, "a.docx")


def test_a_document_with_macros_is_read_and_one_with_a_password_is_told() -> None:
    raw = altered(
        with_body(""),
        "[Content_Types].xml",
        lambda content: content.replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"vnd.ms-word.document.macroEnabled.main+xml",
        ),
    )
    (article,) = articles(raw, "a.docm")
    assert article.text == "The end."
    with pytest.raises(InputError, match="locked with a password"):
        readings(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx")


def test_files_of_other_kinds_within_the_text_are_told() -> None:
    raw = with_body("<w:altChunk/>")
    (article,) = articles(raw, "a.docx")
    assert article.text == "The end."
    assert "holds 1 file of another kind" in notices(raw, "a.docx")[0]


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


def test_a_document_that_begins_with_a_heading_of_any_level_is_called_by_it() -> None:
    def write(document: Any) -> None:
        document.core_properties.title = ""
        document.add_heading("The company", level=2)
        document.add_paragraph("It owes an answer.")

    assert articles(word(write), "a.docx")[0].title == "The company"
