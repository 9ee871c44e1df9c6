"""
The sheet on which a map is a grid of cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.document.carried import MARK
from touchline.exporters._xlsx.book import AROUND, HIGHEST_ROW, readable
from touchline.model.experience import Feeling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.theme import Theme
    from touchline.exporters._told import ToldCell, ToldLane, ToldMap
    from touchline.exporters._xlsx.book import Sheet
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Lane

#: Where the stages stand, the steps, and the first lane.
_STAGES, _STEPS, _LANES = 2, 3, 4
#: The widths that columns of steps try, until no row is too high for a spreadsheet.
_WIDTHS = (180, 240, 320, 440)
_HEAD_WIDTH = 168
#: Beyond so many steps a page is A3, and so many stand on one page side by side.
_ON_A4, _ON_A3 = 6, 14
#: Lanes that are higher than this share of their width go on to further pages.
_ONE_PAGE = 0.85
#: How far from the middle of its scale a feeling is coloured.
_FELT = 0.25


class _Spread(NamedTuple):
    """
    The columns of the sheet.

    Args:
        stages: The first and the last column of each stage.
        steps: The column of each step.
        width: How wide each is, in pixels.
    """

    stages: tuple[tuple[int, int], ...]
    steps: tuple[int, ...]
    width: int

    @property
    def last(self) -> int:
        return max((last for _, last in self.stages), default=1)


def write_map(sheet: Sheet, words: ToldMap, journey: JourneyMap) -> None:
    """
    Write the grid: stages over their steps, and a row for each lane.

    Args:
        sheet: The empty sheet.
        words: The map in words.
        journey: The map, for what its cells mean.
    """
    spread = _spread(sheet, words)
    sheet.page.set_column_pixels(0, 0, _HEAD_WIDTH)
    sheet.page.set_column_pixels(1, spread.last, spread.width)
    _write_title(sheet, words)
    _write_stages(sheet, words, spread)
    for i, (lane, authored) in enumerate(zip(words.lanes, journey.lanes, strict=True)):
        fills = _fills(sheet.book.theme, lane, authored, journey)
        _write_lane(sheet, _LANES + i, lane, fills, spread)
    height = sum(_height(sheet, lane, spread) for lane in words.lanes)
    _set_up(sheet, words, spread, height)
    _write_marks(sheet, journey, spread)


def _write_marks(sheet: Sheet, journey: JourneyMap, spread: _Spread) -> None:
    """
    Say unseen which row is which lane and which column which step, behind and below the grid.
    """
    row = _LANES + len(journey.lanes)
    keys = ("title", "notes", "stages", "steps", *(f"lane:{lane.id}" for lane in journey.lanes))
    sheet.marks(spread.last + 1, (*keys, f"{MARK}map"))
    sheet.mark(row, 0, "heads")
    for stage, (first, _) in zip(journey.stages, spread.stages, strict=True):
        if not stage.steps:
            sheet.mark(row, first, f"stage:{stage.id}")
    for step, column in zip(journey.steps, spread.steps, strict=True):
        sheet.mark(row, column, f"step:{step.id}")
    sheet.page.set_row(row, None, None, {"hidden": True})


def names_in(words: ToldMap, journey: JourneyMap) -> dict[str, tuple[str, str]]:
    """
    Collect what stands in the heads of the grid.

    Args:
        words: The map in words.
        journey: The map.

    Returns:
        The name and what stands below it, of the map, each stage, step and lane.
    """
    found = {"title": (readable(words.title), ""), "notes": (_notes(words), "")}
    for stage, told in zip(journey.stages, words.stages, strict=True):
        found[f"stage:{stage.id}"] = (readable(told.name), readable("\n".join(told.marks)))
    for step, said in zip(journey.steps, words.steps, strict=True):
        found[f"step:{step.id}"] = (readable(said.name), readable("\n".join(said.marks)))
    for lane, row in zip(journey.lanes, words.lanes, strict=True):
        found[f"lane:{lane.id}"] = (readable(row.title), "\n".join(_aside(row)))
    return found


def cells_in(words: ToldMap, journey: JourneyMap) -> dict[str, dict[str, list[str]]]:
    """
    Collect what stands in the cells of the grid.

    Args:
        words: The map in words.
        journey: The map.

    Returns:
        The lines at each step of each lane; a step that a cell before it covers has none.
    """
    steps = [step.id for step in journey.steps]
    found: dict[str, dict[str, list[str]]] = {}
    for lane, told in zip(journey.lanes, words.lanes, strict=True):
        place, cells = 0, found.setdefault(lane.id, {})
        for cell in told.cells:
            if lines := [readable(line) for line in cell.lines if line.strip()]:
                cells[steps[place]] = lines
            place += cell.n_steps
    return found


def _spread(sheet: Sheet, words: ToldMap) -> _Spread:
    """
    Give every stage its columns; one without steps keeps an empty one.
    """
    stages: list[tuple[int, int]] = []
    steps: list[int] = []
    column = 1
    for stage in words.stages:
        last = column + max(len(stage.steps), 1) - 1
        stages.append((column, last))
        steps += range(column, column + len(stage.steps))
        column = last + 1
    for width in _WIDTHS:
        spread = _Spread(tuple(stages), tuple(steps), width)
        if all(_height(sheet, lane, spread) <= HIGHEST_ROW for lane in words.lanes):
            break
    return spread


def _placed(lane: ToldLane, spread: _Spread) -> Iterator[tuple[int, int, ToldCell]]:
    """
    Walk over the cells of a lane with their first and last columns.
    """
    step = 0
    for cell in lane.cells:
        yield spread.steps[step], spread.steps[step + cell.n_steps - 1], cell
        step += cell.n_steps


def _text(cell: ToldCell) -> str:
    lines = [line for line in cell.lines if line.strip()]
    return readable("\n".join(f"• {line}" for line in lines) if len(lines) > 1 else "".join(lines))


def _height(sheet: Sheet, lane: ToldLane, spread: _Spread) -> float:
    heights = [
        sheet.book.height(_text(cell), (last - first + 1) * spread.width)
        for first, last, cell in _placed(lane, spread)
    ]
    return max([*heights, _head_height(sheet, lane)])


def _head_height(sheet: Sheet, lane: ToldLane) -> float:
    title = sheet.book.height(readable(lane.title), _HEAD_WIDTH, weight=600)
    return title + _more(sheet, "\n".join(_aside(lane)), _HEAD_WIDTH)


def _more(sheet: Sheet, text: str, width: float) -> float:
    """
    Measure what stands below a name in the same cell.
    """
    return sheet.book.height(text, width, size=9) - AROUND if text else 0.0


def _aside(lane: ToldLane) -> list[str]:
    return [readable(line) for line in (lane.hint, *lane.marks) if line]


def _write_title(sheet: Sheet, words: ToldMap) -> None:
    theme, page = sheet.book.theme, sheet.page
    sheet.words(0, 0, words.title or "—", bold=True, font_size=16, text_wrap=False)
    sheet.words(1, 0, _notes(words), font_color=theme.second, text_wrap=False)
    page.set_row_pixels(0, 34)
    page.set_row_pixels(1, 24)


def _notes(words: ToldMap) -> str:
    told = [*words.notes, *(fact for _, fact in words.facts[:1])]
    return readable(" · ".join(" ".join(line.split()) for line in told))


def _write_stages(sheet: Sheet, words: ToldMap, spread: _Spread) -> None:
    """
    Write the stages and below each its steps in the hue of the stage.
    """
    theme, book = sheet.book.theme, sheet.book
    edge: dict[str, object] = {"border": 1, "border_color": theme.paper, "valign": "vcenter"}
    heights, stage_heights = [0.0], [0.0]
    for i, (stage, (first, last)) in enumerate(zip(words.stages, spread.stages, strict=True)):
        hue = theme.stage_hue(i)
        ground = theme.readable(hue)
        look = {**edge, "bg_color": ground, "font_color": theme.on_stage}
        marks = readable("\n".join(stage.marks))
        if last > first:
            sheet.over(_STAGES, first, last, "", **look)
        parts = _two(sheet, stage.name, marks, {"font_color": theme.on_stage, "font_size": 11})
        _rich(sheet, (_STAGES, first), parts, look)
        width = (last - first + 1) * spread.width
        name_height = book.height(readable(stage.name) or "—", width, size=11, weight=600)
        stage_heights.append(name_height + _more(sheet, marks, width))
        for column, step in enumerate(stage.steps, start=first):
            rest = readable("\n".join(step.marks))
            lines = _two(sheet, step.name, rest, {"font_color": ground})
            look = {**edge, "bg_color": theme.tint(hue, 0.12), "valign": "top"}
            _rich(sheet, (_STEPS, column), lines, look)
            height = book.height(readable(step.name) or "—", spread.width, weight=600)
            heights.append(height + _more(sheet, rest, spread.width))
    sheet.row_height(_STAGES, max(stage_heights) + 8)
    sheet.row_height(_STEPS, max(heights) + 8)


def _two(
    sheet: Sheet, loud: str, quiet: str, look: dict[str, object]
) -> list[tuple[str, dict[str, object]]]:
    """
    Pair a name and what is said below it with how they look.
    """
    theme = sheet.book.theme
    parts: list[tuple[str, dict[str, object]]] = [(readable(loud) or "—", {"bold": True, **look})]
    if quiet:
        ink = theme.on_stage if look["font_color"] == theme.on_stage else theme.second
        parts.append((quiet, {"font_size": 9, "font_color": ink}))
    return parts


def _rich(
    sheet: Sheet,
    place: tuple[int, int],
    parts: Sequence[tuple[str, dict[str, object]]],
    look: dict[str, object],
) -> None:
    """
    Write a name and what stands below it into one cell.
    """
    book, (row, column) = sheet.book, place
    if len(parts) == 1:
        text, own = parts[0]
        sheet.words(row, column, text, **{**look, **own})
        return
    (loud, first), (quiet, second) = parts
    pieces = (book.style(**first), loud, book.style(**second), "\n" + quiet)
    sheet.page.write_rich_string(row, column, *pieces, book.style(**look))


def _write_lane(
    sheet: Sheet, row: int, lane: ToldLane, fills: Sequence[str | None], spread: _Spread
) -> None:
    theme = sheet.book.theme
    look: dict[str, object] = {"border": 1, "border_color": theme.line}
    head = _two(sheet, lane.title, "\n".join(_aside(lane)), {"font_color": theme.ink})
    _rich(sheet, (row, 0), head, {**look, "bg_color": theme.soft})
    placed = list(_placed(lane, spread))
    covered = {column for first, last, _ in placed for column in range(first, last + 1)}
    for column in sorted({*range(1, spread.last + 1)} - covered):
        sheet.words(row, column, "", **look)
    for (first, last, cell), fill in zip(placed, fills, strict=True):
        ground = {"bg_color": fill} if fill and cell.lines else {}
        sheet.over(row, first, last, _text(cell), **look, **ground)
    sheet.row_height(row, _height(sheet, lane, spread))


def _fills(theme: Theme, lane: ToldLane, authored: Lane, journey: JourneyMap) -> list[str | None]:
    """
    Colour the cells of a lane as the picture does: what hurts, what could be done, how it feels.
    """
    plain = {"pain-points": theme.pain, "opportunities": theme.opportunity}.get(authored.kind)
    felt: dict[str, str] = {}
    for cell in authored.cells:
        for card in cell.cards:
            if isinstance(card, Feeling):
                scale = card.scale_in(authored)
                score = 2 * (card.score - scale.low) / (scale.high - scale.low) - 1
                hue = theme.neutral
                if abs(score) >= _FELT:
                    hue = theme.good if score > 0 else theme.bad
                felt.setdefault(cell.at, theme.tint(hue, 0.14))
    found, steps, i = [], journey.steps, 0
    for told in lane.cells:
        found.append(felt.get(steps[i].id, plain))
        i += told.n_steps
    return found


def _set_up(sheet: Sheet, words: ToldMap, spread: _Spread, height: float) -> None:
    """
    Keep heads in sight on the screen and on paper, and a map that nearly fits a page on one.
    """
    page, n_steps = sheet.page, len(words.steps)
    page.freeze_panes(_LANES, 1)
    page.repeat_rows(_STAGES, _STEPS)
    page.repeat_columns(0)
    if n_steps > _ON_A4:
        page.set_paper(8)
    n_pages = max(1, -(-n_steps // _ON_A3))
    is_one = n_pages == 1 and height <= _ONE_PAGE * (_HEAD_WIDTH + spread.last * spread.width)
    page.fit_to_pages(n_pages, 1 if is_one else 0)
    page.print_area(0, 0, _LANES + max(len(words.lanes), 1) - 1, spread.last)
