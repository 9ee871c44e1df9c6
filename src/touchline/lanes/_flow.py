"""
Small things placed beside each other while they fit, then in the next line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from touchline.canvas.primitives import Icon
from touchline.lanes._pen import Piece

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen

#: The height of a line of small things, and the space after one and after quiet words, px.
_LINE, _GAP, _AFTER_WORDS = 19.0, 5.0, 10.0

#: The diameter of a person's disc and the side of a mark, px.
_DISC, _MARK = 18.0, 12.0


class Placing(Protocol):
    """
    Places something at a point, no wider than a limit.
    """

    def __call__(self, *, x: float, y: float, limit: float) -> Piece:
        """
        Place it.
        """
        ...


class Flow:
    """
    Fills lines of small things from the inline start.

    Args:
        pen: What knows theme, language and text.
        x: Where its lines begin.
        y: The top of the first line.
        width: How wide its lines are.
    """

    def __init__(self, pen: Pen, x: float, y: float, width: float) -> None:
        self.pen = pen
        self.x = x
        self.top = y
        self.width = width
        self.children: list[Primitive] = []
        self._y = y
        self._left = x
        self._low = y

    @property
    def piece(self) -> Piece:
        """
        What was placed; of height 0 when that is nothing.
        """
        return Piece(self.width, self._low - self.top, tuple(self.children))

    def put(self, placing: Placing, *, gap: float = _GAP) -> None:
        """
        Place something in this line, or in the next one where it does not fit.

        Args:
            placing: What places it.
            gap: The space after it.
        """
        placed = placing(x=self._left, y=self._y, limit=self.width)
        if not placed.height:
            return
        if self._left > self.x and self._left + placed.width > self.x + self.width:
            self.wrap()
            placed = placing(x=self._left, y=self._y, limit=self.width)
        down = max(0.0, (_LINE - placed.height) / 2)
        if down:
            placed = placing(x=self._left, y=self._y + down, limit=self.width)
        self.children.extend(placed.children)
        self._left += placed.width + gap
        self._low = max(self._low, self._y + max(_LINE, placed.height))

    def wrap(self) -> None:
        """
        Begin a new line.
        """
        self._left, self._y = self.x, self._low

    def pill(self, words: str, *, fill: str, ink: str, icon: str | None = None) -> None:
        """
        Place a word in a rounded field.

        Args:
            words: The word.
            fill: The colour of the field.
            ink: The colour of the word.
            icon: The name of an icon before it.
        """
        pen = self.pen
        self.put(
            lambda *, x, y, limit: pen.pill(
                words, x=x, y=y, fill=fill, ink=ink, limit=limit, icon=icon
            )
        )

    def note(
        self,
        words: str,
        *,
        colour: str | None = None,
        icon: str | None = None,
        is_directional: bool = False,
    ) -> None:
        """
        Place a few quiet words; those that need more than a line stand in lines of their own.

        Args:
            words: The words.
            colour: Their colour; None takes the quiet one.
            icon: The name of an icon before them.
            is_directional: The icon points along the reading direction.
        """
        pen, ink = self.pen, colour or self.pen.theme.second
        style = pen.coloured(pen.styles.note, ink)
        lead = _MARK + 3 if icon else 0.0
        natural = pen.width_of(words, style)

        def place(*, x: float, y: float, limit: float) -> Piece:
            width = min(natural, limit - lead)
            text = pen.words(words, style, x=x + lead, y=y, width=width, max_lines=3)
            mark: tuple[Primitive, ...] = ()
            if icon:
                sign = Icon(
                    name=icon,
                    x=x,
                    y=y + 2,
                    size=_MARK,
                    colour=ink,
                    stroke_width=2,
                    is_directional=is_directional,
                )
                mark = (sign,)
            return Piece(lead + width, text.height, (*mark, text))

        self.put(place, gap=_AFTER_WORDS)

    def disc(self, name: str) -> None:
        """
        Place a person's initials.

        Args:
            name: The person's name.
        """
        pen = self.pen
        self.put(
            lambda *, x, y, limit: pen.avatar(
                name, x=x, y=y, size=min(_DISC, limit), fill=pen.theme.ink
            )
        )
