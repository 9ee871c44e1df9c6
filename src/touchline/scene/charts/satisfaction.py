"""
Scores of surveys: how they part, and how they move over time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.analysis._scales import SCALES
from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing
from touchline.scene.charts._drawing import Part as Shown
from touchline.scene.charts._ranked import more
from touchline.scene.charts._reading import pair
from touchline.scene.plots._amounts import bounds_told
from touchline.scene.plots.curves import Curves, Point, Series
from touchline.scene.plots.stacks import Part, Stack, Stacks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.scene.charts._reading import Reading, Row
    from touchline.scene.plots import Tone
    from touchline.scene.plots._amounts import Unit

#: The parts of a bar from the worst to the best.
_ENDS: tuple[tuple[str, Tone], ...] = (("bad", "bad"), ("neither", "quiet"), ("good", "good"))
#: The most bars, and the most lines of one kind of score.
_BARS, _LINES = 30, 4


class Satisfaction(Chart):
    """
    Favourable, neither and unfavourable replies, such as promoters, passives and detractors.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose stacked bars by kind, or lines where there are periods.
        """
        rows = [row for row in reading.rows("scores") if row["score"] is not None]
        periods = list(dict.fromkeys(row["period"] for row in rows if row["period"]))
        parts = (
            _over_time(reading, rows, sorted(periods))
            if len(periods) > 1
            else _parts(reading, rows[:_BARS])
        )
        return Drawing(
            title=_title(reading, rows),
            parts=parts,
            notes=() if len(periods) > 1 else more(reading, len(rows), _BARS),
        )


def _unit(row: Row) -> Unit:
    if row["method"] == "nps":
        return "amount"
    return "score" if row["method"] == "mean" else "share"


def _told(reading: Reading, row: Row) -> tuple[str, str]:
    """
    Write a score as it is usually written: a net promoter score has no percent sign.
    """
    bounds = pair(row["score_interval"])
    unit = _unit(row)
    value = reading.told(row["score"], unit, signed=row["method"] == "nps")
    return value, bounds_told(bounds, unit, reading.language)


def _kind(name: str) -> str:
    """
    Write a kind of score as it is known: NPS, CSAT and CES are said in letters.
    """
    return name.upper() if name in SCALES else name


def _title(reading: Reading, rows: Sequence[Row]) -> str:
    best = max(rows, key=lambda row: row["n"] or 0, default=None)
    if best is None:
        return reading.question_title
    value, bounds = _told(reading, best)
    return reading.said(
        "chart.satisfaction.found",
        kind=_kind(str(best["kind"])),
        where=_where(reading, best) or reading.said("chart.all"),
        value=value,
        interval=bounds or "–",
        n=best["n"] or 0,
    )


def _where(reading: Reading, row: Row) -> str:
    return " · ".join(reading.label(row[name]) for name in ("moment", "group") if row[name])


def _parts(reading: Reading, rows: Sequence[Row]) -> tuple[Shown, ...]:
    shown = []
    for kind in dict.fromkeys(row["kind"] for row in rows):
        own = [row for row in rows if row["kind"] == kind]
        names = "promoters" if own[0]["method"] == "nps" else "favourable"
        kinds = tuple(
            Part(name=reading.said(f"chart.{names}.{which}"), tone=tone) for which, tone in _ENDS
        )
        stacks = tuple(_stack(reading, row) for row in own)
        scale = reading.said(
            "chart.satisfaction.scale",
            low=reading.told(own[0]["scale_low"], "count"),
            high=reading.told(own[0]["scale_high"], "count"),
        )
        heading = f"{_kind(str(kind))} · {scale}"
        shown.append(Shown(Stacks(parts=kinds, stacks=stacks), heading))
    return tuple(shown)


def _stack(reading: Reading, row: Row) -> Stack:
    good, bad = row["share_favourable"], row["share_unfavourable"]
    neither = None if good is None or bad is None else max(1 - good - bad, 0.0)
    value, bounds = _told(reading, row)
    return Stack(
        name=_where(reading, row) or reading.said("chart.all"),
        shares=(bad, neither, good),
        figure=value,
        bounds=bounds,
        aside=reading.n(row["n"]),
    )


def _over_time(reading: Reading, rows: Sequence[Row], periods: Sequence[str]) -> tuple[Shown, ...]:
    shown: list[Shown] = []
    for kind in dict.fromkeys(row["kind"] for row in rows):
        own = [row for row in rows if row["kind"] == kind]
        if len({row["period"] for row in own}) == 1:
            # What was asked in one period only makes no line.
            shown += _parts(reading, own[:_BARS])
            continue
        totals: dict[str, int] = {}
        for row in own:
            where = _where(reading, row)
            totals[where] = totals.get(where, 0) + (row["n"] or 0)
        groups = sorted(totals, key=lambda where: (-totals[where], where))
        lines = tuple(
            _series(reading, where, own, periods, hue=i) for i, where in enumerate(groups[:_LINES])
        )
        curves = Curves(series=lines, unit=_unit(own[0]), places=tuple(periods), least=None)
        note = (
            ""
            if len(groups) <= _LINES
            else (reading.said("chart.satisfaction.more", n=len(groups) - _LINES))
        )
        shown.append(Shown(curves, _kind(str(kind)), note))
    return tuple(shown)


def _series(
    reading: Reading, where: str, rows: Sequence[Row], periods: Sequence[str], *, hue: int
) -> Series:
    points = tuple(
        Point(
            periods.index(row["period"]),
            row["score"],
            pair(row["score_interval"]),
            words=" · ".join((row["period"], reading.n(row["n"]))),
            is_open=row["is_complete"] is False,
        )
        for row in sorted(rows, key=lambda row: str(row["period"]))
        if _where(reading, row) == where and row["period"]
    )
    return Series(name=where or reading.said("chart.all"), points=points, hue=hue)
