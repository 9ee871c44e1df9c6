"""
Where customers leave, as bars against the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.plots.bars import Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row
    from touchline.scene.plots import Tone


class DropOff(Chart):
    """
    The share of visits to each activity after which nothing follows.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars, each with the share of all other activities as a line across it.
        """
        rows = reading.rows("exits")
        known = [row for row in rows if row["share"] is not None]
        most = max(known, key=lambda row: row["exits"] or 0, default=None)
        bars = [
            ranked(
                reading,
                row,
                reading.label(row["activity"]),
                counts=("exits", "occurrences"),
                mark=row["share_elsewhere"],
                tone=_tone(row),
            )
            for row in rows[:MOST]
        ]
        title = reading.question_title
        if most is not None:
            share = reading.told(most["share"], "share")
            name = reading.label(most["activity"])
            title = reading.said(
                "chart.drop-off.found", name=name, share=share, n=most["exits"] or 0
            )
        return Drawing(
            title=title,
            parts=(Part(Bars(bars=tuple(bars), most=1.0)),),
            notes=(
                reading.said("chart.elsewhere"),
                reading.said("chart.notable"),
                *more(reading, len(rows)),
            ),
        )


def _tone(row: Row) -> Tone:
    """
    Call a share bad where it is above the others beyond chance, and quiet where it is below.
    """
    if not row["is_notable"]:
        return "plain"
    return "bad" if (row["share"] or 0.0) > (row["share_elsewhere"] or 0.0) else "good"
