"""
Lanes that are collapsed: one thin row that counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import LANGUAGES, number, translate
from touchline.lanes import LANES, Drawn
from touchline.lanes._pen import PAD
from touchline.model.partial import hidden_in
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column, Row
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane

#: The height of such a row, and that of a count in it, px.
HEIGHT, _COUNT = 34.0, 18.0

#: Space at both ends of a count, px.
_ENDS = 8.0


def folded_row(row: Row, pen: Pen) -> Drawn:
    """
    Place how many cards a lane has at each step; of a measured lane, its figures.

    Args:
        row: The lane, its cells counted.
        pen: What knows theme, language and text.

    Returns:
        The row.
    """
    children: list[Primitive] = []
    for place in row.places():
        n = len(place.cell.cards) + len(hidden_in(place.cell))
        if n:
            children.append(_count(row, pen, place.x + PAD, n, place.columns[0]))
    if row.lane.kind in LANES and LANES[row.lane.kind].is_measured:
        children += _figures(row, pen)
    return Drawn(HEIGHT, tuple(children))


def named_only(lane: Lane) -> Lane:
    """
    Take from a lane what has no room beside a thin row: its question, and who answers for it.

    Args:
        lane: The lane.

    Returns:
        The lane with its name alone.
    """
    title = lane.title
    if title is None:
        tags = _usual_names(lane.kind)
        title = LocalText(tags) if tags else None
    bare = {"title": title, "hint": None, "owner": None, "department": None}
    return lane.model_copy(update=bare)


def _usual_names(kind: str) -> tuple[tuple[str, str], ...]:
    """
    Collect the usual names of a kind of lane by language; none of a kind that nobody registered.
    """
    if kind not in LANES:
        return ()
    return tuple((tag, translate(f"lane.{kind}.title", tag)) for tag in LANGUAGES)


def _count(row: Row, pen: Pen, x: float, n: int, column: Column) -> Group:
    digits = number(n, pen.language)
    style = pen.coloured(pen.styles.tag, pen.theme.second)
    wide = max(_COUNT, pen.width_of(digits, style) + 2 * _ENDS)
    y = row.top + (HEIGHT - _COUNT) / 2
    text = pen.words(digits, style, x=x, y=y + 1.5, width=wide, align="middle", max_lines=1)
    ground = Rect(x=x, y=y, width=wide, height=_COUNT, fill=pen.theme.pill, radius=_COUNT / 2)
    title = translate("scene.entries", row.language, n=n)
    at = row.place_at(column.step.id)
    return Group(children=(ground, text), role="cell", title=title, at=at)


def _figures(row: Row, pen: Pen) -> Iterator[Group]:
    kind = LANES[row.lane.kind]
    for column in row.columns:
        told = kind.tell(row, column.step.id)
        if told:
            text = pen.words(
                told[0],
                pen.styles.note,
                x=column.x + PAD,
                y=row.top + (HEIGHT - 15) / 2,
                width=column.width - 2 * PAD,
                max_lines=1,
            )
            title = "\n".join(told)
            at = row.place_at(column.step.id)
            yield Group(children=(text,), role="cell", title=title, details=title, at=at)
