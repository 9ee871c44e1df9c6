"""
How an answer changes from period to period.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, cast

from pydantic import BeforeValidator, Field, PlainSerializer

from touchline.analysis import Answer, Headline, Interval, Question, Record
from touchline.analysis._calendar import floor, following, label
from touchline.analysis._errors import NestedTrend, TooManyPeriods
from touchline.analysis._narrow import narrowed
from touchline.analysis._record import interval
from touchline.analysis._segment import AnySegment
from touchline.analysis._warnings import about_log, warning, wide
from touchline.eventlog.survey import UNDATED, Survey
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p
from touchline.progress import counted
from touchline.units import parse_instant, to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

#: More points than this nobody can look at, and each costs one answer.
MAX_PERIODS = 1000

#: In which unit the values of each kind are told.
UNITS: dict[str, Literal["share", "seconds", "count", "score"]] = {
    "share": "share",
    "duration": "seconds",
    "count": "count",
    "score": "score",
}

#: One second, in microseconds.
SECOND = 1_000_000


def _question(given: Any) -> Any:
    if isinstance(given, str):
        is_json = given.lstrip().startswith("{")
        return Question.from_json(given) if is_json else Question.from_dict({"name": given})
    return Question.from_dict(given) if isinstance(given, Mapping) else given


AnyQuestion = Annotated[
    Question,
    BeforeValidator(_question),
    PlainSerializer(Question.to_dict, return_type=dict[str, Any]),
]


class Point(Record):
    """
    One period.

    Args:
        period: How it is called: `2026-11`, `2026-W47`, `2026-Q4`, `2026-11-22`, `2026-11-22T15`.
        start: Its first instant, ISO 8601.
        end: The first instant after it.
        is_complete: The period has passed, and so have the windows of all that entered in it.
        n: What the value rests on.
        value: A share, seconds, a count or a score, as the answer's `unit` says.
        interval: The 95 % interval of the value.
        change: Value less the value of the period before.
        change_interval: Newcombe's interval of a change of shares, and that of Zou and Donner of a
            change of scores.
        q: The p value of that change, corrected for all changes of the trend.
        answer: The whole answer for the period.
    """

    period: str
    start: str
    end: str
    is_complete: bool
    n: int
    value: float | None
    interval: Interval | None
    change: float | None
    change_interval: Interval | None
    q: float | None
    answer: Annotated[Answer, PlainSerializer(Answer.body, return_type=dict[str, Any])]


class TrendAnswer(Answer):
    """
    One point a period, without gaps.

    Args:
        points: In order of time.
        unit: What the values are: `share`, `seconds`, `count` or `score`.
        tests: How many changes were tested, which the q values account for.
    """

    table: ClassVar[str] = "points"
    row_type: ClassVar[type[Record]] = Point

    points: tuple[Point, ...]
    unit: Literal["share", "seconds", "count", "score"]
    tests: int


@dataclass(frozen=True, slots=True)
class Frame:
    """
    What a trend has to know of a log, or of a survey.

    Args:
        start: The first moment; None without any.
        end: When observation ends.
        zone: The reporting zone.
        n_cases: How many customers.
        n_events: How many events, or replies.
        warnings: What touches every question.

    Units:
        microseconds since 1970-01-01 in UTC.
    """

    start: int | None
    end: int | None
    zone: str
    n_cases: int
    n_events: int
    warnings: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, log: EventLog | CompiledLog | Survey) -> Frame:
        """
        Read it off.
        """
        if not isinstance(log, Survey):
            start, end = log.log_start, log.log_end
            return cls(start, end, log.zone, log.n_cases, log.n_events, about_log(log))
        dated = log.timestamp[log.timestamp != UNDATED]
        first = int(dated.min()) if len(dated) else None
        found = () if log.n_replies else (warning("empty-log"),)
        return cls(first, log.last, log.zone, log.n_respondents, log.n_replies, found)


class Trend(Question):
    """
    Any question, asked of each period for whatever entered in it.

    Args:
        of: The question, as a value, as its JSON or, if it needs no options, as its name.
        per: The period, of the calendar of the log's reporting zone.
        segment: Ask only about the cases of this segment; None for all.

    Shapes:
        p periods; answer.points (p,).

    Units:
        shares in [0, 1], seconds, counts or scores, as `unit` says.

    Raises:
        TooManyPeriods: The log spans more periods than anybody can look at.
        NestedTrend: The question is a trend itself.

    Cost:
        p answers of the question.

    Source:
        docs/explanation/trend.md.
    """

    name: ClassVar[str] = "trend"

    of: AnyQuestion = Field(description="The question to ask of each period.")
    per: Literal["hour", "day", "week", "month", "quarter", "year"] = Field(
        default="month", description="The period, in the reporting zone."
    )
    segment: AnySegment | None = Field(
        default=None, description="Ask only about these cases, such as town=Bonn."
    )

    def answer(self, log: EventLog | CompiledLog | Survey) -> TrendAnswer:
        """
        Ask the question of each period of a log, or of a survey.

        Args:
            log: The events; replies for a question that is asked of replies.

        Returns:
            One point a period, with its change against the one before.
        """
        if isinstance(self.of, Trend):
            raise NestedTrend(at="of")
        log, of = self._narrowed(log)
        frame = Frame.of(log)
        periods = self._periods(frame)
        asked = (of.within(begin.isoformat(), end.isoformat()) for begin, end in periods)
        found = counted(
            (one.answer(cast("EventLog", log)) for one in asked), [1] * len(periods), "period"
        )
        answers = [(*period, answer) for period, answer in zip(periods, found, strict=True)]
        points = [self._point(begin, end, answer, frame) for begin, end, answer in answers]
        heads = [answer.headline() for _, _, answer in answers]
        # What still has time would look worse than it is, so it is tested on neither side.
        settled = [
            head if point.is_complete else None for head, point in zip(heads, points, strict=True)
        ]
        p_values = [_p(now, before) for before, now in pairwise(settled)]
        tested = [p for p in p_values if p is not None]
        q_of = iter(benjamini_hochberg(tested))
        for i, p in enumerate(p_values, 1):
            update = _change(heads[i], heads[i - 1])
            points[i] = points[i].model_copy(
                update={**update, "q": None if p is None else next(q_of)}
            )
        warnings = [*frame.warnings, *_vague(points, heads, self.tolerance)]
        incomplete = sum(not point.is_complete for point in points)
        if incomplete:
            warnings.append(warning("incomplete-periods", "per", "hint", n=incomplete))
        kind = next((head.kind for head in heads if head is not None), "count")
        return TrendAnswer(
            question=self,
            n_cases=frame.n_cases,
            n_events=frame.n_events,
            warnings=tuple(warnings),
            points=tuple(points),
            unit=UNITS[kind],
            tests=len(tested),
        )

    def _narrowed(
        self, log: EventLog | CompiledLog | Survey
    ) -> tuple[EventLog | CompiledLog | Survey, Question]:
        if not isinstance(log, Survey):
            return narrowed(log, self.segment), self.of
        # Replies know their segment by themselves.
        return log, self.of.model_copy(
            update={} if self.segment is None else {"segment": self.segment}
        )

    def _periods(self, frame: Frame) -> list[tuple[datetime, datetime]]:
        if frame.start is None or frame.end is None:
            return []
        begin = floor(to_datetime(frame.start, frame.zone), self.per)
        last = max(frame.end, frame.start)
        periods: list[tuple[datetime, datetime]] = []
        # Instants are compared, since clocks of one zone are compared by their hands alone.
        while parse_instant(begin) <= last:
            end = following(begin, self.per)
            if parse_instant(end) <= parse_instant(begin):
                break
            periods.append((begin, end))
            begin = end
            if len(periods) > MAX_PERIODS:
                raise TooManyPeriods.of(self.per, MAX_PERIODS)
        return periods

    def _point(self, begin: datetime, end: datetime, answer: Answer, frame: Frame) -> Point:
        head = answer.headline() or Headline("count", None, 0)
        scale = SECOND if head.kind == "duration" else 1
        window = getattr(self.of, "longest", None) or getattr(self.of, "window", None) or 0
        elapsed = (frame.end or 0) - parse_instant(end)
        bounds = head.bounds
        return Point(
            period=label(begin, self.per),
            start=begin.isoformat(),
            end=end.isoformat(),
            is_complete=elapsed >= window,
            n=head.n,
            value=None if head.value is None else head.value / scale,
            interval=None if bounds is None else Interval(bounds.low / scale, bounds.high / scale),
            change=None,
            change_interval=None,
            q=None,
            answer=answer,
        )


def _is_testable(head: Headline) -> bool:
    return head.kind == "share" and head.is_independent


def _p(now: Headline | None, before: Headline | None) -> float | None:
    if now is None or before is None or not _is_testable(now):
        return None
    return proportions_p(now.count, now.n, before.count, before.n)


def _change(now: Headline | None, before: Headline | None) -> dict[str, Any]:
    if now is None or before is None or now.value is None or before.value is None:
        return {}
    scale = SECOND if now.kind == "duration" else 1
    bounds = newcombe(now.count, now.n, before.count, before.n) if _is_testable(now) else None
    if now.kind == "score":
        bounds = _apart(now, before)
    return {"change": (now.value - before.value) / scale, "change_interval": interval(bounds)}


def _apart(now: Headline, before: Headline) -> tuple[float, float] | None:
    """
    Bound the difference of two scores by the bounds of each.

    Source:
        Zou & Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    if now.bounds is None or before.bounds is None or now.value is None or before.value is None:
        return None
    change = now.value - before.value
    below = math.hypot(now.value - now.bounds.low, before.bounds.high - before.value)
    above = math.hypot(now.bounds.high - now.value, before.value - before.bounds.low)
    return change - below, change + above


def _vague(
    points: Sequence[Point], heads: Sequence[Headline | None], tolerance: float
) -> list[Diagnostic]:
    """
    Warn of the period that most lacks cases or replies.
    """
    known = [(point.period, head) for point, head in zip(points, heads, strict=True) if head]
    shares = [(name, one.count, one.n, one.bounds) for name, one in known if one.kind == "share"]
    worst: tuple[int, str, int] | None = None
    for name, one in known:
        if one.kind != "score" or one.bounds is None:
            continue
        share = (one.bounds.high - one.bounds.low) / one.scale
        more = math.ceil(one.n * ((share / tolerance) ** 2 - 1))
        if share > tolerance and (worst is None or more > worst[0]):
            worst = (more, name, one.n)
    if worst is None:
        return wide(shares, tolerance)
    more, name, n = worst
    return [warning("vague-score", "points", what=name, n=n, more=more)]
