"""
The axis of time with its steps, and the time between them in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Icon, Line, Path, Rect
from touchline.i18n import duration_text, translate
from touchline.lanes._details import figure_details, figure_text
from touchline.lanes._pen import diamond
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.scene.subject import Subject
    from touchline.scene.timeline.scale import Scale, Tick
    from touchline.scene.timeline.stretches import Stretch

#: The height of the axis, and the reach of a step on it: a plain one and one that counts, px.
BAR, DOT, KEY = 8.0, 7.0, 12.0

#: The height of a line of words above the axis, and the space between two words, px.
_TIER, _APART = 17.0, 12.0

#: The least space between words and the axis, px.
_OVER = 10.0

#: The height in which the lines run from the axis to the steps below, px.
LEADS = 58.0

#: How far the mark of a stretch keeps away from its ends, and its least length beside words, px.
_INSET, _SHORTEST = 5.0, 16.0

#: The length of the mark of a round time on the axis, px.
_MARK = 5.0

#: How strong a line to a plain step is drawn.
_FAINT = 0.5


def ticks(pen: Pen, scale: Scale, top: float) -> tuple[list[Primitive], float]:
    """
    Write round times.

    Args:
        pen: What knows theme, language and text.
        scale: Where the steps stand in time.
        top: The y below which they are drawn.

    Returns:
        The times, and the y below them.
    """
    if not scale.ticks:
        return [], top
    drawn: list[Primitive] = []
    low = top
    for tick in scale.ticks:
        text = pen.words(
            _tick_words(pen, tick),
            pen.styles.note,
            x=tick.x - 40,
            y=top,
            width=80,
            align="middle",
            max_lines=1,
        )
        low = max(low, text.y + text.height + 2)
        drawn.append(text)
    return drawn, low


def tick_lines(
    pen: Pen, scale: Scale, *, top: float, bottom: float, axis: float
) -> list[Primitive]:
    """
    Draw lines down from round times, and marks where they meet the axis.

    Args:
        pen: What knows the theme.
        scale: Where the steps stand in time.
        top: Where the lines begin.
        bottom: Where they end, above the words on the axis.
        axis: The y of the axis.

    Returns:
        The lines, then the marks.
    """
    edge = axis - BAR / 2
    lines = [
        Line(x1=tick.x, y1=top, x2=tick.x, y2=bottom, stroke=pen.theme.line)
        for tick in scale.ticks
        if bottom > top
    ]
    marks = [
        Line(x1=tick.x, y1=edge - _MARK, x2=tick.x, y2=edge - 1, stroke=pen.theme.rule)
        for tick in scale.ticks
    ]
    return [*lines, *marks]


def _tick_words(pen: Pen, tick: Tick) -> str:
    if not tick.seconds:
        return translate("scene.timeline-start", pen.language)
    return duration_text(tick.seconds, pen.language)


def waits(
    subject: Subject, pen: Pen, scale: Scale, columns: Sequence[Column], top: float
) -> tuple[list[Group], float]:
    """
    Place the time of each stretch above its middle, in as many lines as they need.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        scale: Where the steps stand in time.
        columns: The columns of the steps.
        top: The y below which they are drawn.

    Returns:
        The times, and the y of the middle of the axis.
    """
    told = [(part, words) for part in _joined(scale) if (words := _words(pen, scale, part))]
    edge, end = columns[0].x, columns[-1].end
    placed: list[tuple[Stretch, str, float, float, int]] = []
    ends: list[float] = []
    for part, words in told:
        style = pen.styles.note if part.seconds is None else pen.styles.strong
        width = min(pen.width_of(words, style), end - edge)
        middle = (scale.xs[part.first] + scale.xs[part.last]) / 2
        x = min(max(middle - width / 2, edge), end - width)
        tier = next((i for i, taken in enumerate(ends) if taken + _APART <= x), len(ends))
        ends[tier : tier + 1] = [x + width]
        placed.append((part, words, x, width, tier))
    y = top + _TIER * len(ends) + (_OVER if ends else 0.0) + KEY
    groups = []
    for part, words, x, width, tier in placed:
        place = y - KEY - _OVER + 4 - _TIER * (tier + 1)
        groups.append(_wait(subject, pen, scale, part, words, x=x, y=place, width=width, low=y))
    return groups, y


def _wait(
    subject: Subject,
    pen: Pen,
    scale: Scale,
    part: Stretch,
    words: str,
    *,
    x: float,
    y: float,
    width: float,
    low: float,
) -> Group:
    """
    Place the time of one stretch, with a line down to it.
    """
    style = pen.styles.note if part.seconds is None else pen.styles.strong
    text = pen.words(words, style, x=x, y=y, width=width, align="middle", max_lines=1)
    steps = subject.journey.steps
    names = [subject.said(steps[i].name) for i in (part.first, part.last)]
    title = translate(
        "scene.timeline-stretch", pen.language, origin=names[0], target=names[1], time=words
    )
    lines = [title]
    if part.median is not None:
        lines.append(figure_details(part.median, pen.language))
    if part.ninth is not None and part.ninth.value is not None:
        told = figure_text(part.ninth, pen.language)
        lines.append(translate("scene.nine-in-ten", pen.language, duration=told))
    children = (*_measure(pen, scale, part, text, low), text)
    at = Location.of(("step", steps[part.first].id))
    return Group(children=children, role="wait", title=title, details="\n".join(lines), at=at)


def _measure(pen: Pen, scale: Scale, part: Stretch, text: Text, low: float) -> list[Primitive]:
    """
    Draw how far a stretch reaches, as draughtsmen do, or a line down where words are wider.
    """
    start, end = scale.xs[part.first] + _INSET, scale.xs[part.last] - _INSET
    stroke = pen.theme.rule
    free = text.x - start
    if part.seconds is None or free < _SHORTEST or end - text.x - text.width < _SHORTEST:
        middle = (start + end) / 2
        top = text.y + text.height
        if top >= low - BAR / 2 - _OVER:
            return []
        return [Line(x1=middle, y1=top, x2=middle, y2=low - BAR / 2 - 2, stroke=stroke)]
    y = text.y + text.height / 2
    sides = ((start, text.x - 7), (text.x + text.width + 7, end))
    return [
        *(Line(x1=a, y1=y, x2=b, y2=y, stroke=stroke) for a, b in sides),
        *(Line(x1=x, y1=y - 4, x2=x, y2=y + 4, stroke=stroke) for x in (start, end)),
    ]


def _joined(scale: Scale) -> list[Stretch]:
    """
    Join stretches whose time is not known, so that this is said once.
    """
    found: list[Stretch] = []
    for part in scale.stretches:
        if part.seconds is None and found and found[-1].seconds is None:
            found[-1] = found[-1]._replace(last=part.last)
        else:
            found.append(part)
    return found


def _words(pen: Pen, scale: Scale, part: Stretch) -> str:
    if part.seconds is None:
        # The sentence beside the axis says it once for all.
        is_said = scale.form == "even"
        return "" if is_said else translate("scene.timeline-unknown", pen.language)
    told = duration_text(part.seconds, pen.language)
    if scale.source == "target":
        return translate("scene.timeline-at-most", pen.language, duration=told)
    if part.median is not None and part.median.is_thin:
        return f"{told} · {translate('scene.thin', pen.language)}"
    return told


def bar(scale: Scale, columns: Sequence[Column], y: float) -> list[Primitive]:
    """
    Draw the axis in the colours of the stages, dashed where the time is not known.

    Args:
        scale: Where the steps stand in time.
        columns: The columns of the steps.
        y: The middle of the axis.

    Returns:
        The axis.
    """
    drawn: list[Primitive] = []
    for part in scale.stretches:
        for i in range(part.first, part.last):
            start, end, hue = scale.xs[i], scale.xs[i + 1], columns[i].hue
            if part.seconds is None or scale.form == "even":
                line = Line(x1=start, y1=y, x2=end, y2=y, stroke=hue, stroke_width=2.5, dash=(2, 5))
                drawn.append(line)
            else:
                drawn.append(Rect(x=start, y=y - BAR / 2, width=end - start, height=BAR, fill=hue))
    return drawn


def nodes(
    subject: Subject, pen: Pen, scale: Scale, columns: Sequence[Column], y: float
) -> list[Group]:
    """
    Draw each step on the axis: a diamond for a moment of truth, a flag for a milestone.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        scale: Where the steps stand in time.
        columns: The columns of the steps.
        y: The middle of the axis.

    Returns:
        A group for each step.
    """
    groups = []
    for column, x, is_known in zip(columns, scale.xs, scale.known, strict=True):
        step = column.step
        children: list[Primitive] = []
        if step.is_moment_of_truth:
            ground = pen.theme.tint(column.hue, 0.25)
            paper = pen.theme.paper
            children.append(diamond(x, y, KEY + 3, fill=ground, stroke=ground))
            children.append(diamond(x, y, KEY - 3, fill=column.ink, stroke=paper))
        elif step.is_milestone:
            children += _milestone(pen, column, x, y)
        else:
            is_solid = is_known or scale.form == "even"
            children.append(
                Ellipse(
                    cx=x,
                    cy=y,
                    rx=DOT if is_solid else DOT - 2,
                    ry=DOT if is_solid else DOT - 2,
                    fill=pen.theme.paper,
                    stroke=column.ink,
                    stroke_width=3 if is_solid else 1.5,
                )
            )
        name = subject.said(step.name)
        at = Location.of(("step", step.id))
        groups.append(Group(children=tuple(children), role="moment", title=name, at=at))
    return groups


def _milestone(pen: Pen, column: Column, x: float, y: float) -> tuple[Primitive, ...]:
    ink, fill = pen.theme.on_stage, column.ink
    paper = pen.theme.paper
    return (
        Ellipse(cx=x, cy=y, rx=KEY - 1, ry=KEY - 1, fill=fill, stroke=paper, stroke_width=2),
        Icon(name="flag", x=x - 6, y=y - 6, size=12, colour=ink, stroke_width=2.25),
    )


def leads(scale: Scale, columns: Sequence[Column], y: float, low: float) -> list[Primitive]:
    """
    Draw a line from each step on the axis to its column.

    Args:
        scale: Where the steps stand in time.
        columns: The columns of the steps.
        y: The middle of the axis.
        low: Where the columns begin.

    Returns:
        The lines, which never cross.
    """
    drawn: list[Primitive] = []
    for column, x in zip(columns, scale.xs, strict=True):
        reach = KEY + 3 if column.step.is_moment_of_truth or column.step.is_milestone else DOT + 1
        start, end = y + reach, column.centre
        third = (low - start) * 0.55
        is_key = column.step.is_moment_of_truth
        drawn.append(
            Path(
                commands=(
                    ("M", x, start),
                    ("C", x, start + third, end, low - third, end, low),
                ),
                stroke=column.ink,
                stroke_width=2.25 if is_key else 1.25,
                opacity=1.0 if is_key else _FAINT,
            )
        )
    return drawn


def time_head(pen: Pen, scale: Scale, *, x: float, top: float, width: float) -> tuple[Group, float]:
    """
    Say how the axis is to be read.

    Args:
        pen: What knows theme, language and text.
        scale: Where the steps stand in time.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.

    Returns:
        The words, and the y of their lower edge.
    """
    title = translate("scene.timeline-time", pen.language)
    name = pen.words(title, pen.styles.head, x=x, y=top, width=width, max_lines=2, is_title=True)
    words = scale_words(pen, scale)
    text = pen.words(
        words, pen.styles.note, x=x, y=name.y + name.height + 1, width=width, max_lines=9
    )
    group = Group(children=(name, text), role="scale", title=f"{title}: {words}")
    return group, text.y + text.height


def scale_words(pen: Pen, scale: Scale) -> str:
    """
    Say what the distances on the axis are.

    Args:
        pen: What knows the language.
        scale: The axis.

    Returns:
        A sentence.
    """
    if scale.form == "even" and not scale.times:
        return translate("scene.timeline-even", pen.language)
    if scale.form == "even":
        key = f"scene.timeline-{scale.source}-even"
        n = len(scale.times)
        return translate(key, pen.language, n=n, all=len(scale.stretches))
    ends = {"least": min(scale.times), "most": max(scale.times)}
    told = {name: duration_text(time, pen.language) for name, time in ends.items()}
    key = f"scene.timeline-{scale.source}-{scale.form}"
    return translate(key, pen.language, **(told if scale.form == "log" else {}))
