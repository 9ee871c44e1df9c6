"""
How likely each customer is to complete from here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record, Step, Window
from touchline.analysis._gather import BucketQuestion, concatenated, each_bucket
from touchline.analysis._record import interval
from touchline.analysis._silence import NEVER, Silence, silences, silent_counts, standing_silent
from touchline.analysis._warnings import about_log, unmatched, warning
from touchline.analysis.transitions import START
from touchline.kernels.intervals import wilson
from touchline.kernels.prefixes import StateCounts, area_under_curve, last_events
from touchline.kernels.segments import NOWHERE, first_event

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: A state of fewer cases gives way to a shorter one.
SUPPORT = 30

#: The share of customers, the earliest, on whom the calibration is fitted.
EARLIER = 0.7

#: Into how many classes the reliability table cuts the probabilities.
CLASSES = 10


class Prospect(Record):
    """
    What became of those who had just done the same.

    Args:
        path: The last events, the latest last, `(start)` for the beginning; empty for all together.
        n: Moments at which a customer had just done this, with the whole horizon in sight.
        cases: How many customers that were.
        completed: After how many of these moments the customer completed within the horizon.
        probability: Of them.
        interval: Wilson's interval at the effective number of independent moments.
        now: Customers who stand there now.
    """

    path: tuple[str, ...]
    n: int
    cases: int
    completed: int
    probability: float
    interval: Interval | None
    now: int


class Reliability(Record):
    """
    One class of predicted probabilities, and what came of it.

    Args:
        low: The class begins here.
        high: It ends before here.
        n: Predictions in it.
        predicted: Their mean.
        observed: The share that came true.
        interval: Wilson's interval of that share.
    """

    low: float
    high: float
    n: int
    predicted: float
    observed: float
    interval: Interval | None


class Calibration(Record):
    """
    How predictions fitted on earlier customers turned out for later ones.

    Args:
        fitted: Moments of earlier customers on which they rest.
        n: Moments of later customers that were predicted.
        brier: The mean squared error; 0 is perfect.
        brier_base: The same if everybody were given the share of all earlier customers.
        log_loss: The mean surprise in nats.
        auc: The chance that one who completes was given more than one who does not; a half is
            chance.
        calibration_error: How far predicted and observed shares of the classes lie apart, each
            class weighing as many predictions as it has.
        reliability: Predicted against observed, class by class.
    """

    fitted: int
    n: int
    brier: float | None
    brier_base: float | None
    log_loss: float | None
    auc: float | None
    calibration_error: float | None
    reliability: tuple[Reliability, ...]


class CaseProspect(Record):
    """
    One customer on the way.

    Args:
        case: Its id.
        path: The last events that decide.
        probability: Of completing within the horizon.
        interval: Its interval.
        cases: How many customers it rests on.
    """

    case: str
    path: tuple[str, ...]
    probability: float
    interval: Interval | None
    cases: int


class ProspectsAnswer(Answer):
    """
    The chance of completing by what was done last, and how far such chances can be trusted.

    Args:
        states: One entry a state that is frequent enough, the most customers first.
        calibration: How predictions turned out.
        now: Customers on the way, seen within the horizon before the end of the log.
        expected: How many of them are expected to complete.
        silent: Customers on the way who have not been seen for so long; none of them is predicted.
        silence: The chance by how long a customer has been silent, whatever was done last.
        cases: What is expected of each, when asked for.
    """

    table: ClassVar[str] = "states"
    row_type: ClassVar[type[Record]] = Prospect

    states: tuple[Prospect, ...]
    calibration: Calibration
    now: int
    expected: float
    silent: int
    silence: tuple[Silence, ...]
    cases: tuple[CaseProspect, ...] | None = None

    def headline(self) -> Headline | None:
        """
        Name the number of customers on the way.
        """
        return Headline("count", float(self.now), self.now)


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """
    When each case began.

    Args:
        times: The time of its first event.
        matched: How many events match the target and each failing step.

    Shapes:
        n cases; times (n,) int64.

    Units:
        microseconds since 1970-01-01 in UTC.

    Source:
        docs/explanation/prospects.md.
    """

    times: Ints
    matched: Ints

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the cases of buckets one after the other.
        """
        matched = np.sum([part.matched for part in parts], axis=0)
        return cls(concatenated([part.times for part in parts]), matched)


@dataclass(frozen=True, slots=True, eq=False)
class _Moments:
    """
    Every event of a case that is not yet decided: what came just before, and what comes.
    """

    keys: Ints
    case: Ints
    is_hit: Bools
    is_mature: Bools
    is_earlier: Bools
    is_current: Bools
    is_silent: Bools
    at: Ints
    next_at: Ints
    target_at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """
    The states that are frequent enough, longest first.
    """

    counts: tuple[StateCounts, ...]

    @classmethod
    def of(cls, parts: Sequence[Sequence[StateCounts]]) -> Self:
        """
        Add the counts of buckets, and drop rare states.
        """
        found = [StateCounts.merged(column) for column in zip(*parts, strict=True)]
        kept = [found[0], *(_frequent(counts) for counts in found[1:])]
        return cls(tuple(kept[::-1]))

    @property
    def places(self) -> list[tuple[int, int]]:
        """
        Each state as its length and its place among those of the length.
        """
        longest = len(self.counts) - 1
        return [(longest - i, p) for i, x in enumerate(self.counts) for p in range(len(x.key))]

    @property
    def shares(self) -> list[tuple[float, tuple[float, float] | None]]:
        """
        The estimate of each state.
        """
        return [counts.share(p) for counts in self.counts for p in range(len(counts.key))]

    def assigned(self, keys: Ints) -> Ints:
        """
        Find the longest frequent state of each moment; `NOWHERE` when nothing is known at all.
        """
        state = np.full(keys.shape[1], NOWHERE, dtype=np.int64)
        begin = 0
        for counts, key in zip(self.counts, keys[::-1], strict=True):
            if len(counts.key):
                place = np.minimum(np.searchsorted(counts.key, key), len(counts.key) - 1)
                is_found = (state == NOWHERE) & (counts.key[place] == key)
                state[is_found] = begin + place[is_found]
            begin += len(counts.key)
        return state


class Prospects(BucketQuestion[Entries, ProspectsAnswer]):
    """
    How likely customers are to complete soon, by what they did last, and how far to trust that.

    Args:
        target: The event that completes a case.
        horizon: Within what time it should come.
        failing: Events that rule completion out; whichever comes first decides.
        order: Of how many last events to make the state at most; rare states give way to shorter.
        per_case: List what is expected of each customer on the way.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        m events, s states; answer.states (s,).

    Units:
        probabilities in [0, 1].

    Raises:
        UnknownAttribute: An event asks for an attribute that the log does not have.

    Cost:
        O(m log m) within a bucket, in five passes.

    Source:
        docs/explanation/prospects.md.
    """

    name: ClassVar[str] = "prospects"

    target: Step = Field(description="The event that completes a case.")
    horizon: Window = Field(
        default=30 * 86_400_000_000, description="Within what time it should come, such as 30d."
    )
    failing: tuple[Step, ...] = Field(
        default=(), description="Events that rule completion out; whichever comes first decides."
    )
    order: int = Field(default=2, ge=0, le=3, description="How many last events to look at.")
    per_case: bool = Field(default=False, description="List what is expected of each customer.")

    def summarise(self, log: EventLog) -> Entries:
        """
        Keep when each case of one bucket began.
        """
        masks = [step.mask(log) for step in (self.target, *self.failing)]
        first = log.timestamp[log.offsets[:-1]] if log.n_cases else log.timestamp
        return Entries(
            first[self.is_entering(log, first)],
            np.asarray([np.count_nonzero(mask) for mask in masks]),
        )

    def finish(self, summary: Entries, log: EventLog | CompiledLog) -> ProspectsAnswer:
        """
        Count states, try them on later customers, and apply them to those on the way.
        """
        n = len(summary.times)
        cut = int(np.sort(summary.times)[min(int(n * EARLIER), n - 1)]) if n else 0
        counted = each_bucket(lambda bucket: self._counted(bucket, cut), log)
        earlier = _Fit.of([first for first, _ in counted])
        fit = _Fit.of([every for _, every in counted])
        tried = np.sum(each_bucket(lambda x: self._tried(x, cut, earlier), log), axis=0)
        current = each_bucket(lambda bucket: self._current(bucket, fit), log)
        now = np.sum([counts for counts, _, _ in current], axis=0)
        quiet = each_bucket(self._silent, log)
        counts = [StateCounts.merged(one) for one in zip(*(part for part, _ in quiet), strict=True)]
        standing = np.sum([now for _, now in quiet], axis=0)
        shares = fit.shares
        expected = math.fsum(int(k) * share for k, (share, _) in zip(now, shares, strict=True))
        calibration = _calibrated(earlier, tried)
        matched = summary.matched.tolist()
        found: list[Diagnostic] = [
            *about_log(log),
            *unmatched([self.target], matched[:1], log, "target"),
            *unmatched(self.failing, matched[1:], log, "failing"),
        ]
        if calibration.n < SUPPORT:
            found.append(warning("untried-predictions", "calibration", n=calibration.n))
        elif (calibration.brier or 0) >= (calibration.brier_base or 0):
            found.append(warning("useless-predictions", "calibration"))
        states = self._states(fit, now, log)
        cases = sorted(one for _, _, listed in current for one in listed)
        return ProspectsAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=tuple(found),
            states=tuple(sorted(states, key=lambda one: (-one.cases, one.path))),
            calibration=calibration,
            now=int(now.sum()),
            expected=expected,
            silent=sum(silent for _, silent, _ in current),
            silence=silences(counts, self.horizon, standing),
            cases=tuple(_case(case, states[i]) for case, i in cases) if self.per_case else None,
        )

    def _moments(self, log: EventLog, cut: int) -> _Moments:
        codes, times, case = log.activity.codes.astype(np.int64), log.timestamp, log.case_of_event
        target = self.target.mask(log)
        either = np.any([target, *(step.mask(log) for step in self.failing)], axis=0)
        decided = first_event(either, log.offsets)
        is_open = decided == NOWHERE
        stop = np.where(is_open, log.offsets[1:], decided)
        completes = np.zeros(log.n_cases, dtype=np.bool_)
        completes[~is_open] = target[decided[~is_open]]
        place = np.arange(len(times))
        chosen = np.flatnonzero((place < stop[case]) & self.is_entering_case(log)[case])
        owner = case[chosen]
        at = times[chosen]
        until = np.zeros(log.n_cases, dtype=np.int64)
        until[~is_open] = times[decided[~is_open]]
        end = log.log_end if log.log_end is not None else 0
        is_last = chosen == log.offsets[1:][owner] - 1
        is_latest = is_open[owner] & is_last
        is_seen = end - at <= self.horizon
        return _Moments(
            keys=last_events(codes, log.offsets[case], self.order, len(log.activities))[:, chosen],
            case=owner,
            is_hit=completes[owner] & (until[owner] - at <= self.horizon),
            is_mature=end - at >= self.horizon,
            is_earlier=times[log.offsets[owner]] < cut,
            is_current=is_latest & is_seen,
            is_silent=is_latest & ~is_seen,
            at=at,
            next_at=np.where(is_last, NEVER, times[np.minimum(chosen + 1, len(times) - 1)]),
            target_at=np.where(completes[owner], until[owner], NEVER),
        )

    def _counted(self, log: EventLog, cut: int) -> tuple[list[StateCounts], list[StateCounts]]:
        found = self._moments(log, cut)
        earlier, every = (
            [StateCounts.of(key[kept], found.case[kept], found.is_hit[kept]) for key in found.keys]
            for kept in (found.is_mature & found.is_earlier, found.is_mature)
        )
        return earlier, every

    def _tried(self, log: EventLog, cut: int, fit: _Fit) -> Ints:
        """
        Count the later moments of each state and their successes, (2, s).
        """
        found = self._moments(log, cut)
        kept = found.is_mature & ~found.is_earlier
        state, is_hit = fit.assigned(found.keys[:, kept]), found.is_hit[kept]
        known = state != NOWHERE
        n = len(fit.places)
        return np.stack(
            [np.bincount(state[x], minlength=n).astype(np.int64) for x in (known, known & is_hit)]
        )

    def _current(self, log: EventLog, fit: _Fit) -> tuple[Ints, int, list[tuple[str, int]]]:
        """
        Count who stands in each state now, and how many have not been seen for long.
        """
        found = self._moments(log, 0)
        state = fit.assigned(found.keys[:, found.is_current])
        owner, known = found.case[found.is_current], state != NOWHERE
        listed = []
        if self.per_case:
            pairs = zip(owner[known].tolist(), state[known].tolist(), strict=True)
            listed = [(log.cases[case], i) for case, i in pairs]
        now = np.bincount(state[known], minlength=len(fit.places)).astype(np.int64)
        return now, int(np.count_nonzero(found.is_silent)), listed

    def _silent(self, log: EventLog) -> tuple[list[StateCounts], Ints]:
        """
        Count what became of silences, and who is silent now.
        """
        found, end = self._moments(log, 0), log.log_end if log.log_end is not None else 0
        counts = silent_counts(
            found.case,
            found.at,
            found.next_at,
            found.target_at,
            end=end,
            horizon=self.horizon,
        )
        on_the_way = found.at[found.is_current | found.is_silent]
        return counts, standing_silent(on_the_way, end, self.horizon)

    def _states(self, fit: _Fit, now: Ints, log: EventLog | CompiledLog) -> list[Prospect]:
        longest = len(fit.counts) - 1
        found = []
        for i, (length, place) in enumerate(fit.places):
            counts = fit.counts[longest - length]
            share, bounds = counts.share(place)
            found.append(
                Prospect(
                    path=_path(int(counts.key[place]), length, log.activities),
                    n=int(counts.n[place]),
                    cases=int(counts.cases[place]),
                    completed=int(counts.hits[place]),
                    probability=share,
                    interval=interval(bounds),
                    now=int(now[i]),
                )
            )
        return found


def _frequent(counts: StateCounts) -> StateCounts:
    kept = counts.cases >= SUPPORT
    columns = (counts.key, counts.n, counts.hits, counts.cases, counts.squares)
    more = (counts.products, counts.hit_squares)
    return StateCounts(*(column[kept] for column in (*columns, *more)))


def _path(key: int, length: int, names: Sequence[str]) -> tuple[str, ...]:
    digits = []
    for _ in range(length):
        key, digit = divmod(key, len(names) + 1)
        digits.append(names[digit - 1] if digit else START)
    # Before the beginning there is nothing more to tell.
    path = digits[::-1]
    while path[:2] == [START, START]:
        del path[0]
    return tuple(path)


def _case(case: str, state: Prospect) -> CaseProspect:
    return CaseProspect(
        case=case,
        path=state.path,
        probability=state.probability,
        interval=state.interval,
        cases=state.cases,
    )


def _calibrated(fit: _Fit, tried: Ints) -> Calibration:
    """
    Hold predictions against what happened.
    """
    n, hits = tried
    shares = np.asarray([share for share, _ in fit.shares], dtype=np.float64)
    total = int(n.sum())
    base = fit.counts[-1]
    fitted = int(base.n.sum())
    table = _reliability(shares, n, hits)
    if not total:
        return Calibration(
            fitted=fitted,
            n=0,
            brier=None,
            brier_base=None,
            log_loss=None,
            auc=None,
            calibration_error=None,
            reliability=table,
        )
    rests_on = np.concatenate([counts.n for counts in fit.counts])
    # A state without a single success, or failure, might have had half of one more.
    least = 0.5 / (rests_on + 1)
    safe = np.clip(shares, least, 1 - least)
    return Calibration(
        fitted=fitted,
        n=total,
        brier=_mean(hits * (1 - shares) ** 2 + (n - hits) * shares**2, total),
        brier_base=_mean(hits * (1 - shares[-1]) ** 2 + (n - hits) * shares[-1] ** 2, total),
        log_loss=_mean(-hits * np.log(safe) - (n - hits) * np.log1p(-safe), total),
        auc=area_under_curve(shares, n, hits),
        calibration_error=math.fsum(
            one.n * abs(one.predicted - one.observed) / total for one in table
        ),
        reliability=table,
    )


def _mean(parts: npt.NDArray[np.float64], n: int) -> float:
    return math.fsum(parts.tolist()) / n


def _reliability(shares: npt.NDArray[np.float64], n: Ints, hits: Ints) -> tuple[Reliability, ...]:
    classes = np.minimum((shares * CLASSES).astype(np.int64), CLASSES - 1)
    found = []
    for number in range(CLASSES):
        here = (classes == number) & (n > 0)
        total, count = int(n[here].sum()), int(hits[here].sum())
        if total:
            found.append(
                Reliability(
                    low=number / CLASSES,
                    high=(number + 1) / CLASSES,
                    n=total,
                    predicted=_mean(shares[here] * n[here], total),
                    observed=count / total,
                    interval=interval(wilson(count, total)),
                )
            )
    return tuple(found)
