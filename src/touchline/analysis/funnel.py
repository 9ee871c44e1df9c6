"""
How many get from step to step, how fast, and where the others are lost.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from touchline.analysis import Answer, Headline, Interval, Microseconds, Record, Step, Window
from touchline.analysis._errors import (
    OnlyInOrder,
    TooFewSteps,
    UnknownStep,
    UnusableExclusion,
    UnusableOptional,
    UnusableStepWindows,
)
from touchline.analysis._funnel_groups import (
    ALL,
    FunnelGroup,
    Pair,
    Told,
    broken_down,
    side_by_side,
)
from touchline.analysis._funnel_steps import By, FunnelStep, Standing, Tries, completion
from touchline.analysis._gather import each_bucket
from touchline.analysis._labels import labels_of
from touchline.analysis._narrow import cases_of
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._sides import Side, both_sides
from touchline.analysis._step import count_of
from touchline.analysis._survival import CurvePoint
from touchline.analysis._tables import flat_row
from touchline.analysis._units import held_constant
from touchline.analysis._warnings import MANY_PENDING, about_log, unmatched, warning, wide
from touchline.kernels.asides import Aside, with_asides
from touchline.kernels.intervals import wilson
from touchline.kernels.ordered import match_labels
from touchline.kernels.segments import Timeline, count_per_case
from touchline.kernels.sets import match_in_any_order, match_label_sets
from touchline.kernels.step_windows import match_in_time
from touchline.kernels.strict import match_strict_labels, match_strictly
from touchline.kernels.windows import Exclusion, Winners, match_in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog
    from touchline.kernels.ordered import Labels

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

__all__ = [
    "CaseLevel",
    "ExcludedEvent",
    "Funnel",
    "FunnelAnswer",
    "FunnelGroup",
    "FunnelStep",
]

#: A funnel of one step has nowhere to go.
MIN_STEPS = 2


class ExcludedEvent(Record):
    """
    An event that rules a run out when it happens between two steps; `X:0:1` as text.

    Args:
        step: The event.
        after: The step, from 0, after which it rules out.
        before: The step before which it does.
    """

    step: Step
    after: int
    before: int


def _exclusion(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    parts = given.rsplit(":", 2)
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts[1:]):  # noqa: PLR2004
        raise UnusableExclusion(at="exclude", text=given, last=1)
    return {"step": parts[0], "after": int(parts[1]), "before": int(parts[2])}


def _exclusion_text(exclusion: ExcludedEvent) -> Any:
    if exclusion.step.is_plain:
        return f"{exclusion.step.name}:{exclusion.after}:{exclusion.before}"
    return exclusion.model_dump(mode="json")


def _limit(given: Any) -> Any:
    return None if isinstance(given, str) and given.strip() in {"none", ""} else given


#: A window from step to step; `none` as text for no limit.
StepWindow = Annotated[Window | None, BeforeValidator(_limit)]


Exclude = Annotated[
    ExcludedEvent, BeforeValidator(_exclusion), PlainSerializer(_exclusion_text, return_type=Any)
]


class CaseLevel(Record):
    """
    How far one case came.

    Args:
        case: Its id.
        level: How many steps it reached; 0 for a case that never entered or was excluded.
        is_pending: It still has time for its next step.
        is_excluded: It was ruled out by an excluded event.
    """

    case: str
    level: int
    is_pending: bool
    is_excluded: bool


class FunnelAnswer(Answer):
    """
    The steps of a funnel with everything that is known of each.

    Args:
        steps: One entry a step.
        excluded: Cases ruled out by excluded events; they are in no step.
        conversion: Reached the last step, of those who entered.
        interval: Wilson's interval of the conversion.
        is_mature_first: So many are pending that `rate_mature` is the rate to read.
        curve: Share that has completed by each time since entry (Kaplan-Meier), when there is no
            window or much is pending.
        median_us_to_complete: Time by which half have completed, by that curve; None when it never
            gets there.
        groups: The same for each group, when groups are asked for.
        tests: How many differences between groups were tested, which the q values account for.
        compares_mature: So many are pending that the differences are those of the cases whose
            window has passed.
        cases: How far each case came, when asked for.
    """

    table: ClassVar[str] = "steps"
    row_type: ClassVar[type[Record]] = FunnelStep
    beside: ClassVar[tuple[str, ...]] = ("groups",)

    steps: tuple[FunnelStep, ...]
    excluded: int
    conversion: float | None
    interval: Interval | None
    is_mature_first: bool
    curve: tuple[CurvePoint, ...] | None = None
    median_us_to_complete: Microseconds | None = None
    groups: tuple[FunnelGroup, ...] | None = None
    tests: int = 0
    compares_mature: bool = False
    cases: tuple[CaseLevel, ...] | None = None

    def rows_of(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """
        Lay the steps out flat, those of the groups after those of all.
        """
        groups = body["groups"] or ()
        # Beside groups the whole needs a name as well.
        whole = [{**one, "group": ALL if groups else None} for one in body["steps"]]
        steps = [*whole, *(step for group in groups for step in group["steps"])]
        return [flat_row(FunnelStep, step) for step in steps]

    def headline(self) -> Headline | None:
        """
        Name the share of entered cases that reached the last step.
        """
        n, count = self.steps[0].reached, self.steps[-1].reached
        return Headline("share", self.conversion, n, count, self.interval)


class Funnel(UnitQuestion[Tries, FunnelAnswer]):
    """
    How many cases go through the steps in order, within a window from entry.

    A case enters with any event of the first step; its best try counts (furthest, then earliest
    completed, then latest entered). A case that has not converted but still has time is pending,
    not lost.

    Args:
        steps: Two or more activities or predicates.
        window: The longest time from entry to any step, inclusive; None for no limit.
        order: `ordered` lets anything happen in between, `strict` nothing, `unordered` takes the
            steps in any order.
        exclude: Events that rule out a try when they happen between two steps, such as
            `cancel:0:1`.
        step_windows: For each step but the first the longest time from the step before it that
            nobody may leave out, inclusive; None for no limit.
        optional: Steps, from 0, that a try may leave out; they never change who reaches the others.
        hold: The attribute that all steps of a try must share; then each customer and value counts
            by itself.
        by: The attribute that tells groups apart: one of events, `channel`, `value`, `activity`, or
            one of cases.
        by_step: The step, from 0, whose event has it; -1 for the last that the try reached.
        top: How many groups stand alone, by how many entered; the others are `(other)`, and those
            of whom none is known `(none)`.
        compare: A segment to hold against the rest, or two sides to hold against each other: each a
            segment, or a span of time such as `2026-01-01/2026-02-01`.
        per_case: List how far each case came.
        start: Count entries from here on.
        end: Count entries before this; later steps may follow after it.

    Shapes:
        n cases, m events, k steps; answer.steps (k,).

    Units:
        shares in [0, 1]; times in microseconds, in JSON in seconds.

    Raises:
        TooFewSteps: Fewer than two steps.
        UnusableExclusion: An exclusion does not lie between two steps.
        UnusableComparison: More than two sides, one span of time, or groups beside sides.
        UnusableOptional: The first or the last step is to be optional.
        UnusableStepWindows: There is not one window for each step but the first.
        OnlyInOrder: Optional steps or windows of steps where steps come in another order.
        UnknownStep: `by_step` is none of the steps.
        UnknownAttribute: A step asks for an attribute that the log does not have.

    Cost:
        O(m + entries x k) with compiled kernels, else O(entries x k x log m).

    Source:
        docs/explanation/funnel.md.

    Examples:
        >>> from touchline.eventlog.log import EventLog
        >>> events = [("ann", "visit", "2026-01-01"), ("ben", "visit", "2026-01-02")]
        >>> log = EventLog.from_events([*events, ("ann", "pay", "2026-01-03")])
        >>> answer = Funnel(steps=("visit", "pay"), window="7d").answer(log)
        >>> [(step.name, step.reached, step.pending) for step in answer.steps]
        [('visit', 2, 0), ('pay', 1, 1)]
    """

    name: ClassVar[str] = "funnel"

    steps: tuple[Step, ...] = Field(description="The steps in order: activities or predicates.")
    window: Window | None = Field(
        default=None, description="The longest time from entry to any step, such as 7d."
    )
    order: Literal["ordered", "strict", "unordered"] = Field(
        default="ordered",
        description="Whether other events may come in between, or the steps in any order.",
    )
    exclude: tuple[Exclude, ...] = Field(
        default=(),
        description="Events that rule out a try between two steps counted from 0, such as X:0:1.",
    )
    step_windows: tuple[StepWindow, ...] = Field(
        default=(),
        description="For each step but the first the longest time from the one before, or none.",
    )
    optional: tuple[int, ...] = Field(
        default=(), description="Steps that may be left out, counted from 0."
    )
    hold: str | None = Field(
        default=None, description="The attribute that all steps of a try must share."
    )
    by: str | None = Field(
        default=None,
        description="The attribute that tells groups apart: of events, channel, or of cases.",
    )
    by_step: int = Field(
        default=0,
        ge=-1,
        description="The step whose event has it: 0 for the first, -1 for the last reached.",
    )
    top: int = Field(
        default=10, ge=1, description="How many groups stand alone; the others count together."
    )
    compare: tuple[Side, ...] = Field(
        default=(),
        description="A segment to hold against the rest, or two segments or spans of time.",
    )
    per_case: bool = Field(default=False, description="List how far each case came.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if len(self.steps) < MIN_STEPS:
            raise TooFewSteps.given(len(self.steps))
        for one in self.exclude:
            is_between = 0 <= one.after < one.before < len(self.steps)
            if not is_between or {one.after, one.before} & {*self.optional}:
                raise UnusableExclusion.of(str(_exclusion_text(one)), len(self.steps))
        self._has_usable_steps()
        if self.by_step >= len(self.steps):
            raise UnknownStep.of("by_step", self.by_step, len(self.steps))
        if self.compare:
            both_sides(self.compare, has_groups=self.by is not None)
        return self

    def _has_usable_steps(self) -> None:
        last = len(self.steps) - 1
        for step in self.optional:
            if not 0 < step < last or self.optional.count(step) > 1:
                raise UnusableOptional(at="optional", step=step, last=last)
        if self.step_windows and len(self.step_windows) != last:
            raise UnusableStepWindows.given(len(self.step_windows), len(self.steps))
        if self.order != "ordered":
            for option in ("optional", "step_windows"):
                if getattr(self, option):
                    raise OnlyInOrder(at=option, option=option, order=self.order)

    def match(self, log: EventLog) -> Winners:
        """
        Find the try that counts for each case.

        Args:
            log: The events.

        Shapes:
            returns events (n, k) int64 and levels (n,).

        Units:
            none.

        Returns:
            The events of each case's best try, step by step.

        Source:
            docs/explanation/funnel.md.
        """
        if self.optional:
            return self._with_optional(log)
        entries = self.is_entering(log, log.timestamp) if self.has_span else None
        has_limits = any(limit is not None for limit in self.step_windows)
        if not has_limits and (found := self._match_labels(log, entries)) is not None:
            return found
        masks = [step.mask(log) for step in self.steps]
        timeline = Timeline.of(log.offsets, log.timestamp)
        if self.order == "unordered":
            excluded = [one.step.mask(log) for one in self.exclude]
            return match_in_any_order(
                masks,
                timeline,
                window=self.window,
                entries=entries,
                exclusion=np.any(excluded, axis=0) if excluded else None,
            )
        exclusions = [Exclusion(one.step.mask(log), one.after, one.before) for one in self.exclude]
        if has_limits:
            return match_in_time(
                masks,
                timeline,
                self.step_windows,
                window=self.window,
                entries=entries,
                exclusions=exclusions,
            )
        find = match_strictly if self.order == "strict" else match_in_order
        return find(masks, timeline, window=self.window, entries=entries, exclusions=exclusions)

    def _match_labels(self, log: EventLog, entries: Bools | None) -> Winners | None:
        """
        Find the tries where steps can be told by codes; None where they cannot.
        """
        labels = self._labels(log)
        if labels is None or (self.order == "strict" and self.exclude):
            return None
        given = (labels, len(self.steps), log.offsets, log.timestamp)
        if self.order == "unordered":
            return match_label_sets(*given, window=self.window, entries=entries)
        if self.order == "strict":
            return match_strict_labels(*given, window=self.window, entries=entries)
        return match_labels(
            *given,
            window=self.window,
            entries=entries,
            exclusions=[(one.after, one.before) for one in self.exclude],
        )

    def _with_optional(self, log: EventLog) -> Winners:
        """
        Follow the steps that nobody may leave out, then look what each try took on its way.
        """
        limits = (None, *(self.step_windows or (None,) * (len(self.steps) - 1)))
        required = [k for k in range(len(self.steps)) if k not in self.optional]
        core = self.model_copy(
            update={
                "steps": tuple(self.steps[k] for k in required),
                "step_windows": tuple(limits[k] for k in required[1:]),
                "optional": (),
                "exclude": tuple(
                    one.model_copy(
                        update={
                            "after": required.index(one.after),
                            "before": required.index(one.before),
                        }
                    )
                    for one in self.exclude
                ),
            }
        )
        asides = [Aside(k, self.steps[k].mask(log), limits[k]) for k in sorted(self.optional)]
        timeline = Timeline.of(log.offsets, log.timestamp)
        return with_asides(core.match(log), asides, timeline, self.window)

    def _labels(self, log: EventLog) -> Labels | None:
        """
        Tell steps and exclusions by codes; None when these are too many.
        """
        return labels_of([*self.steps, *(one.step for one in self.exclude)], log)

    def summarise(self, log: EventLog) -> Tries:
        """
        Keep when each case of one bucket reached each step.
        """
        n_events = len(log.timestamp)
        log = log if self.hold is None else held_constant(log, self.hold)
        labels = self._labels(log)
        if labels is None:
            matched = np.asarray([count_of(step, log) for step in self.steps], dtype=np.int64)
        else:
            matched = labels.counted(len(self.steps))
        by = None if self.by is None else By(self.by, self.by_step)
        return Tries.of(
            self.match(log),
            log,
            matched,
            has_cases=self.per_case,
            optional=sorted(self.optional),
            by=by,
            n_left_out=n_events - len(log.timestamp),
            longest=self.longest,
        )

    def finish(self, summary: Tries, log: EventLog | CompiledLog) -> FunnelAnswer:
        """
        Count the tries step by step.
        """
        standing = self._standing(summary, log)
        steps = standing.steps()
        n, count = steps[0].reached, steps[-1].reached
        n_pending = int(np.count_nonzero(standing.is_pending))
        pending_share = n_pending / n if n else 0.0
        is_mature_first = pending_share > MANY_PENDING
        points, median = completion(standing, log.log_end, self.longest, pending_share)
        told = self._groups(summary, standing, log, is_mature_first=is_mature_first)
        return FunnelAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(
                *about_log(log),
                *self._warnings(log, steps, summary, pending_share),
                *(told.warnings if told else ()),
            ),
            steps=steps,
            excluded=summary.n_excluded,
            conversion=count / n if n else None,
            interval=interval(wilson(count, n)),
            is_mature_first=is_mature_first,
            curve=points,
            median_us_to_complete=median,
            groups=told.groups if told else None,
            tests=told.tests if told else 0,
            compares_mature=told is not None and told.compares_mature,
            cases=_cases(summary, standing) if self.per_case else None,
        )

    def _groups(
        self,
        tries: Tries,
        standing: Standing,
        log: EventLog | CompiledLog,
        *,
        is_mature_first: bool,
    ) -> Told | None:
        if tries.marks is not None:
            return broken_down(standing, tries.marks, self.top, mature=is_mature_first)
        if not self.compare:
            return None
        sides = both_sides(self.compare, has_groups=False)
        plain = {"compare": (), "per_case": False}
        asked = [self.model_copy(update={**plain, **side.span}) for side in sides]
        pair = Pair.merged(each_bucket(partial(_look, sides, asked), log))
        standings = [self._standing(one, log) for one in (pair.first, pair.second)]
        names = [side.name for side in sides]
        return side_by_side(list(zip(names, standings, strict=True)), n_on_both=pair.n_on_both)

    def _standing(self, tries: Tries, log: EventLog | CompiledLog) -> Standing:
        """
        Say how long each try has had; without a window there is nothing to wait for.
        """
        longest = self.longest
        if longest is None or log.log_end is None:
            is_mature = np.ones(len(tries.levels), dtype=np.bool_)
        else:
            is_mature = np.asarray(log.log_end - tries.at[0] >= longest, dtype=np.bool_)
        names = tuple(step.name for step in self.steps)
        optional = tuple(sorted(self.optional))
        return Standing(
            names, optional, tries.levels, tries.at, tries.taken, is_mature, tries.worth
        )

    @property
    def longest(self) -> int | None:
        """
        How long a try may take at most, by the window and by those of the steps together, in
        microseconds; None without a limit.
        """
        limits = [
            limit
            for k, limit in enumerate(self.step_windows, 1)
            if limit is not None and k not in self.optional
        ]
        is_bounded = bool(limits) and len(limits) == len(self.steps) - 1 - len(self.optional)
        bounds = [self.window, sum(limits) if is_bounded else None]
        return min((bound for bound in bounds if bound is not None), default=None)

    def _warnings(
        self,
        log: EventLog | CompiledLog,
        steps: tuple[FunnelStep, ...],
        tries: Tries,
        pending_share: float,
    ) -> list[Diagnostic]:
        found = unmatched(self.steps, tries.n_matched.tolist(), log, "steps")
        if tries.n_excluded:
            n = tries.n_excluded
            found.append(warning("excluded-cases", path="exclude", severity="hint", n=n))
        if tries.n_left_out:
            n = tries.n_left_out
            found.append(warning("held-unknown", path="hold", severity="hint", n=n, what=self.hold))
        if pending_share > MANY_PENDING:
            found.append(warning("many-pending", path="window", share=round(pending_share * 100)))
        shares = [(step.name, step.reached, step.entered, step.interval) for step in steps[1:]]
        return [*found, *wide(shares, self.tolerance)]


def _entries(question: Funnel, log: EventLog) -> Bools:
    """
    Mark the events with which a try may begin.
    """
    opening = question.steps if question.order == "unordered" else question.steps[:1]
    is_opening = np.any([step.mask(log) for step in opening], axis=0)
    return np.asarray(is_opening & question.is_entering(log, log.timestamp), dtype=np.bool_)


def _look(sides: Sequence[Side], asked: Sequence[Funnel], bucket: EventLog) -> Pair:
    """
    Follow both sides of a comparison through one bucket.
    """
    masks = [side.mask(bucket) for side in sides]
    parts = [cases_of(bucket, mask) for mask in masks]
    entrants = [
        mask & (count_per_case(_entries(one, bucket), bucket.offsets) > 0)
        for one, mask in zip(asked, masks, strict=True)
    ]
    first, second = (one.summarise(part) for one, part in zip(asked, parts, strict=True))
    return Pair(first, second, int(np.count_nonzero(entrants[0] & entrants[1])))


def _cases(tries: Tries, standing: Standing) -> tuple[CaseLevel, ...]:
    """
    List how far each case came, by its id.
    """
    # One more entry answers for the cases without a try, whose place is the last.
    levels, waits = [*standing.through.tolist(), 0], [*standing.is_pending.tolist(), False]
    return tuple(
        CaseLevel(case=case, level=levels[place], is_pending=waits[place], is_excluded=is_excluded)
        for case, is_excluded, place in sorted(tries.cases)
    )
