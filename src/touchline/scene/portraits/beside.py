"""
Personas as a sheet: one at length, or two and three beside each other, compared row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import translate
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
    details = told_persona(subject, persona)
    if not persona.evidence:
        details.append(translate("scene.assumption", subject.language))
    return Group(
        children=tuple(children),
        role="persona",
        title=subject.said(persona.name),
        details="\n".join(details),
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
    rows = _Rows(subject, pen, personas, start, each)
    low = rows.put(identity, [True] * len(personas), top + _PAD + _STRIPE)
    heads: list[Primitive] = []
    for trait in traits(pen.language):
        holds = [trait.holds(subject, persona) for persona in personas]
        if not any(holds):
            continue
        y = round(low + _ROW)
        wide = rows.lefts[-1] + each - x
        rule = Rect(x=x, y=y - 0.5, width=wide, height=1, fill=pen.theme.line)
        name = pen.words(
            trait.title,
            pen.styles.head,
            x=x,
            y=y + _ROW - 1,
            width=head,
            max_lines=3,
            is_title=True,
        )
        heads += [rule, name]
        low = max(rows.put(trait.draw, holds, y + _ROW), name.y + name.height)
    low += _PAD
    return rows.finished(heads, top, low), low


class _Rows:
    """
    Fills the cards of several personas, all parts of one kind at one height.
    """

    def __init__(
        self, subject: Subject, pen: Pen, personas: Sequence[Persona], start: float, each: float
    ) -> None:
        self.subject = subject
        self.pen = pen
        self.personas = personas
        self.each = each
        self.lefts = [start + i * (each + _GAP) for i in range(len(personas))]
        self._parts: list[list[Primitive]] = [[] for _ in personas]

    def put(self, draw: Draw, holds: Sequence[bool], top: float) -> float:
        """
        Place one part of all of them; gives the y of its lower edge.
        """
        low, width = top, self.each - 2 * _PAD
        for i, persona in enumerate(self.personas):
            x = self.lefts[i] + _PAD
            if not holds[i]:
                dash = self.pen.words("–", self.pen.styles.note, x=x, y=top, width=width)
                self._parts[i].append(dash)
                continue
            drawn, below = drawn_trait(
                self.subject, persona, draw, self.pen, x=x, top=top, width=width
            )
            self._parts[i] += drawn
            low = max(low, below)
        return low

    def finished(self, heads: Sequence[Primitive], top: float, low: float) -> list[Primitive]:
        """
        Put the cards behind what was placed.
        """
        cards = [
            primitive
            for persona, left in zip(self.personas, self.lefts, strict=True)
            for primitive in _card(
                self.subject, self.pen, persona, x=left, top=top, width=self.each, low=low
            )
        ]
        ground = Group(children=(*cards, *heads), role="ground")
        pairs = zip(self.personas, self._parts, strict=True)
        return [ground, *(_group(self.subject, persona, found) for persona, found in pairs)]
