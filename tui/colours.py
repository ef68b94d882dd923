"""Whether a colour can be told from a background, and the nearest one that can. Pure.

The measure is WCAG 2.2's: relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)
and contrast ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Marks and swatches are
graphics and not text, so that success criterion 1.4.11, non-text contrast, asks for 3 : 1. Nearness
is distance in OKLab (Björn Ottosson, https://bottosson.github.io/posts/oklab/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.color import Color, ColorParseError

from tui.contrast import Rgb, contrast, linear

LEAST = 3.0
"""The contrast ratio that is asked for."""

_STEPS = 400

HUES = ("blue", "green", "yellow", "red", "cyan", "magenta")
"""What every theme has a shade of its own for, which is readable in it."""
_HUE_NAMES = {"orange": "yellow", "teal": "cyan", "purple": "magenta", "pink": "magenta"}


def hue_of(colour: str) -> str | None:
    """The hue of the theme that a colour's name stands for, if it does."""
    name = colour.strip().lower()
    return name if name in HUES else _HUE_NAMES.get(name)


def rgb(colour: str) -> Rgb | None:
    """The components, 0 to 255, of a colour's name or `#rrggbb`; None where there is no such."""
    try:
        found = Color.parse(colour.strip().lower()).get_truecolor()
    except ColorParseError:
        return None
    return found.red, found.green, found.blue


def shown(colour: Rgb) -> str:
    """A colour as it is typed."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def failing(colour: Rgb, backgrounds: Mapping[str, Rgb]) -> dict[str, float]:
    """The ratios on those *backgrounds* (by name) on which *colour* is too faint, worst first."""
    ratios = {name: contrast(colour, ground) for name, ground in backgrounds.items()}
    faint = ((name, found) for name, found in ratios.items() if found < LEAST)
    return dict(sorted(faint, key=lambda pair: pair[1]))


def nearest(colour: Rgb, backgrounds: Iterable[Rgb]) -> Rgb | None:
    """The colour of much the same hue, nearest to *colour*, that passes on all *backgrounds*."""
    grounds = tuple(backgrounds)
    wanted = _oklab(colour)
    passing = [
        candidate
        for candidate in _lighter_and_darker(wanted)
        if all(contrast(candidate, ground) >= LEAST for ground in grounds)
    ]
    return min(passing, key=lambda c: _distance(_oklab(c), wanted), default=None)


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _oklab(colour: Rgb) -> tuple[float, float, float]:
    red, green, blue = map(linear, colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _rgb_of(light: float, a: float, b: float) -> Rgb | None:
    """The sRGB colour of an OKLab one; None outside sRGB."""
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    if not all(-1e-4 <= value <= 1.0001 for value in linear):
        return None
    red, green, blue = (round(255 * _encoded(min(1.0, max(0.0, v)))) for v in linear)
    return red, green, blue


def _lighter_and_darker(colour: tuple[float, float, float]) -> Iterator[Rgb]:
    """The same hue at every lightness, as strong as sRGB has it."""
    _, a, b = colour
    for step in range(_STEPS + 1):
        for strength in (1.0, 0.8, 0.6, 0.4, 0.2, 0.0):
            found = _rgb_of(step / _STEPS, a * strength, b * strength)
            if found is not None:
                yield found
                break


def _distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return sum((x - y) ** 2 for x, y in zip(one, other, strict=True))
