"""Guesses about bytes that don't say what they are. Pure; each looks at a sample or runs in C."""

from __future__ import annotations

import codecs
import re
import unicodedata

from store.importers.latin import latin_charset

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
_TRIED = ("utf-8", "utf-16", "utf-32")
_NO_CHARSETS = frozenset(
    {"unicode_escape", "raw-unicode-escape", "unicode-escape", "punycode", "idna", "utf-7"}
)
"""What Python can decode and no browser takes for a charset."""
_OTHER_SCRIPTS = re.compile(r"[\u0370-\u06ff]+")
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
    sample = _telling(raw)
    known = latin_charset(sample) or ("euc_jp" if _has_kana(sample) else None)
    if known is not None:
        return known
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return "cp1252" if best is None or best.encoding == "ascii" else best.encoding


def _has_kana(sample: bytes) -> bool:
    """Whether a fifth of what is beyond ASCII is kana in EUC-JP. Korean and Chinese charsets have
    rare signs at the same bytes.
    """
    text = sample.decode("euc_jp", "ignore")
    beyond = sum(sign > "\x7f" for sign in text)
    kana = sum("\u3041" <= sign <= "\u30fa" for sign in text)
    return kana * 5 > beyond and len(text.encode("euc_jp")) * 50 > len(sample) * 49


def as_declared(raw: bytes, declared: str) -> tuple[str, str] | None:
    """The text of *raw* by the charset that it declares, and its name; None where that is a lie.

    UTF-8 was tried before, and bytes that are two or four to a character would have shown. So this
    is for others: they lie where a third of what is beyond ASCII comes to nothing, or where Latin
    letters stand beside those of another script within words.
    """
    for alias, errors in (
        (widest(declared), "strict"),
        (declared, "strict"),
        (widest(declared), "replace"),
    ):
        try:
            name = codecs.lookup(alias).name
            if name.startswith(_TRIED) or name in _NO_CHARSETS:
                return None
            text = raw.decode(alias, errors)
        except (LookupError, UnicodeError, ValueError):
            continue
        lost = text.count("\ufffd")
        beyond = len(text) - len(text.encode("ascii", "ignore")) - lost
        return None if beyond < 2 * lost or _mixes(text) else (text, alias.lower())
    return None


def _mixes(text: str) -> bool:
    """Whether most runs of Greek, Cyrillic, Hebrew or Arabic letters touch a Latin letter."""
    runs = touching = 0
    for run in _OTHER_SCRIPTS.finditer(text[:_SAMPLE]):
        runs += 1
        around = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
        touching += any(sign.isascii() and sign.isalpha() for sign in around)
    return touching * 2 > runs


def _telling(raw: bytes) -> bytes:
    """A sample that begins a little before the first byte beyond ASCII."""
    if raw[:_SAMPLE].isascii():
        first = len(raw) - len(raw.lstrip(bytes(range(128))))
        start = max(0, first - 1024)
        return raw[start : start + _SAMPLE]
    return raw[:_SAMPLE]
