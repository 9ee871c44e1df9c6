"""
The columns of two maps side by side: a step and its mate share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.lanes import Column
from touchline.model.map import JourneyMap
from touchline.model.structure import Stage
from touchline.model.text import OWN, LocalText
from touchline.scene.columns import NARROWEST, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.document.comparison import Comparison
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Step
    from touchline.scene.subject import Subject

#: Few columns grow to this width each, and together to this width, px.
_COMFORTABLE, _MODEST_GRID = 236.0, 1040.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """
    The columns of two maps.

    Args:
        frame: A map of the stages and steps of both, without lanes.
        columns: A column for each step of the frame.
        sides: The same columns with the steps of the first and of the second map; None where a map
            has no such step.
    """

    frame: JourneyMap
    columns: tuple[Column, ...]
    sides: tuple[tuple[Column | None, ...], tuple[Column | None, ...]]

    def of(self, side: int) -> tuple[Column, ...]:
        """
        Take the columns in which one map has a step.

        Args:
            side: 0 for the first map, 1 for the second.

        Returns:
            The columns from start to end.
        """
        return tuple(column for column in self.sides[side] if column is not None)


def shared_columns(
    subjects: tuple[Subject, Subject], found: Comparison, pen: Pen, x: float
) -> Shared:
    """
    Lay the steps of two maps out from start to end.

    Args:
        subjects: The two maps.
        found: Their comparison.
        pen: What measures words.
        x: Where the first column begins.

    Returns:
        The columns.
    """
    frame = _frame(subjects, found)
    widths = _widths(subjects, found, pen)
    hues = {stage.id: i for i, stage in enumerate(frame.stages)}
    placed: list[Column] = []
    exact = x
    for stage in frame.stages:
        for step in stage.steps:
            start, exact = round(exact), exact + widths[len(placed)]
            hue = pen.theme.stage_hue(hues[stage.id])
            placed.append(
                Column(
                    step=step,
                    stage=stage,
                    x=start,
                    width=round(exact) - start,
                    hue=hue,
                    ink=pen.theme.readable(hue),
                    opens_stage=step is stage.steps[0],
                )
            )
    own = [[pair.left for pair in found.steps], [pair.right for pair in found.steps]]
    sides = tuple(
        _own_columns(placed, names, subject) for names, subject in zip(own, subjects, strict=True)
    )
    return Shared(frame=frame, columns=tuple(placed), sides=(sides[0], sides[1]))


def _own_columns(
    placed: Sequence[Column], names: Sequence[str | None], subject: Subject
) -> tuple[Column | None, ...]:
    """
    Put the steps of one map into the shared columns.
    """
    steps = {step.id: step for step in subject.journey.steps}
    return tuple(
        None
        if name is None
        else Column(
            step=steps[name],
            stage=column.stage,
            x=column.x,
            width=column.width,
            hue=column.hue,
            ink=column.ink,
            opens_stage=column.opens_stage,
        )
        for column, name in zip(placed, names, strict=True)
    )


def _frame(subjects: tuple[Subject, Subject], found: Comparison) -> JourneyMap:
    """
    Build a map of the stages and steps of both, each in the words of the second map if it has it.
    """
    left, right = (subject.journey for subject in subjects)
    steps: list[list[Step]] = [[] for _ in found.stages]
    known = [{step.id: step for step in journey.steps} for journey in (left, right)]
    for pair in found.steps:
        journey = right if pair.right else left
        step = known[1][pair.right] if pair.right else known[0][str(pair.left)]
        name = tagged(step.name, journey.language)
        steps[pair.stage].append(step.model_copy(update={"name": name}))
    stages = []
    for place, both in enumerate(found.stages):
        journey, wanted = (right, both.right) if both.right else (left, both.left)
        stage = next(one for one in journey.stages if one.id == wanted)
        stages.append(
            Stage(
                id=stage.id,
                name=tagged(stage.name, journey.language),
                icon=stage.icon,
                owner=stage.owner,
                steps=tuple(steps[place]),
            )
        )
    held = tuple(stage for stage in stages if stage.steps)
    icons = {icon.id: icon for icon in (*left.icons, *right.icons)}
    return JourneyMap(
        id=right.id,
        title=right.title,
        language=right.language,
        icons=tuple(icons.values()),
        stages=held,
    )


def tagged(text: LocalText, own: str) -> LocalText:
    """
    Say of a plain text in which language it is, so that it can stand in a map of another one.

    Args:
        text: The text.
        own: The language of the plain texts of its map.

    Returns:
        The same words, each with its language.
    """
    return LocalText(tuple((own if tag == OWN else tag, words) for tag, words in text.versions))


def _widths(subjects: tuple[Subject, Subject], found: Comparison, pen: Pen) -> list[float]:
    """
    Give each column the room that both maps need in it.
    """
    needed = [
        {column.step.id: column.width for column in columns(subject, pen, x=0, width=0)}
        for subject in subjects
    ]
    widths = [
        max(
            needed[0].get(pair.left or "", NARROWEST),
            needed[1].get(pair.right or "", NARROWEST),
        )
        for pair in found.steps
    ]
    spare = min(_COMFORTABLE * len(widths), _MODEST_GRID) - sum(widths)
    return [width + max(0.0, spare) / len(widths) for width in widths]
