"""Which field of a record is what: guessed from names, read wherever it lies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from store.importers.posts import Remark

FIELDS = {
    "title": "title headline heading post_title name subject titre titel titulo título überschrift",
    "text": "text body content articlebody article_body full_text fulltext maintext main_text "
    "content_text content_html body_html body_text article_text post_content article story "
    "description message html texte contenu "
    "inhalt texto contenido summary abstract",
    "date": "date published publish_date published_at publication_date pub_date pubdate "
    "datepublished date_published created created_at created_utc post_date timestamp datum fecha "
    "time updated modified",
    "author": "author authors byline creator by writer user username auteur autor autorin",
    "url": "url link permalink href uri source_url canonical_url address",
    "site": "site site_name sitename publisher source outlet newspaper website domain",
    "language": "language lang locale",
    "comments": "comments replies responses discussion commentaires kommentare comentarios",
}
"""What a record can say, and the names its fields commonly have, the likeliest first."""

_INNER = ("name", "text", "value", "rendered", "content", "main", "original")
"""Under which of its names an object has the words that it stands for."""
_KEY = ("id", "comment_id", "key", "number", "cid")
_PARENT = ("parent", "parent_id", "in_reply_to", "reply_to", "replyto", "comment_parent")


def guess_fields(records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The field for each thing that a record can say, among those with a value in *records*."""
    named: dict[str, str] = {}
    for record in records:
        for name, value in record.items():
            if value not in (None, "", [], {}):
                named.setdefault(_plain(str(name)), str(name))
    fields: dict[str, str] = {}
    for role, names in FIELDS.items():
        for name in names.split():
            found = named.get(_plain(name))
            if found is not None and found not in fields.values() and _fits(role, found, records):
                fields[role] = found
                break
    return fields


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _fits(role: str, name: str, records: Sequence[Mapping[str, Any]]) -> bool:
    """A number is no text and no list of comments; a count of comments is none of them."""
    value = next((r[name] for r in records if r.get(name) not in (None, "", [], {})), None)
    if role == "comments":
        return isinstance(value, list | dict) or (
            isinstance(value, str) and not value.strip().isdigit()
        )
    if role in {"text", "title"}:
        return bool(words_in(value).strip()) and not isinstance(value, int | float)
    return True


def value_at(record: Mapping[str, Any], path: str) -> Any:
    """The value of a field, or of one within it (`data.body`); None where there is none."""
    if path in record:
        return record[path]
    value: Any = record
    for name in path.split("."):
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, Mapping):
            value = value.get(name)
        else:
            return None
    return value


def words_in(value: Any) -> str:
    """A value as words: lists of words joined, an object by its name or text."""
    match value:
        case None | bool():
            return ""
        case str():
            return value
        case int() | float():
            return str(value)
        case Mapping():
            inner = (value.get(name) for name in _INNER)
            return next((part for part in inner if isinstance(part, str)), "")
        case list():
            parts = [part for part in map(words_in, value) if part.strip()]
            return ("\n\n" if any(len(part) > 80 for part in parts) else ", ").join(parts)
        case _:
            return str(value)


def date_in(value: Any) -> str:
    """A date as words; one that counts seconds or milliseconds since 1970 as a date is written."""
    words = words_in(value).strip()
    counted = re.fullmatch(r"(\d{9,10})(?:\d{3})?(?:\.\d{1,9})?", words)
    if counted is None:
        return words
    return datetime.fromtimestamp(int(counted[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def remarks_in(value: Any) -> Iterator[Remark]:
    """The comments in a field: words, objects with author and date, answers inside or by id.

    Each comes before its answers, however deep they go.
    """
    waiting = _listed(value, None, "")
    while waiting:
        key, parent, item = waiting.pop()
        if isinstance(item, str) and item.strip():
            yield Remark(key=key, words=item, parent=parent)
        elif isinstance(item, list):
            waiting += _listed(item, parent, key)
        elif isinstance(item, Mapping):
            remark, answers = _remark(item, key, parent)
            if remark.words.strip() or (answers and (remark.author or remark.date)):
                yield remark
                parent = remark.key
            waiting += _listed(answers, parent, key)


def _listed(value: Any, parent: str | None, above: str) -> list[tuple[str, str | None, Any]]:
    """The comments in a field, each with a key and its parent's, the last first."""
    if isinstance(value, str):
        value = [value]
    elif isinstance(value, Mapping):
        value = list(value.values()) if not guess_fields([value]) else [value]
    if not isinstance(value, list):
        return []
    return [(f"{above}/{index}", parent, item) for index, item in enumerate(value)][::-1]


def _remark(item: Mapping[str, Any], key: str, parent: str | None) -> tuple[Remark, Any]:
    """A comment, whose words may be gone, and the answers in it."""
    fields = guess_fields([item])
    said = {role: value_at(item, path) for role, path in fields.items()}
    key = next((words_in(item[name]) for name in _KEY if words_in(item.get(name))), key)
    answered = next((words_in(item[name]) for name in _PARENT if words_in(item.get(name))), None)
    author = said.get("author") or item.get("name") or said.get("title")
    remark = Remark(
        key=key,
        words=words_in(said.get("text")),
        parent=parent or answered,
        author=words_in(author) or None,
        date=date_in(said.get("date")) or None,
    )
    return remark, said.get("comments") or item.get("children")
