"""
Every contact of customers with a company, told once for all maps (R-119).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from touchline.model.binding import Matcher
from touchline.model.experience import Fact
from touchline.model.structure import Evidence, Id, Part, Scale
from touchline.model.text import LocalText
from touchline.model.work import Record


class Surveyed(Part):
    """
    What people answered, as one figure.

    Args:
        score: The mean of the answers.
        scale: The range of the answers.
        n: How many answered; None when nobody noted it.
        date: When they were asked.
        source: Where the figure comes from.
    """

    score: float
    scale: Scale = Scale(low=1, high=5)
    n: Annotated[int, Field(ge=1)] | None = None
    date: dt.date | None = None
    source: LocalText | None = None

    @model_validator(mode="after")
    def _inside_scale(self) -> Self:
        scale = self.scale
        if not scale.low <= self.score <= scale.high:
            raise PydanticCustomError(
                "score_outside_scale",
                "{score} outside {low} to {high}",
                {"score": self.score, "low": scale.low, "high": scale.high},
            )
        return self


class Judgement(Surveyed):
    """
    How good something is at a touchpoint, judged by customers or by whoever looked.

    Args:
        note: What was seen.
        by: Who judged.
        evidence: What stands behind it.
    """

    note: LocalText | None = None
    by: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Audit(Part):
    """
    How good a touchpoint is, looked at from four sides.

    Args:
        content: Whether customers value what they find there (R-156).
        response: How fast questions and complaints are answered (R-157).
        tips: Whether tips and advice help along the way (R-158).
        tone: Whether pictures and videos match the tone of the words (R-159).
    """

    content: Judgement | None = None
    response: Judgement | None = None
    tips: Judgement | None = None
    tone: Judgement | None = None


class Response(Part):
    """
    How the speed of answers to questions and complaints is measured (R-157).

    Args:
        asked: How the events by which customers ask or complain are recognised.
        answered: How the events by which they are answered are recognised.
        within: How soon an answer is promised, such as `4h`; None when nothing is promised.
    """

    asked: Annotated[tuple[Matcher, ...], Field(min_length=1)]
    answered: Annotated[tuple[Matcher, ...], Field(min_length=1)]
    within: Annotated[str, Field(pattern=r"^[1-9][0-9]{0,5}[smhdw]$")] | None = None


class Touchpoint(Record):
    """
    A contact of customer and company (R-119, R-122).

    Args:
        use: Whether it exists now or is wanted.
        channels: The ids of the channels in which it happens, the usual one first.
        delivery: How it is delivered (R-023).
        icon: The name of an icon; None takes the channel's.
        purpose: What customers come for.
        contact: Whom customers turn to when something goes wrong here.
        delivery_information: Where they find when and how their goods or services arrive.
        contact_details: How easily the ways to reach the company are found.
        facts: What the company states here; touchpoints must not contradict each other.
        importance: How much customers care for it.
        satisfaction: How content they are with it.
        audit: How good it is.
        binding: How its events are recognised; empty when nothing is measured.
        response: How the time until an answer is measured; None when it is not.
        evidence: What stands behind all this.
    """

    use: Literal["now", "wanted"] = "now"
    channels: tuple[Id, ...] = ()
    delivery: Literal["self-service", "assisted", "automatic"] | None = None
    icon: str | None = None
    purpose: LocalText | None = None
    contact: LocalText | None = None
    delivery_information: LocalText | None = None
    contact_details: Literal["easy", "hard", "missing"] | None = None
    facts: tuple[Fact, ...] = ()
    importance: Surveyed | None = None
    satisfaction: Surveyed | None = None
    audit: Audit = Audit()
    binding: tuple[Matcher, ...] = ()
    response: Response | None = None
    evidence: tuple[Evidence, ...] = ()
