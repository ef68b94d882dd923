"""RSS and Atom: an entry is an article. Read from bytes only, never from an address."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from store.errors import InputError
from store.importers.base import Origin, imported
from store.importers.feed_threads import answered, is_setting, roots
from store.importers.posts import Post, Remark, compose
from store.importers.readings import Context, Notice, Problem, Reading
from store.importers.xml import xml_text
from store.model import Imported
from store.text import fold_space
from store.wording import counted

_ENTRY_TAG = re.compile(r"<(/?)((?:\w{1,20}:)?(?:item|entry))(?:\s[^<>]*)?>", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ROOT = re.compile(r"<(?P<tag>(?:\w+:)?(?:rss|feed|rdf))\b[^>]*>", re.IGNORECASE)
_CHANNEL_FACT = re.compile(
    r"<(?P<tag>title|link|language)\b[^>]*(?:/>|>.*?</(?P=tag)\s*>)", re.DOTALL | re.IGNORECASE
)
_LONGEST_HEAD = 20_000
_TAIL = 2_000
_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})


class FeedImporter:
    """Reads RSS 0.9 to 2.0 and Atom with feedparser, damaged ones as far as they go."""

    name = "feed"
    version = 2
    suffixes: tuple[str, ...] = (".rss", ".atom", ".rdf")

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """An article for each entry with words in it; those that answer one are its comments.

        Raises InputError where there is none.
        """
        import feedparser

        text, charset, how = xml_text(raw, origin.name, origin.charset)
        parsed: Any = feedparser.parse(
            io.BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
        )
        entries = parsed.entries
        if not entries:
            what = "a feed without entries" if parsed.version else "no feed that can be read"
            raise InputError(f"'{origin.name}' is {what}. Check what was saved.")
        cuts = _cuts(text)
        broken_off = not _is_closed(text)
        if broken_off and len(cuts) == len(entries) - 1:
            del entries[-1]
        threads = _threads(entries)
        sources = _sources(text, cuts, threads) if len(cuts) == len(entries) else None
        empty = settings = 0
        for index, remarks in threads.items():
            if is_setting(entries[index]) and not remarks:
                settings += 1
                continue
            source = sources[index] if sources else raw
            article = _article(
                entries[index],
                parsed.feed,
                source,
                index=index,
                origin=origin,
                charset=(charset, how),
                remarks=tuple(remark for _, remark in remarks),
            )
            if article is None:
                empty += 1
            else:
                yield article
        if empty:
            yield Notice(f"'{origin.name}': no words in {counted(empty, 'entry')}.")
        if settings:
            yield Notice(f"'{origin.name}': {counted(settings, 'setting')} of the blog, not added.")
        if broken_off:
            yield Problem(
                origin.name,
                f"'{origin.name}' breaks off behind {counted(len(entries) - empty, 'entry')}.",
            )


def _threads(entries: list[Any]) -> dict[int, list[tuple[int, Remark]]]:
    """The entries that answer none, each with those that answer it, also by way of another."""
    over = answered(entries)
    tops = roots(over)
    threads: dict[int, list[tuple[int, Remark]]] = {
        index: [] for index, above in enumerate(over) if above is None
    }
    for index, entry in enumerate(entries):
        above = over[index]
        if above is not None:
            root = tops[index]
            remark = Remark(
                key=str(index),
                words=_body(entry)[0] or _words(entry, "title") or "",
                parent=None if above == root else str(above),
                author=_authors(entry),
                date=_words(entry, "published") or _words(entry, "updated"),
            )
            threads[root].append((index, remark))
    for remarks in threads.values():
        remarks.sort(key=lambda found: _time(entries[found[0]]))
    return threads


def _time(entry: Any) -> tuple[int, ...]:
    known = entry.get("published_parsed") or entry.get("updated_parsed")
    return tuple(known[:6]) if known else (9999,)


def _authors(entry: Any) -> str | None:
    """Who wrote it, all of them where there are several."""
    names = [author.get("name") for author in entry.get("authors") or ()]
    told = list(dict.fromkeys(name for name in names if name))
    return ", ".join(told) if len(told) > 1 else _words(entry, "author")


def _article(
    entry: Any,
    feed: Any,
    source: bytes,
    *,
    index: int,
    origin: Origin,
    charset: tuple[str, str],
    remarks: tuple[Remark, ...],
) -> Imported | None:
    body, markup = _body(entry)
    title = _words(entry, "title")
    if not fold_space(body) and not title and not remarks:
        return None
    text, blocks, facts = compose(
        Post(
            title=title,
            body=body,
            markup=markup,
            site=_words(feed, "title"),
            author=_authors(entry),
            date=_words(entry, "published") or _words(entry, "updated"),
            language=_words(feed, "language"),
            remarks=remarks,
        )
    )
    if not text.strip():
        return None
    link = _words(entry, "link")
    key = link or _words(entry, "id") or f"entry-{index + 1}"
    return imported(
        source,
        Origin(
            f"{origin.name}#{key[:300]}",
            link or origin.url,
            origin.captured,
            None,
            origin.container,
        ),
        importer=f"{FeedImporter.name}/{FeedImporter.version}",
        media_type="application/rss+xml",
        text=text,
        charset=charset,
        blocks=blocks,
        facts=facts,
    )


def _words(record: Any, name: str) -> str | None:
    value = record.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _body(entry: Any) -> tuple[str, bool | None]:
    """The longest of content and summary, and whether it is markup (None: look at it)."""
    found: list[tuple[str, bool | None]] = []
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    for detail in details:
        value = detail.get("value")
        if isinstance(value, str) and value.strip():
            kind = str(detail.get("type") or "").lower()
            found.append((value, True if kind in _MARKUP_TYPES else None))
    if not found and isinstance(entry.get("summary"), str):
        found.append((entry["summary"], None))
    return max(found, key=lambda item: len(item[0]), default=("", None))


def _is_closed(text: str) -> bool:
    """Whether the feed's outermost element ends."""
    root = _ROOT.search(text)
    return root is None or f"</{root['tag'].lower()}" in text[-_TAIL:].lower()


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where each whole entry begins and ends."""
    cuts: list[tuple[int, int]] = []
    start: int | None = None
    for tag in _ENTRY_TAG.finditer(text):
        if tag[1] and start is not None:
            cuts.append((start, tag.end()))
            start = None
        elif not tag[1] and start is None and not tag.group().endswith("/>"):
            start = tag.start()
    return cuts


def _sources(
    text: str, cuts: list[tuple[int, int]], threads: dict[int, list[tuple[int, Remark]]]
) -> dict[int, bytes] | None:
    """A feed for each entry alone with its comments, cut from *text*: what is needed to read it
    again.

    None where that can't be; then each has the whole feed as its source.
    """
    root = _ROOT.search(text)
    if root is None or not cuts:
        return None
    head = text[root.end() : cuts[0][0]][:_LONGEST_HEAD]
    facts = "".join(match.group() for match in _CHANNEL_FACT.finditer(head))
    name = root["tag"]
    kind = name.lower().rpartition(":")[2]
    opening = f'<?xml version="1.0" encoding="utf-8"?>\n{root.group()}'
    opening += {"rss": f"<channel>{facts}", "rdf": f"<channel>{facts}</channel>"}.get(kind, facts)
    closing = f"{'</channel>' if kind == 'rss' else ''}</{name}>\n"
    sources: dict[int, bytes] = {}
    for index, remarks in threads.items():
        parts = (text[slice(*cuts[at])] for at in (index, *sorted(at for at, _ in remarks)))
        sources[index] = f"{opening}{''.join(parts)}{closing}".encode("utf-8", "replace")
    return sources
