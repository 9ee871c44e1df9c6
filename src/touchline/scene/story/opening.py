"""
How a story begins: its title, what it is about, its course at a glance, and whose it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.canvas.text import TextStyle
from touchline.location import Location
from touchline.scene.people import disc, hue_of
from touchline.scene.story.prose import Prose, faces_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.story.told import Character, Story
    from touchline.scene.subject import Subject

#: Text is not set wider than this, for the sake of reading, px.
_MEASURE = 760.0

#: Space inside a card, between two cards, and the diameter of a persona's disc, px.
_PAD, _BETWEEN, _DISC = 22.0, 18.0, 84.0

#: Personas beside each other, and the width below which a card's disc stands above its words, px.
_MOST, _NARROW = 3, 460.0


def opening(told: Story, pen: Pen, *, x: float, top: float, width: float) -> tuple[Group, float]:
    """
    Place title, notes and what the story is about.

    Args:
        told: The story.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.

    Returns:
        The group and its lower edge.
    """
    faces, theme = faces_of(pen.theme), pen.theme
    prose = Prose(pen, x, top, min(width, _MEASURE + 80))
    prose.words(told.title or "—", faces.title, most=4, is_title=True)
    left = x
    for note in told.notes:
        pill = pen.pill(
            note, x=left, y=prose.y + 10, fill=theme.warn_fill, ink=theme.warn, limit=width
        )
        prose.children += pill.children
        prose.y += pill.height + 10
    prose.width = min(width, _MEASURE)
    quiet = TextStyle(14, colour=theme.second, line_height=1.6)
    for i, paragraph in enumerate(told.opening):
        prose.words(paragraph, quiet if i else faces.lead, gap=6 if i else 14)
    group = Group(children=tuple(prose.children), role="story", title=told.title, at=Location())
    return group, prose.y


def characters(
    subject: Subject, told: Story, pen: Pen, *, x: float, top: float, width: float
) -> tuple[list[Group], float]:
    """
    Introduce the personas, at most three beside each other.

    Args:
        subject: The map.
        told: The story.
        pen: What knows theme, language and text.
        x: Where they begin.
        top: The y below which they are drawn.
        width: The width they may take.

    Returns:
        A group for each, and the lower edge.
    """
    people = told.characters
    if not people:
        return [], top
    prose = Prose(pen, x, top, width)
    prose.words(told.whose, faces_of(pen.theme).label)
    groups = [Group(children=tuple(prose.children), role="heading", title=told.whose)]
    low = prose.y + 8
    n_rows = -(-len(people) // _MOST)
    each = -(-len(people) // n_rows)
    for i in range(0, len(people), each):
        row = people[i : i + each]
        wide = (width - (each - 1) * _BETWEEN) / each
        drawn, low = _row(subject, row, pen, x=x, top=low, width=wide)
        groups += drawn
        low += _BETWEEN
    return groups, low - _BETWEEN


def _row(
    subject: Subject,
    people: Sequence[Character],
    pen: Pen,
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[list[Group], float]:
    lows = [_card(subject, person, pen, x=x, top=top, width=width, low=top)[1] for person in people]
    groups = [
        _card(
            subject, person, pen, x=x + i * (width + _BETWEEN), top=top, width=width, low=max(lows)
        )[0]
        for i, person in enumerate(people)
    ]
    return groups, max(lows)


def _card(
    subject: Subject,
    person: Character,
    pen: Pen,
    *,
    x: float,
    top: float,
    width: float,
    low: float,
) -> tuple[Group, float]:
    """
    Place portrait, name, role, quote and what is known of one persona.
    """
    theme, faces = pen.theme, faces_of(pen.theme)
    hue = hue_of(subject, pen, person.persona)
    face = disc(subject, pen, person.persona, x=x + _PAD, y=top + _PAD, size=_DISC)
    is_narrow = width < _NARROW
    left = x + _PAD if is_narrow else x + 2 * _PAD + _DISC
    start = top + _PAD + (_DISC + 10 if is_narrow else 0)
    prose = Prose(pen, left, start, x + width - _PAD - left)
    language = subject.language_of(person.persona.name)
    prose.words(person.name, faces.name, most=3, language=language)
    prose.words(person.role, pen.coloured(faces.label, theme.readable(hue)), most=2, gap=1)
    if person.quote:
        words = subject.language_of(person.persona.quote)
        prose.words(person.quote, faces.spoken, gap=8, most=8, language=words)
    prose.words(person.text, TextStyle(13.5, colour=theme.ink, line_height=1.6), gap=8)
    bottom = max(prose.y, top + _PAD + _DISC) + _PAD - 4
    bottom = max(bottom, low)
    ground = Rect(
        x=x,
        y=top,
        width=width,
        height=bottom - top,
        fill=theme.tint(hue, 0.05),
        stroke=theme.tint(hue, 0.22),
        radius=18,
    )
    children: tuple[Primitive, ...] = (ground, *face, *prose.children)
    title = " · ".join(part for part in (person.name, person.role) if part)
    at = Location.of(("persona", person.persona.id))
    return Group(children=children, role="persona", title=title, at=at), bottom
