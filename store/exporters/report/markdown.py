"""The report in Markdown (CommonMark, with GitHub's tables): what people read in a text editor.

Every word from outside is escaped, so that none of it becomes a heading, a link, a tag or a table
cell of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from store.exporters.base import Bundle, Format, Loss, StoredArticle
from store.exporters.report.facts import (
    EVIDENCE,
    STATUS_SIGNS,
    Facts,
    Tie,
    article_facts,
    holds,
    losses,
    origin_of,
    shown,
    told,
)
from store.model import Annotation, Block, BlockKind
from store.text import fold_space
from store.wording import counted

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
_BEGINNING = re.compile(r"^(?:[-+=#]|([0-9]{1,9})([.)])(?=\s|$))")
_SHOWN = ("proposition", "speaker", "claimant", "status")


def escaped(words: str) -> str:
    """*words* on one line, as text: what has a meaning in Markdown with a backslash before it."""
    plain = _SPECIAL.sub(r"\\\g<0>", fold_space(shown(words)).replace("&", "&amp;"))
    return _BEGINNING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", plain)


def write(bundle: Bundle) -> Iterator[bytes]:
    """The report, UTF-8."""
    for line in _lines(Facts(bundle)):
        yield f"{line}\n".encode()


def _lines(facts: Facts) -> Iterator[str]:
    everything = facts.everything
    yield "# Annotated articles\n"
    who = ", ".join(sorted({escaped(one.creator) for one in everything}))
    yield f"Articles: {len(facts.articles)}. Annotations: {len(everything)}."
    if facts.untouched:
        yield f"{counted(facts.untouched, 'article')} in which nothing is marked left out."
    yield f"Annotated by: {who}.\n" if who else ""
    yield from _claims(facts)
    for stored in facts.articles:
        yield from _article(facts, stored)
    yield from _entities(facts)
    yield from _codes(facts)
    library = facts.bundle.library
    yield f"---\n\nWritten by Postil from library {escaped(library.id)}, created"
    yield f"{escaped(library.created)}; last change in it {escaped(facts.bundle.changed)}."


def _claims(facts: Facts) -> Iterator[str]:
    claims = facts.of_kind("claim")
    if not claims:
        return
    titles = facts.titles()
    yield "## Claims\n"
    yield "| No. | Claim | Claimant | Status | Evidence | Article |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for one in claims:
        ties = sorted(facts.ties[one.id], key=lambda tie: tie.type not in EVIDENCE)
        cells = (
            escaped(facts.labels[one.id]),
            _claimed(one),
            escaped(facts.name_of(one.attributes.get("claimant"))),
            _status(one),
            "; ".join(_tied(facts, tie) for tie in ties),
            escaped(titles.get(one.article, one.article)),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _claimed(one: Annotation) -> str:
    proposition = told(one.attributes.get("proposition"))
    words = f"“{escaped(one.exact)}”"
    return f"{escaped(proposition)} ({words})" if proposition else words


def _status(one: Annotation) -> str:
    word = told(one.attributes.get("status"))
    sign = STATUS_SIGNS.get(word, "")
    return escaped(f"{sign} {word}".strip()) if word else ""


def _tied(facts: Facts, tie: Tie) -> str:
    note = f" ({escaped(tie.note)})" if tie.note else ""
    if tie.other is None:
        return f"{escaped(tie.type)} {escaped(tie.id)}, which is not in this report{note}"
    label = escaped(facts.labels[tie.other.id])
    return (
        f"{escaped(tie.type)} {label}{note}" if tie.forth else f"{label} {escaped(tie.type)} this"
    )


def _article(facts: Facts, stored: StoredArticle) -> Iterator[str]:
    yield f"## {escaped(stored.record.title)}\n"
    for name, value in article_facts(stored):
        yield f"- {name}: {escaped(value)}"
    yield ""
    ends = [block.end for block in stored.blocks]
    for one in facts.here[stored.record.id]:
        nth = bisect_right(ends, one.start)
        block = stored.blocks[nth] if nth < len(ends) else None
        comment = block is not None and block.kind is BlockKind.COMMENT
        yield from _annotation(facts, one, _by(block) if block and comment else "")


def _by(block: Block) -> str:
    """The author, date and number of a comment."""
    number = f"no. {block.number}" if block.number is not None else None
    parts = (block.author or "unknown", block.date, number)
    return ", ".join(escaped(part) for part in parts if part)


def _annotation(facts: Facts, one: Annotation, comment: str) -> Iterator[str]:
    status = _status(one) if one.kind == "claim" else ""
    heading = f"{escaped(facts.labels[one.id])} {escaped(one.kind)}"
    yield f"### {heading}{f': {status}' if status else ''}\n"
    for span in one.spans:
        yield f"> {escaped(span.exact) or '(blanks)'}"
        yield ">" if span is not one.spans[-1] else ""
    for name in _SHOWN:
        value = one.attributes.get(name)
        if name != "status" and told(value):
            yield f"- {name}: {escaped(facts.name_of(value))}"
    for name, value in one.attributes.items():
        if (name not in _SHOWN or (name == "status" and not status)) and told(value):
            yield f"- {escaped(name)}: {escaped(told(value))}"
    for name, values in (("codes", one.codes), ("tags", one.tags)):
        if values:
            yield f"- {name}: {'; '.join(map(escaped, values))}"
    for tie in facts.ties[one.id]:
        yield f"- {_tied(facts, tie)}"
    if one.note:
        yield f"- note: {_paragraphs(one.note)}"
    if comment:
        yield f"- in a comment by {comment}"
    yield f"- marked by {escaped(one.creator)} on {one.created}, changed {one.modified},"
    yield f"  proposed by {escaped(origin_of(one))}; id {one.id}\n"


def _paragraphs(words: str) -> str:
    """A note's lines, each on its own; they stay within the list's item."""
    lines = [escaped(line) for line in words.split("\n")]
    return "\\\n  ".join(line for line in lines if line)


def _entities(facts: Facts) -> Iterator[str]:
    entries = facts.entities()
    if not entries:
        return
    yield "## People, places and other entities\n"
    for entry in entries:
        parts = [f"**{escaped(entry.name)}** ({escaped(entry.type)})"]
        if entry.aliases:
            parts.append(f"also {_joined(entry.aliases)}")
        if entry.links:
            parts.append(_joined(entry.links))
        if entry.protect:
            parts.append(f"protect: {_joined(entry.protect)}")
        parts.append(", ".join(escaped(facts.labels[one.id]) for one in entry.places))
        yield f"- {'; '.join(parts)}"
    yield ""


def _codes(facts: Facts) -> Iterator[str]:
    tree = list(facts.code_tree())
    if not tree:
        return
    yield "## Codes\n"
    for depth, code, held in tree:
        about = f": {escaped(code.description)}" if code.description else ""
        labels = ", ".join(escaped(facts.labels[one.id]) for one in held)
        places = f" ({labels})" if labels else ""
        yield f"{'  ' * min(depth, 10)}- {escaped(code.name)}{about}{places}"
    yield ""


def _joined(words: Iterable[str]) -> str:
    return "; ".join(map(escaped, words))


def markdown_losses(bundle: Bundle) -> tuple[Loss, ...]:
    """What the HTML report does not hold either, and the articles' texts."""
    whole = Loss(field="the articles' texts but for what is marked", records=len(bundle.articles))
    talk = sum(a.record.comments for a in bundle.articles)
    comments = Loss(field="comments in which nothing is marked", records=talk)
    blanks = sum(
        any(fold_space(span.exact) != span.exact for span in one.spans)
        for one in bundle.annotations
    )
    folded = Loss(field="line breaks within what is marked", records=blanks)
    return (
        *losses(bundle),
        *(loss for loss in (whole, comments, folded) if loss.records),
    )


FORMAT = Format(
    name="markdown",
    title="Markdown report, articles with what is marked in them",
    suffix=".md",
    lossless=False,
    write=write,
    losses=markdown_losses,
    holds=holds,
)
