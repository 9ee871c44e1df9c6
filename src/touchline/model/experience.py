"""
Who travels and what it is like: personas, touchpoints, channels, feelings, pain points,
opportunities.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from touchline.model.binding import Matcher
from touchline.model.structure import Block, Card, Evidence, Id, Part, RefersTo
from touchline.model.text import LocalText


class Persona(Block):
    """
    Whose journey it is.

    Args:
        id: Its stable name.
        name: What it is called.
        summary: Who that is, in a line or two.
        quote: What the persona would say.
        goals: What it wants to reach.
        needs: What it needs.
        icon: The name of an icon; None draws the initials.
        is_primary: The map is told from its perspective (R-020).
        evidence: What stands behind it; a persona without evidence is an assumption.
    """

    id: Id
    name: LocalText
    summary: LocalText | None = None
    quote: LocalText | None = None
    goals: tuple[LocalText, ...] = ()
    needs: tuple[LocalText, ...] = ()
    icon: str | None = None
    is_primary: bool = Field(default=False, alias="primary")
    evidence: tuple[Evidence, ...] = ()


class Objective(Part):
    """
    Why the map is made (R-100, R-101).

    Args:
        statement: What shall change.
        metric: How that is measured.
        unit: What the values count: a share in [0, 1], seconds, or a plain number.
        baseline: Its value when the work began.
        target: The value to reach.
        due: By when.
    """

    statement: LocalText
    metric: LocalText | None = None
    unit: Literal["number", "share", "seconds"] = "number"
    baseline: float | None = None
    target: float | None = None
    due: dt.date | None = None


class Channel(Part):
    """
    The medium in which touchpoints happen.

    Args:
        id: Its stable name, which is also what the channel column of a log holds.
        name: What it is called; None takes the id.
        icon: The name of an icon in the library.
    """

    id: Id
    name: LocalText | None = None
    icon: str | None = None


class Scale(Part):
    """
    The range in which a score is given; scores on different scales are never joined.

    Args:
        low: The worst score.
        high: The best score.
    """

    low: float = -1.0
    high: float = 1.0

    @model_validator(mode="after")
    def _ends_in_order(self) -> Scale:
        if not self.low < self.high:
            raise PydanticCustomError("scale_order", "low {low} < high {high}", self.model_dump())
        return self


class Touchpoint(Card):
    """
    One contact of customer and company.

    Args:
        channel: The id of its channel.
        delivery: How it is delivered (R-023).
        use: Whether it exists now or is wanted (R-119).
        icon: The name of an icon; None takes the channel's.
        is_moment_of_truth: It decides whether the interaction succeeds.
        binding: How its events are recognised; empty when nothing is measured.
    """

    channel: Annotated[Id, RefersTo("channel")] | None = None
    delivery: Literal["self-service", "assisted", "automatic"] | None = None
    use: Literal["now", "wanted"] = "now"
    icon: str | None = None
    is_moment_of_truth: bool = Field(default=False, alias="moment_of_truth")
    binding: tuple[Matcher, ...] = ()


class Feeling(Card):
    """
    What it is like for the customer, as a point on a scale.

    Args:
        score: How it feels.
        scale: The range of the score.
        cause: Why it feels so (R-047).
        low: The lower end of the score's 95 % interval when it was surveyed.
        high: The upper end.
        persona: The id of who feels so; None for everybody of the map.
    """

    score: float
    scale: Scale = Scale()
    cause: LocalText | None = None
    low: float | None = None
    high: float | None = None
    persona: Annotated[Id, RefersTo("persona")] | None = None

    @model_validator(mode="after")
    def _inside_scale(self) -> Feeling:
        if not self.scale.low <= self.score <= self.scale.high:
            raise PydanticCustomError(
                "score_outside_scale",
                "{score} outside {low} to {high}",
                {"score": self.score, "low": self.scale.low, "high": self.scale.high},
            )
        return self


class Need(Card):
    """
    What the customer needs.

    Args:
        why: The motivation behind it (R-013).
    """

    why: LocalText | None = None


class PainPoint(Card):
    """
    What hurts.

    Args:
        severity: 1 an inconvenience (R-037), 2 a hindrance, 3 a reason to leave.
    """

    severity: Annotated[int, Field(ge=1, le=3)] | None = None


class Opportunity(Card):
    """
    What the company could do.

    Args:
        answers: The ids of the pain points that it answers.
        status: How far it has come.
        score: How promising it is, on the team's own scale.
    """

    answers: tuple[Annotated[Id, RefersTo("pain-points")], ...] = ()
    status: Literal["idea", "planned", "doing", "done", "dropped"] = "idea"
    score: float | None = None
