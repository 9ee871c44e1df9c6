"""
The whole document: a journey map.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Generic, Literal

from pydantic import Field, SerializeAsAny
from typing_extensions import TypeVar

from touchline.model.experience import Channel, Objective, Persona
from touchline.model.structure import Block, Cell, Id, Lane, Part, Stage, Step
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.structure import Card

#: The nine map types (R-070 to R-078).
MapType = Literal[
    "current-state", "future-state", "day-in-the-life", "service-blueprint",
    "linear", "circular", "staged", "channel-based", "role-based",
]  # fmt: skip

#: The journey kinds (R-090 to R-093).
JourneyKind = Literal["purchase", "lead-generation", "engagement", "retention"]


class Measurement(Part):
    """
    How the map is measured.

    Args:
        window: How long after its first step a customer may take for the planned way, such as
            `90d`; None for no limit.
    """

    window: str | None = None


class Review(Part):
    """
    When the map was and will be looked over (R-138, R-228).

    Args:
        last: The day of the last review.
        every: How often, such as `90d`.
    """

    last: dt.date | None = None
    every: str | None = None


LaneT = TypeVar("LaneT", bound=Lane, default=Lane, covariant=True)


class JourneyMap(Block, Generic[LaneT]):
    """
    A customer's journey as a grid: stages and steps across, lanes down.

    Args:
        touchline: The version of the file format.
        id: Its stable name.
        title: What it is called.
        language: The language of its plain texts.
        type: Which of the nine map types it is.
        kind: Which of the journey kinds it tells.
        status: A draft, or published.
        is_invented: It is an example; its figures and people are made up.
        is_discovered: It was drafted from data and nobody has reviewed it yet.
        objective: Why it is made.
        scenario: The concrete scene.
        personas: Whose journey it is.
        channels: The media of its touchpoints.
        measurement: How it is measured.
        review: When it was and will be looked over.
        stages: The stages with their steps, in order.
        lanes: The lanes, from top to bottom.
    """

    touchline: Literal[1] = 1
    id: Id
    title: LocalText
    language: str = "en"
    type: MapType | None = None
    kind: JourneyKind | None = None
    status: Literal["draft", "published"] = "draft"
    is_invented: bool = Field(default=False, alias="invented")
    is_discovered: bool = Field(default=False, alias="discovered")
    objective: Objective | None = None
    scenario: LocalText | None = None
    personas: tuple[Persona, ...] = ()
    channels: tuple[Channel, ...] = ()
    measurement: Measurement = Measurement()
    review: Review = Review()
    stages: tuple[Stage, ...] = ()
    lanes: tuple[SerializeAsAny[LaneT], ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """
        All steps in order, across the stages.
        """
        return tuple(step for stage in self.stages for step in stage.steps)

    def stage_of(self, step: str) -> Stage:
        """
        Find the stage of a step.

        Args:
            step: The id of the step.

        Returns:
            The stage that holds it.

        Raises:
            KeyError: No stage holds such a step.
        """
        for stage in self.stages:
            if any(item.id == step for item in stage.steps):
                return stage
        raise KeyError(step)

    def cards(self) -> Iterator[tuple[LaneT, Cell, Card]]:
        """
        Walk over all cards.

        Yields:
            The lane, the cell and the card, from top to bottom and from start to end.
        """
        for lane in self.lanes:
            for cell in lane.cells:
                for card in cell.cards:
                    yield lane, cell, card

    @property
    def primary_persona(self) -> Persona | None:
        """
        The persona whose perspective it is: the one marked primary, else the only one.
        """
        marked = [persona for persona in self.personas if persona.is_primary]
        if marked:
            return marked[0]
        return self.personas[0] if len(self.personas) == 1 else None
