"""
What stands in the middle of the circle: whose journey it is and why the map is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Ellipse, Group, Icon
from touchline.i18n import quote
from touchline.location import Location
from touchline.scene.header import purpose
from touchline.scene.people import disc, told_persona

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Primitive, Text
    from touchline.canvas.text import TextStyle
    from touchline.lanes._pen import Pen
    from touchline.model.experience import Persona
    from touchline.model.text import LocalText
    from touchline.scene.cycle.plan import Plan
    from touchline.scene.subject import Subject

#: The diameter of the persona's disc and the space below it, px.
_DISC, _BELOW = 52.0, 7.0

#: The side of the sign that stands there without a persona, px.
_SIGN = 34.0

#: The free space inside the field, px.
_CLEAR = 10.0

#: The widths that are tried, as shares of the field's diameter.
_SHARES = (0.84, 0.78, 0.7, 0.62)


@dataclass(frozen=True, slots=True)
class _Line:
    """
    A paragraph: its words, style, language, most lines and the space above it.
    """

    words: str
    style: TextStyle
    language: str
    most: int
    gap: float


class Told(NamedTuple):
    """
    What the middle of a circle tells in full.
    """

    persona: bool = False
    objective: bool = False


def middle(subject: Subject, pen: Pen, plan: Plan) -> tuple[Group, Told]:
    """
    Place the persona, and the objective where it has room.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        plan: The sizes.

    Returns:
        The field, and what it tells in full.
    """
    persona = subject.journey.primary_persona
    theme, centre = pen.theme, plan.centre
    field = Ellipse(
        cx=centre.x,
        cy=centre.y,
        rx=plan.middle,
        ry=plan.middle,
        fill=theme.soft,
        stroke=theme.line,
    )
    for lines, tells in _choices(subject, pen, persona):
        for share in _SHARES:
            placed = _placed(pen, plan, lines, share)
            if placed is None:
                continue
            top, texts = placed
            mark = _mark(subject, pen, persona, centre.x, top)
            return _group(subject, persona, (field, *mark, *texts)), tells
    mark = _mark(subject, pen, persona, centre.x, centre.y - _DISC / 2)
    return _group(subject, persona, (field, *mark)), Told()


def _choices(
    subject: Subject, pen: Pen, persona: Persona | None
) -> Iterator[tuple[list[_Line], Told]]:
    """
    Give what may stand there, the fullest first.
    """
    name, voice = _name(subject, pen, persona), _voice(subject, pen, persona)
    why = _why(subject, pen)
    whole = [*name, *_summary(subject, pen, persona), *voice]
    if why:
        yield [*whole, *why], Told(persona=True, objective=True)
    if name and why:
        yield [*name, *voice, *why], Told(objective=True)
        yield [*name, *why], Told(objective=True)
    if name:
        yield whole, Told(persona=True)
        yield [*name, *voice], Told()
        yield name, Told()


def _name(subject: Subject, pen: Pen, persona: Persona | None) -> list[_Line]:
    styles = pen.styles
    if persona is None:
        return [_line(subject, subject.journey.title, styles.figure, 4, 0.0)]
    lines = [_line(subject, persona.name, styles.head, 2, 0.0)]
    if persona.role:
        lines.append(_line(subject, persona.role, styles.tag, 2, 0.0))
    return lines


def _summary(subject: Subject, pen: Pen, persona: Persona | None) -> list[_Line]:
    if persona is None or not persona.summary:
        return []
    return [_line(subject, persona.summary, pen.styles.note, 4, 2.0)]


def _voice(subject: Subject, pen: Pen, persona: Persona | None) -> list[_Line]:
    if persona is None or not persona.quote:
        return []
    language = subject.language_of(persona.quote)
    words = quote(subject.said(persona.quote).strip('“”"„«»「」'), language)
    return [_Line(words, pen.styles.quote, language, 4, 4.0)]


def _why(subject: Subject, pen: Pen) -> list[_Line]:
    if subject.journey.objective is None:
        return []
    label, words, language = purpose(subject)[0]
    return [
        _Line(label, pen.styles.tag, subject.language, 1, 9.0),
        _Line(words, pen.styles.cell, language, 7, 0.0),
    ]


def _line(subject: Subject, text: LocalText, style: TextStyle, most: int, gap: float) -> _Line:
    return _Line(subject.said(text), style, subject.language_of(text), most, gap)


def _placed(
    pen: Pen, plan: Plan, lines: Sequence[_Line], share: float
) -> tuple[float, list[Primitive]] | None:
    """
    Stack the paragraphs around the middle; None where one of them leaves the field.
    """
    width = 2 * plan.middle * share
    centre = plan.centre
    lead = _DISC + _BELOW
    height = lead + _set(pen, lines, centre.x, 0.0, width)[1]
    top = centre.y - height / 2
    texts, _ = _set(pen, lines, centre.x, top + lead, width)
    limit = (plan.middle - _CLEAR) ** 2
    for text in texts:
        if text.is_clipped:
            return None
        for line in text.lines:
            reach = max(abs(line.x - centre.x), abs(line.x + line.width - centre.x))
            ends = (line.baseline - text.size, line.baseline + text.size * 0.3)
            if any(reach**2 + (y - centre.y) ** 2 > limit for y in ends):
                return None
    if (height / 2) ** 2 + (_DISC / 4) ** 2 > limit:
        return None
    return top, list(texts)


def _set(
    pen: Pen, lines: Sequence[_Line], cx: float, top: float, width: float
) -> tuple[list[Text], float]:
    """
    Set the paragraphs below each other; gives their height, too.
    """
    texts = []
    y = top
    for line in lines:
        text = pen.words(
            line.words,
            line.style,
            x=cx - width / 2,
            y=y + line.gap,
            width=width,
            language=line.language,
            align="middle",
            max_lines=line.most,
            is_title=True,
        )
        texts.append(text)
        y = text.y + text.height
    return texts, y - top


def _mark(
    subject: Subject, pen: Pen, persona: Persona | None, cx: float, top: float
) -> tuple[Primitive, ...]:
    """
    Draw the persona's disc, or the sign of the circle.
    """
    if persona is None:
        y = top + (_DISC - _SIGN) / 2
        return (Icon(name="repeat", x=cx - _SIGN / 2, y=y, size=_SIGN, colour=pen.theme.faint),)
    return disc(subject, pen, persona, x=cx - _DISC / 2, y=top, size=_DISC)


def _group(subject: Subject, persona: Persona | None, children: tuple[Primitive, ...]) -> Group:
    if persona is None:
        title = subject.said(subject.journey.title)
        return Group(children=children, role="middle", title=title, at=Location())
    details = told_persona(subject, persona)
    return Group(
        children=children,
        role="persona",
        title=details[0],
        details="\n".join(details),
        at=Location.of(("persona", persona.id)),
    )
