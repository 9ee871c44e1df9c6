"""
Where the customers of a persona are met, and how many of them come to the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Rect
from touchline.i18n import number, percent, translate
from touchline.lanes._details import figure_interval, figure_text
from touchline.lanes.touchpoints import channel_name
from touchline.scene.people import hue_of

if TYPE_CHECKING:
    from touchline.measuring.measured import ChannelShare, Figure, PersonaMeasures
    from touchline.model.experience import Persona
    from touchline.scene.portraits.stack import Stack
    from touchline.scene.subject import Subject

#: Channels told at length; the others are counted.
_MOST = 5

#: The height of a channel's bar, the space above and below it, px.
_BAR, _BEFORE_BAR, _AFTER_BAR = 5.0, 3.0, 7.0


def measured_of(subject: Subject, persona: Persona) -> PersonaMeasures | None:
    """
    Look up what was measured of a persona's customers.

    Args:
        subject: The map.
        persona: The persona.

    Returns:
        The figures; None when nothing was measured.
    """
    if subject.measures is None:
        return None
    found = (each for each in subject.measures.personas if each.persona == persona.id)
    return next(found, None)


def is_met(subject: Subject, persona: Persona) -> bool:
    """
    Tell whether the channels of a persona were measured.

    Args:
        subject: The map.
        persona: The persona.

    Returns:
        Whether there is at least one.
    """
    found = measured_of(subject, persona)
    return found is not None and bool(found.channels)


def arrives(subject: Subject, persona: Persona) -> bool:
    """
    Tell whether it was measured how many of a persona's customers come to the end.

    Args:
        subject: The map.
        persona: The persona.

    Returns:
        Whether there is a number.
    """
    found = measured_of(subject, persona)
    return found is not None and found.completion is not None and found.completion.value is not None


def met(subject: Subject, persona: Persona, stack: Stack) -> None:
    """
    Place each channel with the share of the customers that it reaches, as a bar and in numbers.

    Args:
        subject: The map.
        persona: The persona.
        stack: Where they are placed.
    """
    found = measured_of(subject, persona)
    if found is None or not found.channels:
        return
    language = subject.language
    for item in found.channels[:_MOST]:
        _channel(subject, persona, item, stack)
    hidden = len(found.channels) - _MOST
    if hidden > 0:
        stack.words(translate("scene.more", language, n=hidden), stack.pen.styles.note)
    n = number(found.channels[0].share.n, language)
    stack.words(translate("scene.portrait-reached", language, n=n), stack.pen.styles.note)


def _channel(subject: Subject, persona: Persona, item: ChannelShare, stack: Stack) -> None:
    """
    Place the name of a channel before its share, and the bar below both.
    """
    pen, language = stack.pen, subject.language
    told = _told(item.share, language)
    wide = min(pen.width_of(told, pen.styles.note), stack.width / 2)
    name = pen.words(
        channel_name(subject.journey, item.channel, language),
        pen.styles.tag,
        x=stack.x,
        y=stack.y,
        width=stack.width - wide - 8,
        max_lines=2,
    )
    share = pen.words(
        told,
        pen.styles.note,
        x=stack.x + stack.width - wide,
        y=stack.y,
        width=wide,
        max_lines=1,
        align="end",
    )
    y = max(name.y + name.height, share.y + share.height) + _BEFORE_BAR
    fill = pen.theme.readable(hue_of(subject, pen, persona))
    part = min(max(item.share.value or 0.0, 0.0), 1.0) * stack.width
    track = Rect(x=stack.x, y=y, width=stack.width, height=_BAR, fill=pen.theme.track, radius=2.5)
    bar = Rect(x=stack.x, y=y, width=max(part, 2.0), height=_BAR, fill=fill, radius=2.5)
    stack.children += [name, share, track, bar]
    stack.y = y + _BAR + _AFTER_BAR


def _told(figure: Figure, language: str) -> str:
    value = percent(figure.value or 0.0, language)
    interval = figure_interval(figure, language)
    return f"{value} · {interval}" if interval else value


def arrival(subject: Subject, persona: Persona, stack: Stack) -> None:
    """
    Place the share of a persona's customers that comes to the end, with its interval.

    Args:
        subject: The map.
        persona: The persona.
        stack: Where it is placed.
    """
    found = measured_of(subject, persona)
    figure = found.completion if found else None
    if figure is None or figure.value is None:
        return
    pen, language = stack.pen, subject.language
    stack.words(figure_text(figure, language), pen.styles.figure)
    stack.words(translate("scene.tile-completion", language), pen.styles.note)
    interval, n = figure_interval(figure, language), number(figure.n, language)
    told = translate("scene.interval-n", language, interval=interval, n=n)
    stack.words(told if interval else translate("scene.n", language, n=n), pen.styles.note)
    if figure.is_thin:
        thin = pen.coloured(pen.styles.note, pen.theme.warn)
        stack.words(translate("scene.thin", language), thin)
