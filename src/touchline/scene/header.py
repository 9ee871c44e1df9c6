"""
What stands above the grid: what the map is, why it is made, whose journey it tells and its figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import has_message, translate
from touchline.lanes._owners import owner_lines, owner_tag
from touchline.location import Location
from touchline.scene.objective import goal_words
from touchline.scene.people import people
from touchline.scene.tiles import tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.scene.subject import Subject
    from touchline.scene.tiles import Tile

#: Space between the blocks of the header, and between two boxes of one block, px.
_GAP, _BETWEEN = 22.0, 10.0

#: The width of a persona card and of a figure tile beside the title, px.
_PERSONA, _TILE = 318.0, 148.0

#: The title keeps at least this width, else the boxes go below it, px.
_TITLE = 420.0

#: By how much a block is stretched to end where its neighbour ends, px.
_STRETCH = 84.0

#: The height of a line with who answers for the map, and the least room it needs beside pills, px.
_ONE_LINE, _LEAST_TAG = 24.0, 120.0

#: A paragraph beside another keeps at least this width, px.
_COLUMN = 280.0

#: Text is not set wider than this, for the sake of reading, px.
_MEASURE = 620.0


def header(
    subject: Subject, pen: Pen, *, x: float, top: float, width: float
) -> tuple[Group, float]:
    """
    Place title, pills, objective and scenario, and beside them personas and figures.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        x: Where it begins.
        top: The y below which it is drawn.
        width: The width it may take.

    Returns:
        The header and the y of its lower edge.
    """
    has_people = bool(subject.journey.personas)
    figures = tiles(subject)
    wide = _TILE if len(figures) == 1 else 2 * _TILE + _BETWEEN
    blocks = (_PERSONA if has_people else 0.0, wide if figures else 0.0)
    beside = sum(each + _GAP for each in blocks if each)
    is_beside = width - beside >= _TITLE
    title, low = _title(subject, pen, x, top, width - beside if is_beside else width)
    children = list(title)
    if not has_people and not figures:
        return _group(subject, children), low
    if is_beside:
        y, start = top, x + width - beside + _GAP
        widths: tuple[float, ...] = blocks
    else:
        y, start = low + 16, x
        widths = _shared(blocks, width)
    _, low_people = people(subject, pen, x=start, y=y, width=widths[0], low=y)
    start_figures = start + (widths[0] + _GAP if has_people else 0)
    low_figures = _tiles_low(pen, figures, start_figures, y, widths[1])
    lowest = max(low_people, low_figures)
    # Boxes of about one height end on one line; a box is not blown up for it.
    even = lowest if has_people and abs(low_people - low_figures) <= _STRETCH else y
    drawn, _ = people(subject, pen, x=start, y=y, width=widths[0], low=even)
    children += drawn
    children += _tiles(pen, figures, x=start_figures, y=y, width=widths[1], low=even)
    return _group(subject, children), max(low, lowest)


def _group(subject: Subject, children: Sequence[Primitive]) -> Group:
    title = subject.said(subject.journey.title)
    owners = owner_lines(subject.journey, subject.language)
    details = "\n".join((title, *owners)) if owners else ""
    return Group(
        children=tuple(children), role="header", title=title, details=details, at=Location()
    )


def _shared(blocks: tuple[float, float], width: float) -> tuple[float, ...]:
    """
    Stretch the blocks that there are over the whole width.
    """
    there = [wide for wide in blocks if wide]
    room = width - _GAP * (len(there) - 1)
    return tuple(room * wide / sum(there) for wide in blocks)


def _title(
    subject: Subject, pen: Pen, x: float, top: float, width: float
) -> tuple[list[Primitive], float]:
    journey = subject.journey
    text = pen.words(
        subject.said(journey.title),
        pen.styles.title,
        x=x,
        y=top,
        width=width,
        language=subject.language_of(journey.title),
        max_lines=4,
        is_title=True,
    )
    pills, low = _pills(subject, pen, x, text.y + text.height + 8, width)
    children: list[Primitive] = [text, *pills]
    low += 12
    paragraphs = purpose(subject)
    if not paragraphs:
        return children, low - 12
    # Short columns read better than long lines, and the header stays low.
    n = max(1, min(len(paragraphs), int((width + _GAP) // (_COLUMN + _GAP))))
    each = min((width - (n - 1) * _GAP) / n, _MEASURE)
    lows = [low] * n
    for i, (label, words, language) in enumerate(paragraphs):
        # Each goes where there is most room, so that the columns end at about one height.
        k = i if i < n else lows.index(min(lows))
        left, y = x + k * (each + _GAP), lows[k]
        head = pen.words(label, pen.styles.tag, x=left, y=y, width=each, max_lines=1)
        body = pen.words(
            words,
            pen.styles.cell,
            x=left,
            y=head.y + head.height + 1,
            width=each,
            language=language,
            max_lines=8,
        )
        children += [head, body]
        lows[k] = body.y + body.height + 8
    return children, max(lows) - 8


def purpose(subject: Subject) -> list[tuple[str, str, str]]:
    """
    Collect objective, the customer's goal and scenario.

    Args:
        subject: The map.

    Returns:
        Label, words and language of each that is told.
    """
    journey, language = subject.journey, subject.language
    found = []
    if journey.objective:
        label = translate("scene.objective", language)
        statement = journey.objective.statement
        words = subject.said(statement).rstrip()
        if goal := goal_words(journey.objective, journey.language, language):
            words = translate("scene.objective-with", language, statement=words, goal=goal)
        found.append((label, words, subject.language_of(statement)))
    if journey.goal:
        label = translate("scene.goal", language)
        found.append((label, subject.said(journey.goal), subject.language_of(journey.goal)))
    if journey.scenario:
        label = translate("scene.scenario", language)
        found.append((label, subject.said(journey.scenario), subject.language_of(journey.scenario)))
    return found


def _pills(
    subject: Subject, pen: Pen, x: float, y: float, width: float
) -> tuple[list[Primitive], float]:
    """
    Place what kind of map it is, in one line or more.
    """
    theme, journey, language = pen.theme, subject.journey, subject.language
    quiet, loud = (theme.pill, theme.second), (theme.warn_fill, theme.warn)
    words = []
    if journey.type:
        words.append((translate(f"scene.type-{journey.type}", language), quiet))
    if journey.state:
        words.append((translate(f"scene.type-{journey.state}-state", language), quiet))
    if journey.kind:
        words.append((translate(f"scene.kind-{journey.kind}", language), quiet))
    if journey.template and journey.template != journey.type:
        key = f"template.{journey.template}.title"
        name = translate(key, language) if has_message(key) else journey.template
        words.append((translate("scene.template", language, name=name), quiet))
    words.append((translate(f"scene.map-{journey.status}", language), quiet))
    if journey.is_invented:
        words.append((translate("scene.invented", language), loud))
    if journey.is_discovered:
        words.append((translate("scene.discovered", language), loud))
    children: list[Primitive] = []
    left, height = x, 0.0
    for word, (fill, ink) in words:
        pill = pen.pill(word, x=left, y=y, fill=fill, ink=ink, limit=width)
        if left > x and left + pill.width > x + width:
            left, y = x, y + pill.height + 5
            pill = pen.pill(word, x=left, y=y, fill=fill, ink=ink, limit=width)
        children += pill.children
        left += pill.width + 6
        height = pill.height
    answering = owner_tag(pen, journey, x=left + 6, y=y, width=max(x + width - left - 6, 0.0))
    if answering.height > _ONE_LINE or left + _LEAST_TAG > x + width:
        y += height + 5
        answering = owner_tag(pen, journey, x=x, y=y, width=width)
    return [*children, *answering.children], y + max(height, answering.height)


def _box(pen: Pen, x: float, y: float, width: float, height: float) -> Rect:
    theme = pen.theme
    return Rect(x=x, y=y, width=width, height=height, fill=theme.soft, stroke=theme.line, radius=12)


def _tiles_low(pen: Pen, figures: Sequence[Tile], x: float, y: float, width: float) -> float:
    """
    Measure how low the figure tiles reach.
    """
    low = y
    each = _tile_width(figures, width)
    for i in range(0, len(figures), 2):
        low += max(_tile(pen, tile, x, 0, each)[1] for tile in figures[i : i + 2]) + _BETWEEN
    return low - _BETWEEN if figures else y


def _tile_width(figures: Sequence[Tile], width: float) -> float:
    return width if len(figures) == 1 else (width - _BETWEEN) / 2


def _tiles(
    pen: Pen, figures: Sequence[Tile], *, x: float, y: float, width: float, low: float
) -> list[Primitive]:
    """
    Place the figure tiles two by two, as high together as what stands beside them.
    """
    if not figures:
        return []
    rows = [figures[i : i + 2] for i in range(0, len(figures), 2)]
    each = _tile_width(figures, width)
    spare = max(0.0, low - _tiles_low(pen, figures, x, y, width)) / len(rows)
    drawn: list[Primitive] = []
    for row in rows:
        height = max(_tile(pen, tile, x, 0, each)[1] for tile in row) + spare
        wide = each if len(row) > 1 else width
        for i, tile in enumerate(row):
            left = x + i * (each + _BETWEEN)
            children, _ = _tile(pen, tile, left, y, wide)
            drawn.append(
                Group(
                    children=(_box(pen, left, y, wide, height), *children),
                    role="figure",
                    title=f"{tile.value} {tile.label}",
                    details=tile.details,
                    at=Location(),
                )
            )
        y += height + _BETWEEN
    return drawn


def _tile(pen: Pen, tile: Tile, x: float, y: float, width: float) -> tuple[list[Primitive], float]:
    """
    Place value, label and note of one tile; gives the height that it needs.
    """
    theme, styles = pen.theme, pen.styles
    room = width - 24
    colour = theme.second if tile.is_thin else theme.ink
    # A date in full may need the smaller size to stay in one line.
    size = styles.tile if pen.width_of(tile.value, styles.tile) <= room else styles.figure
    style = pen.coloured(size, colour)
    value = pen.words(tile.value, style, x=x + 12, y=y + 8, width=room, max_lines=2)
    label = pen.words(
        tile.label, styles.note, x=x + 12, y=value.y + value.height, width=room, max_lines=3
    )
    children: list[Primitive] = [value, label]
    low = label.y + label.height
    for note in tile.notes:
        text = pen.words(note, styles.note, x=x + 12, y=low + 1, width=room, max_lines=3)
        children.append(text)
        low = text.y + text.height
    return children, low + 10 - y
