"""
A board for the team that works on a journey: what hurts, and how far each answer has come (M19).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Group
from touchline.i18n import number, translate
from touchline.model.experience import Change, Opportunity
from touchline.scene.audiences.cards import Item, draw_column, pains, plans
from touchline.scene.audiences.page import WIDTH, about, foot, heading, panel, pen_for
from touchline.scene.header import header
from touchline.scene.legend import Entry
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.lanes._pen import Pen
    from touchline.model.experience import Progress
    from touchline.scene.subject import Subject

#: The columns after what hurts, with their icons.
_STATES: tuple[tuple[Progress, str], ...] = (
    ("idea", "lightbulb"),
    ("planned", "calendar"),
    ("doing", "hammer"),
    ("done", "circle-check"),
)

#: Space between two columns, and inside their edge, px.
_GAP, _PAD = 12.0, 11.0


class Board(Style):
    """
    Pain points in the first column, then opportunities and changes with owners and days by state.
    """

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place the top of the page, the columns and the foot.
        """
        pen = pen_for(subject, theme)
        x = MARGIN + PAD
        content = max(WIDTH, (width or 0.0) - 2 * (MARGIN + PAD))
        shown = about(subject, keeps=("objective", "figures"))
        top, low = header(shown, pen, x=x, top=MARGIN + PAD - 2, width=content)
        columns = _columns(subject, pen)
        groups, low = _drawn(subject, pen, columns, x=x, top=low + 18, width=content)
        entries = _entries(subject, pen)
        last, low = foot(subject, pen, x=x, top=low, width=content, entries=entries)
        children: list[Primitive] = [top, *groups, *last]
        return sheet(subject, theme, x + content + PAD, low + PAD - 4, children)


class _Column(NamedTuple):
    """
    One column: its heading, its cards and its colours.
    """

    title: str
    icon: str
    items: list[Item]
    fill: str
    line: str
    ink: str


def _columns(subject: Subject, pen: Pen) -> list[_Column]:
    theme, language = pen.theme, subject.language
    first = _Column(
        translate("lane.pain-points.title", language),
        "triangle-alert",
        pains(subject),
        theme.pain,
        theme.pain_line,
        theme.bad_ink,
    )
    return [
        first,
        *(
            _Column(
                translate(f"scene.status-{state}", language),
                icon,
                plans(subject, state),
                theme.soft,
                theme.line,
                theme.second,
            )
            for state, icon in _STATES
        ),
    ]


def _drawn(
    subject: Subject, pen: Pen, columns: list[_Column], *, x: float, top: float, width: float
) -> tuple[list[Group], float]:
    each = (width - _GAP * (len(columns) - 1)) / len(columns)
    drawn: list[tuple[float, list[Primitive]]] = []
    low = top
    for k, column in enumerate(columns):
        left = x + k * (each + _GAP)
        count = number(len(column.items), subject.language)
        head, bottom = heading(
            pen,
            f"{column.title} · {count}",
            column.icon,
            x=left + _PAD + 1,
            y=top + _PAD,
            width=each - 2 * _PAD,
            ink=column.ink,
        )
        cards, bottom = draw_column(
            subject, pen, column.items, x=left + _PAD, y=bottom + 9, width=each - 2 * _PAD
        )
        drawn.append((left, [*head, *cards]))
        low = max(low, bottom)
    low += _PAD
    groups = [
        Group(
            children=(
                panel(left, top, each, low - top, fill=column.fill, line=column.line),
                *children,
            ),
            role="column",
            title=column.title,
        )
        for column, (left, children) in zip(columns, drawn, strict=True)
    ]
    return groups, low


def _entries(subject: Subject, pen: Pen) -> list[Entry]:
    """
    Say what severity means, and how many cards are not shown.
    """
    language = subject.language
    del pen
    entries = []
    if any(getattr(one.card, "severity", None) for one in pains(subject)):
        entries.append(Entry(translate("scene.legend-severity", language)))
    dropped = sum(
        isinstance(card, Opportunity | Change) and card.status == "dropped"
        for _, _, card in subject.journey.cards()
    )
    if dropped:
        entries.append(Entry(translate("view.dropped", language, n=dropped)))
    return entries
