"""Comments that a page shows by script alone but keeps for search engines, as JSON-LD.

See schema.org/Comment: `text`, `author`, `dateCreated` and the comments that answer it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from store.importers.fragments import is_markup
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.importers.html_outline import Outline

_TYPE = "application/ld+json"
_SCHEMA = "https://schema.org/Comment"
_MOST = 20_000
_DEEPEST = 60
_LONGEST_SHOWN = 80
"""How much of a comment is looked for in the page."""


_END = re.compile(r"</(?:p|div|li)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What a page's tree can't hold."""


def show_kept(root: _Element, nodes: Outline) -> bool:
    """Put the comments that a page only keeps at its end; whether there were any.

    None where its elements, which are *nodes*, show the words of the first: then they are in its
    text already.
    """
    kept = [comment for script in root.iter("script") for comment in _in_script(script)]
    body = root.find("body")
    if not kept or body is None or _is_shown(nodes, kept[0]):
        return False
    section = body.makeelement("section", {"class": "comments"})
    left = [(section, comment, 0) for comment in reversed(kept)]
    written = 0
    while left and written < _MOST:
        above, comment, depth = left.pop()
        answers = _written(above, comment)
        written += 1
        if depth < _DEEPEST:
            left += [(answers, answer, depth + 1) for answer in reversed(_answers(comment))]
    body.append(section)
    return True


def _in_script(script: _Element) -> Iterator[Mapping[str, object]]:
    """The comments, not the answers to them, that a script of data holds."""
    if (script.get("type") or "").strip().lower() != _TYPE or "omment" not in (script.text or ""):
        return
    try:
        left: list[object] = [msgspec.json.decode(script.text or "")]
    except (msgspec.DecodeError, RecursionError):
        return
    while left:
        thing = left.pop()
        if isinstance(thing, list):
            left += reversed(thing)
        elif isinstance(thing, dict):
            yield from _answers(thing)
            left += [value for name, value in thing.items() if name != "comment"]


def _answers(thing: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The comments on an article, or on a comment, that have words."""
    found = thing.get("comment")
    those = found if isinstance(found, list) else [found]
    return [one for one in those if isinstance(one, dict) and _words(one, "text", "description")]


def _words(thing: Mapping[str, object], *names: str) -> str:
    """The first of what *thing* says under *names* that is words, references resolved."""
    for name in names:
        value = thing.get(name)
        while isinstance(value, list | dict) and value:
            value = value[0] if isinstance(value, list) else value.get("name")
        if isinstance(value, str) and value.strip():
            bare = _TAG.sub("", _END.sub("\n", value)) if is_markup(value) else value
            return _NO_TEXT.sub("\ufffd", html.unescape(bare)).strip()
    return ""


def _is_shown(nodes: Outline, comment: Mapping[str, object]) -> bool:
    """Whether a page shows what a comment begins with."""
    shown: list[str] = []
    for node in nodes:
        if node is not None:
            shown += [node.element.text or "" if node.tag else "", node.element.tail or ""]
    words = fold_space(_words(comment, "text", "description"))[:_LONGEST_SHOWN]
    return words in fold_space(" ".join(shown))


def _written(above: _Element, comment: Mapping[str, object]) -> _Element:
    """The box for the answers to a comment, which is written at the end of *above*."""
    box = above.makeelement("div", {"itemprop": "comment", "itemtype": _SCHEMA})
    above.append(box)
    for tag, prop, words in (
        ("span", "author", _words(comment, "author", "creator")),
        ("time", "dateCreated", _words(comment, "dateCreated", "datePublished")),
    ):
        if words:
            said = box.makeelement(tag, {"itemprop": prop})
            said.text = words
            box.append(said)
    text = box.makeelement("div", {"itemprop": "text"})
    box.append(text)
    for part in _words(comment, "text", "description").splitlines():
        if part.strip():
            paragraph = text.makeelement("p")
            paragraph.text = part
            text.append(paragraph)
    answers = box.makeelement("div", {"class": "children"})
    box.append(answers)
    return answers
