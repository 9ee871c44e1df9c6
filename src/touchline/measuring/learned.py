"""
What a log says about the questions that a finished map shall answer (R-132).

What makes customers leave without reaching the goal? How many come and leave? Where are needs not
met (R-133)? How can support improve?
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from touchline.analysis.friction import Friction
from touchline.analysis.reasons import Reasons
from touchline.analysis.sessions import Sessions
from touchline.analysis.time_between import TimeBetween
from touchline.compiled.log import CompiledLog
from touchline.kernels.intervals import wilson
from touchline.measuring.levers import Advice, advice_for
from touchline.measuring.marked import MARK, marked
from touchline.measuring.measure import measure
from touchline.model.experience import Need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.analysis.friction import Signal
    from touchline.analysis.reasons import Reason
    from touchline.eventlog.log import EventLog
    from touchline.measuring.marked import MarkedLog
    from touchline.measuring.measured import Figure, Measures
    from touchline.model.map import JourneyMap
    from touchline.model.proof import Unit
    from touchline.model.structure import StageKind

Theme = Literal["leaving", "clicking", "needs", "support"]

#: So many of each kind are told, those with most customers first.
MOST = 3
#: Nothing is told of fewer customers than this.
LEAST = 5
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """
    One thing that a log says, in one number.

    Args:
        theme: Which of the four questions it answers.
        kind: What is said, as the last part of the catalogue key `learned.<kind>`.
        question: The question that was asked of the log.
        step: The id of the step that it is about.
        value: The number.
        low: The lower end of its 95 % interval.
        high: The upper end.
        unit: What the number counts.
        n: How many customers or visits it rests on.
        other: The number that it is held against, in the same unit.
        goal: The id of the step that customers should have come to; None where none is meant.
        about: The ids of the cards of the map that it is about.
        names: What else the sentence names, as the log calls it.
        advice: A lever that may help.
    """

    theme: Theme
    kind: str
    question: str
    step: str
    value: float
    low: float | None
    high: float | None
    unit: Unit = "share"
    n: int
    other: float | None = None
    goal: str | None = None
    about: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    advice: Advice | None = None


def learn(journey: JourneyMap, log: EventLog | CompiledLog) -> tuple[Learned, ...]:
    """
    Ask a log what a finished map shall answer.

    Args:
        journey: The map; its bound steps on the planned way lead to its goal, the last of them, and
            bound steps of recovery, or in a stage of support, are where customers get help.
        log: The events.

    Returns:
        What was learned, question by question; none where the map binds too little.

    Raises:
        NothingBound: No touchpoint of the map is bound to events.
        NothingRecognised: No event of the log belongs to any of them.
        UnknownAttribute: A binding asks for an attribute that the log does not have.
    """
    asked = _Asked(journey, marked(journey, log), measure(journey, _whole(log)).measures)
    return (*asked.leaving(), *asked.clicking(), *asked.needs(), *asked.support())


def _whole(log: EventLog | CompiledLog) -> EventLog:
    return log.whole() if isinstance(log, CompiledLog) else log


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """
    A map and a log that knows its steps.
    """

    journey: JourneyMap
    marked: MarkedLog
    measures: Measures

    @property
    def goal(self) -> str:
        return self.marked.way[-1]

    @property
    def has_way(self) -> bool:
        return len(self.marked.way) > 1

    def name(self, step: str) -> str:
        return self.marked.steps[step].name

    def stage(self, step: str) -> StageKind | None:
        return self.journey.stage_of(step).kind

    def leaving(self) -> Iterator[Learned]:
        """
        Find where most customers are lost, what sets them apart, and where they struggle.
        """
        lost = self._most_lost()
        for step, figure in lost:
            yield _learned(
                figure, theme="leaving", kind="leaving", question="funnel", step=step,
                advice=advice_for("leaving", self.stage(step)),
            )  # fmt: skip
        for step, _ in lost[:1]:
            yield from self._reasons(step)
        if self.has_way:
            yield from self._friction()

    def _most_lost(self) -> list[tuple[str, Figure]]:
        """
        Find the steps of the planned way after which most customers go no further.
        """
        lost = [(step, self._lost(step)) for step in self.marked.way[:-1]]
        known = [(step, figure) for step, figure in lost if figure and _count(figure) >= LEAST]
        return sorted(known, key=lambda one: -_count(one[1]))[:MOST]

    def needs(self) -> Iterator[Learned]:
        """
        Lay what customers need beside where most of them go no further.
        """
        for step, figure in self._most_lost():
            found = [
                card.id
                for _, cell, card in self.journey.cards()
                if isinstance(card, Need) and cell.at == step
            ]
            yield _learned(
                figure, theme="needs", kind="unmet-need" if found else "unknown-need",
                question="funnel", step=step, about=tuple(found),
            )  # fmt: skip

    def _lost(self, step: str) -> Figure | None:
        found = self.measures.of(step)
        return found.lost if found else None

    def _reasons(self, step: str) -> Iterator[Learned]:
        answer = self._ask(
            Reasons, after=self.marked.steps[step], target=self.marked.steps[self.goal],
            attributes=self._attributes(), **self._window(),
        )  # fmt: skip
        for one in _notable(answer.reasons)[:MOST]:
            yield _reason(one, step, "leaving", "reason")

    def _attributes(self) -> tuple[str, ...]:
        """
        Name everything that customers may have in common, but not the marks of steps.
        """
        log = self.marked.log
        built_in = (("channel", log.channel), ("value", log.value))
        return (*self.marked.own, *(name for name, column in built_in if column is not None))

    def _window(self) -> dict[str, str]:
        window = self.journey.measurement.window
        return {} if window is None else {"window": window}

    def _friction(self) -> Iterator[Learned]:
        steps = tuple(self.marked.steps[name] for name in self.marked.way)
        answer = self._ask(Friction, target=steps[-1], steps=steps)
        notable = [one for one in answer.signals if one.is_notable and (one.lost or 0.0) > 0]
        told = 0
        for one in notable:
            step = self._step_of(one)
            bounds = one.interval_of_difference
            if step is None or told == MOST or one.difference is None or bounds is None:
                continue
            told += 1
            yield Learned(
                theme="leaving",
                kind=one.kind,
                question="friction",
                step=step,
                value=one.difference,
                low=bounds.low,
                high=bounds.high,
                n=one.cases,
                other=one.share,
                goal=self.goal,
                names={"path": " → ".join(one.path)},
                advice=advice_for(one.kind, self.stage(step)),
            )

    def _step_of(self, signal: Signal) -> str | None:
        """
        Find the step that the first of a signal's activities or steps belongs to.
        """
        by_name = {self.name(step): step for step in self.marked.steps}
        by_activity: dict[str, str] = {}
        for _, cell, card in self.journey.cards():
            for matcher in getattr(card, "binding", ()):
                for activity in matcher.activities:
                    by_activity.setdefault(activity, cell.at)
        known = by_name if signal.kind == "step-back" else by_activity
        return next((known[name] for name in signal.path if name in known), None)

    def clicking(self) -> Iterator[Learned]:
        """
        Count who comes and never reaches the goal, and visits of one event.
        """
        if not self.has_way:
            return
        done = self.measures.completion_to_read
        first = self.marked.way[0]
        if done is not None and done.value is not None and done.n >= LEAST:
            yield Learned(
                theme="clicking",
                kind="never-completed",
                question="funnel",
                step=first,
                value=1 - done.value,
                low=None if done.high is None else 1 - done.high,
                high=None if done.low is None else 1 - done.low,
                n=done.n,
                goal=self.goal,
            )
        visits = self._ask(Sessions)
        if visits.share_of_bounces is not None and visits.sessions >= LEAST:
            yield Learned(
                theme="clicking",
                kind="bounce",
                question="sessions",
                step=first,
                value=visits.share_of_bounces,
                low=visits.interval.low if visits.interval else None,
                high=visits.interval.high if visits.interval else None,
                n=visits.sessions,
            )

    def support(self) -> Iterator[Learned]:
        """
        Count who needs help, who is helped and after how long, and what sets the others apart.
        """
        steps = [name for name in self.marked.steps if self._is_support(name)]
        if not steps:
            return
        first = steps[0]
        seen = self.measures.of(first)
        visitors = round(seen.visitors.value or 0) if seen and seen.visitors else 0
        everyone = self.marked.log.n_cases
        bounds = wilson(visitors, everyone)
        if visitors < LEAST or bounds is None:
            return
        yield Learned(
            theme="support",
            kind="need-for-help",
            question="step-flow",
            step=first,
            value=visitors / everyone,
            low=bounds[0],
            high=bounds[1],
            n=everyone,
            advice=advice_for("need-for-help", self.stage(first)),
        )
        if len(steps) > 1:
            yield from self._helped(first, steps[-1])

    def _is_support(self, step: str) -> bool:
        found = next(one for one in self.journey.steps if one.id == step)
        return self.stage(step) == "support" or found.path == "recovery"

    def _helped(self, first: str, last: str) -> Iterator[Learned]:
        source, target = self.marked.steps[first], self.marked.steps[last]
        times = self._ask(TimeBetween, source=source, target=target)
        unsolved = times.starts - times.reached
        bounds = wilson(unsolved, times.starts)
        if bounds is not None and unsolved >= LEAST:
            yield Learned(
                theme="support", kind="unsolved", question="time-between", step=first,
                value=unsolved / times.starts, low=bounds[0], high=bounds[1], n=times.starts,
                goal=last, advice=advice_for("unsolved", self.stage(first)),
            )  # fmt: skip
        if times.median_us is not None and times.reached >= LEAST:
            low, high = times.interval_us or (None, None)
            yield Learned(
                theme="support", kind="wait-for-help", question="time-between", step=first,
                value=times.median_us / _SECOND,
                low=None if low is None else low / _SECOND,
                high=None if high is None else high / _SECOND,
                unit="seconds", n=times.reached, goal=last,
                advice=advice_for("wait-for-help", self.stage(first)),
            )  # fmt: skip
        answer = self._ask(Reasons, after=source, target=target, attributes=self._attributes())
        for one in _notable(answer.reasons)[:MOST]:
            yield _reason(one, first, "support", "reason-unsolved")

    def _ask(self, question: Any, **options: Any) -> Any:
        return question(**options).answer(self.marked.log)


def _notable(reasons: Iterable[Reason]) -> list[Reason]:
    """
    Keep what goes with more customers lost beyond chance, but not the marks of steps.
    """
    return [
        one
        for one in reasons
        if one.is_notable and (one.lost or 0.0) > 0 and not one.attribute.startswith(MARK)
    ]


def _count(figure: Figure) -> float:
    return (figure.value or 0.0) * figure.n


def _learned(figure: Figure, **fields: Any) -> Learned:
    value = figure.value or 0.0
    return Learned(value=value, low=figure.low, high=figure.high, n=figure.n, **fields)


def _reason(one: Reason, step: str, theme: Theme, kind: str) -> Learned:
    bounds = one.interval
    return Learned(
        theme=theme,
        kind=kind,
        question="reasons",
        step=step,
        value=one.share or 0.0,
        low=bounds.low if bounds else None,
        high=bounds.high if bounds else None,
        n=one.cases,
        other=one.share_without,
        names={"trait": f"{one.attribute} = {one.value}"},
    )
