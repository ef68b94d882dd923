"""A REFI-QDA project (.qdpx): project.qde and the texts, in a zip.

Specification 1.5, qdasoftware.org. Positions count code points, the end exclusive; texts are
UTF-8 without a byte order mark, with LF. A comment is a source of its own, under its author's name
and date, and its annotations are selections there; all others are in their article's source, which
holds the whole text. Discontinuous annotations become several selections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from store.exporters import embedded
from store.exporters.base import Bundle, StoredArticle
from store.exporters.canonical import generator
from store.exporters.markup import xml_safe
from store.exporters.refi.codes import code_guid, label_guid, nodes_of, put_codes
from store.exporters.refi.shapes import (
    FACTS,
    PROJECT,
    QDE,
    RECORD,
    article_guid,
    comment_guid,
    comment_name,
    comments_of,
    described,
    guid,
    home_of,
    selection_guid,
    shown_label,
)
from store.exporters.zips import packed
from store.model import Annotation, Block

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHORT = 80


def write(bundle: Bundle) -> Iterator[bytes]:
    """The .qdpx."""
    files: dict[str, bytes | Callable[[], bytes]] = {QDE: partial(project, bundle)}
    for stored in bundle.articles:
        files[f"sources/{article_guid(stored.record.id)}.txt"] = partial(_utf8, stored)
        for block in comments_of(stored):
            path = f"sources/{comment_guid(stored.record.id, block.id)}.txt"
            files[path] = partial(_utf8, stored, block)
    yield from packed(files)


def project(bundle: Bundle) -> bytes:
    """The bytes of project.qde."""
    from lxml import etree

    root = etree.Element(f"{{{PROJECT}}}Project", nsmap={None: PROJECT})  # type: ignore[dict-item]
    root.set("name", "Postil")
    root.set("origin", generator())
    root.set("creationDateTime", bundle.library.created)
    root.set("modifiedDateTime", bundle.changed)
    creators = sorted({annotation.creator for annotation in bundle.annotations})
    if creators:
        users = _put(root, "Users")
        for creator in creators:
            _put(users, "User", guid=guid("user", creator), name=xml_safe(creator))
    nodes = nodes_of(bundle.codebook, bundle.annotations)
    if nodes:
        put_codes(_put(root, "CodeBook"), nodes, PROJECT)
    variables = _put(root, "Variables")
    for name in (RECORD, *FACTS):
        _put(variables, "Variable", guid=guid("variable", name), name=name, typeOfVariable="Text")
    case = _put(_put(root, "Cases"), "Case", guid=guid("library", bundle.library.id), name="Postil")
    _value(case, RECORD, embedded.head_line(bundle))
    _sources(root, bundle)
    _notes(root, bundle)
    _links(root, bundle)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _sources(root: _Element, bundle: Bundle) -> None:
    if not bundle.articles:
        return
    sources = _put(root, "Sources")
    tagged: dict[str, list[Annotation]] = {}
    for annotation in bundle.annotations:
        tagged.setdefault(annotation.article, []).append(annotation)
    for stored in bundle.articles:
        here = tagged.get(stored.record.id, [])
        comments = comments_of(stored)
        homes = {annotation.id: home_of(annotation, comments) for annotation in here}
        _article(sources, stored, here, [a for a in here if homes[a.id] is None])
        for block in comments:
            _comment(sources, stored, block, [a for a in here if homes[a.id] is block])


def _article(
    sources: _Element, stored: StoredArticle, here: list[Annotation], own: list[Annotation]
) -> None:
    record = stored.record
    source = _source(sources, article_guid(record.id), record.title)
    source.set("creationDateTime", record.source.imported or record.modified)
    for annotation in own:
        _selections(source, annotation, 0)
    lines = [embedded.article_line(stored), *map(embedded.annotation_line, here)]
    _value(source, RECORD, "\n".join(lines))
    date = record.date.iso or record.date.text if record.date else None
    for name, fact in (
        ("Byline", record.byline),
        ("Date", date),
        ("Site", record.site),
        ("URL", record.source.url),
    ):
        _value(source, name, fact)


def _comment(sources: _Element, stored: StoredArticle, block: Block, own: list[Annotation]) -> None:
    said = ", ".join(part for part in (block.author, block.date) if part)
    number = "" if block.number is None else f" {block.number}"
    name = f"{comment_name(stored.record.title)}{number}{' by ' if said else ''}{said}"
    source = _source(sources, comment_guid(stored.record.id, block.id), name)
    for annotation in own:
        _selections(source, annotation, block.start)
    _value(source, "Author", block.author)
    _value(source, "Date", block.date)
    _value(source, "Number", None if block.number is None else str(block.number))


def _source(sources: _Element, identity: str, name: str) -> _Element:
    return _put(
        sources,
        "TextSource",
        guid=identity,
        name=xml_safe(" ".join(name.split())),
        plainTextPath=f"internal://{identity}.txt",
    )


def _selections(source: _Element, annotation: Annotation, base: int) -> None:
    """One selection a stretch, each with all of the annotation's codes."""
    user = guid("user", annotation.creator)
    for nth, span in enumerate(annotation.spans):
        identity = selection_guid(annotation, nth)
        words = " ".join(xml_safe(span.exact).split())
        selection = _put(
            source,
            "PlainTextSelection",
            guid=identity,
            name=words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…",
            startPosition=str(span.start - base),
            endPosition=str(span.end - base),
            creatingUser=user,
            creationDateTime=annotation.created,
            modifiedDateTime=annotation.modified,
        )
        if nth == 0 and (words := described(annotation)):
            _put(selection, "Description").text = words
        label = shown_label(annotation)
        kinds = [label_guid(label)] if label else []
        for target in dict.fromkeys((*kinds, *map(code_guid, annotation.codes))):
            coding = _put(
                selection,
                "Coding",
                guid=guid("coding", identity, target),
                creatingUser=user,
                creationDateTime=annotation.created,
            )
            _put(coding, "CodeRef", targetGUID=target)
        if annotation.note and nth == 0:
            _put(selection, "NoteRef", targetGUID=guid("note", annotation.id))


def _notes(root: _Element, bundle: Bundle) -> None:
    held = {annotation.id for annotation in bundle.annotations}
    noted = [annotation for annotation in bundle.annotations if annotation.note]
    linked = [
        (guid("link note", a.id, str(nth)), a, link.note)
        for a in bundle.annotations
        for nth, link in enumerate(a.links)
        if link.note and link.to in held
    ]
    if not noted and not linked:
        return
    notes = _put(root, "Notes")
    for annotation in noted:
        _note(notes, guid("note", annotation.id), annotation, annotation.note)
    for identity, annotation, words in linked:
        _note(notes, identity, annotation, words)


def _note(notes: _Element, identity: str, annotation: Annotation, words: str) -> None:
    note = _put(
        notes,
        "Note",
        guid=identity,
        name=xml_safe(" ".join(words.split())[:_SHORT]),
        creatingUser=guid("user", annotation.creator),
        creationDateTime=annotation.created,
        modifiedDateTime=annotation.modified,
    )
    _put(note, "PlainTextContent").text = xml_safe(words)


def _links(root: _Element, bundle: Bundle) -> None:
    held = {annotation.id for annotation in bundle.annotations}
    pairs = [
        (annotation, nth, link)
        for annotation in bundle.annotations
        for nth, link in enumerate(annotation.links)
        if link.to in held
    ]
    if not pairs:
        return
    links = _put(root, "Links")
    for annotation, nth, link in pairs:
        element = _put(
            links,
            "Link",
            guid=guid("link", annotation.id, str(nth)),
            name=xml_safe(link.type),
            direction="OneWay",
            originGUID=annotation.id,
            targetGUID=link.to,
        )
        if link.note:
            _put(element, "NoteRef", targetGUID=guid("link note", annotation.id, str(nth)))


def _value(owner: _Element, name: str, words: str | None) -> None:
    if words:
        value = _put(owner, "VariableValue")
        _put(value, "VariableRef", targetGUID=guid("variable", name))
        _put(value, "TextValue").text = xml_safe(words)


def _put(parent: _Element, tag: str, **attributes: str) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{PROJECT}}}{tag}")
    for name, value in attributes.items():
        element.set(name, value)
    return element


def _utf8(stored: StoredArticle, block: Block | None = None) -> bytes:
    text = stored.text if block is None else stored.text[block.start : block.end]
    return text.encode()
