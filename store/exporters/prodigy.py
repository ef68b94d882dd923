"""Prodigy's JSON Lines (prodi.gy/docs/api-interfaces), which spaCy reads too.

Offsets count code points, the end exclusive; `token_end` is the last token's number, inclusive.
Tokens are cut where a stretch begins or ends within a word, so that every span fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from store.errors import FormatError
from store.exporters.assembly import Assembly, Placed, Shown
from store.exporters.base import Bundle, Format, Loaded, Loss, StoredArticle
from store.exporters.foreign import foreign_id
from store.exporters.labels import tag_of
from store.exporters.rows import list_of, number_of, object_of, rows, words_of
from store.exporters.tokens import tokens
from store.exporters.views import by_article, held, left_behind
from store.model import Annotation
from store.wording import counted


def write(bundle: Bundle) -> Iterator[bytes]:
    """A line an article; a stretch of an annotation is a span."""
    here = by_article(bundle)
    for stored in bundle.articles:
        yield msgspec.json.encode(_task(stored, here[stored.record.id])) + b"\n"


def _task(stored: StoredArticle, own: list[Annotation]) -> dict[str, Any]:
    text = stored.text
    cuts = [end for one in own for span in one.spans for end in (span.start, span.end)]
    cut = tokens(text, cuts)
    found = sorted({(s.start, s.end, tag_of(one)) for one in own for s in one.spans})
    spans = []
    for start, end, label in found:
        inside = _within(cut, start, end)
        span: dict[str, Any] = {"start": start, "end": end}
        if inside is not None:
            span |= {"token_start": inside[0], "token_end": inside[1]}
        spans.append({**span, "label": label})
    return {
        "text": text,
        "meta": {"title": stored.record.title, "article": stored.record.id},
        "tokens": [
            {"text": text[start:end], "start": start, "end": end, "id": nth}
            for nth, (start, end) in enumerate(cut)
        ],
        "spans": spans,
        "answer": "accept",
    }


def _within(cut: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The first and the last token in a stretch; None where it holds but blanks."""
    from bisect import bisect_left, bisect_right

    first = bisect_left(cut, (start, start))
    last = bisect_right(cut, (end, 0)) - 1
    return (first, last) if first <= last and cut[last][1] <= end else None


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """All but texts, titles, stretches and labels."""
    return left_behind(bundle, {"overlaps", "titles"})


def read(raw: bytes, name: str) -> Loaded:
    """The rows in *raw*. Raises FormatError for what is no JSON, and where no row has a text."""
    into = Assembly(name)
    texts = refused = 0
    for where, row in rows(raw, name):
        if not isinstance(row.get("text"), str):
            into.remark(where, "it was left out: it has no text")
            continue
        texts += 1
        title = words_of(object_of(row.get("meta")).get("title")) or None
        placed = into.article(row["text"], where, name=f"row-{texts}.txt", title=title)
        if row.get("answer", "accept") != "accept":
            refused += 1
        elif placed is not None:
            _row(row, placed, into, where)
            for label in _whole(row):
                into.whole(placed, len(row["text"]), label, where, seed=f"prodigy\x1fwhole {label}")
    if not texts:
        raise FormatError(f'{name}: no row has a "text", so it is no Prodigy file of texts.')
    if refused:
        into.remark(
            name, f"not accepted there: {counted(refused, 'row')}; what comes is text without spans"
        )
    return into.loaded()


def _row(row: dict[str, Any], placed: Placed, into: Assembly, where: str) -> None:
    spans: dict[tuple[int, int, str], str] = {}
    for span in map(object_of, [*list_of(row.get("spans")), *list_of(row.get("ents"))]):
        found = _ends(span)
        if found is None:
            into.remark(where, "a span without ends was left out")
            continue
        key = (*found, words_of(span.get("label")))
        spans.setdefault(key, "prodigy\x1f{} {} {}".format(*key))
    links = _links(row, {key[:2]: foreign_id(seed, placed.id) for key, seed in spans.items()})
    for (start, end, label), seed in spans.items():
        seen = Shown(((start, end),), label, links=tuple(links.pop((start, end), ())))
        into.annotate(placed, seen, where, seed=seed)
    if links:
        into.remark(where, "a relation was left out: it joins no two spans")


def _links(
    row: dict[str, Any], ids: dict[tuple[int, int], str]
) -> dict[tuple[int, int], list[tuple[str, str]]]:
    """A row's relations by the span they start from; those that join no two under (-1, -1)."""
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for relation in map(object_of, list_of(row.get("relations"))):
        head, child = (_ends(object_of(relation.get(f"{end}_span"))) for end in ("head", "child"))
        to = ids.get(child) if child is not None else None
        start = head if head in ids and to is not None else (-1, -1)
        label = words_of(relation.get("label")) or "mentions"
        found.setdefault(start or (-1, -1), []).append((label, to or ""))
    return found


def _ends(span: dict[str, Any]) -> tuple[int, int] | None:
    start, end = number_of(span.get("start")), number_of(span.get("end"))
    return None if start is None or end is None else (start, end)


def _whole(row: dict[str, Any]) -> list[str]:
    """The labels of the whole text: of text classification, or of a choice."""
    found = [words_of(row.get("label")), *map(words_of, list_of(row.get("accept")))]
    return [label for label in dict.fromkeys(found) if label]


FORMAT = Format(
    name="prodigy",
    title="Prodigy and spaCy JSON Lines, tokens and spans",
    suffix=".prodigy.jsonl",
    lossless=False,
    write=write,
    read=read,
    losses=losses,
    holds=partial(held, overlaps=True),
)
