"""
A story on sheets of paper, none of which ends in the middle of a step.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.exporters._bounds import bounds_of
from touchline.exporters._leaves import leaves_of, span_of
from touchline.exporters._pdf.page import Mark, Page, Placed, stages_of
from touchline.exporters._pdf.tiles import MARGIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.exporters._leaves import Leaf
    from touchline.exporters._pdf.paper import Paper

#: Words are not set larger than on the picture.
_LARGEST = 1.0

#: How far strokes may reach beyond the box of what they draw, px of the picture.
_STROKE = 2.0


def book_pages(picture: Scene, papers: Sequence[Paper]) -> tuple[Page, ...]:
    """
    Set the steps of a story on as many sheets as they need.

    Args:
        picture: The picture of a story.
        papers: The paper in the ways in which it may be laid; it is laid so that words are
            largest.

    Returns:
        The sheets in the order of reading.
    """
    paper = max(papers, key=lambda each: each.width)
    leaves = leaves_of(picture)
    left, width = span_of(leaves)
    scale = min((paper.width - 2 * MARGIN) / width, _LARGEST)
    room = (paper.height - 2 * MARGIN) / scale
    return tuple(
        _page(picture, paper, run, left=left, width=width, scale=scale)
        for run in _runs(leaves, room)
    )


def book_scale(picture: Scene, papers: Sequence[Paper]) -> float:
    """
    Say how large the smallest part of a story is set.

    Args:
        picture: The picture of a story.
        papers: The paper in the ways in which it may be laid.

    Returns:
        The scale; 1 is the size at which the picture is meant to be read.
    """
    pages = book_pages(picture, papers)
    return min((placed.scale for page in pages for placed in page.placed), default=_LARGEST)


def _runs(leaves: Sequence[Leaf], room: float) -> Iterator[list[Leaf]]:
    """
    Gather the leaves that find room on one sheet.
    """
    run: list[Leaf] = []
    for leaf in leaves:
        if run and leaf.low - run[0].box.y > room:
            yield run
            run = []
        run.append(leaf)
    if run:
        yield run


def _page(
    picture: Scene,
    paper: Paper,
    run: Sequence[Leaf],
    *,
    left: float,
    width: float,
    scale: float,
) -> Page:
    top, low = run[0].box.y - _STROKE, run[-1].low + _STROKE
    scale = min(scale, (paper.height - 2 * MARGIN) / (low - top))
    wide = width + 2 * _STROKE
    x = (paper.width - scale * wide) / 2
    groups = {id(group) for leaf in run for group in leaf.groups}
    children = tuple(
        item for item in picture.children if id(item) in groups or _is_trail(item, top, low)
    )
    part = replace(picture, children=children, background=_ground(picture))
    placed = Placed(
        scene=part,
        x=x,
        y=MARGIN,
        width=scale * wide,
        height=scale * (low - top),
        left=scale * (left - _STROKE),
        top=scale * top,
        scale=scale,
        alt=" · ".join(leaf.title for leaf in run if leaf.title) or picture.title,
    )
    marks = tuple(Mark(name, 1, MARGIN + scale * (box.y - top)) for name, box in stages_of(part))
    return Page(paper.width, paper.height, (placed,), marks)


def _ground(picture: Scene) -> str:
    """
    Take the colour of the sheet on which the story lies; it would show as a frame otherwise.
    """
    sheet = picture.children[0]
    fill = sheet.fill if isinstance(sheet, Rect) else None
    return fill or picture.background


def _is_trail(item: Primitive, top: float, low: float) -> bool:
    """
    Tell whether something is a part of the trail between two steps of a sheet.
    """
    box = None if isinstance(item, Group) else bounds_of(item)
    return box is not None and top <= box.y and box.y + box.height <= low
