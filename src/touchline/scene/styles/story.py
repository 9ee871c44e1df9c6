"""
The journey told in prose and pictures, step by step (R-008, R-049).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.lanes._pen import Pen
from touchline.scene.legend import Entry, footer, legend
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.story.chapters import chapters
from touchline.scene.story.closing import closing
from touchline.scene.story.course import course
from touchline.scene.story.opening import characters, opening
from touchline.scene.story.told import story
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.scene.subject import Subject

#: The width of the content: usually, and at most, px.
_WIDTH, _WIDEST = 1080.0, 1320.0

#: Space at the sides of the sheet beyond that of other styles, and between two parts, px.
_MORE, _BETWEEN = 22.0, 38.0


class Story(Style):
    """
    Who travels, a picture and sentences for each step along a trail, and how it ends.
    """

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place opening, characters, chapters, end and legend from top to bottom.
        """
        told = story(subject)
        pen = Pen(theme=theme, language=subject.language, shows_grades=bool(told.legend))
        x = MARGIN + PAD + _MORE
        wished = _WIDTH if width is None else width - 2 * x
        wide = min(max(wished, _WIDTH), _WIDEST)
        head, low = opening(told, pen, x=x, top=MARGIN + PAD + _MORE - 6, width=wide)
        children: list[Primitive] = [head]
        line, low = course(subject, told, pen, x=x, top=low + _BETWEEN - 14, width=wide)
        if line:
            children.append(line)
        people, low = characters(subject, told, pen, x=x, top=low + _BETWEEN - 12, width=wide)
        children += people
        parts, low = chapters(subject, told.chapters, pen, x=x, top=low + _BETWEEN, width=wide)
        children += parts
        if told.endings:
            end, low = closing(told, pen, x=x, top=low + _BETWEEN + 10, width=wide)
            children.append(end)
        entries = [Entry(told.legend)] if told.legend else []
        signs, bottom = legend(subject, pen, x=x, top=low + 20, width=wide, entries=entries)
        if signs:
            children.append(signs)
            low = bottom
        group, bottom = footer(subject, pen, x=x, top=low + 16, width=wide)
        if group:
            children.append(group)
            low = bottom
        return sheet(subject, theme, x + wide + PAD + _MORE, low + PAD + 4, children)
