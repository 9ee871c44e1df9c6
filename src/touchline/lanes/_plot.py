"""
Lanes whose cards are points on a scale, joined by a curve for each persona.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Group
from touchline.i18n import number, translate
from touchline.lanes import Drawn, LaneType
from touchline.lanes._axis import AxisEnds
from touchline.lanes._cards import ROW_PAD, cell_owners, draw_hint
from touchline.lanes._curve import Axis
from touchline.lanes._details import card_details
from touchline.lanes._owners import owner_lines
from touchline.lanes._pen import PAD
from touchline.lanes._personas import in_order, persona_key, persona_name
from touchline.lanes._points import label_of, points_of, told_score
from touchline.model.experience import Feeling, Rating

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes import Row
    from touchline.lanes._pen import Pen
    from touchline.lanes._points import Point
    from touchline.model.structure import Card, Scale

#: How much higher the plot is for several personas, so that a value finds room between two points
#: that are one of five apart.
_SEVERAL = 1.45

#: Lines of a point's words below the curve.
_WORDS = 4


class ScoreLane(LaneType):
    """
    A lane that draws scores as points joined by a curve for each persona.

    The curve of the primary persona is drawn in full, those of others as thin lines of their own
    colour and dash, which a key names. Scores on different scales are shown and never joined.

    Attributes:
        plot: From the best to the worst score, px.
        above: From the row's upper edge to the best score, px.
        below: From the worst score to the row's lower edge, px.
        is_grounded: A line is drawn at the worst score.
    """

    plot: ClassVar[float] = 92.0
    above: ClassVar[float] = 25.0
    below: ClassVar[float] = 25.0
    is_grounded: ClassVar[bool] = False

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the axis, the curves, the points and the words.
        """
        if not row.columns:
            return Drawn(self.above + self.plot + self.below, ())
        points = points_of(row)
        if not points:
            return self._empty(row, pen)
        personas = in_order(row, (point.card.persona for point in points))
        scales = {(point.scale.low, point.scale.high): point.scale for point in points}
        key = persona_key(row, pen, personas) if len(personas) > 1 else None
        top = row.top + (key.height if key else 0.0)
        ends = self._ends(row, pen, points, scales)
        best = top + self.above + ends.room
        stretch = _SEVERAL if key else 1.0
        axis = Axis(best, best + stretch * self.plot)
        children: list[Primitive] = [*(key.children if key else ()), *self.axis(row, pen, axis)]
        children += ends.placed(pen, axis, above=self.above, below=self.below)
        # The first persona is drawn last, so that nothing covers it.
        for i, persona in reversed(tuple(enumerate(personas))):
            own = [point for point in points if point.card.persona == persona]
            if len(scales) == 1:
                children += self.curve(pen, axis, own, rank=i)
            for point in own:
                mark = partial(self.mark, row, pen, axis, point, rank=i)
                name = ("card", point.card.id)
                children.append(row.drafts.take(name, (point, axis, i), mark))
        bottom = max(self.lowest(points, axis), ends.bottom(axis, self.below))
        if len(scales) > 1:
            note = _mixed(row, pen, bottom - 4)
            children.append(note)
            bottom = note.y + note.height + 6
        told = [point for point in points if point.card.persona == personas[0]]
        words, low = _words(row, pen, told, bottom)
        hints, lowest = _hints(row, pen, bottom)
        return Drawn(max(low, lowest) - row.top, (*children, *words, *hints))

    def _empty(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the questions above the line on which a curve can be drawn by hand.
        """
        hints, low = _hints(row, pen, row.top + ROW_PAD)
        least = row.top + self.above + self.plot / 2
        top = row.top + max(0.0, low - least)
        axis = Axis(top + self.above, top + self.above + self.plot)
        return Drawn(axis.bottom + self.below - row.top, (*self.axis(row, pen, axis), *hints))

    def _ends(
        self,
        row: Row,
        pen: Pen,
        points: list[Point],
        scales: dict[tuple[float, float], Scale],
    ) -> AxisEnds:
        """
        Find out what the ends of the axis are called and where that has room.
        """
        first = row.columns[0]
        near = [point for point in points if point.x <= points[0].x]
        wide = [max(pen.width_of(label_of(row, point), pen.styles.tag), 14.0) for point in near]
        reach = max(wide, default=0.0) / 2
        return AxisEnds.of(
            pen,
            self.ends_of(row, scales),
            start=first.x,
            end=first.end,
            free=min(points[0].x - reach if points else first.end, first.end),
            is_grounded=self.is_grounded,
        )

    def ends_of(self, row: Row, scales: dict[tuple[float, float], Scale]) -> tuple[str, str]:
        """
        Choose what stands at the worst and at the best end of the axis.

        Args:
            row: The lane.
            scales: The scales of its points by their ends.

        Returns:
            Both names; empty ones where the scales have none, or differ.
        """
        own = list(scales.values())
        if len(own) != 1 or len(own[0].names) <= 1:
            return "", ""
        return row.said(own[0].names[0]), row.said(own[0].names[-1])

    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say each score with whose it is, its words and its cause.
        """
        lines = []
        steps = {column.step.id for column in row.columns}
        scored = (card for cell in row.lane.cells if cell.at in steps for card in cell.cards)
        felt_by = {card.persona for card in scored if isinstance(card, Feeling | Rating)}
        several = len(felt_by) > 1
        for card in row.cards(step):
            if isinstance(card, Feeling | Rating):
                parts = (told_score(row, card), row.said(card.text), *_cause(row, card))
                words = " · ".join(part for part in parts if part)
                lines.append(_of_persona(row, card, words) if several else words)
        return (*lines, *cell_owners(row, step))

    @abstractmethod
    def axis(self, row: Row, pen: Pen, axis: Axis) -> list[Primitive]:
        """
        Draw what lies behind the curves.

        Args:
            row: The lane.
            pen: What knows the theme.
            axis: Where the scores lie.

        Returns:
            The primitives, back to front.
        """

    @abstractmethod
    def curve(self, pen: Pen, axis: Axis, points: list[Point], *, rank: int) -> list[Primitive]:
        """
        Draw the curve of one persona.

        Args:
            pen: What knows the theme.
            axis: Where the scores lie.
            points: The persona's points, from start to end.
            rank: 0 for the first persona.

        Returns:
            The primitives, back to front.
        """

    @abstractmethod
    def spot(
        self, row: Row, pen: Pen, axis: Axis, point: Point, *, rank: int
    ) -> tuple[Primitive, ...]:
        """
        Draw one point, with its score for the first persona.

        Args:
            row: The lane.
            pen: What knows the theme.
            axis: Where the scores lie.
            point: The point.
            rank: 0 for the first persona.

        Returns:
            The primitives, back to front.
        """

    def lowest(self, points: list[Point], axis: Axis) -> float:
        """
        Find the y below which words may stand.

        Args:
            points: The points.
            axis: Where the scores lie.

        Returns:
            The y; below the whole axis by default.
        """
        del points
        return axis.bottom + self.below

    def mark(self, row: Row, pen: Pen, axis: Axis, point: Point, *, rank: int) -> Group:
        """
        Bind one point to what is known of it.

        Args:
            row: The lane.
            pen: What knows the theme.
            axis: Where the scores lie.
            point: The point.
            rank: 0 for the first persona.

        Returns:
            The group of its card.
        """
        card = point.card
        title = f"{told_score(row, card)} {row.said(card.text)}".strip()
        lines = [*self.more(row, card), *owner_lines(point.place.cell, row.language)]
        if card.persona is not None:
            title = _of_persona(row, card, title)
            lines.insert(0, persona_name(row, card.persona))
        return Group(
            children=self.spot(row, pen, axis, point, rank=rank),
            role="card",
            title=title,
            details=card_details(row, card, *lines),
            at=point.place.at.child("card", card.id),
        )

    def more(self, row: Row, card: Feeling | Rating) -> tuple[str, ...]:
        """
        Say score, scale and cause.

        Args:
            row: The lane.
            card: The card.

        Returns:
            Plain lines.
        """
        language, scale = row.language, card.scale_in(row.lane)
        low, high = (number(end, language) for end in (scale.low, scale.high))
        score = told_score(row, card)
        told = translate("scene.score", language, score=score, low=low, high=high)
        return (told, *_cause(row, card))


def _of_persona(row: Row, card: Feeling | Rating, words: str) -> str:
    name = persona_name(row, card.persona)
    return translate("scene.of-persona", row.language, name=name, words=words)


def _cause(row: Row, card: Card) -> tuple[str, ...]:
    if not isinstance(card, Feeling) or not card.cause:
        return ()
    return (translate("scene.why", row.language, cause=row.said(card.cause)),)


def _mixed(row: Row, pen: Pen, y: float) -> Text:
    """
    Say that scores on different scales are not joined.
    """
    return pen.words(
        translate("scene.mixed-scales", row.language),
        pen.styles.note,
        x=row.columns[0].x + PAD,
        y=y,
        width=row.columns[-1].end - row.columns[0].x - 2 * PAD,
    )


def _words(row: Row, pen: Pen, points: list[Point], top: float) -> tuple[list[Primitive], float]:
    """
    Set the words of a scored card, or its cause, below the curve.
    """
    texts: list[Primitive] = []
    bottom = top
    for point in points:
        card = point.card
        source = card.text or (card.cause if isinstance(card, Feeling) else None)
        if not source:
            continue
        text = pen.words(
            row.said(source),
            pen.styles.note,
            x=point.place.x + PAD,
            y=top - 2,
            width=point.place.width - 2 * PAD,
            language=row.language_of(source),
            align="middle",
            max_lines=_WORDS,
            at=point.place.at.child("card", card.id),
        )
        texts.append(text)
        bottom = max(bottom, text.y + text.height + 8)
    return texts, bottom


def _hints(row: Row, pen: Pen, top: float) -> tuple[list[Primitive], float]:
    """
    Set the questions of empty cells below the curve.
    """
    drawn: list[Primitive] = []
    bottom = top
    for place in row.places():
        if place.cell.cards:
            continue
        piece = draw_hint(replace(row, top=top - ROW_PAD), pen, place)
        drawn.extend(piece.children)
        if piece.height:
            bottom = max(bottom, top + piece.height - ROW_PAD)
    return drawn, bottom
