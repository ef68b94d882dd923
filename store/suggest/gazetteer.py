"""Names a library already holds, found again in any text: accepted entities and the codebook's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from store.model import AttributeValue, Codebook
from store.suggest.folding import Name, NameType
from store.suggest.lexicon import ORDINARY

ORIGIN = "rule:known/1"

_WORD = re.compile(r"[^\W_]+")
_SCORE = 0.95
_MOST_LENGTHS = 12
"""Names that begin with the same word and are of ever other lengths; more are not looked for."""

_TYPES = frozenset(get_args(NameType))
_SHORTEST = 3


class Gazetteer:
    """Known forms with type and canonical name, found word by word in one pass."""

    def __init__(self, entries: Iterable[tuple[str, str, str]] = ()) -> None:
        """*entries* are (form, type, canonical name); of equal forms the first counts."""
        self._forms: dict[str, tuple[NameType, str]] = {}
        lengths: dict[str, set[int]] = {}
        for form, kind, canonical in entries:
            words = " ".join(form.split())
            first = _WORD.match(words)
            if first is None or not _may_be_known(words):
                continue
            fitting: NameType = kind if kind in _TYPES else "other"  # type: ignore[assignment]
            self._forms.setdefault(words, (fitting, canonical))
            lengths.setdefault(first.group(), set()).add(len(words))
        self._lengths = {
            word: sorted(each, reverse=True)[:_MOST_LENGTHS] for word, each in lengths.items()
        }

    def __len__(self) -> int:
        """How many forms are known."""
        return len(self._forms)

    def find(self, text: str, start: int, end: int) -> Iterator[Name]:
        """The known names of text[start:end], the longest at each place, not overlapping."""
        if not self._forms:
            return
        floor = start
        for word in _WORD.finditer(text, start, end):
            if word.start() < floor:
                continue
            for length in self._lengths.get(word.group(), ()):
                stop = word.start() + length
                known = self._forms.get(text[word.start() : stop]) if stop <= end else None
                if known is not None and not text[stop : min(stop + 1, end)].isalnum():
                    yield Name(word.start(), stop, *known, _SCORE, ORIGIN)
                    floor = stop
                    break


EMPTY = Gazetteer()


def _may_be_known(form: str) -> bool:
    """Whether a form can be told from ordinary words: a capital or a figure, three letters."""
    return (
        len(form) >= _SHORTEST
        and form.lower() not in ORDINARY
        and any(letter.isupper() or letter.isdigit() for letter in form)
    )


def forms_of(
    exact: str, attributes: Mapping[str, AttributeValue]
) -> Iterator[tuple[str, str, str]]:
    """What an entity tagged on *exact* names: (form, type, canonical name) as tagged, by its
    canonical name and by each alias. A date names nothing.
    """
    kind = str(attributes.get("type"))
    if kind == "date":
        return
    given = attributes.get("name")
    canonical = given if isinstance(given, str) and given else exact
    others = attributes.get("aliases")
    forms = [exact, canonical]
    forms += [str(other) for other in others if other] if isinstance(others, list) else []
    for form in dict.fromkeys(forms):
        yield form, kind, canonical


def codes_as_names(codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    """The codes that are written like a name, as (form, type, canonical name).

    A code under one called like an entity's type (person, place, …) has that type.
    """
    above = {code.name: code.parent for code in codebook.codes}
    for code in codebook.codes:
        parent = (above.get(code.name) or "").casefold()
        kind = next((name for name in _TYPES if parent in (name, f"{name}s")), None)
        if kind is None and parent == "people":
            kind = "person"
        if kind is not None or (" " in code.name and code.name.istitle()):
            yield code.name, kind or "other", code.name
