"""Redaction of what is exported: protected persons leave the library as pseudonyms only."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping

from store.errors import PostilError
from store.exporters.base import Bundle, Remark
from store.library import Library
from store.model import Record, sha256
from store.redaction.languages import has_cases
from store.redaction.matching import Names
from store.redaction.names import Person, add_parts, names_of, protected
from store.redaction.records import Also, Redacting, authors_of, texts_in
from store.wording import counted

_FEWEST = 3
"""Letters of a comment author's name from which it is also looked for in texts."""
_SHOWN = 20
_ADDRESS = re.compile(r"[@#/_%]|\w[.-]+\w")
CAUTION = (
    "Wording that was published can still be found by a search, and leads to the names: redaction "
    "takes them out of this file, not out of the world"
)


class LeakError(PostilError):
    """A name that must not leave is still in what was to be exported; nothing was written."""

    title = "A protected name is still in it"


class Replaced(Record, frozen=True, kw_only=True):
    """A pseudonym, the names for which it stands, how often it took their place, and the other
    forms in which they stood there.
    """

    pseudonym: str
    names: tuple[str, ...]
    places: int
    forms: tuple[str, ...] = ()


class Redaction(Record, frozen=True, kw_only=True):
    """The redacted bundle, and a report that must stay with whoever made it: it has the names."""

    bundle: Bundle
    people: tuple[Replaced, ...]
    sources: int
    remarks: tuple[Remark, ...]


def redact(library: Library, bundle: Bundle, also: Iterable[Also] = ()) -> Redaction:
    """*bundle* of *library* without the names of its protected persons, as a bundle that formats
    write and imports take.

    An entity whose `protect` is set is a protected person, wherever in the library it is tagged.
    `also` says what else leaves as a pseudonym or not at all. Pseudonyms are numbered once and
    for all. Raises LeakError where a name is still in it.
    """
    wanted = frozenset(also)
    everyone = library.annotations.all()
    people = protected(everyone)
    authors = [
        Person(category="commenter", ids=[_mark(library, name)], names=[name])
        for name in (authors_of(bundle.articles) if "authors" in wanted else ())
    ]
    _name_all(library, [*people, *authors])
    ids = {one for person in people for one in person.ids}
    others = [
        name
        for one in everyone
        if one.kind == "entity" and one.id not in ids
        for name in names_of(one)
    ]
    whole = Names(people)  # what is left without the whole names are words
    texts = (whole.replaced(stored.text) for stored in bundle.articles)
    left = add_parts(people, others, _words(texts).__contains__)
    known = [person for person in authors if len(person.names[0].strip()) >= _FEWEST]
    names = Names([*people, *known], cases=has_cases(bundle.articles), others=others)
    redacting = Redacting(
        names,
        wanted,
        rename=_renamer(library) if "ids" in wanted else None,
        annotator=_Annotators(library, bundle) if "creators" in wanted else None,
        authors={person.names[0]: person.pseudonym for person in authors},
    )
    made = redacting.bundle(bundle)
    check_leaks(made, names, redacting.was)
    remarks = [Remark(where=one.part, words=f"not replaced alone: {one.why}") for one in left]
    left_over = [stored.text for stored in made.articles]
    for word, count in names.looks_like(left_over).most_common(_SHOWN):
        times = counted(count, "time")
        told = f"like a protected name, {times}: if it is a form of one, make it an alias"
        remarks.append(Remark(where=word, words=told))
    for word, count in names.initials(left_over).most_common(_SHOWN):
        times = counted(count, "time")
        told = f"initials of a protected name, {times}: if they are, make them an alias"
        remarks.append(Remark(where=word, words=told))
    return Redaction(
        bundle=made,
        people=tuple(
            Replaced(
                pseudonym=person.pseudonym,
                names=tuple(dict.fromkeys((*person.names, *person.parts))),
                places=names.counts[person.pseudonym.lower()],
                forms=names.forms(person),
            )
            for person in people
        ),
        sources=redacting.sources,
        remarks=tuple(remarks),
    )


def check_leaks(bundle: Bundle, names: Names, was: Mapping[str, str]) -> None:
    """Raise LeakError where one of the *names* is anywhere in *bundle*: in whatever case, across
    the ends of blocks, in addresses and escapes, in sources' bytes. It is said by the ids that
    the library knows, which are those that *was* gives for the bundle's.
    """
    for where, text in texts_in(bundle, was):
        name = names.remains(text)
        if name is not None:
            raise LeakError(
                f"'{name}' is still in {where}. Nothing was written. Name the form that stands "
                "there as an alias, or leave that record out."
            )


def _words(texts: Iterable[str]) -> frozenset[str]:
    """The words that the texts use; what stands in addresses and tags is none."""
    return frozenset(
        word
        for text in texts
        for stretch in text.split()
        if not _ADDRESS.search(stretch)
        for word in re.findall(r"[^\W\d_]+", stretch)
    )


def _name_all(library: Library, people: list[Person]) -> None:
    """Give each person a pseudonym, the same as in earlier exports."""
    numbers = library.pseudonyms.numbers([(person.category, person.ids) for person in people])
    for person, number in zip(people, numbers, strict=True):
        person.pseudonym = f"{person.category.capitalize()} {number}"


def _mark(library: Library, name: str) -> str:
    """What stands for a name among the numbers: nobody reads the name from it."""
    return sha256(f"{library.pseudonyms.secret()} {name}")[:32]


def _renamer(library: Library) -> _Renamer:
    return _Renamer(uuid.uuid5(uuid.NAMESPACE_OID, library.pseudonyms.secret()))


class _Renamer:
    def __init__(self, space: uuid.UUID) -> None:
        self._space = space

    def __call__(self, identity: str) -> str:
        """Another id, always the same for the same one."""
        return str(uuid.uuid5(self._space, identity))


class _Annotators:
    def __init__(self, library: Library, bundle: Bundle) -> None:
        found = {annotation.creator for annotation in bundle.annotations}
        found |= {a.origin.accepted_by for a in bundle.annotations if a.origin.accepted_by}
        names = sorted(found)
        numbers = library.pseudonyms.numbers(
            [("annotator", [_mark(library, name)]) for name in names]
        )
        self._names = {
            name: f"Annotator {number}" for name, number in zip(names, numbers, strict=True)
        }

    def __call__(self, name: str) -> str:
        return self._names[name]
