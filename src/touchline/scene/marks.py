"""
How a difference between two maps is marked: a word with a sign, and the ground of its cell.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from touchline.canvas.primitives import Rect
from touchline.i18n import duration_text, number, translate
from touchline.lanes._pen import PAD, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.document.comparison import Comparison, FigurePair, StepPair
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.text import LocalText

#: What can be marked.
Sign: TypeAlias = Literal["added", "removed", "moved", "renamed", "changed", "better", "worse"]

#: All signs in the order in which a legend explains them.
SIGNS: tuple[Sign, ...] = (
    "added", "removed", "moved", "renamed", "changed", "better", "worse",
)  # fmt: skip

#: The icon of each sign.
_ICONS: dict[Sign, str] = {
    "added": "plus",
    "removed": "minus",
    "moved": "arrow-left-right",
    "renamed": "pencil",
    "changed": "pencil",
    "better": "trending-up",
    "worse": "trending-down",
}

#: Which measured figure a lane shows.
_FIGURE_OF = {
    "completion": "completion",
    "reached": "reached_share",
    "repeats": "repeats",
    "time-to-next": "time_to_next",
}

#: Space between two marks, px.
_GAP = 4.0


class Mark(NamedTuple):
    """
    One difference.

    Args:
        sign: What it is.
        words: What stands beside the sign.
    """

    sign: Sign
    words: str


#: The marks of a pair of lanes by side (0 or 1) and by the index of the column.
LaneMarks: TypeAlias = "dict[tuple[int, int], list[Mark]]"


def paint(pen: Pen, sign: Sign) -> tuple[str, str]:
    """
    Choose the colours of a sign.

    Args:
        pen: What knows the theme.
        sign: The sign.

    Returns:
        The ground and the ink.
    """
    theme = pen.theme
    if sign in {"added", "better"}:
        return theme.opportunity, theme.good_ink
    if sign in {"removed", "worse"}:
        return theme.pain, theme.bad_ink
    return (theme.planned_fill, theme.planned) if sign == "moved" else (theme.warn_fill, theme.warn)


def word(sign: Sign, language: str) -> Mark:
    """
    Name a sign.

    Args:
        sign: The sign.
        language: The reader's language tag.

    Returns:
        The mark with its usual word.
    """
    return Mark(sign, translate(f"compare.change-{sign}", language))


def step_marks(pair: StepPair, language: str) -> list[Mark]:
    """
    Collect what became of a step.

    Args:
        pair: The step with its mate.
        language: The reader's language tag.

    Returns:
        Its marks.
    """
    return [word(change, language) for change in pair.changes]


def lane_marks(
    found: Comparison, place: int, kind: str, language: str, primary: LocalText | None = None
) -> LaneMarks:
    """
    Collect the marks of a pair of lanes.

    Args:
        found: The comparison.
        place: The place of the pair among the lanes.
        kind: The kind of the lanes.
        language: The reader's language tag.
        primary: The name of the primary persona, whose feelings are marked.

    Returns:
        The marks by side and column, each sign once in a cell.
    """
    at_step = {pair.left: i for i, pair in enumerate(found.steps) if pair.left}
    marks: defaultdict[tuple[int, int], dict[Mark, None]] = defaultdict(dict)
    for i, pair in enumerate(found.steps):
        shifts = list(_shifts(pair, place, language, primary))
        for card in pair.cards:
            if card.lane != place or (shifts and "text" not in card.fields and card.left):
                continue
            side = 0 if card.change == "removed" else 1
            marks[side, i][word(card.change, language)] = None
            if card.origin in at_step:
                marks[0, at_step[card.origin]][word("moved", language)] = None
        for mark in (*shifts, *_figures(pair, kind, language)):
            marks[1, i][mark] = None
    return {where: list(these) for where, these in marks.items()}


def _shifts(pair: StepPair, place: int, language: str, primary: LocalText | None) -> Iterator[Mark]:
    """
    Mark how much better or worse a step feels: to the primary persona, or to everybody.
    """
    told = [shift for shift in pair.feelings if shift.lane == place]
    chosen = [shift for shift in told if shift.persona is None or shift.persona == primary]
    for shift in (chosen or told)[:1]:
        if shift.difference:
            sign: Sign = "better" if shift.difference > 0 else "worse"
            yield Mark(sign, number(shift.difference, language, signed=True))


def _figures(pair: StepPair, kind: str, language: str) -> Iterator[Mark]:
    """
    Mark a measured figure only where the intervals of the two maps do not meet.
    """
    for figure in pair.figures:
        if figure.name == _FIGURE_OF.get(kind) and figure.is_apart and figure.difference:
            rises = figure.difference > 0
            # A longer wait or more repeats are no improvement.
            is_good = rises != (figure.name in {"repeats", "time_to_next"})
            yield Mark("better" if is_good else "worse", difference_words(figure, language))


def difference_words(figure: FigurePair, language: str) -> str:
    """
    Say by how much two figures differ.

    Args:
        figure: The two figures; both have a value.
        language: The reader's language tag.

    Returns:
        Percentage points, a length of time or a number.
    """
    difference = figure.difference or 0.0
    if figure.left.unit == "share":
        points = number(100 * difference, language, digits=1, signed=True)
        return translate("compare.points", language, points=points)
    if figure.left.unit == "seconds":
        return duration_text(difference, language)
    return number(difference, language, digits=0, signed=True)


def placed_marks(pen: Pen, marks: Sequence[Mark], *, x: float, y: float, width: float) -> Piece:
    """
    Place marks one after the other, in as many lines as they need.

    Args:
        pen: What knows theme, language and text.
        marks: The marks.
        x: Where they begin.
        y: Their top.
        width: The width that they may take.

    Returns:
        The marks.
    """
    children: list[Primitive] = []
    left, top, low, end = x, y, y, x
    for mark in marks:
        fill, ink = paint(pen, mark.sign)
        style = {"fill": fill, "ink": ink, "icon": _ICONS[mark.sign]}
        pill = pen.pill(mark.words, x=left, y=top, limit=width, **style)
        if left > x and left + pill.width > x + width:
            left, top = x, top + pill.height + _GAP
            pill = pen.pill(mark.words, x=left, y=top, limit=width, **style)
        children += pill.children
        left += pill.width + _GAP
        low = top + pill.height
        end = max(end, left - _GAP)
    return Piece(end - x, low - y, tuple(children))


def ground(pen: Pen, sign: Sign, first: Column, last: Column, *, top: float, height: float) -> Rect:
    """
    Draw the ground of a cell that differs; dashed where something is gone.

    Args:
        pen: What knows the theme.
        sign: The sign that counts most there.
        first: The first column of the cell.
        last: The last column of the cell.
        top: The upper edge of its row.
        height: The height of its row.

    Returns:
        The field.
    """
    fill, ink = paint(pen, sign)
    return Rect(
        x=first.x + PAD / 2 - 1,
        y=top + 3,
        width=last.end - first.x - PAD + 2,
        height=height - 6,
        fill=fill,
        stroke=ink,
        radius=9,
        dash=(4, 3) if sign in {"removed", "worse"} else (),
        opacity=0.42,
    )
