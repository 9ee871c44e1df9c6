"""
The rows of an attribution, with their uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.analysis._record import Interval, Record, interval
from touchline.kernels.exact_sums import KeyedSums, joined
from touchline.kernels.resample import GROUPS, percentile_bounds, rank_stability, redrawn
from touchline.kernels.touch_paths import count_holding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.analysis._attribution_paths import Paths
    from touchline.analysis._attribution_shares import Found

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: The row of conversions that no touch preceded, and touches whose channel is not known.
NO_TOUCHPOINT, NONE = "(no touchpoint)", "(none)"

#: With fewer conversions nothing is said about how sure a credit is.
FEW = 10

_TOUCHED, _UNTOUCHED, _NULL = 0, 1, 2


class ChannelCredit(Record):
    """
    One channel and what it is credited with.

    Args:
        channel: The channel; `(no touchpoint)` for conversions that no touch preceded.
        credit: Conversions credited to it.
        interval_of_credit: The bounds of the credit.
        share: Of all conversions.
        interval: The bounds of that share.
        removal_effect: Of the conversions with touches, the share that would be lost without the
            channel; for the model `markov`.
        interval_of_removal_effect: The bounds of that share.
        credited_value: What the credited conversions are worth.
        interval_of_credited_value: The bounds of that worth.
        paths: Conversions whose path holds the channel.
        rank_stability: The share of draws in which the channel keeps its rank.
        standard_error: How far the credit may be off because orders were drawn, for `shapley` by
            `rate` with many channels.
        cost: What was spent on the channel.
        cost_per_conversion: Cost for each conversion credited.
        return_on_cost: Credited value for each unit of cost.
        interval_of_return_on_cost: The bounds of that return.
    """

    channel: str
    credit: float
    interval_of_credit: Interval | None
    share: float
    interval: Interval | None
    removal_effect: float | None
    interval_of_removal_effect: Interval | None
    credited_value: float
    interval_of_credited_value: Interval | None
    paths: int
    rank_stability: float | None
    standard_error: float | None
    cost: float | None
    cost_per_conversion: float | None
    return_on_cost: float | None
    interval_of_return_on_cost: Interval | None


@dataclass(frozen=True, slots=True, eq=False)
class PathTotals:
    """
    How many paths there are of each kind, by group of customers.

    Args:
        counts: Converting paths with touches, conversions without, and paths that led to none.
        value: What these are worth; the key is the kind and the group.
        holding: How many converting paths hold each channel.
        touching: How many paths of any kind hold it.

    Shapes:
        c channels; counts (3, GROUPS); holding and touching (c,).

    Units:
        paths; value in the unit of the log.

    Source:
        docs/explanation/attribution.md.
    """

    counts: Ints
    value: KeyedSums
    holding: Ints
    touching: Ints

    @classmethod
    def of(cls, paths: Paths) -> Self:
        """
        Count the paths of one bucket.
        """
        kind = np.where(
            paths.is_converting, np.where(paths.lengths > 0, _TOUCHED, _UNTOUCHED), _NULL
        )
        key = kind * GROUPS + paths.group
        counts = np.bincount(key, weights=paths.weight, minlength=3 * GROUPS).astype(np.int64)
        holding, touching = count_holding(
            paths.offsets,
            paths.channel,
            weight=paths.weight,
            is_converting=paths.is_converting,
            n_channels=paths.n_channels,
        )
        value = KeyedSums.of(key, paths.value, paths.weight)
        return cls(counts.reshape(3, GROUPS), value, holding, touching)

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        return cls(
            np.sum([part.counts for part in parts], axis=0),
            KeyedSums.merged([part.value for part in parts]),
            np.sum([part.holding for part in parts], axis=0),
            np.sum([part.touching for part in parts], axis=0),
        )

    @property
    def touched(self) -> int:
        """
        How many conversions had a touch.
        """
        return int(self.counts[_TOUCHED].sum())

    @property
    def untouched(self) -> int:
        """
        How many had none.
        """
        return int(self.counts[_UNTOUCHED].sum())

    @property
    def conversions(self) -> int:
        """
        How many conversions there are.
        """
        return self.touched + self.untouched

    @property
    def nulls(self) -> int:
        """
        How many paths led to none.
        """
        return int(self.counts[_NULL].sum())

    def worth(self, *kinds: int) -> float:
        """
        Add what paths of some kinds are worth.
        """
        chosen = np.isin(self.value.key // GROUPS, kinds or (_TOUCHED, _UNTOUCHED))
        return float(joined(self.value.parts[chosen].sum(axis=0)))

    def untouched_in(self, times: Floats) -> tuple[Floats, Floats, Floats]:
        """
        Give the conversions of each draw, those without touches, and what the latter are worth.
        """
        conversions = times @ (self.counts[_TOUCHED] + self.counts[_UNTOUCHED])
        of_kind, group = self.value.key // GROUPS, self.value.key % GROUPS
        worth = redrawn(of_kind, group, self.value.values, 3, times)[:, _UNTOUCHED]
        return conversions, times @ self.counts[_UNTOUCHED], worth


def credits_of(
    names: Sequence[str],
    totals: PathTotals,
    found: Found,
    times: Floats,
    costs: Mapping[str, float],
    *,
    has_value: bool,
) -> tuple[ChannelCredit, ...]:
    """
    Lay out what a model found, the most credited channel first.

    Args:
        names: The channels.
        totals: The paths.
        found: What the model found.
        times: How often each draw has each group.
        costs: What was spent on channels.
        has_value: The log says what conversions are worth.

    Shapes:
        c channels.

    Units:
        conversions; value and cost in the currency of the log.

    Returns:
        A row for every channel with a touch or a cost, and one for conversions without touches if
        there are any.

    Source:
        docs/explanation/attribution.md.
    """
    shown = [i for i, name in enumerate(names) if totals.touching[i] or name in costs]
    shown.sort(key=lambda i: (-found.credit[i], names[i]))
    conversions, untouched, untouched_worth = totals.untouched_in(times)
    builder = _Rows(totals.conversions, conversions, costs, has_value=has_value)
    stability = rank_stability(found.credit_draws[:, shown], found.credit[shown])
    is_enough = len(times) > 0 and totals.conversions >= FEW
    rows = [
        builder.row(
            names[i],
            (float(found.credit[i]), found.credit_draws[:, i]),
            (float(found.value[i]), found.value_draws[:, i]),
            paths=int(totals.holding[i]),
            removal=None
            if found.removal is None or found.removal_draws is None
            else (float(found.removal[i]), found.removal_draws[:, i]),
            stability=float(stability[place]) if is_enough else None,
            slack=None if found.slack is None else float(found.slack[i]),
        )
        for place, i in enumerate(shown)
    ]
    known = set(names)
    nothing = np.zeros(len(times))
    rows += [
        builder.row(name, (0.0, nothing), (0.0, nothing))
        for name in sorted(costs)
        if name not in known
    ]
    if totals.untouched:
        credit = (float(totals.untouched), untouched)
        worth = (totals.worth(_UNTOUCHED), untouched_worth)
        rows.append(builder.row(NO_TOUCHPOINT, credit, worth))
    return tuple(rows)


class _Rows:
    """
    What all rows have in common.
    """

    def __init__(
        self, conversions: int, drawn: Floats, costs: Mapping[str, float], *, has_value: bool
    ) -> None:
        self._conversions = conversions
        # A draw without any conversion knows no share.
        self._drawn = np.where(drawn > 0, drawn, np.nan)
        self._costs = costs
        self._has_value = has_value

    def row(
        self,
        name: str,
        credit: tuple[float, Floats],
        worth: tuple[float, Floats],
        *,
        paths: int = 0,
        removal: tuple[float, Floats] | None = None,
        stability: float | None = None,
        slack: float | None = None,
    ) -> ChannelCredit:
        cost = self._costs.get(name)
        n = self._conversions
        returns = bool(cost) and self._has_value
        return ChannelCredit(
            channel=name,
            credit=credit[0],
            interval_of_credit=self._bounds(credit[1]),
            share=credit[0] / n if n else 0.0,
            interval=self._bounds(credit[1] / self._drawn),
            removal_effect=None if removal is None else removal[0],
            interval_of_removal_effect=None if removal is None else self._bounds(removal[1]),
            credited_value=worth[0],
            interval_of_credited_value=self._bounds(worth[1]),
            paths=paths,
            rank_stability=stability,
            standard_error=slack,
            cost=cost,
            cost_per_conversion=cost / credit[0] if cost is not None and credit[0] > 0 else None,
            return_on_cost=worth[0] / cost if cost and returns else None,
            interval_of_return_on_cost=self._bounds(worth[1] / cost) if cost and returns else None,
        )

    def _bounds(self, draws: Floats) -> Interval | None:
        if self._conversions < FEW:
            return None
        return interval(percentile_bounds(draws))
