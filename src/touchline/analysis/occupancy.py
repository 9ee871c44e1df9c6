"""
Where customers are now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import (
    Answer,
    Headline,
    Interval,
    Microseconds,
    Moment,
    Record,
    Step,
    Window,
)
from touchline.analysis._gather import GatheredQuestion, concatenated
from touchline.analysis._record import interval
from touchline.analysis._spans import summary as spans_summed_up
from touchline.analysis._warnings import about_log, unmatched, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.ordered import count_codes
from touchline.kernels.segments import NOWHERE
from touchline.kernels.standing import last_standing
from touchline.units import parse_instant, to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Codes = npt.NDArray[np.integer]
    Bools = npt.NDArray[np.bool_]

#: Cases that have begun but stand at none of the steps.
NONE = "(none)"


class Place(Record):
    """
    One step and the cases that stand at it.

    Args:
        step: The step, or `(none)` for cases that have met no step yet.
        cases: How many stand there.
        share: Of all cases that had begun.
        interval: Wilson's interval of that share.
        active: How many of them did anything within `inactivity`; all when that is not stated.
        median_us: Median time since they came to stand there.
        interval_us: The bounds of that median.
        p90_us: Nine in ten have stood there no longer.
    """

    step: str
    cases: int
    share: float | None
    interval: Interval | None
    active: int
    median_us: Microseconds | None
    p90_us: Microseconds | None


class CasePlace(Record):
    """
    Where one case stands.

    Args:
        case: Its id.
        step: The step that it last met; `(none)` when it has met no step yet.
        waited_us: Time since it came to stand there; None when it stands nowhere.
    """

    case: str
    step: str
    waited_us: Microseconds | None


class OccupancyAnswer(Answer):
    """
    Every step with the cases that stand at it; together they are all cases that had begun.

    Args:
        places: One entry a step in the order asked, then `(none)`.
        at: The moment, ISO 8601 in the zone of the log; empty for an empty log.
        begun: Cases with an event by then.
        cases: Where each begun case stands, when asked for.
    """

    table: ClassVar[str] = "places"
    row_type: ClassVar[type[Record]] = Place

    places: tuple[Place, ...]
    at: str
    begun: int
    cases: tuple[CasePlace, ...] | None = None

    def headline(self) -> Headline | None:
        """
        Name the share of begun cases that stand at the last step.
        """
        steps = [place for place in self.places if place.step != NONE]
        if not steps:
            return None
        last = steps[-1]
        return Headline(
            "share", last.share, self.begun, last.cases, last.interval, is_independent=False
        )


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """
    Where each begun case stands.

    Args:
        where: The number of the step, or `NOWHERE`.
        waited: Time since the case came to stand there.
        is_active: It did something lately.
        cases: Its id, when that is asked for.
        n_matched: How many events each step matches.

    Shapes:
        b begun cases, k steps; where, waited (b,) int64; is_active (b,) bool; n_matched (k,).

    Units:
        microseconds.

    Source:
        docs/explanation/occupancy.md.
    """

    where: Ints
    waited: Ints
    is_active: Bools
    cases: tuple[str, ...]
    n_matched: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the cases of buckets one after the other.
        """
        return cls(
            concatenated([part.where for part in parts]),
            concatenated([part.waited for part in parts]),
            concatenated([part.is_active for part in parts]),
            tuple(case for part in parts for case in part.cases),
            np.sum([part.n_matched for part in parts], axis=0),
        )


class Occupancy(GatheredQuestion[Standing, OccupancyAnswer]):
    """
    The step that each case last met, at one moment.

    An event that matches several steps puts its case at the last of them.

    Args:
        steps: The steps at which a case can stand; none given means all activities of the log.
        at: The moment; None for the end of the log.
        inactivity: A case without any event for longer than this is not active.
        per_case: List where each case stands.

    Shapes:
        n cases, k steps; answer.places (k + 1,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        UnknownAttribute: A step asks for an attribute that the log does not have.

    Cost:
        O(m x k).

    Source:
        docs/explanation/occupancy.md.
    """

    name: ClassVar[str] = "occupancy"

    steps: tuple[Step, ...] = Field(
        default=(), description="The steps at which a customer can stand; all activities if none."
    )
    at: Moment | None = Field(default=None, description="The moment; the end of the log if none.")
    inactivity: Window | None = Field(
        default=None, description="Without an event for longer than this a case is not active."
    )
    per_case: bool = Field(default=False, description="List where each case stands.")

    def within(self, start: str, end: str) -> Self:  # noqa: ARG002 (a state has no beginning)
        """
        Ask for the last instant of one span of time.

        Args:
            start: The first instant of the span, ISO 8601.
            end: The first instant after it, ISO 8601.

        Returns:
            The question about the moment just before the end.
        """
        last = datetime.fromisoformat(end) - timedelta(microseconds=1)
        return self.model_copy(update={"at": last.isoformat()})

    def summarise(self, log: EventLog) -> Standing:
        """
        Find where the cases of one bucket stand.
        """
        now = self._now(log)
        codes, step_of, n_matched = _states(self._steps(log), log)
        where, since, latest = last_standing(
            codes, step_of, log.offsets, log.timestamp, now if now is not None else 0
        )
        begun = np.flatnonzero(latest != NOWHERE)
        is_active = np.ones(len(begun), dtype=np.bool_)
        if self.inactivity is not None and now is not None:
            is_active = now - log.timestamp[latest[begun]] <= self.inactivity
        return Standing(
            where[begun],
            (now or 0) - since[begun],
            is_active,
            tuple(log.cases[i] for i in begun.tolist()) if self.per_case else (),
            n_matched,
        )

    def finish(self, summary: Standing, log: EventLog | CompiledLog) -> OccupancyAnswer:
        """
        Sum up who stands at each step, and for how long.
        """
        steps, now, begun = self._steps(log), self._now(log), len(summary.where)
        places = []
        # An activity that only happened to nobody, or outside a segment, was not asked for by name.
        names = [
            (k, step.name)
            for k, (step, count) in enumerate(zip(steps, summary.n_matched, strict=True))
            if self.steps or count
        ]
        # Narrow numbers are put in order in one sweep over them, whatever their number.
        place = summary.where.astype(np.int16 if len(steps) < np.iinfo(np.int16).max else np.int64)
        order = np.argsort(place, kind="stable")
        edges = np.searchsorted(place[order], np.arange(NOWHERE, len(steps) + 1))
        waits, is_active = summary.waited[order], summary.is_active[order]
        for k, name in [*names, (NOWHERE, NONE)]:
            here = slice(edges[k - NOWHERE], edges[k - NOWHERE + 1])
            count = int(edges[k - NOWHERE + 1] - edges[k - NOWHERE])
            waited = spans_summed_up(waits[here] if k != NOWHERE else waits[:0])
            places.append(
                Place(
                    step=name,
                    cases=count,
                    share=count / begun if begun else None,
                    interval=interval(wilson(count, begun)),
                    active=int(np.count_nonzero(is_active[here])),
                    median_us=waited.median_us,
                    p90_us=waited.p90_us,
                )
            )
        shares = [(one.step, one.cases, begun, one.interval) for one in places]
        found = wide(shares, self.tolerance)
        if self.steps:
            found = [*unmatched(steps, summary.n_matched.tolist(), log, "steps"), *found]
        return OccupancyAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *found),
            places=tuple(places),
            at="" if now is None else to_datetime(now, log.zone).isoformat(),
            begun=begun,
            cases=_case_places(summary, steps) if self.per_case else None,
        )

    def _steps(self, log: EventLog | CompiledLog) -> tuple[Step, ...]:
        return self.steps or tuple(Step.model_validate(name) for name in log.activities)

    def _now(self, log: EventLog | CompiledLog) -> int | None:
        return parse_instant(self.at, log.zone) if self.at is not None else log.log_end


def _case_places(standing: Standing, steps: tuple[Step, ...]) -> tuple[CasePlace, ...]:
    """
    List where each case stands, by its id.
    """
    rows = sorted(
        zip(standing.cases, standing.where.tolist(), standing.waited.tolist(), strict=True)
    )
    return tuple(
        CasePlace(
            case=case,
            step=NONE if k == NOWHERE else steps[k].name,
            waited_us=None if k == NOWHERE else waited,
        )
        for case, k, waited in rows
    )


def _states(steps: Sequence[Step], log: EventLog) -> tuple[Codes, Ints, Ints]:
    """
    Find codes, the last step that each of them matches, and count the events of each step.
    """
    if all(step.is_plain for step in steps):
        step_of = np.full(len(log.activities) + 1, NOWHERE, dtype=np.int64)
        code_of = {name: code for code, name in enumerate(log.activities)}
        codes = [code_of.get(step.name, len(code_of)) for step in steps]
        step_of[codes] = np.arange(len(steps))
        step_of[-1] = NOWHERE
        count = count_codes(log.activity.codes, len(step_of))
        return log.activity.codes, step_of, count[codes]
    state = np.full(len(log.timestamp), len(steps), dtype=np.int32)
    masks = (step.mask(log) for step in steps)
    n_matched = []
    for k, mask in enumerate(masks):
        state[mask] = k
        n_matched.append(np.count_nonzero(mask))
    step_of = np.append(np.arange(len(steps)), NOWHERE).astype(np.int64)
    return state, step_of, np.asarray(n_matched, dtype=np.int64)
