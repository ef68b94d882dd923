"""E-mail messages (.eml): RFC 5322 with MIME. The text that a reader sees, quoted lines set apart.

Of alternatives the plain text is taken, then the page. Messages inside, as in a digest, are
articles of their own. Attachments are named and not read.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from store.errors import InputError
from store.importers.base import Facts, Origin, decode, first_words, imported, refuse, refuse_blank
from store.importers.composer import Composer
from store.importers.dates import parse_date
from store.importers.drafts import Draft, finish
from store.importers.fragments import body_of, read_fragment
from store.importers.limits import TooMuchError
from store.importers.mail_headers import fields_of, senders_of, words_in_header
from store.importers.phrases import OPENING_QUOTES
from store.importers.readings import Context, Notice, Problem, Reading
from store.model import Block, BlockKind, Imported
from store.text import fold_space
from store.wording import counted

_TEXTS = frozenset({"text/plain", "text/html"})
_SHOWN = ("from", "to", "cc", "subject", "date")
_LOCKED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_QUOTED = re.compile(r" {0,3}>")
_BULLET = re.compile(r"\s*[-*•–]\s+\S")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+\S")
_COUNTED_HEAD = re.compile(rb"(\d{1,12})\s*\n")
"""What Apple Mail writes before a message: how many bytes it has."""
_OPENING = tuple(OPENING_QUOTES)
_MOST_NAMED = 5
_DEEPEST = 5


class MailImporter:
    """Reads .eml, and .emlx as Apple Mail keeps them."""

    name = "mail"
    version = 2
    suffixes: tuple[str, ...] = (".eml", ".emlx")

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """The message, those inside it, then what else it holds. Raises InputError for none."""
        refuse(raw, origin)
        head = _COUNTED_HEAD.match(raw)
        content = raw[head.end() : head.end() + int(head[1])] if head else raw
        try:
            message = email.message_from_bytes(content, policy=email.policy.compat32)
            parts = _Parts()
            parts.sort(message)
        except RecursionError:
            raise InputError(f"'{origin.name}' is nested too deeply to be read.") from None
        fields = fields_of(message, _SHOWN)
        if not any(fields.values()):
            raise InputError(f"'{origin.name}' is no e-mail message: it says no sender or subject.")
        # A source that is here already is not read again: what is inside comes before the whole.
        for number, inner in enumerate(parts.messages, 1):
            yield from self._inner(inner, f"{origin.name}#{number}", origin, context)
        if parts.texts or not parts.messages:
            yield _article(raw, origin, fields, senders_of(message), parts)
        if parts.others:
            named = ", ".join(parts.others[:_MOST_NAMED])
            more = ", …" if len(parts.others) > _MOST_NAMED else ""
            yield Notice(
                f"'{origin.name}' also holds {counted(len(parts.others), 'attachment')}, not read: "
                f"{named}{more}."
            )

    def _inner(
        self, message: Message, name: str, origin: Origin, context: Context
    ) -> Iterator[Reading]:
        """A message that was sent along: an article as it would be alone."""
        container = origin.container or f"{self.name}/{self.version}"
        try:
            if context.depth >= _DEEPEST:
                raise InputError(f"'{name}' lies too deep in other messages. Add it by itself.")
            content = message.as_bytes()
            context.budget.spend(1, len(content), origin.name)
            yield from self.read_all(content, Origin(name, container=container), context.inside())
        except TooMuchError:
            raise
        except InputError as error:
            yield Problem(name, error.message)
        except (RecursionError, UnicodeError, LookupError, ValueError, TypeError) as error:
            yield Problem(name, f"'{name}' can't be read ({str(error)[:80]}).")


@dataclass(slots=True)
class _Parts:
    """What a message is made of: texts as they are shown, messages inside, names of the rest."""

    texts: list[Message] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    locked: bool = False

    def sort(self, part: Message) -> None:
        """Take in a part and all in it."""
        kind = part.get_content_type()
        payload = part.get_payload()
        self.locked = self.locked or kind in _LOCKED
        if isinstance(payload, list) and kind == "message/rfc822":
            self.messages += [inner for inner in payload if isinstance(inner, Message)]
        elif isinstance(payload, list) and kind == "multipart/alternative":
            self._choose([inner for inner in payload if isinstance(inner, Message)])
        elif isinstance(payload, list):
            for inner in payload:
                if isinstance(inner, Message):
                    self.sort(inner)
        elif kind in _TEXTS and part.get_content_disposition() != "attachment":
            self.texts.append(part)
        elif part.get_content_maintype() == "multipart":  # its boundaries are lost
            self.texts += [part] if _says(part) else []
        else:
            self.others.append(_name(part, kind))

    def _choose(self, versions: list[Message]) -> None:
        """Take the one of these versions of the same that is read best."""
        sorted_ones: list[_Parts] = []
        for version in versions:
            sorted_ones.append(_Parts())
            sorted_ones[-1].sort(version)
        worded = [found for found in sorted_ones if any(map(_says, found.texts))]
        plain = [found for found in worded if found.texts[0].get_content_type() == "text/plain"]
        for best in (plain or worded or sorted_ones)[:1]:
            self.texts += best.texts
            self.messages += best.messages
        for found in sorted_ones:
            self.others += found.others


def _says(part: Message) -> bool:
    """Whether a part has words; in a page, markup counts, too."""
    payload = part.get_payload(decode=True)
    return isinstance(payload, bytes) and bool(payload.strip())


def _name(part: Message, kind: str) -> str:
    named = part.get_filename()
    return fold_space(words_in_header(named))[:100] if named else kind


def _article(
    raw: bytes, origin: Origin, fields: dict[str, str], senders: list[str], parts: _Parts
) -> Imported:
    title, date = fields.get("subject", ""), fields.get("date", "")
    composer = Composer()
    composer.put(title, BlockKind.TITLE)
    composer.put(fields.get("from", ""), BlockKind.BYLINE)
    composer.put(date, BlockKind.DATE, gap="\n")
    said = (("To", fields.get("to")), ("Cc", fields.get("cc")))
    receivers = "\n".join(f"{label}: {words}" for label, words in said if words)
    composer.put(receivers, BlockKind.PARAGRAPH)
    charset: tuple[str | None, str | None] = (None, None)
    body = ""
    for part in parts.texts:
        text, blocks, known = _text(part)
        composer.put_part(text, blocks)
        body = body or text
        charset = charset if charset[0] else known
    if parts.locked and not parts.texts:
        raise InputError(
            f"'{origin.name}' is encrypted. Open it in your mail program and save its text."
        )
    refuse_blank(composer.text, origin)
    return imported(
        raw,
        origin,
        importer=f"{MailImporter.name}/{MailImporter.version}",
        media_type="message/rfc822",
        text=composer.text,
        charset=charset,
        blocks=composer.blocks(),
        facts=Facts(
            title=title[:500] or first_words(body) or None,
            byline=", ".join(senders)[:500] or None,
            date=parse_date(date) if date else None,
        ),
    )


def _text(part: Message) -> tuple[str, tuple[Block, ...], tuple[str, str]]:
    """The text of a part with its blocks, its charset and how that is known."""
    payload = part.get_payload(decode=True)
    words, charset, how = decode(
        payload if isinstance(payload, bytes) else b"", part.get_content_charset()
    )
    if part.get_content_type() == "text/html":
        return *read_fragment(body_of(words)), (charset, how)
    words = words.strip("\n")
    drafts = list(_drafts(words))
    for draft in drafts:
        if draft.kind is BlockKind.PARAGRAPH and words.startswith(_OPENING, draft.start):
            draft.kind = BlockKind.QUOTE
    return words, finish(words, drafts), (charset, how)


def _drafts(text: str) -> Iterator[Draft]:
    """Paragraphs, items of lists, and the lines quoted from the message that this one answers.

    A draft grows while the next is asked for.
    """
    current: Draft | None = None
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        over = None if current is None else current.kind
        kind = _kind(line, over)
        if current is not None and kind is over and not (_BULLET.match(line) or _item(line, over)):
            current.end = end
        elif kind is None:
            current = None
        else:
            current = Draft(kind, at, end)
            yield current
        at = end + 1


def _kind(line: str, over: BlockKind | None) -> BlockKind | None:
    """What a line is, by itself and by the *over* it."""
    if not line.strip():
        return None
    if _QUOTED.match(line):
        return BlockKind.QUOTE
    if _BULLET.match(line) or _item(line, over) or over is BlockKind.LIST:
        return BlockKind.LIST
    return BlockKind.PARAGRAPH


def _item(line: str, over: BlockKind | None) -> bool:
    """Whether a number counts an item; within a paragraph it may be a day of the month."""
    return over in {None, BlockKind.LIST} and _NUMBER.match(line) is not None
