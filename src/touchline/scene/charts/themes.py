"""
What comments are about, as bars with words of customers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import list_text, quote
from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row


class Themes(Chart):
    """
    How many comments speak of each theme.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars, with a quotation below each name.
        """
        body, rows = reading.body, reading.rows("themes")
        known = [row for row in rows if row["n"] is not None]
        most = max(known, key=lambda row: row["n"], default=None)
        title = reading.question_title
        if most is not None:
            title = reading.said(
                "chart.themes.found",
                name=most["theme"],
                share=reading.told(most["share"], "share"),
                n=body.get("comments") or 0,
            )
        shown = sorted(known, key=lambda row: -row["n"])[:MOST]
        bars = tuple(_bar(reading, row) for row in shown)
        without = body.get("without_theme")
        notes = (reading.said("chart.themes.without", n=without),) if without else ()
        return Drawing(
            title=title,
            parts=(Part(Bars(bars=bars)),) if bars else (),
            notes=(*notes, *more(reading, len(rows))),
        )


def _bar(reading: Reading, row: Row) -> Bar:
    quotes = row["quotes"] or ()
    note = (
        quote(quotes[0], reading.language)
        if quotes
        else list_text(row["terms"][:3], reading.language)
    )
    return Bar(
        name=str(row["theme"]),
        value=row["share"],
        bounds=pair(row["interval"]),
        note=note,
        aside=reading.n(row["n"]),
        language=row["language"] or None,
    )
