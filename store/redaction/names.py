"""Who is protected, and by which words they are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from store.model import Annotation
from store.redaction.folding import folded

CATEGORIES = ("victim", "survivor", "witness", "minor", "source")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CASELESS = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]"
)
_PARTICLES = (
    "al el ul abd abu ibn bin bint ben bar de da do dos das di del della der den des du la le "
    "les van von vom zu zum zur ter ten af av och y e i the of and und et mr mrs ms miss dr prof "
    "sir lady lord don dona doña herr frau monsieur madame haji hajji sheikh sheik sayed sayyid "
    "jr sr saint san santa st mac mc o"
)
_NOT_ALONE = frozenset(_PARTICLES.split())
_SHORTEST = 3
_SHORTEST_CASELESS = 2


@dataclass
class Person:
    """A protected person: what the entities' ids are, how they are called, what stands instead."""

    category: str
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    pseudonym: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A part of a name that is not replaced by itself, and why."""

    part: str
    why: str


def protected(annotations: Iterable[Annotation]) -> list[Person]:
    """The protected persons of all *annotations*, in the order of tagging.

    Entities of one name, or linked `same-as`, are one person. A person's names are the entity's
    name and aliases, and the tagged words where these look like a name.
    """
    held = sorted((a for a in annotations if _category(a) is not None), key=lambda a: a.created)
    homes: dict[str, Person] = {}
    people: list[Person] = []
    by_id: dict[str, Person] = {}
    for one in held:
        name = _name(one)
        linked = [
            by_id[link.to] for link in one.links if link.type == "same-as" and link.to in by_id
        ]
        person = homes.get(folded(name)) if name else None
        person = person or (linked[0] if linked else None)
        if person is None:
            person = Person(category=_category(one) or "")
            people.append(person)
        person.ids.append(one.id)
        by_id[one.id] = person
        for called in _called(one):
            if called not in person.names:
                person.names.append(called)
        if name:
            homes.setdefault(folded(name), person)
    return people


def add_parts(
    people: Sequence[Person], others: Iterable[str], is_word: Callable[[str], bool]
) -> list[Kept]:
    """Give each person the parts of names of two words or more that may be replaced alone.

    A part is left where it also belongs to one of the *others* (names that are not protected) or
    to two persons, or where *is_word* says that it is a word of the texts. Returns what was left.
    """
    foreign = {folded(word) for name in others for word in _WORD.findall(name)}
    owners: dict[str, list[Person]] = {}
    for person in people:
        own = {folded(word): word for name in person.names for word in _parts(name)}
        for key in own:
            owners.setdefault(key, []).append(person)
    left: list[Kept] = []
    for person in people:
        words = {folded(word): word for name in person.names for word in _parts(name)}
        for key, word in words.items():
            if len(owners[key]) > 1:
                left.append(Kept(word, "two protected persons share it"))
            elif key in foreign:
                left.append(Kept(word, "someone who is not protected has it too"))
            elif not _CASELESS.search(word) and is_word(word.lower()):
                left.append(Kept(word, "it is also a common word"))
            else:
                person.parts.append(word)
    return left


def _category(annotation: Annotation) -> str | None:
    value = annotation.attributes.get("protect")
    return value if isinstance(value, str) and value in CATEGORIES else None


def _name(annotation: Annotation) -> str:
    value = annotation.attributes.get("name")
    return value.strip() if isinstance(value, str) else ""


def names_of(annotation: Annotation) -> list[str]:
    """An entity's name and aliases."""
    aliases = annotation.attributes.get("aliases")
    listed = aliases if isinstance(aliases, list) else [aliases] if isinstance(aliases, str) else []
    return [name for name in (_name(annotation), *map(str.strip, listed)) if folded(name).strip()]


def _called(annotation: Annotation) -> list[str]:
    names = names_of(annotation)
    known = {folded(word) for name in names for word in _WORD.findall(name)}
    for span in annotation.spans:
        words = _WORD.findall(span.exact)
        strong = [word for word in words if folded(word) not in _NOT_ALONE]
        shares = any(folded(word) in known for word in words)
        capital = all(word[0].isupper() or _CASELESS.search(word) for word in strong)
        if words and strong and capital and (shares or not names):
            names.append(span.exact.strip())
    return list(dict.fromkeys(names))


def _parts(name: str) -> list[str]:
    """The words of a name that may stand alone; none of a name of one word."""
    words = _WORD.findall(name)
    if len(words) < 2:
        return []
    return [
        word
        for word in words
        if folded(word) not in _NOT_ALONE
        and len(word) >= (_SHORTEST_CASELESS if _CASELESS.search(word) else _SHORTEST)
        and (word[0].isupper() or _CASELESS.search(word))
    ]
