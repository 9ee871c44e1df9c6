"""
How far a team has come in its work on journeys, asked of the team itself.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import Field

from touchline.model.structure import Id
from touchline.model.work import Record

#: The sides of the work that are assessed.
Side = Literal["research", "mapping", "measuring", "ownership", "change", "upkeep"]
SIDES: tuple[Side, ...] = get_args(Side)

#: What can be reached on every side; each level has its words in the catalogues.
LEVELS = range(1, 11)

Level = Annotated[float, Field(ge=LEVELS[0], le=LEVELS[-1])]


class Assessment(Record):
    """
    Where a team sees itself on a day, from 1 to 10 (P20).

    Args:
        team: The id of the department that is assessed; None for the company.
        date: The day.
        n: How many people are behind it; its levels are then their means.
        levels: The level of each side that was assessed.
        next: The one thing to do before the next assessment.
    """

    team: Id | None = None
    date: dt.date
    n: Annotated[int, Field(ge=1)] = 1
    levels: Annotated[dict[Side, Level], Field(min_length=1)]
    next: str | None = None
