"""
What a change did, before and after or beside a control.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from touchline.i18n import date_text, has_message
from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars
from touchline.scene.plots.curves import Curves, Point, Rule, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row
    from touchline.scene.plots import Tone
    from touchline.scene.plots._amounts import Unit

_TONES: dict[str, Tone] = {"better": "good", "worse": "bad"}


class Impact(Chart):
    """
    The measured effect of a change, its verdict, and the numbers it is drawn from.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose dots of the groups, and the series of periods where there is one.
        """
        body = reading.body
        unit: Unit = body.get("unit", "share")
        verdict = str(body.get("verdict", ""))
        # The difference of two shares is in points.
        of_effect: Unit = "points" if unit == "share" else unit
        effect = body.get("effect")
        told = reading.said(f"cell.{verdict}") if has_message(f"cell.{verdict}") else verdict
        figure = reading.figure(
            effect,
            of_effect,
            reading.said("chart.impact.effect"),
            bounds=body.get("interval"),
            tone=_TONES.get(verdict, "plain"),
        )
        groups = reading.rows("groups")
        bars = tuple(_bar(reading, row) for row in groups)
        parts = [Part(Bars(bars=bars, unit=unit, form="dot"))] if bars else []
        series = body.get("series")
        if series and series.get("points"):
            heading = reading.said("chart.impact.series")
            parts.append(Part(_curve(reading, series["points"], unit), heading))
        return Drawing(
            title=reading.finding(
                effect,
                "chart.impact.found",
                verdict=told,
                effect=reading.told(effect, of_effect, signed=True),
            ),
            figures=(figure,),
            parts=tuple(parts),
        )


def _bar(reading: Reading, row: Row) -> Bar:
    key = f"chart.group.{row['group']}"
    name = reading.said(key) if has_message(key) else reading.label(row["group"])
    days = [_day(reading, row[end]) for end in ("start", "end") if row.get(end)]
    note = reading.said("scene.span", first=days[0], last=days[1]) if len(days) > 1 else ""
    return Bar(
        name=name,
        value=row["value"],
        bounds=pair(row["interval"]),
        note=note,
        aside=reading.n(row["n"]),
    )


def _day(reading: Reading, moment: str) -> str:
    return date_text(dt.datetime.fromisoformat(moment).date(), reading.language, form="short")


def _curve(reading: Reading, rows: Sequence[Row], unit: Unit) -> Curves:
    points = tuple(Point(i, row["value"], words=reading.n(row["n"])) for i, row in enumerate(rows))
    change = str(reading.question.get("change", ""))
    # Both are ISO 8601, whose days compare as text.
    after = next((i for i, row in enumerate(rows) if str(row["start"])[:10] >= change[:10]), None)
    rules = (
        () if after is None else (Rule(at=after - 0.5, name=reading.said("chart.impact.change")),)
    )
    places = tuple(
        date_text(dt.datetime.fromisoformat(row["start"]).date(), reading.language, form="day")
        for row in rows
    )
    return Curves(
        series=(Series(name="", points=points),),
        unit=unit,
        places=places,
        rules=rules,
        least=None,
    )
