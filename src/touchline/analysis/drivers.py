"""
Which moments go along with overall satisfaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Interval, Record
from touchline.analysis._record import interval
from touchline.analysis._scales import UnstatedOverall, kinds_of, scales_of
from touchline.analysis._survey import Basis, SurveyQuestion
from touchline.analysis._warnings import warning
from touchline.kernels.intervals import benjamini_hochberg
from touchline.kernels.scores import mean_of, rank_correlation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from touchline.eventlog.survey import Survey

    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: Fewer customers than this say little about an association.
_FEW = 20
#: A q-value below this stands out.
_NOTABLE = 0.05


class Source(NamedTuple):
    """
    Scores that were given to the same thing on the same scale.

    Args:
        moment: What they were given to; for a column, its name.
        kind: What they are.
        low: The lowest score of the scale; None for a column.
        high: The highest.
    """

    moment: str
    kind: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """
    How often customers gave one score to a moment and another to the whole.

    Args:
        found: For each source, how many customers gave each pair of scores.
        overall: On which scales the whole was scored.
        n_overall: How many customers scored the whole.

    Shapes:
        none.

    Units:
        customers.

    Source:
        docs/explanation/drivers.md.
    """

    found: Mapping[Source, Mapping[tuple[float, float], int]]
    overall: frozenset[tuple[float | None, float | None]]
    n_overall: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add the pairs of buckets, whose customers differ.
        """
        found: dict[Source, dict[tuple[float, float], int]] = {}
        for part in parts:
            for source, pairs in part.found.items():
                own = found.setdefault(source, {})
                for pair, n in pairs.items():
                    own[pair] = own.get(pair, 0) + n
        scales = frozenset[tuple[float | None, float | None]]().union(*(p.overall for p in parts))
        return cls(found, scales, sum(part.n_overall for part in parts))


class Driver(Record):
    """
    One moment, and how its scores go along with the overall ones.

    Args:
        moment: What was scored; for a column, its name.
        kind: What the scores are.
        scale_low: The lowest score that can be given; None for a column.
        scale_high: The highest.
        n: How many customers scored both this and the whole.
        mean: Their mean score of this.
        mean_interval: Its bounds by Student's t.
        correlation: Spearman's rank correlation with the overall score, from -1 to 1.
        correlation_interval: Its bounds.
        q: The p value of no association, corrected for all drivers.
        is_notable: The q-value is below 0.05.
    """

    moment: str
    kind: str
    scale_low: float | None
    scale_high: float | None
    n: int
    mean: float | None
    mean_interval: Interval | None
    correlation: float | None
    correlation_interval: Interval | None
    q: float | None
    is_notable: bool


class DriversAnswer(Answer):
    """
    One entry a moment: the notable ones first, then by how closely they go along.

    Args:
        drivers: The entries.
        n_overall: How many customers scored the whole.
        tests: How many associations were tested, and corrected for.
    """

    table: ClassVar[str] = "drivers"
    row_type: ClassVar[type[Record]] = Driver

    drivers: tuple[Driver, ...]
    n_overall: int
    tests: int


class Drivers(SurveyQuestion[Pairs, DriversAnswer]):
    """
    How closely the scores of single moments go along with overall satisfaction.

    Associations, not causes: who is content anyway scores everything higher. A customer who scored
    the same thing more than once counts once, with the mean.

    Args:
        overall: The kind, or else the moment, whose scores are the overall ones; with `columns`,
            the column that holds them.
        score: The column of the scores.
        kind: Look only at moments with scores of this kind.
        columns: Columns of scores, where a row holds the scores of one customer for many things.
        start: Count replies from here on.
        end: Count replies before this.

    Shapes:
        r replies; answer.drivers one entry a source of scores.

    Units:
        correlations in [-1, 1].

    Raises:
        UnknownColumn: There is no such column.
        UnstatedOverall: No reply scores the whole, or it was scored on several scales.

    Cost:
        O(r log r).

    Source:
        docs/explanation/drivers.md.
    """

    name: ClassVar[str] = "drivers"

    overall: str = Field(
        default="nps", description="The kind, moment or column of the overall scores."
    )
    score: str = Field(default="score", description="The column of the scores.")
    kind: str | None = Field(
        default=None, description="Look only at moments with scores of this kind."
    )
    columns: tuple[str, ...] = Field(
        default=(), description="Columns of scores, where a row holds many of them."
    )

    def kept(self, survey: Survey) -> Pairs:
        """
        Pair the scores of each customer with what the customer scored overall.
        """
        asked = self.is_asked(survey)
        given = list(self._columns(survey, asked) if self.columns else self._moments(survey, asked))
        overall = [one for one in given if one.is_overall]
        whole = np.full(survey.n_respondents, np.nan)
        if overall:
            whole = _per_customer(survey, overall)
        found: dict[Source, dict[tuple[float, float], int]] = {}
        for one in given:
            if one.is_overall or not self._is_kind(one.source):
                continue
            part = _per_customer(survey, [one])
            both = ~np.isnan(part) & ~np.isnan(whole)
            pairs, counts = np.unique(
                np.column_stack((part[both], whole[both])), axis=0, return_counts=True
            )
            told = ((a, b) for a, b in pairs.tolist())
            found[one.source] = dict(zip(told, counts.tolist(), strict=True))
        scales = frozenset((one.source.low, one.source.high) for one in overall)
        return Pairs(found, scales, int(np.count_nonzero(~np.isnan(whole))))

    def told(self, summary: Pairs, basis: Basis) -> DriversAnswer:
        """
        Turn pairs into correlations.
        """
        if len(summary.overall) != 1:
            raise UnstatedOverall(at="overall", name=self.overall, n=len(summary.overall))
        rows = [
            (source, _driver(source, pairs))
            for source, pairs in sorted(summary.found.items(), key=_key)
        ]
        tested = [p for _, (_, p) in rows if p is not None]
        q_values = iter(benjamini_hochberg(tested))
        drivers = []
        for _, (driver, p) in rows:
            q = None if p is None else next(q_values)
            is_notable = q is not None and q < _NOTABLE
            drivers.append(driver.model_copy(update={"q": q, "is_notable": is_notable}))
        drivers.sort(key=lambda one: (not one.is_notable, -abs(one.correlation or 0.0)))
        found = [warning("association", "drivers", severity="hint")]
        few = sum(one.n < _FEW for one in drivers)
        if few:
            found.append(warning("few-pairs", "drivers", n=few, least=_FEW))
        return DriversAnswer(
            question=self,
            n_cases=basis.n_cases,
            n_events=basis.n_events,
            warnings=(*basis.warnings, *found),
            drivers=tuple(drivers),
            n_overall=summary.n_overall,
            tests=len(tested),
        )

    def _is_kind(self, source: Source) -> bool:
        return self.kind is None or source.kind == self.kind.strip().casefold()

    def _columns(self, survey: Survey, asked: Bools) -> Iterator[_Given]:
        for name in dict.fromkeys((*self.columns, self.overall)):
            at = "overall" if name == self.overall else "columns"
            scores = np.where(asked, survey.numbers(name, at=at), np.nan)
            yield _Given(Source(name, "", None, None), scores, name == self.overall)

    def _moments(self, survey: Survey, asked: Bools) -> Iterator[_Given]:
        """
        Tell the scores apart by what they were given to, and on what scale.
        """
        scores = survey.numbers(self.score, at="score")
        kinds, names = kinds_of(survey)
        low, high = scales_of(survey, kinds, names)
        asked = asked & ~np.isnan(scores) & ~((scores < low) | (scores > high))
        wanted = self.overall.strip().casefold()
        moments = survey.moment
        table = np.column_stack((kinds, np.nan_to_num(low, nan=np.inf), high, moments.codes))
        for key in np.unique(table[asked], axis=0):
            kind, begin, _, moment = key.tolist()
            same = asked & (table[:, [0, 1, 3]] == key[[0, 1, 3]]).all(axis=1)
            end = None if np.isinf(begin) else float(key[2])
            if end is not None:
                same &= high == end
            about = "" if moment < 0 else moments.vocabulary[int(moment)]
            source = Source(about, names[int(kind)], None if end is None else begin, end)
            # A moment may be called like the overall kind; the kind comes first.
            is_overall = source.kind == wanted or (
                wanted not in names and about.casefold() == wanted
            )
            yield _Given(source, np.where(same, scores, np.nan), is_overall)


class _Given(NamedTuple):
    source: Source
    scores: Floats
    is_overall: bool


def _per_customer(survey: Survey, given: Sequence[_Given]) -> Floats:
    """
    Average the scores of each customer.
    """
    who, scores = [], []
    for one in given:
        known = ~np.isnan(one.scores)
        who.append(survey.respondent[known])
        scores.append(one.scores[known])
    people, every = np.concatenate(who), np.concatenate(scores)
    n = survey.n_respondents
    mean: Floats = np.full(n, np.nan)
    times = np.bincount(people, minlength=n)
    total = np.bincount(people, weights=every, minlength=n)
    np.divide(total, times, out=mean, where=times > 0)
    return mean


def _key(one: tuple[Source, object]) -> tuple[str, str, float, float]:
    source = one[0]
    return source.kind, source.moment, source.low or 0.0, source.high or 0.0


def _driver(
    source: Source, pairs: Mapping[tuple[float, float], int]
) -> tuple[Driver, float | None]:
    ordered = sorted(pairs)
    counts = np.asarray([pairs[pair] for pair in ordered], dtype=np.int64)
    own, whole = (np.asarray([pair[side] for pair in ordered], dtype=np.float64) for side in (0, 1))
    found, bounds, p = rank_correlation(np.repeat(own, counts), np.repeat(whole, counts))
    mean, mean_bounds = mean_of(own, counts)
    driver = Driver(
        moment=source.moment,
        kind=source.kind,
        scale_low=source.low,
        scale_high=source.high,
        n=int(counts.sum()),
        mean=mean,
        mean_interval=interval(mean_bounds),
        correlation=found,
        correlation_interval=interval(bounds),
        q=None,
        is_notable=False,
    )
    return driver, p
