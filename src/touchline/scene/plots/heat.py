"""
A matrix whose cells are darker the greater their number is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.colour import contrast
from touchline.canvas.geometry import Box
from touchline.canvas.primitives import Group, Rect
from touchline.i18n import translate
from touchline.scene.plots import Placed, Plot
from touchline.scene.plots._amounts import Unit, bounds_told, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.theme import Theme
    from touchline.lanes._pen import Pen

#: The widest and the narrowest column, and the height of a cell, px.
_WIDEST, _NARROWEST, _HEIGHT = 122.0, 66.0, 38.0
#: Between two cells, and after the names of rows, px.
_SEAM, _AFTER = 2.0, 12.0
#: The share of the width that names of rows may take.
_NAMES = 0.24
#: How much of the hue the weakest cell has.
_WEAKEST = 0.06


class HeatCell(NamedTuple):
    """
    One number of the matrix.

    Args:
        value: The number; None where it is withheld or not known.
        bounds: Its 95 % interval.
        details: What a pointer resting on it shows besides.
        is_notable: It differs from its like beyond chance.
    """

    value: float | None
    bounds: tuple[float, float] | None = None
    details: str = ""
    is_notable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat(Plot):
    """
    A matrix.

    Args:
        rows: The names of the rows, from the top.
        columns: The names of the columns, from the start.
        cells: The numbers by row and column, counted from 0.
        unit: What they are.
        notes: A quiet line below each row's name.
        across: What the columns stand for.
        down: What the rows stand for.
        most: The number that is darkest; None takes the greatest.
        hue: Which hue of the theme it takes.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int, int], HeatCell] = field(default_factory=dict)
    unit: Unit = "share"
    notes: tuple[str, ...] = ()
    across: str = ""
    down: str = ""
    most: float | None = None
    hue: int = 0

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the names and the cells.
        """
        names = self._names_width(pen, width)
        start = x + names + _AFTER
        room = (x + width - start) / max(len(self.columns), 1)
        wide = min(max(room, _NARROWEST), _WIDEST)
        end = start + wide * len(self.columns)
        heads, y = self._heads(pen, x, start, wide, top)
        drawn: list[Primitive] = [*heads]
        for i, name in enumerate(self.rows):
            group, y = self._row(pen, i, name, (x, names, start, wide), y)
            drawn.append(group)
        return Placed(tuple(drawn), y, max(end, x + min(width, end - x)))

    def _names_width(self, pen: Pen, width: float) -> float:
        natural = [pen.width_of(name, pen.styles.cell) for name in self.rows]
        natural += [pen.width_of(note, pen.styles.note) for note in self.notes]
        natural.append(min(pen.width_of(self.down, pen.styles.note), 96.0))
        return min(max(natural, default=0.0) + 2, _NAMES * width)

    def _heads(
        self, pen: Pen, x: float, start: float, wide: float, top: float
    ) -> tuple[list[Primitive], float]:
        drawn: list[Primitive] = []
        y = top
        if self.across:
            # An arrow along the reading direction would have to be mirrored; words need none.
            text = pen.words(
                self.across,
                pen.styles.note,
                x=start,
                y=top,
                width=max(wide * len(self.columns), 120.0),
                max_lines=1,
            )
            drawn.append(text)
            y = text.y + text.height + 3
        heights = [
            pen.words(name, pen.styles.tag, x=0, y=0, width=wide - 6, max_lines=3).height
            for name in self.columns
        ]
        room = start - x - _AFTER
        down = pen.words(self.down, pen.styles.note, x=x, y=0, width=room, max_lines=3)
        low = y + max([*heights, down.height])
        if self.down:
            y = low - down.height
            drawn.append(pen.words(self.down, pen.styles.note, x=x, y=y, width=room, max_lines=3))
        for i, (name, height) in enumerate(zip(self.columns, heights, strict=True)):
            drawn.append(
                pen.words(
                    name,
                    pen.styles.tag,
                    x=start + i * wide + 2,
                    y=low - height,
                    width=wide - 6,
                    align="middle",
                    max_lines=3,
                )
            )
        return drawn, low + 5

    def _row(
        self, pen: Pen, i: int, name: str, edges: tuple[float, float, float, float], top: float
    ) -> tuple[Group, float]:
        x, names, start, wide = edges
        note = self.notes[i] if i < len(self.notes) else ""
        lines = 1 if note else 2
        text = pen.words(name, pen.styles.cell, x=x, y=top, width=names, max_lines=lines)
        low = pen.words(note, pen.styles.note, x=x, y=0, width=names, max_lines=1).height
        shift = (_HEIGHT - _SEAM - text.height - low) / 2
        text = pen.words(name, pen.styles.cell, x=x, y=top + shift, width=names, max_lines=lines)
        children: list[Primitive] = [text]
        if note:
            y = text.y + text.height
            children.append(pen.words(note, pen.styles.note, x=x, y=y, width=names, max_lines=1))
        for j, column in enumerate(self.columns):
            cell = self.cells.get((i, j))
            box = Box(start + j * wide, top, wide - _SEAM, _HEIGHT - _SEAM)
            children.append(self._cell(pen, cell, f"{name} → {column}", box))
        return Group(children=tuple(children), role="row", title=name), top + _HEIGHT

    def _cell(self, pen: Pen, cell: HeatCell | None, name: str, box: Box) -> Primitive:
        x, top, wide, height = box.x, box.y, box.width, box.height
        if cell is None:
            return Rect(x=x, y=top, width=wide, height=height, fill=pen.theme.soft, radius=4)
        fill = self.fill(pen, cell.value)
        stroke = pen.theme.ink if cell.is_notable else None
        children: list[Primitive] = [
            Rect(
                x=x + 0.5,
                y=top + 0.5,
                width=wide - 1,
                height=height - 1,
                fill=fill,
                radius=4,
                stroke=stroke,
                stroke_width=1.4,
            )
        ]
        ink = pen.theme.ink
        value = told(cell.value, self.unit, pen.language)
        bounds = bounds_told(cell.bounds, self.unit, pen.language)
        small = pen.coloured(pen.styles.note, ink)
        shows = bool(bounds) and pen.width_of(bounds, small) <= wide - 4
        style = pen.coloured(pen.styles.strong, ink)
        leading = 15.0
        y = top + (height - (2 * leading if shows else leading + 2)) / 2
        children.append(pen.words(value, style, x=x, y=y, width=wide, align="middle", max_lines=1))
        if shows:
            children.append(
                pen.words(
                    bounds, small, x=x, y=y + leading, width=wide, align="middle", max_lines=1
                )
            )
        interval = bounds and translate("scene.interval", pen.language, interval=bounds)
        details = "\n".join(line for line in (interval, cell.details) if line)
        return Group(
            children=tuple(children), role="cell", title=f"{name}: {value}", details=details
        )

    def fill(self, pen: Pen, value: float | None) -> str:
        """
        Choose the colour of a number.

        Args:
            pen: What knows the theme.
            value: The number.

        Returns:
            The colour, the stronger the greater the number.
        """
        if value is None:
            return pen.theme.soft
        known = [abs(cell.value) for cell in self.cells.values() if cell.value is not None]
        most = self.most or max(known, default=1.0) or 1.0
        strength = min(abs(value) / most, 1.0)
        strongest = _strongest(pen.theme, pen.theme.stage_hue(self.hue))
        hue = pen.theme.stage_hue(self.hue)
        return pen.theme.tint(hue, _WEAKEST + (strongest - _WEAKEST) * strength)


@lru_cache(maxsize=64)
def _strongest(theme: Theme, hue: str) -> float:
    """
    Find out how much of a hue a cell may have before its words are hard to read.
    """
    shares = (step / 100 for step in range(90, 5, -1))
    readable = (
        share
        for share in shares
        if contrast(theme.ink, theme.tint(hue, share)) >= theme.text_contrast
    )
    return next(readable, _WEAKEST)
