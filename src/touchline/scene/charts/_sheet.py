"""
A drawing placed on a sheet: title, figures, forms, warnings and where the numbers come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Icon, Rect, Scene
from touchline.canvas.text import TextStyle
from touchline.i18n import translate
from touchline.scene.plots import ink_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.charts._drawing import Drawing, Figure, Part

#: Around the sheet, inside its edge, and its corner, px.
_MARGIN, _PAD, _RADIUS = 20.0, 30.0, 18.0
#: A tile: its least width, the space between two, and inside it, px.
_TILE, _BETWEEN, _INSIDE = 150.0, 12.0, 12.0
#: From one form to the next, px.
_APART = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """
    What stands around a drawing.

    Args:
        subtitle: What was asked.
        warnings: What to know before trusting the numbers.
        source: Where they come from, in one line.
        description: What the picture shows, for those who cannot see it.
    """

    subtitle: str = ""
    warnings: tuple[str, ...] = ()
    source: str = ""
    description: str = ""


def sheet(drawing: Drawing, origin: Origin, pen: Pen, width: float | None) -> Scene:
    """
    Place everything from top to bottom.

    Args:
        drawing: What is drawn.
        origin: What stands around it.
        pen: What knows theme, language and text.
        width: The wished width of the sheet, px.

    Returns:
        The scene, laid out from the inline start.
    """
    x, top = _MARGIN + _PAD, _MARGIN + _PAD - 4
    room = max((width or drawing.width) - 2 * x, 320.0)
    placed, _, end = _forms(pen, drawing.parts, x, 0.0, room)
    # A form may need more room than was wished; the words above and below then take it too.
    room = max(room, end - x)
    header, low = _header(pen, (drawing.title, origin.subtitle), x, top, room)
    children: list[Primitive] = [header]
    tiles, low = _tiles(pen, drawing.figures, x, low, room)
    children += tiles
    placed, low, _ = _forms(pen, drawing.parts, x, low + 20, room)
    children += placed
    signs = [] if drawing.parts else [("info", translate("chart.nothing", pen.language))]
    signs += [("info", note) for note in drawing.notes]
    signs += [("triangle-alert", warning) for warning in origin.warnings]
    notes, low = _notes(pen, signs, x, low + 16, room)
    children += notes
    notes, low = _footer(pen, origin.source, x, low + (6 if notes else 0), room)
    children += notes
    edge = x + room + _PAD
    ground = Rect(
        x=_MARGIN,
        y=_MARGIN,
        width=edge - _MARGIN,
        height=low + _PAD - 6 - _MARGIN,
        fill=pen.theme.paper,
        stroke=pen.theme.line,
        radius=_RADIUS,
    )
    return Scene(
        width=edge + _MARGIN,
        height=low + _PAD - 6 + _MARGIN,
        title=drawing.title,
        description=origin.description,
        language=pen.language,
        is_rtl=False,
        background=pen.theme.page,
        children=(ground, *children),
    )


def _header(
    pen: Pen, words: tuple[str, str], x: float, top: float, width: float
) -> tuple[Group, float]:
    title, subtitle = words
    style = TextStyle(size=20, weight=600, colour=pen.theme.ink, line_height=1.28)
    text = pen.words(title, style, x=x, y=top, width=width, is_title=True, max_lines=4)
    children: list[Primitive] = [text]
    low = text.y + text.height
    if subtitle:
        line = pen.words(subtitle, pen.styles.note, x=x, y=low + 4, width=width, max_lines=2)
        children.append(line)
        low = line.y + line.height
    return Group(children=tuple(children), role="header", title=title), low


def _tiles(
    pen: Pen, figures: Sequence[Figure], x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place figures side by side in fields of like width.
    """
    if not figures:
        return [], top
    top += 16
    per_row = max(1, min(len(figures), int((width + _BETWEEN) / (_TILE + _BETWEEN))))
    wide = min((width - (per_row - 1) * _BETWEEN) / per_row, 240.0)
    drawn: list[Primitive] = []
    for first in range(0, len(figures), per_row):
        row = figures[first : first + per_row]
        low = max(_tile(pen, figure, x, top, wide)[1] for figure in row)
        for i, figure in enumerate(row):
            at = x + i * (wide + _BETWEEN)
            words, _ = _tile(pen, figure, at, top, wide)
            field = Rect(
                x=at,
                y=top,
                width=wide,
                height=low - top,
                fill=pen.theme.soft,
                stroke=pen.theme.line,
                radius=9,
            )
            title = f"{figure.name}: {figure.value}"
            drawn.append(Group(children=(field, *words), role="tile", title=title))
        top = low + _BETWEEN
    return drawn, top - _BETWEEN


def _tile(
    pen: Pen, figure: Figure, x: float, top: float, wide: float
) -> tuple[list[Primitive], float]:
    room = wide - 2 * _INSIDE
    x += _INSIDE
    style = pen.coloured(pen.styles.tile, ink_of(pen.theme, figure.tone))
    value = pen.words(figure.value, style, x=x, y=top + 8, width=room, max_lines=1)
    drawn: list[Primitive] = [value]
    low = value.y + value.height
    lines = [figure.name, " · ".join(part for part in (figure.bounds, figure.aside) if part)]
    for i, words in enumerate(lines):
        if not words:
            continue
        quiet = pen.styles.note if i else pen.styles.tag
        text = pen.words(words, quiet, x=x, y=low + 1, width=room, max_lines=3)
        drawn.append(text)
        low = text.y + text.height
    return drawn, low + 9


def _forms(
    pen: Pen, parts: Sequence[Part], x: float, top: float, width: float
) -> tuple[list[Primitive], float, float]:
    drawn: list[Primitive] = []
    low, end = top, x
    for i, part in enumerate(parts):
        if i:
            low += _APART
        if part.heading:
            text = pen.words(part.heading, pen.styles.head, x=x, y=low, width=width, max_lines=2)
            drawn.append(text)
            low = text.y + text.height + 2
        if part.note:
            text = pen.words(part.note, pen.styles.note, x=x, y=low, width=width, max_lines=3)
            drawn.append(text)
            low = text.y + text.height + 4
        placed = part.plot.place(pen, x=x, top=low + (6 if part.heading else 0), width=width)
        drawn.append(Group(children=placed.children, role="plot", title=part.heading))
        low, end = placed.low, max(end, placed.end)
    return drawn, low, end


def _notes(
    pen: Pen, signs: Sequence[tuple[str, str]], x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place what is hidden and the warnings, each with its sign.
    """
    drawn: list[Primitive] = []
    low = top
    for icon, words in signs:
        is_warning = icon == "triangle-alert"
        colour = pen.theme.caution if is_warning else pen.theme.neutral
        text = pen.words(words, pen.styles.note, x=x + 20, y=low, width=min(width - 20, 860.0))
        sign = Icon(name=icon, x=x, y=low + 1.4, size=12.5, colour=colour, stroke_width=2)
        role = "warning" if is_warning else "note"
        drawn.append(Group(children=(sign, text), role=role, title=words))
        low = text.y + text.height + 3
    return drawn, low


def _footer(
    pen: Pen, words: str, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    if not words:
        return [], top
    text = pen.words(words, pen.styles.note, x=x, y=top, width=width)
    return [Group(children=(text,), role="footer", title=words)], text.y + text.height
