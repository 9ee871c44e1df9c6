"""
A funnel as bars that shrink from step to step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row


class Funnel(Chart):
    """
    Who gets how far, step by step, and for each group when there are several.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars of all who entered, with the step before behind them.
        """
        rows = reading.rows("steps")
        parts = [step for group in reading.rows("groups") for step in group["steps"]]
        groups = list(dict.fromkeys(row["group"] for row in parts))
        bars = _grouped(reading, parts, groups) if groups else _plain(reading, rows)
        return Drawing(
            title=_title(reading, rows),
            parts=(Part(Bars(bars=tuple(bars), most=1.0)),),
            notes=(reading.said("chart.funnel.note"),),
        )


def _title(reading: Reading, rows: Sequence[Row]) -> str:
    share = reading.body.get("conversion")
    first = rows[0] if rows else {}
    last = rows[-1] if rows else {}
    return reading.finding(
        share,
        "chart.funnel.found",
        share=reading.told(share, "share"),
        first=first.get("name", ""),
        last=last.get("name", ""),
        n=_entered(rows),
    )


def _entered(rows: Sequence[Row]) -> int:
    if not rows:
        return 0
    own = (row["entered"] or 0 for row in rows if row["name"] == rows[0]["name"])
    return sum(own)


def _plain(reading: Reading, rows: Sequence[Row]) -> list[Bar]:
    bars = []
    before: float | None = None
    for row in rows:
        bars.append(_bar(reading, row, rows[0], str(row["name"]), before=before))
        before = row["share_of_first"]
    return bars


def _grouped(reading: Reading, rows: Sequence[Row], groups: Sequence[str]) -> list[Bar]:
    """
    Put the groups of each step below its name, after how they compare.
    """
    bars = []
    for name in dict.fromkeys(row["name"] for row in rows):
        own = [row for row in rows if row["name"] == name]
        for i, row in enumerate(own):
            hue = groups.index(row["group"])
            first = next(one for one in rows if one["group"] == row["group"])
            heading, group = str(name) if i == 0 else "", reading.label(row["group"])
            bars.append(_bar(reading, row, first, group, heading=heading, hue=hue))
    return bars


def _bar(
    reading: Reading,
    row: Row,
    first: Row,
    name: str,
    *,
    before: float | None = None,
    heading: str = "",
    hue: int = 0,
) -> Bar:
    notes = []
    if before is not None and row["share_of_previous"] is not None:
        share = reading.told(row["share_of_previous"], "share")
        notes.append(reading.said("chart.funnel.onward", share=share))
    median = row.get("median_seconds_from_previous")
    if median is not None:
        notes.append(reading.said("chart.half-within", span=reading.told(median, "seconds")))
    return Bar(
        name=name,
        value=row["share_of_first"],
        bounds=pair(row["interval_of_first"]),
        note=" · ".join(notes),
        # The bar is a share of all who began, and so are the numbers beside it.
        aside=_counted(reading, row["reached"], first["entered"]),
        whole=before,
        heading=heading,
        hue=hue,
    )


def _counted(reading: Reading, n: int | None, whole: int | None) -> str:
    if n is None or whole is None:
        return ""
    return reading.said("chart.of", n=n, whole=whole)
