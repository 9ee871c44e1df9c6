"""
A scene as SVG: placed primitives in, markup out; nothing is measured or wrapped again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from touchline.canvas import icons
from touchline.canvas.primitives import (
    Ellipse,
    Group,
    Icon,
    Image,
    Line,
    Path,
    Rect,
    Text,
)
from touchline.exporters._markup import (
    attributes,
    colour,
    embedded_image,
    escaped,
    figure,
    path_data,
    web_link,
)
from touchline.exporters._svg_text import FaceUse, GlyphDefs, live_text, outlined_text
from touchline.exporters._woff import face_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from touchline.canvas.primitives import Command, Primitive, Scene

#: The side of the square that the library's icons are drawn on.
ICON_GRID = 24.0
_UNFIT_FOR_ID = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """
    How a scene is written as SVG.

    Args:
        text: `live` words that can be searched and edited, or `outline` for glyphs as paths that
            look alike wherever they are opened.
        fonts: `embedded` faces cut down to what the picture shows, or only `named` ones for a
            program that brings them; outlines need neither.
        missing: What a character that no bundled face holds becomes among live words: `words`
            for the fonts of whoever looks, or `boxes` for programs that refuse it.
        details: What a group's details become: a `tooltip`, an `attribute` for a script to read,
            or `none`.
    """

    text: Literal["live", "outline"] = "live"
    fonts: Literal["embedded", "named"] = "embedded"
    missing: Literal["words", "boxes"] = "words"
    details: Literal["tooltip", "attribute", "none"] = "tooltip"


def svg(scene: Scene, ink: Ink) -> str:
    """
    Write a scene as an SVG document.

    Args:
        scene: The finished picture.
        ink: How it is written.

    Returns:
        The document, without an XML declaration so that it can also stand inside a page.
    """
    return drawn(scene, ink)[0]


def drawn(scene: Scene, ink: Ink) -> tuple[str, FaceUse]:
    """
    Write a scene as an SVG document, and say which characters of which faces it shows.

    Args:
        scene: The finished picture.
        ink: How it is written.

    Returns:
        The document and the faces in use, for a page that brings them itself.
    """
    writer = _Writer(scene, ink)
    body = writer.written(scene.children)
    width, height = figure(scene.width), figure(scene.height)
    about = escaped(scene.description)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg"',
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}"',
        attributes(lang=scene.language),
        _root_role(scene, ink),
        ' text-rendering="geometricPrecision">',
        f"<title>{escaped(scene.title)}</title>" if ink.details != "attribute" else "",
        f"<desc>{about}</desc>" if about else "",
        writer.style(),
        writer.definitions(),
        f'<rect width="{width}" height="{height}" fill="{colour(scene.background)}"/>',
        body,
        "</svg>",
    ]
    return "".join(parts), writer.faces


def _root_role(scene: Scene, ink: Ink) -> str:
    """
    Make the picture one image to a screen reader, unless a script makes its groups walkable.
    """
    if ink.details == "attribute":
        # Inside a page, a title element would hang a tooltip over the whole picture.
        return attributes(role="group", aria_label=scene.title)
    return ' role="img"'


class _Drawing(NamedTuple):
    """
    What an icon looks like: one of the library by its name, or a map's own by its outlines.
    """

    name: str
    strokes: tuple[Command, ...]
    fills: tuple[Command, ...]

    @property
    def is_own(self) -> bool:
        return bool(self.strokes or self.fills)


@dataclass(slots=True)
class _Writer:
    """
    What is gathered while one scene is written: the glyphs, icons and characters in use.
    """

    scene: Scene
    ink: Ink
    glyphs: GlyphDefs = field(default_factory=GlyphDefs)
    faces: FaceUse = field(default_factory=FaceUse)
    icon_ids: dict[_Drawing, str] = field(default_factory=dict)
    cuts: dict[tuple[str, ...], str] = field(default_factory=dict)

    def written(self, primitives: Iterable[Primitive]) -> str:
        return "".join([_WRITE[type(primitive)](self, primitive) for primitive in primitives])

    def style(self) -> str:
        """
        Bring the faces along, unless others do.
        """
        if self.ink.text == "outline" or self.ink.fonts == "named":
            return ""
        rules = face_rules(self.faces)
        return f"<style>{rules}</style>" if rules else ""

    def definitions(self) -> str:
        """
        Hold every glyph and icon once, however often it is used.
        """
        shapes = "".join(
            _icon_shape(drawing, identifier) for drawing, identifier in self.icon_ids.items()
        )
        shapes += "".join(
            f'<clipPath id="{identifier}"><rect{"".join(place)}/></clipPath>'
            for place, identifier in self.cuts.items()
        )
        shapes += self.glyphs.written()
        return f"<defs>{shapes}</defs>" if shapes else ""

    def rect(self, rect: Rect) -> str:
        place = attributes(x=rect.x, y=rect.y, width=rect.width, height=rect.height)
        corner = attributes(rx=rect.radius) if rect.radius else ""
        return f"<rect{place}{corner}{_paint(rect)}/>"

    def ellipse(self, ellipse: Ellipse) -> str:
        place = attributes(cx=ellipse.cx, cy=ellipse.cy, rx=ellipse.rx, ry=ellipse.ry)
        return f"<ellipse{place}{_paint(ellipse)}/>"

    def line(self, line: Line) -> str:
        place = attributes(x1=line.x1, y1=line.y1, x2=line.x2, y2=line.y2)
        return f"<line{place}{_stroke(line)}{_opacity(line.opacity)}/>"

    def path(self, path: Path) -> str:
        return f'<path d="{path_data(path.commands)}"{_paint(path)}/>'

    def text(self, text: Text) -> str:
        if self.ink.text == "outline":
            return outlined_text(text, self.scene.language, self.glyphs)
        boxes = self.glyphs if self.ink.missing == "boxes" else None
        return live_text(text, self.scene.language, self.faces, boxes)

    def icon(self, icon: Icon) -> str:
        drawing = _Drawing(icon.name, icon.strokes, icon.fills)
        if not drawing.is_own and not icons.has_icon(icon.name):
            return ""
        identifier = self.icon_ids.get(drawing)
        if identifier is None:
            identifier = "icon-" + _UNFIT_FOR_ID.sub("-", icon.name)
            if drawing.is_own:
                # A map calls its own icons as it likes, so their names alone are not distinct.
                identifier = f"own-icon-{len(self.icon_ids)}"
            self.icon_ids[drawing] = identifier
        scale = f"{icon.size / ICON_GRID:.4f}".rstrip("0").rstrip(".")
        left = icon.x + icon.size if icon.is_flipped else icon.x
        across = f"-{scale}" if icon.is_flipped else scale
        areas = attributes(color=icon.colour) if icon.fills else ""
        return (
            f'<use href="#{identifier}" transform="translate({figure(left)} {figure(icon.y)}) '
            f'scale({across} {scale})" fill="none" stroke="{colour(icon.colour)}"'
            f'{areas}{attributes(stroke_width=icon.stroke_width)} stroke-linecap="round"'
            ' stroke-linejoin="round"/>'
        )

    def image(self, image: Image) -> str:
        href = embedded_image(image.href)
        if href is None:
            return ""
        place = attributes(x=image.x, y=image.y, width=image.width, height=image.height)
        cut, fit = "", "" if image.fit == "whole" else ' preserveAspectRatio="xMidYMid slice"'
        if image.radius:
            box = (place, attributes(rx=image.radius))
            identifier = self.cuts.setdefault(box, f"cut-{len(self.cuts)}")
            cut = f' clip-path="url(#{identifier})"'
        return (
            f'<image{place} href="{escaped(href)}" role="img"'
            f"{attributes(aria_label=image.description)}{fit}{cut}/>"
        )

    def group(self, group: Group) -> str:
        label = f' data-role="{escaped(group.role)}"' if group.role is not None else ""
        if group.at is not None:
            label += f' data-at="{escaped(str(group.at))}"'
        if group.title:
            label += f' role="group" aria-label="{escaped(group.title)}"'
        tip = ""
        if self.ink.details == "attribute":
            label += attributes(data_details=group.details or None)
        elif self.ink.details == "tooltip" and group.details:
            tip = f"<title>{escaped(group.details)}</title>"
        inner = self.written(group.children)
        href = web_link(group.link)
        if href is not None:
            inner = f'<a href="{escaped(href)}" target="_blank" rel="noopener">{inner}</a>'
        return f"<g{label}>{tip}{inner}</g>"


_WRITE: dict[type, Callable[[_Writer, Any], str]] = {
    Rect: _Writer.rect,
    Ellipse: _Writer.ellipse,
    Line: _Writer.line,
    Path: _Writer.path,
    Text: _Writer.text,
    Icon: _Writer.icon,
    Image: _Writer.image,
    Group: _Writer.group,
}


def _icon_shape(drawing: _Drawing, identifier: str) -> str:
    if not drawing.is_own:
        data = "".join(path_data(path) for path in icons.icon_paths(drawing.name))
        return f'<path id="{identifier}" d="{data}"/>'
    if not drawing.fills:
        return f'<path id="{identifier}" d="{path_data(drawing.strokes)}"/>'
    lines = f'<path d="{path_data(drawing.strokes)}"/>' if drawing.strokes else ""
    areas = f'<path d="{path_data(drawing.fills)}" fill="currentColor" stroke="none"/>'
    return f'<g id="{identifier}">{areas}{lines}</g>'


def _paint(shape: Rect | Ellipse | Path) -> str:
    outline = _stroke(shape) if shape.stroke is not None else ""
    return f' fill="{colour(shape.fill)}"{outline}{_opacity(shape.opacity)}'


def _stroke(shape: Rect | Ellipse | Path | Line) -> str:
    dash = getattr(shape, "dash", ())
    pattern = " ".join(figure(length) for length in dash)
    return f' stroke="{colour(shape.stroke)}"' + attributes(
        stroke_width=None if shape.stroke_width == 1 else shape.stroke_width,
        stroke_dasharray=pattern or None,
    )


def _opacity(opacity: float) -> str:
    return "" if opacity == 1 else attributes(opacity=opacity)
