"""
Which events make up a journey, for those who send and collect them (M19).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.scene.audiences.event_rows import draw_events, tally, unknown
from touchline.scene.audiences.page import WIDTH, about, foot, pen_for
from touchline.scene.header import header
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene
    from touchline.canvas.theme import Theme
    from touchline.scene.subject import Subject


class Events(Style):
    """
    A row for each touchpoint: the events that count, how many the log holds, what is missing.
    """

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place the top of the page, the counts, the rows and what no step knows.
        """
        pen = pen_for(subject, theme)
        x = MARGIN + PAD
        content = max(WIDTH, (width or 0.0) - 2 * (MARGIN + PAD))
        top, low = header(about(subject, keeps=()), pen, x=x, top=MARGIN + PAD - 2, width=content)
        counts, low = tally(subject, pen, x=x, top=low + 16, width=content)
        rows, low = draw_events(subject, pen, x=x, top=low + 20, width=content)
        rest, low = unknown(subject, pen, x=x, top=low, width=content)
        last, low = foot(subject, pen, x=x, top=low, width=content)
        children = [top, *counts, *rows, *rest, *last]
        return sheet(subject, theme, x + content + PAD, low + PAD - 4, children)
