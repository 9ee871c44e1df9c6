"""
Which channels bring conversions, and how sure that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from touchline.analysis import Answer, Headline, Interval, Record, Step, Window
from touchline.analysis._attribution_by_path import PathCredit, PathTally, once_each
from touchline.analysis._attribution_chain import ChainCounts, SingleSteps
from touchline.analysis._attribution_costs import Costs
from touchline.analysis._attribution_errors import NoTimes, TooManyChannels, TooMuchForTheEnds
from touchline.analysis._attribution_order import JUDGED, OrderCounts, OrderScore, suggested
from touchline.analysis._attribution_paths import AggregatedPath, Paths, from_aggregated
from touchline.analysis._attribution_reading import Reading
from touchline.analysis._attribution_rows import FEW, ChannelCredit, PathTotals, credits_of
from touchline.analysis._attribution_sets import MOST_CHANNELS, SetSums
from touchline.analysis._attribution_shares import (
    ShareSums,
    by_position,
    decaying,
    first_touch,
    last_touch,
    linear,
)
from touchline.analysis._errors import MissingField
from touchline.analysis._gather import each_bucket
from touchline.analysis._groups import is_sampled
from touchline.analysis._narrow import cases_of
from touchline.analysis._per_session import UnitQuestion
from touchline.analysis._record import interval
from touchline.analysis._warnings import about_log, unmatched, warning, wide
from touchline.kernels.intervals import wilson
from touchline.kernels.resample import drawn
from touchline.units import format_duration, parse_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from touchline.analysis._attribution_shares import Found, Rule
    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog

    Detail = ShareSums | SingleSteps | ChainCounts | SetSums

__all__ = ["AggregatedPath", "Attributed", "Attribution", "AttributionAnswer"]

#: Codes of states must stay below this.
_LARGEST = 1 << 62


def _lookback(given: Any) -> Any:
    return None if given is None or given == "none" else parse_duration(given)


def _written(lookback: int | None) -> str | None:
    return None if lookback is None else format_duration(lookback)


Lookback = Annotated[
    int | None,
    BeforeValidator(_lookback),
    PlainSerializer(_written, return_type=str | None),
    WithJsonSchema({"type": ["string", "null"], "examples": ["30d", "none"]}),
]


class AttributionAnswer(Answer):
    """
    What each channel is credited with; the credits of all models but `participation` sum to the
    conversions.

    Args:
        credits: The most credited channel first; conversions without any touch come last.
        conversions: How many conversions were shared out.
        value: What they are worth; their number when the log states no values.
        untouched: How many of them no touch preceded.
        nulls: How many paths of touches led to none.
        pending: How many more may yet lead to one; they are left out.
        rate: Of the paths with touches that are not pending, the share that converted.
        interval: Wilson's interval of that share.
        suggested_order: How many touches back the next one depends on, for the model `markov`.
        orders: How well each order foretells what it has not seen.
        top_paths: The most frequent paths with what each channel gets of them, when asked for.
    """

    table: ClassVar[str] = "credits"
    row_type: ClassVar[type[Record]] = ChannelCredit

    credits: tuple[ChannelCredit, ...]
    conversions: int
    value: float
    untouched: int
    nulls: int
    pending: int
    rate: float | None
    interval: Interval | None
    suggested_order: int | None = None
    orders: tuple[OrderScore, ...] = ()
    top_paths: tuple[PathCredit, ...] = ()

    def headline(self) -> Headline | None:
        """
        Name the number of conversions, since the most credited channel may be another one each
        time.
        """
        return Headline("count", float(self.conversions), self.conversions)


@dataclass(frozen=True, slots=True, eq=False)
class Attributed:
    """
    What is kept of one bucket.

    Args:
        names: The channels.
        has_value: The log states what conversions are worth.
        totals: How many paths there are.
        detail: What the model needs.
        n_pending: Paths left out because they may yet convert.
        n_unvalued: Conversions without a value.
        n_matched: How many events are conversions, and how many are each touch.

    Shapes:
        see the parts.

    Units:
        paths and events.

    Source:
        docs/explanation/attribution.md.
    """

    names: tuple[str, ...]
    has_value: bool
    totals: PathTotals
    detail: Detail
    n_pending: int
    n_unvalued: int
    n_matched: npt.NDArray[np.int64]

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Add what was kept of buckets.
        """
        details: Any = [part.detail for part in parts]
        return cls(
            parts[0].names,
            parts[0].has_value,
            PathTotals.merged([part.totals for part in parts]),
            type(details[0]).merged(details),
            sum(part.n_pending for part in parts),
            sum(part.n_unvalued for part in parts),
            np.sum([part.n_matched for part in parts], axis=0),
        )


class Attribution(UnitQuestion[Attributed, AttributionAnswer]):
    """
    Which channels the conversions are credited to.

    A path holds the touches of a customer within a lookback before a conversion; touches that led
    to none make a path of their own. Credit says how conversions are shared out among what came
    before them. It does not say that a channel caused them: only a randomised comparison can.

    Args:
        conversion: The activity or predicate that is to be brought about; a second purchase is
            asked for with `occurrence`.
        model: `first`, `last`, `linear`, `position`, `time-decay` and `participation` share each
            path by a rule; `markov` by what would be lost without a channel; `shapley` by what
            channels add to each other.
        touches: The events that are touches; none given means all with a known channel.
        attribute: The column that tells the channel; `activity` for the activities themselves.
        lookback: The longest time from a touch to the conversion, inclusive; None for no limit.
        reset: A touch is spent with the next conversion; else it may serve several.
        touch_on_conversion: A conversion that is a touch too stands in its own path.
        ignore: Channels that count only in paths without any other, such as `direct`.
        occurrence: Count only each customer's so-manieth conversion, such as 2 for the first
            repeat.
        onwards: Count the later ones too.
        first_weight: What the first of three or more touches gets, for `position`.
        last_weight: What the last one gets, for `position`.
        half_life: In which time the worth of a touch halves, for `time-decay`.
        markov_order: How many touches make a state, for `markov`.
        game: What a set of channels is worth for `shapley`: the `conversions` of the paths within
            it, or their `rate`.
        draws: How often customers are drawn again for the intervals.
        seed: Which draws.
        cost: What was spent on channels, such as `web=1200`.
        top_paths: List so many of the most frequent paths, with what each channel gets of them.
        start: Count conversions, and paths that led to none and ended, from here on.
        end: Count those before this.

    Shapes:
        m events, c channels; answer.credits at most (c + 2,).

    Units:
        conversions; shares in [0, 1]; values and costs in the currency of the log.

    Raises:
        NoChannel: The log does not say in which channel its events happened.
        MissingField: A log is asked without a conversion.
        TooManyChannels: The model cannot tell so many channels apart.
        NoTimes: Paths are to be listed by a model that asks how old touches are.
        TooMuchForTheEnds: The first and the last touch would get more than all.
        UnusableCost: A cost is not written as channel=amount.
        UnknownAttribute: A predicate asks for an attribute that the log does not have.

    Cost:
        O(m); `markov` solves a chain of s states once a draw, `shapley` by rate looks at 2^c
        sets up to 12 channels.

    Source:
        docs/explanation/attribution.md.
    """

    name: ClassVar[str] = "attribution"

    conversion: Step | None = Field(
        default=None, description="The activity or predicate that is to be brought about."
    )
    model: Literal[
        "first", "last", "linear", "position", "time-decay", "participation", "markov", "shapley"
    ] = Field(default="markov", description="How conversions are shared out among touches.")
    touches: tuple[Step, ...] = Field(
        default=(), description="The events that are touches; all with a known channel if none."
    )
    attribute: str | None = Field(
        default=None, description="The column that tells the channel, or activity."
    )
    lookback: Lookback = Field(
        default=parse_duration("30d"),
        description="The longest time from a touch to the conversion; none for no limit.",
    )
    reset: bool = Field(default=True, description="A touch is spent with the next conversion.")
    touch_on_conversion: bool = Field(
        default=True, description="A conversion that is a touch too stands in its own path."
    )
    ignore: tuple[str, ...] = Field(
        default=(), description="Channels that count only in paths without any other."
    )
    occurrence: int | None = Field(
        default=None, ge=1, description="Count only each customer's so-manieth conversion."
    )
    onwards: bool = Field(
        default=False, description="Count the conversions after that occurrence too."
    )
    first_weight: float = Field(
        default=0.4, ge=0, le=1, description="What the first of three or more touches gets."
    )
    last_weight: float = Field(
        default=0.4, ge=0, le=1, description="What the last of three or more touches gets."
    )
    half_life: Window = Field(
        default=parse_duration("7d"), description="In which time the worth of a touch halves."
    )
    markov_order: int = Field(
        default=1, ge=1, le=4, description="How many touches make a state of the chain."
    )
    game: Literal["conversions", "rate"] = Field(
        default="conversions", description="What a set of channels is worth for Shapley."
    )
    draws: int = Field(
        default=200, ge=0, le=10_000, description="How often customers are drawn again."
    )
    seed: int = Field(default=1, description="Which draws.")
    cost: Costs = Field(default=(), description="What was spent on channels, such as web=1200.")
    top_paths: int = Field(
        default=0, ge=0, le=10_000, description="How many of the most frequent paths to list."
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.first_weight + self.last_weight > 1 + 1e-12:
            raise TooMuchForTheEnds(
                at="first_weight", first=self.first_weight, last=self.last_weight
            )
        if self.top_paths and self.model == "time-decay":
            raise NoTimes(at="top_paths")
        return self

    def summarise(self, log: EventLog) -> Attributed:
        """
        Keep of one bucket what the model needs of its paths.
        """
        paths, names, n_pending, n_unvalued = self._paths(log)
        steps = [step for step in (self.conversion, *self.touches) if step is not None]
        matched = [np.count_nonzero(step.mask(log)) for step in steps]
        return Attributed(
            names,
            log.value is not None,
            PathTotals.of(paths),
            self._detail(paths),
            n_pending,
            n_unvalued,
            np.asarray(matched, dtype=np.int64),
        )

    def _paths(self, log: EventLog) -> tuple[Paths, tuple[str, ...], int, int]:
        if self.conversion is None:
            raise MissingField(at="conversion", option="conversion")
        reading = Reading(
            self.conversion, self.touches, self.attribute, self.lookback, self.reset,
            self.touch_on_conversion, self.ignore, self.occurrence, self.onwards,
            self.model == "time-decay",
        )  # fmt: skip
        return reading.paths(log, self.entering(log))

    def finish(self, summary: Attributed, log: EventLog | CompiledLog) -> AttributionAnswer:
        """
        Share the conversions of all cases out.
        """
        conversion = () if self.conversion is None else (self.conversion,)
        found = [
            *about_log(log),
            *unmatched(conversion, summary.n_matched[:1].tolist(), log, "conversion"),
            *unmatched(self.touches, summary.n_matched[1:].tolist(), log, "touches"),
        ]
        if summary.n_unvalued:
            found.append(warning("unvalued-conversions", path="value", n=summary.n_unvalued))
        orders = None
        if self.model == "markov":
            work = partial(self._orders, share=min(1.0, JUDGED / max(log.n_cases, 1)))
            orders = OrderCounts.merged(each_bucket(work, log))
        answer = self._answer(summary, log.n_cases, log.n_events, found, orders)
        if not self.top_paths:
            return answer
        tally = PathTally.merged(each_bucket(self._tally, log))
        return self._with_paths(answer, tally, summary.names)

    def _tally(self, log: EventLog) -> PathTally:
        return PathTally.of(self._paths(log)[0])

    def _with_paths(
        self, answer: AttributionAnswer, tally: PathTally, names: tuple[str, ...]
    ) -> AttributionAnswer:
        """
        List paths, each shared out as the model shares all of them.
        """
        shares: Rule | dict[str, float] = dict.fromkeys(names, 1.0)
        if self.model == "markov":
            shares = {one.channel: one.removal_effect or 0.0 for one in answer.credits}
        elif self.model == "participation":
            shares = once_each
        elif self.model != "shapley":
            shares = self._rule()
        elif self.game == "rate":
            shares = {one.channel: one.credit for one in answer.credits}
        paths = tally.told(names, self.top_paths, answer.conversions, shares)
        return answer.model_copy(update={"top_paths": paths})

    def _orders(self, log: EventLog, *, share: float) -> OrderCounts:
        seen = log if share == 1 else cases_of(log, is_sampled(log.cases, share))
        return OrderCounts.of(self._paths(seen)[0])

    def answer_paths(self, paths: Iterable[AggregatedPath]) -> AttributionAnswer:
        """
        Share out the conversions of paths that are already aggregated.

        Args:
            paths: Touches in order, with how often they led to a conversion, its value, and how
                often to none.

        Returns:
            The answer; every conversion and every path that led to none counts as a customer.

        Raises:
            NoTimes: The model asks how old touches are.
        """
        if self.model == "time-decay":
            raise NoTimes(at="model")
        given = list(paths)
        arrays, names = from_aggregated(given)
        summary = Attributed(
            names,
            any(one.value for one in given),
            PathTotals.of(arrays),
            self._detail(arrays),
            0,
            0,
            np.zeros(0, dtype=np.int64),
        )
        n = [one.conversions + one.nulls for one in given]
        n_touches = sum(len(one.touches) * k for one, k in zip(given, n, strict=True))
        orders = OrderCounts.of(arrays) if self.model == "markov" else None
        answer = self._answer(summary, sum(n), n_touches, [], orders)
        return self._with_paths(answer, PathTally.of(arrays), names) if self.top_paths else answer

    def _detail(self, paths: Paths) -> Detail:
        if self.model == "markov":
            if (paths.n_channels + 1) ** self.markov_order >= _LARGEST:
                most = int(_LARGEST ** (1 / self.markov_order)) - 1
                raise TooManyChannels.of(paths.n_channels, most)
            if self.markov_order == 1 and SingleSteps.fits(paths.n_channels):
                return SingleSteps.of(paths)
            return ChainCounts.of(paths, self.markov_order)
        if self.model == "shapley" and self.game == "rate":
            if paths.n_channels > MOST_CHANNELS:
                raise TooManyChannels.of(paths.n_channels, MOST_CHANNELS)
            return SetSums.of(paths)
        if self.model in {"shapley", "participation"}:
            path, channel = paths.distinct()
            size = np.bincount(path, minlength=len(paths.weight))
            share = np.ones(len(path)) if self.model == "participation" else 1 / size[path]
            return ShareSums.of(paths, path, channel, share)
        return ShareSums.of(paths, paths.path, paths.channel, self._rule()(paths))

    def _rule(self) -> Rule:
        rules: dict[str, Rule] = {
            "first": first_touch,
            "last": last_touch,
            "linear": linear,
            "position": by_position(self.first_weight, self.last_weight),
            "time-decay": decaying(self.half_life),
        }
        return rules[self.model]

    def _found(self, summary: Attributed, times: npt.NDArray[np.float64]) -> Found:
        detail = summary.detail
        if isinstance(detail, SingleSteps):
            return detail.chain.found(times)
        if isinstance(detail, ChainCounts):
            return detail.found(times)
        if isinstance(detail, SetSums):
            return detail.found(self.seed, times)
        return detail.found(len(summary.names), times)

    def _answer(
        self,
        summary: Attributed,
        n_cases: int,
        n_events: int,
        found: list[Diagnostic],
        orders: OrderCounts | None,
    ) -> AttributionAnswer:
        times = drawn(self.draws, self.seed)
        totals = summary.totals
        costs = {one.channel: one.cost for one in self.cost}
        rows = credits_of(
            summary.names,
            totals,
            self._found(summary, times),
            times,
            costs,
            has_value=summary.has_value,
        )
        scores = () if orders is None else orders.scores()
        n = totals.touched + totals.nulls
        return AttributionAnswer(
            question=self,
            n_cases=n_cases,
            n_events=n_events,
            warnings=(*found, *self._warnings(summary, rows)),
            credits=rows,
            conversions=totals.conversions,
            value=totals.worth(),
            untouched=totals.untouched,
            nulls=totals.nulls,
            pending=summary.n_pending,
            rate=totals.touched / n if n else None,
            interval=interval(wilson(totals.touched, n)),
            suggested_order=suggested(scores),
            orders=scores,
        )

    def _warnings(self, summary: Attributed, rows: tuple[ChannelCredit, ...]) -> list[Diagnostic]:
        totals = summary.totals
        found = [warning("not-causal", path="credits", severity="hint")]
        needs_nulls = self.model == "markov" or (self.model == "shapley" and self.game == "rate")
        if needs_nulls and totals.touched and not totals.nulls:
            found.append(warning("no-null-paths", path="nulls"))
        if summary.n_pending:
            pending = summary.n_pending
            found.append(warning("pending-paths", path="pending", severity="hint", n=pending))
        found += [
            warning("cost-without-touches", path="cost", channel=one.channel)
            for one in self.cost
            if one.channel not in {summary.names[i] for i in np.flatnonzero(totals.touching)}
        ]
        n = totals.conversions
        if n < FEW and self.draws:
            found.append(warning("few-conversions", path="conversions", n=n, enough=FEW))
        # A share outside [0, 1], which a game may give, has no size of sample that would do.
        shares = [
            (row.channel, round(row.credit), n, row.interval)
            for row in rows
            if 0 <= row.credit <= n
        ]
        return [*found, *wide(shares, self.tolerance)]
