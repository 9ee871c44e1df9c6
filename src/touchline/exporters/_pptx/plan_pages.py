"""
What follows from a map: its opportunities, and its changes in the order of their days.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Group, Rect
from touchline.exporters._pptx.desk import PAD, Desk, Page, in_columns, numbered, paged
from touchline.i18n import date_text, list_text, number, translate
from touchline.lanes._boxes import status_pill
from touchline.model.experience import Change, Opportunity
from touchline.scene.plots.gantt import Activity, Gantt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.model.structure import Card, Step

#: So few rows are set over the whole width.
_FEW = 4


class _Item(NamedTuple):
    """
    A card with the step at which it stands.
    """

    card: Card
    step: Step


def _items(desk: Desk, kind: type[Card]) -> list[_Item]:
    known = {step.id: step for step in desk.subject.journey.steps}
    return [
        _Item(card, known[cell.at])
        for _, cell, card in desk.subject.journey.cards()
        if isinstance(card, kind) and cell.at in known
    ]


def opportunity_pages(desk: Desk, *, most: int | None = None) -> list[Page]:
    """
    List the opportunities that nobody has dropped, the most promising first.

    Args:
        desk: The map and the size of a slide.
        most: How many are listed at most; None lists all.

    Returns:
        One page or more; none without opportunities.
    """

    def promise(item: _Item) -> float:
        score = item.card.score if isinstance(item.card, Opportunity) else None
        return -score if score is not None else float("inf")

    language = desk.subject.language
    found = [
        item
        for item in sorted(_items(desk, Opportunity), key=promise)
        if isinstance(item.card, Opportunity) and item.card.status != "dropped"
    ]
    found = found[:most]
    say = translate("deck.say-opportunities", language, n=len(found))
    return _row_pages(desk, translate("deck.opportunities", language), found, say)


def change_pages(desk: Desk) -> list[Page]:
    """
    List the changes that have a day, the earliest first.

    Args:
        desk: The map and the size of a slide.

    Returns:
        One page or more; none without such changes.
    """
    dated = []
    for item in _items(desk, Change):
        day = _day(item.card)
        if day is not None and isinstance(item.card, Change) and item.card.status != "dropped":
            dated.append((day, item))
    found = [item for _, item in sorted(dated, key=lambda pair: pair[0])]
    if not found:
        return []
    language = desk.subject.language
    say = translate("deck.say-changes", language, n=len(found))
    told = "\n".join([say, *(_told(desk, item) for item in found)])

    def lay(width: float, height: float) -> list[list[Primitive]]:
        return _calendars(desk, found, width, height)

    scale, pages = paged(desk, lay)
    title = translate("deck.changes", language)
    return [
        Page(
            title=numbered(title, i, len(pages), language),
            children=tuple(children),
            scale=scale,
            notes=told,
        )
        for i, children in enumerate(pages, start=1)
    ]


def _calendars(
    desk: Desk, items: Sequence[_Item], width: float, height: float
) -> list[list[Primitive]]:
    """
    Draw changes on a calendar, and on further ones where one is too high.
    """
    drawn = Gantt(activities=tuple(_activity(desk, item) for item in items)).place(
        desk.pen, x=0, top=0, width=width
    )
    if drawn.low <= height or len(items) == 1:
        return [[*drawn.children]]
    half = (len(items) + 1) // 2
    return [
        page
        for part in (items[:half], items[half:])
        for page in _calendars(desk, part, width, height)
    ]


def _activity(desk: Desk, item: _Item) -> Activity:
    subject, language, card = desk.subject, desk.subject.language, item.card
    change = card if isinstance(card, Change) else None
    status = change.status if change else "idea"
    aside = [translate(f"scene.status-{status}", language), card.owner]
    due = change.due if change else None
    since = change.since if change else None
    return Activity(
        name=subject.said(card.text),
        start=since,
        due=due,
        note=subject.said(item.step.name),
        aside=" · ".join(part for part in aside if part),
        tone="good" if status == "done" else "plain",
        is_hollow=status == "idea",
        details=_told(desk, item),
        language=subject.language_of(card.text),
    )


def _day(card: Card) -> dt.date | None:
    return (card.due or card.since) if isinstance(card, Change) else None


def _row_pages(desk: Desk, title: str, items: Sequence[_Item], say: str) -> list[Page]:
    if not items:
        return []
    draws = [partial(_draw_row, desk, item) for item in items]

    def lay(width: float, height: float) -> list[list[Primitive]]:
        return in_columns(draws, width=width, height=height, n=1 if len(items) <= _FEW else 2)

    scale, pages = paged(desk, lay)
    language = desk.subject.language
    told = [say, *(_told(desk, item) for item in items)]
    return [
        Page(
            title=numbered(title, i, len(pages), language),
            children=tuple(children),
            scale=scale,
            notes="\n".join(told),
        )
        for i, children in enumerate(pages, start=1)
    ]


def _told(desk: Desk, item: _Item) -> str:
    parts = [desk.subject.said(item.card.text), desk.subject.said(item.step.name)]
    return " · ".join([*parts, *_facts(desk, item)])


def _facts(desk: Desk, item: _Item) -> list[str]:
    """
    Say what is known of an opportunity or a change: score, day, owner and what it answers.
    """
    subject, language, card = desk.subject, desk.subject.language, item.card
    facts: list[str] = []
    if isinstance(card, Opportunity) and card.score is not None:
        score = number(card.score, language)
        facts.append(translate("scene.score-of", language, score=score))
    if isinstance(card, Change):
        if card.due:
            facts.append(translate("deck.due", language, date=date_text(card.due, language)))
        if card.since:
            facts.append(translate("scene.since", language, date=date_text(card.since, language)))
    if card.owner:
        facts.append(translate("scene.owner", language, name=card.owner))
    ids = getattr(card, "answers", ())
    pains = {one.id: one for _, _, one in subject.journey.cards()} if ids else {}
    answered = [subject.said(pains[one].text) for one in ids if one in pains]
    if answered:
        cards = list_text(answered, language)
        facts.append(translate("scene.answers", language, cards=cards))
    return facts


def _draw_row(desk: Desk, item: _Item, x: float, y: float, width: float) -> tuple[Group, float]:
    """
    Place one opportunity or change: what, where, how far, when, who.
    """
    subject, pen, theme = desk.subject, desk.pen, desk.pen.theme
    card = item.card
    journey = subject.journey
    stage = journey.stage_of(item.step.id)
    hue = theme.stage_hue(journey.stages.index(stage))
    status = card.status if isinstance(card, Opportunity | Change) else "idea"
    pill = status_pill(pen, status, x=0, y=0, limit=width / 2)
    left, room = x + PAD + 6, width - 2 * PAD - 6
    text = pen.words(
        subject.said(card.text),
        pen.styles.strong,
        x=left,
        y=y + PAD - 3,
        width=room - pill.width - 10,
        language=subject.language_of(card.text),
    )
    pill = status_pill(pen, status, x=x + width - PAD - pill.width, y=y + PAD - 3, limit=width / 2)
    where = pen.words(
        subject.said(item.step.name),
        pen.coloured(pen.styles.note, theme.readable(hue)),
        x=left,
        y=text.y + text.height + 1,
        width=room,
        language=subject.language_of(item.step.name),
    )
    children: list[Primitive] = [text, *pill.children, where]
    low = where.y + where.height
    if facts := " · ".join(_facts(desk, item)):
        told = pen.words(facts, pen.styles.note, x=left, y=low + 1, width=room)
        children.append(told)
        low = told.y + told.height
    low += PAD - 3
    box = Rect(x=x, y=y, width=width, height=low - y, fill=theme.soft, stroke=theme.line, radius=10)
    edge = Rect(x=x, y=y + 9, width=4, height=low - y - 18, fill=hue, radius=2)
    title = subject.said(card.text)
    return Group(children=(box, edge, *children), role="card", title=title), low
