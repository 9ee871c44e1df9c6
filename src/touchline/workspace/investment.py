"""
Whether an investment in a journey pays: what is needed, what it costs, what it may bring.

It joins the resources of a map with the forecast of `what-if` in the steps of that map. Money is
only joined within one currency, whatever is assumed is said, and no verdict is given where the data
carry none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.analysis import Interval
from touchline.diagnostics import Diagnostic
from touchline.errors import InputError, NotFound
from touchline.measuring.by_step import by_step
from touchline.workspace.investment_money import Money, Outcome, Plan, Reckoning, Sensitivity
from touchline.workspace.resources import (
    CostSum,
    ResourceLine,
    Restructuring,
    distinct,
    resource_lines,
    restructuring,
    summed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.analysis.what_if import Forecast
    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap
    from touchline.model.work.resource import Resource

#: `unknown` where no forecast or no cost carries a verdict.
Verdict = Literal["pays", "may-pay", "does-not-pay", "unknown"]

_CURRENCY = re.compile("[A-Z]{3}")

#: Fewer customers than this on either side, with the target and without, carry no verdict.
_FEWEST = 30


class UnknownResource(NotFound):
    """
    The map has no resource card of this id.
    """


class UnusableCurrency(InputError):
    """
    A currency is not written as three capital letters.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestmentCase:
    """
    A case for management.

    Args:
        map: The id of the map.
        title: What the map is called.
        language: The language of its words.
        objective: Why the map is made; empty when it does not say.
        plan: What is assumed.
        target: What completing means, in words; empty without a forecast.
        currency: In which currency money is joined; None when there is none.
        needs: What the investment buys, each once.
        has: What is there already, each once.
        costs: What the needs cost, by currency.
        running: What is there costs, by currency.
        unpriced: Needs of which nobody says what they cost.
        restructured: Effort and cost before and after; None without a map to be.
        customers: Customers a year that are reckoned with; None without a forecast.
        worth: What a completion is worth; None when nobody says.
        forecast: What the chain expects of a log like the one given; None without a log.
        outcome: The money over all years; None where it cannot be joined.
        break_even: Completions more a year from which on it pays; None when it does without any.
        sensitivity: What the net rests on most comes first.
        verdict: Whether it pays.
        assumptions: What is assumed.
        warnings: What keeps the case from saying more.
    """

    map: str
    title: str
    language: str
    objective: str
    plan: Plan
    target: str
    currency: str | None
    needs: tuple[ResourceLine, ...]
    has: tuple[ResourceLine, ...]
    costs: tuple[CostSum, ...]
    running: tuple[CostSum, ...]
    unpriced: tuple[str, ...]
    restructured: Restructuring | None
    customers: float | None
    worth: float | None
    forecast: Forecast | None
    outcome: Outcome | None
    break_even: float | None
    sensitivity: tuple[Sensitivity, ...]
    verdict: Verdict
    assumptions: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]


def investment_case(
    journey: JourneyMap,
    plan: Plan | None = None,
    *,
    log: EventLog | CompiledLog | None = None,
    after: JourneyMap | None = None,
    catalogue: Mapping[str, Resource] | None = None,
    language: str | None = None,
) -> InvestmentCase:
    """
    Make the case for what a map says is needed.

    Args:
        journey: The map of today, with its resources.
        plan: What is assumed.
        log: The events, for the forecast; None makes a case without one.
        after: The map to be, for effort and cost before and after.
        catalogue: The resources of the workspace by their ids.
        language: The reader's language tag; None for the map's own.

    Returns:
        The case.

    Raises:
        NothingBound: There is a log, and no touchpoint of the map is bound to events.
        NothingRecognised: No event of the log belongs to any step.
        UnknownActivity: A step of the plan does not exist or never occurs.
        UnusableIntervention: A change is not written as it should be.
        UnusableCurrency: The plan's currency is none.
        UnknownResource: The plan names a card that is no resource of the map.
    """
    making = _Making(
        journey, plan or Plan(), log=log, after=after, catalogue=catalogue, language=language
    )
    return making.made()


class _Making:
    """
    A case while it is made.
    """

    def __init__(
        self,
        journey: JourneyMap,
        plan: Plan,
        *,
        log: EventLog | CompiledLog | None,
        after: JourneyMap | None,
        catalogue: Mapping[str, Resource] | None,
        language: str | None,
    ) -> None:
        if plan.currency is not None and not _CURRENCY.fullmatch(plan.currency):
            raise UnusableCurrency(at="currency", given=plan.currency)
        self.journey = journey
        self.plan = plan
        self.language = language or journey.language
        lines = resource_lines(journey, catalogue, language=language)
        self.has = distinct(line for line in lines if line.availability == "have")
        self.restructured = (
            None if after is None else restructuring(journey, after, catalogue, language=language)
        )
        self.needs = _chosen(lines, plan.cards)
        if self.restructured is not None and not plan.cards:
            # What the map to be adds is what is bought to get there.
            self.needs = self.restructured.fresh
        self.reckoning = None if log is None else Reckoning(journey, plan, by_step(journey, log))
        self.costs = summed(self.needs)
        found = self._currencies()
        self.currency = plan.currency or (found.pop() if len(found) == 1 else None)

    def _currencies(self) -> set[str | None]:
        """
        Collect the currencies in which costs are stated.
        """
        found = {one.currency for one in self.costs}
        if self.restructured is not None:
            both = {**self.restructured.today.costs, **self.restructured.later.costs}
            found |= {name or None for name in (*both, *self.restructured.once)}
        return found

    def made(self) -> InvestmentCase:
        reckoning, money = self.reckoning, self.money()
        outcome = money.outcome() if money else None
        has_effect = reckoning is not None and self.plan.changes_something
        return InvestmentCase(
            map=self.journey.id,
            title=self.journey.title.said(self.language, otherwise=self.journey.language),
            language=self.language,
            objective=self.objective(),
            plan=self.plan,
            target=reckoning.name(reckoning.target, self.language) if reckoning else "",
            currency=self.currency,
            needs=self.needs,
            has=self.has,
            costs=self.costs,
            running=summed(self.has),
            unpriced=tuple(line.text for line in self.needs if line.cost is None),
            restructured=self.restructured,
            customers=reckoning.customers if reckoning else self.plan.customers,
            worth=reckoning.worth if reckoning else self.plan.worth,
            forecast=reckoning.forecast if reckoning and has_effect else None,
            outcome=outcome,
            break_even=self.break_even(),
            sensitivity=money.sensitivity() if money else (),
            verdict=self.verdict(outcome),
            assumptions=tuple(self.assumptions()),
            warnings=tuple(self.warnings()),
        )

    def objective(self) -> str:
        stated = self.journey.objective
        own = self.journey.language
        return stated.statement.said(self.language, otherwise=own) if stated else ""

    def cost(self) -> CostSum | None:
        """
        Find what the investment costs in the currency of the case; None where nobody says.
        """
        own = [one for one in self.costs if one.currency == self.currency]
        if self.restructured is None:
            return own[0] if own else None
        name = self.currency or ""
        once = self.restructured.once.get(name, 0.0)
        return CostSum(currency=self.currency, once=once, yearly=0.0, n=len(self.needs))

    def money(self) -> Money | None:
        """
        Bring together what can be joined; None where no money can be told.
        """
        reckoning, cost = self.reckoning, self.cost()
        saving = self.restructured.saving(self.currency or "") if self.restructured else 0.0
        if cost is None or (reckoning is None and self.restructured is None):
            return None
        has_effect = reckoning is not None and self.plan.changes_something
        if has_effect and reckoning is not None and reckoning.worth is None:
            return None
        if not has_effect and self.restructured is None:
            return None
        return Money(self.plan, cost, saving, reckoning if has_effect else None)

    def break_even(self) -> float | None:
        """
        Tell how many completions more a year would pay for it.
        """
        cost = self.cost()
        worth = self.reckoning.worth if self.reckoning else self.plan.worth
        customers = self.reckoning.customers if self.reckoning else (self.plan.customers or 0.0)
        if cost is None or not worth:
            return None
        spent = cost.over(self.plan.years) + self.plan.cost_each * customers * self.plan.years
        saved = self.restructured.saving(self.currency or "") if self.restructured else 0.0
        needed = spent - saved * self.plan.years
        return needed / worth / self.plan.years if needed > 0 else None

    def verdict(self, outcome: Outcome | None) -> Verdict:
        if outcome is None or self.is_thin() or self.is_empty(outcome):
            return "unknown"
        bounds = outcome.interval_of_net or Interval(outcome.net, outcome.net)
        # Costs that nobody knows can only make it worse.
        if bounds.high <= 0:
            return "does-not-pay"
        if self.is_incomplete():
            return "unknown"
        return "pays" if bounds.low > 0 else "may-pay"

    def is_empty(self, outcome: Outcome) -> bool:
        """
        Tell whether nothing is bought, so that an effect without a cause is left.
        """
        return not self.needs and not outcome.spent and not outcome.saving

    def is_incomplete(self) -> bool:
        """
        Tell whether costs are missing from the sum.
        """
        return bool(self.others()) or any(line.cost is None for line in self.needs)

    def others(self) -> tuple[str, ...]:
        """
        Name the currencies of costs that are not in the sum.
        """
        found = self._currencies() - {self.currency}
        return tuple(sorted(one or "–" for one in found))

    def is_thin(self) -> bool:
        reckoning = self.reckoning
        if reckoning is None or not self.plan.changes_something:
            return False
        summary = reckoning.summary
        return min(summary.completed, summary.paths - summary.completed) < _FEWEST

    def assumptions(self) -> Iterator[Diagnostic]:
        plan, reckoning = self.plan, self.reckoning
        yield _said("horizon", n=plan.years)
        if reckoning is None:
            yield from self.stated()
            return
        if plan.changes_something:
            for cut in reckoning.question.cut_exit:
                values = {"step": reckoning.name(cut.activity, self.language), "share": cut.part}
                yield _said("cut", **values)
            for one in reckoning.question.redirect:
                values = {
                    "step": reckoning.name(one.activity, self.language),
                    "source": reckoning.name(one.source, self.language),
                    "target": reckoning.name(one.target, self.language),
                    "share": one.part,
                }
                yield _said("redirect", **values)
            for step in plan.remove:
                yield _said(f"remove-{plan.reroute}", step=reckoning.name(step, self.language))
            yield _said("as-observed")
        stated = "stated" if plan.customers is not None else "pace"
        days = round(reckoning.days)
        yield _said(f"customers-{stated}", n=round(reckoning.customers), days=days)
        if reckoning.worth is not None:
            kind = "stated" if plan.worth is not None else "mean"
            yield _said(f"worth-{kind}", amount=reckoning.worth, currency=self.currency or "")
        if plan.cost_each:
            yield _said("cost-each", amount=plan.cost_each, currency=self.currency or "")
        if plan.inactivity is None and plan.changes_something:
            yield _said("all-ended")

    def stated(self) -> Iterator[Diagnostic]:
        """
        Say what was stated in place of a log.
        """
        if self.plan.customers is not None:
            yield _said("customers-stated", n=round(self.plan.customers))
        if self.plan.worth is not None:
            yield _said("worth-stated", amount=self.plan.worth, currency=self.currency or "")

    def warnings(self) -> Iterator[Diagnostic]:
        if self.others():
            yield _warned("currencies", currency=self.currency or "–", others=self.others())
        unpriced = [line.text for line in self.needs if line.cost is None]
        if unpriced:
            yield _warned("unpriced", n=len(unpriced), names=tuple(unpriced))
        if not self.needs:
            yield _warned("no-needs")
        if self.restructured is not None and self.restructured.unsaid:
            names = self.restructured.unsaid
            yield _warned("unsaid", n=len(names), names=names)
        if self.reckoning is None:
            yield _warned("no-log")
            return
        if not self.plan.changes_something:
            yield _warned("no-effect", option=f"--cut-exit {self.reckoning.target}:0.3")
        if self.reckoning.worth is None:
            yield _warned("no-worth")
        if self.is_thin():
            summary = self.reckoning.summary
            yield _warned("thin", n=summary.paths, completed=summary.completed)
        if self.plan.changes_something:
            yield from self.reckoning.warnings()


def _chosen(lines: tuple[ResourceLine, ...], cards: tuple[str, ...]) -> tuple[ResourceLine, ...]:
    """
    Take what the investment buys: the cards that were named, else all that is needed.
    """
    known = {line.card: line for line in lines}
    for card in cards:
        if card not in known:
            raise UnknownResource.among(card, known, at="card")
    if cards:
        return distinct(line for line in lines if line.card in cards)
    return distinct(line for line in lines if line.availability == "need")


def _said(name: str, **values: object) -> Diagnostic:
    return Diagnostic(name=name, key=f"case.assumed.{name}", values=values, severity="hint")


def _warned(name: str, **values: object) -> Diagnostic:
    return Diagnostic(name=name, key=f"case.warning.{name}", values=values)
