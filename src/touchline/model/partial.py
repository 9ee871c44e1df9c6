"""
What a picture shows of a map: a part of it, some of it counted instead of told.
"""

from __future__ import annotations

from typing import NamedTuple, Self

from pydantic import Field

from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Lane
from touchline.model.view import Only


class LeftOut(NamedTuple):
    """
    How much of a map is not shown.

    Args:
        stages: Stages of which nothing is shown.
        steps: Steps that are not shown, those of such stages included.
        lanes: Lanes that are not shown.
        cards: Cards that are not shown, wherever they stand.
    """

    stages: int = 0
    steps: int = 0
    lanes: int = 0
    cards: int = 0


class Counted(Cell):
    """
    A cell of which some cards are only counted; it exists in pictures and in no file.

    Args:
        hidden: The cards that are not shown.
    """

    hidden: tuple[Card, ...] = Field(default=(), exclude=True)


def hidden_in(cell: Cell) -> tuple[Card, ...]:
    """
    List the cards of a cell that are only counted.

    Args:
        cell: A cell.

    Returns:
        The cards; none for a cell that shows all it holds.
    """
    return cell.hidden if isinstance(cell, Counted) else ()


class PartialMap(JourneyMap[Lane]):
    """
    A part of a map, which knows what was left out; what it knows of that is in no file.

    Args:
        kept: What was asked for.
        left_out: How much of the map is missing.
        unfolded: The part before what is collapsed was drawn together; None where nothing is.
    """

    kept: Only = Field(default=Only(), exclude=True)
    left_out: LeftOut = Field(default=LeftOut(), exclude=True)
    unfolded: JourneyMap | None = Field(default=None, exclude=True)

    @classmethod
    def of(cls, journey: JourneyMap, kept: Only, left_out: LeftOut) -> Self:
        """
        Say of a map that it is a part of another.

        Args:
            journey: What is left of the map.
            kept: What was asked for.
            left_out: How much of the map is missing.

        Returns:
            The part.
        """
        fields = {name: getattr(journey, name) for name in JourneyMap.model_fields}
        return cls.model_construct(**fields, kept=kept, left_out=left_out)

    @classmethod
    def drawn_together(cls, journey: JourneyMap, unfolded: JourneyMap) -> Self:
        """
        Say of a map that parts of it are drawn together.

        Args:
            journey: The map for the picture.
            unfolded: The map with everything that it shows.

        Returns:
            The map for the picture.
        """
        kept, left_out = Only(), LeftOut()
        if isinstance(unfolded, PartialMap):
            kept, left_out = unfolded.kept, unfolded.left_out
        return cls.of(journey, kept, left_out).model_copy(update={"unfolded": unfolded})


def unfolded(journey: JourneyMap) -> JourneyMap:
    """
    Give back the map with everything that a picture of it stands for.

    Args:
        journey: A map as it is drawn.

    Returns:
        The map before what is collapsed was drawn together.
    """
    found = journey.unfolded if isinstance(journey, PartialMap) else None
    return found or journey
