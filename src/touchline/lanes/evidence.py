"""
How much stands behind what a map says at each step (R-015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Group, Icon
from touchline.i18n import number, translate
from touchline.lanes import Drawn, LaneType
from touchline.lanes._boxes import assumption_pill
from touchline.lanes._cards import LEAST_HEIGHT, ROW_PAD
from touchline.lanes._details import evidence_line, n_sources
from touchline.lanes._pen import PAD
from touchline.model.partial import hidden_in
from touchline.model.structure import GRADES

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column, LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Lane

#: The side of the mark before a count, px.
_ICON = 12.0


class Evidence(LaneType):
    """
    The number of sources behind a step's cards and their best grade; a step that rests on nothing
    is marked as an assumption.
    """

    role: ClassVar[LaneRole] = "measure"
    icon: ClassVar[str] = "quote"
    is_measured: ClassVar[bool] = True

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place mark, count and grade of each step.
        """
        children: list[Primitive] = []
        height = LEAST_HEIGHT
        behind = _behind(row)
        for column in row.columns:
            cards = behind.get(column.step.id, ())
            if not cards:
                continue
            placed, bottom = self._place(row, pen, column, cards)
            height = max(height, bottom + ROW_PAD - row.top)
            group = Group(
                children=placed,
                role="cell",
                title=" · ".join(_said(row, cards)),
                details="\n".join(_lines(row, cards)),
                at=row.place_at(column.step.id),
            )
            children.append(group)
        return Drawn(height, tuple(children))

    def _place(
        self, row: Row, pen: Pen, column: Column, cards: tuple[Card, ...]
    ) -> tuple[tuple[Primitive, ...], float]:
        x, y, width = column.x + PAD, row.top + ROW_PAD, column.width - 2 * PAD
        sources = n_sources(cards)
        if not sources:
            pill = assumption_pill(pen, x=x, y=y, width=width)
            return pill.children, y + pill.height
        icon = Icon(name="quote", x=x, y=y + 2.5, size=_ICON, colour=pen.theme.second)
        start = x + _ICON + 5
        count = pen.label(number(sources, row.language), pen.styles.tag, x=start, y=y)
        start += count.width + 7
        grade = translate(f"grade.{_best(cards)}", row.language)
        room = x + width - start
        if pen.width_of(grade, pen.styles.note) <= room:
            word = pen.label(grade, pen.styles.note, x=start, y=y)
        else:
            word = pen.words(
                grade, pen.styles.note, x=x, y=y + count.height, width=width, max_lines=2
            )
        return (icon, count, word), word.y + word.height

    def reads(self, journey: JourneyMap, lane: Lane) -> tuple[object, ...]:
        """
        Read every lane.
        """
        del lane
        return journey.lanes

    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say the number of sources and their best grade.
        """
        cards = _behind(row).get(step, ())
        return _said(row, cards) if cards else ()


def _behind(row: Row) -> dict[str, tuple[Card, ...]]:
    """
    Collect the cards of all lanes by step; a spanning card counts at each of its steps.
    """
    index = {column.step.id: i for i, column in enumerate(row.columns)}
    found: dict[str, list[Card]] = {}
    for lane in row.journey.lanes:
        for cell in lane.cells:
            first = index.get(cell.at)
            if first is None:
                continue
            last = index.get(cell.through or cell.at, first)
            for column in row.columns[first : last + 1]:
                found.setdefault(column.step.id, []).extend((*cell.cards, *hidden_in(cell)))
    return {step: tuple(cards) for step, cards in found.items() if cards}


def _best(cards: tuple[Card, ...]) -> str:
    return max((card.grade for card in cards), key=GRADES.index)


def _said(row: Row, cards: tuple[Card, ...]) -> tuple[str, ...]:
    grade = translate(f"grade.{_best(cards)}", row.language)
    sources = n_sources(cards)
    if not sources:
        return (grade,)
    return (translate("scene.sources", row.language, n=sources), grade)


def _lines(row: Row, cards: tuple[Card, ...]) -> tuple[str, ...]:
    """
    List each source once, with the number and date that it states.
    """
    told = (evidence_line(row, item) for card in cards for item in card.evidence)
    return tuple(dict.fromkeys(told)) or _said(row, cards)
