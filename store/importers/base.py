"""What every importer shares: its protocol, decoding, and the refusal of what is no text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from store.errors import InputError
from store.importers.charsets import (
    as_declared,
    likeliest,
    shifted,
    utf_16_without_mark,
    with_surrogates,
)
from store.importers.dates import parse_date
from store.importers.phrases import BYLINE
from store.model import (
    Block,
    BlockKind,
    Imported,
    PrintedDate,
    Source,
    now,
    sha256,
)
from store.text import fold_space

MAX_BYTES = 64 * 1024 * 1024
"""The largest source accepted, in bytes."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", "copy its text into a .txt file"),
    (b"PK\x03\x04", "a zip archive (or a .docx, .odt, .epub)", "save it as .txt, .md or .html"),
    (b"\x89PNG", "a PNG picture", "give the text that belongs to it"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the text that belongs to it"),
    (b"GIF8", "a GIF picture", "give the text that belongs to it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "save it as .txt or .html"),
    (b"SQLite format 3\x00", "a SQLite database", "export its text first"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"{\\rtf", "a rich text file", "save it as .txt or .html"),
    (b"OggS", "an Ogg recording", "give its transcript"),
    (b"ID3", "an MP3 recording", "give its transcript"),
    (b"filedesc://", "a web archive of the old kind (ARC)", "turn it into a .warc"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65536
_TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from: a base name, never a path, and the address they were read at.

    *captured* is when they were read there, *charset* what the server said, *container* the
    importer of the archive around them.
    """

    name: str
    url: str | None = None
    captured: str | None = None
    charset: str | None = None
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What an importer knows about an article beside its blocks."""

    title: str | None = None
    site: str | None = None
    byline: str | None = None
    date: PrintedDate | None = None
    language: str | None = None


@runtime_checkable
class Importer(Protocol):
    """Turns bytes of one format into articles."""

    name: str
    version: int
    suffixes: tuple[str, ...]

    def read(self, raw: bytes, origin: Origin) -> tuple[Imported, ...]:
        """The articles in *raw*. Raises InputError when there is none to be read."""
        ...


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str, str]:
    """The frozen text of *raw*, its charset, and how that is known.

    Tried in this order: a byte order mark ("bom"), strict UTF-8 ("utf-8"), the charset the
    document declares ("declared"), a guess ("guessed"): UTF-16 by where its zero bytes stand,
    ISO-2022 by its escapes, UTF-8 with surrogates or broken bytes, then charset-normalizer's best.
    What can't be decoded becomes U+FFFD; the mark is dropped and line ends become LF; nothing else
    changes.
    """
    for mark, charset in _BOMS:
        if raw.startswith(mark):
            marked = raw[len(mark) :]
            if charset == "utf-8" and not _is_utf_8(marked):
                raw = marked  # some program wrote the mark before bytes of another charset
                break
            return _lines(marked.decode(charset, "replace")), charset, "bom"
    wide = utf_16_without_mark(raw)
    if wide is not None:
        return _lines(raw.decode(wide, "replace")), wide, "guessed"
    escaping = shifted(raw)
    if escaping is not None:
        return _lines(raw.decode(escaping)), escaping, "guessed"
    try:
        return _lines(raw.decode("utf-8")), "utf-8", "utf-8"
    except UnicodeDecodeError:
        pass
    said = None if declared is None else as_declared(raw, declared)
    if said is not None:
        return _lines(said[0]), said[1], "declared"
    joined = with_surrogates(raw)
    if joined is not None:
        return _lines(joined), "utf-8", "guessed"
    charset = likeliest(raw)
    return _lines(raw.decode(charset, "replace")), charset, "guessed"


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse(raw: bytes, origin: Origin) -> None:
    """Raise InputError for bytes that are no text: too large, empty, binary."""
    name = origin.name
    if len(raw) > MAX_BYTES:
        raise InputError(
            f"'{name}' has {len(raw) / 2**20:.0f} MiB; at most {MAX_BYTES // 2**20} MiB can be "
            "read as one article. Split it into smaller files."
        )
    if not raw:
        raise InputError(f"'{name}' is empty. Give a file with text in it.")
    for magic, what, advice in _MAGIC:
        if raw.startswith(magic):
            raise InputError(f"'{name}' is {what}, not text; {advice} and add that.")
    if raw.startswith(tuple(mark for mark, _ in _BOMS)):
        return
    if utf_16_without_mark(raw) is not None:
        return
    sample = raw[:_SAMPLE]
    if sample.count(0) * 4 > len(sample) and len(sample) >= 4:
        raise InputError(
            f"'{name}' is binary, or text in an unknown encoding; save it as UTF-8 and add that."
        )
    if len(_CONTROL.findall(sample)) * 10 > len(sample) and len(sample) >= 32:
        raise InputError(f"'{name}' is a binary file, not text. Give a file with text in it.")


def refuse_blank(text: str, origin: Origin) -> None:
    """Raise InputError for a text without a visible character."""
    if not text or text.isspace():
        raise InputError(f"'{origin.name}' holds nothing but white space. Give a file with text.")


def describe(text: str, blocks: tuple[Block, ...], captured: str | None = None) -> Facts:
    """Title, site, byline and date as the blocks of an article say them.

    With *captured*, when the page was read, "3 hours ago" is a date too.
    """

    def first(kind: BlockKind) -> str | None:
        for block in blocks:
            if block.kind is kind:
                return fold_space(text[block.start : block.end])
        return None

    date, byline = first(BlockKind.DATE), first(BlockKind.BYLINE)
    if byline is not None:
        labelled = BYLINE.fullmatch(byline)
        byline = (labelled["name"] if labelled else byline).strip(" ,;|·–—-") or None
    return Facts(
        title=first(BlockKind.TITLE),
        site=first(BlockKind.SITE),
        byline=byline,
        date=None if date is None else parse_date(date, _moment(captured)),
    )


def _moment(captured: str | None) -> datetime | None:
    try:
        return None if captured is None else datetime.fromisoformat(captured)
    except ValueError:
        return None


def first_words(text: str) -> str:
    """The first words of *text*, at most 80 characters, for an article without a title."""
    start = fold_space(text[:2000]) or fold_space(text)[:_TITLE_LENGTH]
    if len(start) <= _TITLE_LENGTH:
        return start
    cut = start.rfind(" ", 0, _TITLE_LENGTH)
    return start[: cut if cut > _TITLE_LENGTH // 2 else _TITLE_LENGTH - 1] + "…"


def _shown(text: str, blocks: tuple[Block, ...]) -> str:
    """How *text* begins without the furniture of its page: by a heading alone, where one begins."""
    parts: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and not parts:
            return text[block.start : block.end]
        if block.kind is not BlockKind.BOILERPLATE:
            parts.append(text[block.start : min(block.end, block.start + _TITLE_LENGTH + 1)])
        if len(parts) == 3:
            break
    return " ".join(parts)


def imported(
    raw: bytes,
    origin: Origin,
    *,
    importer: str,
    media_type: str,
    text: str,
    charset: tuple[str | None, str | None],
    blocks: tuple[Block, ...],
    facts: Facts,
) -> Imported:
    """An article as handed over; what *facts* leave open is taken from the blocks."""
    said = describe(text, blocks, origin.captured)
    return Imported(
        raw=raw,
        source=Source(
            sha256=sha256(raw),
            size=len(raw),
            media_type=media_type,
            name=origin.name,
            url=origin.url,
            charset=charset[0],
            charset_how=charset[1],
            captured=origin.captured,
            imported=now(),
            importer=f"{origin.container} {importer}" if origin.container else importer,
        ),
        text=text,
        blocks=blocks,
        title=facts.title or said.title or first_words(_shown(text, blocks)) or first_words(text),
        site=facts.site or said.site,
        byline=facts.byline or said.byline,
        date=facts.date or said.date,
        language=facts.language,
    )
