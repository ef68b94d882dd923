"""Names found in any text: in whatever case, with or without accents, in addresses and escapes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.redaction.folding import fold, folded, squeezed
from store.redaction.names import Person

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LETTER = r"[^\W\d_]"
_ENDS = rf"(?=(?:'?s)?(?!{_LETTER}))"
_BEGINS = rf"(?<!{_LETTER})"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
_ARABIC, _HEBREW = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[\u0590-\u05ff]")
# What Arabic and Hebrew write together with the word that follows.
_BEFORE_ARABIC = r"(?:[وف]?[بكل]?(?:ال)?)"
_BEFORE_HEBREW = r"(?:[ומ]?[שהבלכ]?)"
_BETWEEN = r"[\W_]{0,24}"
_VOWELS = frozenset("aeiouyаеиоуыэюя")
"""Endings of names that give way to others in languages with cases."""
_SURE = 8
"""Letters of a name of several words from which it is replaced within longer words, too."""
_SLUG = re.compile(r"[@/#_=+-]")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: text[start:end], and what is to stand there."""

    start: int
    end: int
    instead: str


class Names:
    """The names of protected persons, ready to be looked for."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Of *people*, each with a pseudonym."""
        self.people = tuple(people)
        self.counts: Counter[str] = Counter()
        forms: dict[str, str] = {}
        called = [(name, p.pseudonym) for p in people for name in (*p.names, *p.parts)]
        called.sort(key=lambda pair: -len(squeezed(pair[0])))  # the longest name wins
        for name, pseudonym in called:
            for pattern in _patterns(name):
                forms.setdefault(pattern, pseudonym)
        ordered = list(forms)
        self._instead = [forms[pattern] for pattern in ordered]
        whole = "|".join(f"({pattern})" for pattern in ordered)
        self._pattern = re.compile(whole) if whole else None
        self._squeezed = {
            tight: person.pseudonym
            for person in people
            for name in person.names
            if len(tight := squeezed(name)) >= _SURE
        }

    def find(self, text: str) -> list[Found]:
        """Every name in *text*, in order, none overlapping."""
        if self._pattern is None or not text:
            return []
        view = fold(text)
        found: list[Found] = []
        for match in self._pattern.finditer(view.text):
            group = match.lastindex or 1
            inner = match.end(group)
            begin = match.start(group)
            start, end = view.span(begin, inner)
            if found and start < found[-1].end:  # both within one escape
                last = found.pop()
                found.append(Found(last.start, max(end, last.end), last.instead))
                continue
            instead = self._instead[group - 1]
            round_it = text[max(0, start - 1) : start] + text[end : end + 1]
            if _SLUG.search(round_it):
                instead = instead.lower().replace(" ", "-")
            found.append(Found(start, end, instead))
        return found

    def replaced(self, text: str) -> str:
        """*text* with pseudonyms for names; the replacements are counted."""
        parts: list[str] = []
        at = 0
        found = self.find(text)
        self.count(found)
        for one in found:
            parts += [text[at : one.start], one.instead]
            at = one.end
        return "".join([*parts, text[at:]]) if parts else text

    def count(self, found: Iterable[Found]) -> None:
        """Count what was *found* as replaced."""
        for one in found:
            self.counts[one.instead.lower().replace("-", " ")] += 1

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

    def looks_like(self, texts: Iterable[str]) -> Counter[str]:
        """Words that begin with a name's word and go on a little, or have another ending in place
        of its vowel: forms that were not replaced.
        """
        stems = {
            folded(word)
            for person in self.people
            for name in (*person.names, *person.parts)
            for word in _TOKEN.findall(name)
            if len(word) > 3 and word[0].isupper()
        }
        cut = {stem[:-1] for stem in stems if stem[-1] in _VOWELS}
        stems |= cut
        found: Counter[str] = Counter()
        if not stems:
            return found
        pattern = re.compile(
            rf"{_BEGINS}(?:{'|'.join(map(re.escape, sorted(stems, key=len, reverse=True)))})"
            rf"{_LETTER}{{1,4}}(?!{_LETTER})"
        )
        for text in texts:
            view = fold(text)
            for match in pattern.finditer(view.text):
                start, end = view.span(*match.span())
                if text[start].isupper() or not match.group().startswith(tuple(cut)):
                    found[text[start:end]] += 1
        return found


def _patterns(name: str) -> Iterator[str]:
    """Regular expressions, over folded text, for a name and for its last word put first."""
    tokens = _TOKEN.findall(folded(name))
    if not tokens:
        return
    orders = [tokens]
    if len(tokens) > 1:
        orders.append([tokens[-1], *tokens[:-1]])
    for order in orders:
        words = _BETWEEN.join(map(re.escape, order))
        letters = sum(map(len, order))
        if _UNSPACED.search(words) or (len(order) > 1 and letters >= _SURE):
            yield words
        elif _ARABIC.search(words):
            yield f"{_BEGINS}{_BEFORE_ARABIC}{words}(?!{_LETTER})"
        elif _HEBREW.search(words):
            yield f"{_BEGINS}{_BEFORE_HEBREW}{words}(?!{_LETTER})"
        else:
            yield f"{_BEGINS}{words}{_ENDS}"
