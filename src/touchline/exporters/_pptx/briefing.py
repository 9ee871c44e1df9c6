"""
A few slides that tell what was found, for those who decide: six to ten, one thought on each (M19).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.exporters._pptx.desk import Desk, Page, Panel, Paragraph
from touchline.exporters._pptx.finding_pages import block_pages
from touchline.exporters._pptx.method_pages import method_pages
from touchline.exporters._pptx.opening_pages import overview_page, why_page
from touchline.exporters._pptx.plan_pages import change_pages, opportunity_pages
from touchline.i18n import percent, quote, translate
from touchline.lanes._details import figure_details
from touchline.model.experience import Opportunity, PainPoint
from touchline.scene.audiences.findings import standouts
from touchline.scene.audiences.standouts import opportunities, outcome_words, standout_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.model.structure import Card, Step
    from touchline.scene.audiences.findings import Standout

#: Slides after the cover.
_MOST = 9

#: Weak steps that get a slide of their own, opportunities and outcomes that are told at most.
_MOST_WEAK, _MOST_OPPORTUNITIES, _MOST_OUTCOMES = 2, 5, 6

#: Cards of one kind that a slide tells at most.
_MOST_CARDS = 4

#: Steps that stand out on each side of a slide.
_MOST_STEPS = 3


def briefing_pages(desk: Desk) -> list[Page]:
    """
    Tell a map in few slides: in short, why, the journey, what stands out, what to do, what came.

    Args:
        desk: The map and the size of a slide.

    Returns:
        The slides after the cover.
    """
    language = desk.subject.language
    _, bad = standouts(desk.subject)
    before = [
        *_one(_short(desk), "brief.in-short", language),
        *_one(why_page(desk), "deck.why", language),
        *_one(overview_page(desk), "deck.overview", language),
        *_one(_findings(desk), "deck.findings", language),
    ]
    after = [
        *_one(_to_do(desk), "deck.opportunities", language),
        *_one(_came_of_it(desk), "view.outcome", language),
        *_one(change_pages(desk), "deck.changes", language),
        *_one(method_pages(desk), "deck.methods", language),
    ]
    room = min(_MOST_WEAK, _MOST - len(before) - len(after))
    return [*before, *(page for one in bad[:room] for page in _weak(desk, one)), *after]


def _one(pages: Sequence[Page], key: str, language: str) -> list[Page]:
    """
    Keep the first of several pages of one title.
    """
    return [replace(page, title=translate(key, language)) for page in pages[:1]]


def _short(desk: Desk) -> list[Page]:
    subject, language, theme = desk.subject, desk.subject.language, desk.pen.theme
    good, bad = standouts(subject)
    panels = []
    if subject.journey.objective:
        words = [subject.said(subject.journey.objective.statement)]
        panels.append(_panel(desk, translate("scene.objective", language), "target", words))
    measures = subject.measures
    figure = measures.completion_to_read if measures else None
    if figure and figure.value is not None:
        share = percent(figure.value, language)
        _, _, basis = figure_details(figure, language).partition(" · ")
        words = [translate("brief.complete", language, share=share), basis]
    else:
        words = [translate("brief.unmeasured", language)]
    panels.append(_panel(desk, translate("brief.now", language), "gauge", words))
    for found, key, icon, colours in (
        (good, "strongest", "trending-up", (theme.opportunity, theme.opportunity_line)),
        (bad, "weakest", "trending-down", (theme.pain, theme.pain_line)),
    ):
        if found:
            name = subject.said(found[0].step.name)
            title = translate(f"brief.{key}", language, step=name)
            lines = standout_lines(subject, found[0])
            panels.append(_panel(desk, title, icon, lines, colours))
    if first := opportunities(subject)[:1]:
        words = [subject.said(first[0].step.name)]
        said = subject.said(first[0].card.text)
        title = translate("brief.first", language, opportunity=said)
        panels.append(_panel(desk, title, "lightbulb", words))
    return block_pages(desk, "", panels, n=2)


def _findings(desk: Desk) -> list[Page]:
    """
    Tell the strongest and the weakest steps beside each other.
    """
    subject, language, pen = desk.subject, desk.subject.language, desk.pen
    theme, styles = pen.theme, pen.styles
    panels = []
    for found, key, icon, fill, line, ink in (
        (0, "strengths", "trending-up", theme.opportunity, theme.opportunity_line, theme.good_ink),
        (1, "weaknesses", "trending-down", theme.pain, theme.pain_line, theme.bad_ink),
    ):
        paragraphs: list[Paragraph] = []
        for one in standouts(subject)[found][:_MOST_STEPS]:
            name, style = subject.said(one.step.name), pen.coloured(styles.strong, ink)
            spoken = subject.language_of(one.step.name)
            paragraphs.append(Paragraph(name, style, spoken, after=9.0))
            lines = standout_lines(subject, one)
            for i, words in enumerate(lines):
                each = styles.note if i % 2 else styles.cell
                paragraphs.append(Paragraph(words, each, language, after=1.0))
        if not paragraphs:
            paragraphs = [Paragraph(translate("deck.nothing", language), styles.cell, language)]
        title = translate(f"deck.{key}", language)
        panels.append(Panel(title, icon, tuple(paragraphs), fill, line, ink))
    return block_pages(desk, "", panels, n=2)


def _weak(desk: Desk, one: Standout) -> list[Page]:
    """
    Tell one weak step: what is known, what is said there, what hurts and what could be done.
    """
    subject, language, theme = desk.subject, desk.subject.language, desk.pen.theme
    red, green = (theme.pain, theme.pain_line), (theme.opportunity, theme.opportunity_line)
    pains = _at(desk, one.step, "pain-points")
    ids = {card.id for card in pains if isinstance(card, PainPoint)}
    could = [
        found.card
        for found in opportunities(subject)
        if isinstance(found.card, Opportunity)
        and (found.step.id == one.step.id or ids & set(found.card.answers))
    ]
    spoken = [
        quote(subject.said(card.text).strip('“”"„«»「」'), subject.language_of(card.text))
        for card in _at(desk, one.step, "thoughts")
        if subject.said(card.text)
    ]
    parts = (
        ("brief.figures", "gauge", standout_lines(subject, one), None),
        ("brief.hurts", "triangle-alert", [subject.said(card.text) for card in pains], red),
        ("brief.words", "message-circle", spoken, None),
        ("brief.could", "lightbulb", [subject.said(card.text) for card in could], green),
    )
    panels = [
        _panel(desk, translate(key, language), icon, words[:_MOST_CARDS], colours)
        for key, icon, words, colours in parts
        if words
    ]
    title = translate("brief.step", language, step=subject.said(one.step.name))
    return [replace(page, title=title) for page in block_pages(desk, title, panels, n=2)[:1]]


def _to_do(desk: Desk) -> list[Page]:
    """
    List the opportunities, or say that there are none yet.
    """
    found = opportunity_pages(desk, most=_MOST_OPPORTUNITIES)
    if found:
        return found
    words = [translate("view.no-opportunity", desk.subject.language)]
    title = translate("view.next", desk.subject.language)
    return block_pages(desk, title, [_panel(desk, title, "lightbulb", words)], n=1)


def _came_of_it(desk: Desk) -> list[Page]:
    """
    Tell what was measured of changes, or that nothing was yet.
    """
    language = desk.subject.language
    panels = [
        _panel(desk, name, "gauge", [basis])
        for name, basis in outcome_words(desk.subject)[:_MOST_OUTCOMES]
    ]
    if not panels:
        words = [translate("view.no-outcome", language)]
        panels = [_panel(desk, translate("view.outcome", language), "gauge", words)]
    return block_pages(desk, "", panels, n=2 if len(panels) > 1 else 1)


def _at(desk: Desk, step: Step, kind: str) -> list[Card]:
    cards = desk.subject.journey.cards()
    return [card for lane, cell, card in cards if lane.kind == kind and cell.at == step.id]


def _panel(
    desk: Desk,
    title: str,
    icon: str,
    words: Sequence[str],
    colours: tuple[str, str] | None = None,
) -> Panel:
    pen, theme, language = desk.pen, desk.pen.theme, desk.subject.language
    fill, line = colours or (theme.soft, theme.line)
    paragraphs = tuple(Paragraph(words, pen.styles.cell, language) for words in words if words)
    return Panel(title, icon, paragraphs, fill, line, theme.readable(theme.stage_hue(0)))
