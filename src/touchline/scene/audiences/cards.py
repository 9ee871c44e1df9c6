"""
The cards of a team's board: what hurts, and what is done about it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Rect
from touchline.i18n import date_text, number, translate
from touchline.lanes._details import n_sources
from touchline.lanes._flow import Flow
from touchline.lanes._pen import Piece
from touchline.lanes._scores import score_number
from touchline.location import Location
from touchline.measuring.verdicts import result_words
from touchline.model.experience import Change, Opportunity, PainPoint
from touchline.scene.audiences.page import hue_of, ink_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.model.experience import Progress
    from touchline.model.structure import Card, Lane, Step
    from touchline.scene.subject import Subject

#: Inside a card's edge, the width of the stripe in its stage's hue, and the radius of a dot, px.
_PAD, _STRIPE, _DOT = 11.0, 4.0, 3.0

#: Lines after which the words of a card are clipped; its details hold them all.
_MOST = 8

#: The worst severity of a pain point.
_WORST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    A card of the board.

    Args:
        card: The card of the map.
        lane: Its lane.
        step: The step at which it stands.
        answers: How many cards of the board answer it, for what hurts.
        due: By when it shall be done; for an opportunity, when the first change that takes it up
            shall be.
    """

    card: Card
    lane: Lane
    step: Step
    answers: int = 0
    due: dt.date | None = None


def pains(subject: Subject) -> list[Item]:
    """
    List what hurts, the gravest first.

    Args:
        subject: The map.

    Returns:
        The pain points, with how many plans answer each.
    """
    plans = [one.card for one in _items(subject, (Opportunity, Change))]
    answered = [
        name
        for plan in plans
        if isinstance(plan, Opportunity | Change) and plan.status != "dropped"
        for name in plan.answers
    ]
    found = [
        Item(card=one.card, lane=one.lane, step=one.step, answers=answered.count(one.card.id))
        for one in _items(subject, (PainPoint,))
    ]

    def gravity(one: Item) -> int:
        return -(one.card.severity or 0) if isinstance(one.card, PainPoint) else 0

    return sorted(found, key=gravity)


def plans(subject: Subject, status: Progress) -> list[Item]:
    """
    List what has come as far as a column says: what is due first, then what promises most.

    Args:
        subject: The map.
        status: How far.

    Returns:
        Opportunities and changes.
    """

    def order(one: Item) -> tuple[str, float]:
        score = one.card.score if isinstance(one.card, Opportunity) else None
        return (one.due.isoformat() if one.due else "9", -(score or 0.0))

    found = [
        replace(one, due=_due(subject, one.card))
        for one in _items(subject, (Opportunity, Change))
        if isinstance(one.card, Opportunity | Change) and one.card.status == status
    ]
    return sorted(found, key=order)


def _due(subject: Subject, card: Card) -> dt.date | None:
    if isinstance(card, Change):
        return card.due
    days = [
        one.card.due
        for one in _items(subject, (Change,))
        if isinstance(one.card, Change) and one.card.due and card.id in one.card.carries_out
    ]
    return min(days, default=None)


def _items(subject: Subject, kinds: tuple[type[Card], ...]) -> list[Item]:
    known = {step.id: step for step in subject.journey.steps}
    return [
        Item(card=card, lane=lane, step=known[cell.at])
        for lane, cell, card in subject.journey.cards()
        if isinstance(card, kinds) and cell.at in known
    ]


def draw_item(
    subject: Subject, pen: Pen, item: Item, *, x: float, y: float, width: float
) -> tuple[Group, float]:
    """
    Place one card: what, at which step, and what is known about it.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        item: The card.
        x: Where it begins.
        y: Its top.
        width: Its width.

    Returns:
        The card and the y of its lower edge.
    """
    theme, card = pen.theme, item.card
    left, room = x + _PAD + _STRIPE, width - 2 * _PAD - _STRIPE
    text = pen.words(
        subject.said(card.text) or "–",
        pen.styles.strong,
        x=left,
        y=y + _PAD - 2,
        width=room,
        language=subject.language_of(card.text),
        max_lines=_MOST,
    )
    where = pen.words(
        subject.said(item.step.name),
        pen.coloured(pen.styles.note, ink_of(subject, pen, item.step)),
        x=left,
        y=text.y + text.height + 2,
        width=room,
        language=subject.language_of(item.step.name),
        max_lines=3,
    )
    flow = Flow(pen, left, where.y + where.height + 4, room)
    for tell in _about(subject, item):
        tell(flow)
    low = where.y + where.height + (4 + flow.piece.height if flow.piece.height else 0) + _PAD - 2
    box = Rect(x=x, y=y, width=width, height=low - y, fill=theme.paper, stroke=theme.line, radius=9)
    hue = theme.bad if isinstance(card, PainPoint) else hue_of(subject, pen, item.step)
    stripe = Rect(x=x, y=y + 9, width=_STRIPE, height=low - y - 18, fill=hue, radius=2)
    at = Location.of(("step", item.step.id), ("lane", item.lane.id), ("card", card.id))
    group = Group(
        children=(box, stripe, text, where, *flow.piece.children),
        role="card",
        title=subject.said(card.text),
        at=at,
    )
    return group, low


def _about(subject: Subject, item: Item) -> list[Callable[[Flow], None]]:
    """
    Collect the small things below a card's words.
    """
    if isinstance(item.card, PainPoint):
        return _about_pain(subject, item, item.card)
    if isinstance(item.card, Opportunity | Change):
        return _about_plan(subject, item.card, item.due)
    return []


def _about_pain(subject: Subject, item: Item, card: PainPoint) -> list[Callable[[Flow], None]]:
    language = subject.language
    found: list[Callable[[Flow], None]] = []
    if card.severity:
        severity = card.severity
        found.append(lambda flow: flow.put(_Severity(flow.pen, severity)))
    if sources := n_sources((card,)):
        told = translate("scene.sources", language, n=sources)
        found.append(lambda flow: flow.note(told))
    else:
        found.append(_assumed)
    found.append(lambda flow: flow.wrap())
    if item.answers:
        answers = translate("view.answered", language, n=item.answers)
        found.append(lambda flow: flow.note(answers, icon="circle-check"))
    else:
        found.append(lambda flow: _warned(flow, "view.nobody"))
    return found


def _about_plan(
    subject: Subject, card: Opportunity | Change, due: dt.date | None
) -> list[Callable[[Flow], None]]:
    language = subject.language
    kind = "opportunity" if isinstance(card, Opportunity) else "change"
    icon = "lightbulb" if isinstance(card, Opportunity) else "pencil-line"
    named = translate(f"view.kind-{kind}", language)
    found: list[Callable[[Flow], None]] = [lambda flow: flow.note(named, icon=icon)]
    if isinstance(card, Opportunity) and card.score is not None:
        score = number(card.score, language)
        if card.scale is not None:
            score = score_number(card.score, card.scale, language)
        told = translate("scene.score-of", language, score=score)
        found.append(lambda flow: flow.note(told, colour=flow.pen.theme.good_ink))
    found += [_noted(words, "calendar") for words in _days(card, due, language)]
    if isinstance(card, Change) and card.result:
        found.append(_noted(result_words(card.result, language), "gauge"))
    found.append(lambda flow: flow.wrap())
    owner = card.owner
    if owner:
        found.append(lambda flow: flow.disc(owner))
        found.append(lambda flow: flow.note(owner))
    else:
        found.append(lambda flow: _warned(flow, "view.no-owner"))
    if card.department:
        found.append(_noted(card.department, "building-2"))
    return found


def _days(card: Opportunity | Change, due: dt.date | None, language: str) -> list[str]:
    if isinstance(card, Change) and card.since:
        day = date_text(card.since, language, form="short")
        return [translate("scene.since", language, date=day)]
    if due:
        day = date_text(due, language, form="short")
        return [translate("scene.objective-due", language, date=day)]
    return []


def _noted(words: str, icon: str) -> Callable[[Flow], None]:
    return lambda flow: flow.note(words, icon=icon)


def _warned(flow: Flow, key: str) -> None:
    theme = flow.pen.theme
    flow.pill(translate(key, flow.pen.language), fill=theme.warn_fill, ink=theme.warn)


def _assumed(flow: Flow) -> None:
    if flow.pen.shows_grades:
        _warned(flow, "scene.assumption")


@dataclass(frozen=True, slots=True)
class _Severity:
    """
    Places a dot for each degree of severity.
    """

    pen: Pen
    severity: int

    def __call__(self, *, x: float, y: float, limit: float) -> Piece:
        """
        Place the dots.
        """
        del limit
        theme = self.pen.theme
        dots = tuple(
            Ellipse(
                cx=x + _DOT + 8 * i,
                cy=y + 8,
                rx=_DOT,
                ry=_DOT,
                fill=theme.bad if i < self.severity else theme.pain_line,
            )
            for i in range(_WORST)
        )
        return Piece(8.0 * _WORST, 16.0, dots)


def draw_column(
    subject: Subject, pen: Pen, items: Sequence[Item], *, x: float, y: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place the cards of a column below each other.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        items: The cards.
        x: Where they begin.
        y: The top of the first.
        width: Their width.

    Returns:
        The cards and the y of their lower edge.
    """
    drawn: list[Primitive] = []
    low = y
    for item in items:
        group, low = draw_item(subject, pen, item, x=x, y=y, width=width)
        drawn.append(group)
        y = low + 9
    if not items:
        words = translate("view.empty", pen.language)
        text = pen.words(words, pen.styles.note, x=x + 2, y=y, width=width - 4)
        return [text], text.y + text.height
    return drawn, low
