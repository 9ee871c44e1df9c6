"""
What a picture shows of a map: a part of it, some of it counted instead of told.
"""

from __future__ import annotations

from typing import NamedTuple, Self

from pydantic import Field

from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Lane
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
        n: How many cards it holds that are not shown.
    """

    n: int = Field(default=0, exclude=True)


class PartialMap(JourneyMap[Lane]):
    """
    A part of a map, which knows what was left out; what it knows of that is in no file.

    Args:
        kept: What was asked for.
        left_out: How much of the map is missing.
    """

    kept: Only = Field(default=Only(), exclude=True)
    left_out: LeftOut = Field(default=LeftOut(), exclude=True)

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
