"""
An SVG in its own colours, written anew from what is known to do nothing but draw.

A company's mark keeps its shapes, paints and runs of colour. Scripts, handlers, embedded pages and
pictures, links, references to elsewhere, styles and entities do not come along.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from touchline.canvas._svg_events import read_through
from touchline.canvas.errors import UnreadableIcon

#: A larger file, or one of more elements, is no mark.
MOST_BYTES = 1_000_000
_MOST_ELEMENTS, _DEEPEST = 5000, 60

_ELEMENTS = frozenset({
    "svg", "g", "path", "circle", "ellipse", "line", "polyline", "polygon", "rect", "defs",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "id", "class", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
    "fx", "fy", "width", "height", "viewBox", "preserveAspectRatio", "transform", "fill",
    "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-dasharray", "stroke-opacity", "opacity", "offset", "stop-color",
    "stop-opacity", "gradientUnits", "gradientTransform", "spreadMethod", "clip-path", "clip-rule",
    "clipPathUnits", "mask", "maskUnits", "display", "visibility",
})  # fmt: skip
_PAINTS = frozenset({
    "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-opacity", "opacity",
    "stop-color", "stop-opacity", "display", "visibility", "clip-path", "mask",
})  # fmt: skip
_NAMESPACE = "http://www.w3.org/2000/svg"
_INSIDE = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")
_NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_RULE = re.compile(r"\.([\w-]+(?:\s*,\s*\.[\w-]+)*)\s*\{([^}]*)\}")


class Copy(NamedTuple):
    """
    A clean copy.

    Args:
        content: The SVG.
        width: How wide it is drawn in its own units.
        height: How high it is.
    """

    content: bytes
    width: float
    height: float


def clean_copy(content: bytes, *, at: str = "") -> Copy:
    """
    Copy what draws.

    Args:
        content: The bytes of an SVG.
        at: What it is called in messages.

    Returns:
        The copy.

    Raises:
        UnreadableIcon: It is too large, no SVG, declares entities or draws nothing.
    """
    copier = _Copier(at=at)
    read_through(content, copier, most_bytes=MOST_BYTES)
    if not copier.n_shapes:
        raise UnreadableIcon.because("empty", at=at)
    return Copy("".join(copier.parts).encode(), copier.width, copier.height)


@dataclass(slots=True)
class _Copier:
    """
    What is written while an SVG is read.
    """

    at: str
    parts: list[str] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    rules: dict[str, dict[str, str]] = field(default_factory=dict)
    style: list[str] | None = None
    n_elements: int = 0
    n_shapes: int = 0
    width: float = 0.0
    height: float = 0.0

    def entity(self, *_declared: object) -> None:
        raise UnreadableIcon.because("entities", at=self.at)

    def start(self, name: str, given: dict[str, str]) -> None:
        space, _, tag = name.rpartition("|")
        self.n_elements += 1
        if self.n_elements > _MOST_ELEMENTS or len(self.open_tags) > _DEEPEST:
            raise UnreadableIcon.because("too-complex", at=self.at)
        if not self.open_tags:
            self._open(tag, given)
            return
        self.style = [] if tag == "style" else None
        is_inside = bool(self.open_tags[-1])
        if not is_inside or space not in {"", _NAMESPACE} or tag not in _ELEMENTS or tag == "svg":
            self.open_tags.append("")
            return
        self.n_shapes += tag in {"path", "circle", "ellipse", "line", "rect", "polygon", "polyline"}
        self.parts.append(f"<{tag}{self._attributes(given)}>")
        self.open_tags.append(tag)

    def end(self, _name: str) -> None:
        if self.style is not None:
            self._take_rules("".join(self.style))
            self.style = None
        tag = self.open_tags.pop()
        if tag:
            self.parts.append(f"</{tag}>")

    def words(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag != "svg":
            raise UnreadableIcon.because("no-svg", at=self.at)
        box = [float(number) for number in _NUMBERS.findall(given.get("viewBox", ""))]
        if len(box) == 4:  # noqa: PLR2004 (left, top, width, height)
            self.width, self.height = box[2], box[3]
        else:
            self.width, self.height = (_length(given.get(side)) for side in ("width", "height"))
            box = [0.0, 0.0, self.width, self.height]
        if not (0 < self.width < 1e6 and 0 < self.height < 1e6):  # noqa: PLR2004 (no mark has a reason to be larger)
            raise UnreadableIcon.because("empty", at=self.at)
        view = " ".join(f"{number:g}" for number in box)
        kept = {
            name: value
            for name, value in given.items()
            if name not in {"width", "height", "viewBox"}
        }
        self.parts.append(
            f'<svg xmlns="{_NAMESPACE}" width="{self.width:g}" height="{self.height:g}"'
            f' viewBox="{view}"{self._attributes(kept)}>'
        )
        self.open_tags.append("svg")

    def _take_rules(self, css: str) -> None:
        for names, body in _RULE.findall(css):
            for name in names.split(","):
                self.rules.setdefault(name.strip().lstrip("."), {}).update(_declared(body))

    def _attributes(self, given: dict[str, str]) -> str:
        kept = {name: value for name, value in given.items() if name in _ATTRIBUTES}
        for name in kept.pop("class", "").split():
            kept |= self.rules.get(name, {})
        kept |= _declared(given.get("style", ""))
        return "".join(
            f' {name}="{html.escape(value)}"'
            for name, value in kept.items()
            if _stays_inside(value)
        )


def _declared(body: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in body.split(";"))
    return {
        name.strip(): value.strip() for name, _, value in pairs if value and name.strip() in _PAINTS
    }


def _stays_inside(value: str) -> bool:
    """
    Tell whether a value names nothing outside of the picture.
    """
    rest = _INSIDE.sub("", value)
    return "url" not in rest.lower() and "script" not in rest.lower() and "&" not in rest


def _length(text: str | None) -> float:
    found = _NUMBERS.match((text or "").strip())
    return float(found[0]) if found else 0.0
