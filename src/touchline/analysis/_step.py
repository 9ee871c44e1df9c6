"""
Which events a step of a question means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from touchline.analysis._errors import UnknownAttribute
from touchline.eventlog.columns import Column, TextColumn

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.log import EventLog

    Bools = npt.NDArray[np.bool_]

Wanted = str | float | int


def _as_pairs(given: object) -> object:
    if not isinstance(given, Mapping):
        return given
    return tuple(
        (name, tuple(wanted) if isinstance(wanted, list | tuple | set | frozenset) else (wanted,))
        for name, wanted in given.items()
    )


def _as_mapping(pairs: tuple[tuple[str, tuple[Wanted, ...]], ...]) -> dict[str, Any]:
    return {name: wanted[0] if len(wanted) == 1 else list(wanted) for name, wanted in pairs}


#: Conditions on attributes: a mapping when written, pairs in Python so that a step can be compared
#: and hashed.
Where = Annotated[
    tuple[tuple[str, tuple[Wanted, ...]], ...],
    BeforeValidator(_as_pairs),
    PlainSerializer(_as_mapping, return_type=dict[str, Any]),
]


class Step(BaseModel):
    """
    An activity, or any events that a touchpoint recognises as its own.

    Written as a text it means the activity of that name.

    Args:
        name: What the step is called in the answer.
        activities: The activities that count; none given means any activity.
        where: Conditions on attributes of the event or its case, all of which must hold: a value,
            or several of which one must be there. `channel` and `value` may be asked like
            attributes.

    Examples:
        >>> Step.model_validate("pay")
        Step(name='pay', activities=('pay',), where=())
        >>> card = {"name": "by card", "activities": ["pay"], "where": {"method": ["visa", "amex"]}}
        >>> Step.model_validate(card).where
        (('method', ('visa', 'amex')),)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    activities: tuple[str, ...] = ()
    where: Where = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"name": given, "activities": (given,)}
        if isinstance(given, Mapping) and "name" not in given and given.get("activities"):
            return {**given, "name": " / ".join(map(str, given["activities"]))}
        return given

    @model_serializer(mode="wrap")
    def _to_text(self, write: SerializerFunctionWrapHandler) -> Any:
        return self.name if self.is_plain else write(self)

    @property
    def is_plain(self) -> bool:
        """
        The step is one activity and is named after it.
        """
        return self.activities == (self.name,) and not self.where

    def mask(self, log: EventLog) -> Bools:
        """
        Mark the events that the step means.

        Args:
            log: The events.

        Shapes:
            returns (m,) bool.

        Units:
            none.

        Returns:
            True for each event that has one of the activities and meets every condition.

        Raises:
            UnknownAttribute: A condition names an attribute that the log does not have.

        Source:
            By definition.
        """
        mask = np.ones(len(log.timestamp), dtype=np.bool_)
        if self.activities:
            mask = _has(log.activity, self.activities)
        for name, wanted in self.where:
            mask &= attribute_mask(log, name, wanted)
        return mask


def count_of(step: Step, log: EventLog) -> int:
    """
    Count the events that a step means.

    Args:
        step: The step.
        log: The events.

    Shapes:
        none.

    Units:
        events.

    Returns:
        How many events have one of its activities and meet its conditions.

    Raises:
        UnknownAttribute: A condition names an attribute that the log does not have.

    Source:
        By definition.
    """
    return int(np.count_nonzero(step.mask(log)))


def attribute_mask(log: EventLog, name: str, wanted: tuple[Wanted, ...]) -> Bools:
    """
    Mark the events whose attribute has one of some values.

    Args:
        log: The events.
        name: An attribute of events, `channel`, `value`, or an attribute of cases.
        wanted: The values.

    Shapes:
        returns (m,) bool.

    Units:
        none.

    Returns:
        True where the attribute has one of the values.

    Raises:
        UnknownAttribute: The log has no such attribute.

    Source:
        By definition.
    """
    column, is_of_cases = attribute(log, name)
    mask = _has(column, wanted)
    return mask[log.case_of_event] if is_of_cases else mask


def attribute(log: EventLog, name: str, at: str = "where") -> tuple[Column, bool]:
    """
    Find an attribute by name: among those of events first, then among those of cases.

    Args:
        log: The events.
        name: An attribute of events, `channel`, `value`, or an attribute of cases.
        at: The option that names it.

    Shapes:
        a column of m events or of n cases.

    Units:
        none.

    Returns:
        The column, and whether it belongs to cases.

    Raises:
        UnknownAttribute: The log has no such attribute.

    Source:
        None needed.
    """
    own: dict[str, Column | None] = {"channel": log.channel, "value": log.value}
    of_events = {k: column for k, column in {**own, **log.attributes}.items() if column is not None}
    if name in of_events:
        return of_events[name], False
    if name in log.case_attributes:
        return log.case_attributes[name], True
    raise UnknownAttribute.among(name, {*of_events, *log.case_attributes}, at=at)


def _has(column: Column, wanted: tuple[Wanted, ...]) -> Bools:
    if isinstance(column, TextColumn):
        texts = {_text(value) for value in wanted}
        found = [code for code, word in enumerate(column.vocabulary) if word in texts]
        if len(found) == 1:
            # To compare is ten times as fast as to look up.
            return np.asarray(column.codes == found[0], dtype=np.bool_)
        # The last slot answers for ABSENT, whose code is -1.
        table = np.asarray([*(word in texts for word in column.vocabulary), False], dtype=np.bool_)
        return np.asarray(table[column.codes], dtype=np.bool_)
    numbers = [number for number in map(_number, wanted) if number is not None]
    return np.isin(column.values, numbers)


def _text(value: Wanted) -> str:
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if is_whole else str(value)


def _number(value: Wanted) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
