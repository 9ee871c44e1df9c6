"""
A number over time, as a line with the band of its intervals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import has_message
from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._reading import pair
from touchline.scene.plots.curves import Curves, Point, Series

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading
    from touchline.scene.plots._amounts import Unit

#: A smaller q-value tells a period from the one before it.
_NOTABLE = 0.05


class Trend(Chart):
    """
    One number period by period.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose a line; hollow points may still change, diamonds differ from the one before.
        """
        rows = reading.rows("points")
        unit: Unit = reading.body.get("unit", "share")
        points = tuple(
            Point(
                i,
                row["value"],
                pair(row["interval"]),
                words=" · ".join(part for part in (row["period"], reading.n(row["n"])) if part),
                is_open=not row["is_complete"],
                is_notable=row["q"] is not None and row["q"] < _NOTABLE,
            )
            for i, row in enumerate(rows)
        )
        curve = Curves(
            series=(Series(name="", points=points),),
            unit=unit,
            places=tuple(row["period"] for row in rows),
            least=0.0 if unit == "count" else None,
        )
        notes = []
        if any(point.is_open for point in points):
            notes.append(reading.said("chart.trend.open"))
        if any(point.is_notable for point in points):
            notes.append(reading.said("chart.trend.notable"))
        if any(point.bounds is not None for point in points):
            notes.append(reading.said("chart.band"))
        return Drawing(
            title=_title(reading, unit),
            parts=(Part(curve),) if rows else (),
            notes=tuple(notes),
        )


def _title(reading: Reading, unit: Unit) -> str:
    """
    Compare the first complete period that has a number with the last one.
    """
    rows = [
        row for row in reading.rows("points") if row["is_complete"] and row["value"] is not None
    ]
    name = str((reading.question.get("of") or {}).get("name", ""))
    key = f"question.{name}.title"
    what = reading.said(key) if has_message(key) else name
    if len(rows) < 2:  # noqa: PLR2004 (two to compare)
        return what or reading.question_title
    first, last = (reading.told(row["value"], unit) for row in (rows[0], rows[-1]))
    return reading.said(
        "chart.trend.found",
        what=what,
        first=first,
        last=last,
        start=rows[0]["period"],
        end=rows[-1]["period"],
    )
