"""
The channels of each step as stacked bars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.charts import Chart
from touchline.scene.charts._drawing import Drawing
from touchline.scene.charts._drawing import Part as Shown
from touchline.scene.charts._ranked import more
from touchline.scene.charts._reading import pair
from touchline.scene.plots._amounts import bounds_told
from touchline.scene.plots.stacks import Part, Stack, Stacks

if TYPE_CHECKING:
    from touchline.scene.charts._reading import Reading, Row

#: The most steps on one sheet, and the most channels with a colour of their own.
_STEPS, _CHANNELS = 24, 8


class ChannelMix(Chart):
    """
    Through which channels customers come to each step.
    """

    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose one bar a step, each channel in one colour everywhere.
        """
        rows = reading.rows("channels")
        totals: dict[str, float] = {}
        for row in rows:
            totals[row["channel"]] = totals.get(row["channel"], 0) + (row["events"] or 0)
        channels = sorted(totals, key=lambda name: (-totals[name], name))
        named = channels[:_CHANNELS]
        steps = list(dict.fromkeys(row["step"] for row in rows))
        steps.sort(key=lambda step: step != "(all)")
        parts = [Part(name=reading.label(name), hue=i) for i, name in enumerate(named)]
        if len(channels) > len(named):
            parts.append(Part(name=reading.said("chart.other"), tone="quiet"))
        stacks = tuple(
            _stack(reading, step, [row for row in rows if row["step"] == step], named, len(parts))
            for step in steps[:_STEPS]
        )
        title = reading.question_title
        whole = [row for row in rows if row["step"] == "(all)" and row["share"] is not None]
        if whole:
            most = max(whole, key=lambda row: row["share"])
            title = reading.said(
                "chart.channel-mix.found",
                name=reading.label(most["channel"]),
                share=reading.told(most["share"], "share"),
                n=reading.body.get("events") or 0,
            )
        return Drawing(
            title=title,
            parts=(Shown(Stacks(parts=tuple(parts), stacks=stacks)),) if stacks else (),
            notes=more(reading, len(steps), _STEPS),
        )


def _stack(reading: Reading, step: str, rows: list[Row], named: list[str], n_parts: int) -> Stack:
    shares: list[float | None] = [None] * n_parts
    details = [""] * n_parts
    for row in rows:
        i = named.index(row["channel"]) if row["channel"] in named else n_parts - 1
        if row["share"] is not None:
            shares[i] = (shares[i] or 0.0) + row["share"]
        told = bounds_told(pair(row["interval"]), "share", reading.language)
        lines = [
            reading.said("scene.interval", interval=told) if told else "",
            reading.n(row["events"]),
        ]
        details[i] = "\n".join(line for line in lines if line)
    n = sum(row["events"] or 0 for row in rows)
    return Stack(
        name=reading.label(step),
        shares=tuple(shares),
        aside=reading.n(n) if n else "",
        details=tuple(details),
    )
