"""Tables and JSON: .json, .jsonl, .csv and .tsv, a record an article, by a map of their fields.

The map is guessed from the fields' names and can be given: `title=headline`, `text=data.body`.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from store.errors import InputError
from store.importers.base import Origin, decode, imported, refuse
from store.importers.fields import FIELDS, date_in, guess_fields, remarks_in, value_at, words_in
from store.importers.posts import Post, compose
from store.importers.readings import Context, Notice, Problem, Reading
from store.model import Imported
from store.wording import counted

_LISTS = (
    "articles",
    "items",
    "posts",
    "entries",
    "records",
    "results",
    "documents",
    "data",
    "rows",
)
_DELIMITERS = ",;\t|"
_SAID = re.compile(r"sep=(.)\r?\n")
"""The line by which spreadsheets name the delimiter."""
_LONGEST_CELL = 16 * 1024 * 1024
_MOST_DIGITS = 4000
_LONGEST_NAME = 40
_QUOTED = re.compile(r'"[^"]*"')
_DEEPEST = 4

Numbered = tuple[int, Mapping[str, Any] | str]
"""A record with its number, counted from 1; a string says why it is none."""


class RecordsImporter:
    """Reads records of one article each; `context.fields` overrules the guessed map."""

    name = "records"
    version = 3
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson", ".csv", ".tsv")

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """An article for each record with a text. Raises InputError where no field fits."""
        refuse(raw, origin)
        text, charset, how = decode(raw, origin.charset)
        suffix = PurePosixPath(origin.name.lower()).suffix
        counted_columns = bool(context.fields) and all(
            path.isdecimal() for _, path in context.fields
        )
        records = list(
            _table(text, suffix, counted_columns)
            if _is_table(text, suffix)
            else _json(text, origin)
        )
        whole = [record for _, record in records if not isinstance(record, str)]
        if records and not whole:
            number, why = records[0]
            raise InputError(f"'{origin.name}#{number}': {why}.")
        fields = _fields(whole[:200], origin, context)
        given = dict(context.fields)
        empty = 0
        for number, record in records:
            name = f"{origin.name}#{number}"
            if isinstance(record, str):
                yield Problem(name, f"'{name}': {record}.")
            elif (
                article := _article(
                    record,
                    fields if "text" in given else _for_this(record, fields),
                    name,
                    origin,
                    (charset, how),
                )
            ) is None:
                empty += 1
            else:
                yield article
        if empty:
            yield Notice(f"'{origin.name}': no text in {counted(empty, 'record')}.")


def _article(
    record: Mapping[str, Any],
    fields: Mapping[str, str],
    name: str,
    origin: Origin,
    charset: tuple[str, str],
) -> Imported | None:
    said = {role: value_at(record, path) for role, path in fields.items()}
    body, title = words_in(said.get("text")), words_in(said.get("title"))
    if not (body or title).strip():
        return None
    text, blocks, facts = compose(
        Post(
            title=title,
            body=body,
            site=words_in(said.get("site")),
            author=words_in(said.get("author")),
            date=date_in(said.get("date")),
            language=words_in(said.get("language")),
            remarks=tuple(remarks_in(said.get("comments"))),
        )
    )
    if not text.strip():
        return None
    mapped = ",".join(f"{role}={path}" for role, path in fields.items())
    url = words_in(said.get("url")).strip()
    return imported(
        json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"),
        Origin(name, url or origin.url, origin.captured, None, origin.container),
        importer=f"{RecordsImporter.name}/{RecordsImporter.version} {mapped}",
        media_type="application/json",
        text=text,
        charset=charset,
        blocks=blocks,
        facts=facts,
    )


def _for_this(record: Mapping[str, Any], fields: Mapping[str, str]) -> Mapping[str, str]:
    """The map for one record: where the others' text field is blank, its own may be another."""
    path = fields.get("text")
    if path is None or words_in(value_at(record, path)).strip():
        return fields
    others = {name: value for name, value in record.items() if name not in fields.values()}
    own = guess_fields([others]).get("text")
    return fields if own is None else {**fields, "text": own}


def _fields(records: list[Mapping[str, Any]], origin: Origin, context: Context) -> dict[str, str]:
    names = list(dict.fromkeys(str(name) for record in records for name in record))
    given = dict(context.fields)
    unknown = [role for role in given if role not in FIELDS]
    if unknown:
        raise InputError(f"--map knows no '{unknown[0]}'; there are: {', '.join(FIELDS)}.")
    for role, path in given.items():
        if records and all(value_at(record, path) is None for record in records):
            raise InputError(
                f"'{origin.name}' has no field '{path}' for {role}; it has: {_listed(names)}."
            )
    fields = guess_fields(records) | given
    if "text" not in fields and "comments" not in fields:
        raise InputError(
            f"'{origin.name}' has no field that is surely the text "
            f"({_listed(names) or 'it has none'}). Name it with --map text=FIELD; where "
            "a table has no header, by the column's number."
        )
    return fields


def _listed(names: list[str]) -> str:
    """The first *names*, the beginnings of long ones."""
    return ", ".join(
        name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…" for name in names[:20]
    )


def _is_table(text: str, suffix: str) -> bool:
    return suffix in {".csv", ".tsv"} or (
        suffix not in {".json", ".jsonl", ".ndjson"} and not text.lstrip().startswith(("{", "["))
    )


def _table(text: str, suffix: str, counted_columns: bool) -> Iterator[Numbered]:
    """The rows of a table, by the delimiter that parts its header most often. With
    *counted_columns*, which its header does not name, there is none, and they are 1, 2, ….
    """
    said = _SAID.match(text)
    if said is not None:
        text = text[said.end() :]
    text = text.lstrip("\n")
    head = _QUOTED.sub("", text.partition("\n")[0])
    likeliest = said[1] if said is not None else max(_DELIMITERS, key=head.count)
    delimiter = "\t" if suffix == ".tsv" else likeliest
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="…")
    with contextlib.suppress(csv.Error):
        names = _told_apart(rows.fieldnames or ())
        if counted_columns and not any(name.isdecimal() for name in names):
            rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="…")
            names = [str(column) for column in range(1, len(names) + 1)]
        rows.fieldnames = names
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"it is no row of a table ({error})"
            continue
        yield number, {str(name): cell for name, cell in row.items() if cell is not None}


def _told_apart(names: Iterable[str]) -> list[str]:
    """The names of a table's columns; of those with the same name, the later are numbered."""
    met: Counter[str] = Counter()
    told: list[str] = []
    for name in names:
        met[name] += 1
        told.append(name if met[name] == 1 else f"{name} {met[name]}")
    return told


def _json(text: str, origin: Origin) -> Iterator[Numbered]:
    """The records of a JSON document, or of JSON Lines."""
    try:
        whole = json.loads(text, parse_int=_number)
    except RecursionError:
        raise InputError(f"'{origin.name}' is nested too deeply to be read.") from None
    except ValueError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and lines[0].strip().startswith("{") and _parsed(lines[0]) is not None:
            yield from _lines(lines)
            return
        raise InputError(f"'{origin.name}' is no JSON that can be read ({error}).") from None
    if isinstance(whole, dict) and whole.get("format") == "postil":
        raise InputError(f"'{origin.name}' is an export of Postil. Take it in with postil import.")
    yield from enumerate(map(_record, _list_in(whole)), 1)


def _lines(lines: list[str]) -> Iterator[Numbered]:
    for number, line in enumerate(lines, 1):
        yield number, _record(_parsed(line))


def _parsed(line: str) -> Any:
    try:
        return json.loads(line, parse_int=_number)
    except (ValueError, RecursionError):
        return None


def _number(digits: str) -> int | str:
    """A whole number; one of thousands of digits, which Python refuses, as it is written."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _record(value: Any) -> Mapping[str, Any] | str:
    if isinstance(value, dict):
        return value
    words = isinstance(value, str) and not value.lstrip("-").isdecimal()
    return {"text": value} if words else "it is no JSON object"


def _list_in(whole: Any) -> Iterable[Any]:
    """The records of a document: itself a list, or an object that holds one or is one."""
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        for name in _LISTS:
            inner = whole.get(name)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return inner
        values = list(whole.values())
        if len(values) > 1 and all(isinstance(value, dict) for value in values):
            shared = set(values[0]).intersection(*values[1:])
            return values if shared else [whole]
        if "text" not in guess_fields([whole]):
            return _deeper(whole) or [whole]
    return [whole]


def _deeper(whole: Mapping[str, Any]) -> list[Any] | None:
    """The first list of records with a text within an object, as servers answer."""
    level: list[Mapping[str, Any]] = [whole]
    for _ in range(_DEEPEST):
        values = [value for one in level for value in one.values()]
        for value in values:
            if isinstance(value, list):
                records = [item for item in value[:20] if isinstance(item, dict)]
                if records and "text" in guess_fields(records):
                    return value
        level = [value for value in values if isinstance(value, dict)]
    return None
