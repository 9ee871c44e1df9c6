"""
What one customer did, event by event.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from touchline.i18n import moment_text
from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import more
from touchline.scene.plots.table import Table

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row

#: The most events on one sheet.
_MOST = 60


class Path(Chart):
    """
    The events of one customer in order, with the time between them.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose a table.
        """
        rows = reading.rows("events")
        names = ["activity", "time", "after-seconds"]
        has_channel = any(row["channel"] for row in rows)
        names += ["channel"] if has_channel else []
        cells = tuple(_cells(reading, row, has_channel=has_channel) for row in rows[:_MOST])
        heads = tuple(reading.said(f"column.{name}") for name in names)
        span = reading.body.get("duration_seconds")
        return Drawing(
            title=reading.finding(
                span, "chart.path.found", n=len(rows), span=reading.told(span, "seconds")
            ),
            parts=(Part(Table(heads=heads, rows=cells, numeric=frozenset({2}))),) if rows else (),
            notes=more(reading, len(rows), _MOST),
            width=760,
        )


def _cells(reading: Reading, row: Row, *, has_channel: bool) -> tuple[str, ...]:
    moment = moment_text(dt.datetime.fromisoformat(row["time"]), reading.language)
    after = row["after_seconds"]
    cells = [
        reading.label(row["activity"]),
        moment,
        "" if after is None else reading.told(after, "seconds"),
    ]
    return (*cells, row["channel"] or "") if has_channel else tuple(cells)
