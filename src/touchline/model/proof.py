"""
What a log has shown: a finding in one number, and what became of a change.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from touchline.model.structure import Part

#: What a number counts; a score is a point of the scale on which people answered.
Unit = Literal["number", "share", "seconds", "score"]


class Finding(Part):
    """
    The answer of a log in one number.

    Args:
        question: The question that was asked, such as `drop-off`.
        value: The number; None when the log cannot tell.
        low: The lower end of its 95 % interval.
        high: The upper end.
        unit: What the number counts: a share in [0, 1], seconds, a plain number, or points of the
            scale on which people answered.
    """

    question: Annotated[str, Field(min_length=1)]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Unit = "share"


class GuardrailResult(Part):
    """
    Whether a change has harmed what must not suffer (R-168).

    Args:
        question: The question whose number was watched.
        verdict: `kept`, `harmed`, or `unclear` when the log cannot tell.
        effect: How far the number lies above where it would be without the change.
        low: The lower end of the effect's 95 % interval.
        high: The upper end.
        unit: What the numbers count; `number` is a number a day, `score` points of the scale.
        about: What the question was asked of, such as its steps; None for satisfaction on the
            whole.
    """

    question: Annotated[str, Field(min_length=1)]
    verdict: Literal["kept", "harmed", "unclear"]
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Unit = "share"
    about: str | None = None


class Result(Part):
    """
    What a change has changed, as a log shows it.

    Args:
        date: The day up to which the log was looked at.
        question: The question whose number was compared.
        verdict: Whether it became better or worse, shows no difference, or there is too little
            data.
        effect: How far the number lies above where it would be without the change.
        low: The lower end of the effect's 95 % interval.
        high: The upper end.
        unit: What the numbers count; `number` is a number a day, `score` points of the scale.
        n: How many customers the smaller side has.
        design: How it was compared: before and after, with the course before drawn on, between
            arms, or both.
        source: The log.
        guardrail: Whether overall satisfaction, or what else must not suffer, was harmed.
    """

    date: dt.date
    question: Annotated[str, Field(min_length=1)]
    verdict: Literal["better", "worse", "no-difference-shown", "too-little-data"]
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Unit = "share"
    n: Annotated[int, Field(ge=0)] | None = None
    design: (
        Literal["before-after", "interrupted-series", "arms", "difference-in-differences"] | None
    ) = None
    source: str | None = None
    guardrail: GuardrailResult | None = None
