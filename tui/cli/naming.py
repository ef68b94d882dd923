"""From what a person typed to the library's own ids and attributes. Shared by the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import AmbiguousError, InvalidChangeError, NotFoundError
from store.text import fold_space
from store.wording import an, counted
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Annotation, AttributeValue
    from tui.cli.options import Pairs

_OPTIONS = {
    "note": "--note",
    "notes": "--note",
    "tag": "--tag",
    "tags": "--tag",
    "code": "--code",
    "codes": "--code",
    "start": "--start",
    "end": "--end",
}
"""What is no attribute of an annotation, with the option that sets it."""


def attributes_of(library: Library, kind: str, pairs: Pairs) -> dict[str, AttributeValue]:
    """The attributes that `--set` gave: several values of a list add up, else the last counts.

    Raises InvalidChangeError for a name that is no attribute, but has an option of its own.
    """
    attributes = library.codebook.kind(kind).attributes
    lists = {a.name for a in attributes if a.type == "list"}
    known = {a.name for a in attributes}
    for name, _ in pairs:
        if name not in known and name in _OPTIONS:
            raise InvalidChangeError(
                f"{an(kind, begins=True)} has no attribute '{name}'; {_OPTIONS[name]} sets that."
            )
    found: dict[str, AttributeValue] = {}
    for name, value in pairs:
        held = found.get(name)
        values = [part for part in value.split(";") if part.strip()]
        if name not in lists:
            found[name] = value
        else:
            found[name] = [*held, *values] if isinstance(held, list) else values
    return found


def removable(library: Library, reference: str) -> tuple[str, bool]:
    """The id that *reference* means, and whether it is an article's.

    An annotation's id or part of one, else an article's id or its beginning; a title is not
    enough to remove an article. Raises NotFoundError or AmbiguousError.
    """
    wanted = reference.casefold()
    articles = [a.id for a in library.articles.all() if wanted and a.id.startswith(wanted)]
    try:
        annotation = library.annotations.find(reference).id
    except NotFoundError:
        if not articles:
            raise NotFoundError(f"No annotation or article has the id '{reference}'.") from None
        if len(articles) > 1:
            raise AmbiguousError(
                f"'{reference}' fits {counted(len(articles), 'article')}. Give more of the id."
            ) from None
        return articles[0], True
    if articles and annotation != wanted:
        raise AmbiguousError(
            f"'{reference}' fits an annotation and an article. Give more of the id."
        )
    return annotation, False


def recorded(library: Library, reference: str) -> str:
    """The id that *reference* means; also of what was removed since.

    Raises NotFoundError or AmbiguousError.
    """
    wanted = reference.casefold()
    known = {str(row["id"]) for row in library.history() if row["id"]}
    if wanted in known:
        return wanted
    found = {identity for identity in known if wanted and identity.startswith(wanted)}
    found = found or {i for i in known if len(wanted) >= 4 and i.endswith(wanted)}
    if len(found) > 1:
        raise AmbiguousError(
            f"'{reference}' fits {counted(len(found), 'record')}. Give more of the id."
        )
    if found:
        return found.pop()
    try:
        return library.articles.find(reference).id
    except NotFoundError:
        raise NotFoundError(f"Nothing in the history has the id '{reference}'.") from None


def named(library: Library, annotation: Annotation) -> str:
    """An annotation in a few words: kind, id, article."""
    title = library.articles.get(annotation.article).title
    return f"{annotation.kind} {annotation.id} in “{cut(title)}”"


def excerpt(annotation: Annotation, limit: int = 60) -> str:
    """The tagged words on one line, cut to *limit* code points."""
    return cut(annotation.exact, limit)


def cut(text: str, limit: int = 60) -> str:
    """*text* on one line, cut to *limit* code points."""
    return one_line(fold_space(text), limit)
