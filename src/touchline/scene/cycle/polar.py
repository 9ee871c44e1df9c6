"""
Points, arcs and ring sectors by their angle, which runs clockwise from the top.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from touchline.canvas.geometry import Point
    from touchline.canvas.primitives import Command

#: One cubic draws at most this much of an arc, degrees.
_PIECE = 30.0


class Centre(NamedTuple):
    """
    The middle of a circle on the sheet.
    """

    x: float
    y: float

    def at(self, radius: float, angle: float) -> Point:
        """
        Find a point.

        Args:
            radius: Its distance.
            angle: Its angle, degrees.

        Returns:
            The point.
        """
        turn = math.radians(angle)
        return (self.x + radius * math.sin(turn), self.y - radius * math.cos(turn))

    def arc(self, radius: float, start: float, end: float) -> tuple[Command, ...]:
        """
        Draw part of a circle.

        Args:
            radius: The radius.
            start: Where it begins, degrees.
            end: Where it ends; before the start when it runs against the clock.

        Returns:
            The curves, without a move to the start.
        """
        n = max(1, math.ceil(abs(end - start) / _PIECE))
        each = (end - start) / n
        reach = 4 / 3 * math.tan(math.radians(each) / 4) * radius
        curves: list[Command] = []
        for i in range(n):
            first, last = start + i * each, start + (i + 1) * each
            a, b = self.at(radius, first), self.at(radius, last)
            u, v = _along(first), _along(last)
            curves.append(
                (
                    "C",
                    a[0] + reach * u[0],
                    a[1] + reach * u[1],
                    b[0] - reach * v[0],
                    b[1] - reach * v[1],
                    *b,
                )
            )
        return tuple(curves)

    def open_arc(self, radius: float, start: float, end: float) -> tuple[Command, ...]:
        """
        Draw part of a circle as a path of its own.

        Args:
            radius: The radius.
            start: Where it begins, degrees.
            end: Where it ends.

        Returns:
            The path.
        """
        return (("M", *self.at(radius, start)), *self.arc(radius, start, end))

    def sector(
        self, inner: float, outer: float, start: float, end: float, *, tip: float
    ) -> tuple[Command, ...]:
        """
        Draw part of a ring that points along the clock, with a notch where it begins.

        Args:
            inner: The inner radius.
            outer: The outer radius.
            start: Where it begins, degrees.
            end: Where its sides end.
            tip: How far its point reaches, degrees.

        Returns:
            The closed path.
        """
        middle = (inner + outer) / 2
        return (
            ("M", *self.at(outer, start)),
            *self.arc(outer, start, end),
            ("L", *self.at(middle, end + tip)),
            ("L", *self.at(inner, end)),
            *self.arc(inner, end, start),
            ("L", *self.at(middle, start + tip)),
            ("Z",),
        )


def _along(angle: float) -> Point:
    """
    Give the direction in which a circle runs on.
    """
    turn = math.radians(angle)
    return (math.cos(turn), math.sin(turn))
