"""How well a colour is read on another, and colours made to be read. Pure.

Luminance and ratio as in WCAG 2.2 (relative luminance of sRGB; (lighter + 0.05) / (darker + 0.05)).
"""

from __future__ import annotations

Rgb = tuple[int, int, int]
"""Red, green, blue, each 0 to 255."""

ENOUGH = 4.5
"""The ratio from which text is read well (WCAG 2.2, 1.4.3, AA)."""
_STEPS = 20


def linear(component: float) -> float:
    """A component of sRGB, 0 to 255, as a share of light, 0 to 1."""
    value = component / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: Rgb) -> float:
    """The relative luminance of *colour*, 0 (black) to 1 (white)."""
    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Rgb, ground: Rgb, least: float = ENOUGH) -> Rgb:
    """*colour*, moved towards white or black until it has *least* contrast on *ground*."""
    away = 255 if luminance(ground) < 0.18 else 0
    found = colour
    for step in range(1, _STEPS + 1):
        if contrast(found, ground) >= least:
            break
        red, green, blue = (round(part + (away - part) * step / _STEPS) for part in colour)
        found = (red, green, blue)
    return found
