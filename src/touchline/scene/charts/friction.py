"""
Signs of friction, as bars of how many show them and of what goes with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.charts._ranked import MOST, more, ranked
from touchline.scene.charts._reading import pair
from touchline.scene.plots.bars import Bar, Bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row
    from touchline.scene.plots import Tone


class Friction(Chart):
    """
    How often each sign occurs, and by how much those who show it complete less often.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose bars of the difference where there is a target, else of the share.
        """
        rows = reading.rows("signals")
        shown = _shown(rows)
        notable = sum(_tone(row) == "bad" for row in rows)
        has_target = any(row["difference"] is not None for row in rows)
        if has_target:
            title = reading.said("chart.friction.found", n=notable)
            bars = tuple(_difference(reading, row) for row in shown)
            form = Bars(bars=bars, unit="points", form="dot", is_signed=True)
        else:
            title = reading.said("chart.friction.counted", n=len(rows))
            form = Bars(bars=tuple(_share(reading, row) for row in shown), most=1.0)
        note = (reading.said("chart.friction.note"),) if has_target else ()
        return Drawing(
            title=title,
            parts=(Part(form),),
            notes=(*note, reading.said("chart.notable"), *more(reading, len(rows))),
        )


def _shown(rows: Sequence[Row]) -> list[Row]:
    """
    Keep the first rows in their order, and the notable ones wherever they stand.
    """
    notable = sum(bool(row["is_notable"]) for row in rows[MOST:])
    return [row for i, row in enumerate(rows) if i < MOST - notable or row["is_notable"]][:MOST]


def _name(reading: Reading, row: Row) -> str:
    return reading.path(row["path"])


def _kind(reading: Reading, row: Row) -> str:
    return reading.said(f"cell.{row['kind']}")


def _share(reading: Reading, row: Row) -> Bar:
    kind = _kind(reading, row)
    return ranked(reading, row, _name(reading, row), note=kind, counts=("cases", "exposed"))


def _difference(reading: Reading, row: Row) -> Bar:
    share = reading.told(row["share"], "share")
    note = reading.said("chart.friction.kind", kind=_kind(reading, row), share=share)
    return Bar(
        name=_name(reading, row),
        value=row["difference"],
        bounds=pair(row["interval_of_difference"]),
        note=note,
        aside=reading.n(row["cases"]),
        tone=_tone(row),
        is_notable=bool(row["is_notable"]),
    )


def _tone(row: Row) -> Tone:
    """
    Call a sign bad with which fewer complete beyond chance, and good where more do.
    """
    if not row["is_notable"]:
        return "quiet"
    return "bad" if (row["difference"] or 0.0) < 0 else "good"
