"""
What keeps customers from advancing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._contrast import Contrast, corrected
from touchline.analysis._gather import concatenated, each_bucket
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._spans import LONG
from touchline.analysis._tally import Fates, Tally
from touchline.analysis._warnings import about_log, unmatched, warning
from touchline.kernels.intervals import wilson
from touchline.kernels.meetings import is_first_meeting
from touchline.kernels.segments import NOWHERE, first_event
from touchline.kernels.spread import counted, fineness, sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

Kind = Literal["repetition", "ping-pong", "step-back", "rework", "long-wait", "error"]


class Signal(Record):
    """
    One sign of friction, and how many of those who show it complete.

    Args:
        kind: `repetition` is the same activity twice in a row, `rework` twice in a path,
            `ping-pong` there and back, `step-back` an earlier step after a later one, `long-wait`
            longer than nine in ten, `error` one of the activities that were named.
        path: The activities or steps, in order.
        occurrences: How often it was seen.
        cases: Customers with it.
        exposed: Customers who could have had it, such as those with the activity.
        share: Customers with it, of those.
        interval: Wilson's interval of that share.
        rate: Completed, of those with it whose end is known.
        rate_without: Completed, of the others at risk.
        difference: Rate less the rate of the others.
        interval_of_difference: Newcombe's interval of the difference.
        lost: Customers who would have completed at the rate of the others and did not; negative
            when more did.
        q: The p value of the difference, corrected for all signals.
        is_notable: It differs beyond chance, with 30 customers or more on either side.
        beyond_us: For a long wait, how long nine in ten take at most.
    """

    kind: Kind
    path: tuple[str, ...]
    occurrences: int
    cases: int
    exposed: int
    share: float | None
    interval: Interval | None
    rate: float | None
    rate_without: float | None
    difference: float | None
    interval_of_difference: Interval | None
    lost: float | None
    q: float | None
    is_notable: bool
    beyond_us: Microseconds | None = None


class FrictionAnswer(Answer):
    """
    All signs of friction, those that go with most customers lost first.

    Args:
        signals: One entry a sign.
        completed: Customers who reached the target.
        ended: Customers whose path ended without it.
        open: Customers who may still reach it.
        hidden: Signs that fewer customers show than `least`.
        tests: How many differences were tested, which the q values account for.
    """

    table: ClassVar[str] = "signals"
    row_type: ClassVar[type[Record]] = Signal

    signals: tuple[Signal, ...]
    completed: int
    ended: int
    open: int
    hidden: int
    tests: int

    def headline(self) -> Headline | None:
        """
        Name the number of customers whose path ended without the target.
        """
        return Headline("count", float(self.ended), self.ended)


class Seen(NamedTuple):
    """
    Who shows one kind of friction, and who could have.

    Args:
        signs: Those who do, by key.
        risks: Those who could have, by key.
    """

    signs: Tally
    risks: Tally


class Sign(NamedTuple):
    """
    One sign of friction.

    Args:
        kind: What kind.
        key: Which activities or steps.
        seen: Who shows signs of its kind.
    """

    kind: Kind
    key: int
    seen: Seen


@dataclass(frozen=True, slots=True, eq=False)
class SignalCounts:
    """
    Every sort of friction but long waits, which take a second look.

    Args:
        seen: By kind.
        pairs: Who had each pair of neighbours.
        n_matched: Events that the target, each step and each error match.
        completed: Cases that reached the target.
        ended: Cases that ended without.
        open: Cases that may still reach it.

    Shapes:
        n_matched (k,) int64.

    Units:
        cases.

    Source:
        docs/explanation/friction.md.
    """

    seen: Mapping[Kind, Seen]
    pairs: Tally
    n_matched: Ints
    completed: int
    ended: int
    open: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the counts of buckets.
        """
        return cls(
            {
                kind: Seen(
                    Tally.merged([part.seen[kind].signs for part in parts]),
                    Tally.merged([part.seen[kind].risks for part in parts]),
                )
                for kind in parts[0].seen
            },
            Tally.merged([part.pairs for part in parts]),
            np.sum([part.n_matched for part in parts], axis=0),
            sum(part.completed for part in parts),
            sum(part.ended for part in parts),
            sum(part.open for part in parts),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """
    The events of each case before it reached the target.

    Args:
        event: Which events of the log these are.
        code: Their activities.
        case: Their cases.
        time: When they happened.
        is_next: The event and the one after it belong to the same case.
        fates: What became of the cases.

    Shapes:
        m events; event, code, case, time (m,) int64; is_next (m - 1,) bool.
    """

    event: Ints
    code: Ints
    case: Ints
    time: Ints
    is_next: Bools
    fates: Fates


class Friction(UnitQuestion[SignalCounts, FrictionAnswer]):
    """
    Repeats, ways there and back, steps back, long waits and errors, and how many of those who have
    them complete.

    Only events before the target count. Those with a sign are held against those who could have had
    it and did not.

    Args:
        target: What completing means; None only counts the signs.
        steps: The steps in order, for steps back.
        errors: The activities that mean that something went wrong.
        inactivity: A case whose last event lies no further than this from the log's end may still
            complete; None takes every path as ended.
        least: Signs that fewer customers show are left out and counted in `hidden`.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        s signs; answer.signals (s,).

    Units:
        shares in [0, 1]; lost in cases; times in microseconds, in JSON in seconds.

    Cost:
        O(m log m) in four passes.

    Source:
        docs/explanation/friction.md.
    """

    name: ClassVar[str] = "friction"

    target: Step | None = Field(default=None, description="What completing means.")
    steps: tuple[Step, ...] = Field(default=(), description="The steps in order, for steps back.")
    errors: tuple[Step, ...] = Field(
        default=(), description="The activities that mean that something went wrong."
    )
    inactivity: Window | None = Field(
        default=None,
        description="A path with an event no longer ago than this at the log's end is still open.",
    )
    least: int = Field(default=5, ge=1, description="Signs that fewer customers show are left out.")

    def summarise(self, log: EventLog) -> SignalCounts:
        """
        Count who shows which signs in one bucket.
        """
        walks = self._walks(log)
        fates, n_codes = walks.fates, len(log.activities)
        pair_key, pair_case = _pairs(walks, n_codes)
        chosen = self.is_entering_case(log)
        n_complete = int(np.count_nonzero(fates.is_complete))
        n_known = int(np.count_nonzero(fates.is_known))
        asked = (*(() if self.target is None else (self.target,)), *self.steps, *self.errors)
        pairs = Tally.of(pair_key, pair_case, fates)
        return SignalCounts(
            {
                **_repeated(walks),
                "ping-pong": Seen(_returns(walks, n_codes), pairs),
                "step-back": self._steps_back(log, walks),
                "error": self._errors(log, walks, chosen),
            },
            pairs,
            np.asarray([np.count_nonzero(step.mask(log)) for step in asked], dtype=np.int64),
            n_complete,
            n_known - n_complete,
            int(np.count_nonzero(chosen)) - n_known,
        )

    def finish(self, summary: SignalCounts, log: EventLog | CompiledLog) -> FrictionAnswer:
        """
        Hold those with each sign against those without it.
        """
        long, beyond = self._waits(summary, log)
        seen: dict[Kind, Seen] = {**summary.seen, "long-wait": Seen(long, summary.pairs)}
        found = [
            Sign(kind, key, one)
            for kind, one in seen.items()
            for key in one.signs.key.tolist()
            if one.signs.at(key)[1] >= self.least
        ]
        hidden = sum(len(one.signs.key) for one in seen.values()) - len(found)
        contrasts = [self._contrast(sign) for sign in found]
        q_values, tests = corrected(contrasts)
        signals = [
            _signal(sign, self._path(sign, log.activities), contrast, q, beyond)
            for sign, contrast, q in zip(found, contrasts, q_values, strict=True)
        ]
        signals.sort(key=lambda one: (-(one.lost or 0.0), -one.cases, one.kind, one.path))
        return FrictionAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), *self._warnings(summary, log, tests)),
            signals=tuple(signals),
            completed=summary.completed,
            ended=summary.ended,
            open=summary.open,
            hidden=hidden,
            tests=tests,
        )

    def _walks(self, log: EventLog) -> Walks:
        n = log.n_cases
        chosen = self.is_entering_case(log)
        until = log.offsets[1:].copy()
        is_complete = np.zeros(n, dtype=np.bool_)
        if self.target is not None:
            goal = first_event(self.target.mask(log), log.offsets)
            is_complete = (goal != NOWHERE) & chosen
            until[is_complete] = goal[is_complete]
        is_known = chosen.copy()
        if self.inactivity is not None and log.log_end is not None:
            is_old = log.log_end - log.timestamp[log.offsets[1:] - 1] > self.inactivity
            is_known &= is_complete | is_old
        case = log.case_of_event
        event = np.flatnonzero(chosen[case] & (np.arange(len(case)) < until[case]))
        return Walks(
            event=event,
            code=log.activity.codes[event].astype(np.int64),
            case=case[event],
            time=log.timestamp[event],
            is_next=case[event][1:] == case[event][:-1],
            fates=Fates(is_complete, is_known),
        )

    def _steps_back(self, log: EventLog, walks: Walks) -> Seen:
        """
        Find where an earlier step follows a later one, other events left out.
        """
        step = np.full(len(log.timestamp), -1, dtype=np.int64)
        for number, one in enumerate(self.steps):
            step[one.mask(log)] = number
        step = step[walks.event]
        matched = np.flatnonzero(step >= 0)
        step, case = step[matched], walks.case[matched]
        back = np.flatnonzero((case[1:] == case[:-1]) & (step[1:] < step[:-1]))
        n = max(len(self.steps), 1)
        # Whoever came to the later step could have gone back to each earlier one.
        risks = [
            Tally.of(step[step == late] * n + early, case[step == late], walks.fates)
            for late in range(n)
            for early in range(late)
        ]
        nobody = Tally.of(step[:0], case[:0], walks.fates)
        signs = Tally.of(step[back] * n + step[back + 1], case[back], walks.fates)
        return Seen(signs, Tally.merged([nobody, *risks]))

    def _errors(self, log: EventLog, walks: Walks, chosen: Bools) -> Seen:
        masks = [np.flatnonzero(one.mask(log)[walks.event]) for one in self.errors]
        everyone = np.flatnonzero(chosen)
        key = [np.full(len(found), number) for number, found in enumerate(masks)]
        risk = [np.full(len(everyone), number) for number in range(len(masks))]
        none = np.empty(0, dtype=np.int64)
        return Seen(
            Tally.of(
                np.concatenate([none, *key]),
                np.concatenate([none, *(walks.case[found] for found in masks)]),
                walks.fates,
            ),
            Tally.of(
                np.concatenate([none, *risk]),
                np.concatenate([none, *([everyone] * len(masks))]),
                walks.fates,
            ),
        )

    def _waits(
        self, summary: SignalCounts, log: EventLog | CompiledLog
    ) -> tuple[Tally, dict[int, int]]:
        """
        Find how long nine in ten take between each pair, and who takes longer.
        """
        keys = summary.pairs.key
        n_codes, n_keys = len(log.activities), len(keys)
        per_octave = fineness(n_keys)

        def spans(bucket: EventLog) -> tuple[Ints, Ints]:
            walks = self._walks(bucket)
            key, _ = _pairs(walks, n_codes)
            first = np.flatnonzero(walks.is_next)
            return np.searchsorted(keys, key), walks.time[first + 1] - walks.time[first]

        counts = each_bucket(lambda bucket: counted(*spans(bucket), n_keys, per_octave), log)
        near = sought(np.sum(counts, axis=0), (LONG,), per_octave)
        kept = each_bucket(lambda bucket: near.collected(*spans(bucket)), log)
        limits = near.quantiles(
            concatenated([group for group, _ in kept]), concatenated([span for _, span in kept])
        )[0]

        def long(bucket: EventLog) -> Tally:
            walks = self._walks(bucket)
            key, case = _pairs(walks, n_codes)
            first = np.flatnonzero(walks.is_next)
            span = walks.time[first + 1] - walks.time[first]
            is_long = span > limits[np.searchsorted(keys, key)]
            return Tally.of(key[is_long], case[is_long], walks.fates)

        beyond = dict(zip(keys.tolist(), limits.tolist(), strict=True))
        return Tally.merged(each_bucket(long, log)), beyond

    def _contrast(self, sign: Sign) -> Contrast:
        if self.target is None:
            return Contrast(0, 0, 0, 0)
        _, _, known, completed = sign.seen.signs.at(sign.key)
        _, _, all_known, all_completed = sign.seen.risks.at(sign.key)
        return Contrast(completed, known, all_completed - completed, all_known - known)

    def _path(self, sign: Sign, names: Sequence[str]) -> Iterator[str]:
        kind, key = sign.kind, sign.key
        if kind == "error":
            yield self.errors[key].name
        elif kind == "step-back":
            yield self.steps[key // len(self.steps)].name
            yield self.steps[key % len(self.steps)].name
        elif kind in {"repetition", "rework"}:
            yield names[key]
        else:
            yield names[key // len(names)]
            yield names[key % len(names)]
            if kind == "ping-pong":
                yield names[key // len(names)]

    def _warnings(
        self, summary: SignalCounts, log: EventLog | CompiledLog, tests: int
    ) -> Iterator[Diagnostic]:
        asked = {"target": () if self.target is None else (self.target,)}
        place = 0
        for path, steps in {**asked, "steps": self.steps, "errors": self.errors}.items():
            counts = summary.n_matched[place : place + len(steps)].tolist()
            yield from unmatched(steps, counts, log, path)
            place += len(steps)
        if self.target is None:
            yield warning("no-target", path="target", severity="hint")
        elif self.inactivity is None and summary.ended:
            yield warning("all-paths-ended", path="inactivity", severity="hint")
        if tests:
            yield warning("not-causes", path="signals", severity="hint", n=tests)


def _signal(
    sign: Sign,
    path: Iterable[str],
    contrast: Contrast,
    q: float | None,
    beyond: Mapping[int, int],
) -> Signal:
    occurrences, cases, *_ = sign.seen.signs.at(sign.key)
    exposed = sign.seen.risks.at(sign.key)[1]
    surplus = contrast.surplus
    return Signal(
        kind=sign.kind,
        path=tuple(path),
        occurrences=occurrences,
        cases=cases,
        exposed=exposed,
        share=cases / exposed if exposed else None,
        interval=interval(wilson(cases, exposed)),
        rate=contrast.share,
        rate_without=contrast.share_without,
        difference=contrast.difference,
        interval_of_difference=contrast.interval_of_difference,
        # Nothing is lost and nothing gained where the sum is zero; there is no minus zero.
        lost=None if surplus is None else 0.0 - surplus,
        q=q,
        is_notable=contrast.is_notable(q),
        beyond_us=beyond.get(sign.key) if sign.kind == "long-wait" else None,
    )


def _pairs(walks: Walks, n_codes: int) -> tuple[Ints, Ints]:
    """
    Key each pair of neighbours by both activities.
    """
    first = np.flatnonzero(walks.is_next)
    return walks.code[first] * n_codes + walks.code[first + 1], walks.case[first]


def _repeated(walks: Walks) -> dict[Kind, Seen]:
    """
    Find activities that come twice in a row, and twice in a path.
    """
    code, case, fates = walks.code, walks.case, walks.fates
    risks = Tally.of(code, case, fates)
    in_row = np.flatnonzero(walks.is_next & (code[1:] == code[:-1]))
    again = np.flatnonzero(~is_first_meeting(code, case, int(code.max(initial=0)) + 1))
    return {
        "repetition": Seen(Tally.of(code[in_row], case[in_row], fates), risks),
        "rework": Seen(Tally.of(code[again], case[again], fates), risks),
    }


def _returns(walks: Walks, n_codes: int) -> Tally:
    """
    Find the ways to another activity and straight back.
    """
    code = walks.code
    whole = walks.is_next[1:] & walks.is_next[:-1]
    middle = np.flatnonzero(whole & (code[2:] == code[:-2]) & (code[1:-1] != code[:-2]))
    key = code[middle] * n_codes + code[middle + 1]
    return Tally.of(key, walks.case[middle], walks.fates)
