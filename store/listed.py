"""Articles as lists and commands know them: a record with its state, and which one is meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

import msgspec

from store.entries import Document
from store.errors import AmbiguousError, NotFoundError
from store.model import Article


class Titled(Protocol):
    """What an article is found by."""

    @property
    def id(self) -> str:
        """The article's id."""

    @property
    def title(self) -> str:
        """Its title."""


_T = TypeVar("_T", bound=Titled)


def meant(reference: str, articles: Iterable[_T]) -> _T:
    """The one of *articles* with that id, a unique prefix of it, or a unique part of its title.

    Raises NotFoundError or AmbiguousError, which names the candidates.
    """
    articles = list(articles)
    wanted = reference.casefold()
    found = [a for a in articles if a.id == reference]
    found = found or [a for a in articles if wanted and a.id.startswith(wanted)]
    found = found or [a for a in articles if wanted and wanted in a.title.casefold()]
    exact = [a for a in found if a.title.casefold() == wanted]
    found = exact if len(exact) == 1 else found
    if not found:
        raise NotFoundError(
            f"No article has the id or title '{reference}'. `postil articles` lists them."
        )
    if len(found) > 1:
        named = ", ".join(f"{a.id} ({a.title[:40]})" for a in found[:5])
        more = "" if len(found) <= 5 else f" and {len(found) - 5} more"
        raise AmbiguousError(
            f"'{reference}' fits {len(found)} articles: {named}{more}. Give more of the id."
        )
    return found[0]


def with_state(document: Document, state: Document | None, corrected: Document | None) -> Article:
    """The article of a stored record, with what its rows of state and corrections say."""
    names = ("state", "rights", "modified")
    extra: Document = {name: state[name] for name in names if name in state} if state else {}
    if corrected is not None:
        times = (corrected["modified"], extra.get("modified", document["modified"]))
        extra |= {"comments": corrected["comments"], "modified": max(times)}
    return msgspec.convert(document | extra, Article)
