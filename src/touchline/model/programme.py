"""
A programme of maps: what a company wants from its work on journeys, and who answers for which map.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from touchline.model.experience import Objective
from touchline.model.structure import Block, Id, RefersTo
from touchline.model.text import LocalText


class Goal(Objective):
    """
    Something that the programme wants to reach, with its measure.

    Args:
        id: Its stable name.
        owner: Who answers for it.
    """

    id: Id
    owner: str | None = None


class Member(Block):
    """
    A map of the programme.

    Args:
        file: Its file, as a path from the folder of the programme.
        goals: The ids of the goals that it serves.
    """

    file: Annotated[str, Field(min_length=1)]
    goals: tuple[Annotated[Id, RefersTo("goal")], ...] = ()


class Programme(Block):
    """
    Maps, goals and the people who answer for them (R-016).

    Args:
        touchline: The version of the file format.
        id: Its stable name.
        title: What it is called.
        language: The language of its plain texts.
        summary: What it is for, in a line or two.
        goals: What it wants to reach.
        maps: Its maps in order.
    """

    touchline: Literal[1] = 1
    id: Id
    title: LocalText
    language: str = "en"
    summary: LocalText | None = None
    goals: tuple[Goal, ...] = ()
    maps: tuple[Member, ...] = ()
