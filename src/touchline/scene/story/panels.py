"""
One step of a story: its picture on one side, its sentences on the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Ellipse, Group, Icon, Rect, Text
from touchline.lanes._icons import chosen_icon
from touchline.lanes._images import picture
from touchline.lanes._pen import diamond
from touchline.location import Location
from touchline.scene.story.moods import FACES, face, mood_colour
from touchline.scene.story.prose import Look, Prose, faces_of

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.story.step import Paragraph, ParagraphKind
    from touchline.scene.story.told import Moment
    from touchline.scene.subject import Subject


class Frame(NamedTuple):
    """
    How large the picture of a step is, px.

    Args:
        width: Its width.
        height: Its height.
        disc: The diameter of the disc behind the icon.
        icon: The side of the icon.
        face: The diameter of the face.
    """

    width: float
    height: float
    disc: float
    icon: float
    face: float


#: The pictures of a story, and those of a story of very many steps.
LARGE = Frame(width=312.0, height=206.0, disc=148.0, icon=78.0, face=44.0)
SMALL = Frame(width=200.0, height=120.0, disc=84.0, icon=44.0, face=34.0)

#: The distance of a picture to its sentences, px.
_GUTTER = 44.0

#: Space between a picture and what stands below it, and between two boxes, px.
_BELOW, _BETWEEN = 16.0, 14.0

#: Paragraphs that stand below the picture, and those in boxes below the sentences.
_ASIDE: tuple[ParagraphKind, ...] = ("measured", "behind")
_BOXED: tuple[ParagraphKind, ...] = ("trouble", "better")


class Panel(NamedTuple):
    """
    A step as placed.

    Args:
        group: What was placed.
        centre: The middle of its picture.
        top: The upper edge of its picture.
        picture_low: The lower edge of its picture.
        low: The lower edge of everything.
    """

    group: Group
    centre: float
    top: float
    picture_low: float
    low: float


def panel(
    subject: Subject,
    moment: Moment,
    pen: Pen,
    hue: str,
    frame: Frame,
    *,
    x: float,
    top: float,
    width: float,
    at_end: bool,
) -> Panel:
    """
    Place one step.

    Args:
        subject: The map.
        moment: What is told of the step.
        pen: What knows theme, language and text.
        hue: The stage's fill colour.
        frame: How large its picture is.
        x: Where the panel begins.
        top: The y below which it is drawn.
        width: The width it may take.
        at_end: Its picture stands at the end of the line, not at the start.

    Returns:
        The panel.
    """
    if not moment.paragraphs:
        frame = SMALL
    left = x + width - frame.width if at_end else x
    start = x if at_end else x + frame.width + _GUTTER
    side = Prose(pen, left, top + frame.height, frame.width)
    side.children += _picture(subject, moment, pen, hue, frame, x=left, y=top)
    prose = _text(subject, moment, pen, hue, x=start, top=top, width=width - frame.width - _GUTTER)
    # Few words stand at the middle of the picture, not high above its foot.
    spare = (side.y - prose.y) / 2
    if spare > 0 and not any(item.kind in _ASIDE for item in moment.paragraphs):
        prose = _text(subject, moment, pen, hue, x=start, top=top + spare, width=prose.width)
    for paragraph in moment.paragraphs:
        if paragraph.kind in _ASIDE:
            _aside(paragraph, side, prose)
    children = (*side.children, *prose.children)
    at = Location.of(("step", moment.step.id))
    details = _whole(moment) if any(_is_clipped(item) for item in children) else ""
    group = Group(children=children, role="step", title=moment.name, details=details, at=at)
    return Panel(group, left + frame.width / 2, top, top + frame.height, max(side.y, prose.y))


def _is_clipped(item: Primitive) -> bool:
    return isinstance(item, Text) and item.is_clipped


def _whole(moment: Moment) -> str:
    """
    Say everything that is told of a step, for those who want what found no room.
    """
    told = [moment.name]
    for paragraph in moment.paragraphs:
        told += [line for line in (paragraph.title, *paragraph.sentences) if line]
    return "\n".join(told)


def _text(
    subject: Subject,
    moment: Moment,
    pen: Pen,
    hue: str,
    *,
    x: float,
    top: float,
    width: float,
) -> Prose:
    """
    Set the name of a step and what is told of it.
    """
    prose = Prose(pen, x, top, width)
    _here(subject, moment, prose)
    heading = pen.coloured(faces_of(pen.theme).name, pen.theme.readable(hue))
    language = subject.language_of(moment.step.name)
    prose.words(moment.name, heading, most=4, language=language)
    for paragraph in moment.paragraphs:
        if paragraph.kind not in (*_ASIDE, *_BOXED):
            _told(moment, paragraph, prose, hue)
    _boxes(moment, prose)
    return prose


def _aside(paragraph: Paragraph, side: Prose, prose: Prose) -> None:
    """
    Set a box below the picture or below the sentences, wherever the panel stays lower.
    """
    tried = [
        (Prose(column.pen, column.x, column.y, column.width), column) for column in (side, prose)
    ]
    look = _look(side.pen, paragraph.kind)
    for trial, _ in tried:
        trial.box(paragraph.title, paragraph.sentences, look, gap=_BELOW, is_small=True)
    lows = [
        max(trial.y, next(other.y for _, other in tried if other is not column))
        for trial, column in tried
    ]
    trial, column = tried[0 if lows[0] <= lows[1] else 1]
    column.children += trial.children
    column.y = trial.y


def _picture(
    subject: Subject, moment: Moment, pen: Pen, hue: str, frame: Frame, *, x: float, y: float
) -> list[Primitive]:
    """
    Draw the step's own picture, or its icon before a disc, with a face for how it feels.
    """
    theme, step = pen.theme, moment.step
    cx, cy = x + frame.width / 2, y + frame.height / 2
    drawn: list[Primitive]
    if step.image is not None:
        shown = picture(
            pen,
            subject.journey,
            step.image,
            x=x,
            y=y,
            width=frame.width,
            height=frame.height,
            name=moment.name,
            radius=20,
            at=Location.of(("step", step.id)),
        )
        drawn = [shown]
    else:
        stage = subject.journey.stage_of(step.id)
        icon = chosen_icon(subject.journey, step.icon, stage.icon, "footprints")
        drawn = [
            Rect(
                x=x,
                y=y,
                width=frame.width,
                height=frame.height,
                fill=theme.tint(hue, 0.08),
                radius=20,
            ),
            *_scenery(pen, hue, frame, x=x, y=y),
            Ellipse(cx=cx, cy=cy, rx=frame.disc / 2, ry=frame.disc / 2, fill=theme.paper),
        ]
        if icon is not None:
            ink = theme.readable(hue)
            left, top = cx - frame.icon / 2, cy - frame.icon / 2
            drawn.append(icon.drawn(x=left, y=top, size=frame.icon, colour=ink, stroke_width=1.4))
    if moment.level is not None:
        inset = frame.face / 2 + 10
        drawn += face(
            theme,
            moment.level,
            cx=x + frame.width - inset,
            cy=y + frame.height - inset,
            size=frame.face,
        )
    return drawn + _signs(moment, pen, x=x + 28, y=y + 28)


def _scenery(pen: Pen, hue: str, frame: Frame, *, x: float, y: float) -> list[Primitive]:
    """
    Put quiet discs behind the icon, so that the picture has depth.
    """
    theme, unit = pen.theme, frame.height / 100
    places = (
        (28 * unit, frame.height - 25 * unit, 17 * unit, 0.14),
        (frame.width - 30 * unit, 25 * unit, 11 * unit, 0.14),
        (frame.width - 15 * unit, 47 * unit, 4.5 * unit, 0.2),
    )
    return [
        Ellipse(cx=x + cx, cy=y + cy, rx=radius, ry=radius, fill=theme.tint(hue, share))
        for cx, cy, radius, share in places
    ]


def _signs(moment: Moment, pen: Pen, *, x: float, y: float) -> list[Primitive]:
    """
    Mark moments of truth, milestones and the ways of failure and recovery.
    """
    theme, step = pen.theme, moment.step
    found: list[Primitive] = []
    if step.is_moment_of_truth:
        found.append(diamond(x, y, 10, fill=theme.paper, stroke=theme.ink))
        x += 30
    marks = (
        ("flag", step.is_milestone, theme.ink),
        ("circle-x", step.path == "failure", theme.bad_ink),
        ("life-buoy", step.path == "recovery", theme.good_ink),
    )
    for name, holds, colour in marks:
        if holds:
            found.append(Ellipse(cx=x, cy=y, rx=14, ry=14, fill=theme.paper))
            found.append(Icon(name=name, x=x - 8, y=y - 8, size=16, colour=colour, stroke_width=2))
            x += 34
    return found


def _here(subject: Subject, moment: Moment, prose: Prose) -> None:
    """
    Say who stands at the step.
    """
    here = subject.here
    if here is None or here.step != moment.step.id:
        return
    theme, words = prose.pen.theme, here.said(subject.language)
    pill = prose.pen.pill(
        words,
        x=prose.x,
        y=prose.y,
        fill=theme.readable(theme.focus),
        ink=theme.on_stage,
        limit=prose.width,
        icon="map-pin",
    )
    at = Location.of(("step", moment.step.id))
    prose.children.append(Group(children=pill.children, role="here", title=words, at=at))
    prose.y += pill.height + 6


def _told(moment: Moment, paragraph: Paragraph, prose: Prose, hue: str) -> None:
    """
    Set one paragraph of running text, or somebody's own words.
    """
    theme, faces = prose.pen.theme, faces_of(prose.pen.theme)
    if paragraph.kind in ("thoughts", "posts"):
        said = tuple(zip(paragraph.sentences, paragraph.sources, strict=True))
        prose.spoken(paragraph.title, said, colour=theme.readable(hue), gap=14)
    elif paragraph.kind == "deeds":
        prose.words(paragraph.text, faces.body, gap=8)
    else:
        icon, colour = "heart-handshake", theme.second
        if paragraph.kind == "feelings":
            icon = FACES[moment.level] if moment.level else "heart"
            colour = mood_colour(theme, moment.level) if moment.level else theme.second
        prose.with_icon(paragraph.sentences, faces.aside, icon=icon, colour=colour, gap=14)


def _boxes(moment: Moment, prose: Prose) -> None:
    """
    Set what gets in the way and what could be better into boxes beside each other.
    """
    found = [item for item in moment.paragraphs if item.kind in _BOXED]
    if not found:
        return
    pen, top = prose.pen, prose.y + 16
    wide = (prose.width - (len(found) - 1) * _BETWEEN) / len(found)
    low = top
    # The boxes end on one line, so they are set once to learn how high they are.
    for is_final in (False, True):
        for i, paragraph in enumerate(found):
            column = Prose(pen, prose.x + i * (wide + _BETWEEN), top, wide)
            column.box(paragraph.title, paragraph.sentences, _look(pen, paragraph.kind), low=low)
            if is_final:
                prose.children += column.children
            low = max(low, column.y)
    prose.y = low


def _look(pen: Pen, kind: ParagraphKind) -> Look:
    theme = pen.theme
    if kind == "trouble":
        return Look("triangle-alert", theme.pain, theme.pain_line, theme.bad_ink)
    if kind == "better":
        return Look("lightbulb", theme.opportunity, theme.opportunity_line, theme.good_ink)
    icon = "gauge" if kind == "measured" else "drama"
    return Look(icon, theme.soft, theme.line, theme.second)
