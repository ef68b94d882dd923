"""Postil's own records inside another program's file, so that nothing is lost on the way back.

A foreign format that has a free text field carries three kinds of record, each one line of JSON
in ASCII (so that no encoding, line end or white-space rule of the format can alter it): the
library's (facts and codebook, once), an article's (all but its text, where the format holds that
itself), an annotation's.
"""

from __future__ import annotations

import json
from typing import Any, Literal, TypeVar

import msgspec

from store.errors import FormatError
from store.exporters.base import Bundle, LibraryFacts, StoredArticle
from store.exporters.canonical import ArticleShape, restored, shaped
from store.model import Annotation, Codebook, Record

R = TypeVar("R")


class Head(Record, frozen=True, kw_only=True):
    """What stands once in a file."""

    format: Literal["postil"] = "postil"
    version: Literal[1] = 1
    changed: str
    library: LibraryFacts
    codebook: Codebook


def head_line(bundle: Bundle) -> str:
    """The library's record."""
    return _line(
        msgspec.to_builtins(
            Head(changed=bundle.changed, library=bundle.library, codebook=bundle.codebook)
        )
    )


def head_from(line: str, where: str) -> Head:
    """The library's record in *line*; raises FormatError that begins with *where*."""
    return _record(line, Head, where)


def article_line(stored: StoredArticle, *, with_text: bool = False) -> str:
    """An article's record without its text, or *with_text* where the format can't hold that."""
    record = msgspec.to_builtins(shaped(stored))
    return _line(record if with_text else {**record, "text": ""})


def whole_text(line: str) -> str:
    """The text in an article's record, empty where the file holds it elsewhere."""
    return _record(line, ArticleShape, "article").text


def article_from(line: str, text: str, where: str) -> StoredArticle:
    """The article whose record is *line* and whose text the file holds elsewhere, not checked."""
    shape = _record(line, ArticleShape, where)
    return restored(msgspec.structs.replace(shape, text=text))


def annotation_line(annotation: Annotation) -> str:
    """An annotation's record."""
    return _line(msgspec.to_builtins(annotation))


def annotation_from(line: str, where: str) -> Annotation:
    """The annotation whose record is *line*, not checked."""
    return _record(line, Annotation, where)


def _line(record: Any) -> str:
    return json.dumps(record, ensure_ascii=True, separators=(",", ":"))


def _record(line: str, kind: type[R], where: str) -> R:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise FormatError(f"{where}: Postil's own record in it is damaged ({error}).") from error
