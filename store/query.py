"""Which annotations are meant: the filters of `postil annotations` and `postil export`."""

from __future__ import annotations

from datetime import UTC, datetime

from store.errors import InvalidChangeError
from store.library import Library
from store.model import Annotation, AttributeValue, Codebook, Record
from store.recoding.base import below

_OWN_FIELDS = ("creator", "tag")


class Filter(Record, frozen=True, kw_only=True):
    """All that is given must hold. `where` pairs an attribute, `creator` or `tag` with a value.

    `code` also finds the codes below it; `since` is a time or a date (ISO 8601, UTC unless it
    says otherwise) that the last change must not be older than.
    """

    article: str | None = None
    kind: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    code: str | None = None
    since: str | None = None
    annotator: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything is left out at all."""
        return self != Filter()


def select(library: Library, wanted: Filter) -> list[Annotation]:
    """The annotations that fit, in the order of the articles, then by place.

    Raises NotFoundError or AmbiguousError for the article, InvalidChangeError for an unknown kind
    or attribute or a time that is none.
    """
    codebook = library.codebook
    _check(codebook, wanted)
    codes = None if wanted.code is None else {wanted.code} | below(codebook, wanted.code)
    since = None if wanted.since is None else _moment(wanted.since)
    articles = library.articles
    chosen = [articles.find(wanted.article)] if wanted.article is not None else articles.all()
    return [
        annotation
        for article in chosen
        for annotation in library.annotations.of(article.id)
        if (wanted.kind is None or annotation.kind == wanted.kind)
        and (codes is None or not codes.isdisjoint(annotation.codes))
        and (wanted.annotator is None or annotation.creator == wanted.annotator)
        and (since is None or _moment(annotation.modified) >= since)
        and all(_holds(annotation, name, value) for name, value in wanted.where)
    ]


def _check(codebook: Codebook, wanted: Filter) -> None:
    kinds = codebook.kinds if wanted.kind is None else (codebook.kind(wanted.kind),)
    names = {attribute.name for kind in kinds for attribute in kind.attributes}
    for name, _ in wanted.where:
        if name not in names and name not in _OWN_FIELDS:
            known = ", ".join([*sorted(names), *_OWN_FIELDS])
            raise InvalidChangeError(f"There is no attribute '{name}' to filter by; use: {known}.")


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        raise InvalidChangeError(
            f"'{written}' is no time; write it as 2026-01-31 or 2026-01-31T12:00:00Z."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _holds(annotation: Annotation, name: str, value: str) -> bool:
    match name:
        case "creator":
            return annotation.creator == value
        case "tag":
            return value in annotation.tags
        case _:
            return _equals(annotation.attributes.get(name), value)


def _equals(held: AttributeValue, value: str) -> bool:
    """Whether an attribute has the *value* as typed; an empty one means that it is not set."""
    match held:
        case None:
            return value == ""
        case list():
            return value in held
        case float() | int():
            try:
                return float(value) == held
            except ValueError:
                return False
        case str():
            return held == value
