"""
Whose journey it is: a sheet of each persona, compared where there are several (R-083).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Group, Icon, Rect
from touchline.i18n import translate
from touchline.lanes._pen import Pen
from touchline.location import Location
from touchline.model.map import Review
from touchline.scene.header import header
from touchline.scene.heads import head_width, stages, steps, tints
from touchline.scene.legend import Entry, footer, legend
from touchline.scene.panels.kept import told_lanes
from touchline.scene.panels.signs import feeling_entries, interval_entry
from touchline.scene.portraits.beside import alone, beside
from touchline.scene.portraits.journey import (
    by_stage,
    curves,
    fields,
    least_width,
    names_steps,
    narrow_columns,
)
from touchline.scene.portraits.traits import share_of
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.scene.subject import Subject

#: The width of the content, and the width beyond which personas do not grow, px.
_WIDTH, _WIDEST = 1160.0, 1760.0

#: Personas that stand beside each other.
_MOST = 3

#: After the names of rows, between two parts of the sheet, and inside a box without a persona, px.
_AFTER_HEAD, _BETWEEN, _PAD = 14.0, 24.0, 18.0


class Portrait(Style):
    """
    Personas with all that is known of them, then the journey as they feel it.
    """

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place header, personas, journey and legend from top to bottom.
        """
        shows_grades = any(card.evidence for _, _, card in subject.journey.cards())
        pen = Pen(theme=theme, language=subject.language, shows_grades=shows_grades)
        x, head = MARGIN + PAD, head_width(subject, pen)
        wished = _WIDTH if width is None else max(_WIDTH, width - 2 * (MARGIN + PAD))
        content = max(wished, head + _AFTER_HEAD + least_width(subject, pen))
        top, low = header(_about(subject), pen, x=x, top=MARGIN + PAD - 2, width=content)
        children: list[Primitive] = [top]
        people, low = _people(subject, pen, x=x, head=head, top=low + _BETWEEN, width=content)
        children += people
        journey, low = _journey(subject, pen, x=x, head=head, top=low + _BETWEEN, end=x + content)
        children += journey
        entries = _entries(subject, pen)
        group, bottom = legend(subject, pen, x=x, top=low + 14, width=content, entries=entries)
        if group:
            children.append(group)
            low = bottom
        group, bottom = footer(subject, pen, x=x, top=low + 14, width=content)
        if group:
            children.append(group)
            low = bottom
        return sheet(subject, theme, x + content + PAD, low + PAD - 4, children)


def _about(subject: Subject) -> Subject:
    """
    Leave to the header what the map is about; its people and numbers come below.
    """
    bare = {"personas": (), "lanes": (), "review": Review()}
    return replace(subject, journey=subject.journey.model_copy(update=bare), measures=None)


def _people(
    subject: Subject, pen: Pen, *, x: float, head: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place the persona whose view the map takes first, then the others, three in a row.
    """
    personas = list(subject.journey.personas)
    if not personas:
        return _nobody(pen, x=x, top=top, width=width)
    wide = min(width, _WIDEST)
    first = subject.journey.primary_persona
    personas.sort(key=lambda persona: persona is not first)
    if len(personas) == 1:
        return alone(subject, pen, personas[0], x=x, top=top, width=wide)
    # As many in each row as in the others, so that no card stands alone.
    rows = -(-len(personas) // _MOST)
    each = -(-len(personas) // rows)
    drawn: list[Primitive] = []
    low = top
    for i in range(0, len(personas), each):
        found, low = beside(
            subject,
            pen,
            personas[i : i + each],
            places=each,
            x=x,
            head=head,
            top=low if i == 0 else low + _BETWEEN,
            width=wide,
        )
        drawn += found
    return drawn, low


def _nobody(pen: Pen, *, x: float, top: float, width: float) -> tuple[list[Primitive], float]:
    """
    Say that the map names no persona, and how it gets one.
    """
    theme, language = pen.theme, pen.language
    said, how = (translate(f"scene.portrait-{key}", language) for key in ("none", "none-how"))
    left, room = x + 2 * _PAD + 24, min(width - 3 * _PAD - 24, 620.0)
    title = pen.words(said, pen.styles.head, x=left, y=top + _PAD - 2, width=room, max_lines=3)
    text = pen.words(
        how, pen.styles.note, x=left, y=title.y + title.height + 2, width=room, max_lines=6
    )
    low = text.y + text.height + _PAD - 2
    box = Rect(
        x=x,
        y=top,
        width=width,
        height=low - top,
        fill=theme.soft,
        stroke=theme.rule,
        radius=12,
        dash=(4, 4),
    )
    y = top + (low - top - 24) / 2
    icon = Icon(name="user-round", x=x + _PAD, y=y, size=24, colour=theme.second)
    children = (box, icon, title, text)
    return [Group(children=children, role="note", title=said, details=how, at=Location())], low


def _journey(
    subject: Subject, pen: Pen, *, x: float, head: float, top: float, end: float
) -> tuple[list[Primitive], float]:
    """
    Place stages and steps, the curves of all personas, and what matters in each stage.
    """
    if not subject.journey.steps:
        return [], top - _BETWEEN
    start = x + head + _AFTER_HEAD
    columns = narrow_columns(subject, pen, x=start, width=end - start)
    heads, ground_top = stages(subject, pen, columns, top)
    named: list[Group] = []
    low = ground_top + 8
    if names_steps(subject):
        named, low = steps(subject, pen, columns, ground_top)
    lines, middle = curves(subject, pen, columns, x=x, head=head, top=low)
    lists, bottom = by_stage(subject, pen, columns, x=x, head=head, top=middle)
    by_step = tints(pen, columns, ground_top, low, middle)
    ground = Group(children=(*by_step, *fields(pen, columns, middle, bottom)), role="ground")
    return [ground, *heads, *named, *lines, *lists], bottom


def _entries(subject: Subject, pen: Pen) -> list[Entry]:
    """
    Explain the signs that occur.
    """
    language, journey = subject.language, subject.journey
    entries = []
    kept = told_lanes(journey, ("needs", "wants", "pain-points"))
    assumed = any(
        card.grade == "assumption" for lane in kept for cell in lane.cells for card in cell.cards
    )
    if pen.shows_grades and assumed:
        entries.append(Entry(translate("scene.legend-assumption", language), _dot))
    shares = [share_of(subject, persona) for persona in journey.personas]
    if any(share is not None and share.value is not None for share in shares):
        entries.append(interval_entry(pen))
        entries.append(Entry(translate("scene.legend-interval", language)))
    return entries + feeling_entries(pen, told_lanes(journey, ("emotion",)))


def _dot(pen: Pen, cx: float, cy: float) -> Primitive:
    return Ellipse(cx=cx + 3, cy=cy, rx=2.2, ry=2.2, fill=pen.theme.caution)
