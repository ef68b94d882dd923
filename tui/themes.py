"""The program's own colour themes, beside those that Textual brings.

Each names every colour that text is drawn in, so that its contrast can be held at 4.5 : 1 or more
against every background it may stand on (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

DARK, LIGHT = "lamp", "paper"
"""What is used where nothing else is chosen, and what light and dark change between."""


def _theme(
    name: str,
    *,
    dark: bool,
    grounds: tuple[str, str, str],
    text: str,
    muted: str,
    hues: dict[str, str],
    washes: dict[str, str],
    cursor: tuple[str, str],
) -> Theme:
    """A theme of few colours.

    *grounds*: background, surface, panel; *hues*: blue, teal, green, amber, red, purple for text;
    *washes*: backgrounds of text in the common colour for warning, accent, primary; *cursor*: the
    chosen row's text and background.
    """
    background, surface, panel = grounds
    return Theme(
        name=name,
        dark=dark,
        primary=cursor[1],
        secondary=hues["teal"],
        accent=hues["purple"],
        warning=hues["amber"],
        error=hues["red"],
        success=hues["green"],
        foreground=text,
        background=background,
        surface=surface,
        panel=panel,
        variables={
            "text-muted": muted,
            "text-disabled": muted,
            "foreground-muted": muted,
            "text-primary": hues["blue"],
            "text-secondary": hues["teal"],
            "text-success": hues["green"],
            "text-warning": hues["amber"],
            "text-error": hues["red"],
            "text-accent": hues["purple"],
            "warning-muted": washes["warning"],
            "accent-muted": washes["accent"],
            "primary-muted": washes["primary"],
            "block-cursor-foreground": cursor[0],
            "block-cursor-background": cursor[1],
            "input-selection-background": washes["primary"],
            "input-selection-foreground": text,
        },
    )


LAMP = _theme(
    "lamp",
    dark=True,
    grounds=("#1b1a17", "#22201c", "#2b2823"),
    text="#e6dfd0",
    muted="#aba292",
    hues={
        "blue": "#8fb8e8",
        "teal": "#7fc4b8",
        "green": "#a3c585",
        "amber": "#e2b866",
        "red": "#f09482",
        "purple": "#cfa6dc",
    },
    washes={"warning": "#4a3c17", "accent": "#40304a", "primary": "#2a3d55"},
    cursor=("#ffffff", "#35597f"),
)
"""Warm light on a dark page."""

PAPER = _theme(
    "paper",
    dark=False,
    grounds=("#f7f3ea", "#f0eadd", "#e6dfcf"),
    text="#2a2620",
    muted="#5f574a",
    hues={
        "blue": "#1f4f8b",
        "teal": "#155e57",
        "green": "#3a5f14",
        "amber": "#7a4b00",
        "red": "#a02818",
        "purple": "#6f2f86",
    },
    washes={"warning": "#f3df9f", "accent": "#e8d3ee", "primary": "#cfdff0"},
    cursor=("#ffffff", "#2c5a92"),
)
"""Dark ink on unbleached paper."""

CONTRAST = _theme(
    "contrast",
    dark=True,
    grounds=("#000000", "#000000", "#1a1a1a"),
    text="#ffffff",
    muted="#e0e0e0",
    hues={
        "blue": "#8ecbff",
        "teal": "#5cf2f2",
        "green": "#7dff7d",
        "amber": "#ffe14d",
        "red": "#ffa59a",
        "purple": "#f5b0ff",
    },
    washes={"warning": "#5a4300", "accent": "#54005e", "primary": "#003c78"},
    cursor=("#000000", "#ffe14d"),
)
"""As much contrast as a terminal has."""

CONTRAST_LIGHT = _theme(
    "contrast-light",
    dark=False,
    grounds=("#ffffff", "#ffffff", "#ececec"),
    text="#000000",
    muted="#2b2b2b",
    hues={
        "blue": "#00307a",
        "teal": "#004a48",
        "green": "#0f4a00",
        "amber": "#5a3300",
        "red": "#7d0000",
        "purple": "#54006b",
    },
    washes={"warning": "#ffe680", "accent": "#f3ccff", "primary": "#cbe2ff"},
    cursor=("#ffffff", "#00307a"),
)
"""The same on white."""

OWN = {theme.name: theme for theme in (LAMP, PAPER, CONTRAST, CONTRAST_LIGHT)}
"""The program's own themes by name."""

_PAIRS = {"lamp": "paper", "contrast": "contrast-light"}


def theme_names() -> list[str]:
    """Every theme's name, the program's own first."""
    return [*OWN, *sorted(BUILTIN_THEMES)]


def other_side(name: str, *, dark: bool) -> str:
    """The light theme that goes with *name*, which is *dark*, or the dark one."""
    pairs = _PAIRS | {light: dark_ for dark_, light in _PAIRS.items()}
    for one, other in (("-dark", "-light"), ("-light", "-dark")):
        if name.endswith(one) and name.removesuffix(one) + other in BUILTIN_THEMES:
            return name.removesuffix(one) + other
    return pairs.get(name, LIGHT if dark else DARK)
