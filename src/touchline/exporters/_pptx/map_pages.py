"""
The grid over several slides: as many steps and lanes on each as can be read from a seat.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Group, Rect
from touchline.document.folding import folded
from touchline.exporters._pptx.desk import Page, numbered, silent_words
from touchline.i18n import list_text, translate
from touchline.lanes import LANES, Row
from touchline.lanes._folded import folded_row, named_only
from touchline.model.partial import hidden_in
from touchline.scene.blueprint import blueprint_line, blueprint_lines
from touchline.scene.columns import columns
from touchline.scene.heads import head_width, lane_head, lane_title, stages, steps, tints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.exporters._pptx.desk import Desk
    from touchline.lanes import Column
    from touchline.model.structure import Lane

#: Pixels of the slide per pixel of the grid: the smallest words, 10.8 px, become 9.7 points; where
#: that saves slides, they become 9.1.
_SCALES = (1.2, 1.125)

#: Space after the names of lanes, and the height of a blueprint's line, px.
_AFTER_HEAD, _LINE = 14.0, 26.0

#: A column is not stretched beyond this, px.
_WIDEST = 300.0

#: What it costs to part a stage, against a page half empty.
_PARTED = 0.3


class _Band(NamedTuple):
    """
    One lane on one page.

    Args:
        lane: The lane with the cells that are shown.
        line: The name of the blueprint's line above it; empty for none.
        height: How high it is, its line included.
    """

    lane: Lane
    line: str
    height: float


class _Heads(NamedTuple):
    """
    The names of stages and steps, with the y of the lower edge of both.
    """

    groups: tuple[Group, ...]
    middle: float
    low: float


class _Spread(NamedTuple):
    """
    Some steps with all their lanes, on one page or more.

    Args:
        placed: The columns of the steps.
        heads: The names above them.
        pages: The lanes of each page.
        empty: The names of the lanes that hold nothing there.
    """

    placed: tuple[Column, ...]
    heads: _Heads
    pages: list[list[_Band]]
    empty: tuple[str, ...]


def map_pages(desk: Desk) -> list[Page]:
    """
    Divide the grid.

    Args:
        desk: The map and the size of a slide.

    Returns:
        The pages from start to end, and at each place from the first lane to the last.
    """
    if not desk.subject.journey.steps:
        return []
    desk = _drawn_together(desk)
    scale = _SCALES[0]
    spreads = _spreads(desk, scale)
    n = sum(len(spread.pages) for spread in spreads)
    if n > 2 * len(spreads):
        smaller = _spreads(desk, _SCALES[1])
        if sum(len(spread.pages) for spread in smaller) < n:
            scale, spreads = _SCALES[1], smaller
    return [
        _page(desk, spread, number_of_page, scale)
        for spread in spreads
        for number_of_page in range(len(spread.pages))
    ]


def _spreads(desk: Desk, scale: float) -> list[_Spread]:
    """
    Lay out all lanes at some steps after the other, on as many pages as they need.
    """
    return [_spread(desk, placed, scale) for placed in _stretches(desk, scale)]


def _spread(desk: Desk, placed: tuple[Column, ...], scale: float) -> _Spread:
    heads = _heads(desk, placed)
    told, empty = _told_lanes(desk, placed)
    room = desk.height / scale - heads.low - _LINE * bool(empty)
    bands = list(_bands(desk, placed, told, room))
    return _Spread(placed, heads, _shared(bands, room) or [[]], empty)


def _told_lanes(desk: Desk, placed: tuple[Column, ...]) -> tuple[list[Lane], tuple[str, ...]]:
    """
    Tell the lanes that hold something at some steps from those that hold nothing there.
    """
    lanes = [_here(lane, placed) for lane in desk.subject.journey.lanes]
    told = [lane for lane in lanes if _is_told(desk, lane, placed)]
    if not told:
        # A form to fill in is shown as it is.
        return lanes, ()
    kept = {lane.id for lane in told}
    return told, tuple(lane_title(desk.subject, one) for one in lanes if one.id not in kept)


def _is_told(desk: Desk, lane: Lane, placed: tuple[Column, ...]) -> bool:
    row = _row(desk, lane, placed, 0.0)
    kind = LANES.get(lane.kind)
    if kind is None or any(cell.cards or hidden_in(cell) for cell in lane.cells):
        return True
    silent = silent_words(desk.subject.language)
    return any(
        line and line not in silent for column in placed for line in kind.tell(row, column.step.id)
    )


def _stretches(desk: Desk, scale: float) -> Iterator[tuple[Column, ...]]:
    """
    Choose which steps share a page, and stretch their columns over it.
    """
    subject, pen = desk.subject, desk.pen
    start = head_width(subject, pen) + _AFTER_HEAD
    room = desk.width / scale - start
    least = columns(subject, pen, x=0, width=1)
    for first, last in _cuts(least, room):
        chosen = least[first:last]
        spare = room - sum(column.width for column in chosen)
        x = start
        placed = []
        for column in chosen:
            wide = min(column.width + max(0.0, spare) / len(chosen), max(_WIDEST, column.width))
            placed.append(replace(column, x=round(x), width=round(x + wide) - round(x)))
            x += wide
        yield tuple(placed)


def _cuts(least: Sequence[Column], room: float) -> list[tuple[int, int]]:
    """
    Part the steps into the fewest pages, even and rather between stages than within one.
    """
    n = len(least)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * n
    for last in range(1, n + 1):
        used = 0.0
        for first in range(last - 1, -1, -1):
            used += least[first].width
            if used > room and first < last - 1:
                break
            is_parted = first > 0 and least[first].stage is least[first - 1].stage
            empty = max(0.0, 1 - used / room)
            cost = best[first][0] + 1 + empty**2 + _PARTED * is_parted
            best[last] = min(best[last], (cost, first))
    ends = [n]
    while ends[-1] > 0:
        ends.append(best[ends[-1]][1])
    return list(pairwise(reversed(ends)))


def _heads(desk: Desk, placed: tuple[Column, ...]) -> _Heads:
    stage_groups, middle = stages(desk.subject, desk.pen, placed, 0)
    step_groups, low = steps(desk.subject, desk.pen, placed, middle)
    return _Heads((*stage_groups, *step_groups), middle, low)


def _bands(
    desk: Desk, placed: tuple[Column, ...], lanes: Sequence[Lane], room: float
) -> Iterator[_Band]:
    """
    Measure the lanes; one that is higher than a page is continued on the next.
    """
    order = {lane.id: i for i, lane in enumerate(desk.subject.journey.lanes)}
    lines = dict(blueprint_lines(desk.subject))
    for lane in lanes:
        # The line above a lane that is left out runs above the next one.
        above = [i for i in lines if i <= order[lane.id]]
        line = lines[max(above)] if above else ""
        for i in above:
            del lines[i]
        for part in _parts(desk, lane, placed, room - _LINE * bool(line)):
            yield _Band(part, line, _height(desk, part, placed) + _LINE * bool(line))
            line = ""


def _here(lane: Lane, placed: tuple[Column, ...]) -> Lane:
    """
    Keep the cells of the steps on a page; one that began before begins with the page.
    """
    order = {column.step.id: i for i, column in enumerate(placed)}
    first, last = placed[0].step.id, placed[-1].step.id
    kept = []
    for cell in lane.cells:
        through = cell.through or cell.at
        if cell.at in order or through in order:
            ends = {
                "at": cell.at if cell.at in order else first,
                "through": through if through in order else last,
            }
            kept.append(cell.model_copy(update=ends))
    return lane.model_copy(update={"cells": tuple(kept)})


def _parts(desk: Desk, lane: Lane, placed: tuple[Column, ...], room: float) -> Iterator[Lane]:
    """
    Divide a lane by its cards until each part fits.
    """
    most = max((len(cell.cards) for cell in lane.cells), default=0)
    if most < 2 or _height(desk, lane, placed) <= room:  # noqa: PLR2004 (one card cannot be divided)
        yield lane
        return
    half = (most + 1) // 2
    for cards in (slice(None, half), slice(half, None)):
        cells = [cell.model_copy(update={"cards": cell.cards[cards]}) for cell in lane.cells]
        kept = tuple(cell for cell in cells if cell.cards or hidden_in(cell))
        yield from _parts(desk, lane.model_copy(update={"cells": kept}), placed, room)


def _row(desk: Desk, lane: Lane, placed: tuple[Column, ...], top: float) -> Row:
    subject = desk.subject
    return Row(
        lane=lane,
        journey=subject.journey,
        measures=subject.measures,
        columns=placed,
        language=subject.language,
        top=top,
    )


def _height(desk: Desk, lane: Lane, placed: tuple[Column, ...]) -> float:
    return _lane(desk, lane, placed, 0.0)[1]


def _lane(desk: Desk, lane: Lane, placed: tuple[Column, ...], top: float) -> tuple[Group, float]:
    """
    Place a lane with its name; gives its height.
    """
    row = _row(desk, lane, placed, top)
    kind = LANES[lane.kind if lane.kind in LANES else "notes"]
    drawn = folded_row(row, desk.pen) if lane.is_collapsed else kind.draw(row, desk.pen)
    named = named_only(lane) if lane.is_collapsed else lane
    wide = placed[0].x - _AFTER_HEAD
    head, needed = lane_head(desk.subject, desk.pen, named, x=0, top=top, width=wide)
    group = Group(
        children=(head, *drawn.children),
        role="lane",
        title=lane_title(desk.subject, lane),
        at=row.at,
    )
    return group, round(max(drawn.height, needed))


def _shared(bands: Sequence[_Band], room: float) -> list[list[_Band]]:
    """
    Share lanes among the fewest pages, about evenly.
    """
    n = len(_stacked(bands, room))
    low, high = max((band.height for band in bands), default=0.0), max(room, 1.0)
    found = _stacked(bands, room)
    while high - low > 1:
        middle = (low + high) / 2
        tried = _stacked(bands, middle)
        if len(tried) <= n:
            found, high = tried, middle
        else:
            low = middle
    return found


def _stacked(bands: Sequence[_Band], room: float) -> list[list[_Band]]:
    pages: list[list[_Band]] = []
    used = 0.0
    for band in bands:
        if not pages or used + band.height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(band)
        used += band.height
    return pages


def _drawn_together(desk: Desk) -> Desk:
    """
    Show in brief what the map says is collapsed.
    """
    subject = desk.subject
    drawn = folded(subject.journey, subject.measures)
    if drawn is subject.journey:
        return desk
    return replace(desk, subject=replace(subject, journey=drawn))


def _page(desk: Desk, spread: _Spread, index: int, scale: float) -> Page:
    """
    Put the lanes of one page below the heads.
    """
    placed, heads, bands = spread.placed, spread.heads, spread.pages[index]
    pen, end = desk.pen, placed[-1].end
    lanes: list[Primitive] = []
    rules: list[Primitive] = []
    low = heads.low
    for band in bands:
        if band.line:
            lanes.append(blueprint_line(pen, band.line, 0, end, low))
            low += _LINE
        else:
            rules.append(Rect(x=0, y=low - 0.5, width=end, height=1, fill=pen.theme.line))
        group, height = _lane(desk, band.lane, placed, low)
        lanes.append(group)
        low += height
    fields = tints(pen, placed, heads.middle, heads.low, low)
    ground = Group(children=(*fields, *rules), role="ground")
    children: list[Primitive] = [ground, *heads.groups, *lanes]
    if spread.empty and index == len(spread.pages) - 1:
        told = list_text(spread.empty, desk.subject.language)
        words = translate("deck.empty-lanes", desk.subject.language, lanes=told)
        note = pen.words(words, pen.styles.note, x=0, y=low + 6, width=end, max_lines=1)
        children.append(note)
        low = note.y + note.height
    return Page(
        title=_title(desk, placed, (index + 1, len(spread.pages))),
        children=tuple(children),
        # One row that is too high for any page makes its page smaller rather than leave it.
        scale=min(scale, desk.height / max(low, 1.0), desk.width / max(end, 1.0)),
        notes=_notes(desk, placed, bands),
    )


def _title(desk: Desk, placed: tuple[Column, ...], count: tuple[int, int]) -> str:
    subject = desk.subject
    names = [subject.said(column.stage.name) for column in (placed[0], placed[-1])]
    language = subject.language
    told = names[0]
    if placed[0].stage is not placed[-1].stage:
        told = translate("deck.span", language, first=names[0], last=names[1])
    title = translate("deck.map", language, stages=told)
    return numbered(title, *count, language)


def _notes(desk: Desk, placed: tuple[Column, ...], bands: Sequence[_Band]) -> str:
    """
    Say what stands on a page, step by step.
    """
    subject = desk.subject
    first, last = (subject.said(column.step.name) for column in (placed[0], placed[-1]))
    lines = [translate("deck.say-map", subject.language, first=first, last=last)]
    rows = [(lane_title(subject, band.lane), _row(desk, band.lane, placed, 0.0)) for band in bands]
    for column in placed:
        told = []
        for title, row in rows:
            kind = LANES.get(row.lane.kind)
            said = kind.tell(row, column.step.id) if kind else ()
            if words := "; ".join(line for line in said if line):
                told.append(f"{title}: {words}")
        if told:
            lines += ["", subject.said(column.step.name), *told]
    return "\n".join(lines)
