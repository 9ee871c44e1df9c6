"""
The lines of a service blueprint, and the arrows that cross them (R-073).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Line, Path, Rect
from touchline.i18n import translate
from touchline.lanes import LANES
from touchline.lanes._plot import ScoreLane

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane
    from touchline.scene.subject import Subject

#: The height of a blueprint's line with its name, px.
LINE = 26.0

#: How near to the customer each part of a service is; the others do not count.
_DEPTHS = {"customer": 0, "frontstage": 1, "backstage": 2, "support": 3}

#: The line that lies between a depth and the one above it.
_LINES = {1: "interaction", 2: "visibility", 3: "internal-interaction"}

#: Between an arrow and the lanes, and the size of its heads, px.
_AIR, _HEAD = 3.0, 3.5


@dataclass
class Depths:
    """
    Where the lanes of a blueprint lie, from the customer down to what supports the service.

    Args:
        subject: The map.
        pen: What knows the theme.
        placed: The steps from start to end.
    """

    subject: Subject
    pen: Pen
    placed: Sequence[Column]
    _blocks: list[list[tuple[Lane, float, float]]] = field(default_factory=lambda: [[]])
    _names: list[float] = field(default_factory=list)
    _rows: list[tuple[Lane, float, float]] = field(default_factory=list)

    def line(self, top: float) -> None:
        """
        Begin a new depth below a line.

        Args:
            top: The y of the line's upper edge.
        """
        self._blocks.append([])
        self._names.append(top)

    def lane(self, lane: Lane, top: float, low: float) -> None:
        """
        Add a lane to the depth.

        Args:
            lane: The lane.
            top: The y of its upper edge.
            low: The y of its lower edge.
        """
        self._rows.append((lane, top, low))
        if lane.kind in LANES and LANES[lane.kind].role in _DEPTHS:
            self._blocks[-1].append((lane, top, low))

    def arrows(self) -> list[Group]:
        """
        Draw an arrow across each line at the steps where something happens on both sides of it.

        Returns:
            A group for each arrow; none for a map without lines.
        """
        return [
            self._arrow(column, above, below, y)
            for line, y in enumerate(self._names)
            for column in self.placed
            if (above := self._nearest(column, reversed(self._blocks[line])))
            and (below := self._nearest(column, iter(self._blocks[line + 1])))
        ]

    def _nearest(
        self, column: Column, lanes: Iterator[tuple[Lane, float, float]]
    ) -> tuple[Lane, float, float] | None:
        return next((one for one in lanes if self._holds(one[0], column.step.id)), None)

    def _holds(self, lane: Lane, step: str) -> bool:
        place = {column.step.id: i for i, column in enumerate(self.placed)}
        here = place[step]
        for cell in lane.cells:
            first = place.get(cell.at, len(place))
            if cell.cards and first <= here <= place.get(cell.through or cell.at, first):
                return True
        return False

    def _fills(self, lane: Lane, step: str) -> bool:
        """
        Tell whether a row has something at a step; curves and numbers run on between their cards.
        """
        kind = LANES.get(lane.kind)
        is_even = kind is not None and (kind.is_measured or isinstance(kind, ScoreLane))
        return is_even or self._holds(lane, step)

    def _arrow(
        self,
        column: Column,
        above: tuple[Lane, float, float],
        below: tuple[Lane, float, float],
        line: float,
    ) -> Group:
        """
        Draw an arrow from lane to lane, or from the nearest row that it must not run through.
        """
        full = [row for row in self._rows if self._fills(row[0], column.step.id)]
        lows = [low for _, _, low in full if above[2] <= low <= line + 1]
        tops = [top for _, top, _ in full if line < top <= below[1]]
        x = column.centre
        start, end = max([above[2], *lows]) + _AIR, min([below[1], *tops]) - _AIR
        ink = self.pen.theme.second
        shaft = Line(x1=x, y1=start, x2=x, y2=end, stroke=ink, stroke_width=1.5)
        heads: list[Primitive] = [
            Path(
                commands=(
                    ("M", x - _HEAD, tip + way * _HEAD * 1.5),
                    ("L", x, tip),
                    ("L", x + _HEAD, tip + way * _HEAD * 1.5),
                    ("Z",),
                ),
                fill=ink,
            )
            for tip, way in ((start, 1), (end, -1))
        ]
        title = translate("scene.flow-serves", self.pen.language)
        return Group(children=(shaft, *heads), role="arrow", title=title)


def blueprint_lines(subject: Subject) -> dict[int, str]:
    """
    Find where a service blueprint's three lines run.

    A line lies before the first lane that is farther from the customer than all lanes above it
    (Bitner, Ostrom & Morgan 2008). Maps of other types have none.

    Args:
        subject: The map.

    Returns:
        The name of the line by the index of the lane below it.
    """
    if subject.journey.type != "service-blueprint":
        return {}
    found: dict[int, str] = {}
    deepest: int | None = None
    for i, lane in enumerate(subject.journey.lanes):
        depth = _DEPTHS.get(LANES[lane.kind].role) if lane.kind in LANES else None
        if depth is None:
            continue
        if deepest is not None and depth > deepest:
            found[i] = _LINES[depth]
        deepest = depth if deepest is None else max(depth, deepest)
    return found


def blueprint_line(pen: Pen, name: str, x: float, end: float, top: float) -> Group:
    """
    Draw a dashed line that begins with its name.

    Args:
        pen: What knows theme, language and text.
        name: Which of the three lines.
        x: Where it begins.
        end: Where it ends.
        top: The y below which it is drawn.

    Returns:
        The line.
    """
    words = translate(f"scene.line-{name}", pen.language)
    style = pen.styles.tag
    width = min(pen.width_of(words, style), end - x - 40)
    y = top + LINE / 2
    text = pen.words(words, style, x=x, y=y - 7.7, width=width, max_lines=1)
    dashes = Line(x1=x + width + 10, y1=y, x2=end, y2=y, stroke=pen.theme.second, dash=(4, 3))
    # The colours of the stages stop here, so that the name can be read.
    band = Rect(x=x, y=top, width=end - x, height=LINE, fill=pen.theme.paper)
    return Group(children=(band, dashes, text), role="line", title=words)
