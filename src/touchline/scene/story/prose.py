"""
Sentences set from top to bottom: running text, words of customers, and boxes beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.primitives import Icon, Rect
from touchline.canvas.text import TextStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.canvas.theme import Theme
    from touchline.lanes._pen import Pen

#: After so many lines a paragraph, and after so many a sentence in a list, is clipped.
_MOST, _MOST_IN_LIST = 18, 9

#: Space inside a box, the side of the icon before its title, and between two sentences, px.
_PAD, _ICON, _BETWEEN = 14.0, 15.0, 5.0

#: The side of the quotation mark before a customer's words and the room that it takes, px.
_MARK, _LEAD = 20.0, 34.0


class Faces(NamedTuple):
    """
    The kinds of text of a story, from loud to quiet.
    """

    title: TextStyle
    chapter: TextStyle
    name: TextStyle
    lead: TextStyle
    body: TextStyle
    aside: TextStyle
    spoken: TextStyle
    label: TextStyle
    note: TextStyle


def faces_of(theme: Theme) -> Faces:
    """
    Give the kinds of text of a story.

    Args:
        theme: The theme.

    Returns:
        The styles.
    """
    ink, second = theme.ink, theme.second
    return Faces(
        title=TextStyle(38, weight=700, colour=ink, line_height=1.18),
        chapter=TextStyle(27, weight=700, colour=ink, line_height=1.2),
        name=TextStyle(20, weight=600, colour=ink, line_height=1.3),
        lead=TextStyle(16.5, colour=ink, line_height=1.6),
        body=TextStyle(14.5, colour=ink, line_height=1.62),
        aside=TextStyle(12.5, colour=ink, line_height=1.55),
        spoken=TextStyle(17, colour=ink, line_height=1.5, is_italic=True),
        label=TextStyle(12, weight=600, colour=second, line_height=1.4),
        note=TextStyle(11.5, colour=second, line_height=1.5),
    )


class Look(NamedTuple):
    """
    How a box looks.

    Args:
        icon: The name of the icon before its title.
        fill: Its ground.
        line: Its outline.
        ink: The colour of icon and title.
    """

    icon: str
    fill: str
    line: str
    ink: str


class Prose:
    """
    Fills a column from top to bottom.

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
        gap: float = 0.0,
        lead: float = 0.0,
        most: int = _MOST,
        is_title: bool = False,
        language: str | None = None,
    ) -> None:
        """
        Set a paragraph.

        Args:
            source: The text; nothing is set for an empty one.
            style: How it is set.
            gap: Space above it.
            lead: How far it is set in.
            most: After how many lines it is clipped.
            is_title: It breaks between phrases only, into lines of like width.
            language: Its language tag; None takes the reader's.
        """
        if not source.strip():
            return
        text = self.pen.words(
            source,
            style,
            x=self.x + lead,
            y=self.y + gap,
            width=self.width - lead,
            max_lines=most,
            is_title=is_title,
            language=language,
        )
        self.children.append(text)
        self.y = text.y + text.height

    def with_icon(
        self,
        sentences: Sequence[str],
        style: TextStyle,
        *,
        icon: str,
        colour: str,
        gap: float = 0.0,
    ) -> None:
        """
        Set sentences below each other, with an icon before the first one.

        Args:
            sentences: The sentences.
            style: How they are set.
            icon: The name of the icon.
            colour: The colour of the icon.
            gap: Space above them.
        """
        side = round(style.size * 1.36)
        self.y += gap
        top = self.y + (style.leading(self.pen.language) - side) / 2
        mark = Icon(name=icon, x=self.x + (_MARK - side) / 2, y=top, size=side, colour=colour)
        self.children.append(mark)
        for i, sentence in enumerate(sentences):
            self.words(sentence, style, gap=3 if i else 0, lead=_LEAD, most=_MOST_IN_LIST)

    def spoken(
        self, title: str, said: Sequence[tuple[str, str]], *, colour: str, gap: float
    ) -> None:
        """
        Set somebody's own words large, each with where they come from.

        Args:
            title: Whose words they are.
            said: The words between quotation marks, and their sources; empty ones are left out.
            colour: The colour of the mark before them.
            gap: Space above them.
        """
        faces = faces_of(self.pen.theme)
        self.y += gap
        mark = Icon(name="quote", x=self.x, y=self.y + 1, size=_MARK, colour=colour, stroke_width=2)
        self.children.append(mark)
        self.words(title, faces.label, lead=_LEAD, most=2)
        for words, source in said:
            self.words(words, faces.spoken, lead=_LEAD, gap=3)
            self.words(source, faces.note, lead=_LEAD, most=3)

    def box(
        self,
        title: str,
        sentences: Sequence[str],
        look: Look,
        *,
        gap: float = 0.0,
        low: float | None = None,
        is_small: bool = False,
    ) -> None:
        """
        Set sentences into a box, each as a paragraph of its own.

        Args:
            title: What stands above them.
            sentences: The sentences.
            look: How the box looks.
            gap: Space above it.
            low: The y that its lower edge reaches at least.
            is_small: The sentences are set smaller than those of the story.
        """
        faces = faces_of(self.pen.theme)
        top = self.y + gap
        inside = Prose(self.pen, self.x + _PAD, top + _PAD - 3, self.width - 2 * _PAD)
        style = self.pen.coloured(faces.label, look.ink)
        inside.words(title, style, lead=_ICON + 7, most=3)
        icon_y = top + _PAD - 3 + (style.leading(self.pen.language) - _ICON) / 2
        for sentence in sentences:
            inside.words(
                sentence,
                faces.note if is_small else faces.aside,
                gap=_BETWEEN,
                most=_MOST_IN_LIST,
            )
        bottom = max(inside.y + _PAD - 2, low or 0.0)
        ground = Rect(
            x=self.x,
            y=top,
            width=self.width,
            height=bottom - top,
            fill=look.fill,
            stroke=look.line,
            radius=12,
        )
        icon = Icon(
            name=look.icon,
            x=self.x + _PAD,
            y=icon_y,
            size=_ICON,
            colour=look.ink,
            stroke_width=2,
        )
        self.children += [ground, icon, *inside.children]
        self.y = bottom
