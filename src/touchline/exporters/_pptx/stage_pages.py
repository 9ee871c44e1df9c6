"""
A slide for each stage: everything that the map tells of it, block by block.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Icon, Path, Text
from touchline.exporters._pptx.desk import (
    GAP,
    Desk,
    Page,
    Panel,
    Paragraph,
    in_blocks,
    numbered,
    paged,
    silent_words,
)
from touchline.i18n import number, translate
from touchline.lanes import LANES, Column, Row
from touchline.scene.audiences.ribbon import stage_columns
from touchline.scene.heads import lane_title, stages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Primitive
    from touchline.model.structure import Lane, Stage

#: How many columns a page has, and how many stages the ribbon above them shows at most.
_COLUMNS, _MOST_RIBBON = 3, 8

#: A stage's name is not pressed into less than this, px.
_LEAST_LABEL = 132.0

#: The kinds of lanes whose blocks are coloured, as their cards are on the map.
_GROUNDS = {
    "pain-points": ("pain", "pain_line", "bad_ink"),
    "barriers": ("pain", "pain_line", "bad_ink"),
    "opportunities": ("opportunity", "opportunity_line", "good_ink"),
    "solutions": ("opportunity", "opportunity_line", "good_ink"),
}


#: Lanes that say how well the others are known; the last slides tell that for the whole map.
_LEFT_OUT = {"evidence"}


def stage_pages(desk: Desk) -> list[Page]:
    """
    Tell each stage.

    Args:
        desk: The map and the size of a slide.

    Returns:
        A page for each stage with steps, or more where it does not fit.
    """
    found = [stage for stage in desk.subject.journey.stages if stage.steps]
    pages: list[Page] = []
    for i, stage in enumerate(found):
        pages += _pages(desk, stage, i, found)
    return pages


def _pages(desk: Desk, stage: Stage, index: int, found: list[Stage]) -> list[Page]:
    subject, language = desk.subject, desk.subject.language
    panels = list(_panels(desk, stage))

    def lay(width: float, height: float) -> list[list[Primitive]]:
        ribbon, top = _ribbon(desk, stage, found, width)
        blocks = in_blocks(desk.pen, panels, width, height, n=_COLUMNS, top=top + GAP)
        return [[*ribbon, *children] for children in blocks or [[]]]

    beside = min(len(found), _MOST_RIBBON)
    scale, drawn = paged(desk, lay, desk.width / (_LEAST_LABEL * beside))
    title = translate(
        "deck.stage",
        language,
        n=number(index + 1, language),
        all=number(len(found), language),
        name=subject.said(stage.name),
    )
    return [
        Page(
            title=numbered(title, i, len(drawn), language),
            children=tuple(children),
            scale=scale,
            notes=_notes(panels),
        )
        for i, children in enumerate(drawn, start=1)
    ]


def _ribbon(
    desk: Desk, stage: Stage, found: list[Stage], width: float
) -> tuple[list[Primitive], float]:
    """
    Show where in the journey a stage lies; the others are pale.
    """
    theme = desk.pen.theme
    index = found.index(stage)
    first = max(0, min(index - _MOST_RIBBON // 2, len(found) - _MOST_RIBBON))
    placed = stage_columns(desk.subject, desk.pen, found[first : first + _MOST_RIBBON], width)
    groups, low = stages(desk.subject, desk.pen, placed, 0)
    drawn: list[Primitive] = []
    for column, group in zip(placed, groups, strict=True):
        if column.stage.id == stage.id:
            drawn.append(group)
        else:
            drawn.append(_paled(group, theme.tint(column.hue, 0.09), column.ink))
    return drawn, low


def _paled(group: Group, fill: str, ink: str) -> Group:
    children: list[Primitive] = []
    for child in group.children:
        if isinstance(child, Path):
            children.append(replace(child, fill=fill))
        elif isinstance(child, Text | Icon):
            children.append(replace(child, colour=ink))
        else:
            children.append(child)
    return replace(group, children=tuple(children))


def _panels(desk: Desk, stage: Stage) -> Iterator[Panel]:
    """
    Collect what each lane says of a stage.
    """
    subject, theme = desk.subject, desk.pen.theme
    hue = theme.stage_hue(subject.journey.stages.index(stage))
    ink = theme.readable(hue)
    order = tuple(
        Column(step=step, stage=each) for each in subject.journey.stages for step in each.steps
    )
    if panel := _steps(desk, stage, hue, ink):
        yield panel
    for lane in subject.journey.lanes:
        if lane.kind in _LEFT_OUT:
            continue
        paragraphs = tuple(_paragraphs(desk, lane, stage, order, ink))
        if not paragraphs:
            continue
        names = _GROUNDS.get(lane.kind)
        fill, line, mark = (
            [getattr(theme, name) for name in names] if names else (theme.soft, theme.line, ink)
        )
        icon = LANES[lane.kind].icon if lane.kind in LANES else "text"
        yield Panel(lane_title(subject, lane), icon, paragraphs, fill, line, mark)


def _steps(desk: Desk, stage: Stage, hue: str, ink: str) -> Panel | None:
    """
    Name the steps of a stage, with their purpose.
    """
    subject, pen, theme = desk.subject, desk.pen, desk.pen.theme
    found: list[Paragraph] = []
    for step in stage.steps:
        words, language = subject.said(step.name), subject.language_of(step.name)
        found.append(Paragraph(words, pen.coloured(pen.styles.strong, ink), language))
        if purpose := subject.said(step.purpose):
            told = subject.language_of(step.purpose)
            found.append(Paragraph(purpose, pen.styles.note, told, after=0.0))
    title = translate("deck.steps", subject.language)
    return Panel(
        title, "footprints", tuple(found), theme.tint(hue, 0.05), theme.tint(hue, 0.25), ink
    )


def _paragraphs(
    desk: Desk, lane: Lane, stage: Stage, order: tuple[Column, ...], ink: str
) -> Iterator[Paragraph]:
    subject, styles = desk.subject, desk.pen.styles
    kind = LANES.get(lane.kind)
    row = Row(
        lane=lane,
        journey=subject.journey,
        measures=subject.measures,
        columns=order,
        language=subject.language,
    )
    # A block that only says that nothing is known at a step would hide those that know something.
    silent = silent_words(subject.language)
    for step in stage.steps:
        told = kind.tell(row, step.id) if kind else ()
        lines = [line for line in told if line and line not in silent]
        if not lines:
            continue
        language = _language_of(desk, lane, step.id)
        if len(stage.steps) > 1:
            name = subject.said(step.name)
            style = desk.pen.coloured(styles.tag, ink)
            yield Paragraph(name, style, subject.language_of(step.name), after=6.0)
        for i, line in enumerate(lines):
            yield Paragraph(line, styles.cell, language, after=1.0 if i == 0 else 3.0)


def _language_of(desk: Desk, lane: Lane, step: str) -> str:
    """
    Say which language the words at a step are in, which decides how they break.
    """
    subject = desk.subject
    for cell in lane.cells:
        if cell.at == step:
            for card in cell.cards:
                if card.text:
                    return subject.language_of(card.text)
    return subject.language


def _notes(panels: list[Panel]) -> str:
    lines: list[str] = []
    for panel in panels:
        lines += ["", panel.title]
        lines += [paragraph.words for paragraph in panel.paragraphs]
    return "\n".join(lines).strip()
