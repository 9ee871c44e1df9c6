"""
Cohorts as a matrix, and how many come back as a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import more
from touchline.scene.charts._reading import pair
from touchline.scene.plots.curves import Curves, Point, Series
from touchline.scene.plots.heat import Heat, HeatCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row

#: The most cohorts and periods on one sheet.
_COHORTS, _PERIODS = 26, 14
#: A smaller q-value tells a cohort from the others.
_NOTABLE = 0.05


class Retention(Chart):
    """
    Of those who came first in one period, how many come back in each later one.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose a line over all cohorts, and a matrix of them.
        """
        cells, curve = reading.rows("cells"), reading.rows("curve")
        cohorts = list(dict.fromkeys(row["cohort"] for row in cells))
        parts = []
        if any(row["share"] is not None for row in curve):
            parts.append(Part(_line(reading, curve), reading.said("chart.retention.line")))
        if cells:
            heading = reading.said("chart.retention.cohorts")
            parts.append(Part(_heat(reading, cells, cohorts[-_COHORTS:]), heading))
        first = next((row for row in curve if row["period"] == 1), {"share": None, "n": 0})
        return Drawing(
            title=reading.finding(
                first["share"],
                "chart.retention.found",
                share=reading.told(first["share"], "share"),
                n=first["n"] or 0,
            ),
            parts=tuple(parts),
            notes=more(reading, len(cohorts), _COHORTS),
            width=1100,
        )


def _line(reading: Reading, curve: Sequence[Row]) -> Curves:
    points = tuple(
        Point(
            row["period"],
            row["share"],
            pair(row["interval"]),
            words=reading.n(row["n"]),
        )
        for row in curve
    )
    places = tuple(reading.told(row["period"], "count") for row in curve)
    return Curves(
        series=(Series(name="", points=points),),
        places=places,
        most=1.0,
        caption=reading.said("chart.retention.periods"),
    )


def _heat(reading: Reading, rows: Sequence[Row], cohorts: Sequence[str]) -> Heat:
    periods = sorted({row["period"] for row in rows})[:_PERIODS]
    cells = {
        (cohorts.index(row["cohort"]), periods.index(row["period"])): HeatCell(
            row["share"],
            pair(row["interval"]),
            reading.n(row["n"]),
            is_notable=row["q"] is not None and row["q"] < _NOTABLE,
        )
        for row in rows
        if row["cohort"] in cohorts and row["period"] in periods and row["share"] is not None
    }
    sizes = {row["cohort"]: row["n"] for row in rows}
    return Heat(
        rows=tuple(cohorts),
        columns=tuple(reading.told(period, "count") for period in periods),
        cells=cells,
        notes=tuple(reading.n(sizes[cohort]) for cohort in cohorts),
        across=reading.said("chart.retention.periods"),
        down=reading.said("chart.retention.first"),
        most=1.0,
    )
