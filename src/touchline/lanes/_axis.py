"""
What the two ends of a row's scale are called.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from touchline.lanes._pen import PAD

if TYPE_CHECKING:
    from touchline.canvas.primitives import Text
    from touchline.lanes._curve import Axis
    from touchline.lanes._pen import Pen

#: Half the height of a name, and what a name takes in a line of its own, px.
_HALF, _LINE = 7.7, 14.0

#: Space between a name and the first point's score, px.
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class AxisEnds:
    """
    The names of the best and the worst score at the start of a row.

    They stand level with the scores where the first point leaves room, else in lines of their own.

    Args:
        worst: What the worst score is called; empty for nothing.
        best: What the best score is called.
        x: Where they begin.
        width: How wide they may be.
        is_level: They stand level with the scores.
        is_grounded: A line is drawn at the worst score, above which its name stands.
    """

    worst: str
    best: str
    x: float
    width: float
    is_level: bool
    is_grounded: bool

    @classmethod
    def of(
        cls,
        pen: Pen,
        names: tuple[str, str],
        *,
        start: float,
        end: float,
        free: float,
        is_grounded: bool = False,
    ) -> Self:
        """
        Find out where the names have room.

        Args:
            pen: What measures words.
            names: The worst and the best score's.
            start: Where the row begins.
            end: Where its first column ends.
            free: Up to where nothing else stands beside the axis.
            is_grounded: A line is drawn at the worst score.

        Returns:
            The names with their place.
        """
        worst, best = names
        x = start + PAD
        widest = max(pen.width_of(name, pen.styles.note) for name in names)
        return cls(worst, best, x, end - PAD - x, x + widest + _GAP <= free, is_grounded)

    @property
    def room(self) -> float:
        """
        The height that each name takes beyond the axis.
        """
        return _LINE if (self.worst or self.best) and not self.is_level else 0.0

    def placed(self, pen: Pen, axis: Axis, *, above: float, below: float) -> list[Text]:
        """
        Place the names.

        Args:
            pen: What knows theme, language and text.
            axis: Where the scores lie.
            above: How far above the axis the row begins, without the names.
            below: How far below the axis the scores reach.

        Returns:
            The texts.
        """
        lift = 2 * _HALF if self.is_grounded else _HALF
        tops = (axis.top - _HALF, axis.bottom - lift)
        if not self.is_level:
            tops = (axis.top - above - _LINE + 3, axis.bottom + below - 3)
        return [
            pen.label(name, pen.styles.note, x=self.x, y=y, limit=self.width)
            for name, y in zip((self.best, self.worst), tops, strict=True)
            if name
        ]

    def bottom(self, axis: Axis, below: float) -> float:
        """
        Find the y below which nothing of the axis stands.

        Args:
            axis: Where the scores lie.
            below: How far below the axis the scores reach.

        Returns:
            The y; the middle of the axis when the ends have no names.
        """
        if not self.worst:
            return axis.middle
        return axis.bottom + (_HALF + 4 if self.is_level else below + _LINE + 2)
