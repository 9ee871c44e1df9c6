"""
One case's events.
"""

from __future__ import annotations

import pytest

from touchline.eventlog.log import EventLog
from touchline.eventlog.trace import Trace, UnknownCase

LOG = EventLog.from_events([("ann", "visit", 1), ("ann", "pay", 5), ("bob", "visit", 3)])


def test_a_trace_has_the_path_and_the_times_of_a_case() -> None:
    assert LOG.trace("ann") == Trace("ann", ("visit", "pay"), (1, 5))
    assert LOG.trace("ann").duration == 4
    assert [trace.case for trace in LOG.traces()] == ["ann", "bob"]


def test_an_unknown_case_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownCase, match="anna"):
        LOG.trace("anna")
