"""What a page sets before or behind the name of everybody who comments: a picture's words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from store.importers.vocabulary import SAYING

_FEWEST = 3
_NUMBERED = re.compile(r"\d{1,4}\s?(?:-\s)?(?P<name>[^\W\d].*)")
_JOINED = re.compile(r"(?P<name>.*?[\w.])(?P<glued>on|am|le|el|il)$")
_ACTING = re.compile(rf"(?P<name>.*?[^\W_])(?P<glued>(?=\w{{3}})(?:{SAYING}))$", re.IGNORECASE)
_FEWEST_TWICE = 2
_SHORTEST, _SHORTEST_OF_ALL = 4, 3
_BRACKETS = tuple("([")


class Signed(Protocol):
    """What has an author: a comment's draft, or what a page's tree holds of it."""

    author: str | None


def strip_affixes(comments: Sequence[Signed]) -> None:
    """Take from the authors what most of them begin or end with, word for word.

    Where most are there twice, "Ann Ann" or "AnnAnn", the first is a picture's words.
    """
    _uncount(comments)
    _unglue(comments)
    _halve(comments)
    names = {draft.author for draft in comments if draft.author}
    for behind in (True, False):
        affix = _affix(names, behind)
        if not affix:
            continue
        for draft in comments:
            name = draft.author or ""
            if behind and name.endswith(affix):
                draft.author = name.removesuffix(affix).rstrip(" |·-–—,") or name
            elif not behind and name.startswith(affix):
                draft.author = name.removeprefix(affix).lstrip(" |·-–—,:") or name


def _uncount(comments: Sequence[Signed]) -> None:
    """Take what is counted from before the authors' names: "1 Ann" and "2 Bob", or "0Ann"."""
    signed = [draft for draft in comments if draft.author]
    counted = [(d, m) for d in signed if (m := _NUMBERED.fullmatch(d.author or "")) is not None]
    if len(counted) >= _FEWEST and 4 * len(counted) >= 3 * len(signed):
        for draft, match in counted:
            draft.author = match["name"]


def _unglue(comments: Sequence[Signed]) -> None:
    """Take "says" from names that no blank parts from it, as "Annsays", or "on" from all."""
    signed = [draft for draft in comments if draft.author]
    for ending, fewest, least in ((_ACTING, _FEWEST_TWICE, 0.75), (_JOINED, _FEWEST, 1)):
        found = [(d, match) for d in signed if (match := ending.match(d.author or "")) is not None]
        same = len({match["glued"] for _, match in found}) == 1
        different = len({match[0].split()[-1] for _, match in found})
        if same and different >= fewest and len(found) >= least * len(signed):
            for draft, match in found:
                draft.author = match["name"]
            return


def _halve(comments: Sequence[Signed]) -> None:
    signed = [draft for draft in comments if draft.author]
    twice = [(draft, *half) for draft in signed if (half := _half(draft.author or ""))]
    between = Counter(words for _, _, words in twice)
    same = [(draft, name) for draft, name, words in twice if words in between.most_common(1)[0]]
    several = len({name for _, name in same}) >= _FEWEST_TWICE and 2 * len(same) > len(signed)
    if not several and len(same) < len(signed):  # one who has a picture, among others
        same = [(draft, name) for draft, name in same if draft.author == f"{name} {name}"]
    elif not several:
        return
    if several or len(same) >= _FEWEST_TWICE:
        for draft, name in same:
            draft.author = name


def _half(author: str) -> tuple[str, str] | None:
    """What a name says twice, and what stands between: "Ann", " picture " of "Ann picture Ann"."""
    words = author.split()
    for size in range(len(words) // 2, 0, -1):
        if words[:size] == words[-size:]:
            return " ".join(words[:size]), " ".join(words[size:-size])
    middle = len(author) // 2
    if middle and author[:middle] == author[middle:]:
        return author[:middle], ""
    return None


def _affix(names: set[str], behind: bool) -> str:
    """What at least three different names and most of all have in common at an end of theirs."""
    words = Counter(name.split()[-1 if behind else 0] for name in names if " " in name)
    word, count = words.most_common(1)[0] if words else ("", 0)
    if count < _FEWEST or 2 * count <= len(names) or not word:
        return ""
    sharing = [name for name in names if name.split()[-1 if behind else 0] == word and " " in name]
    if behind:
        affix = _shared([name[::-1] for name in sharing])[::-1]
        if not affix[:1].isspace():
            affix = affix[_seam(affix) :]
    else:
        affix = _shared(sharing)
        affix = affix[: affix.rfind(" ") + 1]
    if affix.strip().startswith(_BRACKETS):
        return ""  # said of each: "(guest)"
    shortest = _SHORTEST if behind or count < len(names) else _SHORTEST_OF_ALL
    return affix if len(affix) >= shortest and affix not in names else ""


def _shared(words: list[str]) -> str:
    """What all of *words* begin with."""
    low, high = min(words), max(words)
    same = next((at for at, sign in enumerate(low) if at >= len(high) or sign != high[at]), None)
    return low if same is None else low[:same]


def _seam(affix: str) -> int:
    """Where the first whole word of *affix* begins, one with a capital that nothing parts."""
    for at, sign in enumerate(affix):
        if sign.isupper() or sign.isspace():
            return at
    return len(affix)
