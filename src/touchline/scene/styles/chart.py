"""
The journey in numbers: reach, loss, times and feelings over the same steps (R-081).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Group
from touchline.lanes._pen import Pen
from touchline.scene.columns import columns
from touchline.scene.header import header
from touchline.scene.heads import head_width, stages, steps, tints
from touchline.scene.here import frame, sign
from touchline.scene.legend import footer, legend
from touchline.scene.panels.board import GUTTER, Board
from touchline.scene.panels.kept import FEELINGS, FIGURES, departures, plotted, told_lanes
from touchline.scene.panels.loss import loss
from touchline.scene.panels.pace import pace
from touchline.scene.panels.reach import reach
from touchline.scene.panels.signs import signs_of
from touchline.scene.panels.silence import nothing_measured
from touchline.scene.panels.targets import targets
from touchline.scene.panels.trend import trend
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.lanes import Column
    from touchline.scene.subject import Subject

#: The panels end here when the map has no step, px.
_EMPTY = 640.0


class Chart(Style):
    """
    Panels of figures below the steps: measured ones first, then what the map itself tells.
    """

    has_places: ClassVar[bool] = True

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place header, steps, panels and legend from top to bottom.
        """
        kept = told_lanes(subject.journey, (*FEELINGS, *FIGURES))
        shows_grades = any(
            card.evidence
            for lane in kept
            if lane.kind in FIGURES
            for cell in lane.cells
            for card in cell.cards
        )
        pen = Pen(theme=theme, language=subject.language, shows_grades=shows_grades)
        # Words of lanes that a chart leaves out must not widen its columns.
        shown = replace(subject, journey=subject.journey.model_copy(update={"lanes": tuple(kept)}))
        x = MARGIN + PAD
        head = head_width(shown, pen)
        start = x + head + GUTTER
        wished = None if width is None else width - start - PAD - MARGIN
        placed = columns(shown, pen, x=start, width=wished)
        end = placed[-1].end if placed else start + _EMPTY
        content = end - x

        top, low = header(subject, pen, x=x, top=MARGIN + PAD - 2, width=content)
        stage_groups, signs_top = stages(subject, pen, placed, low + 18)
        here, steps_top = sign(subject, pen, placed, signs_top)
        step_groups, panels_top = steps(subject, pen, placed, steps_top)
        panels, low = _panels(subject, pen, placed, x=x, head=head, top=panels_top, end=end)
        fields = tints(pen, placed, steps_top, panels_top, low)
        ground = Group(children=tuple(fields), role="ground")
        frames = frame(subject, pen, placed, steps_top, low)
        children = [top, ground, *frames, *stage_groups, *here, *step_groups, *panels]
        entries = signs_of(subject, pen, kept)
        group, bottom = legend(subject, pen, x=x, top=low + 14, width=content, entries=entries)
        if group:
            children.append(group)
            low = bottom
        group, bottom = footer(subject, pen, x=x, top=low + 14, width=content)
        if group:
            children.append(group)
            low = bottom
        return sheet(subject, theme, end + PAD, low + PAD - 4, children)


def _panels(
    subject: Subject,
    pen: Pen,
    placed: tuple[Column, ...],
    *,
    x: float,
    head: float,
    top: float,
    end: float,
) -> tuple[list[Primitive], float]:
    """
    Place what was measured, then feelings and kept figures, then departures from the plan.
    """
    drawn: list[Primitive] = []
    low = top
    measures = subject.measures
    if measures is None or not placed:
        group, low = nothing_measured(pen, x=x, top=low, width=end - x)
        drawn.append(group)
    else:
        board = Board(subject=subject, measures=measures, pen=pen, columns=placed, x=x, head=head)
        for panel in (reach, loss, trend, pace, targets):
            found = panel(board, low)
            if found is not None:
                drawn.append(found[0])
                low = found[1]
    if not placed:
        return drawn, low
    for lane in told_lanes(subject.journey, FEELINGS):
        group, low = plotted(subject, pen, placed, lane, x=x, width=head, top=low)
        drawn.append(group)
    apart = departures(subject, pen, placed, x=x, width=head, top=low)
    if apart is not None:
        drawn.append(apart[0])
        low = apart[1]
    for lane in told_lanes(subject.journey, FIGURES):
        group, low = plotted(subject, pen, placed, lane, x=x, width=head, top=low)
        drawn.append(group)
    return drawn, low
