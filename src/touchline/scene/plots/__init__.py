"""
Forms in which numbers are drawn: one file a form, each a frozen value that places itself.

A form knows nothing of questions. It holds what shall be seen, already named in the reader's
language, and places it from the inline start; the finished scene is mirrored once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.canvas.theme import Theme
    from touchline.lanes._pen import Pen

__all__ = ["Placed", "Plot", "Tone", "fill_of", "ink_of"]

#: What a mark says beside its length: nothing, good, bad, or that it is of second rank.
Tone = Literal["plain", "good", "bad", "quiet"]


class Placed(NamedTuple):
    """
    A form that was placed.

    Args:
        children: Its primitives, back to front.
        low: The y of its lower edge.
        end: The x of its end, which may lie beyond the width that was asked for.
    """

    children: tuple[Primitive, ...]
    low: float
    end: float


class Plot(ABC):
    """
    Something that is drawn from numbers.
    """

    @abstractmethod
    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place it on a sheet.

        Args:
            pen: What knows theme, language and text.
            x: Where it begins.
            top: Its upper edge.
            width: The width it may take; it takes more where its words need more.

        Returns:
            What was placed.
        """


def fill_of(theme: Theme, tone: Tone, hue: int = 0) -> str:
    """
    Choose the fill of a mark.

    Args:
        theme: The colours.
        tone: What the mark says.
        hue: Which of the theme's hues a plain mark takes.

    Returns:
        The colour.
    """
    found = {"good": theme.good, "bad": theme.bad, "quiet": theme.neutral}
    return found.get(tone) or theme.stage_hue(hue)


def ink_of(theme: Theme, tone: Tone) -> str:
    """
    Choose the colour of a number.

    Args:
        theme: The colours.
        tone: What the number says.

    Returns:
        The colour.
    """
    return {"good": theme.good_ink, "bad": theme.bad_ink, "quiet": theme.second}.get(
        tone, theme.ink
    )
