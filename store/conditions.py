"""The line that narrows the article list: words and `field:value` conditions. Pure.

`state:new,begun site:example date:2021-06..2022 code:risk by:kestrel has:disputed "two words"`

All must hold; commas part values of which one is enough; a `-` before a condition turns it round.
What is no condition is looked for in title, site and text, by the one matcher; in quotation marks
anything is words. `date:` takes a year, month or day, or two of them with `..` between, either of
which may be left out. An unquoted single letter narrows nothing: it is a word being typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from store.errors import InvalidChangeError
from store.model import STATES, Article, Codebook
from store.recoding.base import below
from store.search import Matcher

FLAGS = ("disputed", "annotations", "comments")
FIELDS = {
    "state": "new, begun or done",
    "site": "a part of the site's name",
    "date": "2021, 2021-06 or 2021-06-30, and a .. for since and until",
    "code": "a code, with those below it",
    "by": "who tagged",
    "has": "disputed, annotations or comments",
}
"""Every field with what it takes, in words."""

_TOKEN = re.compile(r'(?:"[^"]*"?|[^\s"])+')
_PART = re.compile(r"(?P<minus>-?)(?:(?P<field>[A-Za-z]+):)?(?P<rest>.*)", re.DOTALL)
_VALUE = re.compile(r'(?:"[^"]*"?|[^,"])+')
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Part(NamedTuple):
    """One part of the line as it is typed, at line[start:end]; its values are without quotes."""

    start: int
    end: int
    minus: bool
    field: str
    words: str
    values: tuple[str, ...]
    quoted: bool


def parts(line: str) -> tuple[Part, ...]:
    """The parts of *line*, in order."""
    found = []
    for token in _TOKEN.finditer(line):
        matched = _PART.fullmatch(token.group())
        assert matched is not None
        rest = matched["rest"]
        values = (value.replace('"', "").strip() for value in _VALUE.findall(rest))
        found.append(
            Part(
                *token.span(),
                minus=bool(matched["minus"]),
                field=(matched["field"] or "").casefold(),
                words=rest.replace('"', "").strip(),
                values=tuple(value for value in values if value),
                quoted='"' in rest,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the annotations of an article amount to."""

    codes: frozenset[str] = frozenset()
    annotators: frozenset[str] = frozenset()
    count: int = 0
    disputed: int = 0


FactsOf = Callable[[], Facts]
Test = Callable[[Article, FactsOf], bool]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase that must be (with `minus`: must not be) in title, site or text."""

    matcher: Matcher
    minus: bool


@dataclass(frozen=True, slots=True)
class Conditions:
    """A line understood: `tests` on the article and its facts, and `words` to look for.

    `wrong` says in a sentence what is the matter with the first part that means nothing; such
    parts narrow nothing.
    """

    tests: tuple[Test, ...] = ()
    words: tuple[Word, ...] = ()
    wrong: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.tests or self.words)

    def hold(self, article: Article, facts: FactsOf) -> bool:
        """Whether all but the words holds."""
        return all(test(article, facts) for test in self.tests)


def understood(line: str, codebook: Codebook) -> Conditions:
    """The conditions in *line*."""
    tests: list[Test] = []
    words: list[Word] = []
    wrong = ""
    for part in parts(line):
        if not part.field:
            begun = len(part.words) == 1 and part.words.isascii() and not part.quoted
            if part.words and not begun:
                words.append(Word(Matcher(part.words), part.minus))
        elif part.values or part.field not in FIELDS:
            try:
                test = _any([_test(part.field, value, codebook) for value in part.values or ("",)])
            except InvalidChangeError as error:
                wrong = wrong or error.message
            else:
                tests.append(_not(test) if part.minus else test)
    return Conditions(tuple(tests), tuple(words), wrong)


def site_of(article: Article) -> str:
    """The article's site, or the host it came from, or nothing."""
    if article.site:
        return article.site
    try:
        return urlsplit(article.source.url or "").hostname or ""
    except ValueError:
        return ""


def written(field: str, value: str) -> str:
    """The condition `field:value` as it is typed."""
    plain = value.replace('"', "")
    return f'{field}:"{plain}"' if re.search(r"[\s,]", plain) else f"{field}:{plain}"


def toggled(line: str, condition: str) -> str:
    """*line* with *condition* added to it, or taken out where it is there."""
    held = [line[part.start : part.end] for part in parts(line)]
    if condition in held:
        held.remove(condition)
    else:
        held.append(condition)
    return " ".join(held)


def completed(line: str, offered: Iterable[str]) -> str | None:
    """*line* with what is being typed at its end made whole: the first fitting of *offered*, which
    are conditions, or a field's name. None where nothing fits.
    """
    last = parts(line)[-1:]
    if not last or last[0].end < len(line):
        return None
    start = last[0].start + last[0].minus
    typed = line[start:]
    for candidate in (*(f"{name}:" for name in FIELDS), *offered):
        if len(candidate) > len(typed) and candidate.casefold().startswith(typed.casefold()):
            return line[:start] + candidate if typed else None
    return None


def _test(field: str, value: str, codebook: Codebook) -> Test:
    wanted = value.casefold()
    match field:
        case "state":
            states = [state for state in STATES if state.startswith(wanted)]
            if not states:
                raise InvalidChangeError(f"state: takes {FIELDS['state']}, not “{value}”.")
            return lambda article, _: article.state in states
        case "site":
            return lambda article, _: wanted in site_of(article).casefold()
        case "date":
            since, until = _range(value)
            return lambda article, _: _falls(article, since, until)
        case "code":
            names = _codes(codebook, wanted)
            return lambda _, facts: not names.isdisjoint(facts().codes)
        case "by":
            return lambda _, facts: any(wanted in who.casefold() for who in facts().annotators)
        case "has":
            flags = [flag for flag in FLAGS if flag.startswith(wanted)]
            if not flags:
                raise InvalidChangeError(f"has: takes {FIELDS['has']}, not “{value}”.")
            return _any(map(_flag, flags))
        case _:
            known = " ".join(f"{name}:" for name in FIELDS)
            raise InvalidChangeError(
                f"There is no {field}: — there are {known}; words with a colon go in quotes."
            )


def _flag(flag: str) -> Test:
    match flag:
        case "disputed":
            return lambda _, facts: facts().disputed > 0
        case "annotations":
            return lambda _, facts: facts().count > 0
        case _:
            return lambda article, _: article.comments > 0


def _any(tests: Iterable[Test]) -> Test:
    held = tuple(tests)
    return lambda article, facts: any(test(article, facts) for test in held)


def _not(test: Test) -> Test:
    return lambda article, facts: not test(article, facts)


def _codes(codebook: Codebook, wanted: str) -> frozenset[str]:
    """The codes meant, with those below them: of that very name, else with that in their name."""
    names = [code.name for code in codebook.codes]
    found = {name for name in names if name.casefold() == wanted}
    found = found or {name for name in names if wanted in name.casefold()}
    return frozenset(found | below(codebook, *found))


def _range(value: str) -> tuple[str, str]:
    since, dots, until = (part.strip() for part in value.partition(".."))
    for bound in (since, until):
        # While it is being typed, the beginning of a date narrows as far as it goes.
        if bound and not _DATE.fullmatch(bound) and not re.fullmatch(r"[\d-]{1,9}", bound):
            raise InvalidChangeError(f"“{bound}” is no date; write {FIELDS['date']}.")
    return (since, until) if dots else (since, since)


def _falls(article: Article, since: str, until: str) -> bool:
    """Whether the article's date lies in the range, as far as both are known."""
    iso = article.date.iso if article.date is not None else None
    if not iso:
        return False
    early = bool(since) and iso[: len(since)] < since[: len(iso)]
    late = bool(until) and iso[: len(until)] > until[: len(iso)]
    return not early and not late
