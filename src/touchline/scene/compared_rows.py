"""
The rows of two maps, one above the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Line, Primitive, Rect, Text
from touchline.i18n import translate
from touchline.lanes import LANES, Row
from touchline.lanes._pen import PAD, Pen, Piece
from touchline.lanes._personas import in_order, persona_key
from touchline.lanes._points import points_of
from touchline.model.structure import Card, Cell, Lane
from touchline.model.text import LocalText
from touchline.scene.heads import lane_head, lane_title
from touchline.scene.marks import Mark, ground, lane_marks, placed_marks

if TYPE_CHECKING:
    from touchline.document.comparison import Comparison, LanePair
    from touchline.scene.marks import LaneMarks, Sign
    from touchline.scene.side_by_side import Shared
    from touchline.scene.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """
    Two maps on one sheet.

    Args:
        subjects: The two maps.
        found: Their comparison.
        names: What the two sides are called.
        pen: What knows theme, language and text.
        shared: Their columns.
        x: Where the names of lanes begin.
        head: The width of the names of lanes.
        start: Where the first column begins.
        end: Where the last column ends.
    """

    subjects: tuple[Subject, Subject]
    found: Comparison
    names: tuple[str, str]
    pen: Pen
    shared: Shared
    x: float
    head: float
    start: float
    end: float

    @property
    def language(self) -> str:
        """
        The reader's language tag.
        """
        return self.pen.language

    def pill(self, words: str, x: float, y: float) -> Piece:
        """
        Place the name of a side.

        Args:
            words: The name.
            x: Where it begins.
            y: Its top.

        Returns:
            The pill.
        """
        theme = self.pen.theme
        return self.pen.pill(words, x=x, y=y, fill=theme.pill, ink=theme.second, limit=self.head)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """
    A row that was placed.

    Args:
        group: The row.
        rule: The line above it.
        low: The y of its lower edge.
        told: The same in words, for formats that tell.
        signs: The signs that occur in it.
    """

    group: Group
    rule: Primitive
    low: float
    told: Lane
    signs: frozenset[Sign]


def placed_rows(both: Both, top: float) -> list[PlacedRow]:
    """
    Place the lanes: once where both maps say the same, else one row above the other.

    Args:
        both: The two maps.
        top: The y below which they are drawn.

    Returns:
        The rows from top to bottom.
    """
    return _Rows(both).placed(top)


class _Rows:
    """
    Places rows.
    """

    def __init__(self, both: Both) -> None:
        self.both = both
        self.pen = both.pen
        self.shared = both.shared
        primary = both.subjects[0].journey.primary_persona
        self.primary = primary.name if primary else None

    def placed(self, top: float) -> list[PlacedRow]:
        rows: list[PlacedRow] = []
        for place, pair in enumerate(self.both.found.lanes):
            both = [self._lane(side, name) for side, name in enumerate((pair.left, pair.right))]
            kind = next(lane.kind for lane in both if lane is not None)
            marks = lane_marks(self.both.found, place, kind, self.both.language, self.primary)
            is_once = self._is_once(pair, kind, marks)
            for side, lane in enumerate(both):
                if lane is None or (is_once and side == 0):
                    continue
                row = self._row(place, side, lane, marks, top, is_once=is_once)
                rows.append(row)
                top = row.low
        return rows

    def _lane(self, side: int, name: str | None) -> Lane | None:
        lanes = self.both.subjects[side].journey.lanes
        return next((lane for lane in lanes if lane.id == name), None)

    def _is_once(self, pair: LanePair, kind: str, marks: LaneMarks) -> bool:
        """
        Tell whether a lane says the same in both maps; what is worked out is held side by side.
        """
        if not (pair.left and pair.right) or marks:
            return False
        if kind not in LANES or not LANES[kind].is_measured:
            return True
        lanes = (self._lane(0, pair.left), self._lane(1, pair.right))
        rows = [self._plain_row(side, lane) for side, lane in enumerate(lanes) if lane]
        mates = zip(*self.shared.sides, strict=True)
        told = (
            [
                LANES[kind].tell(row, column.step.id) if column else ()
                for row, column in zip(rows, columns, strict=True)
            ]
            for columns in mates
        )
        return all(one == other for one, other in told)

    def _plain_row(self, side: int, lane: Lane) -> Row:
        subject = self.both.subjects[side]
        return Row(
            lane=lane,
            journey=subject.journey,
            measures=subject.measures,
            columns=self.shared.of(side),
            language=self.both.language,
        )

    def _row(
        self, place: int, side: int, lane: Lane, marks: LaneMarks, top: float, *, is_once: bool
    ) -> PlacedRow:
        """
        Place one lane of one map: its name, its marks and its cells.
        """
        subject = self.both.subjects[side]
        pair = self.both.found.lanes[place]
        opens = is_once or side == 0 or not pair.left
        head, needed = self._lane_head(subject, lane, side, top, opens=opens, is_once=is_once)
        own = {i: these for (which, i), these in marks.items() if which == side}
        strip, signs = self._strip(own, top)
        row = replace(self._plain_row(side, lane), top=top + strip)
        kind = LANES[lane.kind if lane.kind in LANES else "notes"]
        drawn = kind.draw(row, self.pen)
        height = round(max(strip + drawn.height, needed))
        fields = self._grounds(own, lane, side, top, height)
        if not is_once:
            fields = [*self._absent(side, top, height), *fields]
        fields += _behind_key(row, self.pen)
        group = Group(
            children=(head, *fields, *signs, *drawn.children),
            role="lane",
            title=f"{lane_title(subject, lane)} · {self.both.names[side]}",
        )
        told = self._told(place, side, row, own, is_once=is_once)
        occurring = frozenset(mark.sign for these in own.values() for mark in these)
        return PlacedRow(group, self._rule(top, opens=opens), top + height, told, occurring)

    def _rule(self, top: float, *, opens: bool) -> Primitive:
        theme = self.pen.theme
        if opens:
            return Rect(
                x=self.both.x,
                y=top - 0.5,
                width=self.both.end - self.both.x,
                height=1,
                fill=theme.line,
            )
        start = self.both.start
        return Line(x1=start, y1=top, x2=self.both.end, y2=top, stroke=theme.rule, dash=(2, 4))

    def _lane_head(
        self, subject: Subject, lane: Lane, side: int, top: float, *, opens: bool, is_once: bool
    ) -> tuple[Group, float]:
        """
        Place the name of a lane above its first row, and beside each row whose it is.
        """
        pen, children = self.pen, list[Primitive]()
        low = 7.0
        if opens:
            head, needed = lane_head(
                subject, pen, lane, x=self.both.x, top=top, width=self.both.head
            )
            children.append(head)
            low = needed - 4
        if is_once:
            words = translate("compare.same-in-both", self.both.language)
            text = pen.words(
                words, pen.styles.note, x=self.both.x, y=top + low, width=self.both.head
            )
            children.append(text)
            return Group(children=tuple(children), role="head"), low + text.height + 9
        pill = self.both.pill(self.both.names[side], self.both.x, top + low)
        children += pill.children
        return Group(children=tuple(children), role="head"), low + pill.height + 9

    def _strip(self, own: dict[int, list[Mark]], top: float) -> tuple[float, list[Primitive]]:
        """
        Place the marks of a row above its cells; gives the height that they take.
        """
        children: list[Primitive] = []
        height = 0.0
        for i, marks in own.items():
            column = self.shared.columns[i]
            x, width = column.x + PAD, column.width - 2 * PAD
            piece = placed_marks(self.pen, marks, x=x, y=top + 9, width=width)
            children += piece.children
            height = max(height, piece.height + 6)
        return height, children

    def _grounds(
        self, own: dict[int, list[Mark]], lane: Lane, side: int, top: float, height: float
    ) -> list[Primitive]:
        """
        Colour the cells that differ.
        """
        places = {column.step.id: i for i, column in enumerate(self.shared.sides[side]) if column}
        ends = {cell.at: places.get(cell.through or cell.at) for cell in lane.cells}
        fields: list[Primitive] = []
        for i, marks in own.items():
            column = self.shared.sides[side][i]
            end = ends.get(column.step.id) if column else None
            first, last = self.shared.columns[i], self.shared.columns[max(end or i, i)]
            sign = marks[0].sign
            fields.append(ground(self.pen, sign, first, last, top=top, height=height))
        return fields

    def _absent(self, side: int, top: float, height: float) -> list[Primitive]:
        """
        Grey the columns of steps that a map does not have.
        """
        theme = self.pen.theme
        return [
            Rect(x=column.x, y=top, width=column.width, height=height, fill=theme.pill, opacity=0.5)
            for column, own in zip(self.shared.columns, self.shared.sides[side], strict=True)
            if own is None
        ]

    def _told(
        self, place: int, side: int, row: Row, own: dict[int, list[Mark]], *, is_once: bool
    ) -> Lane:
        """
        Say a row in words, for formats that tell.
        """
        kind = LANES[row.lane.kind if row.lane.kind in LANES else "notes"]
        narrow, cells = _narrowed(row), []
        for i, (column, shown) in enumerate(
            zip(self.shared.sides[side], self.shared.columns, strict=True)
        ):
            marks = ", ".join(mark.words for mark in own.get(i, ()))
            lines = [f"[{marks}]"] if marks else []
            lines += kind.tell(narrow[column.step.id], column.step.id) if column else ()
            cards = tuple(
                Card(id=f"c{place}.{side}.{i}.{n}", text=LocalText.of({self.both.language: line}))
                for n, line in enumerate(lines)
            )
            if cards:
                cells.append(Cell(at=shown.step.id, cards=cards))
        title = lane_title(self.both.subjects[side], row.lane)
        whose = (
            translate("compare.same-in-both", self.both.language)
            if is_once
            else self.both.names[side]
        )
        words = LocalText.of({self.both.language: f"{title} · {whose}"})
        return Lane(id=f"lane{place}.{side}", kind="notes", title=words, cells=tuple(cells))


def _behind_key(row: Row, pen: Pen) -> list[Primitive]:
    """
    Keep the edges of differing cells from running through the names of several curves.
    """
    points = points_of(row) if row.columns else []
    personas = in_order(row, (point.card.persona for point in points))
    if len(personas) < 2:  # noqa: PLR2004 (a curve alone needs no name)
        return []
    key = persona_key(row, pen, personas)
    x = row.columns[0].x + PAD - 4
    end = max(item.x + item.width for item in key.children if isinstance(item, Text)) + 6
    y, height, fill = row.top + 4, key.height - 3, pen.theme.paper
    return [Rect(x=x, y=y, width=end - x, height=height, fill=fill, radius=6)]


def _narrowed(row: Row) -> dict[str, Row]:
    """
    Cut a row into one for each step, so that telling a step does not walk over all cells.
    """
    order = {column.step.id: i for i, column in enumerate(row.columns)}
    held: defaultdict[int, list[Cell]] = defaultdict(list)
    ends: defaultdict[int, set[int]] = defaultdict(set)
    for cell in row.lane.cells:
        first = order.get(cell.at)
        if first is None:
            continue
        last = max(first, order.get(cell.through or cell.at, first))
        for i in range(first, last + 1):
            held[i].append(cell)
            ends[i] |= {first, last}
    return {
        name: replace(
            row,
            lane=row.lane.model_copy(update={"cells": tuple(held[i])}),
            columns=row.columns[min(ends[i] | {i}) : max(ends[i] | {i}) + 1],
        )
        for name, i in order.items()
    }
