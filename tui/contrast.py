"""How well a colour is read on another, and colours made to be read. Pure.

Luminance and ratio as in WCAG 2.2 (relative luminance of sRGB; (lighter + 0.05) / (darker + 0.05)).
"""

from __future__ import annotations

Triplet = tuple[int, int, int]
"""Red, green, blue, each 0 to 255."""

ENOUGH = 4.5
"""The ratio from which text is read well (WCAG 2.2, 1.4.3, AA)."""
_STEPS = 20


def luminance(colour: Triplet) -> float:
    """The relative luminance of *colour*, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Triplet, other: Triplet) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Triplet, ground: Triplet, least: float = ENOUGH) -> Triplet:
    """*colour*, moved towards white or black until it has *least* contrast on *ground*."""
    away = 255 if luminance(ground) < 0.18 else 0
    found = colour
    for step in range(1, _STEPS + 1):
        if contrast(found, ground) >= least:
            break
        red, green, blue = (round(part + (away - part) * step / _STEPS) for part in colour)
        found = (red, green, blue)
    return found
