"""
The first slides: whose journey it is and why it was mapped, and all of it at a glance.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Rect
from touchline.exporters._pptx.desk import (
    GAP,
    PAD,
    Desk,
    Page,
    Panel,
    Paragraph,
    in_blocks,
    numbered,
    paged,
)
from touchline.i18n import list_text, quote, translate
from touchline.lanes._details import figure_details
from touchline.lanes._images import shown_image
from touchline.lanes._pen import diamond
from touchline.scene.audiences.findings import felt
from touchline.scene.audiences.ribbon import feelings, stage_columns
from touchline.scene.header import purpose
from touchline.scene.heads import stages
from touchline.scene.people import disc
from touchline.scene.tiles import tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes import Column
    from touchline.model.experience import Persona
    from touchline.model.structure import Stage
    from touchline.model.text import LocalText

#: Pixels of the slide per pixel of the page at a glance.
_GLANCE = 1.25

#: Stages beside each other at most, and the height of the curve below them, px.
_MOST_BESIDE, _CURVE = 7, 118.0

#: The curve takes the room that is left up to this height, px.
_HIGHEST_CURVE = 200.0

#: Most steps that are named below one stage; the others are counted.
_MOST_STEPS = 9

#: How many columns the first page of words has.
_COLUMNS = 2


def why_page(desk: Desk) -> list[Page]:
    """
    Tell objective, goal and scenario, and beside them whose journey it is.

    Args:
        desk: The map and the size of a slide.

    Returns:
        One page or more; none when nothing of it is known.
    """
    subject, pen = desk.subject, desk.pen
    theme = pen.theme
    icons = ("target", "flag", "map-pin")
    panels = [
        Panel(
            label,
            icon,
            (Paragraph(words, pen.styles.cell, language),),
            theme.soft,
            theme.line,
            theme.readable(theme.stage_hue(0)),
        )
        for (label, words, language), icon in zip(purpose(subject), icons, strict=False)
    ]
    panels += [_persona(desk, persona) for persona in _in_order(desk)]
    if not panels:
        return []

    def lay(width: float, height: float) -> list[list[Primitive]]:
        return in_blocks(pen, panels, width, height, n=_COLUMNS)

    scale, pages = paged(desk, lay)
    notes = "\n".join(
        f"{panel.title}: {paragraph.words}" for panel in panels for paragraph in panel.paragraphs
    )
    title = translate("deck.why", subject.language)
    return [
        Page(
            title=numbered(title, i, len(pages), subject.language),
            children=tuple(children),
            scale=scale,
            notes=notes,
        )
        for i, children in enumerate(pages, start=1)
    ]


def _in_order(desk: Desk) -> list[Persona]:
    journey = desk.subject.journey
    first = journey.primary_persona
    return sorted(journey.personas, key=lambda persona: persona is not first)


def _persona(desk: Desk, persona: Persona) -> Panel:
    subject, pen, theme = desk.subject, desk.pen, desk.pen.theme
    styles = pen.styles
    found: list[Paragraph] = []

    def add(text: LocalText | None, style: TextStyle | None = None, after: float = 3.0) -> None:
        if words := subject.said(text):
            chosen = style or styles.cell
            found.append(Paragraph(words, chosen, subject.language_of(text), after=after))

    add(persona.role, pen.coloured(styles.tag, theme.second))
    add(persona.summary)
    add(persona.background)
    if persona.quote:
        language = subject.language_of(persona.quote)
        words = quote(subject.said(persona.quote).strip('“”"„«»「」'), language)
        found.append(Paragraph(words, styles.quote, language, after=6.0))
    if share := _share(desk, persona):
        found.append(Paragraph(share, styles.note, subject.language))
    for key, texts in (
        ("deck.goals", persona.goals),
        ("deck.needs", persona.needs),
        ("deck.behaviours", persona.behaviours),
    ):
        if texts:
            label = translate(key, subject.language)
            found.append(Paragraph(label, styles.tag, subject.language, after=7.0))
        for text in texts:
            add(text, after=1.0)
    index = subject.journey.personas.index(persona)
    name = subject.said(persona.name) or persona.id
    ink = theme.readable(theme.stage_hue(index + 5))
    if shown_image(persona.image) is None:
        return Panel(name, "user-round", tuple(found), theme.soft, theme.line, ink)

    def face(x: float, y: float, size: float) -> tuple[Primitive, ...]:
        return disc(subject, pen, persona, x=x, y=y, size=size)

    return Panel(name, "", tuple(found), theme.soft, theme.line, ink, face)


def _share(desk: Desk, persona: Persona) -> str:
    """
    Say how many customers are of a persona's kind, where that was measured.
    """
    measures, language = desk.subject.measures, desk.subject.language
    found = (
        [one.share for one in measures.personas if one.persona == persona.id] if measures else []
    )
    if not found or found[0].value is None:
        return ""
    return figure_details(found[0], language)


def overview_page(desk: Desk) -> list[Page]:
    """
    Show all stages with their steps, and the feelings along them.

    Args:
        desk: The map and the size of a slide.

    Returns:
        One page or more; none for a map without stages.
    """
    journey, language = desk.subject.journey, desk.subject.language
    found = [stage for stage in journey.stages if stage.steps]
    if not found:
        return []
    n_pages = -(-len(found) // _MOST_BESIDE)
    each = -(-len(found) // n_pages)
    title = translate("deck.overview", language)
    pages = []
    for i in range(n_pages):
        part = found[i * each : (i + 1) * each]
        pages.append(_glance(desk, part, numbered(title, i + 1, n_pages, language)))
    return pages


def _glance(desk: Desk, part: Sequence[Stage], title: str) -> Page:
    subject, pen = desk.subject, desk.pen
    width, height = desk.width / _GLANCE, desk.height / _GLANCE
    placed = stage_columns(subject, pen, part, width)
    ribbon, top = stages(subject, pen, placed, 0)
    has_curve = len(felt(subject)) > 1
    room = height - top - (_CURVE + GAP if has_curve else 0)
    children: list[Primitive] = list(ribbon)
    cards = [_steps(desk, column, top + 10, room - 10) for column in placed]
    low = max(low for _, low in cards)
    for column, (group, _) in zip(placed, cards, strict=True):
        box = Rect(
            x=column.x,
            y=top + 10,
            width=column.width - 8,
            height=low - top - 10,
            fill=pen.theme.tint(column.hue, 0.05),
            radius=12,
        )
        children.append(replace(group, children=(box, *group.children)))
    if has_curve:
        below = low + GAP + 6
        children += feelings(subject, pen, placed, below, min(height - below, _HIGHEST_CURVE))
    lines = []
    for stage in part:
        names = list_text([subject.said(step.name) for step in stage.steps], subject.language)
        lines.append(f"{subject.said(stage.name)}: {names}")
    return Page(title=title, children=tuple(children), scale=_GLANCE, notes="\n".join(lines))


def _steps(desk: Desk, column: Column, top: float, room: float) -> tuple[Group, float]:
    """
    Name the steps of a stage, one below the other.
    """
    subject, pen = desk.subject, desk.pen
    children: list[Primitive] = []
    low = top + PAD - 4
    left, width = column.x + PAD - 2, column.width - 8 - 2 * (PAD - 2)
    for i, step in enumerate(column.stage.steps):
        text = pen.words(
            subject.said(step.name),
            pen.styles.cell,
            x=left + 12,
            y=low,
            width=width - 12,
            language=subject.language_of(step.name),
            max_lines=3,
        )
        rest = len(column.stage.steps) - i
        if text.y + text.height + PAD > top + room and rest:
            told = translate("scene.more", subject.language, n=rest)
            text = pen.words(told, pen.styles.note, x=left + 12, y=low, width=width - 12)
            children.append(text)
            low = text.y + text.height + 5
            break
        radius = 3.0 if not step.is_moment_of_truth else 4.5
        cy = low + text.height / max(len(text.lines), 1) / 2
        mark: Primitive = Ellipse(cx=left + 3, cy=cy, rx=radius, ry=radius, fill=column.ink)
        if step.is_moment_of_truth:
            mark = diamond(left + 3, cy, 4.5, fill=pen.theme.paper, stroke=column.ink)
        children += [mark, text]
        low = text.y + text.height + 5
    name = subject.said(column.stage.name)
    return Group(children=tuple(children), role="stage", title=name), low + PAD - 9


def cover(desk: Desk, width: float, height: float) -> tuple[Primitive, ...]:
    """
    Draw what a cover shows beside its words: the stages as a ribbon and the figures of the map.

    Args:
        desk: The map.
        width: The width of the slide, px.
        height: Its height, px.

    Returns:
        The primitives, from the inline start.
    """
    subject, pen = desk.subject, desk.pen
    margin, scale = 72 / COVER, COVER
    room = width / scale - 2 * margin
    children: list[Primitive] = []
    found = [stage for stage in subject.journey.stages if stage.steps]
    top = _RIBBON_AT * height / scale
    rows = -(-len(found) // _MOST_RIBBON)
    each = -(-len(found) // max(rows, 1))
    for i in range(rows if rows <= _MOST_ROWS else 0):
        placed = tuple(
            replace(column, x=column.x + margin)
            for column in stage_columns(subject, pen, found[i * each : (i + 1) * each], room)
        )
        ribbon, top = stages(subject, pen, placed, top + 4 * (i > 0))
        children += ribbon
    figures = tiles(subject)
    wide = min(180.0, (room - 3 * GAP) / 4)
    for i, tile in enumerate(figures[:4]):
        left, y = margin + i * (wide + GAP), top + 30
        value = pen.words(tile.value, pen.styles.tile, x=left, y=y, width=wide, max_lines=1)
        label = pen.words(
            tile.label, pen.styles.note, x=left, y=y + value.height, width=wide, max_lines=2
        )
        notes = pen.words(
            " · ".join(tile.notes),
            pen.styles.note,
            x=left,
            y=label.y + label.height,
            width=wide,
            max_lines=2,
        )
        children.append(Group(children=(value, label, notes), role="figure", title=tile.details))
    return tuple(children)


#: Pixels of the slide per pixel of the cover's picture, and the stages in its ribbon at most.
COVER, _MOST_RIBBON = 1.4, 8

#: Rows of the ribbon at most; longer journeys are shown on the next slides only.
_MOST_ROWS = 2

#: Where the ribbon lies on the cover, in parts of its height.
_RIBBON_AT = 0.57
