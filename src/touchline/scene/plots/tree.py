"""
What hangs below what, as boxes in columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Path, Rect
from touchline.scene.plots import Placed, Plot, Tone, fill_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen

#: The least and the greatest width of a box, between two columns, and between two rows, px.
_NARROW, _WIDE, _APART, _GAP = 132.0, 230.0, 40.0, 10.0
#: Inside a box, and the strip at its start that carries its colour, px.
_PAD, _STRIP = 11.0, 4.0
#: Lines of a name before it is cut.
_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """
    A box and what hangs below it.

    Args:
        name: What it is.
        note: A quiet line below the name.
        tone: What its colour says.
        hue: Which hue of the theme a plain one takes.
        children: What hangs below it.
        details: What a pointer resting on it shows.
        is_hollow: It is not there yet, or cannot be found.
        language: The language of its name; None takes the reader's.
    """

    name: str
    note: str = ""
    tone: Tone = "plain"
    hue: int = 0
    children: tuple[Branch, ...] = ()
    details: str = ""
    is_hollow: bool = False
    language: str | None = None


@dataclass(slots=True)
class _Spot:
    branch: Branch
    level: int
    height: float
    top: float = 0.0
    below: list[_Spot] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def walk(self) -> Iterator[_Spot]:
        yield self
        for one in self.below:
            yield from one.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Plot):
    """
    Trees side by side, each level a column.

    Args:
        roots: The trees, from the top.
        heads: What the levels are called; none for no heads.
    """

    roots: tuple[Branch, ...]
    heads: tuple[str, ...] = ()

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the boxes, children beside their parents, and join them.
        """
        levels = max((_depth(root) for root in self.roots), default=1)
        room = (width - (levels - 1) * _APART) / levels
        wide = min(max(room, _NARROW), _WIDE)
        drawn: list[Primitive] = []
        low = top
        for i, head in enumerate(self.heads[:levels]):
            text = pen.words(
                head, pen.styles.tag, x=x + i * (wide + _APART), y=top, width=wide, max_lines=2
            )
            drawn.append(text)
            low = max(low, text.y + text.height + 6)
        for root in self.roots:
            spot = self._measured(pen, root, 0, wide)
            low = _stacked(spot, low) + _GAP
            spots = list(spot.walk())
            drawn += [self._join(pen, one, x, wide) for one in spots if one.below]
            drawn += [self._box(pen, one, x + one.level * (wide + _APART), wide) for one in spots]
        end = x + levels * wide + (levels - 1) * _APART
        return Placed(tuple(drawn), low - _GAP, end)

    def _measured(self, pen: Pen, branch: Branch, level: int, wide: float) -> _Spot:
        _, height = _words(pen, branch, 0.0, 0.0, wide)
        below = [self._measured(pen, child, level + 1, wide) for child in branch.children]
        return _Spot(branch, level, height, below=below)

    def _join(self, pen: Pen, spot: _Spot, x: float, wide: float) -> Group:
        start = x + spot.level * (wide + _APART) + wide
        end = start + _APART
        middle = (start + end) / 2
        lines = tuple(
            Path(
                commands=(
                    ("M", start, spot.middle),
                    ("C", middle, spot.middle, middle, child.middle, end, child.middle),
                ),
                stroke=pen.theme.rule,
                stroke_width=1.6,
            )
            for child in spot.below
        )
        return Group(children=lines, role="link")

    def _box(self, pen: Pen, spot: _Spot, x: float, wide: float) -> Group:
        branch, theme = spot.branch, pen.theme
        hue = fill_of(theme, branch.tone, branch.hue)
        words, _ = _words(pen, branch, x, spot.top, wide)
        ground = Rect(
            x=x,
            y=spot.top,
            width=wide,
            height=spot.height,
            fill=theme.paper if branch.is_hollow else theme.tint(hue, 0.06),
            stroke=theme.tint(hue, 0.45),
            dash=(4, 3) if branch.is_hollow else (),
            radius=9,
        )
        strip = Rect(
            x=x + 5, y=spot.top + 7, width=_STRIP, height=spot.height - 14, fill=hue, radius=2
        )
        return Group(
            children=(ground, strip, *words),
            role="node",
            title=branch.name,
            details="\n".join(line for line in (branch.note, branch.details) if line),
        )


def _depth(branch: Branch) -> int:
    return 1 + max((_depth(child) for child in branch.children), default=0)


def _words(
    pen: Pen, branch: Branch, x: float, top: float, wide: float
) -> tuple[list[Primitive], float]:
    x, room = x + _PAD + _STRIP, wide - 2 * _PAD - _STRIP
    name = pen.words(
        branch.name,
        pen.styles.strong,
        x=x,
        y=top + 8,
        width=room,
        language=branch.language,
        max_lines=_LINES,
    )
    drawn: list[Primitive] = [name]
    low = name.y + name.height
    if branch.note:
        note = pen.words(branch.note, pen.styles.note, x=x, y=low + 1, width=room, max_lines=_LINES)
        drawn.append(note)
        low = note.y + note.height
    return drawn, low + 8 - top


def _stacked(spot: _Spot, top: float) -> float:
    """
    Give a tree its heights from the top; gives the y of its lower edge.
    """
    low = top
    for child in spot.below:
        low = _stacked(child, low) + _GAP
    if not spot.below:
        spot.top = top
        return top + spot.height
    low -= _GAP
    middle = (spot.below[0].middle + spot.below[-1].middle) / 2
    spot.top = middle - spot.height / 2
    if spot.top < top:
        # A box higher than all that hangs below it pushes them down.
        for child in spot.below:
            for one in child.walk():
                one.top += top - spot.top
        low += top - spot.top
        spot.top = top
    return max(low, spot.top + spot.height)
