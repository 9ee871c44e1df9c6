"""
How a team finds out what customers live through: interviews, surveys, tests and the like.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Id, Part, Participants
from touchline.model.text import LocalText
from touchline.model.work import Record

#: The ways of finding out (R-107 to R-110).
Method = Literal[
    "interview", "focus-group", "survey", "user-test",
    "observation", "mystery-shopping", "analytics", "literature",
]  # fmt: skip


class Group(Part):
    """
    People who were, or shall be, asked or watched.

    Args:
        sort: What they are to the company: only customers and prospects speak as customers do
            (R-111, R-226).
        wanted: How many shall take part.
        n: How many took part.
        persona: The id of the persona for whom they stand.
        note: How they were chosen.
    """

    sort: Participants
    wanted: Annotated[int, Field(ge=1)] | None = None
    n: Annotated[int, Field(ge=0)] | None = None
    persona: Id | None = None
    note: LocalText | None = None


class Consent(Part):
    """
    What the people who took part agreed to.

    Args:
        purpose: For what their words may be used.
        date: When they agreed.
        until: The last day on which their words may be kept; None for no end.
        file: The wording to which they agreed, as a path from the workspace's folder.
    """

    purpose: LocalText
    date: dt.date
    until: dt.date | None = None
    file: str | None = None


class Study(Record):
    """
    One piece of research, planned or done (R-107 to R-113).

    Args:
        method: How the team finds out.
        status: How far it has come.
        question: What the team wants to know.
        start: The first day.
        end: The last day; what was found is dated by it unless it says otherwise.
        participants: Who was, or shall be, asked or watched.
        consent: What they agreed to; None where nobody was asked for it.
        maps: The ids of the maps for which it was made.
        team: Who does it.
        files: Recordings, notes and texts, as paths from the workspace's folder or addresses.
    """

    method: Method
    status: Literal["planned", "running", "done"] = "planned"
    question: LocalText | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    participants: tuple[Group, ...] = ()
    consent: Consent | None = None
    maps: tuple[Id, ...] = ()
    team: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
