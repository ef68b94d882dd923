"""A library as a brat collection: a zip of texts, annotations and the configuration for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from store.exporters import embedded
from store.exporters.base import Bundle, StoredArticle
from store.exporters.brat.keeping import Kept, kept_of
from store.exporters.brat.lines import (
    CODES,
    NOTE,
    RECORD,
    codes_line,
    fragments,
    name_of,
    one_line,
    shown,
)
from store.exporters.labels import tag_of
from store.exporters.zips import packed
from store.model import Annotation, Attribute

SIDE = "postil.tsv"
"""What the standoff can't hold: the library's record, the articles' and those of annotations that
keep the lines they came with."""

_NO_STEM = re.compile(r"[^\w-]+")


def write(bundle: Bundle) -> Iterator[bytes]:
    """The zip."""
    here: dict[str, list[Annotation]] = {stored.record.id: [] for stored in bundle.articles}
    for annotation in bundle.annotations:
        here.setdefault(annotation.article, []).append(annotation)
    kept = {article: kept_of(own) for article, own in here.items()}
    named = stems(bundle.articles)
    files: dict[str, bytes | Callable[[], bytes]] = {
        "annotation.conf": partial(_configuration, bundle),
        SIDE: partial(_side, named, here, kept, bundle),
    }
    for stem, stored in named.items():
        own = here[stored.record.id]
        files[f"{stem}.txt"] = stored.text.encode
        files[f"{stem}.ann"] = partial(_annotations, own, kept[stored.record.id], bundle, stored)
    yield from packed(files)


def _side(
    named: Mapping[str, StoredArticle],
    here: Mapping[str, list[Annotation]],
    kept: Mapping[str, Kept],
    bundle: Bundle,
) -> bytes:
    """Our records that no line of the standoff can hold."""
    lines = [f"library\t\t{embedded.head_line(bundle)}"]
    for stem, stored in named.items():
        ids = kept[stored.record.id].ids
        lines.append(f"article\t{stem}\t{embedded.article_line(stored)}")
        lines += [
            f"annotation\t{stem}/{ids[one.id]}\t{embedded.annotation_line(one)}"
            for one in here[stored.record.id]
            if one.id in ids
        ]
    return _joined(lines)


def _annotations(own: list[Annotation], kept: Kept, bundle: Bundle, stored: StoredArticle) -> bytes:
    return _joined(_lines(own, kept, bundle, stored.text))


def _joined(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def stems(articles: Iterable[StoredArticle]) -> dict[str, StoredArticle]:
    """Articles by the name of their two files: that of their source where only one has it."""
    names: dict[str, list[StoredArticle]] = {}
    for stored in articles:
        base = (stored.record.source.name or "").rpartition("/")[2].rpartition(".")[0]
        names.setdefault(_NO_STEM.sub("_", base)[:60].strip("_").lower(), []).append(stored)
    found: dict[str, StoredArticle] = {}
    for name, ones in names.items():
        for stored in ones:
            base = (stored.record.source.name or "").rpartition("/")[2].rpartition(".")[0]
            single = len(ones) == 1 and name and name == base.lower()
            stem = base if single else f"{name}-{stored.record.id}".lstrip("-")
            found[stem] = stored
    return dict(sorted(found.items()))


def _lines(own: list[Annotation], kept: Kept, bundle: Bundle, text: str) -> Iterator[str]:
    yield from kept.lines
    held = {annotation.id for annotation in own}
    taken = [line.partition("\t")[0] for line in kept.lines]
    counts = {letter: _highest(taken, letter) for letter in "TARN#"}

    def fresh(letter: str) -> str:
        counts[letter] += 1
        return f"{letter}{counts[letter]}"

    ids = dict(kept.ids)
    new = sorted((one for one in own if one.id not in ids), key=lambda one: (one.start, one.id))
    for annotation in new:
        ids[annotation.id] = fresh("T")
    choices = {
        kind.name: [a for a in kind.attributes if _is_shown(a)] for kind in bundle.codebook.kinds
    }
    for annotation in new:
        own_id = ids[annotation.id]
        cut = fragments(annotation)
        words = " ".join(one_line(text[start:end]) for start, end in cut)
        where = ";".join(f"{start} {end}" for start, end in cut)
        yield f"{own_id}\t{name_of(tag_of(annotation))} {where}\t{words}"
        for attribute in choices.get(annotation.kind, ()):
            value = annotation.attributes.get(attribute.name)
            if isinstance(value, str) and value in attribute.choices:
                yield f"{fresh('A')}\t{_title(attribute)} {own_id} {name_of(value)}"
        link = annotation.attributes.get("link")
        if isinstance(link, str) and re.fullmatch(r"Q[1-9]\d*", link, re.ASCII):
            yield f"{fresh('N')}\tReference {own_id} Wikidata:{link}\t{one_line(annotation.exact)}"
        if one_line(annotation.note).strip():
            yield f"{fresh('#')}\t{NOTE} {own_id}\t{one_line(annotation.note).strip()}"
        if codes_line(annotation.codes):
            yield f"{fresh('#')}\t{CODES} {own_id}\t{codes_line(annotation.codes)}"
        yield f"{fresh('#')}\t{RECORD} {own_id}\t{embedded.annotation_line(annotation)}"
    for annotation in new:
        for kind, to in shown(annotation, held).links or ():
            yield f"{fresh('R')}\t{kind} Arg1:{ids[annotation.id]} Arg2:{ids[to]}\t"


def _highest(taken: Iterable[str], letter: str) -> int:
    numbers = [one[1:] for one in taken if one.startswith(letter)]
    return max((int(one) for one in numbers if one.isascii() and one.isdigit()), default=0)


def _is_shown(attribute: Attribute) -> bool:
    """An entity's type is its label already."""
    return attribute.type == "choice" and attribute.name != "type"


def _title(attribute: Attribute) -> str:
    return name_of(attribute.name).capitalize()


def _configuration(bundle: Bundle) -> bytes:
    """annotation.conf: the types that brat may show (brat.nlplab.org/configuration.html)."""
    labels = {name_of(tag_of(one)) for one in bundle.annotations}
    labels |= {"QUOTE", "CLAIM", "ENTITY", "PERSON", "ORG", "LOC", "DATE", "LAW", "EVENT", "MISC"}
    links = {name_of(link.type) for one in bundle.annotations for link in one.links}
    links |= set(map(name_of, bundle.codebook.links))
    found = [
        "[entities]",
        *sorted(labels),
        "[relations]",
        *(f"{link}\tArg1:<ENTITY>, Arg2:<ENTITY>" for link in sorted(links)),
        "[events]",
        "[attributes]",
    ]
    seen: dict[str, dict[str, None]] = {}
    for kind in bundle.codebook.kinds:
        for attribute in filter(_is_shown, kind.attributes):
            values = seen.setdefault(_title(attribute), {})
            values |= dict.fromkeys(map(name_of, attribute.choices))
    found += [f"{name}\tArg:<ENTITY>, Value:{'|'.join(seen[name])}" for name in sorted(seen)]
    return _joined(found)
