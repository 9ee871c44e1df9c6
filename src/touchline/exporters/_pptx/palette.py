"""
Colours of a slide, named after the colours of its theme where they come from it.

A shape that is painted by a name of the theme follows when somebody gives the slides another theme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.canvas.theme import Theme

#: How many accents a theme of slides has.
N_ACCENTS = 6

#: The shares of a hue that pictures lay over the paper.
_TINTS = (0.03, 0.05, 0.09, 0.25)

_HEX = re.compile(r"#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
_SHORT, _WITH_ALPHA = 4, 8


@dataclass(frozen=True, slots=True)
class Palette:
    """
    The colours that have a name.

    Args:
        names: By colour in upper case, the name and how opaque it is laid over the paper.
        written: What was written before, since a picture has few colours and many shapes.
    """

    names: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    written: dict[tuple[str | None, float], str] = field(default_factory=dict, compare=False)

    def paint(self, colour: str | None, opacity: float = 1.0) -> str:
        """
        Write a fill.

        Args:
            colour: The colour, or None for none.
            opacity: How opaque it is, 0 to 1.

        Returns:
            `a:solidFill`, or `a:noFill` for what is no colour.
        """
        key = (colour, opacity)
        found = self.written.get(key)
        if found is None:
            found = self.written[key] = self._painted(colour, opacity)
        return found

    def _painted(self, colour: str | None, opacity: float) -> str:
        matched = _HEX.fullmatch(colour or "")
        if matched is None:
            return "<a:noFill/>"
        digits = matched[1].upper()
        if len(digits) <= _SHORT:
            digits = "".join(2 * digit for digit in digits)
        if len(digits) == _WITH_ALPHA:
            opacity *= int(digits[6:], 16) / 255
            digits = digits[:6]
        name, share = self.names.get("#" + digits, ("", 1.0))
        part = max(0, min(100_000, round(100_000 * opacity * share)))
        alpha = f'<a:alpha val="{part}"/>' if part < 100_000 else ""  # noqa: PLR2004 (thousandths of a percent)
        kind, value = ("schemeClr", name) if name else ("srgbClr", digits)
        inner = (
            f'<a:{kind} val="{value}">{alpha}</a:{kind}>'
            if alpha
            else (f'<a:{kind} val="{value}"/>')
        )
        return f"<a:solidFill>{inner}</a:solidFill>"


def palette_of(theme: Theme, accents: Sequence[str]) -> Palette:
    """
    Name the colours of a theme.

    Args:
        theme: The theme of the picture.
        accents: The accents of the slides, each either a stage's hue or what can be read of it.

    Returns:
        The palette.
    """
    names: dict[str, tuple[str, float]] = {}
    for i, accent in enumerate(accents[:N_ACCENTS], start=1):
        hue = theme.stage_hue(i - 1)
        name = f"accent{i}"
        for share in _TINTS:
            names.setdefault(theme.tint(hue, share).upper(), (name, share))
        names.setdefault(hue.upper(), (name, 1.0))
        names[accent.upper()] = (name, 1.0)
    plain = {"bg2": theme.page, "tx2": theme.second, "bg1": theme.paper, "tx1": theme.ink}
    names |= {colour.upper(): (name, 1.0) for name, colour in plain.items()}
    return Palette(names)


def accents_of(theme: Theme) -> tuple[str, ...]:
    """
    Choose the accents of slides: the hues of stages as white words can be read on them.

    Args:
        theme: The theme.

    Returns:
        Six colours.
    """
    return tuple(theme.readable(theme.stage_hue(i)) for i in range(N_ACCENTS))
