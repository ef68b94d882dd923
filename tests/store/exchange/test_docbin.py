"""spaCy DocBin: texts and stretches as spaCy has them, where it is installed."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings

from store.errors import FormatError
from store.exporters.base import Bundle
from store.exporters.docbin import FORMAT, SPANS
from store.exporters.labels import label_of
from store.text import trim
from tests.store.exchange.samples import bundles, small, written


@settings(max_examples=20, deadline=None)
@given(held=bundles())
def test_texts_and_stretches_are_there(held: Bundle) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    docs = list(DocBin().from_bytes(written(FORMAT, held)).get_docs(spacy.blank("xx").vocab))
    assert [doc.text for doc in docs] == [stored.text for stored in held.articles]
    for doc, stored in zip(docs, held.articles, strict=True):
        own = [one for one in held.annotations if one.article == stored.record.id]
        wanted = set()
        for one in own:
            for span in one.spans:
                start, end = trim(stored.text, span.start, span.end)
                places = (start, end) if start < end else (span.start, span.end)
                wanted.add((*places, label_of(one)))
        found = {(span.start_char, span.end_char, span.label_) for span in doc.spans[SPANS]}
        assert found == wanted
        assert doc.user_data["title"] == stored.record.title
        assert all(ent.label_ for ent in doc.ents)


def test_the_same_library_gives_the_same_bytes() -> None:
    pytest.importorskip("spacy")
    assert written(FORMAT, small()) == written(FORMAT, small())


def test_without_the_extra_it_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(FormatError, match=r"postil\[nlp\]"):
        written(FORMAT, small())


def test_entities_that_overlap_are_told_to_be_in_the_spans_alone() -> None:
    assert any("joins the parts" in loss.field for loss in FORMAT.losses(small()))
