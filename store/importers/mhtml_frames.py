"""Frames of a saved page: a thread of comments that a script had put into one stands in the page.

Comment services write into a frame, which a browser saves as a page of its own beside the page.
Frames without comments are advertisements and the like; those that say much are told.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from email.message import EmailMessage

from store.errors import InputError
from store.importers.base import Origin, decode
from store.importers.fragments import body_of
from store.importers.html import read_page
from store.model import BlockKind
from store.text import count_words

_FRAME = re.compile(
    r"<iframe\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>(?:[^<]*</iframe\s*>)?", re.IGNORECASE
)
_SRC = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_MANY_WORDS = 60
_MOST_FRAMES = 50


@dataclass(slots=True)
class Frames:
    """The pages beside a page, by the names that its frames call them by."""

    parts: dict[str, EmailMessage] = field(default_factory=dict)
    unread: int = 0
    """How many of those met have many words and no comments."""
    met: int = 0

    def add(self, part: EmailMessage) -> None:
        """Know a part by its content id and by its address."""
        identity = str(part.get("Content-ID", "")).strip().strip("<>")
        place = str(part.get("Content-Location", "")).strip()
        for name in (f"cid:{identity}" if identity else "", place):
            if name:
                self.parts.setdefault(name, part)

    def fill(self, page: str) -> str:
        """The page with the threads of comments in the place of their frames."""
        return _FRAME.sub(self._filled, page) if self.parts else page

    def _filled(self, frame: re.Match[str]) -> str:
        said = _SRC.search(frame.group())
        name = html.unescape(next(filter(None, said.groups()), "")) if said else ""
        part = self.parts.pop(name, None)
        if part is None or self.met >= _MOST_FRAMES:
            return frame.group()
        self.met += 1
        words = text_of(part)
        try:
            found, _ = read_page(words.encode("utf-8", "replace"), Origin("frame.html"))
        except InputError:
            return frame.group()
        if any(block.kind is BlockKind.COMMENT for block in found.blocks):
            return f"<div>{body_of(words)}</div>"
        self.unread += count_words(found.text) >= _MANY_WORDS
        return frame.group()


def text_of(part: EmailMessage) -> str:
    """The markup in a part."""
    content = part.get_payload(decode=True)
    return decode(content, part.get_content_charset())[0] if isinstance(content, bytes) else ""
