"""Checks of the library's records: does each fit the others and the text it speaks of?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from store.blocks import check_blocks
from store.disk import in_words, read_file
from store.doctor.base import Finding, Subject
from store.errors import InvalidChangeError
from store.model import Annotation, Article, Block, Codebook, Span, sha256
from store.orphans import Orphan
from store.places import article_folder
from store.table_names import ANNOTATIONS, ARTICLES, CODEBOOK, ORPHANS

_TYPES: dict[str, type] = {
    ARTICLES: Article,
    ANNOTATIONS: Annotation,
    ORPHANS: Orphan,
    CODEBOOK: Codebook,
}
_READ_AGAIN = "make it again from the source"


def records(subject: Subject) -> Iterator[Finding]:
    """Every record has the fields of its kind."""
    for table in _TYPES:
        for key, raw in subject.tables.get(table, {}).items():
            if (problem := unfit(table, raw)) is not None:
                yield Finding(
                    check="records",
                    level="fault",
                    where=f"{table} {key}",
                    problem=f"This is none: {problem}.",
                    repair="keep it aside and take it out",
                )


def unfit(table: str, raw: msgspec.Raw) -> str | None:
    """What is wrong with the fields of a stored document; None where they are those of its kind."""
    try:
        msgspec.json.decode(raw, type=_TYPES[table])
    except (msgspec.MsgspecError, ValueError) as error:
        return str(error)
    return None


def ids(subject: Subject) -> Iterator[Finding]:
    """No id is there twice."""
    for what, found in (("annotation", subject.annotations()), ("article", subject.articles())):
        counts = Counter(record.id for _, record in found)
        for identity, count in counts.items():
            if count > 1:
                yield Finding(
                    check="ids",
                    level="fault",
                    where=identity,
                    problem=f"{count} {what}s have this id.",
                    repair="give all but the first a new id"
                    if what == "annotation"
                    else "keep the first, and the others aside",
                )


def links(subject: Subject) -> Iterator[Finding]:
    """Every annotation's article and every link's other end is there."""
    articles = {article.id for _, article in subject.articles()}
    known = {annotation.id for _, annotation in subject.annotations()}
    for _, annotation in subject.annotations():
        if annotation.article not in articles:
            yield Finding(
                check="links",
                level="fault",
                where=annotation.id,
                problem=f"Its article {annotation.article} is not in the library.",
                repair="bring the article back from the history",
            )
        for link in annotation.links:
            if link.to not in known:
                yield Finding(
                    check="links",
                    level="fault",
                    where=annotation.id,
                    problem=f"It links to {link.to} ({link.type}), which is not there.",
                    repair="take the link out",
                )


def spans(subject: Subject) -> Iterator[Finding]:
    """Every span lies inside its text, and the text there is the one that was marked."""
    texts: dict[str, str | None] = {}
    for _, annotation in sorted(subject.annotations(), key=lambda pair: pair[1].article):
        if annotation.article not in texts:
            texts = {annotation.article: _text(subject, annotation.article)}
        text = texts[annotation.article]
        if text is None:
            continue  # the check of the articles tells it
        for span in annotation.spans:
            problem = _fault_of(span, text)
            if problem is not None:
                yield Finding(
                    check="spans",
                    level="fault",
                    where=annotation.id,
                    problem=problem,
                    repair="find the marked words again",
                )
                break


def articles(subject: Subject) -> Iterator[Finding]:
    """Every article's source, text and blocks are there and as they were stored."""
    for _, article in subject.articles():
        contents: dict[str, bytes] = {}
        for name in ("source", "text", "blocks.json"):
            try:
                contents[name] = read_file(article_folder(subject.folder, article.id) / name)
            except OSError as error:
                yield _article_fault(article, name, in_words(error))
        source, text = contents.get("source"), contents.get("text")
        if source is not None and sha256(source) != article.source.sha256:
            yield _article_fault(article, "source", "altered after it was stored")
        if text is None:
            continue
        decoded = _decoded(text)
        if decoded is None or sha256(decoded) != article.text_sha256:
            yield _article_fault(article, "text", "altered after it was stored")
        elif "blocks.json" in contents:
            try:
                blocks = msgspec.json.decode(contents["blocks.json"], type=tuple[Block, ...])
                check_blocks(decoded, blocks, article.id)
            except (msgspec.MsgspecError, ValueError, InvalidChangeError) as error:
                yield _article_fault(article, "blocks.json", f"damaged ({error})")


def _article_fault(article: Article, name: str, problem: str) -> Finding:
    return Finding(
        check="articles",
        level="fault",
        where=f"articles/{article.id}/{name}",
        problem=f"{problem[0].upper()}{problem[1:]} ({article.title[:60]}).",
        repair="take it from a backup" if name == "source" else _READ_AGAIN,
    )


def _fault_of(span: Span, text: str) -> str | None:
    if not 0 <= span.start < span.end <= len(text):
        return f"Its span {span.start}–{span.end} is outside the text of {len(text)} characters."
    if text[span.start : span.end] != span.exact:
        return f"The text at {span.start}–{span.end} is not the one that was marked."
    if Span.of(text, span.start, span.end) != span:
        return f"What stands before or after {span.start}–{span.end} is not what it says."
    return None


def _text(subject: Subject, article: str) -> str | None:
    try:
        return _decoded(read_file(article_folder(subject.folder, article) / "text"))
    except OSError:
        return None


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
