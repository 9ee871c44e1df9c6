"""
The lanes that a style with little room draws, and a word on those that it leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import list_text, translate
from touchline.lanes import LANES, Row
from touchline.scene.heads import lane_title

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane
    from touchline.scene.subject import Subject


def chosen_lanes(subject: Subject, kinds: Collection[str]) -> list[Lane]:
    """
    Choose the lanes of some kinds.

    Args:
        subject: The map.
        kinds: The kinds that a style has room for.

    Returns:
        The lanes in the order of the map; measured ones only where something was measured.
    """
    return [
        lane
        for lane in subject.journey.lanes
        if lane.kind in kinds
        and lane.kind in LANES
        and (subject.measures is not None or not LANES[lane.kind].is_measured)
    ]


def row_of(subject: Subject, lane: Lane, columns: Sequence[Column], top: float = 0.0) -> Row:
    """
    Lay a lane over some columns.

    Args:
        subject: The map.
        lane: The lane.
        columns: The columns that it runs through.
        top: The y below which it is drawn.

    Returns:
        The row.
    """
    return Row(
        lane=lane,
        journey=subject.journey,
        measures=subject.measures,
        columns=tuple(columns),
        language=subject.language,
        top=top,
    )


def not_drawn(subject: Subject, pen: Pen, lanes: Sequence[Lane]) -> str:
    """
    Name the lanes that are not drawn.

    Args:
        subject: The map.
        pen: What knows the language.
        lanes: The lanes that are drawn.

    Returns:
        A sentence; empty where all are drawn, or those left out hold nothing.
    """
    ids = {lane.id for lane in lanes}
    left = [
        lane_title(subject, lane)
        for lane in subject.journey.lanes
        if lane.id not in ids and any(cell.cards for cell in lane.cells)
    ]
    if not left:
        return ""
    names = list_text(tuple(left), pen.language)
    return translate("scene.lanes-not-drawn", pen.language, lanes=names)
