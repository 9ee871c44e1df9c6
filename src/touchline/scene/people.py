"""
Whose journey a map tells: one persona at length, the others as chips (R-020, R-078).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Image, Rect
from touchline.i18n import quote, translate
from touchline.lanes._icons import chosen_icon
from touchline.lanes._images import described, shown_image
from touchline.lanes._owners import owner_lines
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes._pen import Pen
    from touchline.model.experience import Persona
    from touchline.scene.subject import Subject

#: Personas that are drawn as chips; the others are counted.
_MOST_CHIPS = 9

#: The diameter of the disc of the persona told at length, and of a chip's, px.
_DISC, _CHIP_DISC = 46.0, 22.0

#: Space inside the box, between it and the chips, and between two chips, px.
_PAD, _BETWEEN, _GAP = 13.0, 9.0, 6.0

#: The height of a chip and what stands inside before and after its words, px.
_CHIP, _BEFORE, _AFTER = 30.0, 7.0, 11.0

#: The persona's hue comes after those of the first stages, so that it stands out.
_FIRST_HUE = 5


def people(
    subject: Subject, pen: Pen, *, x: float, y: float, width: float, low: float
) -> tuple[list[Group], float]:
    """
    Place the personas of a map below each other.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where they begin.
        y: The top of the first.
        width: The width they may take.
        low: How low a box shall reach that stands alone.

    Returns:
        A group for each persona, and the y of their lower edge.
    """
    journey = subject.journey
    told = journey.primary_persona
    others = [persona for persona in journey.personas if persona is not told]
    drawn: list[Group] = []
    bottom = y
    if told:
        edge = y if others else low
        group, bottom = _told(subject, pen, told, x=x, y=y, width=width, low=edge)
        drawn.append(group)
        y = bottom + _BETWEEN
    if others:
        chips, bottom = _chips(subject, pen, others, x=x, y=y, width=width)
        drawn += chips
    return drawn, bottom


def _told(
    subject: Subject, pen: Pen, persona: Persona, *, x: float, y: float, width: float, low: float
) -> tuple[Group, float]:
    """
    Place disc, name, role, summary and quote of the persona whose perspective it is.
    """
    face = disc(subject, pen, persona, x=x + _PAD, y=y + _PAD, size=_DISC)
    left = x + 2 * _PAD + _DISC
    room = x + width - _PAD - left
    children: list[Primitive] = list(face)
    top = y + 12.0
    for words, style, language, most, gap in _lines(subject, pen, persona):
        text = pen.words(
            words, style, x=left, y=top + gap, width=room, language=language, max_lines=most
        )
        children.append(text)
        top = text.y + text.height
    bottom = max(top + 12, y + _DISC + 26, low)
    theme = pen.theme
    box = Rect(
        x=x, y=y, width=width, height=bottom - y, fill=theme.soft, stroke=theme.line, radius=12
    )
    return _group(subject, persona, (box, *children)), bottom


def _lines(
    subject: Subject, pen: Pen, persona: Persona
) -> list[tuple[str, TextStyle, str, int, float]]:
    """
    Collect what is written: the words, their style and language, most lines, space above.
    """
    styles = pen.styles
    found = [(persona.name, styles.head, 2, 0.0)]
    if persona.role:
        found.append((persona.role, pen.coloured(styles.tag, pen.theme.second), 2, 1.0))
    if persona.summary:
        found.append((persona.summary, styles.note, 4, 1.0))
    lines = [
        (subject.said(text), style, subject.language_of(text), most, gap)
        for text, style, most, gap in found
    ]
    if persona.quote:
        language = subject.language_of(persona.quote)
        words = quote(subject.said(persona.quote).strip('“”"„«»「」'), language)
        lines.append((words, styles.quote, language, 4, 5.0))
    return lines


def _chips(
    subject: Subject,
    pen: Pen,
    others: Sequence[Persona],
    *,
    x: float,
    y: float,
    width: float,
) -> tuple[list[Group], float]:
    """
    Place the other personas beside each other while they fit, then in the next line.
    """
    drawn: list[Group] = []
    left = x
    for persona in others[:_MOST_CHIPS]:
        wide = min(_chip_width(subject, pen, persona), width)
        if left > x and left + wide > x + width:
            left, y = x, y + _CHIP + _GAP
        drawn.append(_chip(subject, pen, persona, x=left, y=y, width=wide))
        left += wide + _GAP
    low = y + _CHIP
    hidden = others[_MOST_CHIPS:]
    if hidden:
        words = translate("scene.more", pen.language, n=len(hidden))
        text = pen.words(words, pen.styles.note, x=x, y=low + 4, width=width)
        names = "\n".join(subject.said(persona.name) for persona in hidden)
        drawn.append(Group(children=(text,), role="persona", title=words, details=names))
        low = text.y + text.height
    return drawn, low


def _chip_width(subject: Subject, pen: Pen, persona: Persona) -> float:
    name, role = subject.said(persona.name), subject.said(persona.role)
    words = pen.width_of(name, pen.styles.chip, subject.language_of(persona.name))
    if role:
        words += 6 + pen.width_of(role, pen.styles.note, subject.language_of(persona.role))
    return 4 + _CHIP_DISC + _BEFORE + words + _AFTER


def _chip(
    subject: Subject, pen: Pen, persona: Persona, *, x: float, y: float, width: float
) -> Group:
    theme, styles = pen.theme, pen.styles
    box = Rect(
        x=x,
        y=y,
        width=width,
        height=_CHIP,
        fill=theme.soft,
        stroke=theme.line,
        radius=_CHIP / 2,
    )
    face = disc(subject, pen, persona, x=x + 4, y=y + (_CHIP - _CHIP_DISC) / 2, size=_CHIP_DISC)
    left = x + 4 + _CHIP_DISC + _BEFORE
    end = x + width - _AFTER
    children: list[Primitive] = [box, *face]
    name = pen.label(
        subject.said(persona.name),
        styles.chip,
        x=left,
        y=y + 7,
        language=subject.language_of(persona.name),
        limit=end - left,
    )
    children.append(name)
    left += name.width + 6
    if persona.role and end - left > _CHIP_DISC:
        role = pen.label(
            subject.said(persona.role),
            styles.note,
            x=left,
            y=y + 7.3,
            language=subject.language_of(persona.role),
            limit=end - left,
        )
        children.append(role)
    return _group(subject, persona, tuple(children))


def hue_of(subject: Subject, pen: Pen, persona: Persona) -> str:
    """
    Give the hue of a persona.

    Args:
        subject: The map.
        pen: What knows the theme.
        persona: The persona.

    Returns:
        A hue that no other of the first personas has.
    """
    return pen.theme.stage_hue(subject.journey.personas.index(persona) + _FIRST_HUE)


def disc(
    subject: Subject, pen: Pen, persona: Persona, *, x: float, y: float, size: float
) -> tuple[Primitive, ...]:
    """
    Draw the persona's portrait, else its icon or its initials in a disc of its own hue.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        persona: The persona.
        x: Where the disc begins.
        y: Its top.
        size: Its diameter.

    Returns:
        The disc with what stands in it.
    """
    fill = pen.theme.readable(hue_of(subject, pen, persona))
    if persona.image is not None and (portrait := shown_image(persona.image)):
        name = subject.said(persona.name)
        words = described(persona.image, subject.language, subject.journey.language, name)
        return (
            Image(
                x=x,
                y=y,
                width=size,
                height=size,
                href=portrait.href,
                description=words,
                fit="filling",
                radius=size / 2,
            ),
            Ellipse(
                cx=x + size / 2, cy=y + size / 2, rx=size / 2, ry=size / 2, stroke=pen.theme.line
            ),
        )
    icon = chosen_icon(subject.journey, persona.icon)
    if icon is None:
        return pen.avatar(subject.said(persona.name), x=x, y=y, size=size, fill=fill).children
    side, radius = size * 0.56, size / 2
    left, top = x + (size - side) / 2, y + (size - side) / 2
    return (
        Ellipse(cx=x + radius, cy=y + radius, rx=radius, ry=radius, fill=fill),
        icon.drawn(x=left, y=top, size=side, colour=pen.theme.on_stage),
    )


def _group(subject: Subject, persona: Persona, children: tuple[Primitive, ...]) -> Group:
    name, role = subject.said(persona.name), subject.said(persona.role)
    details = told_persona(subject, persona)
    if not persona.evidence:
        details.append(translate("scene.assumption", subject.language))
    return Group(
        children=children,
        role="persona",
        title=" · ".join(part for part in (name, role) if part),
        details="\n".join(details),
        at=Location.of(("persona", persona.id)),
    )


def told_persona(subject: Subject, persona: Persona) -> list[str]:
    """
    Say everything that is known of a persona.

    Args:
        subject: The map.
        persona: The persona.

    Returns:
        Plain lines, its name first, or its id where it has none.
    """
    language = subject.language
    lines = [subject.said(persona.name) or persona.id]
    if role := subject.said(persona.role):
        lines.append(translate("scene.role", language, role=role))
    lines += [subject.said(text) for text in (persona.summary, persona.background)]
    lines += [subject.said(text) for text in (*persona.goals, *persona.needs)]
    lines += [
        translate("scene.behaviour", language, behaviour=subject.said(text))
        for text in persona.behaviours
    ]
    lines += owner_lines(persona, language)
    return [line for line in lines if line]
