"""
The most frequent paths as rows of chevrons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._hues import hues_of
from touchline.scene.charts._reading import pair
from touchline.scene.plots.sequences import Sequence, Sequences

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row

#: The most paths on one sheet.
_MOST = 20


class Variants(Chart):
    """
    The paths that most customers take.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose rows of chevrons with the share of each path.
        """
        rows = reading.rows("variants")
        shown = rows[:_MOST]
        last = next((row for row in reversed(shown) if row["cumulative_share"] is not None), None)
        hues = hues_of(reading.label(name) for row in shown for name in row["path"])
        title = reading.question_title
        if last is not None:
            share = reading.told(last["cumulative_share"], "share")
            title = reading.said(
                "chart.variants.found",
                n=shown.index(last) + 1,
                whole=reading.body.get("n_variants") or len(rows),
                share=share,
            )
        most = max((row["share"] or 0.0 for row in shown), default=1.0)
        paths = tuple(_sequence(reading, row) for row in shown)
        hidden = reading.body.get("hidden")
        notes = (reading.said("chart.variants.hidden", n=hidden),) if hidden else ()
        parts = (Part(Sequences(sequences=paths, hues=hues, most=most or 1.0)),) if rows else ()
        return Drawing(title=title, parts=parts, notes=notes, width=1100)


def _sequence(reading: Reading, row: Row) -> Sequence:
    aside = [reading.n(row["cases"])]
    if row["median_seconds"]:
        span = reading.told(row["median_seconds"], "seconds")
        aside.append(reading.said("chart.half-within", span=span))
    return Sequence(
        path=tuple(reading.label(name) for name in row["path"]),
        share=row["share"],
        bounds=pair(row["interval"]),
        aside=" · ".join(part for part in aside if part),
    )
