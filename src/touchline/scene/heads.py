"""
The two axes of the grid: stages and steps across, names of lanes down.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.geometry import chevron
from touchline.canvas.primitives import Ellipse, Group, Icon, Path, Rect
from touchline.canvas.text import TextStyle
from touchline.i18n import translate
from touchline.lanes import LANES
from touchline.lanes._details import figure_details
from touchline.lanes._icons import chosen_icon
from touchline.lanes._images import height_of, picture
from touchline.lanes._owners import owner_lines, owner_tag
from touchline.lanes._pen import PAD, diamond, initials
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes import Column
    from touchline.lanes._icons import ChosenIcon
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Block, Lane, Step
    from touchline.scene.subject import Subject

#: The least height of a stage's chevron and how far its point reaches, px.
_STAGE_HEIGHT, _NOTCH = 44.0, 12.0

#: Space above and below a stage's name, px.
_ABOVE_LABEL = 10.0

#: The parts of a name that no line breaks without dividing a word; Chinese breaks anywhere.
_WHOLE = re.compile(r"[^\s\u00ad\u200b\u2e80-\u9fff\uff00-\uffef-]+")

#: Space between two chevrons, px.
_BETWEEN = 3.0

#: The side of a stage's icon and its distance to the name, px.
_ICON, _AFTER_ICON = 17.0, 8.0

#: The diameter of the disc of who answers for a stage and its distance to the name, px.
_DISC, _BEFORE_DISC = 20.0, 9.0

#: The width of the names of lanes, and where they are long, px.
_HEAD, _WIDE_HEAD = 132.0, 176.0

#: The least height of a step's head, px.
_STEP_HEIGHT = 40.0

#: How high the picture of a step is at most, px.
_HIGHEST_PICTURE = 110.0

#: The place that a mark takes before a step's name, and marks beyond which they stand above it.
_MARK, _MOST_MARKS = 15.0, 2


def stages(
    subject: Subject, pen: Pen, columns: Sequence[Column], top: float
) -> tuple[list[Group], float]:
    """
    Place a chevron for each stage.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        top: The y below which they are drawn.

    Returns:
        The chevrons and the y of their lower edge.
    """
    runs = [list(run) for _, run in groupby(columns, key=lambda column: column.stage.id)]
    labels = (_label_height(subject, pen, run) for run in runs)
    height = max(_STAGE_HEIGHT, *(label + 2 * _ABOVE_LABEL for label in labels)) if runs else 0.0
    last = len(runs) - 1
    groups = [
        _stage(subject, pen, run, top, height, is_first=i == 0, is_last=i == last)
        for i, run in enumerate(runs)
    ]
    return groups, top + height


class _Signs(NamedTuple):
    """
    What stands beside the name of a stage: its icon, and who answers for it.
    """

    icon: ChosenIcon | None
    owner: str | None

    @property
    def lead(self) -> float:
        """
        What the icon takes before the name.
        """
        return _ICON + _AFTER_ICON if self.icon else 0.0

    @property
    def trail(self) -> float:
        """
        What the disc takes after it.
        """
        return _BEFORE_DISC + _DISC if self.owner else 0.0


def _signs(subject: Subject, pen: Pen, run: Sequence[Column]) -> _Signs:
    """
    Choose the signs of a stage: neither may break a word of its name.
    """
    stage = run[0].stage
    icon = chosen_icon(subject.journey, stage.icon)
    name, language = subject.said(stage.name), subject.language_of(stage.name)
    words = _WHOLE.findall(name)
    needed = max((pen.width_of(word, pen.styles.stage, language) for word in words), default=0.0)
    choices = (_Signs(icon, stage.owner), _Signs(icon, None), _Signs(None, None))
    fitting = (one for one in choices if _room(run, one) >= needed)
    return next(fitting, choices[-1])


def _room(run: Sequence[Column], signs: _Signs) -> float:
    return run[-1].end - run[0].x - 2 * _NOTCH - PAD - signs.lead - signs.trail


def _label_height(subject: Subject, pen: Pen, run: Sequence[Column]) -> float:
    stage = run[0].stage
    text = pen.words(
        subject.said(stage.name),
        pen.styles.stage,
        x=0,
        y=0,
        width=_room(run, _signs(subject, pen, run)),
        language=subject.language_of(stage.name),
        max_lines=3,
        is_title=True,
    )
    return text.height


def _stage(
    subject: Subject,
    pen: Pen,
    run: Sequence[Column],
    top: float,
    height: float,
    *,
    is_first: bool,
    is_last: bool,
) -> Group:
    stage, start, end = run[0].stage, run[0].x, run[-1].end
    name, language = subject.said(stage.name), subject.language_of(stage.name)
    signs = _signs(subject, pen, run)
    natural = min(pen.width_of(name, pen.styles.stage, language), _room(run, signs))
    lead = signs.lead
    # Between notch and tip the middle lies half a notch beyond that of the columns.
    shift = (0.0 if is_first else _NOTCH / 2) - (_NOTCH / 2 if is_last else 0.0)
    x = (start + end) / 2 - (natural + lead + signs.trail) / 2 + shift
    fill = pen.theme.readable(run[0].hue)
    reach = 0.0 if is_last else _NOTCH - _BETWEEN
    shape = chevron(start, top, end - start + reach, height, _NOTCH, is_first=is_first)
    free = (height - _label_height(subject, pen, run)) / 2
    text = pen.words(
        name,
        pen.styles.stage,
        x=x + lead,
        y=top + free,
        width=natural,
        language=language,
        align="middle",
        max_lines=3,
        is_title=True,
    )
    children: list[Primitive] = [Path(commands=shape, fill=fill)]
    if signs.icon:
        y = top + (height - _ICON) / 2
        children.append(signs.icon.drawn(x=x, y=y, size=_ICON, colour=pen.theme.on_stage))
    if signs.owner:
        left = x + lead + natural + _BEFORE_DISC
        children += _answering(pen, signs.owner, left, top + height / 2, fill)
    at = Location.of(("stage", stage.id))
    details = _owned(name, stage, subject.language)
    return Group(children=(*children, text), role="stage", title=name, details=details, at=at)


def _answering(pen: Pen, owner: str, x: float, cy: float, ink: str) -> list[Primitive]:
    """
    Place the initials of who answers for a stage, in the stage's colour on a light disc.
    """
    style = TextStyle(size=_DISC * 0.4, weight=600, colour=ink, line_height=1.0)
    radius = _DISC / 2
    letters = pen.words(
        initials(owner), style, x=x, y=cy - style.size / 2, width=_DISC, align="middle"
    )
    ground = pen.theme.on_stage
    return [Ellipse(cx=x + radius, cy=cy, rx=radius, ry=radius, fill=ground), letters]


def steps(
    subject: Subject, pen: Pen, columns: Sequence[Column], top: float
) -> tuple[list[Group], float]:
    """
    Place the head of each step with its marks.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        top: The y below which they are drawn.

    Returns:
        The heads and the y of their lower edge.
    """
    heads = [_step(subject, pen, column, top) for column in columns]
    return [group for group, _ in heads], max([top + _STEP_HEIGHT, *(low for _, low in heads)])


def _step(subject: Subject, pen: Pen, column: Column, top: float) -> tuple[Group, float]:
    step = column.step
    name = subject.said(step.name)
    x, y = column.x + PAD, top + 11
    width = column.width - 2 * PAD
    marks = _marks(subject, pen, column, x, y + 8.5)
    lead = _MARK * len(marks)
    if len(marks) > _MOST_MARKS:
        lead, y = 0.0, y + _MARK + 3
    children: list[Primitive] = list(marks)
    text = pen.words(
        name,
        pen.coloured(pen.styles.head, _ink(pen, column)),
        x=x + lead,
        y=y,
        width=width - lead,
        language=subject.language_of(step.name),
        max_lines=5,
        is_title=True,
    )
    children.append(text)
    low = text.y + text.height
    if step.image is not None:
        height = height_of(step.image, width, most=_HIGHEST_PICTURE)
        children.append(
            picture(
                pen,
                subject.journey,
                step.image,
                x=x,
                y=low + 5,
                width=width,
                height=height,
                name=name,
            )
        )
        low += height + 7
    tag = step_tag(pen, step)
    if tag:
        word, fill, ink = tag
        pill = pen.pill(word, x=x, y=low + 3, fill=fill, ink=ink, limit=width)
        children += pill.children
        low += pill.height + 4
    answering = owner_tag(pen, step, x=x, y=low + 3, width=width)
    if answering.height:
        children += answering.children
        low += answering.height + 3
    return (
        Group(
            children=tuple(children),
            role="step",
            title=name,
            details="\n".join(_step_details(subject, column)),
            at=Location.of(("step", step.id)),
        ),
        low + 10,
    )


def _step_details(subject: Subject, column: Column) -> list[str]:
    step = column.step
    details = [subject.said(step.name), *_said_marks(column, subject.language)]
    if subject.here and subject.here.step == step.id:
        details.insert(1, subject.here.said(subject.language))
    details += owner_lines(step, subject.language)
    measured = subject.measures.of(step.id) if subject.measures else None
    figure = measured.completion_to_read if measured else None
    if figure and figure.value is not None:
        title = translate("lane.completion.title", subject.language)
        details.append(f"{title}: {figure_details(figure, subject.language)}")
    return details


def _marks(subject: Subject, pen: Pen, column: Column, x: float, cy: float) -> list[Primitive]:
    """
    Place its icon, a diamond for a moment of truth and a flag for a milestone before the name.
    """
    marks: list[Primitive] = []
    ink = _ink(pen, column)
    if icon := chosen_icon(subject.journey, column.step.icon):
        marks.append(icon.drawn(x=x - 1, y=cy - 6.5, size=13, colour=ink, stroke_width=2))
    if column.step.is_moment_of_truth:
        left = x + _MARK * len(marks)
        marks.append(diamond(left + 5, cy, 5, fill=pen.theme.paper, stroke=ink))
    if column.step.is_milestone:
        left = x + _MARK * len(marks)
        marks.append(Icon(name="flag", x=left - 1, y=cy - 6.5, size=13, colour=ink, stroke_width=2))
    return marks


def _ink(pen: Pen, column: Column) -> str:
    """
    Choose a colour that can be read on the ground of a column.
    """
    path = column.step.path
    if path == "main":
        return column.ink
    return pen.theme.bad_ink if path == "failure" else pen.theme.good_ink


def step_tag(pen: Pen, step: Step) -> tuple[str, str, str] | None:
    """
    Say that a step lies beside the planned way, or may be left out.

    Args:
        pen: What knows theme and language.
        step: The step.

    Returns:
        The words, the colour of their ground and their own; None for any other step.
    """
    theme = pen.theme
    if step.path == "failure":
        return translate("scene.path-failure", pen.language), theme.paper, theme.bad_ink
    if step.path == "recovery":
        return translate("scene.path-recovery", pen.language), theme.paper, theme.good_ink
    if step.is_optional:
        return translate("scene.optional", pen.language), theme.pill, theme.second
    return None


def _said_marks(column: Column, language: str) -> list[str]:
    step = column.step
    told = {
        "scene.moment-of-truth": step.is_moment_of_truth,
        "scene.milestone": step.is_milestone,
        "scene.optional": step.is_optional,
        f"scene.path-{step.path}": step.path != "main",
    }
    return [translate(key, language) for key, holds in told.items() if holds]


def head_width(subject: Subject, pen: Pen) -> float:
    """
    Choose how wide the names of lanes are set.

    Args:
        subject: The map.
        pen: What measures words.

    Returns:
        The width: more where lanes are named by whole questions.
    """
    for lane in subject.journey.lanes:
        title, language = _own_or_usual(subject, lane, "title")
        if pen.width_of(title, pen.styles.head, language) > 2 * _HEAD:
            return _WIDE_HEAD
    return _HEAD


def lane_head(
    subject: Subject, pen: Pen, lane: Lane, *, x: float, top: float, width: float
) -> tuple[Group, float]:
    """
    Place the name of a lane and the question that it answers.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        lane: The lane.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.

    Returns:
        The head and the height that it needs.
    """
    title, title_language = _own_or_usual(subject, lane, "title")
    hint, hint_language = _own_or_usual(subject, lane, "hint")
    name = pen.words(
        title,
        pen.styles.head,
        x=x,
        y=top + 9,
        width=width,
        language=title_language,
        max_lines=4,
        is_title=True,
    )
    children: list[Primitive] = [name]
    low = name.y + name.height
    if hint:
        question = pen.words(
            hint,
            pen.styles.note,
            x=x,
            y=low + 1,
            width=width,
            language=hint_language,
            max_lines=6,
        )
        children.append(question)
        low = question.y + question.height
    answering = owner_tag(pen, lane, x=x, y=low + 4, width=width)
    if answering.height:
        children += answering.children
        low += 4 + answering.height
    details = _owned(f"{title}\n{hint}".strip(), lane, subject.language)
    at = Location.of(("lane", lane.id))
    group = Group(children=tuple(children), role="lane-head", title=title, details=details, at=at)
    return group, low + 10 - top


def lane_title(subject: Subject, lane: Lane) -> str:
    """
    Say what a lane is called.

    Args:
        subject: The map.
        lane: The lane.

    Returns:
        Its own title, else the usual one of its kind.
    """
    return _own_or_usual(subject, lane, "title")[0]


def _own_or_usual(subject: Subject, lane: Lane, part: str) -> tuple[str, str]:
    own = lane.title if part == "title" else lane.hint
    if own:
        return subject.said(own), subject.language_of(own)
    if part == "hint" and lane.title:
        # What is usually asked of a kind may not fit a lane that its author has named.
        return "", subject.language
    if lane.kind not in LANES:
        return (lane.kind if part == "title" else ""), subject.journey.language
    return translate(f"lane.{lane.kind}.{part}", subject.language), subject.language


def _owned(words: str, block: Block, language: str) -> str:
    return "\n".join((words, *owner_lines(block, language)))


def _aside(pen: Pen, column: Column, top: float, bottom: float) -> Primitive:
    """
    Set a step beside the planned way apart from its neighbours.
    """
    is_failure = column.step.path == "failure"
    return Rect(
        x=column.x + 2.5,
        y=top + 2.5,
        width=column.width - 5,
        height=bottom - top - 5,
        fill=pen.theme.pain if is_failure else pen.theme.opportunity,
        stroke=pen.theme.pain_strong_line if is_failure else pen.theme.opportunity_line,
        radius=9,
        dash=(4, 3),
        opacity=0.75,
    )


def tints(
    pen: Pen, columns: Sequence[Column], top: float, middle: float, bottom: float
) -> list[Primitive]:
    """
    Colour the ground under each stage, a little stronger under its step heads.

    Args:
        pen: What knows the theme.
        columns: The steps from start to end.
        top: The upper edge of the step heads.
        middle: Their lower edge.
        bottom: The lower edge of the grid.

    Returns:
        The fields and the lines between stages, and fainter ones between steps.
    """
    drawn: list[Primitive] = []
    runs = [list(run) for _, run in groupby(columns, key=lambda column: column.stage.id)]
    for i, run in enumerate(runs):
        x, width, hue = run[0].x, run[-1].end - run[0].x, run[0].hue
        theme = pen.theme
        head = theme.tint(hue, 0.05)
        ground = theme.tint(hue, 0.03)
        drawn.append(Rect(x=x, y=top, width=width, height=middle - top, fill=head))
        drawn.append(Rect(x=x, y=middle, width=width, height=bottom - middle, fill=ground))
        for column in run[1:]:
            between = theme.tint(hue, 0.09)
            drawn.append(Rect(x=column.x - 0.5, y=top, width=1, height=bottom - top, fill=between))
        drawn += [_aside(pen, column, top, bottom) for column in run if column.step.path != "main"]
        if i:
            line = theme.tint(hue, 0.25)
            drawn.append(Rect(x=x - 0.5, y=top, width=1, height=bottom - top, fill=line))
    return drawn
