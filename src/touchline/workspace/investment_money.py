"""
The money of an investment: what a forecast in the steps of a map brings, and what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from touchline.analysis import Interval, UnknownActivity
from touchline.analysis.what_if import WhatIf, times
from touchline.diagnostics import Diagnostic
from touchline.measuring.by_step import planned_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap
    from touchline.workspace.resources import CostSum

#: By how much each assumption is varied.
_VARIED = 0.2
#: The effect that is hoped for is the least certain assumption of all.
_EFFECT_VARIED = 0.5
#: The fewest draws that a question takes; the varied effect needs no interval.
_FEWEST_DRAWS = 20
#: A log of a shorter time says little about a year.
_SHORT_DAYS = 84
_DAY_US = 86_400_000_000
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What is assumed of an investment.

    Args:
        target: The id of the step that means completing; empty takes the last planned one.
        cut_exit: Exits to cut, such as `pay:0.3`, by ids of steps.
        redirect: Whom to send elsewhere, such as `ask:(end):pay:0.2`.
        remove: Steps to take out.
        reroute: What becomes of those who would have come there.
        inactivity: After how long without an event a case counts as ended, such as `30d`.
        worth: What a completion is worth; None takes the mean value of those in the log.
        currency: In which currency that is; None takes the one in which costs are stated.
        customers: How many customers come in a year; None takes the pace of the log.
        years: For how long it is reckoned.
        cost_each: What the investment costs for each customer besides.
        cards: The ids of the resource cards that it buys; none for all that are needed.
        draws: How often cases are drawn again for the interval.
        seed: Which draws.
    """

    target: str = ""
    cut_exit: tuple[str, ...] = ()
    redirect: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    reroute: Literal["lost", "skip"] | None = None
    inactivity: str | None = None
    worth: float | None = None
    currency: str | None = None
    customers: float | None = None
    years: float = 1.0
    cost_each: float = 0.0
    cards: tuple[str, ...] = ()
    draws: int = 200
    seed: int = 0

    @property
    def changes_something(self) -> bool:
        """
        An effect on customers is assumed.
        """
        return bool(self.cut_exit or self.redirect or self.remove)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    What the investment brings over all years.

    Args:
        gained: Completions more.
        interval_of_gained: The 95 % interval.
        gain: What they are worth.
        interval_of_gain: The 95 % interval.
        saving: What is saved in running the journey.
        spent: What the investment costs.
        net: Gain and saving less what is spent.
        interval_of_net: The 95 % interval; cost and worth count as known.
        roi: Net as a multiple of what is spent; None when nothing is.
        interval_of_roi: The 95 % interval.
        chance: In which share of the draws the net is above zero.
        payback_years: After how long it has paid for itself; None when it does not within a
            lifetime.
    """

    gained: float
    interval_of_gained: Interval | None
    gain: float
    interval_of_gain: Interval | None
    saving: float
    spent: float
    net: float
    interval_of_net: Interval | None
    roi: float | None
    interval_of_roi: Interval | None
    chance: float | None
    payback_years: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """
    How the net moves when one assumption is another.

    Args:
        name: `effect`, `customers`, `worth` or `cost`.
        low: By what the assumption is multiplied below.
        high: By what above.
        net_low: The net then.
        net_high: The net then.
    """

    name: Literal["effect", "customers", "worth", "cost"]
    low: float
    high: float
    net_low: float
    net_high: float

    @property
    def swing(self) -> float:
        """
        How far the net moves.
        """
        return abs(self.net_high - self.net_low)


class Reckoning:
    """
    What the chain of a map's steps expects.

    Args:
        journey: The map.
        plan: What is assumed.
        log: The events, told in the steps of the map.
    """

    def __init__(self, journey: JourneyMap, plan: Plan, log: EventLog) -> None:
        self.journey = journey
        self.plan = plan
        self.log = log
        steps = [step.id for step in journey.steps]
        # A map whose measured steps may all be left out is over with the last of them.
        met = [step for step in steps if step in log.activities]
        self.target = plan.target or (planned_way(journey) or met)[-1]
        if self.target not in steps:
            raise UnknownActivity.among(self.target, steps, at="target")
        self.question = self._asked(1.0, plan.draws)
        self.summary = self.question.summarise(log)
        self.outlook = self.question.outlook(self.summary, log)
        self.forecast = self.outlook.forecasts[0]

    def _asked(self, factor: float, draws: int) -> WhatIf:
        """
        Ask for the forecast, with the hoped-for effect multiplied.
        """
        plan = self.plan
        options: dict[str, Any] = {
            "target": self.target,
            "remove": plan.remove,
            "reroute": plan.reroute,
            "cut_exit": plan.cut_exit,
            "redirect": plan.redirect,
            "draws": draws,
            "seed": plan.seed,
        }
        if plan.inactivity is not None:
            options["inactivity"] = plan.inactivity
        asked = WhatIf(**options)
        if factor == 1.0:
            return asked
        cuts = tuple(
            one.model_copy(update={"part": min(1.0, one.part * factor)}) for one in asked.cut_exit
        )
        moved = tuple(
            one.model_copy(update={"part": min(1.0, one.part * factor)}) for one in asked.redirect
        )
        return asked.model_copy(update={"cut_exit": cuts, "redirect": moved})

    def difference(self, factor: float) -> float:
        """
        Tell how many more would complete if the effect were another.

        Args:
            factor: By what the parts of cuts and redirections are multiplied, up to all.

        Returns:
            The difference of the shares.
        """
        asked = self._asked(factor, _FEWEST_DRAWS)
        return asked.outlook(self.summary, self.log).forecasts[0].difference

    @property
    def days(self) -> float:
        """
        How many days the log covers, at least one.
        """
        first, last = self.log.log_start, self.log.log_end
        return max(1.0, ((last or 0) - (first or 0)) / _DAY_US)

    @property
    def customers(self) -> float:
        """
        How many customers are reckoned with in a year.
        """
        if self.plan.customers is not None:
            return self.plan.customers
        return self.log.n_cases * _YEAR_DAYS / self.days

    @property
    def worth(self) -> float | None:
        """
        What a completion is worth; None when neither plan nor log say.
        """
        return self.summary.mean_worth if self.plan.worth is None else self.plan.worth

    def name(self, step: str, language: str) -> str:
        """
        Say a step in words.

        Args:
            step: Its id, or `(end)`.
            language: The reader's language tag.

        Returns:
            Its name; the text itself for what is no step.
        """
        names = {one.id: one.name for one in self.journey.steps}
        own = self.journey.language
        return names[step].said(language, otherwise=own) if step in names else step

    def warnings(self) -> Iterator[Diagnostic]:
        """
        Say what keeps the forecast from saying more.

        Yields:
            A short log, and what the question itself warns of.
        """
        if self.plan.customers is None and self.days < _SHORT_DAYS:
            yield Diagnostic(
                name="short-log", key="case.warning.short-log", values={"n": round(self.days)}
            )
        for one in self.question.notes(self.summary, self.outlook, self.log):
            if one.severity != "hint":
                yield one


class Money:
    """
    Cost, saving and gain in one currency.

    Args:
        plan: What is assumed.
        cost: What the investment costs.
        saving: What is saved each year in running the journey.
        reckoning: The forecast; None when no effect on customers is assumed.
    """

    def __init__(
        self, plan: Plan, cost: CostSum, saving: float, reckoning: Reckoning | None
    ) -> None:
        self.plan = plan
        self.cost = cost
        self.saving = saving
        self.reckoning = reckoning

    def _customers(self) -> float:
        return self.reckoning.customers if self.reckoning else (self.plan.customers or 0.0)

    def _worth(self) -> float:
        return (self.reckoning.worth if self.reckoning else self.plan.worth) or 0.0

    def _difference(self) -> float:
        return self.reckoning.forecast.difference if self.reckoning else 0.0

    def _spent(self, customers: float) -> float:
        years = self.plan.years
        return self.cost.over(years) + self.plan.cost_each * customers * years

    def net(
        self,
        *,
        difference: float | None = None,
        customers: float = 1.0,
        worth: float = 1.0,
        cost: float = 1.0,
    ) -> float:
        """
        Reckon the net with some assumptions multiplied.

        Args:
            difference: The share of customers more who complete; None takes the forecast.
            customers: By what their number is multiplied.
            worth: By what the worth of a completion is multiplied.
            cost: By what the cost is multiplied.

        Returns:
            Gain and saving less what is spent.
        """
        more = self._difference() if difference is None else difference
        people = self._customers() * customers
        gain = more * people * self.plan.years * self._worth() * worth
        return gain + self.saving * self.plan.years - self._spent(people) * cost

    def outcome(self) -> Outcome:
        """
        Reckon the money over all years.

        Returns:
            Gain, cost and net with their intervals.
        """
        years, people, worth = self.plan.years, self._customers(), self._worth()
        gained = self._difference() * people * years
        spent, saved = self._spent(people), self.saving * years
        bounds = self.reckoning.forecast.interval_of_difference if self.reckoning else None
        of_gained, of_gain = times(bounds, people * years), times(bounds, people * years * worth)
        of_net = None if of_gain is None else Interval(*(x + saved - spent for x in of_gain))
        net = gained * worth + saved - spent
        return Outcome(
            gained=gained,
            interval_of_gained=of_gained,
            gain=gained * worth,
            interval_of_gain=of_gain,
            saving=saved,
            spent=spent,
            net=net,
            interval_of_net=of_net,
            roi=net / spent if spent > 0 else None,
            interval_of_roi=times(of_net, 1 / spent) if spent > 0 else None,
            chance=self._chance(people * years * worth, spent - saved),
            payback_years=self._payback(),
        )

    def _chance(self, factor: float, needed: float) -> float | None:
        if self.reckoning is None:
            return None
        return float(np.mean(self.reckoning.outlook.draws * factor > needed))

    def _payback(self) -> float | None:
        people = self._customers()
        each_year = (
            self._difference() * people * self._worth()
            + self.saving
            - self.cost.yearly
            - self.plan.cost_each * people
        )
        return self.cost.once / each_year if each_year > 0 else None

    def sensitivity(self) -> tuple[Sensitivity, ...]:
        """
        Vary one assumption at a time.

        Returns:
            What moves the net most comes first.
        """
        low, high = 1 - _VARIED, 1 + _VARIED
        found = [
            Sensitivity(
                name="cost",
                low=low,
                high=high,
                net_low=self.net(cost=low),
                net_high=self.net(cost=high),
            )
        ]
        if self.reckoning is not None:
            found += [
                Sensitivity(
                    name="customers",
                    low=low,
                    high=high,
                    net_low=self.net(customers=low),
                    net_high=self.net(customers=high),
                ),
                Sensitivity(
                    name="worth",
                    low=low,
                    high=high,
                    net_low=self.net(worth=low),
                    net_high=self.net(worth=high),
                ),
                *self._of_effect(self.reckoning),
            ]
        return tuple(sorted((one for one in found if one.swing), key=lambda one: -one.swing))

    def _of_effect(self, reckoning: Reckoning) -> Iterator[Sensitivity]:
        if not (self.plan.cut_exit or self.plan.redirect):
            return
        low, high = 1 - _EFFECT_VARIED, 1 + _EFFECT_VARIED
        yield Sensitivity(
            name="effect",
            low=low,
            high=high,
            net_low=self.net(difference=reckoning.difference(low)),
            net_high=self.net(difference=reckoning.difference(high)),
        )
