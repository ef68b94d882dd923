"""Guesses about bytes that don't say what they are. Pure; each looks at a sample or runs in C."""

from __future__ import annotations

import codecs
import re
import unicodedata

_SAMPLE = 65536
_PLAUSIBLE = 0.97
_NOT_PRINTED = bytes(set(range(256)) - set(range(0x20, 0x7F)) - set(b"\t\n\r"))
_WIDER = {
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""By the WHATWG's encoding standard."""
_UNKNOWN_TO_PYTHON = {
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-8-i": "iso-8859-8",
    "windows-31j": "cp932",
    "windows-874": "cp874",
}
_JAPANESE = re.compile(rb"\x1b\$[@B].*?\x1b\([BJ]", re.DOTALL)
"""ISO-2022-JP: an escape to the script, and one back to ASCII."""
_STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})


def utf_16_without_mark(raw: bytes) -> str | None:
    """ "utf-16-le" or "utf-16-be" when *raw* reads as one of them, else None.

    Any script's text has blanks or line ends, which are ASCII and show as a zero byte on one side
    only; the other order makes rare or unassigned characters of them.
    """
    sample = raw[:_SAMPLE]
    if len(raw) % 2 or len(sample) < 8 or b"\x00" not in sample or _is_damaged_ascii(sample):
        return None
    ranked = sorted(
        ((_plausible(sample, charset), charset) for charset in ("utf-16-le", "utf-16-be")),
        reverse=True,
    )
    (best, charset), (other, _) = ranked
    return charset if best >= _PLAUSIBLE and best > other else None


def _is_damaged_ascii(sample: bytes) -> bool:
    """Whether these are ASCII characters with a zero byte here and there; in UTF-16, one would
    stand beside each.
    """
    zeros = sample.count(0)
    signs = len(sample.translate(None, _NOT_PRINTED))
    return zeros * 4 < len(sample) and signs * 20 > (len(sample) - zeros) * 19


def _plausible(sample: bytes, charset: str) -> float:
    """The share of ordinary characters; none at all without a blank or a line end."""
    text = sample.decode(charset, "replace")
    if " " not in text and "\n" not in text:
        return 0.0
    strange = sum(
        unicodedata.category(character) in _STRANGE and character not in "\t\n\r\f"
        for character in text
    )
    return 1 - (strange + text.count("�")) / len(text)


def widest(declared: str) -> str:
    """The charset by which browsers read what is declared as *declared*.

    Pages name the smaller one, and use what only the larger has: curly quotes, rare Han and Hangul.
    """
    plain = declared.lower().removeprefix("x-")
    for alias in (declared, _UNKNOWN_TO_PYTHON.get(plain, plain)):
        try:
            return _WIDER.get(codecs.lookup(alias).name, alias)
        except LookupError:
            continue
    return declared


def shifted(raw: bytes) -> str | None:
    """The charset of bytes that are all ASCII, but change the script by escapes: ISO-2022."""
    if b"\x1b$" not in raw or not raw.isascii():
        return None
    charset = "iso2022_kr" if b"\x1b$)C" in raw else "iso2022_jp_2"
    if charset == "iso2022_jp_2" and not _JAPANESE.search(raw):
        return None
    try:
        raw.decode(charset)
    except UnicodeDecodeError:
        return None
    return charset


def with_surrogates(raw: bytes) -> str | None:
    """UTF-8 in which some tool wrote surrogates: pairs joined, lone ones U+FFFD; else None."""
    try:
        text = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def likeliest(raw: bytes) -> str:
    """The likeliest charset of bytes that are not UTF-8.

    Mostly valid UTF-8 with a few broken bytes is taken as damaged UTF-8, not as another charset.
    """
    damaged = raw.decode("utf-8", "replace")
    lost = damaged.count("�")
    good = len(damaged) - len(damaged.encode("ascii", "ignore")) - lost
    if good > 2 * lost:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(_telling(raw)).best()
    return "cp1252" if best is None or best.encoding == "ascii" else best.encoding


def _telling(raw: bytes) -> bytes:
    """A sample that begins a little before the first byte beyond ASCII."""
    if raw[:_SAMPLE].isascii():
        first = len(raw) - len(raw.lstrip(bytes(range(128))))
        start = max(0, first - 1024)
        return raw[start : start + _SAMPLE]
    return raw[:_SAMPLE]
