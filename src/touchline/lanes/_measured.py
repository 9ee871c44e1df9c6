"""
Lanes whose cells are filled from a log: one block of figures at each step.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Group
from touchline.i18n import translate
from touchline.lanes import Drawn, LaneType
from touchline.lanes._cards import LEAST_HEIGHT, ROW_PAD
from touchline.lanes._pen import PAD, Piece

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes import Column, LaneRole, Row
    from touchline.lanes._pen import Pen
    from touchline.measuring.measured import StepMeasures

#: Space between a figure and what stands beside it, px.
_GAP = 6.0

#: Lines after which a note is clipped; the whole stays in the details.
_NOTE_LINES = 3


class MeasuredLane(LaneType):
    """
    A lane that shows figures, and says so quietly where nothing was measured.
    """

    role: ClassVar[LaneRole] = "measure"
    is_measured: ClassVar[bool] = True

    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place the figures of each step.
        """
        if row.measures is None:
            return self._unmeasured(row, pen)
        height = LEAST_HEIGHT
        children: list[Primitive] = []
        for column in row.columns:
            measures = row.measured(column.step.id)
            block = Block(pen, column.x + PAD, row.top + ROW_PAD, column.width - 2 * PAD)
            if measures is not None and self.has_figures(measures):
                self.place(row, column, measures, block)
            elif measures is not None and measures.is_withheld:
                block.note(_withheld(row))
            else:
                block.note("–")
            height = max(height, block.y + ROW_PAD - row.top)
            group = Group(
                children=tuple(block.children),
                role="cell",
                title=" · ".join(self.tell(row, column.step.id)),
                details="\n".join(self.details(row, column.step.id)),
                at=row.place_at(column.step.id),
            )
            children.append(group)
        return Drawn(height, tuple(children))

    def _unmeasured(self, row: Row, pen: Pen) -> Drawn:
        if not row.columns:
            return Drawn(LEAST_HEIGHT, ())
        width = row.columns[-1].end - row.columns[0].x
        block = Block(pen, row.columns[0].x + PAD, row.top + ROW_PAD + 2, width - 2 * PAD)
        block.note(translate("scene.not-measured", row.language))
        return Drawn(LEAST_HEIGHT, tuple(block.children))

    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say the figures of one step.
        """
        if row.measures is None:
            return (translate("scene.not-measured", row.language),)
        measures = row.measured(step)
        if measures is not None and measures.is_withheld:
            return (_withheld(row),)
        if measures is None or not self.has_figures(measures):
            return (translate("scene.not-bound", row.language),)
        return self.say(row, measures)

    def details(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say the figures of one step with all that they rest on.

        Args:
            row: The lane.
            step: The id of the step.

        Returns:
            Plain lines.
        """
        return self.tell(row, step)

    @abstractmethod
    def has_figures(self, measures: StepMeasures) -> bool:
        """
        Tell whether there is anything to show at a step.

        Args:
            measures: What was measured there.

        Returns:
            Whether there is.
        """

    @abstractmethod
    def place(self, row: Row, column: Column, measures: StepMeasures, block: Block) -> None:
        """
        Place the figures of one step.

        Args:
            row: The lane.
            column: The step.
            measures: What was measured there.
            block: Where they are placed, from top to bottom.
        """

    @abstractmethod
    def say(self, row: Row, measures: StepMeasures) -> tuple[str, ...]:
        """
        Say the figures of one step.

        Args:
            row: The lane.
            measures: What was measured there.

        Returns:
            Plain lines.
        """


def _withheld(row: Row) -> str:
    least = row.measures.least_group if row.measures else None
    return translate("scene.withheld", row.language, least=least or 0)


class Block:
    """
    Figures, bars and notes that are placed one below the other.

    Args:
        pen: What knows theme, language and text.
        x: Where they begin.
        y: The top of the first.
        width: The width that they may take.
    """

    def __init__(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.pen = pen
        self.x = x
        self.y = y
        self.width = width
        self.children: list[Primitive] = []

    def figure(self, value: str, *, aside: str = "", colour: str | None = None) -> None:
        """
        Place a number, with something fainter beside it, or below it where it does not fit.

        Args:
            value: The number as written.
            aside: What stands beside it.
            colour: The colour of the number; None takes the ink.
        """
        styles = self.pen.styles
        style = styles.figure if colour is None else self.pen.coloured(styles.figure, colour)
        natural = min(self.pen.width_of(value, style), self.width)
        text = self.pen.words(value, style, x=self.x, y=self.y - 2, width=natural, max_lines=2)
        self.children.append(text)
        if not aside:
            self.y = text.y + text.height
            return
        room = self.width - text.width - _GAP
        if self.pen.width_of(aside, styles.note) <= room:
            note = self.pen.label(aside, styles.note, x=text.x + text.width + _GAP, y=text.y)
            self.children.append(on_baseline(note, text))
            self.y = text.y + text.height
            return
        self.y = text.y + text.height
        self.note(aside)

    def note(self, words: str, *, colour: str | None = None, most: int = _NOTE_LINES) -> None:
        """
        Place a few small words.

        Args:
            words: The words.
            colour: Their colour; None takes the quiet one.
            most: After how many lines they are clipped.
        """
        style = self.pen.styles.note
        if colour is not None:
            style = self.pen.coloured(style, colour)
        text = self.pen.words(words, style, x=self.x, y=self.y, width=self.width, max_lines=most)
        self.children.append(text)
        self.y = text.y + text.height

    def bar(self, share: float, fill: str) -> None:
        """
        Place a share as a bar.

        Args:
            share: The share in [0, 1].
            fill: The colour of the filled part.
        """
        bar = self.pen.bar(share, x=self.x, y=self.y + 3, width=self.width, height=4, fill=fill)
        self.children.extend(bar.children)
        self.y += bar.height + 6

    def put(self, piece: Piece) -> None:
        """
        Take something that was placed at the block's own `x` and `y`.

        Args:
            piece: What was placed.
        """
        self.children.extend(piece.children)
        self.y += piece.height


def on_baseline(text: Text, other: Text) -> Text:
    """
    Move a text so that its first line stands on the same baseline as another's.

    Args:
        text: The text to move.
        other: The text that stays.

    Returns:
        The moved text.
    """
    if not text.lines or not other.lines:
        return text
    shift = other.lines[0].baseline - text.lines[0].baseline
    lines = tuple(replace(line, baseline=line.baseline + shift) for line in text.lines)
    return replace(text, y=text.y + shift, lines=lines)
