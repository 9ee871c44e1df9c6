"""
How real paths differ from the planned way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.plots.bars import Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class Alignment(Chart):
    """
    How many follow the plan, how many reach each step, and how the others depart from it.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose figures, bars of the steps and bars of the departures.
        """
        body, paths = reading.body, reading.body.get("paths")
        figures = tuple(
            reading.figure(
                body.get(f"{which}share"),
                "share",
                reading.said(f"chart.alignment.{name}"),
                bounds=body.get(f"{which}interval"),
                n=paths,
            )
            for which, name in (("", "follow"), ("in_order_", "order"), ("finished_", "finish"))
        )
        steps = tuple(ranked(reading, row, row["step"]) for row in reading.rows("steps"))
        rows = reading.rows("departures")
        departures = tuple(
            ranked(reading, row, row["name"], note=reading.said(f"cell.{row['kind']}"))
            for row in rows[:MOST]
        )
        parts = []
        if steps:
            heading = reading.said("chart.alignment.steps")
            parts.append(Part(Bars(bars=steps, most=1.0), heading))
        if departures:
            heading = reading.said("chart.alignment.departures")
            parts.append(Part(Bars(bars=departures, most=1.0), heading))
        share = body.get("share")
        return Drawing(
            title=reading.finding(
                share,
                "chart.alignment.found",
                share=reading.told(share, "share"),
                n=paths or 0,
            ),
            figures=figures,
            parts=tuple(parts),
            notes=more(reading, len(rows)),
        )
