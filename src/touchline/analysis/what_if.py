"""
How many more would complete if the journey were another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from touchline.analysis import Answer, Interval, Record, Step, Window
from touchline.analysis._errors import MissingField
from touchline.analysis._gather import BucketQuestion
from touchline.analysis._interventions import Cut, Redirect, changed
from touchline.analysis._moves import MoveCounts, counted_moves
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, unmatched, warning, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.resample import percentile_bounds
from touchline.kernels.segments import NOWHERE, first_event
from touchline.progress import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog
    from touchline.kernels.interventions import TransitionMatrix

    Log = EventLog | CompiledLog


class Forecast(Record):
    """
    What a chain of one order expects.

    Args:
        order: How many activities back decide what comes next.
        share_before: How many complete as it is.
        share_after: How many would.
        difference: Share after less share before.
        interval_of_difference: Its 95 % interval, from cases drawn again; for the first order only.
        completions_before: How many customers of the log complete as it is.
        completions_after: How many of them would.
    """

    order: int
    share_before: float
    share_after: float
    difference: float
    interval_of_difference: Interval | None
    completions_before: float
    completions_after: float


class WhatIfAnswer(Answer):
    """
    What would change, by a chain in which only the present activity counts, and by one in which the
    activity before counts too.

    Args:
        forecasts: One entry an order.
        paths: Customers whose path is known.
        open: Customers who may still complete; they are left out.
        gained: Customers more who would complete.
        interval_of_gained: Its 95 % interval.
        value_each: What a completion is worth in the mean, where the log says so.
        value_gained: What the customers more would be worth.
        interval_of_value_gained: Its 95 % interval.
    """

    table: ClassVar[str] = "forecasts"
    row_type: ClassVar[type[Record]] = Forecast

    forecasts: tuple[Forecast, ...]
    paths: int
    open: int
    gained: float
    interval_of_gained: Interval | None
    value_each: float | None
    value_gained: float | None
    interval_of_value_gained: Interval | None


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """
    What the chains say.

    Args:
        forecasts: One entry an order.
        draws: The difference in each draw.
        value_each: What a completion is worth.

    Shapes:
        draws (d,) float64.

    Units:
        shares in [0, 1].
    """

    forecasts: tuple[Forecast, ...]
    draws: npt.NDArray[np.float64]
    value_each: float | None


class WhatIf(BucketQuestion[MoveCounts, Any]):
    """
    How many more customers would complete if an activity were gone, if fewer left after it, or if
    some went elsewhere from it.

    Paths are taken for walks in which the next activity depends on the present one alone. All
    changes are made together: what is removed first, then exits, then redirections.

    Args:
        target: What completing means; a path counts up to there.
        remove: Activities to take out.
        reroute: What becomes of those who would have come to what is removed: `lost`, or `skip`,
            going on like those who went on from there.
        cut_exit: Exits to cut, such as `form:0.3`: three in ten of those who leave after the form
            stay and go on as the others do.
        redirect: Whom to send elsewhere, such as `form:(end):call:0.2`: two in ten of those who go
            from the form to the exit go to the call instead.
        inactivity: A case whose last event lies no further than this from the log's end may still
            complete and is left out; None takes every path as ended.
        draws: How often cases are drawn again for the interval.
        seed: Which draws.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        two orders; answer.forecasts (2,), or (1,) for too many pairs of activities.

    Units:
        shares in [0, 1].

    Raises:
        MissingField: Something is removed and `reroute` is not stated.
        UnusableIntervention: A change is not written as it should be.
        UnknownActivity: An activity never occurs.

    Cost:
        O(m log m), and a system of k equations a draw for k activities.

    Source:
        docs/explanation/what-if.md.
    """

    name: ClassVar[str] = "what-if"

    target: Step = Field(description="What completing means.")
    remove: tuple[str, ...] = Field(default=(), description="Activities to take out.")
    reroute: Literal["lost", "skip"] | None = Field(
        default=None, description="What becomes of those who would have come to what is removed."
    )
    cut_exit: tuple[Cut, ...] = Field(
        default=(), description="Exits to cut by a share, such as form:0.3."
    )
    redirect: tuple[Redirect, ...] = Field(
        default=(), description="Whom to send elsewhere, such as form:(end):call:0.2."
    )
    inactivity: Window | None = Field(
        default=None,
        description="A path with an event no longer ago than this at the log's end is still open.",
    )
    draws: int = Field(default=200, ge=20, le=10_000, description="How often cases are redrawn.")
    seed: int = Field(default=0, ge=0, description="Which draws.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.remove and self.reroute is None:
            raise MissingField(at="reroute", option="reroute")
        return self

    def summarise(self, log: EventLog) -> MoveCounts:
        """
        Count the moves of one bucket up to the target.
        """
        mask = self.target.mask(log)
        chosen = self.is_entering_case(log)
        goal = first_event(mask, log.offsets)
        is_complete = (goal != NOWHERE) & chosen
        is_known = chosen.copy()
        if self.inactivity is not None and log.log_end is not None:
            is_old = log.log_end - log.timestamp[log.offsets[1:] - 1] > self.inactivity
            is_known &= is_complete | is_old
        until = np.where(is_complete, goal, log.offsets[1:])
        case = log.case_of_event
        event = np.flatnonzero(is_known[case] & (np.arange(len(case)) < until[case]))
        worth = np.empty(0) if log.value is None else log.value.values[goal[is_complete]]
        worths, worth_count = np.unique(worth[~np.isnan(worth)], return_counts=True)
        moves = counted_moves(
            log.activity.codes[event].astype(np.int64),
            case[event],
            is_complete=is_complete,
            straight=np.flatnonzero(is_complete & (goal == log.offsets[:-1])),
            cases=log.cases,
            n_codes=len(log.activities),
        )
        n_known = int(np.count_nonzero(is_known))
        return MoveCounts(
            *moves,
            worths,
            worth_count,
            n_known,
            int(np.count_nonzero(is_complete)),
            int(np.count_nonzero(chosen)) - n_known,
            int(np.count_nonzero(mask)),
        )

    def finish(self, summary: MoveCounts, log: Log) -> WhatIfAnswer:
        """
        Solve the chain as it is and as it would be.
        """
        outlook = self.outlook(summary, log)
        each, difference = outlook.value_each, outlook.forecasts[0].difference
        gained = difference * summary.paths
        bounds = outlook.forecasts[0].interval_of_difference
        return WhatIfAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *self.notes(summary, outlook, log)),
            forecasts=outlook.forecasts,
            paths=summary.paths,
            open=summary.open,
            gained=gained,
            interval_of_gained=times(bounds, summary.paths),
            value_each=each,
            value_gained=None if each is None else gained * each,
            interval_of_value_gained=None if each is None else times(bounds, summary.paths * each),
        )

    def outlook(self, summary: MoveCounts, log: Log) -> Outlook:
        """
        Solve the chains, those of redrawn cases too.

        Args:
            summary: The moves.
            log: The events, for the names of activities.

        Shapes:
            none.

        Units:
            none.

        Returns:
            What they say.

        Source:
            docs/explanation/what-if.md.
        """
        names = tuple(log.activities)
        chain = summary.first_order(len(names))
        redrawn = summary.redrawn(len(names), self.draws, self.seed)
        draws = np.asarray(
            [
                self._change(one, names).completing() - one.completing()
                for one in counted(redrawn, [1] * self.draws, "draw")
            ]
        )
        bounds = interval(percentile_bounds(draws))
        forecasts = [self._forecast(1, chain, names, bounds, summary.paths)]
        ends = {self.target.name, "(end)"}
        added = [
            (names.index(one.activity), names.index(one.target))
            for one in self.redirect
            if one.target not in ends
        ]
        second = summary.second_order(len(names), added)
        if second is not None:
            forecasts.append(self._forecast(2, second, names, None, summary.paths))
        return Outlook(tuple(forecasts), draws, summary.mean_worth)

    def _change(self, chain: TransitionMatrix, names: tuple[str, ...]) -> TransitionMatrix:
        return changed(
            chain,
            names,
            self.target.name,
            remove=self.remove,
            skips=self.reroute == "skip",
            cuts=self.cut_exit,
            redirections=self.redirect,
        )

    def _forecast(
        self,
        order: int,
        chain: TransitionMatrix,
        names: tuple[str, ...],
        bounds: Interval | None,
        paths: int,
    ) -> Forecast:
        before, after = chain.completing(), self._change(chain, names).completing()
        return Forecast(
            order=order,
            share_before=before,
            share_after=after,
            difference=after - before,
            interval_of_difference=bounds,
            completions_before=before * paths,
            completions_after=after * paths,
        )

    def notes(self, summary: MoveCounts, outlook: Outlook, log: Log) -> Iterator[Diagnostic]:
        """
        Warn of what to know before trusting the forecast.

        Args:
            summary: The moves.
            outlook: What the chains say.
            log: The events.

        Shapes:
            none.

        Units:
            none.

        Yields:
            The assumption made, and where the data are thin or the orders disagree.

        Source:
            docs/explanation/what-if.md.
        """
        yield from unmatched((self.target,), (summary.n_matched,), log, "target")
        yield warning("as-observed", severity="hint")
        if self.inactivity is None and summary.paths > summary.completed:
            yield warning("all-paths-ended", path="inactivity", severity="hint")
        first, *others = outlook.forecasts
        bounds = first.interval_of_difference
        for other in others:
            if bounds is not None and not bounds.low <= other.difference <= bounds.high:
                yield warning("orders-disagree", path="forecasts")
        n, count = summary.paths, summary.completed
        yield from wide([(self.target.name, count, n, interval(wilson(count, n)))], self.tolerance)


def times(bounds: Interval | None, factor: float) -> Interval | None:
    """
    Stretch an interval.

    Args:
        bounds: The interval.
        factor: By what; not below zero.

    Shapes:
        scalars.

    Units:
        none.

    Returns:
        The interval of the product.

    Source:
        None needed.
    """
    return None if bounds is None else Interval(bounds.low * factor, bounds.high * factor)
