"""
Whether an improvement pays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from touchline.analysis import Interval, Record
from touchline.analysis._errors import NoWorth
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, warning
from touchline.analysis.what_if import WhatIf, WhatIfAnswer, times
from touchline.kernels.resample import percentile_bounds

if TYPE_CHECKING:
    from touchline.analysis._moves import MoveCounts
    from touchline.analysis.what_if import Log, Outlook
    from touchline.diagnostics import Diagnostic


class Return(Record):
    """
    What one chain expects of the money.

    Args:
        order: How many activities back decide what comes next.
        gained: Customers more who would complete.
        gain: What they are worth.
        spent: What the improvement costs.
        net: Gain less what is spent.
        bounds_of_net: The 95 % interval of it, from cases drawn again; for the first order only.
        roi: Net as a multiple of what is spent; None when nothing is.
        bounds_of_roi: The 95 % interval of it.
    """

    order: int
    gained: float
    gain: float
    spent: float
    net: float
    bounds_of_net: Interval | None
    roi: float | None
    bounds_of_roi: Interval | None


class RoiAnswer(WhatIfAnswer):
    """
    The return of an improvement, beside what it rests on.

    Args:
        returns: One entry an order.
        customers: How many customers are reckoned with.
        break_even: How many of all customers more would have to complete for it to pay.
        chance_of_gain: In how many of the draws it pays.
        forecasts: How many would complete, one entry an order.
        paths: Customers of the log whose path is known.
        open: Customers who may still complete; they are left out.
        gained: Customers more who would complete, of those reckoned with.
        interval_of_gained: Its 95 % interval.
        value_each: What a completion is worth.
        value_gained: What the customers more would be worth.
        interval_of_value_gained: Its 95 % interval.
    """

    table: ClassVar[str] = "returns"
    row_type: ClassVar[type[Record]] = Return

    returns: tuple[Return, ...]
    customers: float
    break_even: float | None
    chance_of_gain: float


class Roi(WhatIf):
    """
    What an improvement would bring for what it costs: the forecast of `what-if`, in money.

    Args:
        cost: What it costs once.
        cost_each: What it costs for each customer besides.
        worth: What a completion is worth; None takes the mean value of those in the log.
        customers: How many customers to reckon with; None takes those of the log.

    Shapes:
        two orders; answer.returns (2,), or (1,) for too many pairs of activities.

    Units:
        money in the unit of cost and worth; shares in [0, 1].

    Raises:
        NoWorth: Neither the question nor the log says what a completion is worth.
        MissingField: Something is removed and `reroute` is not stated.
        UnusableIntervention: A change is not written as it should be.
        UnknownActivity: An activity never occurs.

    Cost:
        As what-if.

    Source:
        docs/explanation/roi.md.
    """

    name: ClassVar[str] = "roi"

    cost: float = Field(ge=0, description="What the improvement costs once.")
    cost_each: float = Field(default=0.0, ge=0, description="What it costs for each customer.")
    worth: float | None = Field(
        default=None, ge=0, description="What a completion is worth; the log's mean unless given."
    )
    customers: float | None = Field(
        default=None, gt=0, description="How many customers to reckon with; the log's unless given."
    )

    def finish(self, summary: MoveCounts, log: Log) -> RoiAnswer:
        """
        Turn the forecast into money.
        """
        outlook = self.outlook(summary, log)
        each = summary.mean_worth if self.worth is None else self.worth
        if each is None:
            raise NoWorth(at="worth")
        first = outlook.forecasts[0]
        customers = float(summary.paths) if self.customers is None else self.customers
        spent = self.cost + self.cost_each * customers
        bounds = first.interval_of_difference
        money = customers * each
        net_draws = outlook.draws * money - spent
        net_bounds = interval(percentile_bounds(net_draws))
        returns = tuple(
            Return(
                order=one.order,
                gained=one.difference * customers,
                gain=one.difference * money,
                spent=spent,
                net=one.difference * money - spent,
                bounds_of_net=net_bounds if one.order == 1 else None,
                roi=(one.difference * money - spent) / spent if spent else None,
                bounds_of_roi=times(net_bounds, 1 / spent) if spent and one.order == 1 else None,
            )
            for one in outlook.forecasts
        )
        return RoiAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *self.notes(summary, outlook, log), *_undecided(returns)),
            forecasts=outlook.forecasts,
            paths=summary.paths,
            open=summary.open,
            gained=first.difference * customers,
            interval_of_gained=times(bounds, customers),
            value_each=each,
            value_gained=first.difference * money,
            interval_of_value_gained=times(bounds, money),
            returns=returns,
            customers=customers,
            break_even=spent / money if money else None,
            chance_of_gain=_chance(outlook, money, spent),
        )


def _chance(outlook: Outlook, money: float, spent: float) -> float:
    return float(np.mean(outlook.draws * money > spent))


def _undecided(returns: tuple[Return, ...]) -> list[Diagnostic]:
    bounds = returns[0].bounds_of_net
    if bounds is None or not bounds.low < 0 < bounds.high:
        return []
    return [warning("may-not-pay", path="returns")]
