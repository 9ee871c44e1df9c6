"""
What those who help customers must know at each step (M19).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.scene.audiences.page import WIDTH, about, foot, pen_for
from touchline.scene.audiences.rows import draw_rows
from touchline.scene.audiences.service import fields
from touchline.scene.header import header
from touchline.scene.legend import step_entries
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.scene.subject import Subject


class Script(Style):
    """
    A row for each step: what customers see, may ask, what can go wrong, what to do and say.
    """

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place the top of the page, the rows and the foot.
        """
        pen = pen_for(subject, theme)
        x = MARGIN + PAD
        content = max(WIDTH, (width or 0.0) - 2 * (MARGIN + PAD))
        shown = about(subject, keeps=("goal", "scenario", "personas"))
        top, low = header(shown, pen, x=x, top=MARGIN + PAD - 2, width=content)
        rows, low = draw_rows(subject, pen, fields(subject, pen), x=x, top=low + 20, width=content)
        children: list[Primitive] = [top, *rows]
        keys = ("scene.moment-of-truth", "scene.legend-assumption")
        said = {translate(key, pen.language) for key in keys}
        entries = [entry for entry in step_entries(subject, pen) if entry.words in said]
        last, low = foot(subject, pen, x=x, top=low, width=content, entries=entries)
        return sheet(subject, theme, x + content + PAD, low + PAD - 4, [*children, *last])
