"""
What a log says of touchpoints: how many customers meet them, and how fast they are answered there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._errors import UnknownAttribute
from touchline.analysis.time_between import TimeBetween
from touchline.compiled.log import CompiledLog
from touchline.eventlog.columns import TextColumn
from touchline.measuring.bindings import recognise
from touchline.units import parse_duration, to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.eventlog.log import EventLog
    from touchline.model.work.touchpoint import Response
    from touchline.workspace.touchpoints import Listed

    Bools = npt.NDArray[np.bool_]

#: Activities of the log that is asked for times; a vocabulary is sorted.
_ANSWERED, _ASKED, _OTHER = range(3)
_WORDS = ("answered", "asked", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """
    How fast questions and complaints are answered (R-157).

    Args:
        asked: How many were asked.
        answered: How many of them were answered.
        still_open: How many still wait.
        median_us: The time within which half of all are answered, those still open counted as
            such; None when half are not answered.
        interval_us: The bounds of the median of those answered; None when it takes in open ones.
        within: How soon an answer is promised; None when nothing is promised.
        share_within: The share that was answered so soon, of those asked long enough ago.
        interval_within: The 95 % interval of that share.
    """

    asked: int
    answered: int
    still_open: int
    median_us: int | None
    interval_us: tuple[int, int] | None
    within: str | None = None
    share_within: float | None = None
    interval_within: tuple[float, float] | None = None

    @property
    def is_late(self) -> bool:
        """
        Surely less than half are answered as soon as is promised.
        """
        return self.interval_within is not None and self.interval_within[1] < 1 / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    What a log says of a touchpoint.

    Args:
        events: How many events belong to it; None when it is not bound.
        cases: How many customers met it; None when it is not bound, or when they are too few to be
            shown.
        answers: How fast questions are answered; None when that is not bound or rests on too few
            customers.
        missing: The attribute that its binding asks for and the log lacks.
    """

    events: int | None = None
    cases: int | None = None
    answers: Answers | None = None
    missing: str | None = None


def figures_of(listed: Sequence[Listed], log: EventLog | CompiledLog) -> tuple[Figures, ...]:
    """
    Ask a log for each touchpoint.

    Args:
        listed: The touchpoints.
        log: The events.

    Returns:
        What it says, in the same order; numbers about fewer customers than the workspace allows
        are left out.
    """
    whole = log.whole() if isinstance(log, CompiledLog) else log
    return tuple(_figures(one, whole) for one in listed)


def _figures(one: Listed, log: EventLog) -> Figures:
    response = one.entry.response if one.entry else None
    try:
        met = recognise(log, one.binding) if one.binding else None
        answers = _answers(response, log, one.least) if response else None
    except UnknownAttribute as unknown:
        return Figures(missing=str(unknown.values.get("name", "")))
    if met is None:
        return Figures(answers=answers)
    cases = _cases(met, log)
    if 0 < cases < one.least:
        return Figures(answers=answers)
    return Figures(events=int(np.count_nonzero(met)), cases=cases, answers=answers)


def _answers(response: Response, log: EventLog, least: int) -> Answers | None:
    asked = recognise(log, response.asked)
    answered = recognise(log, response.answered)
    if _cases(asked, log) < least:
        return None
    codes = np.full(len(log.timestamp), _OTHER, dtype=np.int32)
    codes[asked] = _ASKED
    codes[answered] = _ANSWERED
    told = replace(log, activity=TextColumn(codes, _WORDS))
    words = {"source": "asked", "target": "answered", "pairs": "each"}
    found = TimeBetween.model_validate(words).answer(told)
    is_censored = found.curve is not None
    first = Answers(
        asked=found.starts,
        answered=found.reached,
        still_open=found.open,
        median_us=found.median_us_to_reach if is_censored else found.median_us,
        interval_us=None if is_censored else found.interval_us,
    )
    if response.within is None:
        return first
    # Whoever asked too late to be answered in time says nothing of whether the promise is kept.
    end = to_datetime((log.log_end or 0) - parse_duration(response.within) + 1, log.zone)
    timely = {"window": response.within, "end": end}
    soon = TimeBetween.model_validate({**words, **timely}).answer(told)
    bounds = soon.interval
    return replace(
        first,
        within=response.within,
        share_within=soon.share,
        interval_within=(bounds.low, bounds.high) if bounds else None,
    )


def _cases(mask: Bools, log: EventLog) -> int:
    return len(np.unique(log.case_of_event[mask]))
