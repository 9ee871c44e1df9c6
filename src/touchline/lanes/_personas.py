"""
Several personas in one row: their order, their names and how their curves are told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Line
from touchline.i18n import translate
from touchline.lanes._flow import Flow
from touchline.lanes._pen import PAD, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.lanes._pen import Pen
    from touchline.lanes._row import Row

#: The dashes of the curves after the first one; they repeat with other colours.
_DASHES: tuple[tuple[float, ...], ...] = ((5, 4), (1.5, 3), (9, 3, 2, 3))

#: The length of a sample of a curve and its distance to the name, px.
_SAMPLE, _AFTER = 22.0, 5.0

#: Space above and below the key, px.
_PAD = 6.0


def in_order(row: Row, found: Iterable[str | None]) -> list[str | None]:
    """
    Put the personas of a row into order.

    Args:
        row: The lane.
        found: Their ids; None for everybody.

    Returns:
        The primary persona first, then everybody, then the others as the map lists them.
    """
    order: dict[str | None, int] = {item.id: i + 2 for i, item in enumerate(row.journey.personas)}
    order[None] = 1
    primary = row.journey.primary_persona
    if primary is not None:
        order[primary.id] = 0
    return sorted(dict.fromkeys(found), key=lambda persona: order.get(persona, len(order) + 2))


def persona_name(row: Row, persona: str | None) -> str:
    """
    Say whose something is.

    Args:
        row: The lane.
        persona: The id of the persona; None for everybody.

    Returns:
        The name.
    """
    if persona is None:
        return translate("scene.everyone", row.language)
    names = {item.id: row.said(item.name) for item in row.journey.personas}
    return names.get(persona) or persona


def manner(pen: Pen, rank: int) -> tuple[str, tuple[float, ...]]:
    """
    Choose how the curve of a persona after the first looks.

    Args:
        pen: What knows the theme.
        rank: 1 for the second persona.

    Returns:
        Its colour and dash; no two of the first six are alike.
    """
    theme = pen.theme
    colours = (theme.planned, theme.caution, theme.second)
    turn, place = divmod(rank - 1, len(_DASHES))
    return colours[(place + turn) % len(colours)], _DASHES[place]


def persona_key(row: Row, pen: Pen, personas: Sequence[str | None]) -> Piece:
    """
    Place a sample of each persona's curve with the name, at the top of a row.

    Args:
        row: The lane.
        pen: What knows theme, language and text.
        personas: Whose curves there are, the first in full.

    Returns:
        The key, with the space below it.
    """
    start, end = row.columns[0].x + PAD, row.columns[-1].end - PAD
    flow = Flow(pen, start, row.top + _PAD, end - start)
    for rank, persona in enumerate(personas):
        colour, dash = manner(pen, rank) if rank else (pen.theme.neutral, ())
        name = persona_name(row, persona)

        def place(
            *,
            x: float,
            y: float,
            limit: float,
            name: str = name,
            colour: str = colour,
            dash: tuple[float, ...] = dash,
        ) -> Piece:
            lead = _SAMPLE + _AFTER
            text = pen.label(name, pen.styles.note, x=x + lead, y=y, limit=limit - lead)
            middle = y + text.height / 2
            sample = Line(
                x1=x,
                y1=middle,
                x2=x + _SAMPLE,
                y2=middle,
                stroke=colour,
                stroke_width=1.8 if dash else 3,
                dash=dash,
            )
            return Piece(lead + text.width, text.height, (sample, text))

        flow.put(place, gap=16.0)
    return Piece(flow.width, _PAD + flow.piece.height, tuple(flow.children))
