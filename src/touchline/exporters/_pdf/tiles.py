"""
A picture cut over several sheets that overlap, so that they can be joined on a wall.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group
from touchline.exporters._bounds import Bounds, bounds_of
from touchline.exporters._pdf.paper import MILLIMETRE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.exporters._pdf.paper import Paper

#: What printers leave white at the edge, the strip below for the label, and by how much
#: neighbouring sheets overlap, px.
MARGIN, STRIP, OVERLAP = 10 * MILLIMETRE, 8 * MILLIMETRE, 10 * MILLIMETRE

#: A picture is set a little smaller where that saves a row or a column of sheets, and larger where
#: the sheets that it needs leave room.
_LEAST_SCALE, _MOST_SCALE = 0.9, 1.4

#: How far strokes may reach beyond the box of what they draw, px.
_STROKE = 6.0


@dataclass(frozen=True, slots=True)
class Tile:
    """
    The part of a picture on one sheet.

    Args:
        row: Its row, from 0.
        column: Its column from the inline start, from 0.
        box: Its place in the picture, px of the picture.
    """

    row: int
    column: int
    box: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """
    How a picture is cut.

    Args:
        paper: The sheets.
        rows: How many rows there are.
        columns: How many columns there are.
        scale: How large the picture is set.
        width: The width of each part, px of the paper.
        height: The height of each part, px of the paper.
    """

    paper: Paper
    rows: int
    columns: int
    scale: float
    width: float
    height: float

    @property
    def n(self) -> int:
        """
        How many sheets there are.
        """
        return self.rows * self.columns

    def tiles(self, scene: Scene) -> tuple[Tile, ...]:
        """
        List the parts in the order of reading.

        Args:
            scene: The picture that is cut.

        Returns:
            Row by row, each from the inline start of the language.
        """
        return tuple(
            Tile(row, column, self._box(scene, row, column))
            for row in range(self.rows)
            for column in range(self.columns)
        )

    def _box(self, scene: Scene, row: int, column: int) -> Bounds:
        along = column * (self.width - OVERLAP) / self.scale
        width = min(self.width / self.scale, scene.width)
        x = scene.width - along - width if scene.is_rtl else along
        y = row * (self.height - OVERLAP) / self.scale
        return Bounds(x, y, width, min(self.height / self.scale, scene.height))


def tiling(scene: Scene, papers: Sequence[Paper]) -> Tiling:
    """
    Choose how a picture is cut: as few sheets as can be, filled as well as can be.

    Args:
        scene: The picture.
        papers: The paper in the ways in which it may be laid.

    Returns:
        The tiling; sheets of like parts, so that none holds a sliver.
    """
    found = [_cut(scene, paper, scale) for paper in papers for scale in _scales(scene, paper)]
    return min(found, key=lambda one: (one.n, -one.scale))


def inner(paper: Paper) -> tuple[float, float]:
    """
    Measure what of a sheet a part of the picture may fill.

    Args:
        paper: The sheet.

    Returns:
        Width and height, px.
    """
    return paper.width - 2 * MARGIN, paper.height - 2 * MARGIN - STRIP


def _scales(scene: Scene, paper: Paper) -> list[float]:
    """
    List full size, and the sizes at which a row or a column fewer is enough.
    """
    found = [1.0]
    for side, room in zip((scene.width, scene.height), inner(paper), strict=True):
        fewer = _count(side, room) - 1
        if fewer:
            found.append((fewer * (room - OVERLAP) + OVERLAP) / side)
    return [scale for scale in found if scale >= _LEAST_SCALE]


def _count(side: float, room: float) -> int:
    # A hair's breadth of rounding must not cost a sheet.
    return max(1, math.ceil((side - OVERLAP) / (room - OVERLAP) - 1e-9))


def _cut(scene: Scene, paper: Paper, scale: float) -> Tiling:
    sides, rooms = (scene.width, scene.height), inner(paper)
    columns, rows = counts = [
        _count(side * scale, room) for side, room in zip(sides, rooms, strict=True)
    ]
    fills = [
        (count * (room - OVERLAP) + OVERLAP) / side
        for side, room, count in zip(sides, rooms, counts, strict=True)
    ]
    scale = max(scale, min(_MOST_SCALE, *fills))
    width, height = (
        (side * scale - OVERLAP) / count + OVERLAP
        for side, count in zip(sides, counts, strict=True)
    )
    return Tiling(paper=paper, rows=rows, columns=columns, scale=scale, width=width, height=height)


def within(scene: Scene, box: Bounds) -> Scene:
    """
    Leave out what lies wholly outside a box, so that a sheet holds and tells only its own part.

    Args:
        scene: The picture.
        box: The box, px of the picture.

    Returns:
        The picture, as large as before.
    """
    return replace(scene, children=tuple(_kept(scene.children, box)))


def _kept(primitives: Iterable[Primitive], box: Bounds) -> Iterator[Primitive]:
    for primitive in primitives:
        bounds = bounds_of(primitive)
        if bounds is None or not _touch(bounds, box):
            continue
        if isinstance(primitive, Group):
            primitive = replace(primitive, children=tuple(_kept(primitive.children, box)))  # noqa: PLW2901 (the same group with less in it)
        yield primitive


def _touch(one: Bounds, other: Bounds) -> bool:
    return (
        one.x - _STROKE < other.x + other.width
        and other.x < one.x + one.width + _STROKE
        and one.y - _STROKE < other.y + other.height
        and other.y < one.y + one.height + _STROKE
    )
