"""
What knows theme, language and text while a row is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from touchline.canvas import geometry
from touchline.canvas.primitives import Ellipse, Icon, Path, Rect
from touchline.canvas.text import TextStyle, measure, set_text

if TYPE_CHECKING:
    from touchline.canvas.fonts import Family
    from touchline.canvas.primitives import Primitive, Text
    from touchline.canvas.theme import Theme
    from touchline.location import Location

#: Space between a column's edge and what stands in it, px.
PAD = 10.0

#: Space between the edge of a chip or pill and its words, px.
_CHIP_PAD = 8.0

#: Scores as near to the middle as this are written in the quiet colour.
_NEITHER = 0.25

#: A text must not wrap because of rounding, px.
_SLACK = 0.5


@lru_cache(maxsize=256)
def _coloured(style: TextStyle, colour: str) -> TextStyle:
    return replace(style, colour=colour)


@lru_cache(maxsize=256)
def _in_family(style: TextStyle, family: Family) -> TextStyle:
    return replace(style, family=family)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    Something small that was placed, with the room it takes.

    Args:
        width: How wide it is.
        height: How high it is.
        children: Its primitives, back to front.
    """

    width: float
    height: float
    children: tuple[Primitive, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """
    The kinds of text that a picture uses, from loud to quiet.
    """

    title: TextStyle
    stage: TextStyle
    figure: TextStyle
    head: TextStyle
    strong: TextStyle
    cell: TextStyle
    quote: TextStyle
    chip: TextStyle
    tile: TextStyle
    note: TextStyle
    tag: TextStyle


@lru_cache(maxsize=32)
def styles_of(theme: Theme) -> Styles:
    """
    Give the text styles of a theme.

    Args:
        theme: The theme.

    Returns:
        The styles.
    """
    return Styles(
        title=TextStyle(size=25, weight=600, colour=theme.ink, line_height=1.25),
        stage=TextStyle(size=14, weight=600, colour=theme.on_stage, line_height=1.25),
        figure=TextStyle(size=15, weight=700, colour=theme.ink),
        head=TextStyle(size=12.5, weight=600, colour=theme.ink),
        strong=TextStyle(size=12, weight=600, colour=theme.ink),
        cell=TextStyle(size=12, weight=400, colour=theme.ink),
        quote=TextStyle(size=12, weight=400, colour=theme.ink, is_italic=True),
        chip=TextStyle(size=11.2, weight=500, colour=theme.ink),
        tile=TextStyle(size=17, weight=700, colour=theme.ink, line_height=1.3),
        note=TextStyle(size=10.8, weight=400, colour=theme.second),
        tag=TextStyle(size=10.8, weight=600, colour=theme.second),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """
    Places words and marks for one picture.

    Args:
        theme: Its colours.
        language: The reader's language tag.
        shows_grades: The map knows the evidence behind some of its cards, so that the others are
            marked as assumptions.
    """

    theme: Theme
    language: str
    shows_grades: bool = False

    @property
    def styles(self) -> Styles:
        """
        The kinds of text of this picture.
        """
        return styles_of(self.theme)

    def coloured(self, style: TextStyle, colour: str) -> TextStyle:
        """
        Give a text style another colour.

        Args:
            style: The style.
            colour: The colour.

        Returns:
            The style in that colour.
        """
        return _coloured(style, colour)

    def _dressed(self, style: TextStyle) -> TextStyle:
        return style if self.theme.font is None else _in_family(style, self.theme.font)

    def ink_of(self, score: float) -> str:
        """
        Choose the text colour of a score.

        Args:
            score: From -1 to 1.

        Returns:
            Good, bad, or quiet near the middle.
        """
        if abs(score) <= _NEITHER:
            return self.theme.second
        return self.theme.good_ink if score > 0 else self.theme.bad_ink

    def width_of(self, source: str, style: TextStyle, language: str | None = None) -> float:
        """
        Measure a text in one line.

        Args:
            source: The text.
            style: How it is set.
            language: Its language tag; None takes the reader's.

        Returns:
            Its width.
        """
        return measure(source, self._dressed(style), language or self.language) + _SLACK

    def words(
        self,
        source: str,
        style: TextStyle,
        *,
        x: float,
        y: float,
        width: float,
        language: str | None = None,
        align: Literal["start", "middle", "end"] = "start",
        max_lines: int | None = None,
        is_title: bool = False,
        at: Location | None = None,
    ) -> Text:
        """
        Set a paragraph into a width.

        Args:
            source: The text.
            style: How it is set.
            x: Where its box begins.
            y: The top of its box.
            width: The width of its box.
            language: Its language tag; None takes the reader's.
            align: Where its lines stand in the box.
            max_lines: After how many lines it is clipped.
            is_title: It breaks between phrases only, into lines of like width.
            at: Its location in the map.

        Returns:
            The text as laid out.
        """
        return set_text(
            source,
            x=x,
            y=y,
            width=width,
            style=self._dressed(style),
            language=language or self.language,
            align=align,
            max_lines=max_lines,
            balance=is_title,
            phrase=is_title,
            at=at,
        )

    def label(
        self,
        source: str,
        style: TextStyle,
        *,
        x: float,
        y: float,
        language: str | None = None,
        limit: float | None = None,
    ) -> Text:
        """
        Set a text in one line whose box is no wider than it needs to be.

        Args:
            source: The text.
            style: How it is set.
            x: Where it begins.
            y: The top of its box.
            language: Its language tag; None takes the reader's.
            limit: How wide it may be before it is clipped.

        Returns:
            The text as laid out.
        """
        width = self.width_of(source, style, language)
        if limit is not None:
            width = min(width, limit)
        return self.words(source, style, x=x, y=y, width=width, language=language, max_lines=1)

    def pill(
        self,
        source: str,
        *,
        x: float,
        y: float,
        fill: str,
        ink: str,
        limit: float | None = None,
        icon: str | None = None,
    ) -> Piece:
        """
        Place a short word in a rounded field.

        Args:
            source: The word.
            x: Where it begins.
            y: Its top.
            fill: The colour of the field.
            ink: The colour of the word.
            limit: How wide it may be before the word is clipped.
            icon: The name of an icon before the word.

        Returns:
            The pill.
        """
        style = TextStyle(size=10.8, weight=500, colour=ink)
        lead = 15.0 if icon else 0.0
        room = None if limit is None else limit - 2 * _CHIP_PAD - lead
        text = self.label(source, style, x=x + _CHIP_PAD + lead, y=y + 1.5, limit=room)
        width = text.width + 2 * _CHIP_PAD + lead
        height = text.height + 3
        children: list[Primitive] = [
            Rect(x=x, y=y, width=width, height=height, fill=fill, radius=height / 2)
        ]
        if icon:
            top = y + (height - 11) / 2
            children.append(Icon(name=icon, x=x + 7, y=top, size=11, colour=ink, stroke_width=2))
        return Piece(width, height, (*children, text))

    def avatar(self, name: str, *, x: float, y: float, size: float, fill: str) -> Piece:
        """
        Place the initials of a person in a disc.

        Args:
            name: The person's name.
            x: The left end of the disc from the inline start.
            y: Its top.
            size: Its diameter.
            fill: Its colour, dark enough for white letters.

        Returns:
            The disc with its letters.
        """
        style = TextStyle(size=size * 0.4, weight=600, colour=self.theme.on_stage, line_height=1.0)
        radius = size / 2
        letters = self.words(
            initials(name), style, x=x, y=y + radius - style.size / 2, width=size, align="middle"
        )
        disc = Ellipse(cx=x + radius, cy=y + radius, rx=radius, ry=radius, fill=fill)
        return Piece(size, size, (disc, letters))

    def bar(
        self, share: float, *, x: float, y: float, width: float, height: float, fill: str
    ) -> Piece:
        """
        Place a share as the filled part of a bar.

        Args:
            share: The share in [0, 1].
            x: Where it begins.
            y: Its top.
            width: How wide the whole is.
            height: How high it is.
            fill: The colour of the filled part.

        Returns:
            The bar.
        """
        filled = max(0.0, min(1.0, share)) * width
        track = Rect(x=x, y=y, width=width, height=height, fill=self.theme.track, radius=height / 2)
        if filled <= 0:
            return Piece(width, height, (track,))
        part = Rect(
            x=x,
            y=y,
            width=max(filled, height),
            height=height,
            fill=fill,
            radius=height / 2,
        )
        return Piece(width, height, (track, part))


def diamond(
    cx: float, cy: float, radius: float, *, fill: str, stroke: str, at: Location | None = None
) -> Path:
    """
    Draw the mark of a moment of truth.

    Args:
        cx: The middle.
        cy: The middle.
        radius: From the middle to a corner.
        fill: The colour inside.
        stroke: The colour of its outline.
        at: Its location in the map.

    Returns:
        The closed path.
    """
    commands = geometry.diamond(cx, cy, radius)
    return Path(commands=commands, fill=fill, stroke=stroke, stroke_width=2, at=at)


def initials(name: str) -> str:
    """
    Shorten a name to one or two letters.

    Args:
        name: A name, an address or a handle.

    Returns:
        The letters in upper case; a dot for a name without any letter.

    Examples:
        >>> initials("Rosa Maier"), initials("lk"), initials("ana.silva@example.org")
        ('RM', 'LK', 'AS')
        >>> initials("王小明"), initials("Lea, the careful one")
        ('王', 'L')
    """
    plain = _CLAUSE.split(name.partition("@")[0])[0]
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    if not words:
        return "·"
    if ord(words[0][0]) > _LAST_LETTER_OF_ALPHABETS:
        return words[0][0]
    if len(words) == 1:
        return words[0][:2].upper() if len(words[0]) <= 2 else words[0][0].upper()  # noqa: PLR2004 (a handle of two letters)
    letters = words[0][0] + words[-1][0]
    return letters.upper() if letters.isascii() else words[0][0].upper()


#: What follows is no part of a name, as in "Lea, the careful first-timer".
_CLAUSE = re.compile(r"[,،，、;:(—–]")

#: From here on the scripts of Unicode are syllabic or ideographic, one character says enough.
_LAST_LETTER_OF_ALPHABETS = 0x2E7F
