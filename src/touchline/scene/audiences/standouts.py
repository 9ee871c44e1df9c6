"""
Strengths, weaknesses, what to do and what came of it, as columns of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Group
from touchline.i18n import (
    date_text,
    duration_text,
    interval_text,
    number,
    percent,
    translate,
)
from touchline.lanes._boxes import status_pill
from touchline.lanes._details import figure_details
from touchline.lanes._flow import Flow
from touchline.lanes._scores import score_number
from touchline.location import Location
from touchline.measuring.verdicts import result_words
from touchline.model.experience import Change, Metric, Opportunity, PainPoint
from touchline.scene.audiences.page import heading, panel
from touchline.scene.portraits.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card, Step
    from touchline.scene.audiences.findings import Felt, Standing, Standout
    from touchline.scene.subject import Subject

#: Inside a block, and between two of its items, px.
_PAD, _BETWEEN = 15.0, 11.0

#: Lines of a name, and of a longer text, after which it is clipped on a page.
_NAME, _MOST = 2, 3


class Block(NamedTuple):
    """
    A column of a page.

    Args:
        title: Its heading.
        icon: The name of the icon before it.
        colours: Its ground, its edge and the colour of its icon.
        items: What draws each of its items.
        nothing: What it says without any.
    """

    title: str
    icon: str
    colours: tuple[str, str, str]
    items: tuple[Callable[[Stack], None], ...]
    nothing: str


class Placed(NamedTuple):
    """
    A card with the step at which it stands.
    """

    card: Card
    step: Step


def draw_blocks(
    pen: Pen, blocks: Sequence[Block], *, x: float, top: float, width: float, gap: float, most: int
) -> tuple[list[Group], float]:
    """
    Set blocks beside each other, all as high as the highest.

    Args:
        pen: What knows theme, language and text.
        blocks: The blocks.
        x: Where the first begins.
        top: Their top.
        width: How wide they are together.
        gap: Space between two of them.
        most: Items of each at most.

    Returns:
        The blocks and the y of their lower edge.
    """
    each = (width - gap * (len(blocks) - 1)) / len(blocks)
    drawn: list[tuple[Block, float, list[Primitive], float]] = []
    for k, block in enumerate(blocks):
        left = x + k * (each + gap)
        children, low = _filled(pen, block, most, x=left, top=top, width=each)
        drawn.append((block, left, children, low))
    low = max(bottom for _, _, _, bottom in drawn)
    groups = []
    for block, left, children, _ in drawn:
        fill, line, _ = block.colours
        box = panel(left, top, each, low - top, fill=fill, line=line)
        groups.append(Group(children=(box, *children), role="block", title=block.title))
    return groups, low


def _filled(
    pen: Pen, block: Block, most: int, *, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    left, room = x + _PAD, width - 2 * _PAD
    ink = block.colours[2]
    children, low = heading(
        pen, block.title, block.icon, x=left, y=top + _PAD - 3, width=room, ink=ink
    )
    stack = Stack(pen, left, low, room)
    for item in block.items[:most]:
        stack.y += _BETWEEN
        item(stack)
    if not block.items:
        stack.words(block.nothing, pen.styles.cell, gap=7)
    return [*children, *stack.children], stack.y + _PAD


def strength(subject: Subject, one: Standout, ink: str) -> Callable[[Stack], None]:
    """
    Tell one step that stands out.

    Args:
        subject: The map.
        one: The step.
        ink: The colour of its name.

    Returns:
        What draws it.
    """

    def draw(stack: Stack) -> None:
        pen, children = stack.pen, stack.children
        stack.children = []
        style = pen.coloured(pen.styles.strong, ink)
        language = subject.language_of(one.step.name)
        stack.words(subject.said(one.step.name), style, language=language, most=_NAME)
        lines = standout_lines(subject, one)
        for words, basis in zip(lines[::2], lines[1::2], strict=True):
            stack.words(words, pen.styles.cell, gap=1, most=_MOST)
            stack.words(basis, pen.styles.note, most=2)
        at = Location.of(("step", one.step.id))
        name = subject.said(one.step.name)
        group = Group(children=tuple(stack.children), role="standout", title=name, at=at)
        stack.children = [*children, group]

    return draw


def standout_lines(subject: Subject, one: Standout) -> list[str]:
    """
    Say why a step stands out: each finding, and after it what it rests on.

    Args:
        subject: The map.
        one: The step.

    Returns:
        The lines, two for each finding.
    """
    lines = _measured(subject, one.measured) if one.measured else ()
    return [*lines, *(_felt(subject, one.felt) if one.felt else ())]


def _measured(subject: Subject, one: Standing) -> tuple[str, str]:
    language = subject.language
    share, others = (percent(each, language) for each in (one.figure.value or 0.0, one.others))
    goes = translate("deck.go-on", language, share=share)
    rest = translate("deck.others", language, share=others)
    _, _, basis = figure_details(one.figure, language).partition(" · ")
    return f"{goes} · {rest}", basis


def _felt(subject: Subject, one: Felt) -> tuple[str, str]:
    language, card = subject.language, one.card
    scale = card.scale_in(one.lane)
    told = translate("deck.feels", language, score=score_number(card.score, scale, language))
    text = card.cause or card.text
    parts = []
    if card.low is not None and card.high is not None:
        ends = interval_text(card.low, card.high, language, kind="number", digits=2)
        parts.append(translate("scene.interval", language, interval=ends))
    if n := max((item.n or 0 for item in card.evidence), default=0):
        parts.append(translate("scene.n", language, n=number(n, language)))
    parts.append(translate(f"grade.{card.grade}", language))
    words = " · ".join(part for part in (told, subject.said(text)) if part)
    return words, " · ".join(parts)


def gravest(subject: Subject, step: Step) -> PainPoint | None:
    """
    Find the pain point of a step that hurts most.

    Args:
        subject: The map.
        step: The step.

    Returns:
        The first of the highest severity; None without any.
    """
    found = [
        card
        for _, cell, card in subject.journey.cards()
        if isinstance(card, PainPoint) and cell.at == step.id
    ]
    return max(found, key=lambda card: card.severity or 0, default=None)


def weakness(subject: Subject, one: Standout, ink: str) -> Callable[[Stack], None]:
    """
    Tell one step that stands out badly, with what hurts there.

    Args:
        subject: The map.
        one: The step.
        ink: The colour of its name.

    Returns:
        What draws it.
    """
    tell, pain = strength(subject, one, ink), gravest(subject, one.step)

    def draw(stack: Stack) -> None:
        tell(stack)
        if pain and (words := subject.said(pain.text)):
            stack.line(words, "triangle-alert", colour=stack.pen.theme.bad_ink, gap=2)

    return draw


def opportunities(subject: Subject) -> list[Placed]:
    """
    List the opportunities that nobody has dropped and that are not done, most promising first.

    Args:
        subject: The map.

    Returns:
        They, with their steps.
    """
    found = [
        one
        for one in _standing(subject, Opportunity)
        if isinstance(one.card, Opportunity) and one.card.status not in {"dropped", "done"}
    ]

    def promise(one: Placed) -> float:
        score = one.card.score if isinstance(one.card, Opportunity) else None
        return float("inf") if score is None else -score

    return sorted(found, key=promise)


def opportunity(subject: Subject, one: Placed) -> Callable[[Stack], None]:
    """
    Tell one opportunity: what, where, how promising, how far and who.

    Args:
        subject: The map.
        one: The opportunity at its step.

    Returns:
        What draws it.
    """

    def draw(stack: Stack) -> None:
        pen, language, card = stack.pen, subject.language, one.card
        stack.words(
            subject.said(card.text),
            pen.styles.strong,
            language=subject.language_of(card.text),
            most=_NAME,
        )
        flow = Flow(pen, stack.x, stack.y + 2, stack.width)
        if isinstance(card, Opportunity):
            status = card.status
            flow.put(lambda *, x, y, limit: status_pill(pen, status, x=x, y=y, limit=limit))
            if card.score is not None:
                score = number(card.score, language)
                told = translate("scene.score-of", language, score=score)
                flow.note(told, colour=pen.theme.good_ink)
        flow.note(subject.said(one.step.name))
        if card.owner:
            flow.note(card.owner, icon="user-round")
        stack.children += flow.piece.children
        stack.y += flow.piece.height + 2

    return draw


def outcomes(subject: Subject) -> tuple[Callable[[Stack], None], ...]:
    """
    Tell what was measured of changes, then the team's own figures.

    Args:
        subject: The map.

    Returns:
        What draws each.
    """
    return tuple(_outcome(*each) for each in outcome_words(subject))


def outcome_words(subject: Subject) -> list[tuple[str, str]]:
    """
    Say what was measured of changes, then the team's own figures.

    Args:
        subject: The map.

    Returns:
        What it is about and what came of it, of each.
    """
    told = []
    for one in _standing(subject, Change):
        card = one.card
        if isinstance(card, Change) and card.result:
            told.append((subject.said(card.text), result_words(card.result, subject.language)))
    told += [
        _metric(subject, one.card)
        for one in _standing(subject, Metric)
        if isinstance(one.card, Metric) and one.card.latest
    ]
    return told


def _outcome(name: str, basis: str) -> Callable[[Stack], None]:
    def draw(stack: Stack) -> None:
        stack.words(name, stack.pen.styles.strong, most=_NAME)
        stack.words(basis, stack.pen.styles.note, gap=1, most=_MOST)

    return draw


def _metric(subject: Subject, card: Metric) -> tuple[str, str]:
    language, latest = subject.language, card.latest
    name = subject.said(card.text)
    now = _amount(latest.value if latest else 0.0, card, language)
    key, values = "view.metric-now", {"metric": name, "latest": now}
    if card.baseline is not None:
        key, values = (
            "view.metric-from",
            {**values, "baseline": _amount(card.baseline, card, language)},
        )
    parts = []
    if card.target is not None:
        target = _amount(card.target, card, language)
        parts.append(translate("view.metric-goal", language, target=target))
    n = max((item.n or 0 for item in card.evidence), default=0)
    if n:
        parts.append(translate("scene.n", language, n=number(n, language)))
    if latest:
        day = date_text(latest.date, language, form="short")
        parts.append(translate("view.metric-day", language, date=day))
    return translate(key, language, **values), " · ".join(parts)


def _amount(value: float, card: Metric, language: str) -> str:
    if card.unit == "share":
        return percent(value, language)
    return duration_text(value, language) if card.unit == "seconds" else number(value, language)


def _standing(subject: Subject, kind: type[Card]) -> list[Placed]:
    known = {step.id: step for step in subject.journey.steps}
    return [
        Placed(card, known[cell.at])
        for _, cell, card in subject.journey.cards()
        if isinstance(card, kind) and cell.at in known
    ]
