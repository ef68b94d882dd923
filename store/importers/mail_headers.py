"""Headers of an e-mail message as words: encoded words (RFC 2047), and bytes that break the rules.

Senders are told apart before their names are decoded, for a name may hold a comma.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterable
from email.message import Message
from email.utils import getaddresses

from store.importers.base import decode
from store.text import fold_space

_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=", re.IGNORECASE)
_RUN = re.compile(rf"{_WORD.pattern}(?:\s*{_WORD.pattern})*", re.IGNORECASE)


def fields_of(message: Message, names: Iterable[str]) -> dict[str, str]:
    """The header's fields of these names, in lower case, as words; those given twice joined."""
    found: dict[str, list[str]] = {name: [] for name in names}
    charset = message.get_content_charset()
    for name, value in message.raw_items():
        if name.lower() in found:
            found[name.lower()].append(words_in_header(value, charset))
    return {name: ", ".join(filter(None, values)) for name, values in found.items()}


def senders_of(message: Message) -> list[str]:
    """The names of those who sent it, or their addresses."""
    raw = [str(value) for name, value in message.raw_items() if name.lower() == "from"]
    charset = message.get_content_charset()
    try:
        pairs = getaddresses([_plain(value, charset) for value in raw])
    except RecursionError:  # brackets in brackets without end
        return []
    return [words for name, address in pairs if (words := words_in_header(name or address))]


def words_in_header(value: object, charset: str | None = None) -> str:
    """A header's value on one line, its encoded words read."""
    return fold_space(_RUN.sub(_decoded, _plain(value, charset)))


def _plain(value: object, charset: str | None) -> str:
    """The value as its bytes say it: some programs write UTF-8 there, or the body's *charset*."""
    raw = str(value).encode("utf-8", "surrogateescape")
    return decode(raw, charset or "windows-1252")[0]


def _decoded(run: re.Match[str]) -> str:
    """Neighbouring encoded words; a character may be parted between two of the same charset."""
    joined: list[tuple[str, bytes]] = []
    for charset, packing, words in _WORD.findall(run.group()):
        content = _unpacked(packing, words.encode("ascii", "replace"))
        if joined and joined[-1][0] == charset.lower():
            joined[-1] = (charset.lower(), joined[-1][1] + content)
        else:
            joined.append((charset.lower(), content))
    return "".join(_text(content, charset) for charset, content in joined)


def _unpacked(packing: str, words: bytes) -> bytes:
    if packing.lower() == "q":
        return quopri.decodestring(words, header=True)
    try:
        return binascii.a2b_base64(words.rstrip(b"=") + b"==")
    except binascii.Error:
        return words


def _text(content: bytes, charset: str) -> str:
    """Few bytes: what they are said to be counts before what they could be."""
    try:
        return content.decode(charset)
    except (LookupError, UnicodeError):
        return decode(content, charset)[0]
