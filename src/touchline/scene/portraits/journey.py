"""
The journey below the personas: one curve for all of them, and what matters in each stage.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import percent, translate
from touchline.lanes import Column, Row
from touchline.lanes._details import card_details, quoted
from touchline.lanes._flow import Flow
from touchline.lanes._icons import chosen_icon
from touchline.lanes._pen import PAD
from touchline.lanes.touchpoints import channel_name
from touchline.location import Location
from touchline.model.experience import Feeling, Need, PainPoint, Touchpoint
from touchline.model.text import LocalText
from touchline.scene.heads import lane_head, lane_title, step_tag
from touchline.scene.panels.kept import plotted, told_lanes
from touchline.scene.portraits.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.lanes._row import Place
    from touchline.model.structure import Card, Lane, Step
    from touchline.scene.subject import Subject

#: A step that is named is no narrower than this, px.
_NAMED = 104.0

#: In a map of more steps than this they stand closer, without their names.
_MOST_NAMED = 16

#: A step, and a stage, without names of steps is no narrower than this, px.
_STEP, _STAGE = 46.0, 164.0

#: What paddings add to the words of a step's tag, and the most that a tag widens a step, px.
_TAG, _WIDEST = 18.0 + 2 * PAD, 204.0

#: From this width on a step's words stand below its point, px.
_WORDED = 118.0

#: Cards told at one stage; the others are counted.
_MOST = 4

#: Space above and below what stands in a row, px.
_ROW_PAD = 9.0

#: The kinds of lanes whose cards are told by stage.
_LISTED = ("needs", "wants", "pain-points", "thoughts")


def names_steps(subject: Subject) -> bool:
    """
    Tell whether the steps of a map are few enough to be named.

    Args:
        subject: The map.

    Returns:
        Whether they are.
    """
    return len(subject.journey.steps) <= _MOST_NAMED


def least_width(subject: Subject, pen: Pen) -> float:
    """
    Say how wide the steps of a map must be together.

    Args:
        subject: The map.
        pen: What measures words.

    Returns:
        The width.
    """
    return sum(sum(needs) for needs in _needs(subject, pen))


def _needs(subject: Subject, pen: Pen) -> list[list[float]]:
    """
    Say how wide each step of each stage must be.
    """
    is_named = names_steps(subject)
    found = []
    for stage in subject.journey.stages:
        needs = [_need(step, pen) if is_named else _STEP for step in stage.steps]
        missing = max(0.0, _STAGE - sum(needs)) / max(len(needs), 1)
        found.append([need + missing for need in needs])
    return found


def _need(step: Step, pen: Pen) -> float:
    """
    Give a step room for the words of its tag.
    """
    tag = step_tag(pen, step)
    wide = pen.width_of(tag[0], pen.styles.chip) + _TAG if tag else 0.0
    return min(max(_NAMED, wide), _WIDEST)


def narrow_columns(subject: Subject, pen: Pen, *, x: float, width: float) -> tuple[Column, ...]:
    """
    Lay the steps out in a width: each stage gets what it needs, the rest is shared by steps.

    Args:
        subject: The map.
        pen: What knows the theme.
        x: Where the first begins.
        width: How wide they are together.

    Returns:
        A column for each step.
    """
    needs = _needs(subject, pen)
    least = sum(sum(each) for each in needs)
    spare = max(0.0, width - least) / max(len(subject.journey.steps), 1)
    placed: list[Column] = []
    exact = x
    for i, (stage, widths) in enumerate(zip(subject.journey.stages, needs, strict=True)):
        hue = pen.theme.stage_hue(i)
        ink = pen.theme.readable(hue)
        for step, need in zip(stage.steps, widths, strict=True):
            start, exact = round(exact), exact + need + spare
            column = Column(
                # Small signs would leave no room for the name.
                step=step.model_copy(update={"icon": None, "is_milestone": False}),
                stage=stage,
                x=start,
                width=round(exact) - start,
                hue=hue,
                ink=ink,
                opens_stage=step is stage.steps[0],
            )
            placed.append(column)
    return tuple(placed)


def curves(
    subject: Subject, pen: Pen, columns: tuple[Column, ...], *, x: float, head: float, top: float
) -> tuple[list[Primitive], float]:
    """
    Draw feelings and importance of all personas over the steps.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        x: Where the names of rows begin.
        head: How wide they are set.
        top: The y below which they are drawn.

    Returns:
        The rows and the y of their lower edge.
    """
    drawn: list[Primitive] = []
    low = top
    narrow = min(column.width for column in columns) < _WORDED
    for lane in told_lanes(subject.journey, ("emotion", "importance")):
        shown = _without_words(lane) if narrow else lane
        group, low = plotted(subject, pen, columns, shown, x=x, width=head, top=low)
        drawn.append(group)
    return drawn, low


def _without_words(lane: Lane) -> Lane:
    """
    Leave out words for which narrow columns have no room; the best and the hardest are told above.
    """
    cells = []
    for cell in lane.cells:
        cards = tuple(
            card.model_copy(
                update={"text": LocalText(), "cause": None}
                if isinstance(card, Feeling)
                else {"text": LocalText()}
            )
            for card in cell.cards
        )
        cells.append(cell.model_copy(update={"cards": cards, "hint": None}))
    return lane.model_copy(update={"cells": tuple(cells)})


def by_stage(
    subject: Subject, pen: Pen, columns: tuple[Column, ...], *, x: float, head: float, top: float
) -> tuple[list[Primitive], float]:
    """
    Tell needs, pain points, thoughts and channels of each stage.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        x: Where the names of rows begin.
        head: How wide they are set.
        top: The y below which they are drawn.

    Returns:
        The rows and the y of their lower edge.
    """
    drawn: list[Primitive] = []
    low = top
    runs = [tuple(run) for _, run in groupby(columns, key=lambda column: column.stage.id)]
    for lane in told_lanes(subject.journey, _LISTED):
        row = _row(subject, columns, lane)
        cells = [_cards(pen, row, run, low + _ROW_PAD) for run in runs]
        first, needed = lane_head(subject, pen, lane, x=x, top=low, width=head)
        bottom = max([low + needed, *(y + _ROW_PAD for _, y in cells)])
        children: list[Primitive] = [_rule(pen, x, columns[-1].end, low), first]
        children += [primitive for found, _ in cells for primitive in found]
        title = lane_title(subject, lane)
        drawn.append(Group(children=tuple(children), role="lane", title=title, at=row.at))
        low = round(bottom)
    for lane in told_lanes(subject.journey, ("touchpoints",))[:1]:
        group, low = _channels(subject, pen, columns, runs, lane, x=x, head=head, top=low)
        if group is not None:
            drawn.append(group)
    return drawn, low


def _row(subject: Subject, columns: tuple[Column, ...], lane: Lane) -> Row:
    return Row(
        lane=lane,
        journey=subject.journey,
        measures=subject.measures,
        columns=columns,
        language=subject.language,
    )


def _rule(pen: Pen, x: float, end: float, y: float) -> Rect:
    return Rect(x=x, y=y - 0.5, width=end - x, height=1, fill=pen.theme.line)


def _places(row: Row, run: Sequence[Column]) -> Iterable[Place]:
    """
    Find the cells that begin in a stage.
    """
    steps = {column.step.id for column in run}
    return (place for place in row.places() if place.cell.at in steps)


def _weight(card: Card) -> int:
    """
    Put grave pain points first; other cards stay in the order of the map.
    """
    return -(card.severity or 0) if isinstance(card, PainPoint) else 0


def _cards(pen: Pen, row: Row, run: Sequence[Column], top: float) -> tuple[list[Primitive], float]:
    """
    List the cards of one stage.
    """
    x, width = run[0].x + PAD, run[-1].end - run[0].x - 2 * PAD
    found = [(place, card) for place in _places(row, run) for card in place.cell.cards]
    told = sorted(found, key=lambda item: _weight(item[1]))
    told = [(place, card) for place, card in told if row.said(card.text)]
    drawn: list[Primitive] = []
    y = top
    for place, card in told[:_MOST]:
        stack = Stack(pen, x, y, width)
        _fill(row, run[0], card, stack)
        drawn.append(
            Group(
                children=tuple(stack.children),
                role="card",
                title=row.said(card.text),
                details=card_details(row, card),
                at=place.at.child("card", card.id),
            )
        )
        y = stack.y
    hidden = told[_MOST:]
    if hidden:
        stack = Stack(pen, x, y, width)
        stack.words(translate("scene.more", row.language, n=len(hidden)), pen.styles.note)
        names = "\n".join(row.said(card.text) for _, card in hidden)
        group = Group(
            children=tuple(stack.children),
            role="note",
            title=names.partition("\n")[0],
            details=names,
        )
        drawn.append(group)
        y = stack.y
    return drawn, y


def _fill(row: Row, column: Column, card: Card, stack: Stack) -> None:
    """
    Set one card; a dot of its own colour marks an assumption as in the grid.
    """
    theme, language = stack.pen.theme, row.language_of(card.text)
    if row.lane.kind == "thoughts":
        stack.words(quoted(row, card.text), stack.pen.styles.quote, language=language)
        stack.y += 4
        return
    is_assumed = stack.pen.shows_grades and card.grade == "assumption"
    plain = theme.bad if isinstance(card, PainPoint) else column.hue
    stack.points([(row.said(card.text), language)], colour=theme.caution if is_assumed else plain)
    if isinstance(card, Need) and card.why:
        why = translate("scene.why", row.language, cause=row.said(card.why))
        inner = Stack(stack.pen, stack.x + 13, stack.y - 3, stack.width - 13)
        inner.words(why, stack.pen.styles.note, language=row.language_of(card.why))
        stack.children += inner.children
        stack.y = inner.y + 4


def _channels(
    subject: Subject,
    pen: Pen,
    columns: tuple[Column, ...],
    runs: Sequence[tuple[Column, ...]],
    lane: Lane,
    *,
    x: float,
    head: float,
    top: float,
) -> tuple[Group | None, float]:
    """
    Name the channels of each stage, with their share of its events where that was measured.
    """
    language = subject.language
    row = _row(subject, columns, lane)
    told = [_of_stage(subject, row, run) for run in runs]
    if not any(told):
        return None, top
    title = translate("lane.channel-mix.title", language)
    first = pen.words(
        title, pen.styles.head, x=x, y=top + 9, width=head, max_lines=3, is_title=True
    )
    children: list[Primitive] = [_rule(pen, x, columns[-1].end, top), first]
    low = first.y + first.height
    for run, channels in zip(runs, told, strict=True):
        flow = Flow(pen, run[0].x + PAD, top + _ROW_PAD, run[-1].end - run[0].x - 2 * PAD)
        for channel, share in channels:
            _pill(subject, flow, channel, share)
        children += flow.children
        low = max(low, top + _ROW_PAD + flow.piece.height)
    group = Group(children=tuple(children), role="figure", title=title, at=Location())
    return group, round(low + _ROW_PAD)


def _pill(subject: Subject, flow: Flow, channel: str, share: float | None) -> None:
    """
    Place one channel; its share matters more than its icon where there is no room for both.
    """
    pen, language = flow.pen, subject.language
    icons = (item.icon for item in subject.journey.channels if item.id == channel)
    icon = chosen_icon(subject.journey, *icons)
    name = channel_name(subject.journey, channel, language)
    words = f"{name} {percent(share, language, digits=0)}" if share is not None else name
    library = icon.name if icon is not None and not icon.strokes else None
    if pen.pill(words, x=0, y=0, fill="", ink="", icon=library).width > flow.width:
        library = None
    flow.pill(words, fill=pen.theme.pill, ink=pen.theme.ink, icon=library)


def fields(pen: Pen, columns: tuple[Column, ...], top: float, bottom: float) -> list[Primitive]:
    """
    Colour the ground of each stage where nothing belongs to a single step.

    Args:
        pen: What knows the theme.
        columns: The steps from start to end.
        top: The upper edge of the ground.
        bottom: Its lower edge.

    Returns:
        The fields and the lines between stages.
    """
    theme = pen.theme
    drawn: list[Primitive] = []
    runs = [tuple(run) for _, run in groupby(columns, key=lambda column: column.stage.id)]
    for i, run in enumerate(runs):
        x, hue, height = run[0].x, run[0].hue, bottom - top
        wide = run[-1].end - x
        drawn.append(Rect(x=x, y=top, width=wide, height=height, fill=theme.tint(hue, 0.03)))
        if i:
            line = theme.tint(hue, 0.25)
            drawn.append(Rect(x=x - 0.5, y=top, width=1, height=height, fill=line))
    return drawn


def _of_stage(
    subject: Subject, row: Row, run: Sequence[Column]
) -> Sequence[tuple[str, float | None]]:
    """
    Collect the channels of a stage: measured ones by their share, else those of its touchpoints.
    """
    events: dict[str, float] = {}
    for column in run:
        measured = subject.measures.of(column.step.id) if subject.measures else None
        for item in measured.channels if measured else ():
            if item.share.value is not None:
                events[item.channel] = (
                    events.get(item.channel, 0.0) + item.share.value * item.share.n
                )
    known = {channel.id for channel in subject.journey.channels}
    total = sum(events.values())
    if total:
        ranked = sorted(events.items(), key=lambda item: (-item[1], item[0]))
        return [(channel, n / total) for channel, n in ranked if channel in known][:6]
    ids = [
        card.channel
        for place in _places(row, run)
        for card in place.cell.cards
        if isinstance(card, Touchpoint) and card.channel
    ]
    return [(channel, None) for channel in dict.fromkeys(ids)][:6]
