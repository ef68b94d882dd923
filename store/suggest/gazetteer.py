"""Names a library already holds, found again in any text: accepted entities and the codebook's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from store.model import Annotation, Codebook
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


def gazetteer_of(
    annotations: Iterable[Annotation],
    codebook: Codebook | None = None,
    types: Mapping[str, str] | None = None,
) -> Gazetteer:
    """What a library's entities name: as tagged, by canonical name and by alias.

    A code of the codebook that is written like a name is known too; *types* gives such codes, or
    those above them in the tree, an entity's type.
    """
    return Gazetteer([*_of_annotations(annotations), *_of_codes(codebook, types or {})])


def _of_annotations(annotations: Iterable[Annotation]) -> Iterator[tuple[str, str, str]]:
    for annotation in annotations:
        if annotation.kind != "entity" or annotation.attributes.get("type") == "date":
            continue
        given = annotation.attributes.get("name")
        canonical = given if isinstance(given, str) and given else annotation.exact
        others = annotation.attributes.get("aliases")
        forms = [span.exact for span in annotation.spans[:1]] + [canonical]
        forms += [other for other in others if other] if isinstance(others, list) else []
        for form in dict.fromkeys(forms):
            yield form, str(annotation.attributes.get("type")), canonical


def _of_codes(
    codebook: Codebook | None, types: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    if codebook is None:
        return
    above = {code.name: code.parent for code in codebook.codes}
    for code in codebook.codes:
        kind = types.get(code.name) or types.get(above.get(code.name) or "")
        if kind is not None or (" " in code.name and code.name.istitle()):
            yield code.name, kind or "other", code.name
