"""What a report tells, in the order it tells it: both formats say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from store.exporters.base import Bundle, Held, Loss, StoredArticle
from store.model import Annotation, AttributeValue, Code, Kind
from store.text import fold_space

_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNSHOWN = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^]+", re.IGNORECASE)
STATUS_SIGNS = {
    "unchecked": "○",
    "disputed": "!",
    "verified": "✓",
    "refuted": "✗",
    "unverifiable": "?",
}
EVIDENCE = ("supports", "disputes", "answers")


def shown(text: str) -> str:
    """*text* with a picture, one for one, of what has none or would turn the rest of a line
    about: control characters, bidi overrides, separators.
    """
    return _UNSHOWN.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "␦"


def address(text: object) -> str | None:
    """*text* if it is a web address that may be followed, else None."""
    return text if isinstance(text, str) and _ADDRESS.fullmatch(text) else None


def told(value: AttributeValue) -> str:
    """An attribute's value in words; empty where it says nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value)
        case float():
            return f"{value:g}"
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as one of its ends sees it: `forth` from here, else to here."""

    type: str
    other: Annotation | None
    note: str | None
    forth: bool
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity in the index: its names, and where it is."""

    name: str
    type: str
    aliases: tuple[str, ...]
    links: tuple[str, ...]
    protect: tuple[str, ...]
    places: tuple[Annotation, ...]


class Facts:
    """A bundle's articles in reading order, its annotations numbered, links seen from both ends.

    Articles in which nothing is marked are `untouched` and left out, unless all are.
    """

    def __init__(self, bundle: Bundle) -> None:
        """For what is exported."""
        self.bundle = bundle
        marked = _marked(bundle)
        self.articles = sorted(
            (a for a in bundle.articles if a.record.id in marked),
            key=lambda a: (a.record.dated or "~", a.record.title, a.record.id),
        )
        self.untouched = len(bundle.articles) - len(self.articles)
        self.by_id = {annotation.id: annotation for annotation in bundle.annotations}
        self.here: dict[str, list[Annotation]] = {a.record.id: [] for a in self.articles}
        for annotation in bundle.annotations:
            self.here.setdefault(annotation.article, []).append(annotation)
        for own in self.here.values():
            own.sort(key=lambda one: (one.start, -one.end, one.id))
        self.kinds = {kind.name: kind for kind in bundle.codebook.kinds}

    @cached_property
    def everything(self) -> list[Annotation]:
        """The annotations as a reader meets them."""
        return [one for stored in self.articles for one in self.here[stored.record.id]]

    @cached_property
    def labels(self) -> dict[str, str]:
        """A letter and a number for each annotation, by id."""
        counts: dict[str, int] = {}
        found: dict[str, str] = {}
        for one in self.everything:
            letter = self.letter(one.kind)
            counts[letter] = counts.get(letter, 0) + 1
            found[one.id] = f"{letter}{counts[letter]}"
        return found

    def letter(self, kind: str) -> str:
        """The letter of a kind."""
        known: Kind | None = self.kinds.get(kind)
        letter = shown(known.letter if known is not None else kind[:1].upper()).strip()
        return letter or "A"

    def of_kind(self, kind: str) -> list[Annotation]:
        """The annotations of a kind, as a reader meets them."""
        return [one for one in self.everything if one.kind == kind]

    @cached_property
    def ties(self) -> dict[str, list[Tie]]:
        """The links from and to each annotation, by its id."""
        found: dict[str, list[Tie]] = {one.id: [] for one in self.everything}
        for one in self.everything:
            for link in one.links:
                other = self.by_id.get(link.to)
                found[one.id].append(Tie(link.type, other, link.note, True, link.to))
                if other is not None:
                    found[other.id].append(Tie(link.type, one, link.note, False, one.id))
        return found

    def titles(self) -> dict[str, str]:
        """The articles' titles by id."""
        return {stored.record.id: stored.record.title for stored in self.articles}

    def name_of(self, value: AttributeValue) -> str:
        """A speaker's or claimant's name; an entity's id gives that entity's."""
        entity = self.by_id.get(value) if isinstance(value, str) else None
        if entity is None:
            return told(value)
        return told(entity.attributes.get("name")) or fold_space(entity.exact)

    def entities(self) -> list[Entry]:
        """The index: entities of one name and type together, by type and name."""
        groups: dict[tuple[str, str], list[Annotation]] = {}
        for one in self.of_kind("entity"):
            name = told(one.attributes.get("name")) or fold_space(one.exact)
            groups.setdefault((told(one.attributes.get("type")) or "other", name), []).append(one)
        return [
            Entry(
                name=name,
                type=kind,
                aliases=_distinct(_listed(one.attributes.get("aliases")) for one in held),
                links=_distinct(_listed(one.attributes.get("link")) for one in held),
                protect=_distinct(_listed(one.attributes.get("protect")) for one in held),
                places=tuple(held),
            )
            for (kind, name), held in sorted(groups.items(), key=lambda g: (g[0][0], _folded(g[0])))
        ]

    def code_tree(self) -> Iterator[tuple[int, Code, list[Annotation]]]:
        """The codes with their depth and what they are on, a tree in depth-first order."""
        used: dict[str, list[Annotation]] = {}
        for one in self.everything:
            for name in dict.fromkeys(one.codes):
                used.setdefault(name, []).append(one)
        codes = {code.name: code for code in self.bundle.codebook.codes}
        for name in used:
            codes.setdefault(name, Code(name=name))
        children: dict[str | None, list[Code]] = {}
        for code in sorted(codes.values(), key=lambda one: (one.name.casefold(), one.name)):
            parent = code.parent if code.parent in codes else None
            children.setdefault(parent, []).append(code)
        seen: set[str] = set()
        pending = [(0, code) for code in reversed(children.get(None, []))]
        while pending or len(seen) < len(codes):
            if not pending:  # parents in a circle: start anywhere
                pending = [(0, next(code for name, code in codes.items() if name not in seen))]
            depth, code = pending.pop()
            if code.name in seen:
                continue
            seen.add(code.name)
            yield depth, code, used.get(code.name, [])
            pending += [(depth + 1, child) for child in reversed(children.get(code.name, []))]


def _marked(bundle: Bundle) -> set[str]:
    """The articles that a report shows."""
    every = {stored.record.id for stored in bundle.articles}
    return every & {annotation.article for annotation in bundle.annotations} or every


def holds(bundle: Bundle) -> Held:
    """The articles that a report shows, and all annotations."""
    return Held(articles=len(_marked(bundle)), annotations=len(bundle.annotations))


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """What neither report holds."""
    articles, annotations = bundle.articles, bundle.annotations
    book = bundle.codebook
    marked = _marked(bundle)
    counts = {
        "articles in which nothing is marked": sum(
            a.record.id not in marked for a in bundle.articles
        ),
        "the articles' source files, and how they were read": len(articles),
        "which articles are much alike, and which are samples": sum(
            bool(a.record.similar_to) or a.record.sample for a in articles
        ),
        "the numbers of stretches (where they begin and end, what stands round them)": len(
            annotations
        ),
        "how often annotations were revised": len(annotations),
        "colours and keys of codes": sum(bool(code.colour or code.key) for code in book.codes),
        "the codebook's kinds with their attributes, and its link types": len(book.kinds),
    }
    return tuple(Loss(field=name, records=count) for name, count in counts.items() if count)


def article_facts(stored: StoredArticle) -> list[tuple[str, str]]:
    """What stands under an article's title: names and values."""
    record = stored.record
    source = record.source
    date = record.date
    printed = ""
    if date is not None:
        printed = date.text if date.iso in (None, date.text) else f"{date.text} ({date.iso})"
    pairs = (
        ("Site", record.site),
        ("By", record.byline),
        ("Date", printed),
        ("Language", record.language),
        ("Source", source.url or source.name),
        ("File", source.name if source.url else None),
        ("Captured", source.captured),
        ("Added", source.imported),
        ("State", record.state),
        ("Rights", record.rights),
        ("Changed", record.modified if record.modified != source.imported else None),
        ("Id", record.id),
    )
    return [(name, value) for name, value in pairs if value]


def origin_of(annotation: Annotation) -> str:
    """How it was proposed, in words."""
    origin = annotation.origin
    words = "a person" if origin.by == "person" else origin.by
    if origin.score is not None:
        words += f", score {origin.score:g}"
    return f"{words}, accepted by {origin.accepted_by}" if origin.accepted_by else words


def _listed(value: AttributeValue) -> list[str]:
    return list(value) if isinstance(value, list) else [told(value)]


def _distinct(values: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for held in values for one in held if one and one != "none"))


def _folded(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[1].casefold(), pair[1]
