"""
What a change has changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal, Self, cast

import numpy as np
from pydantic import Field, model_validator

from touchline.analysis import Answer, Headline, Interval, Moment, Question, Record, Window
from touchline.analysis._arms import arm
from touchline.analysis._effects import (
    Verdict,
    difference,
    is_kept,
    poisson_bounds,
    square_and_add,
    verdict,
)
from touchline.analysis._errors import NoHeadline, NothingToCompare, TooManyPeriods
from touchline.analysis._ranged import RangedQuestion
from touchline.analysis._series import (
    LEAST_PERIODS,
    Series,
    SeriesPoint,
    coefficient,
    fitted,
    full_periods,
)
from touchline.analysis._warnings import about_log, warning, wide
from touchline.analysis.trend import SECOND, UNITS, AnyQuestion
from touchline.kernels.interrupted import interrupted
from touchline.units import parse_instant, to_datetime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Log = EventLog | CompiledLog

#: One day, in microseconds.
DAY = 86_400 * SECOND

#: More periods than this nobody needs, and each costs one answer.
MAX_PERIODS = 1000

Unit = Literal["share", "seconds", "count", "score"]
Design = Literal["before-after", "interrupted-series", "arms", "difference-in-differences"]


class Group(Record):
    """
    The customers of one side.

    Args:
        group: `before`, `after`, or a value of the attribute, or both.
        start: From when on customers count, ISO 8601; None for the whole log.
        end: Up to when they count.
        n: What the value rests on.
        value: A share, seconds, a count a day or a score, as the answer's `unit` says.
        interval: The 95 % interval of the value.
    """

    group: str
    start: str | None
    end: str | None
    n: int
    value: float | None
    interval: Interval | None


class Guardrail(Record):
    """
    What must not suffer.

    Args:
        question: Its name.
        unit: What its values are.
        effect: How far it lies above where it would be.
        interval: The 95 % interval of the effect.
        verdict: `kept`, `harmed`, or `unclear` when the data cannot tell.
        groups: Its values on each side.
    """

    question: str
    unit: Unit
    effect: float | None
    interval: Interval | None
    verdict: Literal["kept", "harmed", "unclear"]
    groups: tuple[Group, ...]


class ImpactAnswer(Answer):
    """
    The effect with its interval, and what it shows.

    Args:
        groups: The values that are compared.
        design: How they are compared: `before-after`, `interrupted-series` (against the course
            before the change, drawn on), `arms`, or `difference-in-differences`.
        unit: What the values are: `share`, `seconds`, `count` a day, or `score` on its scale.
        effect: How far the number lies above where it would be without the change.
        interval: The 95 % interval of the effect.
        verdict: `better`, `worse`, `no-difference-shown` or `too-little-data`.
        series: The periods and the fit, for an interrupted series.
        guardrail: What must not suffer, when asked for.
    """

    table: ClassVar[str] = "groups"
    row_type: ClassVar[type[Record]] = Group

    groups: tuple[Group, ...]
    design: Design
    unit: Unit
    effect: float | None
    interval: Interval | None
    verdict: Verdict
    series: Series | None = None
    guardrail: Guardrail | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """
    The customers that enter from one moment up to another.

    Args:
        begin: The first moment.
        end: The first moment after it.

    Units:
        microseconds since 1970-01-01 in UTC.
    """

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """
    What one question says of the change.

    Args:
        groups: The values that are compared.
        heads: The same as headlines.
        design: How they are compared.
        unit: What they are.
        effect: The effect.
        bounds: Its interval.
        series: The series, if that is the design.
    """

    groups: tuple[Group, ...]
    heads: tuple[Headline, ...]
    design: Design
    unit: Unit
    effect: float | None
    bounds: Interval | None
    series: Series | None = None

    @property
    def n(self) -> int:
        """
        Customers on the smallest side.
        """
        return min(head.n for head in self.heads)

    @property
    def scale(self) -> float:
        """
        What a tolerance is a share of: one for shares, the reach of the scale for scores, else the
        value that it started from.
        """
        if self.unit == "score":
            return max(head.scale for head in self.heads)
        first = self.groups[0].value
        return 1.0 if self.unit == "share" else abs(first or 0.0)


class Impact(Question):
    """
    What a dated change, or one of two arms, has changed in the number that any question gives.

    With a date, customers who enter before it stand against those who enter after; where there are
    enough periods, against the course before the change, drawn on. With an attribute, its values
    stand against each other; with both, the changes of the two arms do. Only customers whose window
    has passed count, so that all had the same time.

    Args:
        of: The question whose number counts, as a value, as its JSON or by its name.
        change: When the change was made.
        attribute: An attribute of customers, or of their first event that has it, which says who
            got what.
        treated: Its value for those who got the change.
        control: Its value for those who did not; None takes everyone else.
        span: How far to look before and after the change; None takes everything.
        washout: What enters so shortly before or after the change is left out.
        per: The periods of a series.
        better: Whether a higher or a lower number is better; None knows that shorter is better for
            times and more for everything else.
        guardrail: A question whose number must not suffer.
        guardrail_better: The same as `better`, for the guardrail.
        margin: How much worse the guardrail may become, as a share.

    Shapes:
        2 or 4 groups; answer.groups (2,) or (4,).

    Units:
        shares in [0, 1], seconds, counts a day or scores, as `unit` says.

    Raises:
        NothingToCompare: Neither a date nor an attribute with its value is given.
        NoHeadline: The question has no single number, or knows no time of entry.
        UnknownAttribute: The log has no such attribute.

    Cost:
        One answer of the question a group and, for a series, a period.

    Source:
        docs/explanation/impact.md.
    """

    name: ClassVar[str] = "impact"

    of: AnyQuestion = Field(description="The question whose number counts.")
    change: Moment | None = Field(default=None, description="When the change was made.")
    attribute: str | None = Field(
        default=None, description="The attribute of customers that says who got the change."
    )
    treated: str | None = Field(default=None, description="Its value for those who got the change.")
    control: str | None = Field(
        default=None, description="Its value for those who did not; everyone else unless given."
    )
    span: Window | None = Field(
        default=None, description="How far to look before and after the change, such as 90d."
    )
    washout: Window | None = Field(
        default=None, description="Leave out what enters so shortly before or after the change."
    )
    per: Literal["day", "week"] = Field(default="week", description="The periods of a series.")
    better: Literal["higher", "lower"] | None = Field(
        default=None, description="Whether a higher or a lower number is better."
    )
    guardrail: AnyQuestion | None = Field(
        default=None, description="A question whose number must not suffer."
    )
    guardrail_better: Literal["higher", "lower"] | None = Field(
        default=None, description="Whether a higher or a lower number is better for the guardrail."
    )
    margin: float = Field(
        default=0.05, gt=0, le=1, description="How much worse the guardrail may become."
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if (self.attribute is None) is not (self.treated is None):
            raise NothingToCompare(at="treated" if self.treated is None else "attribute")
        if self.change is None and self.attribute is None:
            raise NothingToCompare(at="change")
        for question in (self.of, self.guardrail):
            if question is not None and not isinstance(question, RangedQuestion):
                raise NoHeadline.of(question.name)
        return self

    def answer(self, log: Log) -> ImpactAnswer:
        """
        Compare what a log shows on both sides.

        Args:
            log: The events.

        Returns:
            The effect with its interval, and the verdict.
        """
        found = self._found(self.of, log)
        is_higher_better = _is_higher_better(self.better, found.unit)
        widest = self.tolerance * found.scale
        guardrail = None if self.guardrail is None else self._guarded(self.guardrail, log)
        told = verdict(
            found.effect, found.bounds, found.n, widest, is_higher_better=is_higher_better
        )
        return ImpactAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*about_log(log), _told(found, told), *self._warnings(found, guardrail)),
            groups=found.groups,
            design=found.design,
            unit=found.unit,
            effect=found.effect,
            interval=found.bounds,
            verdict=told,
            series=found.series,
            guardrail=guardrail,
        )

    def _guarded(self, question: Question, log: Log) -> Guardrail:
        found = self._found(question, log)
        margin = self.margin * found.scale
        is_higher_better = _is_higher_better(self.guardrail_better, found.unit)
        return Guardrail(
            question=question.name,
            unit=found.unit,
            effect=found.effect,
            interval=found.bounds,
            verdict=is_kept(found.bounds, found.n, margin, is_higher_better=is_higher_better),
            groups=found.groups,
        )

    def _found(self, question: Question, log: Log) -> Found:
        spans = self._spans(question, log)
        arms = [("", log)]
        if self.attribute is not None and self.treated is not None:
            arms = [
                (self.treated, arm(log, self.attribute, self.treated)),
                (
                    self.control or "(other)",
                    arm(log, self.attribute, self.control, besides=self.treated),
                ),
            ]
        named = [
            (" ".join(filter(None, (name, when))), part, span)
            for name, part in arms
            for when, span in spans
        ]
        heads = tuple(_head(question, part, span) for _, part, span in named)
        kind = next((head.kind for head in heads if head.value is not None), heads[0].kind)
        groups = tuple(
            _group(name, head, span, log)
            for (name, _, span), head in zip(named, heads, strict=True)
        )
        unit = UNITS[kind]
        design: Design = "arms" if self.change is None else "before-after"
        if len(heads) == 2:  # noqa: PLR2004 (two sides of one comparison)
            # The arm that got the change is named first, the time without it too.
            pair = heads if self.change is None else (heads[1], heads[0])
            effect, bounds = difference(*pair)
            plain = Found(groups, heads, design, unit, *_in(unit, effect, bounds))
            return self._as_series(plain, question, log, spans) if self.change else plain
        (treated, t_bounds), (control, c_bounds) = (
            difference(heads[1], heads[0]),
            difference(heads[3], heads[2]),
        )
        if treated is None or control is None:
            effect, bounds = None, None
        else:
            effect = treated - control
            bounds = square_and_add(treated, t_bounds, control, c_bounds)
        both = _in(unit, effect, bounds)
        return Found(groups, heads, "difference-in-differences", unit, *both)

    def _spans(self, question: Question, log: Log) -> list[tuple[str, Span | None]]:
        """
        Choose whose entries count: on each side of the change, and early enough for their window.
        """
        if log.log_start is None or log.log_end is None:
            return [("before", None), ("after", None)] if self.change else [("", None)]
        first, last = log.log_start, log.log_end + 1 - (getattr(question, "window", None) or 0)
        for text, is_start in ((question.start, True), (question.end, False)):  # type: ignore[attr-defined]
            if text is not None:
                at = parse_instant(text, log.zone)
                first, last = (max(first, at), last) if is_start else (first, min(last, at))
        if self.change is None:
            return [("", Span(first, last))]
        at, gap = parse_instant(self.change, log.zone), self.washout or 0
        if self.span is not None:
            first, last = max(first, at - self.span), min(last, at + self.span)
        return [("before", Span(first, min(last, at - gap))), ("after", Span(at + gap, last))]

    def _as_series(
        self, found: Found, question: Question, log: Log, spans: list[tuple[str, Span | None]]
    ) -> Found:
        """
        Compare with the course before the change where there are enough periods on either side.
        """
        before, after = spans[0][1], spans[1][1]
        if before is None or after is None or self.change is None:
            return found
        length = {"day": DAY, "week": 7 * DAY}[self.per]
        numbers = full_periods(
            (before.begin, before.end),
            (after.begin, after.end),
            parse_instant(self.change, log.zone),
            length,
        )
        if numbers is None:
            return found
        begins, times = numbers
        if len(begins) > MAX_PERIODS:
            raise TooManyPeriods.of(self.per, MAX_PERIODS)
        heads = [_head(question, log, Span(begin, begin + length)) for begin in begins]
        values = np.asarray([np.nan if h.value is None else h.value for h in heads])
        weights = np.asarray([1.0 if h.kind == "count" else float(h.n) for h in heads])
        weights[np.isnan(values)] = 0
        is_after = np.asarray(times) > 0
        if min(np.count_nonzero(weights[is_after]), np.count_nonzero(weights[~is_after])) < (
            LEAST_PERIODS
        ):
            return found
        fit = interrupted(np.nan_to_num(values), weights, np.asarray(times))
        if fit is None:
            return found
        scale = SECOND if found.unit == "seconds" else 1
        points = tuple(
            SeriesPoint(
                start=to_datetime(begin, log.zone).isoformat(),
                n=head.n,
                value=None if head.value is None else head.value / scale,
            )
            for begin, head in zip(begins, heads, strict=True)
        )
        term = coefficient(fit.effect, scale)
        return replace(
            found,
            design="interrupted-series",
            effect=term.value,
            bounds=term.interval,
            series=fitted(points, fit, scale),
        )

    def _warnings(self, found: Found, guardrail: Guardrail | None) -> Iterator[Diagnostic]:
        if found.design == "before-after":
            yield warning("no-control", path="design", n=LEAST_PERIODS, per=self.per)
        if self.change is not None and getattr(self.of, "window", "") is None:
            yield warning("unequal-time", path="of.window")
        if guardrail is not None and guardrail.verdict != "kept":
            name = "guardrail-harmed" if guardrail.verdict == "harmed" else "guardrail-unclear"
            yield warning(name, path="guardrail", question=guardrail.question)
        if found.unit == "share":
            shares = [
                (group.group, head.count, head.n, group.interval)
                for group, head in zip(found.groups, found.heads, strict=True)
            ]
            yield from wide(shares, self.tolerance)


def _told(found: Found, told: Verdict) -> Diagnostic:
    """
    Say the verdict in words, shares in percentage points.
    """
    scale = 100 if found.unit == "share" else 1
    is_known = found.effect is not None and found.bounds is not None
    numbers = (found.effect, *found.bounds) if found.bounds is not None else (0.0, 0.0, 0.0)
    effect, low, high = (round(scale * (number or 0.0), 1) for number in numbers)
    return warning(
        "impact-verdict",
        path="verdict",
        severity="hint",
        verdict=told.replace("-", "_"),
        unit=found.unit if is_known else "none",
        effect=effect,
        low=low,
        high=high,
    )


def _is_higher_better(stated: Literal["higher", "lower"] | None, unit: Unit) -> bool:
    return unit != "seconds" if stated is None else stated == "higher"


def _head(question: Question, log: Log, span: Span | None) -> Headline:
    """
    Ask the question of what enters in a span, a count as a count a day.
    """
    asked = question
    if span is not None:
        if span.end <= span.begin:
            return Headline("share", None, 0)
        moments = (to_datetime(at, "UTC").isoformat() for at in (span.begin, span.end))
        asked = question.within(*moments)
    # A question that looks at buckets takes a compiled log too, any other what that log has in
    # common with one in memory.
    head = asked.answer(cast("EventLog", log)).headline()
    if head is None:
        raise NoHeadline.of(question.name)
    if head.kind != "count" or head.value is None or span is None:
        return head
    days = (span.end - span.begin) / DAY
    bounds = poisson_bounds(head.value)
    return replace(
        head, value=head.value / days, bounds=Interval(bounds.low / days, bounds.high / days)
    )


def _in(
    unit: Unit, effect: float | None, bounds: Interval | None
) -> tuple[float | None, Interval | None]:
    """
    Turn microseconds into seconds.
    """
    scale = SECOND if unit == "seconds" else 1
    return (
        None if effect is None else effect / scale,
        None if bounds is None else Interval(bounds.low / scale, bounds.high / scale),
    )


def _group(name: str, head: Headline, span: Span | None, log: Log) -> Group:
    value, bounds = _in(UNITS[head.kind], head.value, head.bounds)
    begin, end = (None, None) if span is None else (span.begin, span.end)
    return Group(
        group=name,
        start=None if begin is None else to_datetime(begin, log.zone).isoformat(),
        end=None if end is None else to_datetime(end, log.zone).isoformat(),
        n=head.n,
        value=value,
        interval=bounds,
    )
