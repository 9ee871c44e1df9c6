"""
A scene as shapes of a slide: every primitive becomes one that can be selected, moved and edited.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from touchline.canvas import icons, raster
from touchline.canvas.primitives import Ellipse, Group, Icon, Image, Line, Path, Rect, Text
from touchline.exporters._markup import escaped, web_link
from touchline.exporters._pptx.outlines import as_arrow, path_list
from touchline.exporters._pptx.pictures import embedded
from touchline.exporters._pptx.text import text_body, text_box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from touchline.canvas.primitives import Command, Primitive
    from touchline.exporters._pptx.palette import Palette
    from touchline.exporters._pptx.relations import Relations

#: English Metric Units, in which slides are measured, per pixel.
EMU = 9525

#: The longest name that a shape gets.
_LONGEST_NAME = 60

#: A group's words that a listener hears, at most.
_LONGEST_WORDS = 1000


class Box(NamedTuple):
    """
    Where something lies on the slide, in EMU: its corners.
    """

    left: int
    top: int
    right: int
    bottom: int


class Drawn(NamedTuple):
    """
    The markup of a shape and its place.
    """

    markup: str
    box: Box


@dataclass(slots=True)
class Drawing:
    """
    What is gathered while one slide is drawn.

    Args:
        palette: The colours that have a name.
        relations: The links and pictures that the slide uses.
        scale: Pixels of the slide per pixel of the picture.
        left: Where the picture begins on the slide, px.
        top: Its upper edge there.
        last_id: The number of the shape that was written last.
        links: What a click does inside the groups that are open.
    """

    palette: Palette
    relations: Relations
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    last_id: int = 1
    links: list[str] = field(default_factory=list)

    def shapes(self, primitives: Iterable[Primitive]) -> list[Drawn]:
        """
        Write primitives back to front.

        Args:
            primitives: What a scene or a group holds.

        Returns:
            A shape for each that can be seen.
        """
        drawn = (_DRAW[type(primitive)](self, primitive) for primitive in primitives)
        return [each for each in drawn if each is not None]

    def _number(self) -> int:
        self.last_id += 1
        return self.last_id

    def _box(self, x: float, y: float, width: float, height: float) -> Box:
        left, top = self._x(x), self._y(y)
        right, bottom = self._x(x + max(width, 0.0)), self._y(y + max(height, 0.0))
        return Box(left, top, right, bottom)

    def _x(self, x: float) -> int:
        return round((self.left + self.scale * x) * EMU)

    def _y(self, y: float) -> int:
        return round((self.top + self.scale * y) * EMU)

    def _stroke(
        self,
        colour: str | None,
        width: float,
        dash: tuple[float, ...] = (),
        opacity: float = 1.0,
        *,
        is_round: bool = False,
    ) -> str:
        if colour is None or width <= 0:
            return "<a:ln><a:noFill/></a:ln>"
        cap = ' cap="rnd"' if is_round else ""
        pattern = _dashes(dash, width)
        joint = "<a:round/>" if is_round else ""
        ink = self.palette.paint(colour, opacity)
        return f'<a:ln w="{round(width * self.scale * EMU)}"{cap}>{ink}{pattern}{joint}</a:ln>'

    def _shape(self, name: str, box: Box, geometry: str, look: str, flips: str = "") -> Drawn:
        markup = (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._number()}" name="{name}"/>'
            f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_place(box, flips)}{geometry}{look}"
            "</p:spPr></p:sp>"
        )
        return Drawn(markup, box)

    def rect(self, rect: Rect) -> Drawn | None:
        if rect.width <= 0 or rect.height <= 0:
            return None
        box = self._box(rect.x, rect.y, rect.width, rect.height)
        geometry = _rectangle(rect.radius / min(rect.width, rect.height))
        look = self.palette.paint(rect.fill, rect.opacity) + self._stroke(
            rect.stroke, rect.stroke_width, rect.dash, rect.opacity
        )
        return self._shape("Rectangle", box, geometry, look)

    def ellipse(self, ellipse: Ellipse) -> Drawn:
        box = self._box(
            ellipse.cx - ellipse.rx, ellipse.cy - ellipse.ry, 2 * ellipse.rx, 2 * ellipse.ry
        )
        look = self.palette.paint(ellipse.fill, ellipse.opacity) + self._stroke(
            ellipse.stroke, ellipse.stroke_width, (), ellipse.opacity
        )
        return self._shape("Ellipse", box, _preset("ellipse"), look)

    def line(self, line: Line) -> Drawn:
        left, right = sorted((line.x1, line.x2))
        top, bottom = sorted((line.y1, line.y2))
        box = self._box(left, top, right - left, bottom - top)
        flips = ""
        if (line.x2 - line.x1) * (line.y2 - line.y1) < 0:
            flips = ' flipV="1"'
        stroke = self._stroke(line.stroke, line.stroke_width, line.dash, line.opacity)
        markup = (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{self._number()}" name="Line"/>'
            f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{_place(box, flips)}"
            f"{_preset('line')}{stroke}</p:spPr></p:cxnSp>"
        )
        return Drawn(markup, box)

    def path(self, path: Path) -> Drawn | None:
        xs = [float(value) for _, *numbers in path.commands for value in numbers[::2]]
        ys = [float(value) for _, *numbers in path.commands for value in numbers[1::2]]
        if not xs:
            return None
        box = self._box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        look = self.palette.paint(path.fill, path.opacity) + self._stroke(
            path.stroke, path.stroke_width, path.dash, path.opacity, is_round=True
        )
        arrow = as_arrow(path.commands)
        if arrow is not None:
            flips = ' flipH="1"' if arrow.is_flipped else ""
            return self._shape("Arrow", box, _preset(arrow.preset, arrow.adjust), look, flips)
        outline = path_list(
            path.commands,
            lambda x: self._x(x) - box.left,
            lambda y: self._y(y) - box.top,
            is_filled=path.fill is not None,
        )
        wide, high = max(box.right - box.left, 1), max(box.bottom - box.top, 1)
        return self._shape("Freeform", box, _outline(outline, wide, high), look)

    def text(self, text: Text) -> Drawn | None:
        if not text.lines:
            return None
        box = self._box(*text_box(text))
        link = self.links[-1] if self.links else ""
        body = text_body(text, self.palette, self.scale, link)
        markup = (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._number()}" name="{_name(text.source)}"/>'
            f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{_place(box)}{_preset("rect")}'
            f"<a:noFill/></p:spPr>{body}</p:sp>"
        )
        return Drawn(markup, box)

    def icon(self, icon: Icon) -> Drawn | None:
        geometry = _icon(icon.name, icon.strokes, icon.fills)
        if not geometry:
            return None
        box = self._box(icon.x, icon.y, icon.size, icon.size)
        wide = icon.stroke_width * icon.size / icons.GRID
        fill = self.palette.paint(icon.colour) if icon.fills else "<a:noFill/>"
        look = fill + self._stroke(icon.colour, wide, is_round=True)
        flips = ' flipH="1"' if icon.is_flipped else ""
        return self._shape(_name(icon.name), box, geometry, look, flips)

    def image(self, image: Image) -> Drawn | None:
        box = self._box(image.x, image.y, image.width, image.height)
        picture = embedded(image.href, image.width, image.height)
        if picture is None:
            return None
        target = self.relations.media(picture.content, picture.suffix)
        words = escaped(image.description)
        cut = _cut(image) if image.fit == "filling" else ""
        box, shape = self._whole(image, box), _preset("rect")
        if image.radius:
            shape = _rectangle(image.radius / max(min(image.width, image.height), 1.0))
        markup = (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{self._number()}" name="{_name(image.description)}"'
            f' descr="{words}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>'
            f'</p:nvPicPr><p:blipFill><a:blip r:embed="{target}"/>{cut}<a:stretch>'
            f"<a:fillRect/></a:stretch></p:blipFill><p:spPr>{_place(box)}{shape}</p:spPr></p:pic>"
        )
        return Drawn(markup, box)

    def _whole(self, image: Image, box: Box) -> Box:
        """
        Take the part of a box that a picture fills when all of it is shown.
        """
        head = raster.head_of(image.href) if image.fit == "whole" else None
        if head is None:
            return box
        scale = min(image.width / head.width, image.height / head.height)
        wide, high = scale * head.width, scale * head.height
        left, top = image.x + (image.width - wide) / 2, image.y + (image.height - high) / 2
        return self._box(left, top, wide, high)

    def group(self, group: Group) -> Drawn | None:
        number = self._number()
        href = web_link(group.link)
        if href:
            target = self.relations.link(href)
            self.links.append(f'<a:hlinkClick r:id="{target}"/>')
        drawn = self.shapes(group.children)
        if href:
            self.links.pop()
        if not drawn:
            return None
        box = hull([each.box for each in drawn])
        words = group.details or group.title
        told = f' descr="{escaped(words[:_LONGEST_WORDS])}"' if words else ""
        name = _name(group.title or group.role or "")
        inner = "".join([each.markup for each in drawn])
        markup = (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="{name}"{told}/><p:cNvGrpSpPr/>'
            f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{_group_place(box)}</p:grpSpPr>{inner}</p:grpSp>"
        )
        return Drawn(markup, box)


_DRAW: dict[type, Callable[[Drawing, Any], Drawn | None]] = {
    Rect: Drawing.rect,
    Ellipse: Drawing.ellipse,
    Line: Drawing.line,
    Path: Drawing.path,
    Text: Drawing.text,
    Icon: Drawing.icon,
    Image: Drawing.image,
    Group: Drawing.group,
}


def _cut(image: Image) -> str:
    """
    Leave out the edges of a picture that do not fit into its box, in thousandths of a percent.
    """
    head = raster.head_of(image.href)
    if head is None or image.width <= 0 or image.height <= 0:
        return ""
    shape, box = head.width / head.height, image.width / image.height
    if shape > box:
        edge = round(50_000 * (1 - box / shape))
        return f'<a:srcRect l="{edge}" r="{edge}"/>'
    edge = round(50_000 * (1 - shape / box))
    return f'<a:srcRect t="{edge}" b="{edge}"/>'


def hull(boxes: list[Box]) -> Box:
    """
    Find the box around boxes.

    Args:
        boxes: At least one.

    Returns:
        The smallest that holds them all.
    """
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _place(box: Box, flips: str = "") -> str:
    return (
        f'<a:xfrm{flips}><a:off x="{box.left}" y="{box.top}"/>'
        f'<a:ext cx="{box.right - box.left}" cy="{box.bottom - box.top}"/></a:xfrm>'
    )


def _group_place(box: Box) -> str:
    wide, high = max(box.right - box.left, 1), max(box.bottom - box.top, 1)
    return (
        f'<a:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{wide}" cy="{high}"/>'
        f'<a:chOff x="{box.left}" y="{box.top}"/><a:chExt cx="{wide}" cy="{high}"/></a:xfrm>'
    )


@lru_cache(maxsize=256)
def _preset(name: str, adjust: int | None = None) -> str:
    if adjust is None:
        return f'<a:prstGeom prst="{name}"><a:avLst/></a:prstGeom>'
    return (
        f'<a:prstGeom prst="{name}"><a:avLst><a:gd name="adj" fmla="val {adjust}"/></a:avLst>'
        "</a:prstGeom>"
    )


def _rectangle(share: float) -> str:
    """
    Choose a rectangle, with corners as round as a share of its shorter side.
    """
    if share <= 0:
        return _preset("rect")
    return _preset("roundRect", min(50_000, round(100_000 * share)))


def _outline(paths: str, width: int, height: int) -> str:
    return _geometry(f'<a:path w="{width}" h="{height}">{paths}</a:path>')


def _geometry(paths: str) -> str:
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{paths}</a:pathLst></a:custGeom>'
    )


@lru_cache(maxsize=512)
def _icon(name: str, strokes: tuple[Command, ...], fills: tuple[Command, ...] = ()) -> str:
    """
    Write an icon on its grid, its areas before its strokes; empty when there is no such icon.
    """
    if fills:
        lines = _grid_path((strokes,), ' fill="none"', is_filled=False) if strokes else ""
        return _geometry(_grid_path((fills,), ' stroke="0"', is_filled=True) + lines)
    if not strokes and not icons.has_icon(name):
        return ""
    paths = (strokes,) if strokes else icons.icon_paths(name)
    return _geometry(_grid_path(paths, ' fill="none"', is_filled=False))


def _grid_path(paths: tuple[tuple[Command, ...], ...], kind: str, *, is_filled: bool) -> str:
    finely = 1000
    drawn = "".join(
        path_list(
            path, lambda x: round(finely * x), lambda y: round(finely * y), is_filled=is_filled
        )
        for path in paths
    )
    side = finely * icons.GRID
    return f'<a:path w="{side}" h="{side}"{kind}>{drawn}</a:path>'


@lru_cache(maxsize=64)
def _dashes(dash: tuple[float, ...], width: float) -> str:
    if not dash:
        return ""
    lengths = dash if len(dash) % 2 == 0 else dash * 2
    pairs = zip(lengths[::2], lengths[1::2], strict=True)
    written = (
        f'<a:ds d="{round(100_000 * on / width)}" sp="{round(100_000 * off / width)}"/>'
        for on, off in pairs
    )
    return f"<a:custDash>{''.join(written)}</a:custDash>"


@lru_cache(maxsize=4096)
def _name(words: str) -> str:
    plain = " ".join(words.split())
    if len(plain) > _LONGEST_NAME:
        plain = plain[: _LONGEST_NAME - 1].rstrip() + "…"
    return escaped(plain)
