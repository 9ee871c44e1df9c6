"""
Curves of how many have come to something by when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts._reading import pair
from touchline.scene.plots.curves import Curves, Point, Rule, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row
    from touchline.scene.plots import Tone

#: Below this share of those who began, the end of a curve rests on nearly nobody.
_FEW = 0.02


def series(rows: Sequence[Row], name: str = "", *, hue: int = 0, tone: Tone = "plain") -> Series:
    """
    Make a step line of a curve, from nobody at the start.

    Args:
        rows: Its points.
        name: What it is called.
        hue: Which hue it takes.
        tone: What its colour says.

    Returns:
        The line.
    """
    known = [row for row in rows if row["probability"] is not None]
    # Where hardly anybody is still observed, the curve says nothing and hides the rest.
    whole = max((row["at_risk"] or 0 for row in known), default=0)
    kept = [row for row in known if (row["at_risk"] or 0) >= _FEW * whole] or known
    points = [Point(0.0, 0.0, (0.0, 0.0))]
    points += [
        Point(row["seconds"], row["probability"], pair((row["lower"], row["upper"])))
        for row in kept
    ]
    return Series(name=name, points=tuple(points), hue=hue, tone=tone)


def survival(reading: Reading, lines: Sequence[Series], median: float | None = None) -> Curves:
    """
    Draw curves over the time since the start.

    Args:
        reading: The answer.
        lines: The lines.
        median: Within which time half have come there, in seconds.

    Returns:
        The form.
    """
    rules = []
    if median is not None:
        span = reading.told(median, "seconds")
        rules.append(Rule(at=median, name=reading.said("chart.half-within", span=span)))
    return Curves(
        series=tuple(lines),
        along="seconds",
        form="step",
        rules=tuple(rules),
        caption=reading.said("chart.since-start"),
        most=1.0,
    )
