"""
How a goal is reached through people: whose behaviour must change, how, and what brings that about.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from touchline.model.experience import Progress
from touchline.model.structure import Id, Part
from touchline.model.text import LocalText
from touchline.model.work import Record


class Deliverable(Part):
    """
    Something that can be made.

    Args:
        what: What it is.
        map: The id of the map that holds the card of the change.
        change: The id of that card, which then says how far it has come.
        status: How far it has come, where no card says it.
    """

    what: LocalText
    map: Id | None = None
    change: Id | None = None
    status: Progress = "idea"


class Effect(Part):
    """
    A way in which somebody would behave otherwise.

    Args:
        how: What they would do, or do more, less or sooner.
        deliverables: What would bring it about, the most promising first.
    """

    how: LocalText
    deliverables: tuple[Deliverable, ...] = ()


class Party(Part):
    """
    Somebody who can help the goal along or stand in its way.

    Args:
        persona: The id of the persona, when it is customers.
        stakeholder: The id of the stakeholder, when it is somebody else.
        who: Who it is, where neither has an entry.
        impacts: How their behaviour could change, the most promising first.
    """

    persona: Id | None = None
    stakeholder: Id | None = None
    who: LocalText | None = None
    impacts: tuple[Effect, ...] = ()

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.persona is None and self.stakeholder is None and self.who is None:
            names = {"names": "persona, stakeholder, who"}
            raise PydanticCustomError("needs_one_of", "one of {names}", names)
        return self


class ImpactMap(Record):
    """
    A goal, who can bring it about, how, and by what (P18).

    The form is Gojko Adzic's, “Impact Mapping”, 2012: why, who, how, what.

    Args:
        programme: The file of the programme that sets the goal, as a path from the workspace's
            folder.
        goal: The id of a goal of that programme.
        why: The goal in words, where no programme sets it.
        parties: Who can bring it about, the most important first.
    """

    programme: str | None = None
    goal: Id | None = None
    why: LocalText | None = None
    parties: tuple[Party, ...] = ()

    @model_validator(mode="after")
    def _has_a_goal(self) -> Self:
        if self.why is None and (self.programme is None or self.goal is None):
            names = {"names": "goal (programme), why"}
            raise PydanticCustomError("needs_one_of", "one of {names}", names)
        return self
