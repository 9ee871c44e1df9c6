"""
Two maps on one sheet: their steps share columns, and their rows stand one above the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.canvas.fonts import missing_characters
from touchline.canvas.mirror import mirrored
from touchline.canvas.primitives import Group, Line, Primitive, Rect, Scene, Text
from touchline.canvas.theme import Theme, load_theme
from touchline.i18n import closest_language, is_right_to_left, translate
from touchline.lanes import LANES, Row
from touchline.lanes._pen import PAD, Pen, Piece
from touchline.measuring.measured import MeasuredMap
from touchline.model.structure import Card, Cell, Lane
from touchline.model.text import LocalText
from touchline.scene.heads import head_width, lane_head, lane_title, stages, steps, tints
from touchline.scene.marks import (
    SIGNS,
    Mark,
    ground,
    lane_marks,
    placed_marks,
    step_marks,
    word,
)
from touchline.scene.side_by_side import Shared, shared_columns
from touchline.scene.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.document.comparison import Comparison, LanePair
    from touchline.model.map import JourneyMap
    from touchline.scene.marks import LaneMarks, Sign

#: Around the sheet, inside its edge, and after the names of lanes, px.
_MARGIN, _PAD, _AFTER_HEAD = 20.0, 26.0, 14.0

#: The least width of the sheet's content beside the names of lanes, px.
_LEAST = 640.0


def compose_comparison(
    left: JourneyMap | MeasuredMap,
    right: JourneyMap | MeasuredMap,
    found: Comparison,
    *,
    theme: str | Theme = "paper",
    language: str | None = None,
) -> Scene:
    """
    Draw two maps as one scene.

    Args:
        left: The first map, such as today's.
        right: The second map, such as the one to be.
        found: Their comparison.
        theme: The name of a theme, or a theme.
        language: The reader's language tag; None takes the second map's own.

    Returns:
        The scene, already mirrored for right-to-left languages. It carries a map that tells the
        same in words, for formats that tell.
    """
    subjects = (_subject(left, language, right), _subject(right, language, right))
    look = load_theme(theme) if isinstance(theme, str) else theme
    scene = _Sheet(subjects, found, look).scene()
    missing = tuple(sorted(_missing(scene.children)))
    scene = replace(scene, missing_characters=missing)
    return mirrored(scene) if is_right_to_left(scene.language) else scene


def sides(left: JourneyMap, right: JourneyMap, language: str) -> tuple[str, str]:
    """
    Name the two sides of a comparison.

    Args:
        left: The first map.
        right: The second map.
        language: The reader's language tag.

    Returns:
        As is and to be when the maps say that they are that, else two plain names.
    """
    is_pair = (left.type, right.type) == ("current-state", "future-state")
    is_pair |= any(link.kind == "to-be" for link in left.links)
    is_pair |= any(link.kind == "as-is" for link in right.links)
    names = ("as-is", "to-be") if is_pair else ("first", "second")
    one, other = (translate(f"compare.side-{name}", language) for name in names)
    return one, other


def _subject(
    found: JourneyMap | MeasuredMap, language: str | None, right: JourneyMap | MeasuredMap
) -> Subject:
    own = right.journey if isinstance(right, MeasuredMap) else right
    tongue = closest_language(language or own.language)
    if isinstance(found, MeasuredMap):
        return Subject(journey=found.journey, measures=found.measures, language=tongue)
    return Subject(journey=found, measures=None, language=tongue)


def _missing(primitives: Iterable[Primitive]) -> set[str]:
    """
    Collect the drawn characters that no bundled face holds.
    """
    lost: set[str] = set()
    for item in primitives:
        if isinstance(item, Group):
            lost |= _missing(item.children)
        elif isinstance(item, Text):
            for line in item.lines:
                lost.update(missing_characters(line.text))
    return lost


@dataclass(frozen=True, slots=True)
class _Placed:
    """
    A row that was placed, with the map's words for it.
    """

    group: Group
    rule: Primitive
    low: float
    told: Lane


class _Sheet:
    """
    Knows both maps, the reader and the columns.
    """

    def __init__(self, subjects: tuple[Subject, Subject], found: Comparison, theme: Theme) -> None:
        self.subjects = subjects
        self.found = found
        self.language = subjects[1].language
        grades = (card.evidence for subject in subjects for _, _, card in subject.journey.cards())
        self.pen = Pen(theme=theme, language=self.language, shows_grades=any(grades))
        self.names = sides(subjects[0].journey, subjects[1].journey, self.language)
        self.x = _MARGIN + _PAD
        self.head = max(head_width(subject, self.pen) for subject in subjects)
        grid_x = self.x + self.head + _AFTER_HEAD
        self.shared: Shared = shared_columns(subjects, found, self.pen, grid_x)
        placed = self.shared.columns
        self.end = max(placed[-1].end if placed else 0.0, grid_x + _LEAST)
        self.signs: set[Sign] = set()

    def scene(self) -> Scene:
        """
        Place everything from top to bottom, then the sheet behind it.
        """
        frame = Subject(journey=self.shared.frame, measures=None, language=self.language)
        columns = self.shared.columns
        header, low = self._header(_MARGIN + _PAD - 2)
        stage_groups, top = stages(frame, self.pen, columns, low + 18)
        step_groups, head_low = steps(frame, self.pen, columns, top)
        step_signs, rows_top = self._step_signs(head_low)
        rows = self._rows(rows_top)
        low = rows[-1].low if rows else rows_top
        fields = (
            *tints(self.pen, columns, top, rows_top, low),
            *(row.rule for row in rows),
        )
        ground_group = Group(children=fields, role="ground")
        notes, low = self._legend(low + 14)
        children = (
            header, ground_group, *stage_groups, *step_groups, *step_signs,
            *(row.group for row in rows), *notes,
        )  # fmt: skip
        return self._sheet(low + _PAD - 4, children, rows)

    def _title(self) -> str:
        one, other = (subject.said(subject.journey.title) for subject in self.subjects)
        return (
            one if one == other else translate("compare.title", self.language, one=one, other=other)
        )

    def _header(self, top: float) -> tuple[Group, float]:
        """
        Place both titles and how much differs.
        """
        pen, width = self.pen, self.end - self.x
        children: list[Primitive] = []
        low = top
        wide = max(self._pill(name, 0, 0).width for name in self.names)
        for name, subject in zip(self.names, self.subjects, strict=True):
            title = subject.journey.title
            text = pen.words(
                subject.said(title),
                pen.styles.tile,
                x=self.x + wide + 12,
                y=low,
                width=width - wide - 12,
                language=subject.language_of(title),
                max_lines=3,
                is_title=True,
            )
            pill = self._pill(name, self.x, low + 2.5)
            children += [*pill.children, text]
            low = text.y + text.height + 5
        counts = self._counts()
        if counts:
            piece = placed_marks(pen, counts, x=self.x, y=low + 5, width=width)
            children += piece.children
            low += piece.height + 5
        group = Group(children=tuple(children), role="header", title=self._title())
        return group, low

    def _pill(self, words: str, x: float, y: float) -> Piece:
        theme = self.pen.theme
        return self.pen.pill(words, x=x, y=y, fill=theme.pill, ink=theme.second, limit=self.head)

    def _counts(self) -> list[Mark]:
        """
        Say how many steps and cards have changed.
        """
        groups = (
            ("steps", self.found.step_changes()),
            ("cards", self.found.card_changes()),
        )
        return [
            Mark(sign, translate(f"compare.{what}-changed", self.language, n=n, change=sign))
            for what, counts in groups
            for sign, n in counts.items()
        ]

    def _step_signs(self, top: float) -> tuple[list[Group], float]:
        """
        Place below each step's name what became of it.
        """
        groups: list[Group] = []
        low = top
        for column, pair in zip(self.shared.columns, self.found.steps, strict=True):
            marks = step_marks(pair, self.language)
            self.signs |= {mark.sign for mark in marks}
            if not marks:
                continue
            x, width = column.x + PAD, column.width - 2 * PAD
            piece = placed_marks(self.pen, marks, x=x, y=top - 3, width=width)
            title = ", ".join(mark.words for mark in marks)
            groups.append(
                Group(
                    children=piece.children, role="mark", title=title, details=self._was(pair.left)
                )
            )
            low = max(low, top + piece.height + 6)
        return groups, low

    def _was(self, step: str | None) -> str:
        left = self.subjects[0]
        name = next((one.name for one in left.journey.steps if one.id == step), None)
        return f"{self.names[0]}: {left.said(name)}" if name else ""

    def _rows(self, top: float) -> list[_Placed]:
        """
        Place the lanes: once where both maps say the same, else one row above the other.
        """
        rows: list[_Placed] = []
        for place, pair in enumerate(self.found.lanes):
            both = [self._lane(side, name) for side, name in enumerate((pair.left, pair.right))]
            kind = next(lane.kind for lane in both if lane is not None)
            marks = lane_marks(self.found, place, kind, self.language, self._primary)
            is_once = self._is_once(pair, kind, marks)
            for side, lane in enumerate(both):
                if lane is None or (is_once and side == 0):
                    continue
                row = self._row(place, side, lane, marks, top, is_once=is_once)
                rows.append(row)
                top = row.low
        return rows

    @property
    def _primary(self) -> LocalText | None:
        primary = self.subjects[0].journey.primary_persona
        return primary.name if primary else None

    def _lane(self, side: int, name: str | None) -> Lane | None:
        lanes = self.subjects[side].journey.lanes
        return next((lane for lane in lanes if lane.id == name), None)

    def _is_once(self, pair: LanePair, kind: str, marks: LaneMarks) -> bool:
        if not (pair.left and pair.right) or marks:
            return False
        is_measured = kind in LANES and LANES[kind].is_measured
        return not (is_measured and any(subject.measures for subject in self.subjects))

    def _row(
        self, place: int, side: int, lane: Lane, marks: LaneMarks, top: float, *, is_once: bool
    ) -> _Placed:
        """
        Place one lane of one map: its name, its marks and its cells.
        """
        subject, columns = self.subjects[side], self.shared.of(side)
        pair = self.found.lanes[place]
        opens = is_once or side == 0 or not pair.left
        head, needed = self._lane_head(subject, lane, side, top, opens=opens, is_once=is_once)
        own = {i: these for (which, i), these in marks.items() if which == side}
        strip, signs = self._strip(own, top)
        row = Row(
            lane=lane,
            journey=subject.journey,
            measures=subject.measures,
            columns=columns,
            language=self.language,
            top=top + strip,
        )
        kind = LANES[lane.kind if lane.kind in LANES else "notes"]
        drawn = kind.draw(row, self.pen)
        height = round(max(strip + drawn.height, needed))
        fields = self._grounds(own, lane, side, top, height)
        if not is_once:
            fields = [*self._absent(side, top, height), *fields]
        group = Group(
            children=(head, *fields, *signs, *drawn.children),
            role="lane",
            title=f"{lane_title(subject, lane)} · {self.names[side]}",
        )
        told = self._told(place, side, row, own, is_once=is_once)
        return _Placed(group, self._rule(top, opens=opens), top + height, told)

    def _rule(self, top: float, *, opens: bool) -> Primitive:
        theme = self.pen.theme
        if opens:
            return Rect(x=self.x, y=top - 0.5, width=self.end - self.x, height=1, fill=theme.line)
        start = self.x + self.head + _AFTER_HEAD
        return Line(x1=start, y1=top, x2=self.end, y2=top, stroke=theme.rule, dash=(2, 4))

    def _lane_head(
        self, subject: Subject, lane: Lane, side: int, top: float, *, opens: bool, is_once: bool
    ) -> tuple[Group, float]:
        """
        Place the name of a lane above its first row, and beside each row whose it is.
        """
        pen, children = self.pen, list[Primitive]()
        low = 7.0
        if opens:
            head, needed = lane_head(subject, pen, lane, x=self.x, top=top, width=self.head)
            children.append(head)
            low = needed - 4
        if is_once:
            words = translate("compare.same-in-both", self.language)
            text = pen.words(words, pen.styles.note, x=self.x, y=top + low, width=self.head)
            children.append(text)
            return Group(children=tuple(children), role="head"), low + text.height + 9
        pill = self._pill(self.names[side], self.x, top + low)
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
            self.signs |= {mark.sign for mark in marks}
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
        cells = []
        for i, (column, shown) in enumerate(
            zip(self.shared.sides[side], self.shared.columns, strict=True)
        ):
            marks = ", ".join(mark.words for mark in own.get(i, ()))
            lines = [f"[{marks}]"] if marks else []
            lines += kind.tell(row, column.step.id) if column else ()
            cards = tuple(
                Card(id=f"c{place}.{side}.{i}.{n}", text=LocalText.of({self.language: line}))
                for n, line in enumerate(lines)
            )
            if cards:
                cells.append(Cell(at=shown.step.id, cards=cards))
        title = lane_title(self.subjects[side], row.lane)
        whose = translate("compare.same-in-both", self.language) if is_once else self.names[side]
        words = LocalText.of({self.language: f"{title} · {whose}"})
        return Lane(id=f"lane{place}.{side}", kind="notes", title=words, cells=tuple(cells))

    def _legend(self, top: float) -> tuple[list[Group], float]:
        """
        Explain the signs that occur, and say what must be known before anything is concluded.
        """
        pen, width = self.pen, self.end - self.x
        children: list[Primitive] = []
        left, low = self.x, top
        for sign in (one for one in SIGNS if one in self.signs):
            words = translate(f"compare.legend-{sign}", self.language)
            mark = word(sign, self.language) if sign not in {"better", "worse"} else Mark(sign, "±")
            room = pen.width_of(words, pen.styles.note)
            piece = placed_marks(pen, [mark], x=left, y=low, width=width)
            wide = placed_marks(pen, [mark], x=0, y=0, width=width).width
            if left > self.x and left + wide + 6 + room > self.end:
                left, low = self.x, low + 24
                piece = placed_marks(pen, [mark], x=left, y=low, width=width)
            text = pen.words(words, pen.styles.note, x=left + wide + 6, y=low + 1.5, width=room)
            children += [*piece.children, text]
            left += wide + 6 + room + 20
        low += 24 if children else 0
        for name in self.found.warnings:
            words = translate(f"compare.warning-{name}", self.language)
            text = pen.words(words, pen.styles.note, x=self.x, y=low, width=width, max_lines=4)
            children.append(text)
            low = text.y + text.height + 2
        if not children:
            return [], top - 14
        title = translate("scene.legend", self.language)
        return [Group(children=tuple(children), role="legend", title=title)], low

    def _sheet(self, height: float, children: Sequence[Primitive], rows: list[_Placed]) -> Scene:
        """
        Put the sheet behind what was placed.
        """
        theme = self.pen.theme
        width = self.end + _PAD
        sheet = Rect(
            x=_MARGIN,
            y=_MARGIN,
            width=width - _MARGIN,
            height=height - _MARGIN,
            fill=theme.paper,
            stroke=theme.line,
            radius=18,
        )
        title = self._title()
        told = self.shared.frame.model_copy(
            update={
                "title": LocalText.of({self.language: title}),
                "lanes": tuple(row.told for row in rows),
            }
        )
        steps_shown = len(self.shared.columns)
        return Scene(
            width=width + _MARGIN,
            height=height + _MARGIN,
            title=title,
            description=translate("compare.described", self.language, steps=steps_shown),
            language=self.language,
            is_rtl=False,
            background=theme.page,
            children=(sheet, *children),
            subject=told,
        )
