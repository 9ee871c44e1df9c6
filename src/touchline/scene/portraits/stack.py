"""
Words, lists and small figures placed one below the other in a narrow field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Icon, Line, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.text import TextStyle
    from touchline.lanes._pen import Pen, Piece
    from touchline.measuring.measured import Figure

#: What a point of a list takes before its words, its radius, and the space after it, px.
_LEAD, _DOT, _AFTER_POINT = 13.0, 2.2, 4.0

#: The side of an icon before a line and its distance to the words, px.
_ICON, _AFTER_ICON = 12.0, 6.0

#: The height of a bar, how far its interval reaches beyond it, and space below it, px.
_BAR, _BEYOND, _AFTER_BAR = 8.0, 3.0, 6.0


class Stack:
    """
    Fills a field from top to bottom.

    Args:
        pen: What knows theme, language and text.
        x: Where its lines begin.
        y: The top of the first.
        width: How wide they may be.
    """

    def __init__(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.pen = pen
        self.x = x
        self.y = y
        self.width = width
        self.children: list[Primitive] = []

    def words(
        self,
        source: str,
        style: TextStyle,
        *,
        language: str | None = None,
        gap: float = 0.0,
        most: int = 12,
    ) -> None:
        """
        Set a paragraph.

        Args:
            source: The text; nothing is set for an empty one.
            style: How it is set.
            language: Its language tag; None takes the reader's.
            gap: Space above it.
            most: After how many lines it is clipped.
        """
        if not source:
            return
        text = self.pen.words(
            source,
            style,
            x=self.x,
            y=self.y + gap,
            width=self.width,
            language=language,
            max_lines=most,
        )
        self.children.append(text)
        self.y = text.y + text.height

    def points(self, items: Iterable[tuple[str, str]], *, colour: str) -> None:
        """
        Set a list with a dot before each item.

        Args:
            items: The words and the language of each.
            colour: The colour of the dots.
        """
        for source, language in items:
            text = self.pen.words(
                source,
                self.pen.styles.cell,
                x=self.x + _LEAD,
                y=self.y,
                width=self.width - _LEAD,
                language=language,
                max_lines=8,
            )
            middle = self.y + text.height / max(len(text.lines), 1) / 2
            dot = Ellipse(cx=self.x + _DOT + 1, cy=middle, rx=_DOT, ry=_DOT, fill=colour)
            self.children += [dot, text]
            self.y = text.y + text.height + _AFTER_POINT

    def line(self, source: str, icon: str, *, colour: str, gap: float = 0.0) -> None:
        """
        Set a small line with an icon before it.

        Args:
            source: The words.
            icon: The name of the icon.
            colour: The colour of both.
            gap: Space above it.
        """
        style = self.pen.coloured(self.pen.styles.note, colour)
        lead = _ICON + _AFTER_ICON
        text = self.pen.words(
            source,
            style,
            x=self.x + lead,
            y=self.y + gap,
            width=self.width - lead,
            max_lines=5,
        )
        mark = Icon(
            name=icon, x=self.x, y=self.y + gap + 2, size=_ICON, colour=colour, stroke_width=2
        )
        self.children += [mark, text]
        self.y = text.y + text.height

    def share(self, figure: Figure, fill: str) -> None:
        """
        Draw a share as a bar with its interval.

        Args:
            figure: The share; it has a value.
            fill: The colour of the bar.
        """
        theme, y = self.pen.theme, self.y + _BEYOND + 2
        part = min(max(figure.value or 0.0, 0.0), 1.0) * self.width
        self.children.append(
            Rect(x=self.x, y=y, width=self.width, height=_BAR, fill=theme.track, radius=3)
        )
        if part:
            self.children.append(
                Rect(x=self.x, y=y, width=max(part, 2), height=_BAR, fill=fill, radius=2)
            )
        if figure.low is not None and figure.high is not None:
            middle = y + _BAR / 2
            ends = [self.x + end * self.width for end in (figure.low, figure.high)]
            self.children.append(
                Line(x1=ends[0], y1=middle, x2=ends[1], y2=middle, stroke=theme.ink)
            )
            self.children += [
                Line(x1=end, y1=y - _BEYOND, x2=end, y2=y + _BAR + _BEYOND, stroke=theme.ink)
                for end in ends
            ]
        self.y = y + _BAR + _AFTER_BAR

    def put(self, piece: Piece, *, gap: float = 0.0) -> None:
        """
        Take something that was placed at the stack's own `x` and `y`.

        Args:
            piece: What was placed.
            gap: Space below it.
        """
        self.children.extend(piece.children)
        self.y += piece.height + gap
