"""
What goes together with overall satisfaction, on a driver plot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars
from touchline.scene.plots.quadrant import Corners, Quadrant, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row

#: Fewer replies than this place a point nowhere in particular.
_ENOUGH = 30


class Drivers(Chart):
    """
    How strongly each score goes with the overall one, against how good it is.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose a driver plot where scores have scales, and bars of the correlations.
        """
        rows = [row for row in reading.rows("drivers") if row["correlation"] is not None]
        notable = [row for row in rows if row["is_notable"]]
        placed = [row for row in rows if _level(row) is not None and (row["n"] or 0) >= _ENOUGH]
        parts = []
        if len(placed) > 1:
            parts.append(Part(_plot(reading, placed)))
        if rows:
            heading = reading.said("chart.drivers.bars") if parts else ""
            parts.append(Part(_bars(reading, rows), heading))
        title = reading.said("chart.drivers.found", n=len(notable))
        if notable:
            strongest = max(notable, key=lambda row: row["correlation"])
            title = reading.said(
                "chart.drivers.strongest",
                name=_name(strongest),
                value=reading.told(strongest["correlation"], "score"),
            )
        return Drawing(
            title=title if rows else reading.question_title,
            parts=tuple(parts),
            notes=(reading.said("chart.notable"), *more(reading, len(rows))),
        )


def _name(row: Row) -> str:
    return f"{row['moment']} · {row['kind']}" if row["moment"] else str(row["kind"])


def _level(row: Row) -> float | None:
    low, high, mean = row["scale_low"], row["scale_high"], row["mean"]
    if low is None or high is None or mean is None or high <= low:
        return None
    return float((mean - low) / (high - low))


def _plot(reading: Reading, rows: Sequence[Row]) -> Quadrant:
    spots = []
    for row in rows:
        low, high = row["scale_low"], row["scale_high"]
        bounds = pair(row["mean_interval"])
        within = None
        if bounds is not None:
            within = tuple(min(max((end - low) / (high - low), 0.0), 1.0) for end in bounds)
        spots.append(
            Spot(
                name=_name(row),
                x=row["correlation"],
                y=_level(row) or 0.0,
                x_bounds=pair(row["correlation_interval"]),
                y_bounds=(within[0], within[1]) if within else None,
                aside=reading.n(row["n"]),
                is_hollow=not row["is_notable"],
            )
        )
    return Quadrant(
        spots=tuple(spots),
        x_name=reading.said("chart.drivers.weight"),
        y_name=reading.said("chart.drivers.level"),
        y_unit="share",
        y_range=(0.0, 1.0),
        x_middle=sum(spot.x for spot in spots) / len(spots),
        y_middle=sum(spot.y for spot in spots) / len(spots),
        corners=Corners(
            high_start=reading.said("chart.corner.keep"),
            high_end=reading.said("chart.corner.strength"),
            low_start=reading.said("chart.corner.watch"),
            low_end=reading.said("chart.corner.improve"),
            marked="low_end",
        ),
    )


def _bars(reading: Reading, rows: Sequence[Row]) -> Bars:
    bars = tuple(
        Bar(
            name=_name(row),
            value=row["correlation"],
            bounds=pair(row["correlation_interval"]),
            aside=reading.n(row["n"]),
            tone="plain" if row["is_notable"] else "quiet",
            is_notable=bool(row["is_notable"]),
        )
        for row in rows[:MOST]
    )
    return Bars(bars=bars, unit="score", form="dot", is_signed=True)
