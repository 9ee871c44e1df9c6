"""
What is followed by what sooner or later, as a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._matrix import matrix
from touchline.scene.charts._ranked import more

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class EventuallyFollows(Chart):
    """
    The share of customers with one activity who do another one later.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose a matrix.
        """
        rows = reading.rows("pairs")
        heat, hidden = matrix(
            reading,
            rows,
            count="cases",
            share="share",
            across=reading.said("chart.followed-by"),
            down=reading.said("chart.after-activity"),
        )
        others = [row for row in rows if row["source"] != row["target"]]
        title = reading.question_title
        if others and others[0]["share"] is not None:
            title = reading.said(
                "chart.eventually-follows.found",
                source=reading.label(others[0]["source"]),
                target=reading.label(others[0]["target"]),
                share=reading.told(others[0]["share"], "share"),
            )
        return Drawing(
            title=title,
            parts=(Part(heat),) if rows else (),
            notes=more(reading, hidden, 0),
            width=1240,
        )
