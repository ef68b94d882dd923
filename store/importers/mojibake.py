"""Text that was UTF-8 and was read as something else ("sÃ©curitÃ©"), and what it was. Pure, linear.

The frozen text of an article is never changed: what comes back is for a new version derived from
it, which the reader asks for. Only runs of characters whose bytes are well-formed UTF-8 are put
right, so that sound words beside them stay as they are.

Windows' code pages have holes; as browsers do (WHATWG Encoding Standard), a hole stands for the
control character of the same number. A no-break space that some tool turned into a blank is lost:
"Ã " is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROUNDS = 3
_WHOLLY = 0.9
_SAMPLE = 200_000
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SOUND = re.compile("[éèêëàáâäçíìîïñóòôöúùûüæøœßÉÈÊÜÖÇÓÚÔ][\\xa0«»]{1,2}")


@dataclass(frozen=True, slots=True)
class _Misreading:
    """Bytes of UTF-8 read as *charset*: its characters by byte, and a pattern of the runs.

    `share` of a text's characters beyond ASCII must be such runs, `least` of them, to be sure:
    more where the runs are made of letters that also stand side by side in sound words.
    """

    byte_of: dict[int, int]
    runs: re.Pattern[str]
    share: float
    least: int


def repaired(text: str) -> str | None:
    """*text* as it was before it was misread, or None where nothing shows that it was.

    Text misread twice or three times is put right as often.
    """
    best: str | None = None
    for _ in range(_ROUNDS):
        better = _once(text)
        if better is None:
            return best
        best = text = better
    return best


def _once(text: str) -> str | None:
    first = _FOREIGN.search(text)
    if first is None:
        return None
    sample = text[first.start() : first.start() + _SAMPLE]
    foreign = sum(character > "\x7f" for character in sample)
    chosen: _Misreading | None = None
    most = 0
    for misreading in _MISREADINGS:
        number, covered = _evidence(sample, misreading)
        sure = number >= misreading.least or (number and covered == foreign)
        if sure and covered >= misreading.share * foreign and covered > most:
            chosen, most = misreading, covered
    if chosen is None:
        return None
    byte_of, wholly = chosen.byte_of, most >= _WHOLLY * foreign

    def right(run: re.Match[str]) -> str:
        words = run.group()
        return words if not wholly and _may_be_sound(words) else _put_right(words, byte_of)

    return chosen.runs.sub(right, text)


def _evidence(text: str, misreading: _Misreading) -> tuple[int, int]:
    """How many runs there are that can be put right, and how many characters they have."""
    number = covered = 0
    for run in misreading.runs.finditer(text):
        found = run.group()
        if not _may_be_sound(found) and _put_right(found, misreading.byte_of) != found:
            number += 1
            covered += len(found)
    return number, covered


def _may_be_sound(run: str) -> bool:
    """Whether a run may be a word's last letter with what stands behind it: "vérité »"."""
    return _SOUND.fullmatch(run) is not None


def _put_right(run: str, byte_of: dict[int, int]) -> str:
    try:
        return bytes(byte_of[ord(character)] for character in run).decode("utf-8")
    except UnicodeDecodeError:
        return run


def _misreading(charset: str, share: float, least: int) -> _Misreading:
    byte_of = {number: number for number in range(0x80, 0x100 if charset == "cp1252" else 0xA0)}
    byte_of |= {
        ord(character): number
        for number in range(0x80, 0x100)
        if (character := bytes([number]).decode(charset, "ignore"))
    }

    def either(first: int, last: int) -> str:
        characters = (chr(code) for code, number in byte_of.items() if first <= number <= last)
        return "[" + "".join(map(re.escape, characters)) + "]"

    rest = either(0x80, 0xBF)
    two = either(0xC2, 0xDF) + rest
    three = either(0xE0, 0xEF) + rest * 2
    four = either(0xF0, 0xF4) + rest * 3
    return _Misreading(byte_of, re.compile(f"{two}|{three}|{four}"), share, least)


_MISREADINGS = (
    _misreading("cp1252", 0.0, 2),
    _misreading("cp1250", 0.5, 3),
    _misreading("cp1251", 0.5, 4),
    _misreading("cp1256", 0.8, 4),
    _misreading("cp850", 0.5, 3),
    _misreading("cp437", 0.5, 3),
)
