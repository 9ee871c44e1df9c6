"""
The signs of a chart with their meaning: only what occurs is explained.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Line, Rect
from touchline.i18n import number, translate
from touchline.model.experience import Feeling
from touchline.scene.legend import Entry, step_entries
from touchline.scene.panels.board import whisker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.measuring.measured import Measures
    from touchline.model.structure import Lane
    from touchline.scene.subject import Subject


def signs_of(subject: Subject, pen: Pen, kept: Sequence[Lane]) -> list[Entry]:
    """
    Find out which signs occur in a chart.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        kept: The lanes of the map that the chart draws.

    Returns:
        The signs with their meaning.
    """
    # Ways between steps and the other lanes are not drawn here.
    drawn = subject.journey.model_copy(update={"lanes": tuple(kept), "branches": ()})
    shown = replace(subject, journey=drawn)
    entries = step_entries(shown, pen)
    if subject.measures is not None and subject.journey.steps:
        entries += _measured(subject.measures, pen)
    return entries + feeling_entries(pen, kept)


def feeling_entries(pen: Pen, kept: Sequence[Lane]) -> list[Entry]:
    """
    Explain the scale of feelings, and the band around those that were surveyed.

    Args:
        pen: What knows language.
        kept: The lanes that are drawn.

    Returns:
        Up to two entries.
    """
    entries = []
    feelings = [
        (lane, card)
        for lane in kept
        for cell in lane.cells
        for card in cell.cards
        if isinstance(card, Feeling)
    ]
    scales = {card.scale_in(lane) for lane, card in feelings}
    if len(scales) == 1:
        ends = scales.pop()
        low, high = (number(end, pen.language) for end in (ends.low, ends.high))
        entries.append(Entry(translate("scene.legend-scale", pen.language, low=low, high=high)))
    if any(card.low is not None for _, card in feelings):
        entries.append(Entry(translate("scene.legend-band", pen.language), _band))
    return entries


def interval_entry(pen: Pen) -> Entry:
    """
    Explain the line that shows an interval.

    Args:
        pen: What knows language.

    Returns:
        The entry.
    """
    return Entry(translate("scene.chart-whisker", pen.language), _whisker)


def _measured(measures: Measures, pen: Pen) -> list[Entry]:
    language = pen.language
    entries = [interval_entry(pen)]
    planned = [each for each in measures.steps if each.reached_share is not None]
    if len(planned) > 1:
        entries.append(Entry(translate("scene.chart-since-before", language), _ghost))
    if len(planned) < sum(1 for each in measures.steps if each.visitors is not None):
        entries.append(Entry(translate("scene.chart-beside", language), _hollow))
    if any(each.time_to_next is not None for each in measures.steps):
        entries.append(Entry(translate("scene.chart-median", language), _median))
    if any(not each.is_complete for each in measures.periods):
        entries.append(Entry(translate("scene.chart-trend-open", language), _open))
    if any(each.targets for each in measures.steps):
        entries.append(Entry(translate("scene.chart-target-mark", language), _target))
    entries.append(Entry(translate("scene.legend-interval", language)))
    if any(each.completion_to_read != each.completion for each in measures.steps):
        entries.append(Entry(translate("scene.legend-elapsed", language)))
    return entries


def _whisker(pen: Pen, cx: float, cy: float) -> Primitive:
    return Group(children=tuple(whisker(pen, cx, cy - 6, cy + 6)), role="sign")


def _ghost(pen: Pen, cx: float, cy: float) -> Primitive:
    theme = pen.theme
    return Rect(
        x=cx - 6,
        y=cy - 5,
        width=12,
        height=10,
        fill=theme.pain,
        stroke=theme.pain_strong_line,
        dash=(3, 3),
    )


def _hollow(pen: Pen, cx: float, cy: float) -> Primitive:
    theme = pen.theme
    return Rect(
        x=cx - 6,
        y=cy - 5,
        width=12,
        height=10,
        fill=theme.paper,
        stroke=theme.neutral,
        dash=(3, 2),
    )


def _median(pen: Pen, cx: float, cy: float) -> Primitive:
    ink = pen.theme.second
    children = (
        Line(x1=cx, y1=cy - 6, x2=cx, y2=cy + 3, stroke=ink, stroke_width=2),
        Line(x1=cx - 4, y1=cy - 6, x2=cx + 4, y2=cy - 6, stroke=ink, stroke_width=2),
        Ellipse(cx=cx, cy=cy + 3, rx=3.5, ry=3.5, fill=ink),
    )
    return Group(children=children, role="sign")


def _open(pen: Pen, cx: float, cy: float) -> Primitive:
    ink = pen.theme.second
    return Ellipse(cx=cx, cy=cy, rx=3.5, ry=3.5, fill=pen.theme.paper, stroke=ink, stroke_width=1.5)


def _target(pen: Pen, cx: float, cy: float) -> Primitive:
    return Line(x1=cx - 6, y1=cy, x2=cx + 6, y2=cy, stroke=pen.theme.ink, stroke_width=2.2)


def _band(pen: Pen, cx: float, cy: float) -> Primitive:
    return Rect(x=cx - 7, y=cy - 4, width=14, height=8, fill=pen.theme.ink, radius=2, opacity=0.14)
