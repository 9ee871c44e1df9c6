"""
What stands out, what the checks found, and what follows from it: opportunities and changes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Group, Rect
from touchline.exporters._pptx_desk import (
    GAP,
    PAD,
    READING,
    Desk,
    Page,
    Panel,
    Paragraph,
    draw_panel,
    fitting,
    in_columns,
)
from touchline.exporters._pptx_findings import Felt, Standing, moving, outstanding
from touchline.i18n import date_text, list_text, number, percent, translate
from touchline.lanes._boxes import status_pill
from touchline.lanes._details import figure_details
from touchline.lanes._scores import score_number
from touchline.linting.engine import lint
from touchline.measuring.measured import MeasuredMap
from touchline.model.experience import Change, Opportunity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.diagnostics import Diagnostic
    from touchline.model.structure import Card, Step

#: How many findings of the checks are shown.
_MOST_FINDINGS = 24

_SIGNS = {"error": "circle-x", "warning": "triangle-alert", "hint": "info"}


class _Item(NamedTuple):
    """
    A card with the step at which it stands.
    """

    card: Card
    step: Step


def standing_page(desk: Desk) -> list[Page]:
    """
    Tell strengths and weaknesses, measured ones with their interval and what they rest on.

    Args:
        desk: The map and the size of a slide.

    Returns:
        One page; none when nothing is measured and nothing felt.
    """
    subject, pen, theme = desk.subject, desk.pen, desk.pen.theme
    language = subject.language
    measured, sensed = outstanding(subject), moving(subject)
    is_measured = subject.measures is not None
    if not is_measured and not any(sensed):
        return []
    looks = (
        ("strengths", "trending-up", theme.opportunity, theme.opportunity_line, theme.good_ink),
        ("weaknesses", "trending-down", theme.pain, theme.pain_line, theme.bad_ink),
    )
    width, _height = desk.width / READING, desk.height / READING
    each = (width - GAP) / 2
    children: list[Primitive] = []
    notes: list[str] = []
    low = 0.0
    for k, (name, icon, fill, line, ink) in enumerate(looks):
        title = translate(f"deck.{name}", language)
        found = [paragraph for one in measured[k] for paragraph in _measured_lines(desk, one, ink)]
        found += [paragraph for one in sensed[k] for paragraph in _felt_lines(desk, one, ink)]
        if not found:
            nothing = translate("deck.nothing", language)
            found = [Paragraph(nothing, pen.styles.cell, language)]
        group, bottom = draw_panel(
            pen, Panel(title, icon, tuple(found), fill, line, ink), k * (each + GAP), 0, each
        )
        children.append(group)
        notes += [title, *(paragraph.words for paragraph in found), ""]
        low = max(low, bottom)
    rules = ["deck.rule-measured"] * is_measured + ["deck.rule-felt"] * any(sensed)
    for rule in rules:
        words = translate(rule, language)
        text = pen.words(words, pen.styles.note, x=0, y=low + 10, width=width)
        children.append(text)
        notes.append(words)
        low = text.y + text.height
    # A page that is a little too high is set a little smaller rather than cut.
    scale = min(READING, desk.height / low)
    title = translate("deck.findings", language)
    return [Page(title=title, children=tuple(children), scale=scale, notes="\n".join(notes))]


def _measured_lines(desk: Desk, one: Standing, ink: str) -> list[Paragraph]:
    subject, styles, language = desk.subject, desk.pen.styles, desk.subject.language
    name = subject.said(one.step.name)
    share = percent(one.figure.value or 0.0, language)
    others = translate("deck.others", language, share=percent(one.others, language))
    goes = translate("deck.go-on", language, share=share)
    _, _, basis = figure_details(one.figure, language).partition(" · ")
    return [
        Paragraph(
            name,
            desk.pen.coloured(styles.strong, ink),
            subject.language_of(one.step.name),
            after=8.0,
        ),
        Paragraph(f"{goes} · {others}", styles.cell, language, after=1.0),
        Paragraph(basis, styles.note, language, after=0.0),
    ]


def _felt_lines(desk: Desk, one: Felt, ink: str) -> list[Paragraph]:
    subject, styles, language = desk.subject, desk.pen.styles, desk.subject.language
    score = score_number(one.card.score, one.card.scale_in(one.lane), language)
    told = translate("deck.feels", language, score=score)
    text = one.card.text or one.card.cause
    words = " · ".join(part for part in (told, subject.said(text)) if part)
    grade = translate(f"grade.{one.card.grade}", language)
    return [
        Paragraph(
            subject.said(one.step.name),
            desk.pen.coloured(styles.strong, ink),
            subject.language_of(one.step.name),
            after=8.0,
        ),
        Paragraph(words, styles.cell, language, after=1.0),
        Paragraph(grade, styles.note, language, after=0.0),
    ]


def check_pages(desk: Desk, today: dt.date) -> list[Page]:
    """
    List what the checks found, graver findings first.

    Args:
        desk: The map and the size of a slide.
        today: The day on which reviews and evidence are dated.

    Returns:
        One page or more; none when nothing was found.
    """
    subject, pen, theme = desk.subject, desk.pen, desk.pen.theme
    measures = subject.measures
    whole = MeasuredMap(subject.journey, measures) if measures else subject.journey
    order = tuple(_SIGNS)
    found = sorted(lint(whole, today=today), key=lambda one: order.index(one.severity))
    if not found:
        return []
    language = subject.language
    inks = {"error": theme.bad_ink, "warning": theme.warn, "hint": theme.second}
    panels = [
        Panel(
            _place(desk, one),
            _SIGNS[one.severity],
            (Paragraph(one.told(language), pen.styles.cell, language, after=2.0),),
            theme.soft,
            theme.line,
            inks[one.severity],
        )
        for one in found[:_MOST_FINDINGS]
    ]
    if len(found) > _MOST_FINDINGS:
        more = translate("deck.more-findings", language, n=len(found) - _MOST_FINDINGS)
        words = (Paragraph(more, pen.styles.note, language),)
        panels.append(Panel("", "", words, theme.paper, theme.paper, theme.second))
    return block_pages(desk, translate("deck.checks", language), panels, n=2)


def _place(desk: Desk, found: Diagnostic) -> str:
    """
    Name the place of a finding as the map calls it.
    """
    subject = desk.subject
    if found.at is None:
        return subject.said(subject.journey.title)
    for step in subject.journey.steps:
        if step.id == found.at.id_of("step"):
            return subject.said(step.name)
    for stage in subject.journey.stages:
        if stage.id == found.at.id_of("stage"):
            return subject.said(stage.name)
    return subject.said(subject.journey.title)


def block_pages(
    desk: Desk, title: str, panels: Sequence[Panel], *, n: int, say: str = ""
) -> list[Page]:
    """
    Set blocks of words on as many pages as they need.

    Args:
        desk: The size of a slide.
        title: The title of the pages.
        panels: The blocks.
        n: How many columns a page has.
        say: What to say first.

    Returns:
        The pages, numbered in their titles when there are several.
    """
    language = desk.subject.language
    width, height = desk.width / READING, desk.height / READING
    each = (width - (n - 1) * GAP) / n
    parts = [part for panel in panels for part in fitting(desk.pen, panel, each, height)]
    draws = [partial(draw_panel, desk.pen, part) for part in parts]
    drawn = in_columns(draws, width=width, height=height, n=n)
    told = [say] if say else []
    for panel in panels:
        words = " ".join(paragraph.words for paragraph in panel.paragraphs)
        told.append(f"{panel.title}: {words}" if panel.title else words)
    notes = "\n".join(told)
    return [
        Page(
            title=numbered(title, i, len(drawn), language),
            children=tuple(children),
            scale=READING,
            notes=notes,
        )
        for i, children in enumerate(drawn, start=1)
    ]


def numbered(title: str, part: int, parts: int, language: str) -> str:
    """
    Say which of several slides of one title this is.

    Args:
        title: The title.
        part: Its number, from 1.
        parts: How many there are.
        language: The reader's language tag.

    Returns:
        The title, with both numbers where there are several.
    """
    if parts == 1:
        return title
    count = {"part": number(part, language), "parts": number(parts, language)}
    return translate("deck.part", language, title=title, **count)


def _items(desk: Desk, kind: type[Card]) -> list[_Item]:
    known = {step.id: step for step in desk.subject.journey.steps}
    return [
        _Item(card, known[cell.at])
        for _, cell, card in desk.subject.journey.cards()
        if isinstance(card, kind) and cell.at in known
    ]


def opportunity_pages(desk: Desk) -> list[Page]:
    """
    List the opportunities that nobody has dropped, the most promising first.

    Args:
        desk: The map and the size of a slide.

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
    language = desk.subject.language
    say = translate("deck.say-changes", language, n=len(found))
    return _row_pages(desk, translate("deck.changes", language), found, say)


def _day(card: Card) -> dt.date | None:
    return (card.due or card.since) if isinstance(card, Change) else None


def _row_pages(desk: Desk, title: str, items: Sequence[_Item], say: str) -> list[Page]:
    if not items:
        return []
    width, height = desk.width / READING, desk.height / READING
    draws = [partial(_draw_row, desk, item) for item in items]
    pages = in_columns(draws, width=width, height=height, n=1 if len(items) <= 4 else 2)  # noqa: PLR2004 (few rows are set over the whole width)
    language = desk.subject.language
    told = [say, *(_told(desk, item) for item in items)]
    return [
        Page(
            title=numbered(title, i, len(pages), language),
            children=tuple(children),
            scale=READING,
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
    pains = {one.id: one for _, _, one in subject.journey.cards()}
    ids = getattr(card, "answers", ())
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
