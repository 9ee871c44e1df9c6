"""
What stands out on a map, and what the checks found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.exporters._pptx.desk import (
    GAP,
    SCALES,
    Desk,
    Page,
    Panel,
    Paragraph,
    draw_panel,
    in_blocks,
    numbered,
    paged,
)
from touchline.i18n import percent, translate
from touchline.lanes._details import figure_details
from touchline.lanes._scores import score_number
from touchline.linting.engine import lint
from touchline.measuring.measured import MeasuredMap
from touchline.scene.audiences.findings import Felt, Standing, moving, outstanding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.diagnostics import Diagnostic
    from touchline.lanes._pen import Pen

#: How many findings of the checks are shown.
_MOST_FINDINGS = 24

_SIGNS = {"error": "circle-x", "warning": "triangle-alert", "hint": "info"}


def standing_page(desk: Desk) -> list[Page]:
    """
    Tell strengths and weaknesses, measured ones with their interval and what they rest on.

    Args:
        desk: The map and the size of a slide.

    Returns:
        One page, or more where it does not fit; none when nothing is measured and nothing felt.
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
    panels = []
    for k, (name, icon, fill, line, ink) in enumerate(looks):
        found = [words for one in measured[k] for words in _measured_lines(desk, one, ink)]
        found += [words for one in sensed[k] for words in _felt_lines(desk, one, ink)]
        if not found:
            nothing = translate("deck.nothing", language)
            found = [Paragraph(nothing, pen.styles.cell, language)]
        title = translate(f"deck.{name}", language)
        panels.append(Panel(title, icon, tuple(found), fill, line, ink))
    keys = ["deck.rule-measured"] * is_measured + ["deck.rule-felt"] * any(sensed)
    rules = [translate(key, language) for key in keys]
    title = translate("deck.findings", language)
    for scale in SCALES:
        children, low = _side_by_side(pen, panels, rules, desk.width / scale)
        if low <= desk.height / scale:
            told = [line for panel in panels for line in ("", panel.title, *_words(panel))]
            notes = "\n".join([*told, "", *rules]).strip()
            return [Page(title=title, children=tuple(children), scale=scale, notes=notes)]
    words = tuple(Paragraph(rule, pen.styles.note, language) for rule in rules)
    panels.append(Panel("", "", words, theme.paper, theme.paper, theme.second))
    return block_pages(desk, title, panels, n=2)


def _words(panel: Panel) -> list[str]:
    return [paragraph.words for paragraph in panel.paragraphs]


def _side_by_side(
    pen: Pen, panels: Sequence[Panel], rules: Sequence[str], width: float
) -> tuple[list[Primitive], float]:
    """
    Set two blocks beside each other and the rules that chose them below.
    """
    each = (width - GAP) / 2
    drawn = [draw_panel(pen, panel, k * (each + GAP), 0, each) for k, panel in enumerate(panels)]
    children: list[Primitive] = [group for group, _ in drawn]
    low = max(bottom for _, bottom in drawn) + GAP - 5
    for rule in rules:
        text = pen.words(rule, pen.styles.note, x=0, y=low, width=width)
        children.append(text)
        low = text.y + text.height + 3
    return children, low


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

    def lay(width: float, height: float) -> list[list[Primitive]]:
        return in_blocks(desk.pen, panels, width, height, n=n)

    scale, drawn = paged(desk, lay)
    told = [say] if say else []
    for panel in panels:
        words = " ".join(paragraph.words for paragraph in panel.paragraphs)
        told.append(f"{panel.title}: {words}" if panel.title else words)
    notes = "\n".join(told)
    return [
        Page(
            title=numbered(title, i, len(drawn), language),
            children=tuple(children),
            scale=scale,
            notes=notes,
        )
        for i, children in enumerate(drawn, start=1)
    ]
