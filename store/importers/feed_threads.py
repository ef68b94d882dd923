"""Entries of a feed that answer others: comments, by the threading extension (RFC 4685).

An export of Blogger is such a feed: it holds posts, their comments, and the blog's settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]

_KINDS = frozenset({"post", "page", "comment"})
_KIND = "http://schemas.google.com/g/2005#kind"


def is_setting(entry: Entry) -> bool:
    """Whether this is a setting or template of a blog, not something that was published."""
    kinds = [
        str(tag.get("term") or "").rpartition("#")[2].lower()
        for tag in entry.get("tags") or ()
        if tag.get("scheme") == _KIND
    ]
    said = entry.get("blogger_type")
    if isinstance(said, str) and said:
        kinds.append(said.lower())
    return bool(kinds) and _KINDS.isdisjoint(kinds)


def answered(entries: Sequence[Entry]) -> list[int | None]:
    """Which entry each answers, the nearest that the feed holds; None where it answers none."""
    by_id: dict[str, int] = {}
    by_number: dict[str, int] = {}
    for index, entry in enumerate(entries):
        identity = str(entry.get("id") or "")
        by_id.setdefault(identity, index)
        by_number.setdefault(identity.rpartition("post-")[2], index)
    over: list[int | None] = []
    for index, entry in enumerate(entries):
        found = [by_id.get(ref) for ref in _references(entry)]
        found[1:1] = [by_number.get(number) for number in _related(entry)]
        over.append(next((at for at in found if at is not None and at != index), None))
    return over


def roots(over: list[int | None]) -> list[int]:
    """The entry at the top of each one's thread; a circle of answers in *over* is cut open."""
    found: dict[int, int] = {}
    for start in range(len(over)):
        path: dict[int, None] = {}
        at = start
        while at not in found and (above := over[at]) is not None:
            path[at] = None
            if above in path:
                over[at] = None
                break
            at = above
        top = found.get(at, at)
        found[at] = top
        found.update(dict.fromkeys(path, top))
    return [found[index] for index in range(len(over))]


def _references(entry: Entry) -> Iterator[str]:
    """The ids of what it answers, the nearest first."""
    threading = entry.get("thr_in-reply-to")
    ref = threading.get("ref") if isinstance(threading, Mapping) else None
    for said in (entry.get("blogger_inreplyto"), entry.get("blogger_parent"), ref):
        yield said if isinstance(said, str) and said else "\0"


def _related(entry: Entry) -> Iterator[str]:
    """The numbers of comments that a comment of Blogger answers, as its link says them."""
    if not isinstance(entry.get("thr_in-reply-to"), Mapping):
        return
    for link in entry.get("links") or ():
        if link.get("rel") == "related":
            yield str(link.get("href") or "").rpartition("/")[2]
