"""
How the steps of a flowchart stand beside each other, in as many rows as they need.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from touchline.scene.columns import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.scene.flow.graph import Way
    from touchline.scene.subject import Subject

#: Room for the names of bands, for the mark of the start and for that of the end, px.
HEAD, LEAD, TAIL = 112.0, 84.0, 104.0

#: The least and the greatest space between two steps, and what it has beside words in it, px.
_GAP, _WIDEST_GAP, _AROUND = 54.0, 104.0, 10.0

#: What a step beside the planned way has more, so that words find room before it, px.
_BESIDE = 40.0

#: A row is never narrower, so that the header has room, px.
NARROWEST = 920.0

#: Steps of one row take at most this width, px.
_WIDEST = 2040.0

#: Few steps are made wider up to this width together, and each up to that, px.
_MODEST, _COMFORTABLE = 760.0, 190.0

#: Rows of unlike width are stretched by at most this much at each gap, px.
_STRETCH = 48.0

#: What it costs to break a row inside a stage, as a share of a row's width squared.
_INSIDE = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """
    One row of a flowchart.

    Args:
        first: The number of its first step.
        columns: Its steps with half of the space around them.
        nodes: The same steps without that space.
        x: Where the row begins.
        end: Where it ends.
    """

    first: int
    columns: tuple[Column, ...]
    nodes: tuple[Column, ...]
    x: float
    end: float

    @property
    def after(self) -> int:
        """
        The number of the step that follows its last one.
        """
        return self.first + len(self.columns)

    @property
    def start_mark(self) -> float:
        """
        The middle of the mark before its first step.
        """
        return self.columns[0].x - LEAD / 2

    @property
    def end_mark(self) -> float:
        """
        The middle of the mark after its last step.
        """
        return self.columns[-1].end + TAIL / 2 - 14

    def holds(self, step: int) -> bool:
        """
        Tell whether a step stands in it.

        Args:
            step: The number of the step.

        Returns:
            Whether it does.
        """
        return self.first <= step < self.after


def strips(
    subject: Subject, pen: Pen, plan: Sequence[Way], *, x: float, width: float | None
) -> tuple[Strip, ...]:
    """
    Lay the steps out in rows of about the same width.

    Args:
        subject: The map.
        pen: What measures words.
        plan: The ways between the steps, whose words stand between them.
        x: Where the rows begin.
        width: The wished width of a row; None chooses one.

    Returns:
        The rows; none for a map without steps.
    """
    n = len(subject.journey.steps)
    placed = columns(subject, pen, x=0, width=min(n * _COMFORTABLE, _MODEST))
    if not placed:
        return ()
    note = pen.styles.note
    needed = max((pen.width_of(way.aside, note) for way in plan if way.aside), default=0.0)
    gap = min(max(_GAP, needed + _AROUND), _WIDEST_GAP)
    gaps = [gap if column.step.path == "main" else gap + _BESIDE for column in placed]
    room = _WIDEST if width is None else max(width - HEAD - LEAD - TAIL, 0.0)
    ends = [0.0, *accumulate(map(_whole, placed, gaps))]
    breaks = _breaks(placed, ends, room)
    sums = [ends[b] - ends[a] for a, b in breaks]
    widest = max(*sums, NARROWEST - HEAD - LEAD - TAIL)
    found = []
    for (a, b), total in zip(breaks, sums, strict=True):
        most = _STRETCH if len(breaks) > 1 else widest
        more = min((widest - total) / (b - a), most)
        found.append(_strip(placed[a:b], a, [gap + more for gap in gaps[a:b]], x=x, widest=widest))
    return tuple(found)


def _whole(column: Column, gap: float) -> float:
    return column.width + gap


def _strip(
    placed: Sequence[Column], first: int, gaps: Sequence[float], *, x: float, widest: float
) -> Strip:
    left = x + HEAD + LEAD
    wide, nodes, exact = [], [], left
    for i, (column, gap) in enumerate(zip(placed, gaps, strict=True)):
        start, exact = round(exact), exact + column.width + gap
        opens = column.opens_stage or i == 0
        whole = replace(column, x=start, width=round(exact) - start, opens_stage=opens)
        wide.append(whole)
        inset = (whole.width - column.width) / 2
        nodes.append(replace(whole, x=start + inset, width=column.width))
    return Strip(
        first=first, columns=tuple(wide), nodes=tuple(nodes), x=x, end=left + widest + TAIL
    )


def _breaks(placed: Sequence[Column], ends: Sequence[float], room: float) -> list[tuple[int, int]]:
    """
    Break the steps into as few rows as possible, evenly, between stages where that is cheap.
    """
    n = len(placed)
    if ends[n] <= room:
        return [(0, n)]
    # The best way to break the steps before each place: rows, unevenness, where the last begins.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for b in range(1, n + 1):
        options = []
        for a in range(b - 1, -1, -1):
            wide = ends[b] - ends[a]
            if wide > room and b - a > 1:
                break
            rows, cost, _ = best[a]
            slack = (1 - min(wide / room, 1.0)) ** 2 if room else 0.0
            inside = 0.0 if b == n or placed[b].opens_stage else _INSIDE
            options.append((rows + 1, cost + slack + inside, a))
        best.append(min(options))
    found = []
    b = n
    while b:
        a = best[b][2]
        found.append((a, b))
        b = a
    return found[::-1]
