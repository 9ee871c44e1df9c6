"""
Whose journeys a team maps: the personas of all its maps.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from touchline.model.binding import Deed
from touchline.model.structure import Evidence, Id, Part
from touchline.model.text import LocalText
from touchline.model.work import Record


class Share(Part):
    """
    How many of the customers in a log are of one kind.

    Args:
        value: The share of all cases, in [0, 1].
        low: The lower end of its 95 % interval.
        high: The upper end.
        n: The cases of the kind.
        of: All cases.
        source: The log that was counted.
        date: When it was counted.
    """

    value: Annotated[float, Field(ge=0, le=1)]
    low: Annotated[float, Field(ge=0, le=1)] | None = None
    high: Annotated[float, Field(ge=0, le=1)] | None = None
    n: Annotated[int, Field(ge=0)] | None = None
    of: Annotated[int, Field(ge=0)] | None = None
    source: str | None = None
    date: dt.date | None = None


class Persona(Record):
    """
    A fictional customer made from research and data (R-114), told once for all maps.

    Args:
        status: Whether it is a proposal from data or agreed on by the team.
        role: The part it plays, such as buyer, user or decision maker (R-078).
        summary: Who that is, in a line or two.
        background: Where it comes from: work, home, experience (R-103).
        why: What moves it: the motive behind all it does here.
        goals: What it wants to reach.
        needs: What it needs.
        traits: What it is like.
        behaviours: What it usually does.
        channels: The ids of the channels that it prefers, the favourite first.
        quotes: What such customers said, the most telling first.
        questions: What the team does not know of it yet and means to ask.
        positioning: What the company wants to be for it, compared with others (R-186).
        segment: For each attribute of a case the values that make a customer one of its kind.
        deeds: What such customers did or did not do, such as `did pay` or `did not ask`; all must
            hold, beside the segment.
        share: How many such customers there are.
        picture: The file of its picture, as a path from the workspace's folder.
        icon: The name of an icon; None draws the initials.
        evidence: What stands behind it; a persona without evidence is an assumption.
    """

    status: Literal["proposed", "agreed"] = "agreed"
    role: LocalText | None = None
    summary: LocalText | None = None
    background: LocalText | None = None
    why: LocalText | None = None
    goals: tuple[LocalText, ...] = ()
    needs: tuple[LocalText, ...] = ()
    traits: tuple[LocalText, ...] = ()
    behaviours: tuple[LocalText, ...] = ()
    channels: tuple[Id, ...] = ()
    quotes: tuple[LocalText, ...] = ()
    questions: tuple[LocalText, ...] = ()
    positioning: LocalText | None = None
    segment: dict[str, tuple[str | float, ...]] = Field(default_factory=dict)
    deeds: tuple[Deed, ...] = ()
    share: Share | None = None
    picture: str | None = None
    icon: str | None = None
    evidence: tuple[Evidence, ...] = ()
