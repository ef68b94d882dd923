"""CSV: a row an annotation, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from store.exporters.table import FORMAT
from store.library import Library
from store.model import Article


def rows(library: Library) -> list[dict[str, str]]:
    raw = b"".join(FORMAT.write(library.bundle()))
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_an_annotation_is_a_row_with_its_article_and_attributes(
    library: Library, article: Article
) -> None:
    held = library.store(
        library.draft(
            article.id,
            "quote",
            [(0, 3), (4, 7)],
            attributes={"speaker": "Ann; Lee", "form": "direct"},
            codes=["a", "b"],
            note='first "line"\nsecond',
        )
    )
    (row,) = rows(library)
    assert row["id"] == held.id
    assert row["title"] == article.title
    assert row["speaker"] == "Ann; Lee"
    assert row["other attributes"] == "form=direct"
    assert row["codes"] == "a; b"
    assert row["note"] == 'first "line"\nsecond'
    assert (row["start"], row["end"]) == ("0", "7")


def test_a_cell_that_a_spreadsheet_would_run_is_defused(library: Library, article: Article) -> None:
    for note in ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "plain = 1"):
        library.store(library.draft(article.id, "quote", [(0, 3)], note=note))
    notes = {row["note"] for row in rows(library)}
    assert notes == {"'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "plain = 1"}


def test_what_a_table_has_no_cell_for_is_named_with_how_often(
    library: Library, article: Article
) -> None:
    library.store(library.draft(article.id, "quote", [(0, 3), (4, 7)], codes=["a"]))
    losses = {loss.field: loss.records for loss in FORMAT.losses(library.bundle())}
    assert losses["the offsets of second and further stretches"] == 1
    assert losses["the articles' texts, blocks and sources"] == 1
    assert not any("links" in field for field in losses)
