"""An import stored, within one step: what comes, what stays, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from store.annotations import Annotations
from store.articles import Articles
from store.errors import FormatError
from store.exporters.base import Bundle, Remark, Unplaced
from store.model import Annotation, Codebook, Record, Span
from store.orphans import Orphans
from store.placing import Placed

_CONTENT = ("article", "kind", "codes", "attributes", "note", "tags", "start", "end", "exact")


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
