"""
What stands around the parts of a picture: corner marks, join marks, numbers and labels, and the
first sheet that shows how the others lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Group, Line, Path, Rect, Scene
from touchline.canvas.text import TextStyle
from touchline.canvas.theme import load_theme
from touchline.exporters._pdf.page import Mark, Page, Placed, stages_of
from touchline.exporters._pdf.tiles import MARGIN, OVERLAP, STRIP, within
from touchline.i18n import list_text, number, translate
from touchline.lanes._pen import Pen
from touchline.scene.compose import finished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Primitive, Text
    from touchline.exporters._pdf.paper import Paper
    from touchline.exporters._pdf.tiles import Tile, Tiling

#: How far from a corner a mark begins and ends, px.
_NEAR, _FAR = 4.0, 16.0

#: The radius of a sheet's number beside an edge and on the first sheet, px.
_BADGE, _BIG_BADGE = 9.5, 13.0

#: Half the base of the triangle that marks where the next sheet is joined, and its height, px.
_HALF, _TALL = 4.0, 7.0

#: How far the label stands above the lower edge of the paper, px.
_LABEL = 34.0

#: What the first sheet leaves white at its edges, px.
_EDGE = 1.4 * MARGIN


class Numbers(NamedTuple):
    """
    How sheets are counted.

    Args:
        first: The number of the first sheet that holds a part of the picture.
        last: How many pages there are.
    """

    first: int
    last: int


def _pen(language: str) -> Pen:
    """
    Take the pen for what stands on white paper, whatever theme the picture has.
    """
    return Pen(theme=load_theme("paper"), language=language)


def _sheet(picture: Scene, paper: Paper, children: Sequence[Primitive]) -> Scene:
    """
    Lay out what stands around a picture, turned to the side where its language begins.
    """
    scene = Scene(
        width=paper.width,
        height=paper.height,
        title=picture.title,
        description="",
        language=picture.language,
        is_rtl=False,
        background="none",
        children=tuple(children),
    )
    return finished(scene)


def _whole(scene: Scene, alt: str | None = None) -> Placed:
    return Placed(scene=scene, x=0, y=0, width=scene.width, height=scene.height, alt=alt)


def tile_pages(picture: Scene, how: Tiling, numbers: Numbers) -> Iterator[Page]:
    """
    Set each part of a picture on its sheet.

    Args:
        picture: The picture.
        how: How it is cut.
        numbers: How the sheets are counted.

    Yields:
        The sheets in the order of reading.
    """
    paper = how.paper
    named = stages_of(picture)
    for i, tile in enumerate(how.tiles(picture)):
        x = (paper.width - how.width) / 2
        place = _place_words(how, tile, picture.language)
        here = [
            name
            for name, box in named
            if box.x < tile.box.x + tile.box.width
            and tile.box.x < box.x + box.width
            and box.y < tile.box.y + tile.box.height
            and tile.box.y < box.y + box.height
        ]
        told = f"{place}: {list_text(here, picture.language)}" if here else place
        part = Placed(
            scene=within(picture, tile.box),
            x=x,
            y=MARGIN,
            width=how.width,
            height=how.height,
            left=tile.box.x * how.scale,
            top=tile.box.y * how.scale,
            scale=how.scale,
            alt=f"{picture.title}. {told}",
        )
        around = _around(picture, how, tile, numbers._replace(first=numbers.first + i))
        marks = [Mark(place, 1, 0.0), *(Mark(name, 2, MARGIN) for name in here)]
        yield Page(paper.width, paper.height, (part, _whole(around)), tuple(marks))


def _place_words(how: Tiling, tile: Tile, language: str) -> str:
    counts = (tile.row + 1, how.rows, tile.column + 1, how.columns)
    names = ("row", "rows", "column", "columns")
    values = {name: number(n, language) for name, n in zip(names, counts, strict=True)}
    return translate("pdf.place", language, **values)


def _around(picture: Scene, how: Tiling, tile: Tile, numbers: Numbers) -> Scene:
    """
    Draw the marks, the numbers of the neighbours and the label of a sheet.
    """
    pen, paper = _pen(picture.language), how.paper
    left, top = (paper.width - how.width) / 2, MARGIN
    end, low = left + how.width, top + how.height
    children: list[Primitive] = [*_corners(pen, left, top, end, low)]
    ink = pen.theme.second
    if tile.column < how.columns - 1:
        children += _triangles_across(ink, end - OVERLAP, top, low)
    if tile.row < how.rows - 1:
        children += _triangles_down(ink, low - OVERLAP, left, end)
    this, row = numbers.first, how.columns
    middle = (left + end) / 2, (top + low) / 2
    beside = {
        this - 1: (tile.column > 0, left - MARGIN / 2, middle[1]),
        this + 1: (tile.column < how.columns - 1, end + MARGIN / 2, middle[1]),
    }
    beyond = {
        this - row: (tile.row > 0, middle[0], top - MARGIN / 2),
        this + row: (tile.row < how.rows - 1, middle[0], low + MARGIN / 2),
    }
    for page, (is_there, cx, cy) in [*beside.items(), *beyond.items()]:
        if is_there:
            children.append(_badge(pen, page, cx, cy, _BADGE))
    place = _place_words(how, tile, picture.language)
    children += _label(pen, paper, picture.title, place, numbers)
    return _sheet(picture, paper, children)


def _corners(pen: Pen, left: float, top: float, end: float, low: float) -> Iterator[Line]:
    """
    Mark the corners at which a sheet is cut.
    """
    for x, out in ((left, -1), (end, 1)):
        for y, off in ((top, -1), (low, 1)):
            ends = (
                (x + out * _NEAR, y, x + out * _FAR, y),
                (x, y + off * _NEAR, x, y + off * _FAR),
            )
            for x1, y1, x2, y2 in ends:
                yield Line(x1=x1, y1=y1, x2=x2, y2=y2, stroke=pen.theme.ink, stroke_width=0.8)


def _triangles_across(ink: str, x: float, top: float, low: float) -> Iterator[Path]:
    for y, off in ((top - _NEAR, -_TALL), (low + _NEAR, _TALL)):
        yield _triangle(ink, (x, y), (x - _HALF, y + off), (x + _HALF, y + off))


def _triangles_down(ink: str, y: float, left: float, end: float) -> Iterator[Path]:
    for x, off in ((left - _NEAR, -_TALL), (end + _NEAR, _TALL)):
        yield _triangle(ink, (x, y), (x + off, y - _HALF), (x + off, y + _HALF))


def _triangle(ink: str, *corners: tuple[float, float]) -> Path:
    (x, y), *others = corners
    commands = (("M", x, y), *(("L", *corner) for corner in others), ("Z",))
    return Path(commands=commands, fill=ink)


def _badge(pen: Pen, page: int, cx: float, cy: float, radius: float) -> Group:
    """
    Write the number of a sheet into a disc.
    """
    style = TextStyle(size=radius, weight=600, colour=pen.theme.ink, line_height=1.0)
    digits = number(page, pen.language)
    wide = 4 * radius
    text = pen.words(
        digits, style, x=cx - wide / 2, y=cy - style.size / 2, width=wide, align="middle"
    )
    room = max(radius, pen.width_of(digits, style) / 2 + 4)
    ground = Rect(
        x=cx - room,
        y=cy - radius,
        width=2 * room,
        height=2 * radius,
        fill=pen.theme.paper,
        stroke=pen.theme.second,
        radius=radius,
    )
    return Group(children=(ground, text), role="page-number")


def _label(pen: Pen, paper: Paper, title: str, place: str, numbers: Numbers) -> Iterator[Primitive]:
    """
    Name picture, place and page at the foot of a sheet.
    """
    language = pen.language
    counted = {"page": number(numbers.first, language), "pages": number(numbers.last, language)}
    told = " · ".join(part for part in (place, translate("pdf.page", language, **counted)) if part)
    y = paper.height - _LABEL
    room = paper.width - 2 * MARGIN
    wide = min(pen.width_of(told, pen.styles.tag), 0.7 * room)
    left = room - wide - MARGIN / 2
    yield pen.words(title, pen.styles.note, x=MARGIN, y=y, width=left, max_lines=1)
    yield pen.words(
        told,
        pen.styles.tag,
        x=MARGIN + room - wide,
        y=y,
        width=wide,
        align="end",
        max_lines=1,
    )


def overview_sheet(picture: Scene, how: Tiling, numbers: Numbers) -> Page:
    """
    Show the whole picture small, with the numbers of the sheets where they lie.

    Args:
        picture: The picture.
        how: How it is cut.
        numbers: How the sheets are counted.

    Returns:
        The first sheet.
    """
    pen, paper = _pen(picture.language), how.paper
    language = picture.language
    width = paper.width - 2 * _EDGE
    names = ("n", "rows", "columns")
    counts = dict(zip(names, (how.n, how.rows, how.columns), strict=True))
    told = translate("pdf.sheets", language, paper=paper.name, **counts)
    way = translate("pdf.assemble", language)
    title = pen.words(
        picture.title, pen.styles.title, x=_EDGE, y=_EDGE, width=width, max_lines=2, is_title=True
    )
    sheets = pen.words(told, pen.styles.strong, x=_EDGE, y=_low(title) + 6, width=width)
    words = pen.words(way, pen.styles.cell, x=_EDGE, y=_low(sheets) + 4, width=min(width, 640))
    top = _low(words) + 20
    room = paper.height - top - MARGIN - STRIP
    scale = min(width / picture.width, room / picture.height)
    x, wide = (paper.width - scale * picture.width) / 2, scale * picture.width
    children: list[Primitive] = [title, sheets, words]
    children += _grid(pen, how, numbers, (x, top, scale))
    counted = Numbers(numbers.first - 1, numbers.last)
    children += _label(pen, paper, picture.title, "", counted)
    small = Placed(
        scene=picture,
        x=x,
        y=top,
        width=wide,
        height=scale * picture.height,
        scale=scale,
        alt=f"{picture.title}. {picture.description}",
    )
    around = _whole(_sheet(picture, paper, children), alt=f"{picture.title}. {told} {way}")
    mark = Mark(translate("pdf.overview", language), 1, 0.0)
    return Page(paper.width, paper.height, (small, around), (mark,))


def _low(text: Text) -> float:
    return text.y + text.height


def _grid(
    pen: Pen, how: Tiling, numbers: Numbers, at: tuple[float, float, float]
) -> Iterator[Primitive]:
    """
    Rule the small picture where the sheets meet, and number them.
    """
    x, top, small = at
    scale = small / how.scale
    across, down = how.width - OVERLAP, how.height - OVERLAP
    wide, high = (how.columns * across + OVERLAP) * scale, (how.rows * down + OVERLAP) * scale
    ink = pen.theme.ink
    yield Rect(x=x, y=top, width=wide, height=high, stroke=ink, stroke_width=0.8)
    for column in range(1, how.columns):
        at_x = x + (column * across + OVERLAP / 2) * scale
        yield _rule(ink, at_x, top, at_x, top + high)
    for row in range(1, how.rows):
        at_y = top + (row * down + OVERLAP / 2) * scale
        yield _rule(ink, x, at_y, x + wide, at_y)
    for row in range(how.rows):
        for column in range(how.columns):
            cx = x + (column * across + how.width / 2) * scale
            cy = top + (row * down + how.height / 2) * scale
            radius = min(_BIG_BADGE, 0.35 * down * scale, 0.35 * across * scale)
            page = numbers.first + row * how.columns + column
            yield _badge(pen, page, cx, cy, radius)


def _rule(ink: str, x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(x1=x1, y1=y1, x2=x2, y2=y2, stroke=ink, stroke_width=1.0, dash=(5.0, 4.0))


def bare(picture: Scene) -> Page:
    """
    Make a page of exactly the size of a picture.

    Args:
        picture: The picture.

    Returns:
        The page.
    """
    marks = tuple(Mark(name, 1, box.y) for name, box in stages_of(picture))
    return Page(picture.width, picture.height, (_whole(picture, described(picture)),), marks)


def fitted(picture: Scene, papers: Sequence[Paper]) -> Page:
    """
    Set a whole picture on one sheet, as large as the sheet allows.

    Args:
        picture: The picture.
        papers: The paper in the ways in which it may be laid.

    Returns:
        The sheet.
    """
    scale, paper = max(((_fit(picture, paper), paper) for paper in papers), key=lambda one: one[0])
    wide, high = scale * picture.width, scale * picture.height
    x, y = (paper.width - wide) / 2, (paper.height - high) / 2
    placed = Placed(
        scene=picture, x=x, y=y, width=wide, height=high, scale=scale, alt=described(picture)
    )
    marks = tuple(Mark(name, 1, y + scale * box.y) for name, box in stages_of(picture))
    return Page(paper.width, paper.height, (placed,), marks)


def fit(picture: Scene, papers: Sequence[Paper]) -> float:
    """
    Say how large a picture is set on one sheet.

    Args:
        picture: The picture.
        papers: The paper in the ways in which it may be laid.

    Returns:
        The scale; 1 is the size at which the picture is meant to be read.
    """
    return max(_fit(picture, paper) for paper in papers)


def _fit(picture: Scene, paper: Paper) -> float:
    edge = 2 * MARGIN
    return min((paper.width - edge) / picture.width, (paper.height - edge) / picture.height)


def described(picture: Scene) -> str:
    """
    Say what a picture shows.

    Args:
        picture: The picture.

    Returns:
        Its name and its description.
    """
    return f"{picture.title}. {picture.description}"
