"""
Rows and columns of words and numbers, for what has no picture of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.canvas.primitives import Group, Rect
from touchline.scene.plots import Placed, Plot

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes._pen import Pen

#: Inside a cell, px.
_ACROSS, _DOWN = 8.0, 5.0
#: The widest and the narrowest column, px.
_WIDEST, _NARROWEST = 300.0, 56.0
#: Lines of a cell before it is cut.
_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Plot):
    """
    A plain table.

    Args:
        heads: The names of the columns.
        rows: The cells, row by row.
        numeric: Which columns hold numbers and end where they end.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place heads and rows, with a line below each.
        """
        widths = self._widths(pen, width)
        end = x + sum(widths)
        head, low = self._line(pen, self.heads, widths, x, top, is_head=True)
        drawn: list[Primitive] = [head]
        for row in self.rows:
            rule = Rect(x=x, y=low, width=end - x, height=1, fill=pen.theme.line)
            group, low = self._line(pen, row, widths, x, low + 1)
            drawn += [rule, group]
        return Placed(tuple(drawn), low, end)

    def _widths(self, pen: Pen, width: float) -> list[float]:
        """
        Give each column what it needs, and take from the widest what is too much in all.
        """
        wanted = []
        for i, head in enumerate(self.heads):
            natural = max(
                [pen.width_of(row[i], pen.styles.cell) for row in self.rows]
                + [min(pen.width_of(head, pen.styles.tag), 110.0)]
            )
            wanted.append(min(max(natural + 2 * _ACROSS, _NARROWEST), _WIDEST))
        surplus = sum(wanted) - width
        while surplus > 1 and max(wanted) > 2 * _NARROWEST:
            widest = wanted.index(max(wanted))
            cut = min(surplus, 8.0)
            wanted[widest] -= cut
            surplus -= cut
        return wanted

    def _line(
        self,
        pen: Pen,
        cells: tuple[str, ...],
        widths: list[float],
        x: float,
        top: float,
        *,
        is_head: bool = False,
    ) -> tuple[Group, float]:
        texts: list[Text] = []
        style = pen.styles.tag if is_head else pen.styles.cell
        for i, (words, wide) in enumerate(zip(cells, widths, strict=True)):
            align: Literal["start", "end"] = "end" if i in self.numeric else "start"
            text = pen.words(
                words,
                style,
                x=x + _ACROSS,
                y=top + _DOWN,
                width=wide - 2 * _ACROSS,
                align=align,
                max_lines=_LINES,
            )
            texts.append(text)
            x += wide
        low = max((text.y + text.height for text in texts), default=top) + _DOWN
        return Group(children=tuple(texts), role="row", title=" · ".join(filter(None, cells))), low
