"""
The sizes of a circle: where its rings lie and where each step stands on them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from touchline.lanes import Column

if TYPE_CHECKING:
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Stage
    from touchline.scene.cycle.polar import Centre
    from touchline.scene.subject import Subject

#: The part of the circle at the top in which it closes, degrees.
GAP = 30.0

#: The radius of a step and the least distance of two along the ring, px.
NODE, _APART = 17.0, 54.0

#: The least radius of the field in the middle, and of the whole, px.
_MIDDLE, _WHOLE = 168.0, 412.0

#: The space between the middle and the stages, and between the stages and the steps, px.
_INSIDE, _GAP = 20.0, 11.0

#: What each lane takes that is a ring inside the stages, px.
BELT = 26.0

#: What each further way between stages and steps takes, px.
LEVEL = 15.0

#: The least and the greatest thickness of the ring of stages, px.
_THIN, _THICK = 86.0, 118.0

#: The ring of feelings: the free space on either side, and from neutral to the best score, px.
_SIDE, _AMPLE = 33.0, 36.0

#: Without feelings the outermost ring lies so far outside the steps, px.
_PLAIN = 12.0

#: The least length of the way in above the steps, px.
_WAY_IN = 58.0

#: How much a circle grows for its call-outs, px.
_LARGEST = 560.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    Where everything lies.

    Args:
        centre: The middle of the circle.
        middle: The radius of the field in the middle.
        inner: The inner radius of the stages.
        outer: The outer radius of the stages.
        node: The radius on which the steps stand.
        neutral: The radius of a feeling that is neither good nor bad.
        ample: From there to the best feeling.
        edge: The radius that holds everything.
        gap: The space between the stages and the steps, in which the other ways run.
        angles: Where each step stands, degrees.
        each: The part of the circle that a step takes, degrees.
        columns: The steps with their colours; their places are angles.
    """

    centre: Centre
    middle: float
    inner: float
    outer: float
    node: float
    neutral: float
    ample: float
    edge: float
    gap: float
    angles: tuple[float, ...]
    each: float
    columns: tuple[Column, ...]

    @property
    def top(self) -> float:
        """
        How far above the middle the way in begins.
        """
        return max(self.edge, self.node + NODE + _WAY_IN)

    @property
    def runs(self) -> list[tuple[Stage, float, float, Column]]:
        """
        The stages with the angles at which they begin and end, and their first step.
        """
        found = []
        pairs = zip(self.columns, self.angles, strict=True)
        for _, run in groupby(pairs, key=lambda pair: pair[0].stage.id):
            steps = list(run)
            start, end = steps[0][1] - self.each / 2, steps[-1][1] + self.each / 2
            found.append((steps[0][0].stage, start, end, steps[0][0]))
        return found


def plan(
    subject: Subject,
    pen: Pen,
    centre: Centre,
    *,
    has_feelings: bool,
    side: float,
    levels: int,
    n_belts: int,
) -> Plan:
    """
    Choose the sizes.

    Args:
        subject: The map, which has at least one step.
        pen: What measures words.
        centre: The middle of the circle.
        has_feelings: There is a ring of feelings.
        side: The height of the call-outs on the fuller side.
        levels: How many other ways run beside each other.
        n_belts: How many lanes are rings inside the stages.

    Returns:
        The sizes: as small as the steps allow, as large as the call-outs ask for.
    """
    columns = _columns(subject, pen)
    each = (360 - GAP) / len(columns)
    thick = _thickness(subject, pen)
    beyond = 2 * _SIDE + 2 * _AMPLE if has_feelings else _PLAIN
    least = (_APART if len(columns) > 1 else 0.0) / math.radians(each)
    gap = _GAP + LEVEL * levels
    inside = n_belts * BELT + _INSIDE
    shell = thick + gap + NODE + NODE + beyond
    wanted = min(max(_WHOLE, side / 2 * 0.96), _LARGEST)
    inner = max(
        _MIDDLE + inside,
        least - thick - gap - NODE,
        wanted - shell,
    )
    node = inner + thick + gap + NODE
    return Plan(
        centre=centre,
        middle=inner - inside,
        inner=inner,
        outer=inner + thick,
        node=node,
        neutral=node + NODE + _SIDE + _AMPLE,
        ample=_AMPLE,
        edge=node + NODE + beyond,
        gap=gap,
        angles=tuple(column.centre for column in columns),
        each=each,
        columns=columns,
    )


def _columns(subject: Subject, pen: Pen) -> tuple[Column, ...]:
    """
    Give each step its part of the circle, degrees.
    """
    steps = [(stage, step) for stage in subject.journey.stages for step in stage.steps]
    hues = {stage.id: pen.theme.stage_hue(i) for i, stage in enumerate(subject.journey.stages)}
    each = (360 - GAP) / len(steps)
    return tuple(
        Column(
            step=step,
            stage=stage,
            x=GAP / 2 + i * each,
            width=each,
            hue=hues[stage.id],
            ink=pen.theme.readable(hues[stage.id]),
            opens_stage=step is stage.steps[0],
        )
        for i, (stage, step) in enumerate(steps)
    )


def _thickness(subject: Subject, pen: Pen) -> float:
    """
    Make the ring of stages as thick as their longest word.
    """
    words = [
        (word, subject.language_of(stage.name))
        for stage in subject.journey.stages
        for word in subject.said(stage.name).split()
    ]
    widest = max((pen.width_of(word, pen.styles.stage, tag) for word, tag in words), default=0.0)
    return max(_THIN, min(_THICK, widest + 28))
