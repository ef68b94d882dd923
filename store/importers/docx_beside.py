"""What stands beside the text of a Word document: notes, comments with their answers, edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.importers.base import Origin
from store.importers.composer import Composer
from store.importers.docx_words import W, Words
from store.importers.drafts import Draft
from store.importers.xml import local, parse_xml, xml_text
from store.model import BlockKind
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element


def write_notes(composer: Composer, words: Words, document: Any, origin: Origin) -> None:
    """Footnotes, then endnotes, under the numbers that stand for them in the text."""
    for kind in ("footnotes", "endnotes"):
        for note in _children(document, kind, origin):
            said = "\n".join(words.paragraphs(note))
            if said and note.get(f"{W}type") in {None, "normal"}:
                number = words.number(kind, note.get(f"{W}id") or "")
                composer.put(f"[{number}] {said}", BlockKind.PARAGRAPH)


def write_comments(composer: Composer, words: Words, document: Any, origin: Origin) -> None:
    """The remarks in the margin, with author and date; each before its answers."""
    comments = [
        (comment, said)
        for comment in _children(document, "comments", origin)
        if local(comment) == "comment" and (said := "\n".join(words.paragraphs(comment)))
    ]
    if not comments:
        return
    composer.put("Comments", BlockKind.COMMENTS_HEADING)
    parents = _parents([comment for comment, _ in comments], document, origin)
    answers: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        answers.setdefault(parent, []).append(index)
    written: dict[int, Draft] = {}
    for start in (*answers.get(None, ()), *range(len(comments))):  # a circle is cut open
        waiting = [] if start in written else [start]
        while waiting:
            index = waiting.pop()
            if index not in written:
                written[index] = _put(composer, *comments[index])
                over = parents[index]
                written[index].parent = None if over is None else written.get(over)
                waiting += reversed(answers.get(index, ()))


def _put(composer: Composer, comment: _Element, said: str) -> Draft:
    author = fold_space(comment.get(f"{W}author") or "") or None
    date = comment.get(f"{W}date")
    header = " · ".join(part for part in (author, date) if part)
    composer.put(header, BlockKind.COMMENT_META)
    draft = composer.put(said, BlockKind.COMMENT, gap="\n" if header else "\n\n")
    draft.author, draft.date = author, date
    return draft


def _parents(comments: list[_Element], document: Any, origin: Origin) -> list[int | None]:
    """Which of the comments each answers: a part of its own says so, by their paragraphs' ids."""
    of_paragraph = {
        _said(paragraph, "paraId"): index
        for index, comment in enumerate(comments)
        for paragraph in comment.iter(f"{W}p")
    }
    parents: list[int | None] = [None] * len(comments)
    for link in _children(document, "commentsExtended", origin):
        answer = of_paragraph.get(_said(link, "paraId"))
        parent = of_paragraph.get(_said(link, "paraIdParent"))
        if answer is not None and parent is not None and _said(link, "paraIdParent"):
            parents[answer] = parent
    return parents


def _said(element: _Element, name: str) -> str:
    """An attribute by its local name, for Word spells its namespace by the year."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), ""
    )


def write_edges(composer: Composer, words: Words, document: Any) -> None:
    """Headers and footers, each once, as furniture at the end."""
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/header", "/footer")):
            continue
        said = "\n".join(words.paragraphs(relation.target_part.element))
        if said and said not in seen:
            seen.add(said)
            composer.put(said, BlockKind.BOILERPLATE)


def _children(document: Any, kind: str, origin: Origin) -> list[_Element]:
    """What a part related to the document holds: footnotes, endnotes, comments."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            name = f"{origin.name}#{kind}"
            return list(parse_xml(xml_text(relation.target_part.blob, name)[0], name)[0])
    return []
