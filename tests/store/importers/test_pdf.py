"""PDF: the text layer as paragraphs, headings and furniture."""

from __future__ import annotations

import pytest

from store.errors import InputError
from store.importers.readings import Context
from store.model import BlockKind
from tests.store.importers.builders import articles, kinds, lines, notices, pdf, readings

FIRST = lines(
    "The ferry from Pellmouth did not sail on Monday, and nobody told the",
    "passengers why. Sixty people waited on the quay until noon, when the inter-",
    "national service was cancelled as well.",
    "",
    "The company spoke of fog. There was no fog on Monday, said the harbour",
    "office, which keeps a record of it.",
)


def numbered(count: int) -> list[list[tuple[int, int, int, str]]]:
    """Pages with a running head, a page number and words of their own."""
    return [
        [
            (72, 770, 9, "Pellmouth Reports 14"),
            *lines(f"Page {at} begins with words that no other page has in it: {'wharf ' * at}."),
            (300, 30, 9, str(at)),
        ]
        for at in range(1, count + 1)
    ]


def test_lines_become_paragraphs_and_a_hyphen_at_a_line_s_end_stays() -> None:
    (article,) = articles(pdf([FIRST]), "ferry.pdf")
    assert kinds(article, BlockKind.PARAGRAPH) == [
        "The ferry from Pellmouth did not sail on Monday, and nobody told the\n"
        "passengers why. Sixty people waited on the quay until noon, when the inter-\n"
        "national service was cancelled as well.",
        "The company spoke of fog. There was no fog on Monday, said the harbour\n"
        "office, which keeps a record of it.",
    ]
    assert article.source.media_type == "application/pdf"
    assert article.source.importer == "pdf/1"


def test_large_lines_are_the_title_and_headings() -> None:
    more = [(72, 560, 16, "What the company said"), *lines("It said nothing more.", top=530)]
    (article,) = articles(pdf([[(72, 740, 20, "No ferry on Monday"), *FIRST, *more]]), "a.pdf")
    assert article.title == "No ferry on Monday"
    assert kinds(article, BlockKind.HEADING) == ["What the company said"]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    (article,) = articles(pdf(numbered(4)), "report.pdf")
    folded = kinds(article, BlockKind.BOILERPLATE)
    assert folded.count("Pellmouth Reports 14") == 4
    assert [words for words in folded if words.isdigit()] == ["1", "2", "3", "4"]
    assert len(kinds(article, BlockKind.PARAGRAPH)) == 4


def test_a_line_that_stands_on_one_page_alone_is_no_furniture() -> None:
    (article,) = articles(pdf([FIRST, lines("A second page of other words.")]), "two.pdf")
    assert kinds(article, BlockKind.BOILERPLATE) == []


def test_a_line_that_repeats_below_a_page_s_own_words_is_text() -> None:
    refrain = "And nobody told the passengers."
    pages = [lines(f"Day {word}.", refrain, *["More words."] * 9) for word in ("one", "two", "six")]
    (article,) = articles(pdf(pages), "song.pdf")
    assert refrain not in " ".join(kinds(article, BlockKind.BOILERPLATE))


def test_the_line_numbers_of_a_transcript_are_furniture() -> None:
    margin = [(40, 700 - 14 * at, 11, str(at + 1)) for at in range(6)]
    (article,) = articles(pdf([margin + FIRST]), "court.pdf")
    assert "6" in kinds(article, BlockKind.BOILERPLATE)[-1]
    assert kinds(article, BlockKind.PARAGRAPH)[0].startswith("The ferry")
    assert article.title.startswith("The ferry")


def test_an_encrypted_one_asks_for_its_password_and_takes_it() -> None:
    raw = pdf([FIRST], password="quay")
    with pytest.raises(InputError, match=r"'a.pdf' is encrypted. Give its password with --pass"):
        readings(raw, "a.pdf")
    with pytest.raises(InputError, match="another password"):
        readings(raw, "a.pdf", Context(password="wharf"))
    (article,) = articles(raw, "a.pdf", Context(password="quay"))
    assert "did not sail" in article.text


def test_pages_without_a_text_layer_are_told_by_their_numbers() -> None:
    raw = pdf([FIRST, [], lines("The last page."), []])
    assert notices(raw, "scan.pdf")[0].startswith("'scan.pdf': no text layer on pages 2, 4 of 4")
    with pytest.raises(InputError, match="no text layer"):
        readings(pdf([[], []]), "scan.pdf")


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<", b"no PDF at all"])
def test_a_broken_one_is_refused_in_a_line(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"'a.pdf' is no whole PDF"):
        readings(raw, "a.pdf")
