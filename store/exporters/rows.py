"""JSON of strangers: rows with their places, and values where they have the right type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from store.errors import FormatError
from store.exporters.zips import utf8

_BLANK = " \t\r\n"


def whole(raw: bytes, name: str) -> Any:
    """The one JSON value in *raw*. Raises FormatError with the line of the fault."""
    text = utf8(raw, name).removeprefix("\ufeff")
    try:
        return _plain(json.loads(text))
    except json.JSONDecodeError as error:
        raise FormatError(f"{name}, line {error.lineno}: it is no JSON ({error.msg}).") from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{name}: it is no JSON that can be read ({error}).") from error


def rows(raw: bytes, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """JSON Lines (or a JSON array, or objects over several lines): each with its place.

    Raises FormatError with the line of what is no JSON, or no object.
    """
    text = utf8(raw, name).removeprefix("\ufeff")
    if text.lstrip(_BLANK).startswith("["):
        for number, row in enumerate(whole(raw, name), 1):
            yield f"{name}, row {number}", _object(row, f"{name}, row {number}")
        return
    decoder = json.JSONDecoder()
    at, line = _skip(text, 0), 1 + text.count("\n", 0, _skip(text, 0))
    while at < len(text):
        where = f"{name}, line {line}"
        try:
            row, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise FormatError(
                f"{name}, line {error.lineno}: it is no JSON ({error.msg})."
            ) from error
        except (ValueError, RecursionError) as error:
            raise FormatError(f"{where}: it is no JSON that can be read ({error}).") from error
        yield where, _object(_plain(row), where)
        following = _skip(text, end)
        line += text.count("\n", at, following)
        at = following


def number_of(value: Any) -> int | None:
    """A whole number, also one in words; None for all else."""
    match value:
        case bool():
            return None
        case int():
            return value if abs(value) < 1 << 53 else None
        case str() if value.isascii() and value.isdigit() and len(value) < 16:
            return int(value)
        case _:
            return None


def words_of(value: Any) -> str:
    """A string, or an empty one."""
    return value if isinstance(value, str) else ""


def list_of(value: Any) -> list[Any]:
    """A list, or an empty one."""
    return value if isinstance(value, list) else []


def object_of(value: Any) -> dict[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def _object(row: Any, where: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise FormatError(f"{where}: it is no JSON object.")
    return row


def _plain(value: Any) -> Any:
    """*value* with U+FFFD for lone surrogates, which JSON can name and no text can hold."""
    from store.surrogates import without_surrogates

    return without_surrogates(value)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    return at
