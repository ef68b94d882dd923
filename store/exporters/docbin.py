"""spaCy's DocBin (spacy.io/api/docbin): a Doc an article, for training and evaluation.

A view. Tokens are cut where a stretch begins or ends, so that every span fits. `doc.ents` holds the
entities that do not overlap, `doc.spans["sc"]` (the key of spaCy's span categorizer) all stretches
by their labels, blanks trimmed; `user_data` the article's id and title.
"""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from store.exporters.base import Bundle, Format, Loss, StoredArticle
from store.exporters.extras import needed
from store.exporters.labels import label_of
from store.exporters.tokens import tokens
from store.exporters.views import by_article, held, left_behind, without_overlaps
from store.model import Annotation
from store.text import trim

SPANS = "sc"


def write(bundle: Bundle) -> Iterator[bytes]:
    """The file, made by spaCy."""
    needed("spacy", "docbin", "nlp")
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    here = by_article(bundle)
    vocab = Vocab()
    docs = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    with warnings.catch_warnings(action="ignore"):
        for stored in bundle.articles:
            docs.add(_doc(stored, here[stored.record.id], vocab))
        yield docs.to_bytes()


def _doc(stored: StoredArticle, own: list[Annotation], vocab: Any) -> Any:
    from spacy.tokens import Doc

    text = stored.text
    spans = sorted(
        {(*_trimmed(text, s.start, s.end), label_of(one)) for one in own for s in one.spans}
    )
    edges = [edge for start, end, _ in spans for edge in (start, end)]
    words, spaces = _spaced(text, _covering(text, edges), {start for start, _, _ in spans})
    doc = Doc(vocab, words=words, spaces=spaces)
    doc.user_data["article"] = stored.record.id
    doc.user_data["title"] = stored.record.title
    group = [doc.char_span(start, end, label=label) for start, end, label in spans]
    doc.spans[SPANS] = [span for span in group if span is not None]
    entities = [one for one in own if one.kind == "entity"]
    flat = [
        doc.char_span(*_trimmed(text, start, end), label=label)
        for start, end, label in without_overlaps(entities)
    ]
    doc.ents = [span for span in flat if span is not None]
    return doc


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without blanks at its ends, or as it is where it holds nothing else."""
    first, last = trim(text, start, end)
    return (first, last) if first < last else (start, end)


def _covering(text: str, edges: list[int]) -> Iterator[tuple[int, int]]:
    """Words and marks, and the blanks between them as tokens of their own, cut at *edges*."""
    cuts = {0, len(text), *edges}
    for start, end in tokens(text, edges):
        cuts |= {start, end}
    yield from pairwise(sorted(cuts))


def _spaced(
    text: str, cut: Iterable[tuple[int, int]], begins: Container[int]
) -> tuple[list[str], list[bool]]:
    """One blank after a word belongs to it, as in spaCy's own tokens, unless a stretch *begins*
    with it.
    """
    kept: list[str] = []
    spaces: list[bool] = []
    for start, end in cut:
        word = text[start:end]
        follows = kept and not spaces[-1] and not kept[-1].isspace()
        if word == " " and follows and start not in begins:
            spaces[-1] = True
            continue
        kept.append(word)
        spaces.append(False)
    return kept, spaces


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """All but texts, titles, stretches and labels; entities that overlap are in the spans alone."""
    blank = sum(
        any(_trimmed(span.exact, 0, len(span.exact)) != (0, len(span.exact)) for span in one.spans)
        for one in bundle.annotations
    )
    trimmed = Loss(field="blanks at the ends of stretches", records=blank)
    return (*left_behind(bundle, {"overlaps", "titles"}), *((trimmed,) if blank else ()))


FORMAT = Format(
    name="docbin",
    title="spaCy DocBin, a Doc an article",
    suffix=".spacy",
    lossless=False,
    write=write,
    losses=losses,
    holds=partial(held, overlaps=True),
    extra="nlp",
)
