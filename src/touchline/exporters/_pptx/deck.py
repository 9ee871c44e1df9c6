"""
A map as a deck: what it is about, the map itself, each stage, and what follows from it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Rect, Scene
from touchline.document.extent import is_comprehensive
from touchline.exporters._pptx.briefing import briefing_pages
from touchline.exporters._pptx.desk import Desk, Page
from touchline.exporters._pptx.finding_pages import check_pages, standing_page
from touchline.exporters._pptx.map_pages import map_pages
from touchline.exporters._pptx.method_pages import method_pages
from touchline.exporters._pptx.opening_pages import COVER, cover, overview_page, why_page
from touchline.exporters._pptx.package import Deck, Slide
from touchline.exporters._pptx.plan_pages import change_pages, opportunity_pages
from touchline.exporters._pptx.stage_pages import stage_pages
from touchline.exporters._pptx.template import Frame
from touchline.i18n import date_text, is_right_to_left, translate
from touchline.lanes._pen import Pen
from touchline.scene.compose import finished
from touchline.scene.shown_part import part_words

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.exporters._pptx.template import Template
    from touchline.scene.subject import Subject

#: A map that says of no day when it was looked over is checked as on the first day there is, so
#: that the same map gives the same deck tomorrow.
_NO_DAY = dt.date.min


#: How far a ground of our own reaches around the content, px.
_MARGIN = 12.0


def deck_of(subject: Subject, template: Template, *, is_briefing: bool = False) -> Deck:
    """
    Make the slides of a map.

    Args:
        subject: The map as one reader sees it.
        template: What the slides stand on.
        is_briefing: Tell what was found in few slides instead of the whole map.

    Returns:
        The deck.
    """
    shows_grades = any(card.evidence for _, _, card in subject.journey.cards())
    pen = Pen(theme=template.theme, language=subject.language, shows_grades=shows_grades)
    frame = template.body
    desk = Desk(subject=subject, pen=pen, width=frame.width, height=frame.height)
    day = _day_of(subject)
    pages = briefing_pages(desk) if is_briefing else _all_pages(desk, day or _NO_DAY)
    title = subject.said(subject.journey.title)
    slides = [_cover(desk, template, day), *(_slide(desk, template, page, title) for page in pages)]
    return Deck(
        title=title,
        about=_about(subject),
        language=subject.language,
        is_rtl=is_right_to_left(subject.language),
        template=template,
        slides=tuple(slides),
        day=day,
    )


def _all_pages(desk: Desk, day: dt.date) -> list[Page]:
    shown, found = [*map_pages(desk), *stage_pages(desk)], standing_page(desk)
    # A map that is too large to be taken in at once is summed up before it is shown.
    is_first = is_comprehensive(desk.subject.journey)
    return [
        *why_page(desk),
        *overview_page(desk),
        *(found + shown if is_first else shown + found),
        *check_pages(desk, day),
        *opportunity_pages(desk),
        *change_pages(desk),
        *method_pages(desk),
    ]


def _day_of(subject: Subject) -> dt.date | None:
    """
    Date a deck by its map and never by the clock, so that equal maps give equal decks.
    """
    if subject.measures is not None:
        return subject.measures.provenance.measured_at.date()
    return subject.journey.review.last


def _about(subject: Subject) -> str:
    journey = subject.journey
    return translate(
        "scene.description",
        subject.language,
        stages=len(journey.stages),
        steps=len(journey.steps),
        lanes=len(journey.lanes),
    )


def _slide(desk: Desk, template: Template, page: Page, footer: str) -> Slide:
    frame = template.body
    width, height = frame.width / page.scale, frame.height / page.scale
    children = page.children
    if not template.has_ground:
        # Words on a picture or a run of colours need a ground of their own.
        ground = Rect(
            x=-_MARGIN,
            y=-_MARGIN,
            width=width + 2 * _MARGIN,
            height=height + 2 * _MARGIN,
            fill=desk.pen.theme.paper,
            radius=_MARGIN,
        )
        children = (ground, *children)
    scene = _scene(desk, children, width, height)
    return Slide(
        title=page.title,
        scene=scene,
        scale=page.scale,
        frame=frame,
        notes=page.notes,
        footer=footer,
    )


def _scene(desk: Desk, children: tuple[Primitive, ...], width: float, height: float) -> Scene:
    """
    Turn what was laid out from the inline start to the side where the language begins.
    """
    return finished(
        Scene(
            width=width,
            height=height,
            title="",
            description="",
            language=desk.subject.language,
            is_rtl=False,
            background=desk.pen.theme.paper,
            children=children,
        )
    )


def _cover(desk: Desk, template: Template, day: dt.date | None) -> Slide:
    subject, language = desk.subject, desk.subject.language
    journey = subject.journey
    parts = []
    if journey.type:
        parts.append(translate(f"scene.type-{journey.type}", language))
    if persona := journey.primary_persona:
        parts.append(subject.said(persona.name))
    if day:
        parts.append(date_text(day, language))
    if journey.is_invented:
        parts.append(translate("scene.invented", language))
    parts += part_words(subject)
    title = subject.said(journey.title)
    scene = None
    if template.has_cover:
        drawn = cover(desk, template.width, template.height)
        scene = _scene(desk, drawn, template.width / COVER, template.height / COVER)
    return Slide(
        title=title,
        layout="title",
        line=" · ".join(part for part in parts if part),
        scene=scene,
        scale=COVER,
        frame=Frame(0, 0, template.width, template.height),
        notes=translate("deck.say-cover", language, title=title, about=_about(subject)),
    )
