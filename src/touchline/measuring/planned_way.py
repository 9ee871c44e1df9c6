"""
The planned way of a map as one question, asked of everybody, of some, or period by period.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from touchline.analysis._narrow import cases_of
from touchline.analysis.trend import Trend
from touchline.measuring.figures import share
from touchline.measuring.measured import Figure, PeriodMeasures

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from touchline.analysis.funnel import Funnel, FunnelAnswer
    from touchline.analysis.trend import Point
    from touchline.eventlog.log import EventLog
    from touchline.measuring.measured import Span


@dataclass(frozen=True, slots=True, eq=False)
class PlannedWay:
    """
    A question with the log that it is asked of.

    Args:
        question: The planned way as the one funnel engine takes it.
        log: The events, each marked with the steps that recognise it.
        steps: The ids of its steps.
    """

    question: Funnel
    log: EventLog
    steps: tuple[str, ...]

    def answer(self) -> FunnelAnswer:
        """
        Ask about all customers.

        Returns:
            The funnel.
        """
        return self.question.answer(self.log)

    def completion_among(self, is_kept: npt.NDArray[np.bool_]) -> Figure:
        """
        Ask which share of some customers comes to the end.

        Args:
            is_kept: Which customers.

        Shapes:
            is_kept (n,) bool.

        Returns:
            The share of those who entered; among elapsed windows, when many still have time.
        """
        found = self.question.answer(cases_of(self.log, is_kept))
        mature = completion_mature(found)
        return mature if found.is_mature_first and mature.n else completion(found)

    def periods(self, per: Span) -> tuple[PeriodMeasures, ...]:
        """
        Ask about those who entered in each period.

        Args:
            per: The span of each period, of the calendar of the log's zone.

        Returns:
            The periods in order of time, those without customers included.

        Raises:
            TooManyPeriods: The log spans more periods than anybody can look at.
        """
        found = Trend(of=self.question, per=per).answer(self.log)
        return tuple(self._period(point) for point in found.points)

    def _period(self, point: Point) -> PeriodMeasures:
        answer = cast("FunnelAnswer", point.answer)
        figures = (share(after.reached, after.entered) for _, after in pairwise(answer.steps))
        return PeriodMeasures(
            start=dt.datetime.fromisoformat(point.start).date(),
            end=dt.datetime.fromisoformat(point.end).date(),
            is_complete=point.is_complete,
            completion=completion(answer),
            steps=dict(zip(self.steps, figures, strict=False)),
        )


def completion(funnel: FunnelAnswer) -> Figure:
    """
    Tell which share of those who entered came to the end.

    Args:
        funnel: The planned way.

    Returns:
        The share.
    """
    return share(funnel.steps[-1].reached, funnel.steps[0].reached)


def completion_mature(funnel: FunnelAnswer) -> Figure:
    """
    Tell the same among those whose window has fully elapsed.

    Args:
        funnel: The planned way.

    Returns:
        The share; without a value when no window has.
    """
    first, last = funnel.steps[0], funnel.steps[-1]
    # Every mature entrant counts here, not only those who came to the step before the last.
    arrived = round((last.rate_mature or 0.0) * last.n_mature)
    return share(arrived, first.n_mature)
