"""Names found in any text: in whatever case, with or without accents, in addresses and escapes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.redaction.folding import fold, folded, parted, squeezed
from store.redaction.names import Person
from store.redaction.spellings import LETTER, WORD, Around, Test, run, spellings
from store.text import fold_space

_SURE = 8
"""Letters of a name of several words from which it is also found where signs part its letters."""
_VOWELS = frozenset("aeiouyаеиоуыэюя")
"""Endings of names that give way to others in languages with cases."""
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_a-z]\. ?){2,4}(?!\w)")
_SLUG = re.compile(r"[@/#_=+-]")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: text[start:end], and what is to stand there."""

    start: int
    end: int
    instead: str


class Names:
    """The names of protected persons, ready to be looked for."""

    def __init__(
        self, people: Sequence[Person], *, cases: bool = False, others: Iterable[str] = ()
    ) -> None:
        """Of *people*, each with a pseudonym; with the endings of *cases* where the texts are in
        languages that have them, but not where that makes a word of *others*.
        """
        self.people = tuple(people)
        self.counts: Counter[str] = Counter()
        self._forms: dict[str, Counter[str]] = {}
        self._others = {folded(word) for name in others for word in WORD.findall(name)}
        called = [
            (name, part, p.pseudonym)
            for p in people
            for part, names in ((False, p.names), (True, p.parts))
            for name in names
        ]
        called.sort(key=lambda one: -len(squeezed(one[0])))  # the longest name wins
        plain: dict[str, str] = {}
        careful: dict[str, tuple[str, Test]] = {}
        for name, part, pseudonym in called:
            for spelling in spellings(name, part=part, cases=cases):
                if spelling.test is None:
                    plain.setdefault(spelling.pattern, pseudonym)
                else:
                    careful.setdefault(spelling.pattern, (pseudonym, spelling.test))
        self._plain = _Table([(pattern, (instead, None)) for pattern, instead in plain.items()])
        self._careful = _Table(list(careful.items()))
        self._squeezed = {
            tight: person.pseudonym
            for person in people
            for name in person.names
            if len(tight := squeezed(name)) >= _SURE
        }

    def find(self, text: str) -> list[Found]:
        """Every name in *text*, in order, none overlapping."""
        if not text or not self._plain:
            return []
        views = [fold(text), fold(text, joined=True)] if parted(text) else [fold(text)]
        hits = sorted(
            hit
            for view in views
            for start, end, instead, test in (
                *self._plain.hits(view.text),
                *self._careful.hits(view.text),
            )
            for hit in [(*view.span(start, end), instead)]
            if test is None or self._true(Around(text, hit[0], hit[1]), test)
        )
        found: list[Found] = []
        for start, end, instead in hits:
            if found and start < found[-1].end:
                if end > found[-1].end:
                    found[-1] = Found(found[-1].start, end, found[-1].instead)
                continue
            found.append(Found(start, end, instead))
        return [self._fitted(one, text) for one in found]

    def _true(self, at: Around, test: Test) -> bool:
        words = WORD.findall(folded(at.text[at.start : at.end]))
        return test(at) and not (len(words) == 1 and words[0] in self._others)

    @staticmethod
    def _fitted(one: Found, text: str) -> Found:
        """With a pseudonym as the place needs it: no figure of it runs into others."""
        before, after = text[max(0, one.start - 1) : one.start], text[one.end : one.end + 1]
        instead = one.instead
        joined = before.isalnum() and Around(text, one.start, one.end).addressed
        if joined or _SLUG.search(f"{before}{after}{run(text, one.start, one.end)[:1]}"):
            instead = instead.lower().replace(" ", "-")
        if after.isdigit():
            instead += "-"
        if before.isalnum():
            instead = f"-{instead}"
        return Found(one.start, one.end, instead)

    def replaced(self, text: str) -> str:
        """*text* with pseudonyms for names; the replacements are counted."""
        parts: list[str] = []
        at = 0
        found = self.find(text)
        self.count(found, text)
        for one in found:
            parts += [text[at : one.start], one.instead]
            at = one.end
        return "".join([*parts, text[at:]]) if parts else text

    def count(self, found: Iterable[Found], text: str) -> None:
        """Count what was *found* in *text* as replaced."""
        for one in found:
            pseudonym = one.instead.strip("-").lower().replace("-", " ")
            self.counts[pseudonym] += 1
            self._forms.setdefault(pseudonym, Counter())[text[one.start : one.end]] += 1

    def forms(self, person: Person) -> tuple[str, ...]:
        """The other forms in which *person* was replaced, the commonest first."""
        known = {squeezed(name) for name in (*person.names, *person.parts)}
        found = self._forms.get(person.pseudonym.lower(), Counter())
        told = dict.fromkeys(fold_space(form) for form, _ in found.most_common())
        return tuple(form for form in told if squeezed(form) not in known)

    def remains(self, text: str) -> str | None:
        """A name that is in *text*, also where other signs part its letters; None for none."""
        for one in self.find(text):
            return text[one.start : one.end]
        if self._squeezed:
            tight = squeezed(text)
            for name in self._squeezed:
                if name in tight:
                    return name
        return None

    def initials(self, texts: Iterable[str]) -> Counter[str]:
        """Initials that may be those of a name, with dots: they were not replaced."""
        wanted = {
            tuple(word[0] for word in words)
            for person in self.people
            for name in person.names
            if len(words := WORD.findall(folded(name))) > 1
        }
        found: Counter[str] = Counter()
        for match in (m for text in texts for m in _INITIALS.finditer(text)):
            if tuple(folded("".join(filter(str.isalpha, match.group())))) in wanted:
                found[match.group()] += 1
        return found

    def looks_like(self, texts: Iterable[str]) -> Counter[str]:
        """Words that begin with a name's word and go on a little, or have another ending in place
        of its vowel: forms that were not replaced.
        """
        stems = {
            folded(word)
            for person in self.people
            for name in (*person.names, *person.parts)
            for word in WORD.findall(name)
            if len(word) > 3 and word[0].isupper()
        }
        cut = {stem[:-1] for stem in stems if stem[-1] in _VOWELS}
        stems |= cut
        found: Counter[str] = Counter()
        if not stems:
            return found
        pattern = re.compile(
            rf"(?<!{LETTER})(?:{'|'.join(map(re.escape, sorted(stems, key=len, reverse=True)))})"
            rf"{LETTER}{{1,4}}(?!{LETTER})"
        )
        for text in texts:
            view = fold(text)
            for match in pattern.finditer(view.text):
                start, end = view.span(*match.span())
                if text[start].isupper() or not match.group().startswith(tuple(cut)):
                    found[text[start:end]] += 1
        return found


class _Table:
    """Patterns as one, with what is known of each."""

    def __init__(self, rows: Sequence[tuple[str, tuple[str, Test | None]]]) -> None:
        whole = "|".join(f"({pattern})" for pattern, _ in rows)
        self._pattern = re.compile(whole) if whole else None
        self._known = [known for _, known in rows]

    def __bool__(self) -> bool:
        return self._pattern is not None

    def hits(self, text: str) -> Iterator[tuple[int, int, str, Test | None]]:
        """Start, end, pseudonym and test of each; those with tests may overlap."""
        if self._pattern is None:
            return
        at = 0
        while (match := self._pattern.search(text, at)) is not None:
            group = match.lastindex or 1
            instead, test = self._known[group - 1]
            start, end = match.span(group)
            if end > start:
                yield start, end, instead, test
            at = max(start + 1, end) if test is None else start + 1
