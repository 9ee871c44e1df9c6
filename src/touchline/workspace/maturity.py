"""
How far teams have come in their work on journeys, and where they move (P20).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.model.work.assessment import SIDES, Assessment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from touchline.model.work.assessment import Side
    from touchline.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    The level of a side on a day.

    Args:
        date: The day.
        level: The mean over the people who were asked, from 1 to 10.
        n: How many they were.
    """

    date: dt.date
    level: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTrend:
    """
    A side of the work of a team over time.

    Args:
        team: The id of the team's department; None for the company.
        side: The side.
        points: Its levels, the latest last.
    """

    team: str | None
    side: Side
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point:
        """
        The level of the latest day.
        """
        return self.points[-1]

    @property
    def change(self) -> float | None:
        """
        How far the level has moved since the day before the latest; None for a first assessment.
        """
        return self.points[-1].level - self.points[-2].level if len(self.points) > 1 else None

    @property
    def is_same_people(self) -> bool:
        """
        The latest two levels rest on equally many people; else a change may be one of people.
        """
        return len(self.points) > 1 and self.points[-1].n == self.points[-2].n


def maturity(workspace: Workspace) -> tuple[SideTrend, ...]:
    """
    Bring the assessments of all teams together.

    Args:
        workspace: The workspace.

    Returns:
        The sides that were assessed, team by team; the company comes first.
    """
    return trends(workspace.records(Assessment))


def trends(assessments: Iterable[Assessment]) -> tuple[SideTrend, ...]:
    """
    Follow each side of each team over the days on which it was assessed.

    Several assessments of a team on one day are one, in which each counts as often as people are
    behind it.

    Args:
        assessments: The assessments in any order.

    Returns:
        The sides that were assessed, team by team; the company comes first.
    """
    found: defaultdict[tuple[str | None, Side], list[Assessment]] = defaultdict(list)
    for one in assessments:
        for side in one.levels:
            found[one.team, side].append(one)
    teams = sorted({team for team, _ in found}, key=lambda team: (team is not None, team or ""))
    return tuple(
        SideTrend(team=team, side=side, points=_points(side, found[team, side]))
        for team in teams
        for side in SIDES
        if (team, side) in found
    )


def _points(side: Side, assessments: Sequence[Assessment]) -> tuple[Point, ...]:
    days: defaultdict[dt.date, list[Assessment]] = defaultdict(list)
    for one in assessments:
        days[one.date].append(one)
    points = []
    for date, held in sorted(days.items()):
        n = sum(one.n for one in held)
        level = sum(one.n * one.levels[side] for one in held) / n
        points.append(Point(date=date, level=level, n=n))
    return tuple(points)
