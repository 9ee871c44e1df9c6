"""
The ways that leave the planned one, as arcs between the stages and the steps.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.geometry import polygon
from touchline.canvas.primitives import Ellipse, Group, Icon, Path
from touchline.location import Location
from touchline.scene.branches import KIND_ICONS, branch_colours, stop_mark
from touchline.scene.cycle.plan import LEVEL, NODE
from touchline.scene.ways import leads, told_branch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.model.map import Branch, JourneyMap
    from touchline.scene.cycle.plan import Plan
    from touchline.scene.subject import Subject

#: Ways that run beside each other; those that find no place are counted.
_MOST_LEVELS = 3

#: The first level's distance to the steps, px.
_FIRST = 12.0

#: The radius of the disc behind a kind's icon, and the side of the icon, px.
_DISC, _ICON = 8.0, 10.0

#: How far from the middle of its step a way begins or ends, and further ones, px.
_PORT, _NEXT = 4.0, 6.5


class Way(NamedTuple):
    """
    A branch with its place.

    Args:
        branch: The branch.
        start: The number of its first step.
        stop: The number of its last step; the same where the journey ends.
        level: How far inside it runs.
    """

    branch: Branch
    start: int
    stop: int
    level: int


def closing(journey: JourneyMap) -> Branch | None:
    """
    Find the way that leads from the last step back to the first.

    Args:
        journey: The map, which has steps.

    Returns:
        The branch; None where the map states none.
    """
    steps = journey.steps
    ends = {step.id for step in steps[-1:]}
    ends |= {step.id for step in [step for step in steps if step.path == "main"][-1:]}
    loops = (branch for branch in journey.branches if branch.kind == "loop")
    return next(
        (
            branch
            for branch in loops
            if branch.origin in ends and branch.to == steps[0].id and len(steps) > 1
        ),
        None,
    )


def arranged(journey: JourneyMap) -> tuple[list[Way], int]:
    """
    Choose the level of each branch so that no two lie on each other.

    Args:
        journey: The map, which has steps.

    Returns:
        The branches beside the closing one that have room, and how many levels they take.
    """
    order = {step.id: i for i, step in enumerate(journey.steps)}
    taken: list[set[int]] = []
    found = []
    closed = closing(journey)
    for branch in journey.branches:
        if branch is closed:
            continue
        start = order.get(branch.origin)
        stop = start if branch.to is None else order.get(branch.to)
        if start is None or stop is None or (branch.to is not None and start == stop):
            continue
        # A way takes the halves of the distances between steps that it covers.
        low, high = sorted((2 * start, 2 * stop))
        covered = set(range(low, high + 1)) if low != high else {low, low + 1}
        level = next((i for i, used in enumerate(taken) if not used & covered), len(taken))
        if level >= _MOST_LEVELS:
            continue
        if level == len(taken):
            taken.append(set())
        taken[level] |= covered
        found.append(Way(branch, start, stop, level))
    return found, len(taken)


def arcs_of(subject: Subject, pen: Pen, plan: Plan, ways: Sequence[Way]) -> list[Group]:
    """
    Draw the ways.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.
        ways: The branches with their levels.

    Returns:
        A group for each.
    """
    groups = []
    for way in ways:
        colour, ground, ink = branch_colours(pen.theme, way.branch.kind)
        radius = plan.node - NODE - _FIRST - LEVEL * way.level
        shift = _degrees(_PORT + _NEXT * way.level, plan.node)
        start = plan.angles[way.start]
        if way.start == way.stop:
            children = _ending(pen, plan, radius, start + shift, colour)
        else:
            side = 1 if way.stop > way.start else -1
            ends = (start + side * shift, plan.angles[way.stop] - side * shift)
            children = _arc(plan, radius, ends, colour, has_dash=way.branch.kind == "failure")
            x, y = plan.centre.at(radius, sum(ends) / 2)
            children += [
                Ellipse(cx=x, cy=y, rx=_DISC, ry=_DISC, fill=ground),
                Icon(
                    name=KIND_ICONS[way.branch.kind],
                    x=x - _ICON / 2,
                    y=y - _ICON / 2,
                    size=_ICON,
                    colour=ink,
                    stroke_width=2.25,
                ),
            ]
        groups.append(
            Group(
                children=tuple(children),
                role="branch",
                title=leads(subject.journey, way.branch, subject.language),
                details=told_branch(subject.journey, way.branch, subject.language),
                at=Location.of(("branch", way.branch.id)),
            )
        )
    return groups


def _arc(
    plan: Plan, radius: float, ends: tuple[float, float], colour: str, *, has_dash: bool
) -> list[Primitive]:
    """
    Draw a way from step to step: inwards, along the circle and out again.
    """
    centre, near = plan.centre, plan.node - NODE - 1
    start, stop = ends
    commands = (
        ("M", *centre.at(near, start)),
        ("L", *centre.at(radius, start)),
        *centre.arc(radius, start, stop),
        ("L", *centre.at(near - 6, stop)),
    )
    line = Path(commands=commands, stroke=colour, stroke_width=1.6, dash=(4, 3) if has_dash else ())
    wide = _degrees(4.5, near)
    tip = polygon(
        (
            centre.at(near - 7, stop - wide),
            centre.at(near - 7, stop + wide),
            centre.at(near + 1, stop),
        )
    )
    return [line, Path(commands=tip, fill=colour)]


def _ending(pen: Pen, plan: Plan, radius: float, angle: float, colour: str) -> list[Primitive]:
    """
    Draw a way that leaves its step and ends.
    """
    start, stop = plan.centre.at(plan.node - NODE, angle), plan.centre.at(radius, angle)
    line = Path(commands=(("M", *start), ("L", *stop)), stroke=colour, stroke_width=1.6)
    return [line, *stop_mark(pen, *stop, colour)]


def _degrees(length: float, radius: float) -> float:
    return math.degrees(length / radius)
