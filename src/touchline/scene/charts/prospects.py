"""
How likely customers are to complete, by where they stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class Prospects(Chart):
    """
    The share that completed after each state, and how good the predictions proved.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose dots of the probability by state, and of what was predicted against what happened.
        """
        body, rows = reading.body, reading.rows("states")
        bars = tuple(
            Bar(
                name=reading.path(row["path"]) if row["path"] else reading.said("chart.all"),
                value=row["probability"],
                bounds=pair(row["interval"]),
                note=reading.said("chart.prospects.now", n=row["now"]) if row["now"] else "",
                aside=reading.n(row["n"]),
            )
            for row in rows[:MOST]
        )
        parts = [Part(Bars(bars=bars, form="dot", most=1.0))] if bars else []
        tried = [one for one in (body.get("calibration") or {}).get("reliability", ()) if one["n"]]
        if tried:
            checks = tuple(
                Bar(
                    name=reading.said(
                        "chart.prospects.predicted", share=reading.told(one["predicted"], "share")
                    ),
                    value=one["observed"],
                    bounds=pair(one["interval"]),
                    aside=reading.n(one["n"]),
                    mark=one["predicted"],
                    tone="quiet",
                )
                for one in tried
            )
            heading = reading.said("chart.prospects.check")
            note = reading.said("chart.prospects.check-note")
            parts.append(Part(Bars(bars=checks, form="dot", most=1.0), heading, note))
        expected = body.get("expected")
        return Drawing(
            title=reading.finding(
                expected,
                "chart.prospects.found",
                n=body.get("now") or 0,
                expected=reading.told(expected, "amount"),
            ),
            parts=tuple(parts),
            notes=more(reading, len(rows)),
        )
