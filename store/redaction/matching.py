"""Names found in any text: in whatever case, with or without accents, in addresses and escapes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from store.redaction.folding import fold, folded, parted, squeezed
from store.redaction.names import Person
from store.redaction.spellings import (
    LETTER,
    WORD,
    Around,
    Spelling,
    Test,
    run,
    spellings,
    stems,
)
from store.text import fold_space

_SURE = 8
"""Letters of a name of several words from which it is also found where signs part its letters."""
_VOWELS = frozenset("aeiouyаеиоуыэюя")
"""Endings of names that give way to others in languages with cases."""
_LETTERS = re.compile(r"[^\W_]+")
_REACH, _BEYOND = 60, 200
"""Letters round a name's own, beside eight times its length, in which a spelling of it begins; and
behind these, in which one ends.
"""
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
        self._sought = [_Sought(person, cases=cases) for person in people]
        self._squeezed = {
            tight: person.pseudonym
            for person in people
            for name in person.names
            if len(tight := squeezed(name)) >= _SURE
        }

    def find(self, text: str) -> list[Found]:
        """Every name in *text*, in order, none overlapping."""
        if not text:
            return []
        views = [fold(text), fold(text, joined=True)] if parted(text) else [fold(text)]
        hits: list[Found] = []
        for view in views:
            letters = _Letters(view.text)
            for sought in self._sought:
                for start, end, test in sought.hits(letters):
                    one = Found(*view.span(start, end), sought.pseudonym)
                    if test is None or self._true(Around(text, one.start, one.end), test):
                        hits.append(one)
        found: list[Found] = []
        longest = 0
        for one in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            size = one.end - one.start
            if not found or one.start >= found[-1].end:
                found.append(one)
                longest = size
                continue
            instead = one.instead if size > longest else found[-1].instead
            longest = max(longest, size)
            found[-1] = Found(found[-1].start, max(found[-1].end, one.end), instead)
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


class _Letters:
    """A folded text, and its letters and digits alone."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = [(match.start(), match.group()) for match in _LETTERS.finditer(text)]
        self.alone = "".join(word for _, word in words)
        self._starts = [start for start, _ in words]
        self._alone = [0, *accumulate(len(word) for _, word in words)]

    def places(self, stem: str, *, within: bool) -> Iterator[int]:
        """Where *stem* begins in the text, *within* words too, or only where one begins, or after
        an initial.
        """
        at = self.alone.find(stem)
        while at >= 0:
            word = bisect_right(self._alone, at) - 1
            if within or at - self._alone[word] <= 1:
                yield self._starts[word] + at - self._alone[word]
            at = self.alone.find(stem, at + 1)


class _Sought:
    """One person's names, looked for where letters of one of them stand."""

    def __init__(self, person: Person, *, cases: bool) -> None:
        self.pseudonym = person.pseudonym
        called = [(name, False) for name in person.names] + [(name, True) for name in person.parts]
        called.sort(key=lambda one: -len(squeezed(one[0])))  # the longest name wins
        found = [
            spelling
            for name, part in called
            for spelling in spellings(name, part=part, cases=cases)
        ]
        self._stems = sorted({stem for name, _ in called for stem in stems(name)})
        self._reach = _REACH + 8 * max((len(name) for name, _ in called), default=0)
        self._plain = _Table([one for one in found if one.test is None])
        self._careful = _Table([one for one in found if one.test is not None])

    def hits(self, letters: _Letters) -> Iterator[tuple[int, int, Test | None]]:
        """Start, end and test of each place; those with a test may overlap."""
        for begin, stop in self._windows(letters):
            yield from self._plain.hits(letters.text, begin, stop)
            yield from self._careful.hits(letters.text, begin, stop)

    def _windows(self, letters: _Letters) -> list[tuple[int, int]]:
        windows: list[tuple[int, int]] = []
        for at in sorted(
            {at for stem, within in self._stems for at in letters.places(stem, within=within)}
        ):
            if windows and at - self._reach <= windows[-1][1]:
                windows[-1] = (windows[-1][0], at + self._reach)
            else:
                windows.append((max(0, at - self._reach), at + self._reach))
        return windows


class _Table:
    """Patterns as one, with the test of each."""

    def __init__(self, rows: Sequence[Spelling]) -> None:
        known = {row.pattern: row.test for row in reversed(rows)}
        patterns = list(dict.fromkeys(row.pattern for row in rows))
        whole = "|".join(f"({pattern})" for pattern in patterns)
        self._pattern = re.compile(whole) if whole else None
        self._tests = [known[pattern] for pattern in patterns]

    def hits(self, text: str, begin: int, stop: int) -> Iterator[tuple[int, int, Test | None]]:
        """Those that begin in text[begin:stop]."""
        if self._pattern is None:
            return
        at = begin
        while (match := self._pattern.search(text, at, stop + _BEYOND)) is not None:
            group = match.lastindex or 1
            test = self._tests[group - 1]
            start, end = match.span(group)
            if start >= stop:
                return
            if end > start:
                yield start, end, test
            at = max(start + 1, end) if test is None else start + 1
