"""What is checked before anything of an import is stored, and the storing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from store.annotations import Annotations
from store.articles import Articles
from store.blocks import check_blocks
from store.corrections import corrected
from store.errors import FormatError, InvalidChangeError
from store.exporters.base import Bundle, Remark, StoredArticle, Unplaced
from store.model import Annotation, Codebook, Record, Span, identity, is_article_id, sha256
from store.orphans import Orphans
from store.placing import Placed

_ANNOTATION_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_JSON_TYPES: dict[str, type] = {"text": str, "choice": str, "list": list, "number": float}
_CONTENT = ("article", "kind", "codes", "attributes", "note", "tags", "start", "end", "exact")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z")


class ImportReport(Record, frozen=True, kw_only=True):
    """What an import did, in numbers of records. What is uncertain or an orphan has no sure place
    and is kept aside.
    """

    articles_added: int
    articles_unchanged: int
    annotations_added: int
    annotations_updated: int
    annotations_unchanged: int
    annotations_uncertain: int = 0
    annotations_orphaned: int = 0
    codes_added: int = 0
    codes_completed: int = 0
    codes_unchanged: int = 0


def with_codes(
    report: ImportReport, given: Codebook, before: Codebook, after: Codebook
) -> ImportReport:
    """*report* with the codes *given* counted: completed are those that got what they had not."""
    held = {code.name: code for code in before.codes}
    now = {code.name: code for code in after.codes}
    names = [code.name for code in given.codes]
    completed = sum(name in held and now[name] != held[name] for name in names)
    added = sum(name not in held for name in names)
    return msgspec.structs.replace(
        report,
        codes_added=added,
        codes_completed=completed,
        codes_unchanged=len(names) - added - completed,
    )


def other_codes(given: Codebook, held: Codebook, name: str) -> list[Remark]:
    """A remark on each code that the file called *name* describes otherwise than it is *held*."""
    mine = {code.name: code for code in held.codes}
    remarks = []
    for code in given.codes:
        here = mine[code.name]
        fields = [
            word
            for word, one, other in (
                ("description", code.description, here.description),
                ("colour", code.colour, here.colour),
                ("place in the tree", code.parent, here.parent),
            )
            if one and one != other
        ]
        if fields:
            words = f"the code here keeps its own {' and '.join(fields)}"
            remarks.append(Remark(where=f"{name}, code '{code.name}'", words=words))
    return remarks


def check_bundle(bundle: Bundle, name: str) -> None:
    """Raise FormatError unless every id, text, block and span of the bundle holds true."""
    _check_codebook(bundle.codebook, f"{name}, codebook")
    _check_time(bundle.library.created, f"{name}, library")
    texts: dict[str, str] = {}
    for stored in bundle.articles:
        where = f"{name}, article {stored.record.id}"
        _check_article(stored, where)
        if stored.record.id in texts:
            raise FormatError(f"{where}: it is there twice.")
        texts[stored.record.id] = stored.text
    kinds = {kind.name for kind in bundle.codebook.kinds}
    seen: set[str] = set()
    for annotation in bundle.annotations:
        where = f"{name}, annotation {annotation.id}"
        text = texts.get(annotation.article)
        if not _ANNOTATION_ID.fullmatch(annotation.id):
            raise FormatError(f"{where}: an annotation's id must be a UUID in lower case.")
        if annotation.id in seen:
            raise FormatError(f"{where}: it is there twice.")
        if text is None:
            raise FormatError(f"{where}: its article {annotation.article} is not in the file.")
        if annotation.kind not in kinds:
            raise FormatError(f"{where}: the codebook has no kind '{annotation.kind}'.")
        if not 1 <= annotation.revision < 1 << 53:
            raise FormatError(f"{where}: its revision must be from 1 to {(1 << 53) - 1}.")
        _check_time(annotation.created, where)
        _check_time(annotation.modified, where)
        _check_spans(annotation, text, where)
        seen.add(annotation.id)


def unfitting(bundle: Bundle, name: str) -> list[Remark]:
    """The attributes of a checked bundle whose values are of another type than its codebook says.

    They are taken in as they are: a codebook may have been edited after they were given.
    """
    types = {
        (kind.name, attribute.name): attribute.type
        for kind in bundle.codebook.kinds
        for attribute in kind.attributes
    }
    return [
        Remark(
            where=f"{name}, annotation {annotation.id}",
            words=f"its {attribute} is kept though the codebook wants a {wanted}",
        )
        for annotation in bundle.annotations
        for attribute, value in annotation.attributes.items()
        if (wanted := types.get((annotation.kind, attribute))) is not None
        and not isinstance(value, _JSON_TYPES[wanted] | None)
    ]


def settled(annotation: Annotation, articles: Articles, known: Callable[[str], bool]) -> Annotation:
    """*annotation* of a checked bundle as it is stored: contexts taken from the text, and links
    only to annotations that are *known*.
    """
    text = articles.text(annotation.article)
    return msgspec.structs.replace(
        annotation,
        spans=tuple(Span.of(text, span.start, span.end) for span in annotation.spans),
        links=tuple(link for link in annotation.links if known(link.to)),
    )


def take_in(bundle: Bundle, name: str, articles: Articles, held: Annotations) -> ImportReport:
    """Store the articles and annotations of a checked bundle from a file called *name*, within
    the step under way. What is here already stays; the newer revision of an annotation wins.
    """
    added = updated = 0
    coming = {annotation.id for annotation in bundle.annotations}
    fresh = [a for a in bundle.articles if a.record.id not in articles]
    for stored in fresh:
        found = stored.found if stored.corrections else stored.blocks
        articles.put(stored.record, stored.raw, stored.text, found, stored.corrections)
    for annotation in bundle.annotations:
        if annotation.id not in held:
            added += 1
        else:
            known = held.get(annotation.id)
            if annotation.revision <= known.revision:
                continue
            if known.article != annotation.article:
                raise FormatError(
                    f"{name}, annotation {annotation.id}: here it belongs to article "
                    f"{known.article}, not to {annotation.article}."
                )
            updated += 1
        held.put(settled(annotation, articles, lambda to: to in coming or to in held))
    return ImportReport(
        articles_added=len(fresh),
        articles_unchanged=len(bundle.articles) - len(fresh),
        annotations_added=added,
        annotations_updated=updated,
        annotations_unchanged=len(bundle.annotations) - added - updated,
    )


def left_aside(bundle: Bundle, held: Annotations) -> tuple[Remark, ...]:
    """A remark on each annotation that was changed in the file, but here too since its export:
    the one that is here stays.
    """
    return tuple(
        Remark(
            where=f"annotation {annotation.id}",
            words="it was changed here too since that export; the one here stays as it is",
        )
        for annotation in bundle.annotations
        if annotation.id in held and _clashes(annotation, held.get(annotation.id))
    )


def _clashes(coming: Annotation, known: Annotation) -> bool:
    """Whether both were changed since they were one: as often with another end, or later there."""
    if coming.revision == known.revision:
        return any(getattr(coming, name) != getattr(known, name) for name in _CONTENT)
    return coming.revision < known.revision and coming.modified > known.modified


def without_known(
    unplaced: Sequence[Unplaced], held: Annotations, report: ImportReport
) -> tuple[list[Unplaced], ImportReport]:
    """*unplaced* without what the file shows a part of and is here whole, which *report* counts."""
    left = [one for one in unplaced if not (one.partial and one.annotation.id in held)]
    unchanged = report.annotations_unchanged + len(unplaced) - len(left)
    return left, msgspec.structs.replace(report, annotations_unchanged=unchanged)


def take_placed(
    placed: Placed, held: Annotations, orphans: Orphans, report: ImportReport
) -> ImportReport:
    """Store annotations of another program that found their place, and keep aside those that did
    not, within the step under way; the later change wins. Returns *report* with them counted.
    """
    added = updated = unchanged = 0
    for annotation in placed.annotations:
        known = held.get(annotation.id) if annotation.id in held else None
        orphans.remove(annotation.id)
        if known is None:
            added += 1
            held.put(annotation)
        elif annotation.modified > known.modified:
            updated += 1
            held.put(msgspec.structs.replace(annotation, revision=known.revision + 1))
        else:
            unchanged += 1
    kept = [orphan for orphan in placed.orphans if orphan.id not in held]
    for orphan in kept:
        if orphan.id not in orphans:
            orphans.put(orphan)
    return msgspec.structs.replace(
        report,
        annotations_added=report.annotations_added + added,
        annotations_updated=report.annotations_updated + updated,
        annotations_unchanged=report.annotations_unchanged
        + unchanged
        + len(placed.orphans)
        - len(kept),
        annotations_uncertain=sum(orphan.uncertain for orphan in kept),
        annotations_orphaned=sum(not orphan.uncertain for orphan in kept),
    )


def _check_codebook(codebook: Codebook, where: str) -> None:
    """Names are what everything else goes by: each is there, and once."""
    named = [
        ("kinds", [kind.name for kind in codebook.kinds]),
        ("codes", [code.name for code in codebook.codes]),
        *((f"{k.name} attributes", [a.name for a in k.attributes]) for k in codebook.kinds),
    ]
    for what, names in named:
        if len(set(names)) != len(names) or not all(map(str.strip, names)):
            raise FormatError(f"{where}: among its {what} a name is empty or there twice.")


def _check_time(moment: str, where: str) -> None:
    if not _TIME.fullmatch(moment):
        raise FormatError(f"{where}: '{moment}' is no time such as 2026-01-31T12:00:00.000Z.")


def _check_article(stored: StoredArticle, where: str) -> None:
    record = stored.record
    _check_id(record.id, where)
    _check_time(record.modified, where)
    if not (0 <= record.words <= len(stored.text) and 0 <= record.comments <= len(stored.blocks)):
        raise FormatError(f"{where}: it can't have that many words or comments.")
    if sha256(stored.text) != record.text_sha256:
        raise FormatError(f"{where}: the text is not the one its text_sha256 names.")
    if sha256(stored.raw) != record.source.sha256:
        raise FormatError(f"{where}: source_bytes are not the ones its sha256 names.")
    if identity(record.source.sha256, record.text_sha256) != record.id:
        raise FormatError(f"{where}: its id is not the one its source and text make.")
    if len({block.id for block in stored.blocks}) != len(stored.blocks):
        raise FormatError(f"{where}: two blocks have one id.")
    try:
        check_blocks(stored.text, stored.blocks, where)
        if stored.corrections:
            check_blocks(stored.text, stored.found, where)
    except InvalidChangeError as error:
        raise FormatError(error.message) from error
    found = corrected(stored.text, stored.found, stored.corrections)
    if stored.corrections and found != stored.blocks:
        raise FormatError(f"{where}: its corrections do not lead from blocks_found to its blocks.")


def _check_spans(annotation: Annotation, text: str, where: str) -> None:
    if not annotation.spans:
        raise FormatError(f"{where}: it has no span.")
    at = 0
    for span in annotation.spans:
        if not 0 <= span.start < span.end <= len(text):
            raise FormatError(
                f"{where}: span {span.start}–{span.end} is outside the text of "
                f"{len(text)} characters."
            )
        if span.start < at:
            raise FormatError(f"{where}: its spans overlap or are out of order.")
        if text[span.start : span.end] != span.exact:
            raise FormatError(f"{where}: the text at {span.start}–{span.end} is not its 'exact'.")
        at = span.end


def _check_id(article: str, where: str) -> None:
    if not is_article_id(article):
        raise FormatError(f"{where}: an article's id must be 16 hexadecimal digits.")
