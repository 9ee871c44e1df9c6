"""
The icons of the library as a picture to choose from.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Icon, Rect, Scene
from touchline.canvas.text import TextStyle
from touchline.canvas.theme import Theme, load_theme
from touchline.i18n import closest_language, translate
from touchline.lanes._pen import Pen
from touchline.scene.compose import finished
from touchline.scene.dressing import dressed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.icon_library import FoundIcon
    from touchline.canvas.primitives import Primitive

#: Around the sheet, and inside its edge, px.
_MARGIN, _PAD = 20.0, 26.0

#: The width of a field, how many stand beside each other, and the side of an icon, px.
_FIELD, _ACROSS, _ICON = 132.0, 8, 26.0

#: Inside a field, between icon and words, and between two rows, px.
_INSIDE, _BELOW, _BETWEEN = 10.0, 6.0, 8.0


def icon_sheet(
    icons: Sequence[FoundIcon],
    *,
    search: str = "",
    language: str = "en",
    theme: str | Theme = "paper",
) -> Scene:
    """
    Draw icons with their names.

    Args:
        icons: The icons, those of one topic one after the other.
        search: What they were searched by, if anything.
        language: The reader's language tag.
        theme: The name of a theme, or a theme.

    Returns:
        The scene, already mirrored for right-to-left languages.
    """
    tag = closest_language(language)
    look = load_theme(theme) if isinstance(theme, str) else theme
    pen = Pen(theme=look, language=tag)
    x, low = _MARGIN + _PAD, _MARGIN + _PAD - 4
    room = _ACROSS * _FIELD
    key = "icons.title-found" if search else "icons.title"
    title = translate(key, tag, n=len(icons), search=search)
    head = pen.words(title, pen.styles.title, x=x, y=low, width=room, is_title=True, max_lines=3)
    children: list[Primitive] = [head]
    low = head.y + head.height + 14
    # What was searched comes best first, so that only a whole library is parted by topic.
    parts = groupby(icons, key=lambda icon: "" if search else icon.topic)
    for topic, found in parts:
        if topic:
            name = translate(f"icons.topic-{topic}", tag)
            text = pen.words(name, pen.styles.head, x=x, y=low + 8, width=room)
            children.append(text)
            low = text.y + text.height + 6
        fields, low = _fields(pen, tuple(found), x, low)
        children += fields
    bottom = low + _PAD - _BETWEEN
    ground = Rect(
        x=_MARGIN,
        y=_MARGIN,
        width=room + 2 * _PAD,
        height=bottom - _MARGIN,
        fill=look.paper,
        stroke=look.line,
        radius=18,
    )
    scene = Scene(
        width=room + 2 * (_PAD + _MARGIN),
        height=bottom + _MARGIN,
        title=title,
        description=title,
        language=tag,
        is_rtl=False,
        background=look.page,
        children=(ground, *children),
    )
    return finished(dressed(scene, look))


def _fields(
    pen: Pen, icons: Sequence[FoundIcon], x: float, top: float
) -> tuple[list[Primitive], float]:
    drawn: list[Primitive] = []
    for first in range(0, len(icons), _ACROSS):
        row = icons[first : first + _ACROSS]
        placed = [_field(pen, icon, x + i * _FIELD, top) for i, icon in enumerate(row)]
        drawn += [group for group, _ in placed]
        top = max(low for _, low in placed) + _BETWEEN
    return drawn, top


def _field(pen: Pen, icon: FoundIcon, x: float, top: float) -> tuple[Group, float]:
    """
    Place one icon above its plainest word and the name that a map calls it by.
    """
    theme, room = pen.theme, _FIELD - 2 * _INSIDE
    mark = Icon(
        name=icon.name,
        x=x + (_FIELD - _ICON) / 2,
        y=top + _INSIDE,
        size=_ICON,
        colour=theme.ink,
    )
    children: list[Primitive] = [mark]
    low = mark.y + _ICON + _BELOW
    if icon.words:
        word = pen.words(
            icon.words[0],
            pen.styles.chip,
            x=x + _INSIDE,
            y=low,
            width=room,
            align="middle",
            max_lines=2,
        )
        children.append(word)
        low = word.y + word.height
    name = pen.words(
        icon.name,
        TextStyle(size=10, weight=400, colour=theme.second),
        x=x + _INSIDE,
        y=low + 1,
        width=room,
        language="en",
        align="middle",
        max_lines=2,
    )
    children.append(name)
    title = " · ".join((*icon.words, icon.name))
    group = Group(children=tuple(children), role="icon", title=title, details=title)
    return group, name.y + name.height + _INSIDE - 4
