"""
The whole document: a journey map.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Generic, Literal

from pydantic import Field, SerializeAsAny, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeVar

from touchline.model.experience import Channel, Objective, Persona
from touchline.model.image import IconSource
from touchline.model.structure import Block, Cell, Id, Lane, Part, RefersTo, Stage, Step
from touchline.model.text import LocalText
from touchline.model.view import View
from touchline.shown import Shown

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


class Icon(Part):
    """
    A picture of the map's own, beside the library's.

    Args:
        id: The name by which stages, steps, touchpoints and personas call it.
        path: Its strokes as SVG path data in a square of 24 units.
        source: Instead of a path, an SVG: its file, as a path from this file's folder, or the SVG
            itself as a data URI.
    """

    id: Id
    path: (
        Annotated[str, Field(pattern=r"^[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]+$", max_length=4000)]
        | None
    ) = None
    source: IconSource | None = None

    @model_validator(mode="after")
    def _drawn_somehow(self) -> Icon:
        if self.path is None and self.source is None:
            raise PydanticCustomError("needs_one_of", "one of {names}", {"names": "path, source"})
        return self


class Branch(Block):
    """
    A way that leaves the planned one.

    Args:
        id: Its stable name.
        kind: Whether the customer fails here (R-029), is brought back (R-030), does something over
            or chooses.
        origin: The id of the step that it leaves.
        to: The id of the step that it leads to; None where the journey ends.
        text: When it is taken.
    """

    id: Id
    kind: Literal["failure", "recovery", "loop", "choice"]
    origin: Annotated[Id, RefersTo("step")] = Field(alias="from")
    to: Annotated[Id, RefersTo("step")] | None = None
    text: LocalText | None = None


class Link(Block):
    """
    Another map that belongs to this one.

    Args:
        id: Its stable name.
        kind: What the other map is, seen from here: this journey today or as it shall be, a part
            told more closely or the larger whole, the blueprint of this map or the map that this
            blueprint was made from, what comes before or after, or simply related.
        map: Its file, as a path from this file's folder.
        step: The id of the step here that it belongs to; None for the whole map.
        their_step: The id of the step there; None for the whole map.
    """

    id: Id
    kind: Literal[
        "as-is", "to-be", "detail", "overview", "blueprint", "source", "before", "after", "related"
    ]
    map: Annotated[str, Field(min_length=1)]
    step: Annotated[Id, RefersTo("step")] | None = None
    their_step: str | None = None


LaneT = TypeVar("LaneT", bound=Lane, default=Lane, covariant=True)


class JourneyMap(Block, Shown, Generic[LaneT]):
    """
    A customer's journey as a grid: stages and steps across, lanes down.

    Args:
        touchline: The version of the file format.
        id: Its stable name.
        title: What it is called.
        language: The language of its plain texts.
        type: Which of the nine map types it is.
        kind: Which of the journey kinds it tells.
        state: Whether a blueprint shows the service as it is or as it shall be (R-055).
        template: The name of the template from which it was made.
        status: A draft, or published.
        is_invented: It is an example; its figures and people are made up.
        is_discovered: It was drafted from data and nobody has reviewed it yet.
        objective: Why it is made.
        goal: What the customer wants to reach (R-021, R-105).
        scenario: The concrete scene.
        personas: Whose journey it is.
        channels: The media of its touchpoints.
        measurement: How it is measured.
        review: When it was and will be looked over.
        icons: Pictures of its own.
        stages: The stages with their steps, in order.
        branches: The ways that leave the planned one.
        lanes: The lanes, from top to bottom.
        links: The maps that belong to it.
        views: Ways to look at it that are kept.
    """

    touchline: Literal[1] = 1
    id: Id
    title: LocalText
    language: str = "en"
    type: MapType | None = None
    kind: JourneyKind | None = None
    state: Literal["current", "future"] | None = None
    template: str | None = None
    status: Literal["draft", "published"] = "draft"
    is_invented: bool = Field(default=False, alias="invented")
    is_discovered: bool = Field(default=False, alias="discovered")
    objective: Objective | None = None
    goal: LocalText | None = None
    scenario: LocalText | None = None
    personas: tuple[Persona, ...] = ()
    channels: tuple[Channel, ...] = ()
    measurement: Measurement = Measurement()
    review: Review = Review()
    icons: tuple[Icon, ...] = ()
    stages: tuple[Stage, ...] = ()
    branches: tuple[Branch, ...] = ()
    lanes: tuple[SerializeAsAny[LaneT], ...] = ()
    links: tuple[Link, ...] = ()
    views: tuple[View, ...] = ()

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
