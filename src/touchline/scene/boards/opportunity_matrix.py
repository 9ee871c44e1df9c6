"""
Opportunities between two numbers, such as effort and value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.scene.boards import Board
from touchline.scene.charts._drawing import Drawing, Part
from touchline.scene.plots.quadrant import Corners, Quadrant, Spot

if TYPE_CHECKING:
    from touchline.scene.plots import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """
    One opportunity.

    Args:
        name: What it is.
        x: Its number across.
        y: Its number upwards.
        details: What else is known of it.
        tone: What its colour says.
        is_assumed: Nobody has measured its numbers.
    """

    name: str
    x: float
    y: float
    details: str = ""
    tone: Tone = "plain"
    is_assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityMatrix(Board):
    """
    A matrix of opportunities.

    Args:
        title: What it is called.
        opportunities: Those that have both numbers.
        x_name: What lies across.
        y_name: What lies upwards.
        x_range: The ends across; None takes round numbers.
        y_range: The ends upwards.
        x_middle: Where it is parted across.
        y_middle: Where it is parted upwards.
        corners: What the corners are called.
        unplaced: The names of those that lack a number.
    """

    title: str
    opportunities: tuple[Placed, ...]
    x_name: str
    y_name: str
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    x_middle: float | None = None
    y_middle: float | None = None
    corners: Corners = field(default_factory=Corners)
    unplaced: tuple[str, ...] = ()

    def drawing(self, language: str) -> Drawing:
        """
        Choose a field of four corners.
        """
        spots = tuple(
            Spot(
                name=one.name,
                x=one.x,
                y=one.y,
                details=one.details,
                tone=one.tone,
                is_hollow=one.is_assumed,
            )
            for one in self.opportunities
        )
        notes = []
        if any(one.is_assumed for one in self.opportunities):
            notes.append(translate("chart.matrix.assumed", language))
        notes += [translate("chart.matrix.unplaced", language, name=name) for name in self.unplaced]
        plot = Quadrant(
            spots=spots,
            x_name=self.x_name,
            y_name=self.y_name,
            x_unit="amount",
            y_unit="amount",
            x_range=self.x_range,
            y_range=self.y_range,
            x_middle=self.x_middle,
            y_middle=self.y_middle,
            corners=self.corners,
        )
        return Drawing(title=self.title, parts=(Part(plot),) if spots else (), notes=tuple(notes))
