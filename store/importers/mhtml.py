"""Pages saved whole by a browser (.mhtml, .mht): MIME multipart/related, RFC 2557.

The page is the part the header's `start` names, else the first HTML part; comments that a script
put into a frame of it are read in their place, pictures and styles are not. Its address and the
time it was saved are kept; the source is the file as it came.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import msgspec

from store.errors import InputError
from store.importers.base import Origin
from store.importers.html import read_page
from store.importers.mhtml_frames import Frames, text_of
from store.importers.readings import Context, Notice, Reading
from store.model import sha256
from store.wording import counted


class MhtmlImporter:
    """Reads .mhtml and .mht."""

    name = "mhtml"
    version = 1
    suffixes: tuple[str, ...] = (".mhtml", ".mht")

    def read_all(self, raw: bytes, origin: Origin, _context: Context) -> Iterator[Reading]:
        """The one page, then what its file lacks; raises InputError where the file has none."""
        message = email.message_from_bytes(raw, policy=email.policy.default)
        page = _page(message) if isinstance(message, EmailMessage) else None
        content = page.get_payload(decode=True) if page is not None else None
        if page is None or not isinstance(content, bytes):
            raise InputError(
                f"'{origin.name}' holds no web page. Save the page again, as HTML or MHTML."
            )
        own = replace(
            origin,
            url=origin.url or _address(message, page),
            captured=origin.captured or _saved(message),
            charset=page.get_content_charset() or origin.charset,
        )
        frames = Frames()
        for part in message.walk():
            if part is not page and part.get_content_type() == "text/html":
                frames.add(part)
        found, lacking = read_page(content, own)
        markup = text_of(page) if frames.parts else ""
        filled = frames.fill(markup)
        known = found.source
        if filled != markup:
            found, lacking = read_page(filled.encode("utf-8", "replace"), own)
        source = msgspec.structs.replace(
            found.source,
            charset=known.charset,
            charset_how=known.charset_how,
            sha256=sha256(raw),
            size=len(raw),
            media_type="multipart/related",
            importer=f"{self.name}/{self.version} {found.source.importer}",
        )
        yield msgspec.structs.replace(found, raw=raw, source=source)
        if lacking is not None:
            yield Notice(lacking)
        if frames.unread:
            yield Notice(
                f"'{origin.name}' also holds {counted(frames.unread, 'frame')} with many words, "
                "not read: open the page and save the frame by itself."
            )


def _page(message: EmailMessage) -> EmailMessage | None:
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    start = str(message.get_param("start") or "")
    named = [part for part in pages if start and str(part.get("Content-ID", "")).strip() == start]
    found = next(iter(named or pages), None)
    return found if isinstance(found, EmailMessage) else None


def _address(message: EmailMessage, page: EmailMessage) -> str | None:
    for part, name in ((message, "Snapshot-Content-Location"), (page, "Content-Location")):
        value = str(part.get(name, "")).strip()
        if value.startswith(("http://", "https://")):
            return value
    return None


def _saved(message: EmailMessage) -> str | None:
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return datetime.strftime(moment.astimezone(UTC), "%Y-%m-%dT%H:%M:%S.000Z")
