"""
Personas as a sheet: one at length, or two and three beside each other, compared row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.lanes._owners import owner_lines
from touchline.location import Location
from touchline.scene.people import hue_of, told_persona
from touchline.scene.portraits.traits import drawn_trait, identity, traits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.model.experience import Persona
    from touchline.scene.portraits.traits import Draw, Trait
    from touchline.scene.subject import Subject

#: Inside a card, and between two of them, px.
_PAD, _GAP = 18.0, 16.0

#: The stripe of a persona's hue at the top of its card, px.
_STRIPE = 5.0

#: Space above and below a row of the comparison, px.
_ROW = 11.0

#: The width of the identity of a persona that stands alone, px.
_CARD = 340.0

#: Space between two parts of a persona that stands alone, px.
_BETWEEN = 18.0

#: How many of the first parts stand with the identity of a persona that stands alone.
_BESIDE = 2


def alone(
    subject: Subject, pen: Pen, persona: Persona, *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place one persona: who it is in a card, everything else in two columns beside it.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        persona: The persona.
        x: Where it begins.
        top: Its top.
        width: How wide it may be.

    Returns:
        What was placed and the y of its lower edge.
    """
    every = traits(pen.language)
    first, others = (
        [trait for trait in part if trait.holds(subject, persona)]
        for part in (every[:_BESIDE], every[_BESIDE:])
    )
    left = x + _PAD
    room = _CARD - 2 * _PAD
    children, y = drawn_trait(
        subject, persona, identity, pen, x=left, top=top + _PAD + _STRIPE, width=room
    )
    for trait in first:
        more, y = _titled(subject, pen, persona, trait, x=left, top=y + _BETWEEN, width=room)
        children += more
    start, each = x + _CARD + 2 * _GAP, (width - _CARD - 4 * _GAP) / 2
    lows = [top + _PAD, top + _PAD]
    rest: list[Primitive] = []
    for trait in others:
        k = lows.index(min(lows))
        more, low = _titled(
            subject, pen, persona, trait, x=start + k * (each + 2 * _GAP), top=lows[k], width=each
        )
        rest += more
        lows[k] = low + _BETWEEN
    bottom = max(y + _PAD, *(low - _BETWEEN + _PAD for low in lows))
    card = _card(subject, pen, persona, x=x, top=top, width=_CARD, low=bottom)
    return [_group(subject, persona, (*card, *children, *rest))], bottom


def _titled(
    subject: Subject,
    pen: Pen,
    persona: Persona,
    trait: Trait,
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[list[Primitive], float]:
    """
    Place a part below its name.
    """
    name = pen.words(trait.title, pen.styles.head, x=x, y=top, width=width, max_lines=2)
    low = name.y + name.height + 4
    drawn, low = drawn_trait(subject, persona, trait.draw, pen, x=x, top=low, width=width)
    return [name, *drawn], low


def _card(
    subject: Subject,
    pen: Pen,
    persona: Persona,
    *,
    x: float,
    top: float,
    width: float,
    low: float,
) -> list[Primitive]:
    """
    Draw the field of a persona with a stripe of its hue.
    """
    theme = pen.theme
    hue = hue_of(subject, pen, persona)
    field = Rect(
        x=x, y=top, width=width, height=low - top, fill=theme.soft, stroke=theme.line, radius=12
    )
    stripe = Rect(
        x=x + _PAD, y=top, width=width - 2 * _PAD, height=_STRIPE, fill=hue, radius=_STRIPE / 2
    )
    return [field, stripe]


def _group(subject: Subject, persona: Persona, children: Sequence[Primitive]) -> Group:
    details = [*told_persona(subject, persona)]
    return Group(
        children=tuple(children),
        role="persona",
        title=subject.said(persona.name),
        details="\n".join(dict.fromkeys([*details, *owner_lines(persona, subject.language)])),
        at=Location.of(("persona", persona.id)),
    )


def beside(
    subject: Subject,
    pen: Pen,
    personas: Sequence[Persona],
    *,
    places: int,
    x: float,
    head: float,
    top: float,
    width: float,
) -> tuple[list[Primitive], float]:
    """
    Place personas beside each other, each part of all of them in one row.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        personas: Those that stand in this row.
        places: For how many a row has room; all cards of a sheet are of one width.
        x: Where the names of rows begin.
        head: How wide they are set.
        top: The top of the first row.
        width: How wide everything is.

    Returns:
        What was placed and the y of its lower edge.
    """
    start = x + head + _GAP
    each = (x + width - start - _GAP * (places - 1)) / places
    lefts = [start + i * (each + _GAP) for i in range(len(personas))]
    parts: list[list[Primitive]] = [[] for _ in personas]
    heads: list[Primitive] = []
    rules: list[Primitive] = []

    def row(draw: Draw, holds: Sequence[bool], y: float) -> float:
        lows = [y]
        for i, persona in enumerate(personas):
            if not holds[i]:
                dash = pen.words(
                    "–", pen.styles.note, x=lefts[i] + _PAD, y=y, width=each - 2 * _PAD
                )
                parts[i].append(dash)
                continue
            drawn, low = drawn_trait(
                subject, persona, draw, pen, x=lefts[i] + _PAD, top=y, width=each - 2 * _PAD
            )
            parts[i] += drawn
            lows.append(low)
        return max(lows)

    low = row(identity, [True] * len(personas), top + _PAD + _STRIPE)
    for trait in traits(pen.language):
        holds = [trait.holds(subject, persona) for persona in personas]
        if not any(holds):
            continue
        y = round(low + _ROW)
        rules.append(
            Rect(x=x, y=y - 0.5, width=lefts[-1] + each - x, height=1, fill=pen.theme.line)
        )
        name = pen.words(
            trait.title,
            pen.styles.head,
            x=x,
            y=y + _ROW - 1,
            width=head,
            max_lines=3,
            is_title=True,
        )
        heads.append(name)
        low = max(row(trait.draw, holds, y + _ROW), name.y + name.height)
    low += _PAD
    cards = [
        primitive
        for persona, left in zip(personas, lefts, strict=True)
        for primitive in _card(subject, pen, persona, x=left, top=top, width=each, low=low)
    ]
    ground = Group(children=(*cards, *rules, *heads), role="ground")
    groups = [
        _group(subject, persona, found) for persona, found in zip(personas, parts, strict=True)
    ]
    return [ground, *groups], low
