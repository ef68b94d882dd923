"""The page's styles, taken once from the theme's variables.

They are no component classes of the style sheet: thirty of these would cost a tenth of the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct
from rich.color import Color, ColorParseError
from rich.style import Style
from textual.color import Color as ThemeColor

from store.model import BlockKind
from tui.colours import hue_of
from tui.contrast import ENOUGH, readable


class Look(Struct, frozen=True):
    """How a role is drawn: theme variables for its letters and its ground, and a text style."""

    ink: str = ""
    ground: str = ""
    style: Style = Style()


_BOLD, _ITALIC = Style(bold=True), Style(italic=True)
_REVERSE = Style(reverse=True)
_LEAST = 1.2 * ENOUGH
"""Some grounds are a little nearer to the text than the page itself."""

LOOKS: Mapping[str, Look] = {
    "title": Look("text-primary", style=_BOLD),
    "heading": Look(style=_BOLD),
    "meta": Look("text-muted", style=_ITALIC),
    "caption": Look("text-muted", style=_ITALIC),
    "quote": Look("text-secondary"),
    "code": Look(ground="surface"),
    "boilerplate": Look("text-muted"),
    "comments-heading": Look(style=_BOLD),
    "quotation": Look(style=_ITALIC),
    "header": Look("text-secondary", style=_BOLD),
    "fold": Look("text-muted", style=_ITALIC),
    "guide": Look("text-disabled"),
    "rule": Look("text-disabled"),
    "mark": Look(style=Style(underline=True)),
    "suggestion": Look(),
    "disputed": Look("text-error"),
    "rail": Look(style=_BOLD),
    "selection": Look("text-primary", style=_REVERSE),
    "caret": Look(style=_REVERSE),
    "hit": Look("foreground", "warning-muted", _BOLD),
    "hit-current": Look("background", "warning", Style(bold=True, underline=True)),
    "flash": Look("foreground", "accent-muted", _BOLD),
    "hint": Look("warning", "background", Style(bold=True, reverse=True)),
    "hue-blue": Look("text-primary"),
    "hue-green": Look("text-success"),
    "hue-yellow": Look("text-warning"),
    "hue-red": Look("text-error"),
    "hue-cyan": Look("text-secondary"),
    "hue-magenta": Look("text-accent"),
}
"""Every role of the page."""

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


class Palette(Struct, frozen=True):
    """Styles by role, each to be laid over `base`."""

    base: Style
    roles: dict[str, Style]

    @classmethod
    def themed(cls, base: Style, ground: ThemeColor, variables: Mapping[str, str]) -> Palette:
        """The palette of a theme's *variables* over *base*, whose background is *ground*."""
        return cls(
            base,
            {
                role: look.style
                + Style(
                    color=_over(ground, variables.get(look.ink)),
                    bgcolor=_over(ground, variables.get(look.ground)),
                )
                for role, look in LOOKS.items()
            },
        )

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
        name = hue_of(colour)
        return self.roles["hue-" + name] if name else _own_colour(colour, self.base.bgcolor)


def _over(ground: ThemeColor, value: str | None) -> Color | None:
    """A theme's value (`#57A5E2`, `ansi_blue`, `auto 60%`) as it comes out over *ground*."""
    if value is None:
        return None
    name, _, share = value.partition(" ")
    alpha = float(share.rstrip("%")) / 100 if share else 1.0
    if name == "auto":
        return (ground + ground.get_contrast_text(alpha)).rich_color
    colour = ThemeColor.parse(name)
    # A colour of the terminal's own palette can't be blended.
    return (colour if colour.ansi is not None else ground + colour.multiply_alpha(alpha)).rich_color


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
