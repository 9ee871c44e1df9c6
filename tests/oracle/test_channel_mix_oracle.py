from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import score_interval
from tests.oracle.oracle_logs import TICK
from touchline.analysis.channel_mix import ChannelMix
from touchline.eventlog.log import EventLog

Drawn = tuple[str | None, str | None, int, str | None]

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(("ann", "ben", None)),
        st.sampled_from(("A", "B", "C", None)),
        st.integers(0, 5),
        st.sampled_from(("web", "app", None)),
    ),
    min_size=1,
    max_size=25,
)


def log_of(events: list[Drawn]) -> EventLog:
    # One more event, of a time that is not asked for, so that there always is a channel.
    return EventLog.from_events(
        {"case": case, "activity": activity, "timestamp": tick * TICK, "channel": channel}
        for case, activity, tick, channel in [*events, ("cem", "C", 9, "web")]
    )


@given(events=EVENTS, steps=st.sampled_from(((), ("A", "B"))), since=st.sampled_from((None, 2)))
def test_channels_are_the_events_counted(
    events: list[Drawn], steps: tuple[str, ...], since: int | None
) -> None:
    start = None if since is None else f"1970-01-01T00:0{since}:00Z"

    end = "1970-01-01T00:09:00Z"
    options: dict[str, Any] = {"steps": steps, "start": start, "end": end}
    answer = ChannelMix(**options).answer(log_of(events))

    seen = [
        (case, activity, channel or "(none)")
        for case, activity, tick, channel in events
        if case and activity and (since is None or tick >= since)
    ]
    everything = [one for one in seen if not steps or one[1] in steps]
    rows = {}
    names = steps or tuple(sorted({activity for _, activity, _ in seen}))
    groups = [("(all)", everything), *((s, [e for e in seen if e[1] == s]) for s in names)]
    for step, group in groups:
        for channel in {channel for _, _, channel in group}:
            own = [one for one in group if one[2] == channel]
            cases, of = len({case for case, *_ in own}), len({case for case, *_ in group})
            rows[step, channel] = (len(own), cases, len(own) / len(group), cases / of)
            bounds = score_interval(len(own), len(group))
            (row,) = [r for r in answer.channels if (r.step, r.channel) == (step, channel)]
            assert row.interval == pytest.approx(bounds, abs=1e-9)
    assert {
        (row.step, row.channel): (row.events, row.cases, row.share, row.share_of_cases)
        for row in answer.channels
    } == rows
    assert answer.events == len(everything)


@given(events=EVENTS)
def test_channels_of_a_step_and_steps_of_a_log_add_up(events: list[Drawn]) -> None:
    answer = ChannelMix().answer(log_of(events))

    by_step: dict[str, int] = {}
    for row in answer.channels:
        by_step[row.step] = by_step.get(row.step, 0) + row.events
    total = by_step.pop("(all)", 0)
    assert total == answer.events == sum(by_step.values())
