"""
Hand-offs between channels as a matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._matrix import matrix
from touchline.scene.charts._ranked import more

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading


class HandOffs(Chart):
    """
    From which channel to which customers change.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose a matrix of the share of all that leave a channel.
        """
        rows = reading.rows("hand_offs")
        heat, hidden = matrix(
            reading,
            rows,
            count="count",
            share="share_out",
            across=reading.said("chart.to-channel"),
            down=reading.said("chart.from-channel"),
        )
        title = reading.question_title
        if rows and rows[0]["count"] is not None:
            title = reading.said(
                "chart.hand-offs.found",
                source=reading.label(rows[0]["source"]),
                target=reading.label(rows[0]["target"]),
                n=rows[0]["count"],
                whole=reading.body.get("count") or 0,
            )
        return Drawing(
            title=title,
            parts=(Part(heat),) if rows else (),
            notes=(reading.said("chart.share-out"), *more(reading, hidden, 0)),
            width=1100,
        )
