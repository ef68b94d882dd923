"""The spellings in which a name is looked for, as regular expressions over folded text.

Plain ones are the name wherever they stand. Careful ones are it only where the text as it was says
so: an initial that is a capital, a form that begins with one, a name within an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from store.redaction.folding import folded

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
LETTER = r"[^\W\d_]"
_BEGINS = rf"(?<!{LETTER})"
_STOPS = rf"(?!{LETTER})"
# What stays behind a pseudonym: 's, a plural, a German adjective.
_ENDS = rf"(?=(?:'?s|es|isch(?:e[nmrs]?)?|sch(?:e[nmrs]?)?|ians?|esque)?{_STOPS})"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
_ARABIC, _HEBREW = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[\u0590-\u05ff]")
_LATIN = re.compile(r"[a-z']+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# What Arabic and Hebrew write together with the word that follows.
_BEFORE_ARABIC = r"(?:[وف]?[بكل]?(?:ال)?)"
_BEFORE_HEBREW = r"(?:[ומ]?[שהבלכ]?)"
_BETWEEN = r"[\W_]{0,24}"
_NEAR = r"[\s.,_-]{1,3}"
_SURE = 8
"""Letters of a name of several words from which it is replaced within longer words, too."""
_SHORT, _LONG = 4, 6
"""Letters of a word below which it is not looked for in pieces or with endings, and from which it
is the name also where it is a part of another word of an address.
"""
_STEM = 4
"""Letters by which a text is looked through beforehand."""
_VOWELS = folded("aeiouyаеиоуыэюя")
"""Endings of names that give way to others in languages with cases."""
_CASES = (
    "a u owi ovi em om e ie y i ow ami ach owa owej ova ove ovu ovou ovej as ui aus ai ais is iem",
    "a y i e ie u o ou ej oj ej iej ego emu iego iemu im imi ia ow och ach am em om ami",
    "а у ом ем е ы и ой ою ым ых ыми ова ову ам ами ах",
    "а ы и е у ю ой ою ей ею я ем ам ами ах ая ую ий ый ого ому ым ых ыми их им ими",
)
"""Endings of cases put behind a name, or in place of its last vowel: Latin letters, Cyrillic."""


@dataclass(frozen=True, slots=True)
class Around:
    """A stretch of the text as it was."""

    text: str
    start: int
    end: int

    @property
    def first(self) -> str:
        """Its first letter."""
        return self.text[self.start]

    @property
    def last(self) -> str:
        """Its last one."""
        return self.text[self.end - 1]

    @property
    def before(self) -> str:
        """The letter before it, or nothing."""
        return self.text[max(0, self.start - 1) : self.start]

    @property
    def after(self) -> str:
        """The letter after it, or nothing."""
        return self.text[self.end : self.end + 1]

    @property
    def addressed(self) -> bool:
        """Whether it is part of an address, of a user's name or of a tag."""
        return bool(_ADDRESS.search(run(self.text, self.start, self.end)))


Test = Callable[[Around], bool]
_ADDRESS = re.compile(r"[@#/]|^[\w.-]+\.[a-z]{2,4}$")


def run(text: str, start: int, end: int) -> str:
    """The stretch of *text* between white space that holds text[start:end]."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


@dataclass(frozen=True, slots=True)
class Spelling:
    """A pattern over folded text, and what must be true of the text as it was."""

    pattern: str
    test: Test | None = None


def spellings(name: str, *, part: bool = False, cases: bool = False) -> Iterator[Spelling]:
    """Those of *name*, or of a *part* of one that stands for it; with the endings of languages
    that have *cases* where its letters are Latin.
    """
    cyrillic = bool(_CYRILLIC.search(name))
    for tokens in dict.fromkeys(tuple(WORD.findall(folded(one))) for one in _written(name)):
        if not tokens:
            continue
        yield from _plain(tokens)
        if cyrillic or all(map(_LATIN.fullmatch, tokens)):
            yield from _with_initials(tokens)
            if part or len(tokens) == 1:
                yield from _within(tokens[-1])
            if cyrillic or cases:
                yield from _in_cases(tokens, *(_CASES[2:] if cyrillic else _CASES[:2]))


def stems(name: str) -> Iterator[tuple[str, bool]]:
    """Letters one of which is in every spelling of *name*, when nothing but letters and digits is
    left of a text; and whether they may stand within words, else only where one begins, or after an
    initial.
    """
    for one in _written(name):
        tokens = WORD.findall(folded(one))
        for token in (*tokens[:1], *tokens[-1:]):
            letters = token.replace("'", "")
            bare = letters.rstrip(_VOWELS)
            stem = letters[: max(len(letters) - 2, len(bare))][:_STEM] or letters
            scripts = (_UNSPACED, _ARABIC, _HEBREW)
            yield stem, len(letters) > _SHORT or any(script.search(stem) for script in scripts)


def _written(name: str) -> Iterator[str]:
    """*name*, and as it is written with two letters for one with a mark, or the other way."""
    yield name
    table = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "đ": "dj"}
    apart = "".join(table.get(letter, letter) for letter in name.casefold())
    yield apart
    yield re.sub(r"(?<=[^\Waeiouqy])([aou])e", r"\1", name.casefold())


def _word(token: str) -> str:
    return re.escape(token).replace("'", r"[\W_]?")


def _plain(tokens: tuple[str, ...]) -> Iterator[Spelling]:
    """A name, and its last word put first."""
    orders = [tokens]
    if len(tokens) > 1:
        orders.append((tokens[-1], *tokens[:-1]))
    for order in orders:
        words = _BETWEEN.join(map(_word, order))
        if _UNSPACED.search(words) or (len(order) > 1 and sum(map(len, order)) >= _SURE):
            yield Spelling(words)
        elif _ARABIC.search(words):
            yield Spelling(f"{_BEGINS}{_BEFORE_ARABIC}{words}{_STOPS}")
        elif _HEBREW.search(words):
            yield Spelling(f"{_BEGINS}{_BEFORE_HEBREW}{words}{_STOPS}")
        else:
            yield Spelling(f"{_BEGINS}{words}{_ENDS}")
    letters = "".join(tokens).replace("'", "")
    if len(letters) >= _SHORT and not _UNSPACED.search(letters):
        drawn = r"[\W_]{1,3}".join(map(re.escape, letters))  # letters that are drawn apart
        yield Spelling(f"{_BEGINS}{drawn}{_ENDS}")
    if len(tokens) == 1 and len(letters) >= _LONG and not _UNSPACED.search(letters):
        yield Spelling(f"{_BEGINS}{'-?'.join(map(re.escape, letters))}{_ENDS}")


def _with_initials(tokens: tuple[str, ...]) -> Iterator[Spelling]:
    """A. Brook, Brook, A., Ada B., abrook, and with names in the middle."""
    if len(tokens) < 2:
        return
    given, last = tokens[0], _word(tokens[-1])
    one, other = given[0], tokens[-1][0]
    if len(given) > 1 and len(tokens[-1]) > 2:
        more = rf"(?:{LETTER}{_NEAR}){{0,2}}"
        yield Spelling(f"{_BEGINS}{one}{_NEAR}{more}{last}{_ENDS}", _capital)
        yield Spelling(f"{_BEGINS}{last}{_NEAR}{one}{_STOPS}", _ends_with_initial)
        yield Spelling(f"{_BEGINS}{_word(given)}{_NEAR}{other}{_STOPS}", _ends_with_initial)
        glued = None if len(tokens[-1]) > _LONG else _addressed
        yield Spelling(f"{_BEGINS}{one}{last}{_ENDS}", glued)
        yield Spelling(f"{_BEGINS}{last}{one}{_STOPS}", _addressed)
    middle = rf"(?:{LETTER}[\w'-]*\.?[\s_-]{{1,3}}){{1,2}}"
    yield Spelling(rf"{_BEGINS}{_word(given)}[\s_-]{{1,3}}{middle}{last}{_ENDS}", _all_capital)


def _within(token: str) -> Iterator[Spelling]:
    """A name joined with other words, as in tags and addresses."""
    if len(token) <= _SHORT:
        return
    word = _word(token)
    yield Spelling(f"(?<={LETTER}){word}", _joined if len(token) < _LONG else _joined_or_addressed)
    yield Spelling(f"{word}(?={LETTER})", _joined if len(token) < _LONG else _joined_or_addressed)


def _in_cases(tokens: tuple[str, ...], behind: str, instead: str) -> Iterator[Spelling]:
    """The name with endings, each of its words with one."""
    least = _SHORT + (len(tokens) == 1)
    forms = []
    for token in tokens:
        ways = []
        cut = len(token) - len(token.rstrip(_VOWELS))
        if 0 < cut <= 2 and len(token) >= least:
            ways.append(f"{_word(token[:-cut])}(?:{_either(instead)})")
        if len(token) >= least:
            ways.append(f"{_word(token)}(?:{_either(behind)})")
        forms.append(f"(?:{'|'.join([*ways, _word(token)])})")
    yield Spelling(f"{_BEGINS}{_BETWEEN.join(forms)}{_STOPS}", _capital)


def _either(endings: str) -> str:
    return "|".join(sorted({folded(one) for one in endings.split()}, key=lambda e: (-len(e), e)))


def _capital(at: Around) -> bool:
    return at.first.isupper() or at.addressed


def _ends_with_initial(at: Around) -> bool:
    return at.addressed or (at.last.isupper() and (at.after == "." or not at.first.isupper()))


def _all_capital(at: Around) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]*", at.text[at.start : at.end])
    return all(word[0].isupper() for word in words)


def _addressed(at: Around) -> bool:
    return at.addressed


def _joined(at: Around) -> bool:
    """Whether capitals show where it begins or ends within a word."""
    return (at.first.isupper() and at.before.islower()) or (
        at.after.isupper() and at.last.islower() and not at.before.isalpha()
    )


def _joined_or_addressed(at: Around) -> bool:
    return _joined(at) or at.addressed
