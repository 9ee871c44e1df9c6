"""
A journey map with answers bound to it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from touchline.model.structure import Part
from touchline.shown import Shown

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: Above this share of customers who still have time, the rate of all misleads.
MANY_PENDING = 0.05

#: The spans of which periods can be.
Span = Literal["day", "week", "month", "quarter", "year"]

#: Whether a target is met; see `TargetCheck`.
Verdict = Literal["met", "missed", "below", "unknown"]


class Figure(Part):
    """
    One measured number with what it rests on.

    Args:
        value: The number; None when nothing can be said.
        n: How many customers (or events, for a share of events) it rests on.
        low: The lower end of its 95 % interval, where one can be given.
        high: The upper end.
        unit: What it counts.
        is_thin: There is too little data to rely on it.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    unit: Literal["customers", "events", "share", "seconds"]
    is_thin: bool = False


class ChannelShare(Part):
    """
    How much of a step happens in one channel.

    Args:
        channel: The channel, as the log names it; `(none)` where it names none.
        share: Its share of the events of the step, or of the customers of a persona.
    """

    channel: str
    share: Figure


class TargetCheck(Part):
    """
    A target of a step held against the measured figure.

    Args:
        metric: Which figure.
        wanted: The bound that was set.
        is_floor: The figure must be at least `wanted`; else at most.
        figure: What was measured.
        verdict: `met`, `missed` (the whole interval lies on the wrong side), `below` (the value
            does, its interval
            does not) or `unknown`.
    """

    metric: str
    wanted: float
    is_floor: bool
    figure: Figure | None
    verdict: Verdict


class StepMeasures(Part):
    """
    What was measured at one step.

    Args:
        step: The id of the step.
        is_bound: At least one of its touchpoints is bound to events.
        events: Events of the step, all customers and occurrences.
        visitors: Customers with at least one such event, in any order.
        reached: Customers who came here along the planned way.
        reached_share: They as a share of those who entered.
        completion: The share of them who went on to the next planned step.
        completion_mature: The same among customers whose window has fully elapsed.
        lost: The share of them who did not go on, and no longer can inside the window.
        pending: Customers who still can.
        time_to_next: The median time to the next planned step.
        time_to_next_p90: Its 90th percentile.
        repeats: The share of visitors who were here more than once.
        occupancy: The share of all customers whose latest position is here (R-006).
        channels: The channels of its events, the most used first.
        touchpoint_events: Events of the step by the id of the touchpoint card that recognised them.
        targets: Its targets held against the figures.
        is_withheld: Its figures are not shown, because they tell of few customers.
    """

    step: str
    is_bound: bool
    events: int = 0
    visitors: Figure | None = None
    reached: Figure | None = None
    reached_share: Figure | None = None
    completion: Figure | None = None
    completion_mature: Figure | None = None
    lost: Figure | None = None
    pending: Figure | None = None
    time_to_next: Figure | None = None
    time_to_next_p90: Figure | None = None
    repeats: Figure | None = None
    occupancy: Figure | None = None
    channels: tuple[ChannelShare, ...] = ()
    touchpoint_events: dict[str, int] = Field(default_factory=dict)
    targets: tuple[TargetCheck, ...] = ()
    is_withheld: bool = False

    @property
    def completion_to_read(self) -> Figure | None:
        """
        The completion that says most: of elapsed windows, when many customers still have time.
        """
        pending, mature = self.pending, self.completion_mature
        has_many = pending and pending.value and pending.value > MANY_PENDING * pending.n
        return mature if has_many and mature and mature.n else self.completion


class Deviation(Part):
    """
    One way in which real paths leave the planned one at a step.

    Args:
        kind: `skipped`, `inserted` (an activity off the planned way, after this step and before
            the next planned one), `repeated` (here again without going back) or `backward` (back
            here from a later step).
        step: The id of the step.
        activity: The inserted activity, for `inserted`.
        share: The share of customers whose path shows it.
    """

    kind: Literal["skipped", "inserted", "repeated", "backward"]
    step: str
    activity: str | None = None
    share: Figure


class Conformance(Part):
    """
    The planned way against the real paths (M2).

    Args:
        follows: The share of customers who take the planned steps in order, each once, skip none
            that is not optional and do nothing else in between; among customers with a planned
            step.
        in_order: The share of them who skip no step and never go back, whatever else they do.
        complete: The share of them who keep the order and come to the last planned step.
        deviations: Where they leave it, the most frequent first.
        unknown_events: The share of events that no touchpoint recognises.
        unknown_activities: Those activities with their number of events, the most frequent first.
        silent_touchpoints: The ids of bound touchpoints that recognised no event.
    """

    follows: Figure
    in_order: Figure
    complete: Figure
    deviations: tuple[Deviation, ...] = ()
    unknown_events: Figure
    unknown_activities: dict[str, int] = Field(default_factory=dict)
    silent_touchpoints: tuple[str, ...] = ()


class PersonaMeasures(Part):
    """
    How many customers are of a persona's kind, and what sets them apart.

    Args:
        persona: The id of the persona.
        share: They as a share of all customers; without a value when the log cannot tell.
        channels: The share of them that each channel reached, the most used first.
        completion: The share of those who entered the planned way that came to its end.
    """

    persona: str
    share: Figure
    channels: tuple[ChannelShare, ...] = ()
    completion: Figure | None = None


class PeriodMeasures(Part):
    """
    What was measured of the customers who entered the planned way in one period (R-081).

    Args:
        start: The first day.
        end: The first day after it.
        is_complete: The period has passed, and so have the windows of all who entered in it.
        completion: The share of them who came to the end of the planned way.
        steps: The share of those at each step who went on, by its id.
        is_withheld: Its figures are not shown, because they tell of few customers.
    """

    start: dt.date
    end: dt.date
    is_complete: bool
    completion: Figure | None = None
    steps: dict[str, Figure] = Field(default_factory=dict)
    is_withheld: bool = False


class Provenance(Part):
    """
    Which data was measured, and when.

    Args:
        source: The name of the file or frame.
        fingerprint: The hash of the log's events.
        first: The first event.
        last: The end of observation.
        n_cases: Customers in the log.
        n_events: Events in the log, those without a customer included.
        n_without_case: Events without a customer.
        dropped: Rows that were not taken, by reason.
        measured_at: When it was measured.
    """

    source: str
    fingerprint: str
    first: dt.datetime | None
    last: dt.datetime | None
    n_cases: int
    n_events: int
    n_without_case: int = 0
    dropped: dict[str, int] = Field(default_factory=dict)
    measured_at: dt.datetime


class Measures(Part):
    """
    Everything that measuring adds to a map; the `measured` block of a measured file.

    Args:
        provenance: Which data, and when.
        window: The span allowed for the planned way; None for no limit.
        steps: What was measured at each step, in the order of the map.
        completion: The share of entered customers who came to the end of the planned way.
        completion_mature: The same among those whose window has fully elapsed.
        is_mature_first: So many still have time that the rates of elapsed windows are the ones to
            read.
        time_to_complete: Their median time.
        conformance: The planned way against the real paths; None when fewer than two steps are
            bound.
        personas: How many customers are of the kind of each persona that names them.
        per: The span of each period; None when no periods were asked for.
        periods: The planned way of those who entered in each period, in order of time.
        warnings: What a reader must know, as `(name, key, values)` of diagnostics.
        least_group: Numbers about fewer customers than this are withheld; None when all are shown.
        withheld: How many are.
    """

    provenance: Provenance
    window: str | None = None
    steps: tuple[StepMeasures, ...] = ()
    completion: Figure | None = None
    completion_mature: Figure | None = None
    is_mature_first: bool = False
    time_to_complete: Figure | None = None
    conformance: Conformance | None = None
    personas: tuple[PersonaMeasures, ...] = ()
    per: Span | None = None
    periods: tuple[PeriodMeasures, ...] = ()
    warnings: tuple[dict[str, Any], ...] = ()
    least_group: int | None = None
    withheld: int = 0

    @property
    def completion_to_read(self) -> Figure | None:
        """
        The completion that says most: of elapsed windows, when many customers still have time.
        """
        mature = self.completion_mature
        return mature if self.is_mature_first and mature and mature.n else self.completion

    def of(self, step: str) -> StepMeasures | None:
        """
        Look up one step.

        Args:
            step: The id of the step.

        Returns:
            What was measured there, or None.
        """
        return next((item for item in self.steps if item.step == step), None)


@dataclass(frozen=True, slots=True)
class MeasuredMap(Shown):
    """
    A map and what was measured on it.

    Args:
        journey: The map, as authored.
        measures: What was measured.
    """

    journey: JourneyMap
    measures: Measures
