"""The lines of `postil apply`: one change each, read strictly and carried out."""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

import msgspec

from store.errors import InvalidChangeError
from store.library import Library
from store.model import AttributeValue
from tui.cli.naming import removable

Attributes: TypeAlias = dict[str, AttributeValue]


class _Change(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True
):
    """A change; a field that is null counts as not given."""


class Tag(_Change, frozen=True, kw_only=True, tag="tag"):
    """A new annotation at a quote, a block, or start and end."""

    article: str
    kind: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    nth: int | None = None
    block: str | None = None
    attributes: Attributes | None = None
    codes: list[str] | None = None
    note: str | None = None
    tags: list[str] | None = None


class Edit(_Change, frozen=True, kw_only=True, tag="edit"):
    """New values for an annotation's fields; `revision` refuses if it is another by now."""

    id: str
    kind: str | None = None
    start: int | None = None
    end: int | None = None
    attributes: Attributes | None = None
    codes: list[str] | None = None
    note: str | None = None
    tags: list[str] | None = None
    revision: int | None = None


class Remove(_Change, frozen=True, kw_only=True, tag="remove"):
    """An annotation, or an article with its annotations, taken away."""

    id: str


class Link(_Change, frozen=True, kw_only=True, tag="link"):
    """A typed link between two annotations."""

    source: str = msgspec.field(name="from")
    type: str
    to: str
    note: str | None = None


Change: TypeAlias = Tag | Edit | Remove | Link

_decoder: msgspec.json.Decoder[Change] = msgspec.json.Decoder(Change)


def read_change(line: bytes) -> Change:
    """The change that *line* asks for; raises InvalidChangeError saying what is wrong with it."""
    try:
        return _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InvalidChangeError(f"This is not a change: {error}.") from error
    except RecursionError as error:
        raise InvalidChangeError("This is not a change: it is nested too deeply.") from error


def carry_out(library: Library, change: Change) -> dict[str, Any]:
    """Make *change* durable; what to answer. Raises PostilError, and then nothing was changed."""
    match change:
        case Tag():
            return _tag(library, change)
        case Edit():
            return _edit(library, change)
        case Remove():
            identity, is_article = removable(library, change.id)
            if is_article:
                library.remove_articles([identity])
            else:
                library.remove([identity])
            return {"id": identity}
        case Link():
            find = library.annotations.find
            changed = library.link(
                find(change.source).id, change.type, find(change.to).id, change.note
            )
            return {"id": changed.id, "revision": changed.revision}
        case _:
            assert_never(change)


def _tag(library: Library, change: Tag) -> dict[str, Any]:
    article = library.articles.find(change.article).id
    if change.nth is not None and (change.quote is None or change.nth < 1):
        raise InvalidChangeError("'nth' counts the places of a 'quote', from 1.")
    library.codebook.kind(change.kind)
    place = library.place(
        article,
        start=change.start,
        end=change.end,
        quote=change.quote,
        nth=change.nth,
        block=change.block,
    )
    draft = library.draft(
        article,
        change.kind,
        [place],
        attributes=change.attributes,
        codes=change.codes or (),
        note=change.note or "",
        tags=change.tags or (),
    )
    stored = library.store(draft)
    return {"id": stored.id, "revision": stored.revision}


def _edit(library: Library, change: Edit) -> dict[str, Any]:
    if (change.start is None) != (change.end is None):
        raise InvalidChangeError("A span needs both its start and its end.")
    names = ("kind", "attributes", "codes", "note", "tags")
    changes = {name: value for name in names if (value := getattr(change, name)) is not None}
    if change.start is not None:
        changes["spans"] = [(change.start, change.end)]
    if not changes:
        raise InvalidChangeError("An edit needs at least one field to change.")
    held = library.annotations.find(change.id)
    changed = library.edit(held.id, changes, revision=change.revision)
    return {"id": changed.id, "revision": changed.revision}
