"""
What is planned, on a calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.scene.boards import Board
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.plots.gantt import Activity, Gantt

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap(Board):
    """
    A roadmap.

    Args:
        activities: The rows in order; one that begins a group has a heading.
        today: The day of reading; None draws no line.
        title: What it is called; empty says how many rows there are.
        notes: What is not in order.
    """

    activities: tuple[Activity, ...]
    today: dt.date | None = None
    title: str = ""
    notes: tuple[str, ...] = ()

    def drawing(self, language: str) -> Drawing:
        """
        Choose bars on a calendar.
        """
        n = len(self.activities)
        title = self.title or translate("chart.roadmap.title", language, n=n)
        plot = Gantt(activities=self.activities, today=self.today)
        return Drawing(title=title, parts=(Part(plot),) if n else (), notes=self.notes, width=1240)
