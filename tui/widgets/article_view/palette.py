"""The page's styles, taken once from the widget's component classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color, ColorParseError
from rich.style import Style

from store.model import BlockKind
from tui.contrast import ENOUGH, readable

PREFIX = "article-view--"
HUES = {
    "blue": "blue", "green": "green", "yellow": "yellow", "orange": "yellow", "red": "red",
    "cyan": "cyan", "teal": "cyan", "magenta": "magenta", "purple": "magenta", "pink": "magenta",
}  # fmt: skip
"""Colour names of a codebook, and the component class `hue-…` that each is drawn with."""

ROLES = (
    "title", "heading", "meta", "caption", "quote", "code", "boilerplate", "comments-heading",
    "quotation", "header", "fold", "guide", "rule", "mark", "suggestion", "disputed", "rail",
    "selection", "caret", "hit", "hit-current", "flash", "hint",
    "hue-blue", "hue-green", "hue-yellow", "hue-red", "hue-cyan", "hue-magenta",
)  # fmt: skip

_KINDS = {
    BlockKind.TITLE: "title",
    BlockKind.SITE: "meta",
    BlockKind.BYLINE: "meta",
    BlockKind.DATELINE: "meta",
    BlockKind.DATE: "meta",
    BlockKind.CAPTION: "caption",
    BlockKind.HEADING: "heading",
    BlockKind.QUOTE: "quote",
    BlockKind.CODE: "code",
    BlockKind.COMMENTS_HEADING: "comments-heading",
    BlockKind.COMMENT_META: "boilerplate",
    BlockKind.BOILERPLATE: "boilerplate",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Styles by role, each to be laid over `base`."""

    base: Style
    roles: dict[str, Style]

    @classmethod
    def of(cls, base: Style, look_up: Callable[[str], Style]) -> Palette:
        """A palette over *base*, with *look_up* giving each component's own style."""
        return cls(base, {role: look_up(PREFIX + role) for role in ROLES})

    def role(self, name: str) -> Style:
        """The style of a role."""
        return self.roles[name]

    def block(self, kind: BlockKind, level: int | None) -> Style | None:
        """The style of a block's text; None for plain prose. Deep headings are set in italics."""
        role = _KINDS.get(kind)
        if role is None:
            return None
        style = self.roles[role]
        return style + _ITALIC if kind is BlockKind.HEADING and (level or 1) > 2 else style

    def hue(self, colour: str) -> Style:
        """The colour of a kind or a code: a theme's hue for a name, else the colour itself.

        A colour of one's own is moved as far as it must be to be read on this page.
        """
        name = HUES.get(colour.lower())
        return self.roles["hue-" + name] if name else _own_colour(colour, self.base.bgcolor)


_ITALIC = Style(italic=True)
_LEAST = 1.2 * ENOUGH
"""Some grounds are a little nearer to the text than the page itself."""


@lru_cache(maxsize=64)
def _own_colour(colour: str, ground: Color | None) -> Style:
    try:
        own = Color.parse(colour) if colour else None
    except ColorParseError:
        return Style()
    if own is None or own.is_default:
        return Style()
    if ground is None or ground.is_default:
        return Style(color=own)
    found = readable(own.get_truecolor(), ground.get_truecolor(), _LEAST)
    return Style(color=Color.from_rgb(*found))
