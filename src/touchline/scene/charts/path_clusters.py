"""
Kinds of journeys, each by its typical path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import has_message
from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._hues import hues_of
from touchline.scene.charts._reading import pair
from touchline.scene.plots.sequences import Sequence, Sequences

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row


class PathClusters(Chart):
    """
    Into which kinds journeys fall, and how sure that is.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose rows of chevrons with a name each.
        """
        rows = reading.rows("clusters")
        hues = hues_of(reading.label(name) for row in rows for name in row["path"])
        paths = tuple(_sequence(reading, row) for row in rows)
        title = reading.question_title
        if rows and rows[0]["share"] is not None:
            title = reading.said(
                "chart.path-clusters.found",
                n=len(rows),
                share=reading.told(rows[0]["share"], "share"),
                name=_name(reading, rows[0]),
            )
        most = max((row["share"] or 0.0 for row in rows), default=1.0) or 1.0
        parts = (Part(Sequences(sequences=paths, hues=hues, most=most)),) if rows else ()
        return Drawing(title=title, parts=parts, width=1100)


def _name(reading: Reading, row: Row) -> str:
    name = row.get("name")
    return str(name) if name else reading.said("cluster.plain", number=row["cluster"])


def _sequence(reading: Reading, row: Row) -> Sequence:
    notes = []
    verdict = f"cell.{row['verdict']}"
    if has_message(verdict):
        stability = reading.told(row["stability"], "share")
        notes.append(
            reading.said(
                "chart.path-clusters.verdict", verdict=reading.said(verdict), share=stability
            )
        )
    if row["median_seconds"]:
        span = reading.told(row["median_seconds"], "seconds")
        notes.append(reading.said("chart.half-within", span=span))
    return Sequence(
        path=tuple(reading.label(name) for name in row["path"]),
        share=row["share"],
        bounds=pair(row["interval"]),
        aside=reading.n(row["cases"]),
        name=_name(reading, row),
        note=" · ".join(notes),
    )
