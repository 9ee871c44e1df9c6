"""
Sessions as the cases of a log.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.build import EventColumns, arrange
from touchline.eventlog.columns import TextColumn
from touchline.kernels.sessions import opens_session, session_offsets

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog


def by_session(log: EventLog, timeout: int) -> EventLog:
    """
    Make each session a case of its own.

    Args:
        log: The log.
        timeout: The longest gap inside a session, in microseconds.

    Returns:
        The same events; a session is called by its customer and its number, such as `ann#2`, and
        has the attributes of its customer.
    """
    opens = opens_session(log.offsets, log.timestamp, timeout)
    first = session_offsets(opens)[:-1]
    owner = log.case_of_event[first]
    number = np.arange(len(first)) - np.searchsorted(owner, owner) + 1
    named = [
        f"{log.cases[case]}#{n}" for case, n in zip(owner.tolist(), number.tolist(), strict=True)
    ]
    order = sorted(range(len(named)), key=named.__getitem__)
    rank = np.empty(len(named), dtype=np.int32)
    rank[order] = np.arange(len(named), dtype=np.int32)
    session = np.cumsum(opens) - 1
    columns = EventColumns(
        case=TextColumn(rank[session], tuple(named[i] for i in order)),
        activity=log.activity,
        timestamp=log.timestamp,
        # Ties keep the order that they have in the log, whatever decided it there.
        row=np.arange(len(log.timestamp), dtype=np.int64),
        value=log.value,
        channel=log.channel,
        attributes=log.attributes,
    )
    arranged = arrange(columns)
    events = arranged.events
    owners = owner[np.asarray(order, dtype=np.int64)]
    taken = {name: column.take(owners) for name, column in log.case_attributes.items()}
    return replace(
        log,
        cases=arranged.cases,
        offsets=arranged.offsets,
        activity=events.activity,
        timestamp=events.timestamp,
        row=log.row[events.row],
        value=events.value,
        channel=events.channel,
        attributes=events.attributes,
        case_attributes=MappingProxyType(taken),
        stated_end=log.log_end,
    )
