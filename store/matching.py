"""Articles in another program's file that the library has already, and annotations with them."""

from __future__ import annotations

import msgspec

from store.annotations import Annotations
from store.articles import Articles
from store.bundles import StoredArticles
from store.exporters.base import Bundle, Remark
from store.exporters.labels import tag_of
from store.model import Annotation
from store.wording import counted

Mark = tuple[str, int, int, str]


def matched(
    bundle: Bundle, articles: Articles, held: Annotations
) -> tuple[Bundle, tuple[Remark, ...]]:
    """A foreign *bundle* whose texts are the library's own articles where it has the very text.

    So labels made elsewhere on an exported text come back to its article. What was exported and
    comes back as it was is not taken a second time: an annotation stands there already where one
    of the same label has its stretches. Remarks tell how many.
    """
    if not bundle.foreign:
        return bundle, ()
    by_text: dict[str, list[str]] = {}
    for record in articles.all():
        by_text.setdefault(record.text_sha256, []).append(record.id)
    homes = {
        stored.record.id: same[0]
        for stored in bundle.articles
        if len(same := by_text.get(stored.record.text_sha256, [])) == 1
    }
    if not homes:
        return bundle, ()
    own = StoredArticles(map(articles.get, dict.fromkeys(homes.values())), articles)
    whole = {one.record.id: one for one in bundle.articles if one.record.id not in homes}
    whole |= {stored.record.id: stored for stored in own}
    there = {
        mark: one.id for home in homes.values() for one in held.of(home) for mark in _marks(one)
    }
    aliases: dict[str, str] = {}
    moved: list[Annotation] = []
    for annotation in bundle.annotations:
        home = homes.get(annotation.article)
        if home is None:
            moved.append(annotation)
            continue
        here = msgspec.structs.replace(annotation, article=home)
        same_as = {there.get(mark) for mark in _marks(here)}
        if None in same_as or annotation.id in held:
            moved.append(here)
        else:
            aliases[annotation.id] = str(min(filter(None, same_as)))
    return (
        msgspec.structs.replace(
            bundle,
            articles=tuple(whole.values()),
            annotations=tuple(_relinked(one, aliases) for one in moved),
        ),
        _told(len(homes), len(aliases)),
    )


def _marks(annotation: Annotation) -> list[Mark]:
    return [(annotation.article, s.start, s.end, tag_of(annotation)) for s in annotation.spans]


def _relinked(annotation: Annotation, aliases: dict[str, str]) -> Annotation:
    links = tuple(
        msgspec.structs.replace(link, to=aliases.get(link.to, link.to)) for link in annotation.links
    )
    return msgspec.structs.replace(annotation, links=links)


def _told(articles: int, annotations: int) -> tuple[Remark, ...]:
    words = f"already here: {counted(articles, 'text')}, whose annotations go to the articles here"
    if annotations:
        words += f"; not taken again, as there already: {counted(annotations, 'annotation')}"
    return (Remark(where="the library", words=words),)
