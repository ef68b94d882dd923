"""Words from outside in HTML: as text, never as markup."""

from __future__ import annotations

import re
from html import escape

from store.exporters.report.facts import address, shown

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z")


def text(words: str) -> str:
    """*words* as text, or as the value of a quoted attribute."""
    return escape(shown(words), quote=True)


def apart(words: str) -> str:
    """*words* among others, so that neither turns the other about where scripts run both ways."""
    return f"<bdi>{text(words)}</bdi>"


def linked(words: str) -> str:
    """*words* as text, a link where they are a web address."""
    target = address(words)
    if target is None:
        return apart(words)
    return f'<a href="{escape(target)}" rel="noopener noreferrer nofollow">{text(words)}</a>'


def when(words: str) -> str | None:
    """A time as it is stored, to the minute for the eye and whole for programs; None for others."""
    if _TIME.fullmatch(words) is None:
        return None
    return f'<time datetime="{words}">{words[:10]} {words[11:16]} UTC</time>'


def anchor(prefix: str, identity: str) -> str:
    """An element's id made of an id from outside: letters, digits and hyphens."""
    plain = "".join(
        one if one.isascii() and one.isalnum() else "-" if one == "-" else f"_{ord(one):x}_"
        for one in identity
    )
    return f"{prefix}-{plain}"
