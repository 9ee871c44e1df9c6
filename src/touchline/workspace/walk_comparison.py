"""
What walkers perceived against what was measured on customers (M14).

Three sources may speak of a step: those who walked, the customers themselves (their answers and the
log) and the map, which says what the team believes. They are set side by side; where walkers and
customers do not even overlap, that is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.diagnostics import Diagnostic
from touchline.model.experience import Feeling
from touchline.workspace.walk_forms import cards_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.analysis.satisfaction import Score
    from touchline.measuring.measured import Figure, Measures
    from touchline.model.map import JourneyMap
    from touchline.workspace.walks import Merged, MergedStep, Ratings, Spread

#: How walkers stand to customers: they rate it or take time likewise, or apart.
Verdict = Literal["alike", "above", "below"]

#: Scores that say nothing of how good a step is.
_OTHER_KINDS = frozenset({"importance", "nps"})
#: The kind that asks for satisfaction.
_USUAL_KIND = "csat"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedStep:
    """
    One step as walkers, customers and the map tell it.

    Args:
        step: The id of the step.
        name: What the customer does.
        n: How many walkers noted anything.
        rating: What walkers gave on the mean.
        rating_low: The least that one gave.
        rating_high: The most.
        n_rating: How many rated it.
        scale_low: The worst rating that can be given.
        scale_high: The best.
        stated: What the map says on the same scale; None when it says nothing there.
        customers: What customers gave on the mean, on the same scale.
        customers_low: The lower end of its 95 % interval.
        customers_high: The upper end.
        n_customers: How many replies that rests on.
        rating_verdict: How the walkers' ratings lie against the customers' interval.
        seconds: The walkers' median time.
        seconds_low: The shortest.
        seconds_high: The longest.
        n_seconds: How many timed it.
        measured_seconds: The customers' median time to the next step.
        measured_seconds_low: The lower end of its 95 % interval.
        measured_seconds_high: The upper end.
        n_measured: How many customers that rests on.
        time_verdict: How the walkers' times lie against the customers' interval.
    """

    step: str
    name: str
    n: int
    rating: float | None = None
    rating_low: float | None = None
    rating_high: float | None = None
    n_rating: int = 0
    scale_low: float | None = None
    scale_high: float | None = None
    stated: float | None = None
    customers: float | None = None
    customers_low: float | None = None
    customers_high: float | None = None
    n_customers: int | None = None
    rating_verdict: Verdict | None = None
    seconds: float | None = None
    seconds_low: float | None = None
    seconds_high: float | None = None
    n_seconds: int = 0
    measured_seconds: float | None = None
    measured_seconds_low: float | None = None
    measured_seconds_high: float | None = None
    n_measured: int | None = None
    time_verdict: Verdict | None = None


def compare_walks(
    journey: JourneyMap,
    merged: Merged,
    *,
    measures: Measures | None = None,
    scores: Sequence[Score] = (),
    kind: str | None = None,
) -> tuple[ComparedStep, ...]:
    """
    Set walks beside what was measured.

    A verdict is given only where the ranges lie apart: `above` when every walker lies above the
    customers' whole 95 % interval, `below` the other way round.

    Args:
        journey: The map.
        merged: The walks through it.
        measures: What was measured on it; None when nothing was.
        scores: What customers answered, one entry a moment; moments are ids of steps. Only scores
            on the walkers' scale are compared.
        kind: Which kind of scores to take; None takes CSAT, else any that is no importance.

    Returns:
        One entry a step that walkers noted anything about, in the order of the map.
    """
    comparing = _Comparing(journey, measures, scores, kind)
    return tuple(row for step in merged.steps if step.walkers for row in comparing.rows(step))


class _Comparing:
    """
    Knows the map and what was measured.
    """

    def __init__(
        self,
        journey: JourneyMap,
        measures: Measures | None,
        scores: Sequence[Score],
        kind: str | None,
    ) -> None:
        self.journey = journey
        self.measures = measures
        self.scores = scores
        self.kind = kind
        self.cards = cards_at(journey)

    def rows(self, step: MergedStep) -> Iterator[ComparedStep]:
        """
        Tell a step, once for each scale that it was rated on.
        """
        shared: dict[str, object] = {"step": step.step, "name": step.name, "n": step.walkers}
        shared |= self.times(step)
        for ratings in step.ratings or (None,):
            own = {} if ratings is None else self.rated(step.step, ratings)
            yield ComparedStep(**{**shared, **own})  # type: ignore[arg-type]

    def times(self, step: MergedStep) -> dict[str, object]:
        found: dict[str, object] = {}
        if step.seconds is not None:
            found |= {
                "seconds": step.seconds.median,
                "seconds_low": step.seconds.low,
                "seconds_high": step.seconds.high,
                "n_seconds": step.seconds.n,
            }
        measured = self.measures.of(step.step) if self.measures else None
        figure = measured.time_to_next if measured else None
        if figure is not None and figure.value is not None:
            found |= {
                "measured_seconds": figure.value,
                "measured_seconds_low": figure.low,
                "measured_seconds_high": figure.high,
                "n_measured": figure.n,
                "time_verdict": _verdict(step.seconds, figure),
            }
        return found

    def rated(self, step: str, ratings: Ratings) -> dict[str, object]:
        ends, spread = (ratings.scale_low, ratings.scale_high), ratings.spread
        found: dict[str, object] = {
            "rating": spread.mean,
            "rating_low": spread.low,
            "rating_high": spread.high,
            "n_rating": spread.n,
            "scale_low": ends[0],
            "scale_high": ends[1],
            "stated": self.stated(step, ends),
        }
        score = self.score(step, ends)
        if score is not None and score.mean_interval is not None:
            low, high = score.mean_interval
            found |= {
                "customers": score.mean,
                "customers_low": low,
                "customers_high": high,
                "n_customers": score.n,
                "rating_verdict": _apart(spread, low, high),
            }
        elif score is not None:
            found |= {"customers": score.mean, "n_customers": score.n}
        return found

    def stated(self, step: str, ends: tuple[float, float]) -> float | None:
        """
        Find what the map says of everybody's feeling on a scale.
        """
        lanes = {card.id: lane for lane, _, card in self.journey.cards()}
        for card in self.cards.get(step, ()):
            if isinstance(card, Feeling) and card.persona is None:
                scale = card.scale_in(lanes[card.id])
                if (scale.low, scale.high) == ends:
                    return card.score
        return None

    def score(self, step: str, ends: tuple[float, float]) -> Score | None:
        """
        Find what customers answered about a step on a scale.
        """
        fitting = [
            one
            for one in self.scores
            if one.moment == step and (one.scale_low, one.scale_high) == ends and self.is_meant(one)
        ]
        return min(fitting, key=lambda one: one.kind != _USUAL_KIND, default=None)

    def is_meant(self, one: Score) -> bool:
        if self.kind is not None:
            return one.kind == self.kind.lower()
        return one.kind not in _OTHER_KINDS


def _verdict(spread: Spread | None, figure: Figure) -> Verdict | None:
    if spread is None or figure.low is None or figure.high is None:
        return None
    return _apart(spread, figure.low, figure.high)


def _apart(spread: Spread, low: float, high: float) -> Verdict:
    if spread.low > high:
        return "above"
    return "below" if spread.high < low else "alike"


def told_apart(rows: Sequence[ComparedStep]) -> tuple[Diagnostic, ...]:
    """
    Say where walkers and customers lie apart.

    Args:
        rows: What was compared.

    Returns:
        A finding for each step and figure.
    """
    found = []
    for row in rows:
        if row.rating_verdict in {"above", "below"}:
            values = {
                "step": row.name,
                "walkers": row.rating,
                "customers": row.customers,
                "verdict": row.rating_verdict,
            }
            found.append(
                Diagnostic(name="perceived-apart", key="walk.finding.rating", values=values)
            )
        if row.time_verdict in {"above", "below"}:
            values = {"step": row.name, "verdict": row.time_verdict}
            found.append(Diagnostic(name="timed-apart", key="walk.finding.time", values=values))
    return tuple(found)
