"""
Who travels and what it is like: personas, channels and every kind of card with fields of its own.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from touchline.model.binding import Deed, Matcher
from touchline.model.proof import Finding, Result
from touchline.model.structure import Block, Card, Evidence, Id, Image, Lane, Part, RefersTo, Scale
from touchline.model.text import LocalText
from touchline.model.worth import Ice, KanoReply, Lever, Points, Rice


class Persona(Block):
    """
    Whose journey it is.

    Args:
        id: Its stable name.
        name: What it is called.
        role: The part it plays, such as buyer, user or decision maker (R-078).
        summary: Who that is, in a line or two.
        background: Where it comes from: work, home, experience (R-103).
        quote: What the persona would say.
        goals: What it wants to reach.
        needs: What it needs.
        behaviours: What it usually does.
        segment: For each attribute of a case the values that make a customer one of its kind.
        deeds: What such customers did or did not do, such as `did pay` or `did not ask`; all must
            hold, beside the segment.
        icon: The name of an icon; None draws the initials.
        image: Its portrait, drawn instead of icon or initials.
        is_primary: The map is told from its perspective (R-020).
        evidence: What stands behind it; a persona without evidence is an assumption.
    """

    id: Id
    name: LocalText
    role: LocalText | None = None
    summary: LocalText | None = None
    background: LocalText | None = None
    quote: LocalText | None = None
    goals: tuple[LocalText, ...] = ()
    needs: tuple[LocalText, ...] = ()
    behaviours: tuple[LocalText, ...] = ()
    segment: dict[str, tuple[str | float, ...]] = Field(default_factory=dict)
    deeds: tuple[Deed, ...] = ()
    icon: str | None = None
    image: Image | None = None
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


class Fact(Part):
    """
    Something that the company states at a touchpoint, such as its opening hours (R-227).

    Args:
        about: What it is about, in the same words at every touchpoint that states it.
        says: What is stated.
    """

    about: Annotated[str, Field(min_length=1)]
    says: LocalText


class Touchpoint(Card):
    """
    One contact of customer and company.

    Args:
        entry: The id of the touchpoint in the workspace's catalogue.
        channel: The id of its channel.
        moment: When within the step it happens.
        delivery: How it is delivered (R-023).
        use: Whether it exists now or is wanted (R-119).
        icon: The name of an icon; None takes the channel's.
        is_moment_of_truth: It decides whether the interaction succeeds.
        facts: What the company states here; two touchpoints must not contradict each other.
        binding: How its events are recognised; empty when nothing is measured.
    """

    entry: Id | None = None
    channel: Annotated[Id, RefersTo("channel")] | None = None
    moment: LocalText | None = None
    delivery: Literal["self-service", "assisted", "automatic"] | None = None
    use: Literal["now", "wanted"] = "now"
    icon: str | None = None
    is_moment_of_truth: bool = Field(default=False, alias="moment_of_truth")
    facts: tuple[Fact, ...] = ()
    binding: tuple[Matcher, ...] = ()


class Scored(Card):
    """
    A card whose score is a point on a scale.

    Args:
        score: The point.
        scale: The range of the score; None for the lane's.
    """

    score: float
    scale: Scale | None = None

    @model_validator(mode="after")
    def _inside_scale(self) -> Self:
        # Without a scale of its own the lane's counts, which only a whole map can check.
        scale = self.scale
        if scale is not None and not scale.low <= self.score <= scale.high:
            raise PydanticCustomError(
                "score_outside_scale",
                "{score} outside {low} to {high}",
                {"score": self.score, "low": scale.low, "high": scale.high},
            )
        return self

    def scale_in(self, lane: Lane) -> Scale:
        """
        Find the scale that the score is given in.

        Args:
            lane: The lane that holds the card.

        Returns:
            The card's own scale, else the lane's, else from -1 to 1.
        """
        return self.scale or lane.scale or Scale()


class Feeling(Scored):
    """
    What it is like for the customer, as a point on a scale.

    Args:
        cause: Why it feels so (R-047).
        low: The lower end of the score's 95 % interval when it was surveyed.
        high: The upper end.
        persona: The id of who feels so; None for everybody of the map.
    """

    cause: LocalText | None = None
    low: float | None = None
    high: float | None = None
    persona: Annotated[Id, RefersTo("persona")] | None = None


class Rating(Scored):
    """
    How much the step matters to the customer.

    Args:
        persona: The id of whom it matters to; None for everybody of the map.
    """

    persona: Annotated[Id, RefersTo("persona")] | None = None


class Expectation(Card):
    """
    What the customer expects, and how far experience falls short of it (R-014).

    Args:
        expected: How good it is expected to be.
        experienced: How good it turned out; None takes the feeling told at the same step when it
            is given in the same scale.
        scale: The range of both; None for the lane's.
    """

    expected: float | None = None
    experienced: float | None = None
    scale: Scale | None = None


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


class Assistance(Card):
    """
    How the customer is best helped where something hurts (R-012).

    Args:
        answers: The ids of the pain points that it answers.
    """

    answers: tuple[Annotated[Id, RefersTo("pain-points")], ...] = ()


class Insight(Card):
    """
    What was learned while the map was made (R-024).

    Args:
        about: The ids of the cards that it draws on.
        finding: What a log says of it (R-132).
    """

    about: tuple[Annotated[Id, RefersTo("card")], ...] = ()
    finding: Finding | None = None


#: How far something planned has come.
Progress = Literal["idea", "planned", "doing", "done", "dropped"]


class Opportunity(Card):
    """
    What the company could do.

    Args:
        answers: The ids of the pain points that it answers.
        draws_on: The ids of the insights that it draws on.
        status: How far it has come.
        score: How promising it is.
        scale: The range of the score; None for the team's own, which is not stated.
        lever: What it would make easier: finding things, knowing how, knowing how far an order is,
            or getting what was expected (R-205 to R-208).
        rice: Reach, impact, confidence and effort.
        ice: Impact, confidence and ease.
        kano: How people would feel with it and without it.
        value: What it is worth to customers and company, from 1 to 10.
        effort: What it takes, from 1 to 10.
        importance: How important customers find what it is about, from 0 to 10: a tenth of the
            percentage who choose one of the two best marks of five.
        satisfaction: How satisfied they are with it today, in the same way.
        figures: Further numbers of the team's own, by name.
    """

    answers: tuple[Annotated[Id, RefersTo("pain-points")], ...] = ()
    draws_on: tuple[Annotated[Id, RefersTo("insights")], ...] = ()
    status: Progress = "idea"
    score: float | None = None
    scale: Scale | None = None
    lever: Lever | None = None
    rice: Rice | None = None
    ice: Ice | None = None
    kano: tuple[KanoReply, ...] = ()
    value: Points | None = None
    effort: Points | None = None
    importance: Annotated[float, Field(ge=0, le=10)] | None = None
    satisfaction: Annotated[float, Field(ge=0, le=10)] | None = None
    figures: dict[Id, float] = Field(default_factory=dict)


class Solution(Card):
    """
    A way to take up an opportunity.

    Args:
        carries_out: The ids of the opportunities that it takes up.
    """

    carries_out: tuple[Annotated[Id, RefersTo("opportunities")], ...] = ()


class Change(Card):
    """
    What the company changes at a step (R-048).

    Args:
        answers: The ids of the pain points that it answers (R-136, R-231).
        carries_out: The ids of the opportunities that it takes up.
        builds: The ids of the solutions that it puts into practice.
        status: How far it has come.
        why: Why it will help.
        goal: The business goal that it serves (R-191).
        due: By when it shall be done.
        since: The day on which it took effect.
        results: What logs have shown of it, the latest last (R-135, R-140).
    """

    answers: tuple[Annotated[Id, RefersTo("pain-points")], ...] = ()
    carries_out: tuple[Annotated[Id, RefersTo("opportunities")], ...] = ()
    builds: tuple[Annotated[Id, RefersTo("solutions")], ...] = ()
    status: Progress = "idea"
    why: LocalText | None = None
    goal: LocalText | None = None
    due: dt.date | None = None
    since: dt.date | None = None
    results: tuple[Result, ...] = ()

    @property
    def result(self) -> Result | None:
        """
        What was measured last; None before anything was.
        """
        return max(self.results, key=lambda result: result.date, default=None)


class PostedContent(Card):
    """
    What customers themselves publish (R-041).

    Args:
        channel: The id of the channel in which they publish it.
    """

    channel: Annotated[Id, RefersTo("channel")] | None = None


class Resource(Card):
    """
    What goes into the experience (R-042, R-125).

    Args:
        entry: The id of the resource in the workspace's catalogue.
        sort: What it is.
        availability: Whether the company has it or needs it.
        cost: What it costs.
        currency: The currency of the cost, as three capital letters.
        every: How often cost and hours return; None for once.
        hours: Hours of work that it takes (R-185).
        effect: What it does for customers and for the business (R-127).
    """

    entry: Id | None = None
    sort: Literal["people", "tool", "information", "content", "place", "budget"] | None = None
    availability: Literal["have", "need"] = "have"
    cost: Annotated[float, Field(ge=0)] | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    every: Literal["month", "year"] | None = None
    hours: Annotated[float, Field(ge=0)] | None = None
    effect: LocalText | None = None


class Reading(Part):
    """
    One value of a metric.

    Args:
        date: The day for which it holds.
        value: The value.
    """

    date: dt.date
    value: float


class Metric(Card):
    """
    A figure that a team keeps by hand or reads from a table; its text is its name.

    Args:
        entry: The id of the metric in the workspace's catalogue.
        unit: What the values count: a share in [0, 1], seconds, or a plain number.
        better: Whether a higher or a lower value is better.
        baseline: Its value when the work began.
        target: The value to reach.
        readings: Its values by day, the latest last.
    """

    entry: Id | None = None
    unit: Literal["number", "share", "seconds"] = "number"
    better: Literal["higher", "lower"] = "higher"
    baseline: float | None = None
    target: float | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def latest(self) -> Reading | None:
        """
        The reading of the latest day; None without any.
        """
        return max(self.readings, key=lambda reading: reading.date, default=None)

    @property
    def status(self) -> Literal["reached", "improving", "unchanged", "worsening"] | None:
        """
        How it stands: the target first, then the baseline; None when neither can be compared.
        """
        if self.latest is None:
            return None
        sign = 1 if self.better == "higher" else -1
        value = sign * self.latest.value
        if self.target is not None and value >= sign * self.target:
            return "reached"
        if self.baseline is None:
            return None
        if value == sign * self.baseline:
            return "unchanged"
        return "improving" if value > sign * self.baseline else "worsening"
