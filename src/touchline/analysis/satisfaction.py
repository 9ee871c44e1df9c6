"""
How satisfied customers say they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Record
from touchline.analysis._calendar import Period, boundaries, following, label
from touchline.analysis._record import interval
from touchline.analysis._scales import (
    UnlikeScale,
    UnstatedScale,
    WrittenScale,
    kinds_of,
    scales_of,
)
from touchline.analysis._survey import Basis, SurveyQuestion
from touchline.analysis._warnings import warning
from touchline.eventlog.columns import ABSENT
from touchline.eventlog.survey import UNDATED
from touchline.kernels.intervals import wilson
from touchline.kernels.scores import mean_of, net_of
from touchline.kernels.segments import count_distinct
from touchline.units import parse_instant, to_datetime

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.survey import Survey

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

Method = Literal["nps", "top-two", "top-three", "mean"]

#: The methods that go with the usual kinds, unless something else is stated.
METHODS: dict[str, Method] = {"nps": "nps", "csat": "top-two"}

#: How many scores at the good end count, by the methods that count them.
_TOP = {"nps": 2, "top-two": 2, "top-three": 3}
#: Detractors give a score at least this far from the good end of a scale from 0 to 10.
_DETRACTS = 4
#: A chart by day of many years helps nobody.
_MOST_PERIODS = 5000


class Place(NamedTuple):
    """
    What some replies have in common, so that their scores may be put together.

    Args:
        kind: What the score is, in lower case; empty when nobody says.
        low: The lowest score of the scale.
        high: The highest.
        moment: What they are about; None for the whole, and for all moments together.
        group: Their value of the column that breaks the answer down.
        period: When their period begins, in microseconds UTC.
    """

    kind: str
    low: float
    high: float
    moment: str | None
    group: str | None
    period: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """
    How often each score was given.

    Args:
        counts: For each score how many replies.
        respondents: By how many customers.
    """

    counts: Mapping[float, int]
    respondents: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """
    The scores of some replies.

    Args:
        found: A tally for each place.
        missing: How many replies were left out, by the reason.

    Shapes:
        none.

    Units:
        replies.

    Source:
        docs/explanation/satisfaction.md.
    """

    found: Mapping[Place, Tally]
    missing: Mapping[str, int]

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the tallies of buckets, whose customers differ.
        """
        found: dict[Place, Tally] = {}
        missing: dict[str, int] = {}
        for part in parts:
            for place, tally in part.found.items():
                before = found.get(place, Tally({}, 0))
                scores = {*before.counts, *tally.counts}
                counts = {s: before.counts.get(s, 0) + tally.counts.get(s, 0) for s in scores}
                found[place] = Tally(counts, before.respondents + tally.respondents)
            for reason, n in part.missing.items():
                missing[reason] = missing.get(reason, 0) + n
        return cls(found, missing)


class Score(Record):
    """
    The scores that may be put together, summed up.

    Args:
        kind: What the score is: `nps`, `csat`, `ces` or what the file calls it.
        moment: What the replies are about; None for the whole.
        group: The value of the column asked for by `by`.
        period: The period asked for by `per`, such as `2026-03`.
        is_complete: The period is over.
        scale_low: The lowest score that can be given.
        scale_high: The highest.
        high_is_good: High scores are the good ones.
        method: How the score is computed.
        n: How many replies.
        respondents: By how many customers.
        score: For `nps` points from -100 to 100, for `top-two` and `top-three` a share, for `mean`
            a point of the scale.
        score_interval: Its bounds: trinomial, Wilson's, or Student's.
        share_favourable: Promoters, the best two or three scores, or scores above the middle.
        interval_favourable: Wilson's interval of that share.
        share_unfavourable: Detractors, or scores below the middle.
        mean: The mean score, whatever the method.
        mean_interval: The bounds of the mean by Student's t.
    """

    kind: str
    moment: str | None
    group: str | None
    period: str | None
    is_complete: bool | None
    scale_low: float
    scale_high: float
    high_is_good: bool
    method: str
    n: int
    respondents: int
    score: float | None
    score_interval: Interval | None
    share_favourable: float | None
    interval_favourable: Interval | None
    share_unfavourable: float | None
    mean: float | None
    mean_interval: Interval | None


class SatisfactionAnswer(Answer):
    """
    One entry for each kind of score, scale, moment, group and period.

    Args:
        scores: The entries, sorted by what they are about.
        without_score: Replies that state no score.
        off_scale: Replies whose score lies outside of its scale; they count nowhere.
        without_scale: Replies of which nobody knows the scale; they count nowhere.
        other_kinds: Replies of a kind that was not asked for.
        undated: Replies without a date, where a period or a span of time asks for one.
    """

    table: ClassVar[str] = "scores"
    row_type: ClassVar[type[Record]] = Score

    scores: tuple[Score, ...]
    without_score: int
    off_scale: int
    without_scale: int
    other_kinds: int
    undated: int

    def headline(self) -> Headline | None:
        """
        Name the score, if there is one of one kind only; unlike scores are never put together.
        """
        if len(self.scores) != 1:
            return None
        one = self.scores[0]
        if one.method in {"top-two", "top-three"}:
            count = round((one.score or 0) * one.n)
            return Headline("share", one.score, one.n, count, one.score_interval)
        scale = 200.0 if one.method == "nps" else one.scale_high - one.scale_low
        return Headline("score", one.score, one.n, bounds=one.score_interval, scale=scale)


class Satisfaction(SurveyQuestion[Tallies, SatisfactionAnswer]):
    """
    Scores of surveys (NPS, CSAT, CES or any other), by moment, by customers and over time.

    Scores of different kinds or scales are never put together.

    Args:
        score: The column of the scores.
        kind: What the scores are; with a column `kind` in the file, the kind to look at.
        scale: The two ends of the scale, where neither the kind nor the columns `scale_low` and
            `scale_high` tell.
        low_is_good: Low scores are the good ones, as where effort is asked for.
        method: How the score is computed; by default `nps` for NPS, `top-two` for CSAT, else
            `mean`.
        by: A column that breaks the answer down.
        per: A period that breaks the answer down.
        whole: Take all moments together.
        start: Count replies from here on.
        end: Count replies before this.

    Shapes:
        r replies; answer.scores one entry a place.

    Units:
        see `Score`.

    Raises:
        UnknownColumn: There is no such column.
        UnstatedScale: No reply tells its scale.
        UnlikeScale: A net promoter score is asked of another scale than 0 to 10.

    Cost:
        O(r log r).

    Source:
        docs/explanation/satisfaction.md.
    """

    name: ClassVar[str] = "satisfaction"

    score: str = Field(default="score", description="The column of the scores.")
    kind: str | None = Field(
        default=None, description="What the scores are: nps, csat, ces or any other word."
    )
    scale: WrittenScale | None = Field(
        default=None, description="The two ends of the scale, such as 1-5."
    )
    low_is_good: bool = Field(default=False, description="Low scores are the good ones.")
    method: Method | None = Field(default=None, description="How the score is computed.")
    by: str | None = Field(default=None, description="A column that breaks the answer down.")
    per: Period | None = Field(default=None, description="A period that breaks it down.")
    whole: bool = Field(default=False, description="Take all moments together.")

    def within(self, start: str, end: str) -> Self:
        """
        Ask the same of one span of time, of all moments together unless groups are asked for.
        """
        narrow = super().within(start, end)
        return narrow.model_copy(update={"whole": self.by is None or self.whole, "per": None})

    def kept(self, survey: Survey) -> Tallies:
        """
        Tally the scores of some replies.
        """
        scores = survey.numbers(self.score, at="score")
        kinds, kind_names = kinds_of(survey, self.kind)
        low, high = scales_of(survey, kinds, kind_names, self.scale)
        missing: dict[str, int] = {}
        counting = np.ones(survey.n_replies, dtype=np.bool_)
        needs_date = not (self.per is None and self.start is None and self.end is None)

        def keep(name: str, is_fine: npt.NDArray[np.bool_]) -> None:
            missing[name] = int(np.count_nonzero(counting & ~is_fine))
            np.logical_and(counting, is_fine, out=counting)

        keep("undated", (survey.timestamp != UNDATED) | (not needs_date))
        counting &= self.is_asked(survey)
        keep("without_score", ~np.isnan(scores))
        keep("other_kinds", self._is_kind(kinds, kind_names))
        keep("without_scale", ~np.isnan(low))
        keep("off_scale", (scores >= low) & (scores <= high))
        rows = np.flatnonzero(counting)
        moments = np.full(survey.n_replies, ABSENT) if self.whole else survey.moment.codes
        group = None if self.by is None else survey.texts(self.by, at="by")
        coded = [
            kinds,
            low,
            high,
            moments,
            np.full(survey.n_replies, ABSENT) if group is None else group.codes,
            self._periods(survey, rows),
        ]
        table = np.column_stack([column[rows].astype(np.float64) for column in coded])
        if not len(rows):
            return Tallies({}, missing)
        keys, place = np.unique(table, axis=0, return_inverse=True)
        place = place.reshape(-1).astype(np.int64)
        people = count_distinct(place, survey.respondent[rows], len(keys), survey.n_respondents)
        order = np.argsort(place, kind="stable")
        cuts = np.cumsum(np.bincount(place, minlength=len(keys)))[:-1]
        found = {}
        for i, own in enumerate(np.split(scores[rows][order], cuts)):
            kind, begin, end, moment, member, period = keys[i].tolist()
            at = Place(
                kind=kind_names[int(kind)],
                low=begin,
                high=end,
                moment=_named(survey.moment.vocabulary, moment),
                group=None if group is None else _named(group.vocabulary, member),
                period=None if self.per is None else int(period),
            )
            values, counts = np.unique(own, return_counts=True)
            tally = dict(zip(values.tolist(), counts.tolist(), strict=True))
            found[at] = Tally(tally, int(people[i]))
        return Tallies(found, missing)

    def told(self, summary: Tallies, basis: Basis) -> SatisfactionAnswer:
        """
        Turn tallies into scores.
        """
        if summary.missing.get("without_scale") and not summary.found:
            raise UnstatedScale(at="scale")
        ordered = sorted(summary.found.items(), key=lambda one: _order(one[0]))
        scores = tuple(self._summed_up(place, tally, basis) for place, tally in ordered)
        left_out = {
            name: summary.missing.get(name, 0)
            for name in ("without_score", "off_scale", "without_scale", "other_kinds", "undated")
        }
        found = [
            warning(name.replace("_", "-"), "scores", n=left_out[name])
            for name in ("off_scale", "without_scale", "undated")
            if left_out[name]
        ]
        if any(one.n > one.respondents for one in scores):
            found.append(warning("repeated-replies", "scores", severity="hint"))
        return SatisfactionAnswer(
            question=self,
            n_cases=basis.n_cases,
            n_events=basis.n_events,
            warnings=(*basis.warnings, *found, *_vague(scores, self.tolerance)),
            scores=scores,
            **left_out,
        )

    def _is_kind(self, kinds: Ints, names: list[str]) -> npt.NDArray[np.bool_]:
        if self.kind is None:
            return np.ones(len(kinds), dtype=np.bool_)
        return np.equal(kinds, names.index(self.kind.strip().casefold()))

    def _periods(self, survey: Survey, rows: npt.NDArray[np.intp]) -> Ints:
        """
        Find when the period of each reply begins, in microseconds.
        """
        begins = np.zeros(survey.n_replies, dtype=np.int64)
        if self.per is not None and len(rows):
            times = survey.timestamp[rows]
            first, last = int(times.min()), int(times.max())
            edges = boundaries(first, last, survey.zone, self.per, _MOST_PERIODS)
            begins[rows] = edges[np.searchsorted(edges, times, side="right") - 1]
        return begins

    def _summed_up(self, place: Place, tally: Tally, basis: Basis) -> Score:
        method: Method = self.method or METHODS.get(place.kind, "mean")
        if method == "nps" and (place.low, place.high) != (0, 10):
            raise UnlikeScale(at="method", low=place.low, high=place.high)
        scores = sorted(tally.counts)
        values = np.asarray(scores, dtype=np.float64)
        counts = np.asarray([tally.counts[score] for score in scores], dtype=np.int64)
        n = int(counts.sum())
        good, bad = self._ends(place, method, values, counts)
        mean, mean_bounds = mean_of(values, counts)
        score, bounds = mean, mean_bounds
        if method == "nps":
            score, bounds = net_of(good, bad, n)
        elif method != "mean":
            score, bounds = good / n, wilson(good, n)
        period, is_complete = self._period(place.period, basis)
        return Score(
            kind=place.kind,
            moment=place.moment,
            group=place.group,
            period=period,
            is_complete=is_complete,
            scale_low=place.low,
            scale_high=place.high,
            high_is_good=not self.low_is_good,
            method=method,
            n=n,
            respondents=tally.respondents,
            score=score,
            score_interval=interval(bounds),
            share_favourable=good / n,
            interval_favourable=interval(wilson(good, n)),
            share_unfavourable=bad / n,
            mean=mean,
            mean_interval=interval(mean_bounds),
        )

    def _ends(self, place: Place, method: Method, values: Floats, counts: Ints) -> tuple[int, int]:
        """
        Count the replies at the good end of a scale and at the bad end.
        """
        from_best = values - place.low if self.low_is_good else place.high - values
        middle = (place.high - place.low) / 2
        is_good = from_best < _TOP[method] if method in _TOP else from_best < middle
        is_bad = from_best >= _DETRACTS if method == "nps" else from_best > middle
        return int(counts[is_good].sum()), int(counts[is_bad & ~is_good].sum())

    def _period(self, begin: int | None, basis: Basis) -> tuple[str | None, bool | None]:
        if begin is None or self.per is None:
            return None, None
        first = to_datetime(begin, basis.zone)
        end = parse_instant(following(first, self.per))
        return label(first, self.per), basis.end is not None and end <= basis.end


def _named(names: tuple[str, ...], code: float) -> str | None:
    return None if code == ABSENT else names[int(code)]


def _order(place: Place) -> tuple[object, ...]:
    last = tuple((part is None, part or "") for part in (place.moment, place.group))
    return (place.kind, place.low, place.high, *last, place.period or 0)


def _vague(scores: tuple[Score, ...], tolerance: float) -> list[Diagnostic]:
    """
    Warn of the score that most lacks replies.
    """
    worst: tuple[int, Score, float] | None = None
    for one in scores:
        whole = {"nps": 200.0, "mean": one.scale_high - one.scale_low}.get(one.method, 1.0)
        bounds = one.score_interval
        share = math.inf if bounds is None else (bounds.high - bounds.low) / whole
        if share <= tolerance:
            continue
        more = 0 if bounds is None else max(1, math.ceil(one.n * ((share / tolerance) ** 2 - 1)))
        if worst is None or more > worst[0]:
            worst = (more, one, share)
    if worst is None:
        return []
    more, one, _ = worst
    what = " · ".join(part for part in (one.moment, one.group, one.period, one.kind) if part)
    return [warning("vague-score", "scores", what=what, n=one.n, more=more)]
