"""What tools that turn pages into text add of their own, blanked out for reading. Pure, linear.

lynx numbers its links ("[12]word") and names its widgets ("(BUTTON)"), html2text writes Markdown
("[words](address)", "![picture](address)", "2\\. May"), w3m puts an unnamed picture's file name
into brackets. The shadow of a text has the same length, so that what is found in it stands at the
same offsets; the text itself is never changed.
"""

from __future__ import annotations

import re

from store.importers.frames import unframed
from store.importers.lines import Piece
from store.importers.wraps import unwrapped

_REFERENCE = re.compile(r"\^?\[\d{1,4}\]")
_WIDGET = re.compile(r"\(BUTTON\)|\[(?:INS|DEL):|:(?:INS|DEL)\]|\[(?:INLINE|IMG|IMAGE)\]")
_ADDRESS = r"\]\((?:[^()\[\]]++|\([^()\[\]]{0,200}+\))*+\)"
"""However long: a picture may stand in its own address."""
_IMAGE = re.compile(rf"!\[(?P<words>[^\[\]]{{0,400}})(?P<address>{_ADDRESS})")
_LINK = re.compile(rf"(?P<open>\[)(?P<words>[^\[\]]{{0,1000}})(?P<address>{_ADDRESS})")
_ESCAPE = re.compile(r"\\([.\-()_*+#!>\[\]])")
_ICON = re.compile(r"(?<!\S)__(?!_|\w*__)")
"""What html2text makes of an empty element that shows a sign."""
_WITHIN = r"(?:[^_\n]|(?<=\w)_(?=\w)){1,200}"
_EMPHASIS = re.compile(rf"(?<!\w)_(?=[ ]?[^\s_])(?P<words>{_WITHIN}(?:\n{_WITHIN})?)_(?!\w)")
"""What html2text writes for words in italics."""
_PICTURE = re.compile(
    r"(?m)^(?P<lead>[ \t]*(?:(?:\d{1,4}[.)]|[*•+□-])[ \t]*)?)"
    r"\[(?:(?=[\w.%~+-]*[\d._-])(?=[\d._%~+-]*[^\W\d_])[\w.%~+-]{3,120}|\d{6,12})\](?=[ \t\n]|$|\w)"
)
_FILE = re.compile(r"\[[\w.%~+-]{1,120}\.(?:png|gif|jpe?g|svg|webp|bmp)\]", re.IGNORECASE)
"""A picture's file name, as lynx and w3m put it where a picture has no words."""
_INLINED = re.compile(r"\[(?:svg\+xml|png|gif|jpe?g|webp)[;,][^\[\]]{20,}+\]")
"""A picture that stands in its own address, as lynx writes it."""
_LISTED = re.compile(r"\[1\][^\s.,;:)\]]")
_NOT_BLANK = re.compile(r"\S")
_FEEDS = re.compile(r"#(?:\[1\]|\w)")
_FEEDS_INDENT = (3, 4)
_LINKED = re.compile(r"\]\([^()\s]{0,2000}\)?")
_ADDRESS_LINE = re.compile(r":?\s?(?:(?:https?|file|ftp|mailto|javascript|tel|data|news):|[#/]\S)")
_LIST_HEADING = re.compile(
    r"references|visible links:?|hidden links:?|verweise|referenzen|sichtbare links:?|références|"
    r"referencias|riferimenti|referências|verwijzingen|ссылки",
    re.IGNORECASE,
)


def shadow(text: str) -> str:
    """*text* with the marks of a rendering tool blanked out, character for character."""
    if "[" not in text and "\\" not in text and "(BUTTON)" not in text:
        return text
    raw = text
    linked = "](" in text
    if linked:
        text = _IMAGE.sub(_unpictured, text)
        text = _LINK.sub(_unlinked, text)
        text = _LINK.sub(_unlinked, text)  # one that held another
        text = _ESCAPE.sub(r"\1 ", text)
        text = text.replace("**", "  ")
        text = _ICON.sub("  ", text)
        text = _EMPHASIS.sub(r" \g<words> ", text)
    text = _REFERENCE.sub(_blank, text)
    text = _WIDGET.sub(_blank, text)
    text = _FILE.sub(_blank, text)
    text = _INLINED.sub(_blank, text)
    text = _PICTURE.sub(lambda m: m["lead"] + " " * (len(m[0]) - len(m["lead"])), text)
    return unwrapped(raw, unframed(raw, text)) if linked else text


def own_range(text: str, pieces: list[Piece]) -> tuple[int, int]:
    """Which pieces are the page's: not lynx's list of feeds before it and of links after it."""
    feeds = pieces[:1] if pieces and pieces[0].indent in _FEEDS_INDENT else []
    first = sum(_FEEDS.match(text, piece.start) is not None for piece in feeds)
    last = len(pieces)
    if _LISTED.search(text) is None:
        return first, last
    links = 0
    while last > first and _is_listed(pieces[last - 1]):
        last -= 1
        links += pieces[last].number is not None
    return first, last if links else len(pieces)


def _is_listed(piece: Piece) -> bool:
    if piece.number is not None and _ADDRESS_LINE.match(piece.said) is not None:
        return True
    return piece.marker is None and _LIST_HEADING.fullmatch(piece.said) is not None


def _blank(match: re.Match[str]) -> str:
    return _blanked(match.group())


def _blanked(words: str) -> str:
    return _NOT_BLANK.sub(" ", words)


def _unlinked(match: re.Match[str]) -> str:
    return " " + match["words"] + _blanked(match["address"])


def _unpictured(match: re.Match[str]) -> str:
    """A picture alone on its line keeps its words; one beside other words is only in their way."""
    text = match.string
    after = _LINKED.sub("", text[match.end() : match.end() + 2000].split("\n", 1)[0]).strip()
    before = text[max(0, match.start() - 200) : match.start()].rsplit("\n", 1)[-1].strip()
    words = match["words"]
    if after or before.strip(" *•+[-0123456789.)"):
        words = _blanked(words)
    return "  " + words + _blanked(match["address"])
