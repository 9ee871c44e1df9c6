"""
Which events each touchpoint of a map recognises, and how many of them a log holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import date_text, interval_text, number, percent, translate
from touchline.location import Location
from touchline.model.experience import Touchpoint
from touchline.scene.audiences.page import heading, hue_of, panel
from touchline.scene.audiences.rows import (
    HEAD,
    PAD,
    STRIPE,
    places_of,
    stage_band,
    step_head,
)
from touchline.scene.portraits.stack import Stack

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes._pen import Pen
    from touchline.measuring.measured import StepMeasures
    from touchline.model.binding import Matcher
    from touchline.model.structure import Step
    from touchline.scene.subject import Subject

#: How wide the columns are against each other: touchpoint, events, counts, state.
_SHARES = (1.0, 2.1, 0.75, 0.75)
_HEADS = (
    ("lane.touchpoints.title", "map-pin"),
    ("view.events", "code"),
    ("view.in-log", "database"),
    ("view.state", "link"),
)

#: Inside the field of a name, between two fields, and between two touchpoints, px.
_INSIDE, _BETWEEN, _AFTER = 6.0, 5.0, 9.0

#: Names of events are written from left to right in every language.
_NAMES = "en"

#: The most unknown events that are listed.
_MOST = 24

State = Literal["bound", "silent", "unbound"]


class Told(NamedTuple):
    """
    A touchpoint with what is known of its events.

    Args:
        card: The touchpoint.
        lane: The id of its lane.
        state: Whether it is bound, and whether the log holds its events.
        n: How many events of it the log holds; None when that is not known.
    """

    card: Touchpoint
    lane: str
    state: State
    n: int | None


def told_touchpoints(subject: Subject, step: str) -> list[Told]:
    """
    List the touchpoints of a step.

    Args:
        subject: The map.
        step: The id of the step.

    Returns:
        They, with their state.
    """
    measured = subject.measures.of(step) if subject.measures else None
    return [
        _told(card, lane.id, measured)
        for lane, cell, card in subject.journey.cards()
        if isinstance(card, Touchpoint) and cell.at == step
    ]


def _told(card: Touchpoint, lane: str, measured: StepMeasures | None) -> Told:
    if not card.binding:
        return Told(card, lane, "unbound", None)
    if measured is None or measured.is_withheld:
        return Told(card, lane, "bound", None)
    n = measured.touchpoint_events.get(card.id, 0)
    return Told(card, lane, "bound" if n else "silent", n)


def draw_events(
    subject: Subject, pen: Pen, *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place the headings, and for each step its touchpoints with their events.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: How wide it is.

    Returns:
        What was placed and the y of its lower edge.
    """
    places = places_of(_SHARES, x, width)
    drawn: list[Primitive] = []
    low = top
    for (key, icon), (left, room) in zip(_HEADS, places, strict=True):
        words = translate(key, subject.language)
        head, bottom = heading(pen, words, icon, x=left, y=top, width=room, ink=pen.theme.second)
        drawn += head
        low = max(low, bottom)
    low += 9
    for stage in subject.journey.stages:
        if stage.steps:
            band, low = stage_band(subject, pen, stage, x=x, top=low, width=width)
            drawn.append(band)
        for i, step in enumerate(stage.steps):
            if i:
                drawn.append(Rect(x=x, y=low - 0.5, width=width, height=1, fill=pen.theme.line))
            group, low = _step(subject, pen, step, places, x=x, top=low)
            drawn.append(group)
    return drawn, low


def _step(
    subject: Subject,
    pen: Pen,
    step: Step,
    places: list[tuple[float, float]],
    *,
    x: float,
    top: float,
) -> tuple[Group, float]:
    head, low = step_head(subject, pen, step, x=x, top=top + PAD)
    stack = Stack(pen, x + STRIPE + 9, low, HEAD - STRIPE - 9)
    stack.words(step.id, pen.styles.note, language=_NAMES, gap=2)
    _visitors(subject, stack, step)
    children: list[Primitive] = [*head, *stack.children]
    low, y = stack.y, top + PAD
    found = told_touchpoints(subject, step.id)
    for i, one in enumerate(found):
        y += _AFTER if i else 0
        more, y = _touchpoint(subject, pen, one, places, y)
        children += more
    if not found:
        words = translate("view.no-touchpoint", subject.language)
        left, room = places[0]
        text = pen.words(words, pen.styles.note, x=left, y=y, width=room)
        children.append(text)
        y = text.y + text.height
    low = max(low, y) + PAD
    hue = hue_of(subject, pen, step)
    stripe = Rect(x=x, y=top + 9, width=STRIPE, height=low - top - 18, fill=hue, radius=2)
    at = Location.of(("step", step.id))
    name = subject.said(step.name)
    return Group(children=(stripe, *children), role="step", title=name, at=at), low


def _visitors(subject: Subject, stack: Stack, step: Step) -> None:
    measured = subject.measures.of(step.id) if subject.measures else None
    if measured is None or measured.visitors is None or measured.visitors.value is None:
        return
    n = round(measured.visitors.value)
    told = translate("scene.are-here", subject.language, n=n)
    stack.words(told, stack.pen.styles.note, gap=2)


def _touchpoint(
    subject: Subject, pen: Pen, one: Told, places: list[tuple[float, float]], y: float
) -> tuple[list[Primitive], float]:
    """
    Place one touchpoint over all columns.
    """
    language, styles = subject.language, pen.styles
    stacks = [Stack(pen, left, y, room) for left, room in places]
    name, events, counts, state = stacks
    words = subject.said(one.card.text) or one.card.id
    name.words(words, styles.cell, language=subject.language_of(one.card.text))
    name.words(one.card.id, styles.note, language=_NAMES, gap=1)
    for matcher in one.card.binding:
        _matcher(subject, events, matcher)
    if not one.card.binding:
        events.words("–", styles.note)
    if one.n is not None:
        counts.words(translate("scene.events", language, n=one.n), styles.strong)
    theme = pen.theme
    fill, ink = {
        "bound": (theme.done_fill, theme.good_ink),
        "silent": (theme.warn_fill, theme.warn),
        "unbound": (theme.pill, theme.second),
    }[one.state]
    left, room = places[3]
    word = translate(f"view.{one.state}", language)
    state.put(pen.pill(word, x=left, y=y, fill=fill, ink=ink, limit=room))
    children = [child for stack in stacks for child in stack.children]
    at = Location.of(("lane", one.lane), ("card", one.card.id))
    group = Group(children=tuple(children), role="card", title=words, at=at)
    return [group], max(stack.y for stack in stacks)


def _matcher(subject: Subject, stack: Stack, matcher: Matcher) -> None:
    """
    Place the names of events, then what else must hold of them.
    """
    language, styles = subject.language, stack.pen.styles
    names(stack, matcher.activities)
    for name, values in matcher.where.items():
        shown = " | ".join(str(value) for value in values)
        _condition(stack, translate("view.where", language), f"{name} = {shown}")
    days = []
    if matcher.since:
        day = date_text(matcher.since, language, form="short")
        days.append(translate("scene.since", language, date=day))
    if matcher.until:
        day = date_text(matcher.until, language, form="short")
        days.append(translate("scene.objective-due", language, date=day))
    stack.words(" · ".join(days), styles.note, gap=1)
    stack.y += 3


def _condition(stack: Stack, label: str, code: str) -> None:
    """
    Place a condition after its word, below it where it is long.
    """
    pen, style = stack.pen, stack.pen.styles.note
    word = pen.label(label, style, x=stack.x, y=stack.y + 3, limit=stack.width)
    stack.children.append(word)
    left = stack.x + word.width + 6
    if left + pen.width_of(code, _code(pen), _NAMES) > stack.x + stack.width:
        left, stack.y = stack.x, stack.y + word.height
    room = stack.x + stack.width - left
    text = pen.words(
        code, _code(pen), x=left, y=stack.y + 2.6, width=room, language=_NAMES, max_lines=4
    )
    stack.children.append(text)
    stack.y = text.y + text.height


def names(stack: Stack, found: tuple[str, ...], notes: tuple[str, ...] = ()) -> None:
    """
    Place names of events in fields of their own, beside each other while they fit.

    Args:
        stack: Where they are placed.
        found: The names.
        notes: What is said after each, if anything.
    """
    pen, theme = stack.pen, stack.pen.theme
    left, y, low = stack.x, stack.y, stack.y
    for i, name in enumerate(found):
        note = notes[i] if notes else ""
        most = stack.width - 2 * _INSIDE
        wide = min(pen.width_of(name, _code(pen), _NAMES), most)
        beside = pen.width_of(note, pen.styles.note) + 6 if note else 0.0
        if left > stack.x and left + wide + 2 * _INSIDE + beside > stack.x + stack.width:
            left, y = stack.x, low + _BETWEEN
        text = pen.words(
            name,
            _code(pen),
            x=left + _INSIDE,
            y=y + 2,
            width=wide,
            language=_NAMES,
            align="middle",
            max_lines=4,
        )
        box = Rect(
            x=left,
            y=y,
            width=wide + 2 * _INSIDE,
            height=text.height + 4,
            fill=theme.soft,
            stroke=theme.chip_line,
            radius=5,
        )
        stack.children += [box, text]
        left += box.width
        if note:
            room = max(min(beside, stack.x + stack.width - left - 6), 1.0)
            stack.children.append(
                pen.words(note, pen.styles.note, x=left + 6, y=y + 2, width=room, max_lines=1)
            )
            left += beside + 6
        left += _BETWEEN
        low = max(low, y + box.height)
    stack.y = low


def _code(pen: Pen) -> TextStyle:
    return pen.coloured(pen.styles.chip, pen.theme.ink)


def unknown(
    subject: Subject, pen: Pen, *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    List the events of the log that belong to no step.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: How wide it is.

    Returns:
        What was placed and the y of its lower edge; nothing where all are known.
    """
    measures, language = subject.measures, subject.language
    found = measures.conformance.unknown_activities if measures and measures.conformance else {}
    if not found:
        return [], top
    theme = pen.theme
    head, low = heading(
        pen,
        translate("view.unknown", language),
        "circle-help",
        x=x + 15,
        y=top + 26,
        width=width - 30,
        ink=theme.warn,
    )
    stack = Stack(pen, x + 15, low + 3, width - 30)
    stack.words(translate("view.unknown-how", language), pen.styles.note)
    stack.y += 8
    listed = dict(list(found.items())[:_MOST])
    counts = tuple(number(n, language) for n in listed.values())
    names(stack, tuple(listed), counts)
    if len(found) > len(listed):
        more = translate("scene.more", language, n=len(found) - len(listed))
        stack.words(more, pen.styles.note, gap=4)
    low = stack.y + 15
    box = panel(x, top + 14, width, low - top - 14, fill=theme.soft, line=theme.line)
    title = translate("view.unknown", language)
    return [Group(children=(box, *head, *stack.children), role="note", title=title)], low


def tally(
    subject: Subject, pen: Pen, *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place how much of the map is bound, and how much of the log the map recognises.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: How wide it is.

    Returns:
        The tiles and the y of their lower edge.
    """
    language = subject.language
    facts = _facts(subject)
    each = (width - 16.0 * 3) / 4
    drawn: list[tuple[float, Stack, str]] = []
    for k, (value, label, note) in enumerate(facts):
        left = x + k * (each + 16.0)
        stack = Stack(pen, left + 14, top + 9, each - 28)
        stack.words(value, pen.styles.tile)
        stack.words(label, pen.styles.note)
        stack.words(note, pen.styles.note)
        drawn.append((left, stack, f"{value} {label}"))
    low = max((stack.y for _, stack, _ in drawn), default=top - 11) + 11
    groups: list[Primitive] = []
    for left, stack, title in drawn:
        box = panel(left, top, each, low - top, fill=pen.theme.soft, line=pen.theme.line)
        groups.append(Group(children=(box, *stack.children), role="figure", title=title))
    if subject.measures is None:
        words = translate("view.not-measured", language)
        text = pen.words(words, pen.styles.note, x=x, y=low + 9, width=width)
        return [*groups, text], text.y + text.height
    return groups, low


def _facts(subject: Subject) -> list[tuple[str, str, str]]:
    """
    Count what is bound, missing and recognised.
    """
    language, measures = subject.language, subject.measures
    steps = subject.journey.steps
    found = [told_touchpoints(subject, step.id) for step in steps]
    every = [one for each in found for one in each]
    counts = (
        (sum(any(one.card.binding for one in each) for each in found), len(steps), "steps-bound"),
        (sum(bool(one.card.binding) for one in every), len(every), "touchpoints-bound"),
    )
    facts = [
        (_part(part, whole, language), translate(f"view.{key}", language), "")
        for part, whole, key in counts
    ]
    if measures is None:
        return facts
    silent = sum(one.state == "silent" for one in every)
    facts.append((number(silent, language), translate("view.missing", language, n=silent), ""))
    stray = measures.conformance.unknown_events if measures.conformance else None
    if stray is not None and stray.value is not None:
        n = translate("scene.n", language, n=number(stray.n, language))
        if stray.low is not None and stray.high is not None:
            ends = interval_text(1 - stray.high, 1 - stray.low, language)
            n = translate("scene.interval-n", language, interval=ends, n=number(stray.n, language))
        value = percent(1 - stray.value, language)
        facts.append((value, translate("view.recognised", language), n))
    return facts


def _part(part: int, whole: int, language: str) -> str:
    counts = {"part": number(part, language), "all": number(whole, language)}
    return translate("view.of", language, **counts)
