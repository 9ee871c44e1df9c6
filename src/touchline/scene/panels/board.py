"""
What every panel of a chart shares: its head, its scale and the numbers at each step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Line, Rect
from touchline.i18n import number, translate
from touchline.lanes._details import figure_margin
from touchline.lanes._pen import PAD
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.measuring.measured import Figure, Measures, StepMeasures
    from touchline.scene.subject import Subject

#: The room for the numbers of a scale, and their distance to the plot, px.
GUTTER, _BEFORE_PLOT = 50.0, 7.0

#: Space above the plot and below the numbers of a panel, px.
ABOVE, BELOW = 14.0, 12.0

#: Half the width of the ends of an interval, px.
_CAP = 4.0

#: Bars are no wider than this, and no wider than this part of their column.
_BAR, _PART = 58.0, 0.42

#: Half the height of a scale's number, px.
_HALF = 7.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """
    The place of all panels.

    Args:
        subject: The map.
        measures: What was measured on it.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        x: Where the heads begin.
        head: How wide they are.
    """

    subject: Subject
    measures: Measures
    pen: Pen
    columns: tuple[Column, ...]
    x: float
    head: float

    @property
    def start(self) -> float:
        """
        Where the plots begin.
        """
        return self.columns[0].x

    @property
    def end(self) -> float:
        """
        Where they end.
        """
        return self.columns[-1].end

    def of(self, column: Column) -> StepMeasures | None:
        """
        Look up what was measured at a step.

        Args:
            column: The step's column.

        Returns:
            The figures, or None.
        """
        return self.measures.of(column.step.id)


@dataclass(frozen=True, slots=True)
class Tick:
    """
    One line of a scale.

    Args:
        y: Its place.
        words: Its number; empty for a line without one.
        is_ground: Everything stands on it.
    """

    y: float
    words: str = ""
    is_ground: bool = False


def bar_width(column: Column) -> float:
    """
    Choose how wide the bar of a step is.

    Args:
        column: The step's column.

    Returns:
        Its width.
    """
    return min(_BAR, column.width * _PART)


def head(board: Board, title: str, hints: Sequence[str], top: float) -> tuple[Group, float]:
    """
    Place the name of a panel with what it shows.

    Args:
        board: The place of all panels.
        title: The name.
        hints: What it shows, in small print.
        top: The upper edge of the panel.

    Returns:
        The head and the y of its lower edge.
    """
    pen = board.pen
    name = pen.words(
        title, pen.styles.head, x=board.x, y=top + 9, width=board.head, max_lines=4, is_title=True
    )
    children: list[Primitive] = [name]
    low = name.y + name.height
    for hint in hints:
        text = pen.words(hint, pen.styles.note, x=board.x, y=low + 1, width=board.head, max_lines=6)
        children.append(text)
        low = text.y + text.height + 2
    details = "\n".join((title, *hints))
    group = Group(children=tuple(children), role="panel-head", title=title, details=details)
    return group, low + 8


def scale(board: Board, ticks: Sequence[Tick]) -> list[Primitive]:
    """
    Draw the lines of a scale over all steps, each with its number before the plot.

    Args:
        board: The place of all panels.
        ticks: The lines.

    Returns:
        The primitives, back to front.
    """
    pen = board.pen
    drawn: list[Primitive] = []
    for tick in ticks:
        stroke = pen.theme.rule if tick.is_ground else pen.theme.line
        drawn.append(Line(x1=board.start, y1=tick.y, x2=board.end, y2=tick.y, stroke=stroke))
        if tick.words:
            drawn.append(
                pen.words(
                    tick.words,
                    pen.styles.note,
                    x=board.start - GUTTER,
                    y=tick.y - _HALF,
                    width=GUTTER - _BEFORE_PLOT,
                    align="end",
                    max_lines=1,
                )
            )
    return drawn


def whisker(pen: Pen, x: float, high: float, low: float) -> list[Primitive]:
    """
    Draw an interval as an upright line with a cap at each end.

    Args:
        pen: What knows the theme.
        x: Its middle.
        high: The y of the upper end of the interval.
        low: The y of the lower end.

    Returns:
        Three lines.
    """
    ink = pen.theme.ink
    caps = (Line(x1=x - _CAP, y1=y, x2=x + _CAP, y2=y, stroke=ink) for y in (high, low))
    return [Line(x1=x, y1=high, x2=x, y2=low, stroke=ink), *caps]


def stacked(
    pen: Pen, column: Column, lines: Sequence[tuple[str, TextStyle]], top: float
) -> tuple[list[Primitive], float]:
    """
    Set a few short lines in the middle of a column.

    Args:
        pen: What knows text.
        column: The step's column.
        lines: The words of each line and their style; empty ones are left out.
        top: The y below which they are set.

    Returns:
        The texts and the y of their lower edge.
    """
    drawn: list[Primitive] = []
    for words, style in lines:
        if not words:
            continue
        text = pen.words(
            words,
            style,
            x=column.x + PAD / 2,
            y=top,
            width=column.width - PAD,
            align="middle",
            max_lines=3,
        )
        drawn.append(text)
        top = text.y + text.height
    return drawn, top


def above(drawn: Sequence[Primitive]) -> float:
    """
    Measure how high some stacked texts are.

    Args:
        drawn: The texts.

    Returns:
        Their height.
    """
    return sum(getattr(item, "height", 0.0) for item in drawn)


def rests_on(pen: Pen, figure: Figure) -> list[tuple[str, TextStyle]]:
    """
    Say what a number rests on: its interval, how many customers, and whether these are too few.

    Args:
        pen: What knows theme and language.
        figure: The figure.

    Returns:
        Small lines.
    """
    language, note = pen.language, pen.styles.note
    lines = [(figure_margin(figure, language), note)]
    lines.append((translate("scene.n", language, n=number(figure.n, language)), note))
    if figure.is_thin:
        lines.append((translate("scene.thin", language), pen.coloured(note, pen.theme.warn)))
    return lines


def silence(board: Board, column: Column) -> str:
    """
    Say why a step has no figure.

    Args:
        board: The place of all panels.
        column: The step's column.

    Returns:
        That its figures are withheld, that no event belongs to it, or a dash.
    """
    measured, language = board.of(column), board.pen.language
    if measured is not None and measured.is_withheld:
        return translate("scene.withheld", language, least=board.measures.least_group or 0)
    if measured is None or not measured.is_bound:
        return translate("scene.not-bound", language)
    return "–"


def at_step(
    column: Column, children: Sequence[Primitive], title: str, lines: Sequence[str]
) -> Group:
    """
    Bind what is drawn at a step to it.

    Args:
        column: The step's column.
        children: What is drawn.
        title: What it is.
        lines: What it says in full.

    Returns:
        The group.
    """
    details = "\n".join((title, *(line for line in lines if line)))
    told = next((line for line in lines if line), "")
    return Group(
        children=tuple(children),
        role="figure",
        title=f"{title}: {told}" if told else title,
        details=details,
        at=Location.of(("step", column.step.id)),
    )


def panel(
    board: Board, title: str, drawn: Sequence[Primitive], first: Group, *, top: float, low: float
) -> tuple[Group, float]:
    """
    Put the parts of a panel together, below a line that sets it apart.

    Args:
        board: The place of all panels.
        title: Its name.
        drawn: What stands in it.
        first: Its head.
        top: Its upper edge.
        low: The lower edge of what stands in it.

    Returns:
        The panel and the y of its lower edge.
    """
    rule = Rect(
        x=board.x, y=top - 0.5, width=board.end - board.x, height=1, fill=board.pen.theme.line
    )
    group = Group(children=(rule, first, *drawn), role="panel", title=title)
    return group, round(low)
