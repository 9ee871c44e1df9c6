"""
What a chart says where nothing was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Icon, Rect
from touchline.i18n import translate
from touchline.location import Location

if TYPE_CHECKING:
    from touchline.lanes._pen import Pen

#: Inside the box, around it, and the icon with its distance to the words, px.
_PAD, _AROUND, _ICON, _AFTER = 16.0, 10.0, 22.0, 14.0

#: Longer lines are hard to read, px.
_MEASURE = 620.0


def nothing_measured(pen: Pen, *, x: float, top: float, width: float) -> tuple[Group, float]:
    """
    Say that there are no figures yet, and how a map gets them.

    Args:
        pen: What knows theme, language and text.
        x: Where the box begins.
        top: The y below which it is drawn.
        width: How wide it is.

    Returns:
        The box and the y of its lower edge.
    """
    theme, language = pen.theme, pen.language
    y, left = top + _AROUND, x + _PAD + _ICON + _AFTER
    room = min(width - 2 * _PAD - _ICON - _AFTER, _MEASURE)
    said = translate("scene.chart-nothing", language)
    title = pen.words(said, pen.styles.head, x=left, y=y + _PAD - 4, width=room, max_lines=3)
    how = translate("scene.chart-nothing-how", language)
    text = pen.words(
        how, pen.styles.note, x=left, y=title.y + title.height + 2, width=room, max_lines=9
    )
    low = text.y + text.height + _PAD - 4
    box = Rect(
        x=x,
        y=y,
        width=width,
        height=low - y,
        fill=theme.soft,
        stroke=theme.rule,
        radius=12,
        dash=(4, 4),
    )
    icon = Icon(
        name="chart-column",
        x=x + _PAD,
        y=y + (low - y - _ICON) / 2,
        size=_ICON,
        colour=theme.second,
    )
    children = (box, icon, title, text)
    group = Group(children=children, role="note", title=said, details=how, at=Location())
    return group, low + _AROUND
