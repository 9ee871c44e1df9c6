"""
What the pages of a deck are laid out on, and the blocks of words that several of them share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from touchline.canvas.primitives import Group, Icon, Rect
from touchline.i18n import number, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes._pen import Pen
    from touchline.scene.subject import Subject

#: Pixels of the slide per pixel of a page of words, from the largest that is tried to the smallest;
#: what fits no single page is set small over several.
SCALES = (1.7, 1.5, 1.35, 1.2, 1.12)

#: Which of them is tried first, and beyond how many pages no smaller one is tried.
_FIRST_TRY, _NEARLY = 2, 2

#: Space between two blocks, inside a block's edge, and between its paragraphs, px.
GAP, PAD, BETWEEN = 14.0, 14.0, 5.0

#: What a measured lane says of a step without events.
_SILENT = ("scene.not-bound", "scene.not-measured")

_ICON, _AFTER_ICON = 15.0, 7.0
_RADIUS = 12.0

#: The diameter of a portrait, px.
_FACE = 64.0

#: How often a limit is halved to let columns end at one height.
_TRIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    One slide of a deck, laid out from the inline start.

    Args:
        title: Its title.
        children: What stands below the title.
        scale: Pixels of the slide per pixel of the page.
        notes: What to say.
    """

    title: str
    children: tuple[Primitive, ...]
    scale: float
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """
    What every page needs.

    Args:
        subject: The map as one reader sees it.
        pen: What knows theme, language and text.
        width: The width of a slide's content, px of the slide.
        height: Its height, px of the slide.
    """

    subject: Subject
    pen: Pen
    width: float
    height: float


class Paragraph(NamedTuple):
    """
    Words in a block.

    Args:
        words: What is said.
        style: How it is set.
        language: The language of the words.
        icon: The name of an icon before them.
        after: Space above, px.
    """

    words: str
    style: TextStyle
    language: str
    icon: str = ""
    after: float = BETWEEN


class Panel(NamedTuple):
    """
    A block of words with a heading.

    Args:
        title: The heading.
        icon: The name of its icon.
        paragraphs: The words.
        fill: Its ground.
        line: Its edge.
        ink: The colour of its icon.
        face: A portrait beside the words, drawn at a place into a square; None for none.
    """

    title: str
    icon: str
    paragraphs: tuple[Paragraph, ...]
    fill: str
    line: str
    ink: str
    face: Callable[[float, float, float], tuple[Primitive, ...]] | None = None


#: Draws a block at a place into a width; gives it with the y of its lower edge.
Draw: TypeAlias = "Callable[[float, float, float], tuple[Group, float]]"


def draw_panel(pen: Pen, panel: Panel, x: float, y: float, width: float) -> tuple[Group, float]:
    """
    Place a block of words.

    Args:
        pen: What knows theme, language and text.
        panel: The block.
        x: Where it begins.
        y: Its top.
        width: Its width.

    Returns:
        The block and the y of its lower edge.
    """
    children: list[Primitive] = []
    left, room, low = x + PAD, width - 2 * PAD, y + PAD - 2
    least = low
    if panel.face:
        children += panel.face(left, y + PAD, _FACE)
        least = y + _FACE + PAD + 2
        left, room = left + _FACE + PAD, room - _FACE - PAD
    if panel.title:
        lead = _ICON + _AFTER_ICON if panel.icon else 0.0
        head = pen.words(
            panel.title, pen.styles.head, x=left + lead, y=low, width=room - lead, is_title=True
        )
        if panel.icon:
            children.append(
                Icon(name=panel.icon, x=left, y=low + 1.4, size=_ICON, colour=panel.ink)
            )
        children.append(head)
        low += head.height
    for paragraph in panel.paragraphs:
        lead = _ICON + _AFTER_ICON if paragraph.icon else 0.0
        text = pen.words(
            # A number is not parted from what it counts.
            paragraph.words.replace("n = ", "n\u00a0=\u00a0"),
            paragraph.style,
            x=left + lead,
            y=low + paragraph.after,
            width=room - lead,
            language=paragraph.language,
        )
        if paragraph.icon:
            top = text.y + 1.2
            children.append(Icon(name=paragraph.icon, x=left, y=top, size=_ICON, colour=panel.ink))
        children.append(text)
        low = text.y + text.height
    low = max(low, least) + PAD - 2
    box = Rect(
        x=x, y=y, width=width, height=low - y, fill=panel.fill, stroke=panel.line, radius=_RADIUS
    )
    return Group(children=(box, *children), role="card", title=panel.title), low


def paged(
    desk: Desk,
    lay: Callable[[float, float], list[list[Primitive]]],
    largest: float = SCALES[0],
) -> tuple[float, list[list[Primitive]]]:
    """
    Set words as large as one slide can hold, and over several where none can.

    Args:
        desk: The size of a slide.
        lay: Lays the words out into a width and a height; gives what stands on each page.
        largest: Larger scales are not tried.

    Returns:
        Pixels of the slide per pixel of a page, and the pages.
    """
    tried = [each for each in SCALES if each <= max(largest, SCALES[-1])]
    # Most pages fit about the middle, so that the larger scales are tried only where they may.
    at = min(len(tried) - 1, _FIRST_TRY)
    pages = lay(desk.width / tried[at], desk.height / tried[at])
    if len(pages) <= 1:
        for scale in tried[:at]:
            larger = lay(desk.width / scale, desk.height / scale)
            if len(larger) <= 1:
                return scale, larger
        return tried[at], pages
    scale = tried[at]
    for scale in tried[at + 1 :]:
        pages = lay(desk.width / scale, desk.height / scale)
        if len(pages) <= 1:
            return scale, pages
        if len(pages) > _NEARLY:
            break
    return scale, pages


def in_blocks(
    pen: Pen, panels: Sequence[Panel], width: float, height: float, *, n: int, top: float = 0.0
) -> list[list[Primitive]]:
    """
    Set blocks of words into columns, divided where one is higher than a page.

    Args:
        pen: What knows theme, language and text.
        panels: The blocks in reading order.
        width: The width of a page.
        height: Where its columns end at the latest.
        n: How many columns a page has.
        top: Where they begin.

    Returns:
        What stands on each page.
    """
    each = (width - (n - 1) * GAP) / n
    parts = [part for panel in panels for part in fitting(pen, panel, each, height - top)]
    draws = [partial(draw_panel, pen, part) for part, _ in parts]
    heights = [low for _, low in parts]
    return in_columns(draws, width=width, height=height, n=n, top=top, heights=heights)


def fitting(pen: Pen, panel: Panel, width: float, height: float) -> list[tuple[Panel, float]]:
    """
    Divide a block that is higher than a page.

    Args:
        pen: What measures words.
        panel: The block.
        width: The width it is set in.
        height: The height that a page has.

    Returns:
        The block, or its parts under the same heading, each with its height.
    """
    _, low = draw_panel(pen, panel, 0, 0, width)
    n = len(panel.paragraphs)
    if low <= height or n < 2:  # noqa: PLR2004 (one paragraph cannot be divided)
        return [(panel, low)]
    halves = panel.paragraphs[: n // 2], panel.paragraphs[n // 2 :]
    return [
        part
        for half in halves
        for part in fitting(pen, panel._replace(paragraphs=half), width, height)
    ]


def in_columns(
    draws: Sequence[Draw],
    *,
    width: float,
    height: float,
    n: int,
    top: float = 0.0,
    heights: Sequence[float] = (),
) -> list[list[Primitive]]:
    """
    Set blocks one below the other into columns, and columns into pages.

    Args:
        draws: The blocks in reading order.
        width: The width of a page.
        height: Where its columns end at the latest.
        n: How many columns a page has.
        top: Where they begin.
        heights: How high the blocks are in a column, where that is known.

    Returns:
        The blocks of each page.
    """
    each = (width - (n - 1) * GAP) / n
    heights = heights or [draw(0, 0, each)[1] for draw in draws]
    pages = _even(heights, height - top, n)
    drawn: list[list[Primitive]] = []
    for columns in pages:
        children: list[Primitive] = []
        for k, column in enumerate(_level([heights[i] for i in columns], columns, height - top, n)):
            y = top
            for i in column:
                group, low = draws[i](k * (each + GAP), y, each)
                children.append(group)
                y = low + GAP
        drawn.append(children)
    return drawn


def _filled(heights: Sequence[float], height: float, n: int) -> list[list[int]]:
    """
    Fill page after page; gives the blocks of each.
    """
    pages: list[list[int]] = []
    column, used = n, 0.0
    for i, each in enumerate(heights):
        if column < n and used + each > height and used > 0:
            column, used = column + 1, 0.0
        if column >= n:
            pages.append([])
            column, used = 0, 0.0
        pages[-1].append(i)
        used += each + GAP
    return pages


def _even(heights: Sequence[float], height: float, n: int) -> list[list[int]]:
    """
    Fill as few pages as possible, each about as full as the others.
    """
    best = _filled(heights, height, n)
    low, high = 0.0, height
    for _ in range(_TRIES if len(best) > 1 else 0):
        middle = (low + high) / 2
        found = _filled(heights, middle, n)
        if len(found) <= len(best):
            best, high = found, middle
        else:
            low = middle
    return best


def _level(
    heights: Sequence[float], blocks: Sequence[int], height: float, n: int
) -> list[list[int]]:
    """
    Share the blocks of one page among its columns so that they end at about one height.
    """
    low, high = max(heights, default=0.0), max(height, max(heights, default=0.0))
    best = _columns(heights, high)
    for _ in range(_TRIES):
        middle = (low + high) / 2
        found = _columns(heights, middle)
        if len(found) <= n:
            best, high = found, middle
        else:
            low = middle
    return [[blocks[i] for i in column] for column in best]


def _columns(heights: Sequence[float], height: float) -> list[list[int]]:
    columns: list[list[int]] = [[]]
    used = 0.0
    for i, each in enumerate(heights):
        if columns[-1] and used + each > height:
            columns.append([])
            used = 0.0
        columns[-1].append(i)
        used += each + GAP
    return columns


def silent_words(language: str) -> frozenset[str]:
    """
    Say what a measured lane says of a step without events.

    Args:
        language: The reader's language tag.

    Returns:
        The lines that hold nothing.
    """
    return frozenset(translate(key, language) for key in _SILENT)


def numbered(title: str, part: int, parts: int, language: str) -> str:
    """
    Say which of several slides of one title this is.

    Args:
        title: The title.
        part: Its number, from 1.
        parts: How many there are.
        language: The reader's language tag.

    Returns:
        The title, with both numbers where there are several.
    """
    if parts == 1:
        return title
    count = {"part": number(part, language), "parts": number(parts, language)}
    return translate("deck.part", language, title=title, **count)
