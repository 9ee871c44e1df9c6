"""
Cases told apart by what one attribute holds, so that all steps of a try share it.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._marks import Marks
from touchline.analysis._step import attribute
from touchline.eventlog.columns import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog

    Rows = npt.NDArray[np.intp]


def held_constant(log: EventLog, name: str) -> EventLog:
    """
    Make each case and value of an attribute a case of its own.

    Args:
        log: The events.
        name: An attribute of events, `channel`, `value`, or an attribute of cases.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The events of which the attribute is known, in their order; a case is called by the customer
        and the value, such as `ann#order 7`.

    Raises:
        UnknownAttribute: The log has no such attribute.

    Source:
        docs/explanation/funnel.md.
    """
    column, is_of_cases = attribute(log, name, at="hold")
    owner = log.case_of_event
    places = owner if is_of_cases else np.arange(len(log.timestamp), dtype=np.int64)
    marks = Marks.read(column, places)
    known = np.flatnonzero(marks.codes != ABSENT)
    # The sort is stable, so that events keep their order within each unit.
    rows = known[np.lexsort((marks.codes[known], owner[known]))]
    cases, codes = owner[rows], marks.codes[rows]
    begins = np.flatnonzero(
        np.append(True, (cases[1:] != cases[:-1]) | (codes[1:] != codes[:-1]))[: len(rows)]
    )
    owners = cases[begins]
    names = (marks.names[code] for code in codes[begins].tolist())
    return replace(
        log,
        cases=tuple(
            f"{log.cases[case]}#{value}" for case, value in zip(owners.tolist(), names, strict=True)
        ),
        offsets=np.append(begins, len(rows)).astype(np.int64),
        activity=log.activity.take(rows),
        timestamp=log.timestamp[rows],
        row=log.row[rows],
        value=None if log.value is None else log.value.take(rows),
        channel=None if log.channel is None else log.channel.take(rows),
        attributes=_taken(log.attributes, rows),
        case_attributes=_taken(log.case_attributes, owners),
        stated_end=log.log_end,
    )


def _taken(columns: Mapping[str, Column], rows: Rows) -> Mapping[str, Column]:
    return MappingProxyType({name: column.take(rows) for name, column in columns.items()})
