"""
Scored cards as points of a row: their places, their values and what stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from touchline.lanes._scores import score_name, score_number, score_words
from touchline.model.experience import Feeling, Rating

if TYPE_CHECKING:
    from touchline.lanes._curve import Axis
    from touchline.lanes._row import Place, Row
    from touchline.model.structure import Scale

#: The height of a value, and how far it stays from the middle of another point, px.
LABEL, _CLEAR = 16.0, 4.6

_x = attrgetter("x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    One scored card at its place.

    Args:
        card: The card.
        scale: The scale of its score.
        place: The cell that holds it.
        x: Its middle, from the inline start.
        score: Its score moved onto a scale from -1 to 1.
        is_decisive: It belongs to a moment of truth.
        beside: The scores of other personas at the same place, on the same scale from -1 to 1.
    """

    card: Feeling | Rating
    scale: Scale
    place: Place
    x: float
    score: float
    is_decisive: bool
    beside: tuple[float, ...] = ()


def told_score(row: Row, card: Feeling | Rating) -> str:
    """
    Say a score by its name, with the number behind it, or as a number.

    Args:
        row: The lane.
        card: The scored card.

    Returns:
        Such as "pleased (4)", or "+0.55".
    """
    scale = card.scale_in(row.lane)
    if scale.names:
        return score_words(row, card.score, scale)
    return score_number(card.score, scale, row.language)


def label_of(row: Row, point: Point) -> str:
    """
    Choose what stands beside a point: the name of its score, else the number.

    Args:
        row: The lane.
        point: The point.

    Returns:
        The words.
    """
    score, scale = point.card.score, point.scale
    return score_name(row, score, scale) or score_number(score, scale, row.language)


def free_side(point: Point, axis: Axis, sides: tuple[float, float]) -> float:
    """
    Choose on which side of a point its value stands.

    Args:
        point: The point.
        axis: Where the scores lie.
        sides: The tops that a value may have, the better one first.

    Returns:
        The first that no other persona's point touches; the better one where both are touched.
    """
    taken = [axis.y(score) for score in point.beside]
    free = (
        top
        for top in sides
        if not any(top - _CLEAR < other < top + LABEL + _CLEAR for other in taken)
    )
    return next(free, sides[0])


def points_of(row: Row) -> list[Point]:
    """
    Place the first scored card of each persona at each step.

    Args:
        row: The lane.

    Returns:
        The points, from start to end.
    """
    points, seen = [], set()
    for place in row.places():
        for card in place.cell.cards:
            if not isinstance(card, Feeling | Rating) or (place.cell.at, card.persona) in seen:
                continue
            seen.add((place.cell.at, card.persona))
            scale = card.scale_in(row.lane)
            points.append(
                Point(
                    card=card,
                    scale=scale,
                    place=place,
                    x=place.x + place.width / 2,
                    score=2 * (card.score - scale.low) / (scale.high - scale.low) - 1,
                    is_decisive=any(item.step.is_moment_of_truth for item in place.columns),
                )
            )
    columns = groupby(sorted(points, key=_x), key=_x)
    return [point for _, column in columns for point in _side_by_side(tuple(column))]


def _side_by_side(column: tuple[Point, ...]) -> list[Point]:
    return [
        replace(point, beside=tuple(other.score for other in column if other is not point))
        for point in column
    ]


def spots_of(points: list[Point], axis: Axis) -> list[tuple[float, float]]:
    """
    Give the places of points for a curve, one at each x.

    Args:
        points: The points, from start to end.
        axis: Where the scores lie.

    Returns:
        The places, x strictly increasing.
    """
    first = {point.x: point for point in reversed(points)}
    return [(point.x, axis.y(point.score)) for point in list(first.values())[::-1]]
