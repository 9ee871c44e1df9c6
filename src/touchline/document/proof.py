"""
Whether a change has done what it should, held against a log and kept on the map (R-135, R-168).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.analysis import Interval, Step
from touchline.analysis._effects import difference, is_kept
from touchline.analysis.funnel import Funnel
from touchline.analysis.impact import Impact
from touchline.analysis.satisfaction import Satisfaction
from touchline.document.acts import set_field
from touchline.document.edits import Edit, apply
from touchline.errors import InputError, NotFound
from touchline.eventlog.survey import UNDATED
from touchline.location import Location
from touchline.measuring.marked import marked
from touchline.model.experience import Change
from touchline.model.proof import GuardrailResult, Result
from touchline.units import parse_instant, to_datetime

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from touchline.analysis import Headline, Question
    from touchline.analysis.impact import ImpactAnswer
    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.survey import Survey
    from touchline.measuring.marked import MarkedLog
    from touchline.model.map import JourneyMap
    from touchline.model.proof import Unit

#: Overall satisfaction may fall by this part of its scale, the margin of `Impact`.
MARGIN = 0.05
#: What the units of an answer are called in a map.
_UNITS: Mapping[str, Unit] = {
    "share": "share",
    "seconds": "seconds",
    "count": "number",
    "score": "score",
}


class UnknownChange(NotFound):
    """
    The map has no such change.
    """


class UndatedChange(InputError):
    """
    A change does not say since when it is in effect.
    """


class NoWayAhead(InputError):
    """
    The map does not bind two steps from the change on, so that no completion can be counted.
    """


@dataclass(frozen=True, slots=True)
class Proof:
    """
    What a log shows of a change.

    Args:
        change: The change.
        result: The verdict as the map keeps it.
        answer: The whole answer, with its groups and warnings.
    """

    change: Change
    result: Result
    answer: ImpactAnswer


def change_of(journey: JourneyMap, name: str) -> tuple[Change, str]:
    """
    Find a change of a map.

    Args:
        journey: The map.
        name: The id of the change.

    Returns:
        The change and the id of its step.

    Raises:
        UnknownChange: There is no such change.
    """
    found = {
        card.id: (card, cell.at) for _, cell, card in journey.cards() if isinstance(card, Change)
    }
    if name not in found:
        raise UnknownChange.among(name, found)
    return found[name]


def prove(
    journey: JourneyMap,
    log: EventLog | CompiledLog,
    name: str,
    *,
    options: Mapping[str, Any] | None = None,
    survey: Survey | None = None,
    guardrail: Mapping[str, Any] | None = None,
) -> Proof:
    """
    Measure what a change has changed.

    The number is the completion from the step of the change to the end of the planned way, unless
    `options` asks for another; the day is that on which the change took effect.

    Args:
        journey: The map.
        log: The events.
        name: The id of the change.
        options: Fields of the question `impact` that are stated, such as another number (`of`),
            another day (`change`), arms (`attribute`, `treated`, `control`) or a `guardrail`.
        survey: Replies in which satisfaction is watched, where the log itself holds none.
        guardrail: Fields of the question `satisfaction` for those replies, such as the kind.

    Returns:
        The result with the answer behind it.

    Raises:
        UnknownChange: There is no such change.
        UndatedChange: The change has no day, and neither a day nor arms are stated.
        NoWayAhead: The map binds too little for a completion.
        InputError: The options cannot be used.
    """
    change, step = change_of(journey, name)
    asked = dict(options or {})
    if "change" not in asked:
        if change.since is None and "attribute" not in asked:
            raise UndatedChange(at=name, id=name)
        if change.since is not None and "attribute" not in asked:
            asked["change"] = change.since.isoformat()
    steps = marked(journey, log) if "of" not in asked else None
    if steps is not None:
        asked["of"] = completion_from(journey, steps, step)
    answer = Impact(**asked).answer(log if steps is None else steps.log)
    watched = _guardrail_of(answer)
    if survey is not None and watched is None:
        watched = _watched(survey, answer.question, dict(guardrail or {}))
    return Proof(change, _result(answer, log, watched), answer)


def completion_from(journey: JourneyMap, steps: MarkedLog, step: str) -> Funnel:
    """
    Ask for the completion from one step to the end of the planned way.

    Args:
        journey: The map.
        steps: The log that knows its steps.
        step: The id of the step; where it is not on the planned way, all of that is meant.

    Returns:
        The question.

    Raises:
        NoWayAhead: Fewer than two bound steps are left.
    """
    way = steps.way[steps.way.index(step) :] if step in steps.way else steps.way
    if len(way) < 2:  # noqa: PLR2004 (a way has a beginning and an end)
        raise NoWayAhead(at=step, step=step)
    asked: dict[str, Any] = {
        "steps": tuple(steps.steps[name] for name in way),
        "window": journey.measurement.window,
    }
    return Funnel(**asked)


def put_result(journey: JourneyMap, name: str, result: Result) -> tuple[Edit, ...]:
    """
    Keep a result on its change; one of the same day and question is replaced.

    Args:
        journey: The map.
        name: The id of the change.
        result: What was measured.

    Returns:
        The edits.

    Raises:
        UnknownChange: There is no such change.
    """
    change, _ = change_of(journey, name)
    others = [
        one for one in change.results if (one.date, one.question) != (result.date, result.question)
    ]
    kept = sorted((*others, result), key=lambda one: one.date)
    plain = [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in kept]
    return (set_field(journey, Location.of(("card", name)), "results", plain),)


def with_result(journey: JourneyMap, name: str, result: Result) -> JourneyMap:
    """
    Keep a result on its change.

    Args:
        journey: The map.
        name: The id of the change.
        result: What was measured.

    Returns:
        The map with it.

    Raises:
        UnknownChange: There is no such change.
    """
    return apply(journey, put_result(journey, name, result))


def _result(
    answer: ImpactAnswer, log: EventLog | CompiledLog, watched: GuardrailResult | None
) -> Result:
    impact = answer.question
    assert isinstance(impact, Impact)  # noqa: S101 (the answer of an impact)
    bounds = answer.interval
    return Result(
        date=_last_day(log),
        question=impact.of.name,
        verdict=answer.verdict,
        effect=_rounded(answer.effect),
        low=_rounded(bounds.low) if bounds else None,
        high=_rounded(bounds.high) if bounds else None,
        unit=_UNITS[answer.unit],
        n=min((group.n for group in answer.groups), default=0),
        design=answer.design,
        source=log.source or None,
        guardrail=watched,
    )


def _rounded(value: float | None) -> float | None:
    # Nobody reads more digits in a file, and an estimate has fewer that mean anything.
    return None if value is None else float(f"{value:.6g}")


def _last_day(log: EventLog | CompiledLog) -> dt.date:
    return to_datetime(log.log_end or 0, log.zone).date()


def _guardrail_of(answer: ImpactAnswer) -> GuardrailResult | None:
    found, impact = answer.guardrail, answer.question
    if found is None or not isinstance(impact, Impact) or impact.guardrail is None:
        return None
    return GuardrailResult(
        question=found.question,
        verdict=found.verdict,
        effect=_rounded(found.effect),
        low=_rounded(found.interval.low) if found.interval else None,
        high=_rounded(found.interval.high) if found.interval else None,
        unit=_UNITS[found.unit],
        about=_about(impact.guardrail),
    )


def _about(question: Question) -> str | None:
    """
    Say what a question was asked of: its steps, or the kind of scores.
    """
    if isinstance(question, Satisfaction):
        return question.kind
    held = (getattr(question, field) for field in type(question).model_fields)
    return " → ".join(step.name for value in held for step in _steps_in(value)) or None


def _steps_in(value: object) -> Iterator[Step]:
    if isinstance(value, Step):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _steps_in(item)


def _watched(survey: Survey, impact: Any, asked: dict[str, Any]) -> GuardrailResult:
    """
    Hold satisfaction after the change against that before, or that of one arm against the other.
    """
    now, before = _sides(survey, impact, asked)
    effect, bounds = difference(now, before) if now and before else (None, None)
    scale = max(now.scale if now else 1.0, 1.0)
    n = min(now.n, before.n) if now and before else 0
    is_higher_better = not asked.get("low_is_good", False)
    found = is_kept(bounds, n, MARGIN * scale, is_higher_better=is_higher_better)
    low, high = bounds or Interval(0.0, 0.0)
    kind = now.kind if now else "share"
    return GuardrailResult(
        question="satisfaction",
        verdict=found,
        effect=_rounded(effect),
        low=None if bounds is None else _rounded(low),
        high=None if bounds is None else _rounded(high),
        unit="share" if kind == "share" else "score",
        about=asked.get("kind"),
    )


def _sides(
    survey: Survey, impact: Any, asked: dict[str, Any]
) -> tuple[Headline | None, Headline | None]:
    question = Satisfaction(**{"whole": True, **asked})
    if impact.change is not None:
        at = parse_instant(impact.change, survey.zone)
        reach = impact.span or _whole_span(survey, at)
        moments = [
            to_datetime(moment, "UTC").isoformat()
            for moment in (
                at - reach,
                at - (impact.washout or 0),
                at + (impact.washout or 0),
                at + reach,
            )
        ]
        before = question.within(moments[0], moments[1]).answer(survey).headline()
        now = question.within(moments[2], moments[3]).answer(survey).headline()
        return now, before
    answers = {
        str(value): _of_arm(survey, question, impact.attribute, value)
        for value in (impact.treated, impact.control)
    }
    return answers[str(impact.treated)], answers[str(impact.control)]


def _whole_span(survey: Survey, at: int) -> int:
    """
    Reach over all replies on both sides.
    """
    dated = survey.timestamp[survey.timestamp != UNDATED]
    if not len(dated):
        return 1
    return int(max(at - int(dated.min()), int(dated.max()) - at)) + 1


def _of_arm(
    survey: Survey, question: Satisfaction, attribute: str, value: str | None
) -> Headline | None:
    column = survey.texts(attribute, at="attribute")
    names = list(column.vocabulary)
    if value is None or value not in names:
        return None
    rows = (column.codes == names.index(value)).nonzero()[0]
    return question.answer(survey.take(rows)).headline()
