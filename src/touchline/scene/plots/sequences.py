"""
Paths as rows of chevrons, each with its share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.canvas.geometry import chevron
from touchline.canvas.primitives import Group, Path, Rect
from touchline.i18n import translate
from touchline.scene.plots import Placed, Plot
from touchline.scene.plots._amounts import bounds_told, told

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen

#: The height of a chevron and its point, between two of them and two rows, px.
_HEIGHT, _POINT, _SEAM, _BETWEEN = 25.0, 7.0, 2.0, 12.0
#: The width of the column of numbers, and of the bar in it, px.
_NUMBERS = 158.0
#: The widest word in a chevron, px.
_WORD = 130.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """
    One path.

    Args:
        path: What was done, in order.
        share: How many took it.
        bounds: The 95 % interval of the share.
        aside: What stands below the share.
        name: Words above the path.
        note: A quiet line below it.
    """

    path: tuple[str, ...]
    share: float | None = None
    bounds: tuple[float, float] | None = None
    aside: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequences(Plot):
    """
    Paths below each other.

    Args:
        sequences: The paths, from the top.
        hues: Which hue of the theme each name takes, so that it has one colour everywhere.
        most: The share that fills the bar.
    """

    sequences: tuple[Sequence, ...]
    hues: dict[str, int] = field(default_factory=dict)
    most: float = 1.0

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the shares, and the paths beside them.
        """
        drawn: list[Primitive] = []
        y = top
        for i, one in enumerate(self.sequences):
            if i:
                rule = Rect(x=x, y=y + _BETWEEN / 2, width=width, height=1, fill=pen.theme.line)
                drawn.append(rule)
                y += _BETWEEN + 1
            group, y = self._row(pen, one, x, y, width)
            drawn.append(group)
        return Placed(tuple(drawn), y, x + width)

    def _row(
        self, pen: Pen, one: Sequence, x: float, top: float, width: float
    ) -> tuple[Group, float]:
        children, low = self._share(pen, one, x, top)
        start = x + _NUMBERS + 14
        y = top + 2
        if one.name:
            text = pen.words(
                one.name, pen.styles.strong, x=start, y=y, width=x + width - start, max_lines=3
            )
            children.append(text)
            y = text.y + text.height + 5
        shapes, y = self._path(pen, one, start, y, x + width)
        children += shapes
        if one.note:
            text = pen.words(
                one.note, pen.styles.note, x=start, y=y + 4, width=x + width - start, max_lines=4
            )
            children.append(text)
            y = text.y + text.height
        title = " → ".join(one.path)
        return Group(children=tuple(children), role="path", title=title, details=one.aside), max(
            y, low
        )

    def _share(
        self, pen: Pen, one: Sequence, x: float, top: float
    ) -> tuple[list[Primitive], float]:
        value = told(one.share, "share", pen.language)
        figure = pen.label(value, pen.styles.head, x=x, y=top)
        children: list[Primitive] = [figure]
        bounds = bounds_told(one.bounds, "share", pen.language)
        if bounds:
            at = x + figure.width + 6
            children.append(
                pen.label(bounds, pen.styles.note, x=at, y=top + 1.4, limit=x + _NUMBERS - at)
            )
        y = figure.y + figure.height + 2
        share = (one.share or 0.0) / self.most
        bar = pen.bar(share, x=x, y=y, width=_NUMBERS, height=5, fill=pen.theme.stage_hue(0))
        children += bar.children
        low = y + 5
        if one.aside:
            text = pen.words(
                one.aside, pen.styles.note, x=x, y=low + 3, width=_NUMBERS, max_lines=3
            )
            children.append(text)
            low = text.y + text.height
        return children, low

    def _path(
        self, pen: Pen, one: Sequence, start: float, top: float, end: float
    ) -> tuple[list[Primitive], float]:
        drawn: list[Primitive] = []
        x, y = start, top
        for name, times in _runs(one.path):
            words = name
            if times > 1:
                words = translate("chart.times", pen.language, name=name, n=times)
            natural = min(pen.width_of(words, pen.styles.chip), _WORD)
            wide = natural + 2 * _POINT + 10
            if x > start and x + wide > end:
                x, y = start, y + _HEIGHT + 5
            hue = pen.theme.stage_hue(self.hues.get(name, 0))
            shape = chevron(x, y, wide, _HEIGHT, _POINT, is_first=x == start)
            ink = pen.coloured(pen.styles.chip, pen.theme.ink)
            drawn += [
                Path(
                    commands=shape,
                    fill=pen.theme.tint(hue, 0.16),
                    stroke=pen.theme.tint(hue, 0.5),
                    stroke_width=0.8,
                ),
                pen.label(words, ink, x=x + _POINT + 5, y=y + 4.4, limit=natural),
            ]
            x += wide - _POINT + _SEAM
        return drawn, y + _HEIGHT


def _runs(path: tuple[str, ...]) -> list[tuple[str, int]]:
    """
    Count what was done several times in a row.
    """
    found: list[tuple[str, int]] = []
    for name in path:
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + 1)
        else:
            found.append((name, 1))
    return found
