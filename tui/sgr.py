"""Strips as a terminal's bytes, with as few of them as say the same.

Rich and Textual say a style in full before each piece of text and reset it behind, some sixty
bytes a piece. Here only what differs from the piece before is said: of a word that is underlined
in the middle of a line, that the underline begins and ends. Codes are those of ECMA-48, 8.3.117.
"""

from __future__ import annotations

from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

_RESET = "\x1b[0m"
_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
"""The codes that begin the attributes of a Rich style, in the order of its bits."""
_OFF = ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55")
"""The codes that end them; some end two."""


def rendered(strip: Strip, console: Console) -> str:
    """*strip* as it is written to *console*'s terminal, kept with it for the next time."""
    if strip._render_cache is None:
        if any(style is not None and style._link for _, style, _ in strip):
            return strip.render(console)
        system = console._color_system or ColorSystem.TRUECOLOR
        pieces: list[str] = []
        plain = last = Style.null()
        for text, style, _ in strip:
            pieces += (_change(last, style or plain, system), text)
            last = style or plain
        if last is not plain:
            pieces.append(_RESET)
        strip._render_cache = "".join(pieces)
    return strip._render_cache


@lru_cache(maxsize=4096)
def _change(before: Style, after: Style, system: ColorSystem) -> str:
    """What turns one style into the other: what differs, or a reset and all of it if shorter."""
    old, new = (
        before._attributes & before._set_attributes,
        after._attributes & after._set_attributes,
    )
    ended = [_OFF[bit] for bit in range(len(_OFF)) if old & ~new & 1 << bit]
    # What ends one attribute ends its twin too, which is begun again.
    begun = [
        _ON[bit]
        for bit in range(len(_ON))
        if new & 1 << bit and (not old & 1 << bit or _OFF[bit] in ended)
    ]
    codes = [*dict.fromkeys(ended), *begun, *_colours(before, after, system)]
    fresh = [
        "0",
        *(_ON[bit] for bit in range(len(_ON)) if new & 1 << bit),
        *_colours(Style.null(), after, system),
    ]
    shortest = min(";".join(codes), ";".join(fresh), key=len)
    return f"\x1b[{shortest}m" if codes else ""


def _colours(before: Style, after: Style, system: ColorSystem) -> list[str]:
    codes: list[str] = []
    if before.color != after.color:
        codes += ["39"] if after.color is None else _codes(after, system, ink=True)
    if before.bgcolor != after.bgcolor:
        codes += ["49"] if after.bgcolor is None else _codes(after, system, ink=False)
    return codes


def _codes(style: Style, system: ColorSystem, *, ink: bool) -> tuple[str, ...]:
    colour = style.color if ink else style.bgcolor
    assert colour is not None
    return colour.downgrade(system).get_ansi_codes(foreground=ink)
