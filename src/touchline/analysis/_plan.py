"""
A planned way through steps, as it is written in a question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import numpy as np
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from touchline.analysis._errors import UnknownStep
from touchline.errors import InputError
from touchline.kernels.aligning import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

_WRITTEN = re.compile(r"\s*(start|\d+)\s*:\s*(end|\d+)\s*")


class UnusableWay(InputError):
    """
    The text does not say from which step to which a way leads.
    """

    @classmethod
    def of(cls, text: str) -> UnusableWay:
        """
        Build the error for one text.

        Args:
            text: What was given.

        Returns:
            The error.
        """
        return cls(at="ways", text=text)


class Leap(NamedTuple):
    """
    A way beside the steps in their order.

    Args:
        source: The step that is left, from 0, or `start`.
        target: The step that may come next, or `end`.
    """

    source: int | Literal["start"]
    target: int | Literal["end"]


def _as_leap(given: object) -> object:
    if not isinstance(given, str):
        return given
    found = _WRITTEN.fullmatch(given)
    if found is None:
        raise UnusableWay.of(given)
    return tuple(int(part) if part.isdigit() else part for part in found.groups())


def _text_of(leap: Leap) -> str:
    return f"{leap.source}:{leap.target}"


AnyLeap = Annotated[
    Leap,
    BeforeValidator(_as_leap),
    PlainSerializer(_text_of, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["2:0", "start:1", "3:end"]}),
]


def plan_of(
    n_steps: int, optional: Sequence[int], beside: Sequence[int], leaps: Sequence[Leap]
) -> Plan:
    """
    Lay out the ways that a plan allows.

    Args:
        n_steps: How many steps there are, in the order in which they are planned.
        optional: Steps that may be left out.
        beside: Steps off the planned way, which are come to by other ways only.
        leaps: Those other ways.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The plan; it may be over after the last step on the planned way, and at once where all steps
        may be left out.

    Raises:
        UnknownStep: A number is that of no step.

    Source:
        docs/explanation/alignment.md.
    """
    for option, numbers in (("optional", optional), ("beside", beside), ("ways", _numbers(leaps))):
        for number in numbers:
            if not 0 <= number < n_steps:
                raise UnknownStep.of(option, number, n_steps)
    ways = np.zeros((n_steps + 1, n_steps), dtype=np.bool_)
    ends = np.zeros(n_steps + 1, dtype=np.bool_)
    chain = [step for step in range(n_steps) if step not in beside]
    for place, source in enumerate([0, *(step + 1 for step in chain)]):
        for step in chain[place:]:
            ways[source, step] = True
            if step not in optional:
                break
        ends[source] = all(step in optional for step in chain[place:])
    for leap in leaps:
        origin = leap.source + 1 if isinstance(leap.source, int) else 0
        if isinstance(leap.target, int):
            ways[origin, leap.target] = True
        else:
            ends[origin] = True
    return Plan(ways, ends)


def _numbers(leaps: Sequence[Leap]) -> list[int]:
    return [end for leap in leaps for end in leap if isinstance(end, int)]
