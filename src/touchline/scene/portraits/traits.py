"""
What a sheet tells of one persona, as parts that stand below or beside each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from touchline.canvas.text import TextStyle
from touchline.i18n import date_text, number, quote, translate
from touchline.lanes._details import figure_interval, figure_text
from touchline.lanes._flow import Flow
from touchline.lanes._images import shown_image
from touchline.scene.people import disc, hue_of
from touchline.scene.portraits.moods import feels, mini_curve
from touchline.scene.portraits.stack import Stack
from touchline.scene.portraits.ways import arrival, arrives, is_met, measured_of, met

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.measuring.measured import Figure
    from touchline.model.experience import Persona
    from touchline.model.structure import Evidence
    from touchline.model.text import LocalText
    from touchline.scene.subject import Subject

#: The diameter of a persona's disc, that of a portrait, and their distance to the name, px.
_DISC, _PORTRAIT, _AFTER_DISC = 64.0, 96.0, 14.0

#: Sources told at length; the others are counted.
_MOST_SOURCES = 4

_QUOTES = '“”"„«»「」'


class Draw(Protocol):
    """
    Fills a stack with one part of a persona.
    """

    def __call__(self, subject: Subject, persona: Persona, stack: Stack) -> None:
        """
        Place it.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """
    One part of a persona.

    Args:
        title: What it is called.
        holds: Tells whether a persona says anything of it.
        draw: Places it.
    """

    title: str
    holds: Callable[[Subject, Persona], bool]
    draw: Draw


def traits(language: str) -> tuple[Trait, ...]:
    """
    List the parts of a persona after who it is, in the order in which they are told.

    Args:
        language: The reader's language tag.

    Returns:
        The parts.
    """
    return (
        _trait("scene.portrait-size", language, _always, _size),
        _trait("lane.completion.title", language, arrives, arrival),
        _trait("scene.portrait-background", language, lambda _, p: bool(p.background), _background),
        _trait("scene.portrait-goals", language, lambda _, p: bool(p.goals), _goals),
        _trait("lane.needs.title", language, lambda _, p: bool(p.needs), _needs),
        _trait("scene.portrait-behaviours", language, lambda _, p: bool(p.behaviours), _behaviours),
        _trait("lane.channel-mix.title", language, is_met, met),
        _trait("scene.portrait-feelings", language, feels, mini_curve),
        _trait("lane.evidence.title", language, _always, _evidence),
    )


def _trait(key: str, language: str, holds: Callable[[Subject, Persona], bool], draw: Draw) -> Trait:
    return Trait(title=translate(key, language), holds=holds, draw=draw)


def identity(subject: Subject, persona: Persona, stack: Stack) -> None:
    """
    Place disc, name, role, summary and quote.

    Args:
        subject: The map.
        persona: The persona.
        stack: Where they are placed.
    """
    pen = stack.pen
    children, low = _name(subject, persona, stack, stack.y)
    # A short name stands in the middle of the disc.
    size = _disc_of(persona)
    spare = (stack.y + size - low) / 2
    if spare > 0:
        children, _ = _name(subject, persona, stack, stack.y + spare)
    face = disc(subject, pen, persona, x=stack.x, y=stack.y, size=size)
    stack.children += [*face, *children]
    stack.y = max(low, stack.y + size) + 4
    _say(subject, stack, persona.summary, pen.styles.cell, gap=8.0)
    if persona.quote:
        language = subject.language_of(persona.quote)
        words = quote(subject.said(persona.quote).strip(_QUOTES), language)
        style = TextStyle(size=14, weight=400, colour=pen.theme.ink, is_italic=True)
        stack.words(words, style, language=language, gap=9.0, most=8)


def _disc_of(persona: Persona) -> float:
    return _PORTRAIT if shown_image(persona.image) else _DISC


def _name(
    subject: Subject, persona: Persona, stack: Stack, top: float
) -> tuple[list[Primitive], float]:
    """
    Place name, role and marks beside the disc.
    """
    pen, lead = stack.pen, _disc_of(persona) + _AFTER_DISC
    beside = Stack(pen, stack.x + lead, top, stack.width - lead)
    style = TextStyle(size=17, weight=600, colour=pen.theme.ink, line_height=1.25)
    _say(subject, beside, persona.name, style, most=4)
    _say(subject, beside, persona.role, pen.styles.tag, gap=1.0, most=3)
    flow = Flow(pen, beside.x, beside.y + 5, beside.width)
    _marks(subject, persona, flow)
    low = beside.y + (flow.piece.height + 5 if flow.piece.height else 0.0)
    return [*beside.children, *flow.children], low


def _marks(subject: Subject, persona: Persona, flow: Flow) -> None:
    """
    Mark the persona whose view the map takes, and one that nothing stands behind.
    """
    theme, language = flow.pen.theme, subject.language
    if subject.journey.primary_persona is persona and len(subject.journey.personas) > 1:
        words = translate("scene.portrait-primary", language)
        flow.pill(words, fill=theme.pill, ink=theme.second)
    if not persona.evidence:
        words = translate("scene.assumption", language)
        flow.pill(words, fill=theme.warn_fill, ink=theme.warn)


def _say(
    subject: Subject,
    stack: Stack,
    text: LocalText | None,
    style: TextStyle,
    *,
    gap: float = 0.0,
    most: int = 12,
) -> None:
    language = subject.language_of(text)
    stack.words(subject.said(text), style, language=language, gap=gap, most=most)


def _always(subject: Subject, persona: Persona) -> bool:
    del subject, persona
    return True


def _points(subject: Subject, texts: Sequence[LocalText], persona: Persona, stack: Stack) -> None:
    items = [(subject.said(text), subject.language_of(text)) for text in texts]
    stack.points([item for item in items if item[0]], colour=hue_of(subject, stack.pen, persona))


def _background(subject: Subject, persona: Persona, stack: Stack) -> None:
    _say(subject, stack, persona.background, stack.pen.styles.cell)


def _goals(subject: Subject, persona: Persona, stack: Stack) -> None:
    _points(subject, persona.goals, persona, stack)


def _needs(subject: Subject, persona: Persona, stack: Stack) -> None:
    _points(subject, persona.needs, persona, stack)


def _behaviours(subject: Subject, persona: Persona, stack: Stack) -> None:
    _points(subject, persona.behaviours, persona, stack)


def share_of(subject: Subject, persona: Persona) -> Figure | None:
    """
    Look up how many customers are of a persona's kind.

    Args:
        subject: The map.
        persona: The persona.

    Returns:
        Their share; None when they were not counted.
    """
    found = measured_of(subject, persona)
    return found.share if found else None


def rule_of(persona: Persona) -> str:
    """
    Write which customers a persona stands for.

    Args:
        persona: The persona.

    Returns:
        Such as `town=Bonn|Köln & did pay`; empty when it does not say it.
    """
    parts = [
        f"{name}={'|'.join(str(value) for value in values)}"
        for name, values in persona.segment.items()
    ]
    return " & ".join((*parts, *(str(deed) for deed in persona.deeds)))


def _size(subject: Subject, persona: Persona, stack: Stack) -> None:
    """
    Place the measured share with its interval, and who counts; or why nobody knows.
    """
    pen, language, figure = stack.pen, subject.language, share_of(subject, persona)
    rule = rule_of(persona)
    if figure is not None and figure.value is not None:
        style = TextStyle(size=22, weight=700, colour=pen.theme.ink, line_height=1.25)
        value = pen.label(
            figure_text(figure, language), style, x=stack.x, y=stack.y - 2, limit=stack.width
        )
        stack.children.append(value)
        stack.y = value.y + value.height
        stack.words(translate("scene.portrait-share", language), pen.styles.note)
        stack.share(figure, pen.theme.readable(hue_of(subject, pen, persona)))
        interval, n = figure_interval(figure, language), number(figure.n, language)
        told = (
            translate("scene.interval-n", language, interval=interval, n=n)
            if interval
            else translate("scene.n", language, n=n)
        )
        stack.words(told, pen.styles.note)
        if figure.is_thin:
            thin = pen.coloured(pen.styles.note, pen.theme.warn)
            stack.words(translate("scene.thin", language), thin)
    else:
        reason = "untold" if figure is not None else "uncounted" if rule else "unbound"
        stack.words(translate(f"scene.portrait-{reason}", language), pen.styles.note)
    if rule:
        stack.words(translate("scene.portrait-selects", language, rule=rule), pen.styles.note)


def _evidence(subject: Subject, persona: Persona, stack: Stack) -> None:
    """
    Name the sources with number and day, and what was said there; or that there are none.
    """
    pen, language = stack.pen, subject.language
    if not persona.evidence:
        stack.line(
            translate("scene.legend-assumption", language), "circle-alert", colour=pen.theme.warn
        )
        return
    for item in persona.evidence[:_MOST_SOURCES]:
        stack.words(_source(subject, item), pen.styles.note, gap=2.0)
        if item.quote:
            tongue = subject.language_of(item.quote)
            words = quote(subject.said(item.quote).strip(_QUOTES), tongue)
            stack.words(words, pen.styles.quote, language=tongue, gap=1.0)
    hidden = len(persona.evidence) - _MOST_SOURCES
    if hidden > 0:
        stack.words(translate("scene.more", language, n=hidden), pen.styles.note, gap=2.0)


def _source(subject: Subject, item: Evidence) -> str:
    language = subject.language
    parts = [translate(f"grade.{item.grade}", language), subject.said(item.source)]
    if item.n:
        parts.append(translate("scene.n", language, n=number(item.n, language)))
    if item.date:
        parts.append(date_text(item.date, language, form="short"))
    return " · ".join(part for part in parts if part)


def drawn_trait(
    subject: Subject, persona: Persona, draw: Draw, pen: Pen, *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place one part of a persona.

    Args:
        subject: The map.
        persona: The persona.
        draw: Places it.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: Its top.
        width: How wide it may be.

    Returns:
        What was placed and the y of its lower edge.
    """
    stack = Stack(pen, x, top, width)
    draw(subject, persona, stack)
    return stack.children, stack.y
