"""Where the model's spans begin and end as names: what is no part of a name is cut off."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from collections.abc import Iterator

from store.suggest.beside import ROLE_AFTER
from store.suggest.folding import NameType
from store.suggest.heads import by_heads
from store.suggest.lands import DEMONYMS
from store.suggest.lexicon import NO_NAMES, ORDINARY, ROLES, is_field
from store.suggest.namelists import (
    GIVEN_NAMES,
    OPENERS,
    SHOUTED,
    THINGS,
    is_designation,
    is_of_a_people,
    is_opener,
    is_prefixed,
    is_thing,
)
from store.suggest.titles import is_title, untitled
from store.text import trim

_LEAD = re.compile(r"(?:(?:the|a|an|The|A|An)\s+)+")
_TAIL = re.compile(r"(?:[’']s?|[\s,;:.)(\"”’—–-]+)$")

_CUT = re.compile(r"\s+[-–—|/]+\s+|[()\[\]<>:]+|\s+([a-zà-ÿ’']+)(?=\s)")
_PARTICLES = frozenset(
    "de del della der den van von zu bin ibn da dos du di ter y la las los el al".split()
)
_OF = _PARTICLES | frozenset("of for the and on des für et à pour".split())
_HEADED = frozenset(("for", "on"))
_JOINTS: dict[NameType, frozenset[str]] = {
    "person": _PARTICLES | {"the"},
    "place": _PARTICLES | {"of", "the", "des", "am", "an"},
}
"""Words in lower case that a name of a type may have inside."""

_FIRST = re.compile(r"([^\W\d_][\w-]*)\.?\s+(?=\S)")
_PREFIX = re.compile(r"\b(?:pro|anti|non|ex|pre|post|pan|neo|trans|mid|inter)-$", re.IGNORECASE)
_COUNTS = re.compile(r"(?:\s+(?:and\s+)?\d[\d.,:-]*(?:st|nd|rd|th)?)+$")
_SMALL = re.compile(r"(?<=\w)(?:\s+[a-zß-öø-ÿ]{2,})+$")
_RESULT = re.compile(r"\s+\d+-[\d-]+$")
_LAST = re.compile(r"\s+(\w+)$")
_ADDRESS = re.compile(r"@|\w\.(?:com|org|net|htm|html|doc|pdf|edu|gov)\b|\w/\w*/|\.\w+\.\w{3,}")


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a leading article and a trailing possessive, and within one line."""
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    end = min([end, *(at for at in [text.find("\n", start, end)] if at >= 0)])
    while start < end and (tail := _TAIL.search(text, max(start, end - 4), end)) is not None:
        if text[end - 1] == "." and (tail.start() == start or text[end - 2].isupper()):
            break
        end = tail.start()
    return start, max(start, end)


def pieces(text: str, start: int, end: int, kind: NameType) -> Iterator[tuple[int, int]]:
    """What a model's span is made of: it is cut at dashes, brackets and ordinary words, but for
    those that join a name (Bank of Lakes; Jan van der Berg). What is no name is let go.
    """
    begin = start
    joints = _JOINTS.get(kind, _OF)
    cuts = [
        match.span()
        for match in _CUT.finditer(text, start, end)
        if match.group(1) not in joints or not _joins(text, start, match)
    ]
    for stop, after in [*cuts, (end, end)]:
        inner = tidied(text, *trim(text, begin, stop))
        inner = _closed(text, *_opened(text, *_uncounted(text, *inner, kind)))
        if kind == "person":
            inner = untitled(text, *inner)
        names = inner[0] < inner[1] and text[inner[0]].isalnum() and not _is_part(text, *inner)
        if names and _is_name(text[slice(*inner)], kind):
            yield inner
        begin = after


def _uncounted(text: str, start: int, end: int, kind: NameType) -> tuple[int, int]:
    """A span without the figures behind it: Ines Quill 75, Lowgate Rovers 4-0; but Studio 9."""
    several = kind == "person" and len(text[start:end].split()) > 2
    found = (_COUNTS if several else _RESULT).search(text, start, end)
    return (start, end) if found is None else (start, found.start())


def _joins(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a small word inside a span joins a name: "for" and "on" only behind a head word."""
    return (
        match.group(1) not in _HEADED or by_heads(text[start : match.start()].split()) is not None
    )


def _opened(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the ordinary word that only begins its line or sentence: Great School."""
    while (word := _FIRST.match(text, start, end)) is not None and is_prefixed(word.group()):
        start = word.end()
    word = _FIRST.match(text, start, end)
    if word is None:
        return start, end
    if word.group(1) in DEMONYMS and (given := _FIRST.match(text, word.end(), end)):
        return (word.end() if given.group(1) in GIVEN_NAMES else start), end
    before = text[max(0, start - 3) : start].rstrip(" ")
    if before and before[-1] not in "\n.!?:":
        return start, end
    folded = word.group(1).lower()
    opens = folded in ORDINARY or folded in OPENERS or is_opener(folded)
    return (word.end() if opens else start), end


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without small words at its end, and without the ordinary one that stands before a
    colon: Oule | province, Ines Quill | Image:
    """
    small = _SMALL.search(text, start, end)
    if small is not None and any(letter.isupper() for letter in text[start : small.start()]):
        return start, small.start()
    word = _LAST.search(text, start, end)
    if word is None or word.group(1).lower() not in ORDINARY or text[end : end + 1] != ":":
        return start, end
    return start, word.start()


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a span ends an adjective (anti-Oule), or is what an office is for (Trade chief)."""
    if text[max(0, start - 1) : start] == "-" and _PREFIX.search(text, max(0, start - 8), start):
        return True
    fields = all(is_field(word.lower()) for word in text[start:end].split())
    return fields and ROLE_AFTER.match(text, end) is not None


def _is_name(words: str, kind: NameType) -> bool:
    written_small = not any(letter.isupper() for letter in words)
    if (written_small and kind not in ("person", "place")) or _ADDRESS.search(words) is not None:
        return False
    each = words.split()
    if len(each) > 1 and kind == "organization" and each[-1].lower() in THINGS:
        return False
    if len(each) == 1 and words not in GIVEN_NAMES:
        folded = words.lower()
        if (
            by_heads(each) is not None
            or is_thing(folded)
            or words in DEMONYMS
            or is_prefixed(words)
            or is_designation(words)
            or (kind != "person" and is_of_a_people(words))
            or folded in OPENERS
            or is_title(words)
            or (folded in ROLES and kind != "person")
        ):
            return False
    return words not in NO_NAMES and not all(
        word.lower() in ORDINARY or (word.isupper() and word.lower() in SHOUTED) for word in each
    )
