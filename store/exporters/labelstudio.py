"""Label Studio's JSON: a task an article, a region a stretch (labelstud.io/guide/export).

Offsets count code points, the end exclusive. Codes are choices of their region, notes its `meta`,
links relations. What is ours alone is in `meta` too: Label Studio gives it back as it was.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from store.errors import FormatError
from store.exporters import embedded
from store.exporters.assembly import Assembly, Extra, Placed, Shown
from store.exporters.base import Bundle, Format, Loaded, StoredArticle
from store.exporters.labels import tag_of
from store.exporters.rows import list_of, number_of, object_of, whole, words_of
from store.exporters.studio_pages import Page, page_of
from store.exporters.views import by_article
from store.model import Annotation

_LABELS = ("labels", "hypertextlabels", "paragraphlabels")
_WHOLE = ("choices", "textarea")


def shown(annotation: Annotation, held: Container[str]) -> Shown:
    """What a task shows of an annotation; *held* are the ids of those in it."""
    links = {(link.type, link.to) for link in annotation.links if link.to in held}
    return Shown(
        spans=tuple((span.start, span.end) for span in annotation.spans),
        label=tag_of(annotation),
        codes=tuple(sorted(set(annotation.codes))),
        note=annotation.note,
        links=tuple(sorted(links)),
    )


def write(bundle: Bundle) -> Iterator[bytes]:
    """The array of tasks, one a line."""
    head = {"library": embedded.head_line(bundle)}
    here = by_article(bundle)
    yield b"["
    for number, stored in enumerate(bundle.articles, 1):
        task = _task(number, stored, here[stored.record.id], head)
        yield (b"\n" if number == 1 else b",\n") + msgspec.json.encode(task)
        head = {}
    if not bundle.articles:
        yield b"\n" + msgspec.json.encode({"data": {"text": ""}, "meta": {"postil": head}})
    yield b"\n]\n"


def _task(
    number: int, stored: StoredArticle, own: list[Annotation], head: dict[str, str]
) -> dict[str, Any]:
    record = stored.record
    held = {annotation.id for annotation in own}
    results = [part for annotation in own for part in _regions(annotation)]
    for annotation in own:
        results += [
            {
                "type": "relation",
                "from_id": annotation.id,
                "to_id": to,
                "direction": "right",
                "labels": [kind],
            }
            for kind, to in shown(annotation, held).links or ()
        ]
    return {
        "id": number,
        "data": {"text": stored.text, "title": record.title, "url": record.source.url},
        "meta": {"postil": {**head, "article": embedded.article_line(stored)}},
        "annotations": [{"id": number, "result": results}],
    }


def _regions(annotation: Annotation) -> Iterator[dict[str, Any]]:
    for nth, span in enumerate(annotation.spans):
        identity = annotation.id if nth == 0 else f"{annotation.id}#{nth}"
        place = {"start": span.start, "end": span.end, "text": span.exact}
        meta: dict[str, Any] = {}
        if nth == 0:
            meta["postil"] = embedded.annotation_line(annotation)
            if annotation.note:
                meta["text"] = [annotation.note]
        common = {"id": identity, "to_name": "text"}
        yield {
            **common,
            "from_name": "label",
            "type": "labels",
            "value": {**place, "labels": [tag_of(annotation)]},
            "meta": meta,
        }
        if annotation.codes and nth == 0:
            value = {**place, "choices": list(annotation.codes)}
            yield {**common, "from_name": "codes", "type": "choices", "value": value}


@dataclass(slots=True)
class Region:
    """What a task shows of one annotation, put together from its results: its spans are those of
    its labels, or `others` where it has no label.
    """

    where: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    others: list[tuple[int, int]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    line: str = ""


def read(raw: bytes, name: str) -> Loaded:
    """The tasks in *raw*, an array or one task. Raises FormatError."""
    value = whole(raw, name)
    tasks = value if isinstance(value, list) else [value]
    if not any(isinstance(task, dict) and isinstance(task.get("data"), dict) for task in tasks):
        raise FormatError(f'{name}: no task with "data" is in it, so it is no Label Studio file.')
    into = Assembly(name)
    for number, task in enumerate(tasks, 1):
        where = f"{name}, task {number}"
        if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
            into.remark(where, 'it was left out: it has no "data"')
            continue
        _read_task(task, into, where)
    return into.loaded()


def _read_task(task: dict[str, Any], into: Assembly, where: str) -> None:
    ours = object_of(object_of(task.get("meta")).get("postil"))
    if words_of(ours.get("library")):
        into.head(ours["library"], where)
        if not task["data"].get("text") and "article" not in ours:
            return
    results = [
        (entry, object_of(result))
        for entry in map(object_of, list_of(task.get("annotations") or task.get("completions")))
        if entry.get("was_cancelled") is not True
        for result in list_of(entry.get("result"))
    ]
    if not results and list_of(task.get("predictions")):
        into.remark(where, "its predictions are not taken in, only what people annotated")
    page = _page(task["data"], results, False if ours else None)
    if page is None:
        into.remark(where, "it was left out: its data has no text")
        return
    title = words_of(task["data"].get("title")) or None
    line = words_of(ours.get("article")) or None
    placed = into.article(page.text, where, line=line, title=title, url=_url(task["data"]))
    if placed is not None:
        _read_results(results, page, placed, into, where)


def _read_results(
    results: list[tuple[dict[str, Any], dict[str, Any]]],
    page: Page,
    placed: Placed,
    into: Assembly,
    where: str,
) -> None:
    found: dict[str, Region] = {}
    creators: dict[str, dict[str, Any]] = {}
    for nth, (entry, result) in enumerate(results, 1):
        own, at = (
            words_of(result.get("id")).partition("#")[0] or f"result {nth}",
            f"{where}, result {nth}",
        )
        if result.get("type") == "relation":
            continue
        creators.setdefault(own, entry)
        region = found.setdefault(own, Region(at))
        _add(region, result, page, into, at)
    found = {own: region for own, region in found.items() if region.spans or region.others}
    records = {own: into.record(region.line, region.where) for own, region in found.items()}
    ids = {own: into.id_of(placed, f"labelstudio\x1f{own}", records[own]) for own in found}
    for _, result in results:
        if result.get("type") == "relation":
            start, end = words_of(result.get("from_id")), words_of(result.get("to_id"))
            if start not in ids or end not in ids:
                into.remark(where, "a relation was left out: it joins no two regions")
                continue
            labels = [words_of(one) for one in list_of(result.get("labels"))]
            kinds = [label for label in labels if label] or ["mentions"]
            found[start].links += [(kind, ids[end]) for kind in kinds]
    held = set(ids.values())
    for own, region in found.items():
        labels = list(dict.fromkeys(region.labels))
        seen = Shown(
            spans=tuple(sorted(region.spans or region.others)),
            label=labels[0] if labels else "",
            codes=tuple(sorted({*region.codes, *labels[1:]})),
            note="\n".join(region.notes),
            links=tuple(sorted(set(region.links))),
        )
        entry = creators[own]
        into.annotate(
            placed,
            seen,
            region.where,
            seed=f"labelstudio\x1f{own}",
            record=records[own],
            show=partial(shown, held=held),
            extra=Extra(creator=_creator(entry), created=words_of(entry.get("created_at"))),
        )


def _add(region: Region, result: dict[str, Any], page: Page, into: Assembly, at: str) -> None:
    """Put one result on its region."""
    value, meta = object_of(result.get("value")), object_of(result.get("meta"))
    region.line = region.line or words_of(meta.get("postil"))
    region.notes += [note for note in list_of(meta.get("text")) if isinstance(note, str)]
    region.notes += [note for note in list_of(value.get("text")) if isinstance(note, str)]
    region.codes += [code for code in list_of(value.get("choices")) if isinstance(code, str)]
    given = [label for key in _LABELS for label in list_of(value.get(key))]
    region.labels += [label for label in given if isinstance(label, str)]
    if "start" not in value:
        whole = (region.codes or region.notes) and result.get("type") in _WHOLE
        span = (0, len(page.text)) if whole else None
    else:
        span = page.place(value)
    if span is None:
        into.remark(at, "it was left out: it does not say where in the text it stands")
    else:
        kept = region.spans if given else region.others
        kept += [span] if span not in kept else []


def _page(
    data: dict[str, Any], results: list[tuple[dict[str, Any], dict[str, Any]]], markup: bool | None
) -> Page | None:
    """What the results are about: by their source, else `text`, else the longest. Whether it is
    *markup* is known, or by the way in which they say where they stand.
    """
    starts = [object_of(result.get("value")).get("start") for _, result in results]
    if markup is None and any(start is not None for start in starts):
        markup = any(words_of(start).startswith("/") for start in starts)
    keys = [words_of(result.get("source")).removeprefix("$") for _, result in results]
    by_length = sorted(data, key=lambda key: -len(str(data[key])))
    for key in (*keys, "text", *by_length):
        page = page_of(data.get(key), markup=markup)
        if page is not None and page.text.strip():
            return page
    return None


def _url(data: dict[str, Any]) -> str | None:
    return words_of(data.get("url")) or None


def _creator(entry: dict[str, Any]) -> str:
    """Who annotated: a mail address or a number."""
    by = entry.get("completed_by")
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    number = number_of(by)
    return f"annotator {number}" if number is not None else words_of(by)


FORMAT = Format(
    name="labelstudio",
    title="Label Studio JSON, a task an article",
    suffix=".labelstudio.json",
    lossless=True,
    write=write,
    read=read,
)
