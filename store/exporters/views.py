"""What a view leaves behind, counted by what it does show."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from store.exporters.base import Bundle, Held, Loss
from store.exporters.labels import Meaning, meaning_of, tag_of
from store.model import Annotation


def left_behind(bundle: Bundle, shows: Collection[str] = ()) -> tuple[Loss, ...]:
    """The losses of a format that shows texts, spans and labels; *shows* names what it does
    besides: links, parts, overlaps, titles.
    """
    tagged = bundle.annotations
    counts = {
        "notes": sum(bool(one.note) for one in tagged),
        "codes": sum(bool(set(one.codes) - set(_meant(one).codes)) for one in tagged),
        "tags": sum(bool(one.tags) for one in tagged),
        "attributes": sum(_has_more(one) for one in tagged),
        "links": sum(bool(one.links) for one in tagged),
        "what joins the parts of an annotation": sum(len(one.spans) > 1 for one in tagged),
        "overlapping annotations": len(_lost(bundle)) if "overlaps" not in shows else 0,
        "annotations of the same words and label as another": _copies(tagged),
        "who annotated, when, and how it was proposed": len(tagged),
        "articles' titles": len(bundle.articles) if "titles" not in shows else 0,
        "articles' sources, blocks, dates and comments": len(bundle.articles),
        "codes of the codebook": len(bundle.codebook.codes),
    }
    if "links" in shows:
        counts["links"] = _links_out(tagged)
        counts["notes of links"] = sum(any(link.note for link in one.links) for one in tagged)
    return tuple(Loss(field=name, records=count) for name, count in counts.items() if count)


def held(bundle: Bundle, *, overlaps: bool) -> Held:
    """What a file holds of all articles where stretches of the same label are one, and without
    *overlaps* the shorter of two is left out.
    """
    shown = 0
    for own in by_article(bundle).values():
        kept = None if overlaps else set(without_overlaps(own))
        seen: set[tuple[int, int, str]] = set()
        for one in own:
            marks = {(span.start, span.end, tag_of(one)) for span in one.spans}
            marks = marks if kept is None else marks & kept
            shown += not marks <= seen
            seen |= marks
    return Held(articles=len(bundle.articles), annotations=shown)


def without_overlaps(annotations: Sequence[Annotation]) -> list[tuple[int, int, str]]:
    """The stretches of one article that do not overlap, the longest first to be kept; in order."""
    spans = sorted(
        {(s.start, s.end, tag_of(one)) for one in annotations for s in one.spans},
        key=lambda span: (span[0] - span[1], span),
    )
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        at = bisect_left(kept, span)
        before = kept[at - 1][1] if at else 0
        after = kept[at][0] if at < len(kept) else span[1]
        if before <= span[0] and span[1] <= after:
            kept.insert(at, span)
    return kept


def by_article(bundle: Bundle) -> defaultdict[str, list[Annotation]]:
    """Annotations by article, those without any as an empty list."""
    found: defaultdict[str, list[Annotation]] = defaultdict(list)
    for annotation in bundle.annotations:
        found[annotation.article].append(annotation)
    return found


def _has_more(annotation: Annotation) -> bool:
    """Whether it has attributes that its label does not say."""
    return annotation.attributes != _meant(annotation).attributes


def _meant(annotation: Annotation) -> Meaning:
    """What its label says of it, read back."""
    return meaning_of(tag_of(annotation))


def _copies(annotations: Collection[Annotation]) -> int:
    """How many add no stretch with a label that another has not."""
    seen: set[tuple[str, int, int, str]] = set()
    copies = 0
    for one in annotations:
        marks = {(one.article, span.start, span.end, tag_of(one)) for span in one.spans}
        copies += marks <= seen
        seen |= marks
    return copies


def _lost(bundle: Bundle) -> set[str]:
    return set(_overlapping(bundle))


def _overlapping(bundle: Bundle) -> Iterator[str]:
    for own in by_article(bundle).values():
        kept = {span[:2] for span in without_overlaps(own)}
        for annotation in own:
            if not all((span.start, span.end) in kept for span in annotation.spans):
                yield annotation.id


def _links_out(annotations: Collection[Annotation]) -> int:
    """How many have links that lead to another article, or nowhere."""
    homes = {one.id: one.article for one in annotations}
    return sum(any(homes.get(link.to) != one.article for link in one.links) for one in annotations)
