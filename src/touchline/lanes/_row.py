"""
What a lane type is given to draw, and what it gives back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.canvas.drafts import Drafts
from touchline.location import Location
from touchline.model.text import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.canvas.primitives import Primitive
    from touchline.measuring.measured import Measures, StepMeasures
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Cell, Lane, Stage, Step
    from touchline.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One step's place across the grid.

    Args:
        step: The step.
        stage: The stage that holds it.
        x: Where it begins, from the inline start.
        width: How wide it is.
        hue: The stage's fill colour.
        ink: The stage's colour made dark enough for text.
        opens_stage: It is the first of its stage.
    """

    step: Step
    stage: Stage
    x: float = 0.0
    width: float = 0.0
    hue: str = "#000000"
    ink: str = "#000000"
    opens_stage: bool = False

    @property
    def end(self) -> float:
        """
        Where it ends, from the inline start.
        """
        return self.x + self.width

    @property
    def centre(self) -> float:
        """
        Its middle.
        """
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    One cell with the columns that it covers.

    Args:
        cell: The cell.
        columns: The columns, at least one.
        at: The cell's location in the map.
    """

    cell: Cell
    columns: tuple[Column, ...]
    at: Location

    @property
    def x(self) -> float:
        """
        Where it begins, from the inline start.
        """
        return self.columns[0].x

    @property
    def width(self) -> float:
        """
        How wide it is over all its columns.
        """
        return self.columns[-1].end - self.columns[0].x


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A lane with the columns it runs through.

    Args:
        lane: The lane with its authored cells.
        journey: The whole map.
        measures: What was measured on it; None when nothing was.
        columns: The steps from start to end.
        language: The reader's language tag.
        top: The y below which it is drawn.
        drafts: What was laid out for the same row before.
    """

    lane: Lane
    journey: JourneyMap
    measures: Measures | None
    columns: tuple[Column, ...]
    language: str
    top: float = 0.0
    drafts: Drafts = field(default_factory=Drafts, compare=False, repr=False)

    @property
    def at(self) -> Location:
        """
        The lane's location in the map.
        """
        return Location.of(("lane", self.lane.id))

    def place_at(self, step: str) -> Location:
        """
        Name the place of this lane at a step.

        Args:
            step: The id of the step.

        Returns:
            Its location.
        """
        return Location.of(("step", step), ("lane", self.lane.id))

    def places(self) -> Iterator[Place]:
        """
        Walk over the authored cells whose steps the row runs through.

        Yields:
            Each cell with its columns, in the order of the map.
        """
        index = {column.step.id: i for i, column in enumerate(self.columns)}
        for cell in self.lane.cells:
            first = index.get(cell.at)
            if first is None:
                continue
            last = max(first, index.get(cell.through or cell.at, first))
            at = self.place_at(cell.at)
            yield Place(cell=cell, columns=self.columns[first : last + 1], at=at)

    def cards(self, step: str) -> tuple[Card, ...]:
        """
        Collect the cards at a step, those of cells that span it included.

        Args:
            step: The id of the step.

        Returns:
            The cards in rank order.
        """
        return tuple(card for cell in self.cells(step) for card in cell.cards)

    def cells(self, step: str) -> Iterator[Cell]:
        """
        Find the cells at a step, those that span it included.

        Args:
            step: The id of the step.

        Yields:
            Each cell, in the order of the map; none at a step through which the row does not run.
        """
        near = [cell for cell in self.lane.cells if cell.through is not None or cell.at == step]
        if not near:
            return
        index = {column.step.id: i for i, column in enumerate(self.columns)}
        place = index.get(step)
        for cell in near:
            first = index.get(cell.at)
            if first is None or place is None:
                continue
            if first <= place <= max(first, index.get(cell.through or cell.at, first)):
                yield cell

    def measured(self, step: str) -> StepMeasures | None:
        """
        Look up what was measured at a step.

        Args:
            step: The id of the step.

        Returns:
            The figures, or None when the map or the step was not measured.
        """
        return self.measures.of(step) if self.measures else None

    def said(self, text: LocalText | None) -> str:
        """
        Choose the words of an authored text for the reader.

        Args:
            text: The text, or None.

        Returns:
            The words; empty for None.
        """
        return said(text, self.language, self.journey.language)

    def language_of(self, text: LocalText | None) -> str:
        """
        Say which language the words chosen for the reader are in.

        Args:
            text: The text, or None.

        Returns:
            The language tag.
        """
        return language_of(text, self.language, self.journey.language)


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    A placed row.

    Args:
        height: How high it is.
        children: Its primitives, back to front, at their final place.
    """

    height: float
    children: tuple[Primitive, ...]


def said(text: LocalText | None, language: str, own: str) -> str:
    """
    Choose the words of an authored text for a reader.

    Args:
        text: The text, or None.
        language: The reader's language tag.
        own: The map's own language.

    Returns:
        The words; empty for None.
    """
    return "" if text is None else text.said(language, otherwise=own)


def language_of(text: LocalText | None, language: str, own: str) -> str:
    """
    Say which language the words chosen for a reader are in.

    Args:
        text: The text, or None.
        language: The reader's language tag.
        own: The map's own language, which plain texts are in.

    Returns:
        The language tag.
    """
    if text is None:
        return language
    tags = [tag for tag, _ in text.versions]
    if OWN in tags:
        return own
    for tag in (language, language.partition("-")[0], own):
        if tag in tags:
            return tag
    return tags[0] if tags else own
