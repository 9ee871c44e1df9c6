"""
Colours as numbers: contrast as readers see it, and lightness that can be moved without moving hue.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
#: Steps of lightness when a colour is moved towards a contrast.
_LIGHTNESS_STEP = 0.005
#: The part of a channel's curve near black that is straight, in the definition of sRGB.
_STRAIGHT, _STRAIGHT_SLOPE = 0.0031308, 12.92
_GAMUT_SLACK = 1e-4

_Triple = tuple[float, float, float]


class Oklch(NamedTuple):
    """
    A colour by what the eye tells apart.

    Args:
        lightness: 0 is black, 1 is white.
        chroma: 0 is grey.
        hue: The angle on the colour wheel, in degrees.

    Source:
        B. Ottosson (2020), A perceptual color space for image processing.
    """

    lightness: float
    chroma: float
    hue: float


def is_colour(text: object) -> bool:
    """
    Tell whether something is a colour in the form `#RRGGBB`.

    Args:
        text: Anything.

    Returns:
        True for such a string.
    """
    return isinstance(text, str) and _HEX.fullmatch(text) is not None


def _channels(colour: str) -> _Triple:
    """
    Read the three channels, 0 to 1.
    """
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(channels: _Triple) -> str:
    """
    Write three channels, 0 to 1.
    """
    return "#" + "".join(f"{round(min(max(c, 0.0), 1.0) * 255):02X}" for c in channels)


def _linear(channel: float) -> float:
    """
    Undo the transfer curve of sRGB.
    """
    if channel <= _STRAIGHT * _STRAIGHT_SLOPE:
        return channel / _STRAIGHT_SLOPE
    return float(((channel + 0.055) / 1.055) ** 2.4)


def _curved(channel: float) -> float:
    """
    Apply the transfer curve of sRGB.
    """
    if channel <= _STRAIGHT:
        return channel * _STRAIGHT_SLOPE
    return float(1.055 * channel ** (1 / 2.4) - 0.055)


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """
    Work out the relative luminance of a colour.

    Args:
        colour: `#RRGGBB`.

    Returns:
        0 for black to 1 for white.

    Source:
        WCAG 2.2, definition of relative luminance.
    """
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """
    Work out the contrast of two colours.

    Args:
        first: `#RRGGBB`.
        second: `#RRGGBB`.

    Returns:
        1 for equal colours to 21 for black on white.

    Source:
        WCAG 2.2, definition of contrast ratio.
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def mixed(front: str, ground: str, share: float) -> str:
    """
    Lay one colour over another.

    Args:
        front: The colour above.
        ground: The colour below.
        share: How opaque the upper one is, 0 to 1.

    Returns:
        The opaque colour that results.
    """
    pairs = zip(_channels(front), _channels(ground), strict=True)
    red, green, blue = (a * share + b * (1 - share) for a, b in pairs)
    return _hex((red, green, blue))


@lru_cache(maxsize=4096)
def to_oklch(colour: str) -> Oklch:
    """
    Take a colour apart into lightness, chroma and hue.

    Args:
        colour: `#RRGGBB`.

    Returns:
        The same colour.
    """
    red, green, blue = map(_linear, _channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _linear_rgb(colour: Oklch) -> _Triple:
    """
    Put a colour together as linear light; parts of it may lie outside 0 to 1.
    """
    a = colour.chroma * math.cos(math.radians(colour.hue))
    b = colour.chroma * math.sin(math.radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def from_oklch(colour: Oklch) -> str:
    """
    Write a colour; one that no screen shows loses chroma until it can be shown.

    Args:
        colour: Lightness, chroma and hue.

    Returns:
        `#RRGGBB`.
    """
    chroma = colour.chroma
    channels = _linear_rgb(colour)
    while chroma > 0 and not all(-_GAMUT_SLACK <= c <= 1 + _GAMUT_SLACK for c in channels):
        chroma = max(chroma - 0.002, 0.0)
        channels = _linear_rgb(colour._replace(chroma=chroma))
    red, green, blue = (_curved(min(max(c, 0.0), 1.0)) for c in channels)
    return _hex((red, green, blue))


@lru_cache(maxsize=4096)
def with_contrast(colour: str, grounds: tuple[str, ...], ratio: float, *, darker: bool) -> str:
    """
    Move a colour's lightness until it stands out from every ground.

    Args:
        colour: `#RRGGBB`.
        grounds: What it must stand out from.
        ratio: The contrast it must reach against each.
        darker: Towards black rather than towards white.

    Returns:
        The nearest colour of the same hue that does; black or white when none does.
    """
    found = to_oklch(colour)
    result = colour
    while any(contrast(result, ground) < ratio for ground in grounds):
        lightness = found.lightness + (-_LIGHTNESS_STEP if darker else _LIGHTNESS_STEP)
        if not 0 < lightness < 1:
            return "#000000" if darker else "#FFFFFF"
        found = found._replace(lightness=lightness)
        result = from_oklch(found)
    return result
