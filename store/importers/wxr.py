"""WordPress exports (WXR 1.0 to 1.2): every post and page, with its comments as a tree.

Elements are matched by their local names, for exports differ in their namespaces.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from store.errors import InputError
from store.importers.base import Origin, imported, refuse_blank
from store.importers.posts import Post, Remark, compose
from store.importers.readings import Context, Notice, Problem, Reading
from store.importers.xml import field_of, local, parse_xml, words_of, xml_text
from store.model import Imported
from store.text import fold_space
from store.wording import counted

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_ARTICLES = {
    "attachment": "attachment",
    "nav_menu_item": "menu item",
    "revision": "revision",
    "custom_css": "style sheet",
    "wp_global_styles": "style sheet",
    "wp_template": "template",
    "wp_template_part": "template",
    "wp_navigation": "menu",
}
_ADJECTIVES = frozenset({"broken off", "empty"})
_UNAPPROVED = {"0": "not approved", "spam": "marked as spam", "trash": "in the bin"}
_SOUND = re.compile(r"[a-z][a-z0-9+.-]*:[\w/.:#?=&~%+-]*", re.IGNORECASE | re.ASCII)
"""An address as a namespace has one; libxml2 refuses others, which damaged files do have."""

_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b([^\]]{0,2000})\](.{0,5000}?)\[/(?:wp_)?caption\]", re.DOTALL
)
_CAPTION_SAID = re.compile(r"\bcaption\s*=\s*\"([^\"]+)\"")
_PICTURE = re.compile(r"[^\[]*?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_FACTS = frozenset({"title", "link", "language", "wxr_version"})
_PINGBACKS = frozenset({"pingback", "trackback"})


class WxrImporter:
    """Reads a WordPress export; a post is an article, whatever its state."""

    name = "wxr"
    version = 2
    suffixes: tuple[str, ...] = (".wxr",)

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """An article for each post that says anything; attachments with comments count as posts."""
        text, charset, how = xml_text(raw, origin.name, origin.charset)
        root, trouble = parse_xml(text, origin.name)
        channel = next((part for part in root.iter() if local(part) == "channel"), None)
        if channel is None:
            raise InputError(f"'{origin.name}' holds no WordPress export. Export it anew.")
        items = [part for part in channel.iter() if local(part) == "item"]
        whole = text.count("</item>")
        export = _Export(root, channel, origin, (charset, how))
        counts: Counter[str] = Counter()
        for index, item in enumerate(items):
            name = f"{origin.name}#{_key(item, index)}"
            if trouble and index >= whole:
                counts["broken off"] += 1
                continue
            remarks = _remarks(item)
            left_out = _NO_ARTICLES.get(field_of(item, "post_type") or "")
            if left_out and not remarks:
                counts[left_out] += 1
                continue
            try:
                yield export.article(item, remarks, name)
                counts["article"] += 1
            except InputError:
                counts["empty"] += 1
        if trouble:
            yield Problem(
                origin.name,
                f"'{origin.name}' is damaged ({trouble}); what is whole "
                f"of it was read: {_told(counts)}.",
            )
        elif len(items) != counts["article"] or not items:
            yield Notice(
                f"'{origin.name}' holds {counted(len(items), 'item')}: {_told(counts) or 'none'}."
            )


def _told(counts: Counter[str]) -> str:
    return ", ".join(
        f"{count} {what}" if what in _ADJECTIVES else counted(count, what)
        for what, count in counts.most_common()
    )


def _key(item: _Element, index: int) -> str:
    number = field_of(item, "post_id")
    return f"post-{number}" if number else f"item-{index + 1}"


class _Export:
    """What an export says once, for all its items."""

    def __init__(
        self, root: _Element, channel: _Element, origin: Origin, charset: tuple[str, str]
    ) -> None:
        self._root = root
        self._origin = origin
        self._charset = charset
        self._authors: dict[str, _Element] = {}
        self._facts = [part for part in channel if local(part) in _FACTS]
        self._site = field_of(channel, "title")
        self._language = field_of(channel, "language")
        for part in channel:
            login = field_of(part, "author_login") if local(part) == "author" else None
            if login:
                self._authors[login] = part

    def article(self, item: _Element, remarks: tuple[Remark, ...], name: str) -> Imported:
        """The article that *item* makes. Raises InputError where it says nothing."""
        body = _encoded(item, "content") or field_of(item, "description") or ""
        if not fold_space(body):
            body = _encoded(item, "excerpt") or ""
        login = field_of(item, "creator")
        known = self._authors.get(login or "")
        post = Post(
            title=field_of(item, "title"),
            body=_CAPTION.sub(_figure, body),
            markup=True,
            site=self._site,
            author=(field_of(known, "author_display_name") if known is not None else None) or login,
            date=_date(item, "post_date") or field_of(item, "pubDate"),
            language=self._language,
            remarks=remarks,
        )
        text, blocks, facts = compose(post)
        if not (facts.title or remarks or fold_space(body)):
            raise InputError(f"'{name}' says nothing.")
        refuse_blank(text, self._origin)
        address = field_of(item, "link") or field_of(item, "guid")
        return imported(
            self._alone(item, known),
            replace(self._origin, name=name, url=address),
            importer=f"{WxrImporter.name}/{WxrImporter.version}",
            media_type="application/rss+xml",
            text=text,
            charset=self._charset,
            blocks=blocks,
            facts=facts,
        )

    def _alone(self, item: _Element, author: _Element | None) -> bytes:
        """An export of this item alone: what is needed to read it again, and no other's data."""
        from lxml import etree

        names = {key: uri for key, uri in self._root.nsmap.items() if _SOUND.fullmatch(uri)}
        alone = etree.Element("rss", {"version": "2.0"}, nsmap=cast(Any, names))
        channel = etree.SubElement(alone, "channel")
        for part in (*self._facts, *(() if author is None else (author,)), item):
            channel.append(copy.deepcopy(part))
        return etree.tostring(alone, encoding="utf-8", xml_declaration=True, with_tail=False)


def _figure(caption: re.Match[str]) -> str:
    """WordPress's shortcode for a picture with a caption, as its pages show it."""
    said = _CAPTION_SAID.search(caption[1])
    picture = _PICTURE.match(caption[2])
    at = picture.end() if picture is not None else 0
    words = f"{said[1] if said is not None else ''} {caption[2][at:]}"
    return f"<figure>{caption[2][:at]}<figcaption>{words}</figcaption></figure>"


def _date(element: _Element, name: str) -> str | None:
    """A date; some exports have zeros in its place, and the date only in Greenwich time."""
    dates = (field_of(element, name), field_of(element, f"{name}_gmt"))
    return next((date for date in dates if date and not date.startswith("0000")), None)


def _encoded(item: _Element, space: str) -> str | None:
    """The text of `content:encoded` or `excerpt:encoded`, told apart by namespace or prefix."""
    for part in item:
        if local(part) == "encoded":
            where = f"{part.prefix or ''} {part.tag}"
            if ("excerpt" in where) == (space == "excerpt"):
                return words_of(part)
    return None


def _remarks(item: _Element) -> tuple[Remark, ...]:
    """The comments as the export gives them, oldest first."""
    remarks: list[Remark] = []
    for index, part in enumerate(part for part in item if local(part) == "comment"):
        words = field_of(part, "comment_content") or ""
        kind = field_of(part, "comment_type") or ""
        parent = field_of(part, "comment_parent")
        remarks.append(
            Remark(
                key=field_of(part, "comment_id") or f"at {index}",
                words=words,
                parent=None if parent in {None, "0"} else parent,
                author=field_of(part, "comment_author"),
                date=_date(part, "comment_date"),
                pingback=kind in _PINGBACKS,
                note=_UNAPPROVED.get(field_of(part, "comment_approved") or ""),
            )
        )
    return tuple(sorted(remarks, key=lambda remark: remark.date or ""))
