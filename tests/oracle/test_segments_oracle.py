from __future__ import annotations

from statistics import median_low
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import (
    newcombe_interval,
    p_value,
    q_values,
    score_interval,
)
from tests.oracle.oracle_logs import TICK
from touchline.analysis.segments import Segments
from touchline.eventlog.log import EventLog

Drawn = tuple[str, str, int, str | None]

EVENTS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from("AB"),
        st.integers(0, 6),
        st.sampled_from(("web", "app", None)),
    ),
    max_size=24,
)
END = 8


def members(paths: dict[str, list[Drawn]]) -> dict[str, set[str]]:
    """
    List who belongs to each segment, by definition.
    """
    found: dict[str, set[str]] = {name: set() for name in SEGMENTS}
    for case, path in paths.items():
        begin = path[0][2]
        soon = [event for event in path if event[2] - begin <= 2]
        if any(event[3] == "web" for event in path):
            found["channel=web"].add(case)
        else:
            found["channel!=web"].add(case)
        if sum(event[1] == "A" for event in path) >= 2:
            found["did A at least 2"].add(case)
        if any(event[1] == "B" for event in soon):
            found["did B within 2m"].add(case)
        elif END - begin >= 2:
            found["did not B within 2m"].add(case)
    return found


SEGMENTS = (
    "channel=web",
    "channel!=web",
    "did A at least 2",
    "did B within 2m",
    "did not B within 2m",
)


@given(events=EVENTS)
def test_segments_and_their_profiles_are_counted_by_definition(events: list[Drawn]) -> None:
    log = EventLog.from_events(
        [
            {"case": case, "activity": activity, "timestamp": tick * TICK, "channel": channel}
            for case, activity, tick, channel in events
        ],
        log_end=END * TICK,
    )
    # Without events there is no column of channels to ask for.
    asked = SEGMENTS if events else SEGMENTS[2:]
    options: dict[str, Any] = {"segments": asked}

    answer = Segments(**options).answer(log)

    paths: dict[str, list[Drawn]] = {}
    for event in sorted(events, key=lambda event: event[2]):
        paths.setdefault(event[0], []).append(event)
    found = members(paths)
    p_values = []
    for name, row in zip(asked, answer.segments, strict=True):
        own = [paths[case] for case in found[name]]
        assert row.cases == len(own)
        if paths:
            assert row.interval == pytest.approx(score_interval(len(own), len(paths)), abs=1e-9)
        spans = [(path[-1][2] - path[0][2]) * TICK for path in own]
        if len(own) % 2:
            assert row.median_us == median_low(spans)
        for trait in (t for t in answer.profile if t.segment == row.segment):
            place = 1 if trait.kind == "activity" else 3
            has = {c for c, path in paths.items() if trait.name in {e[place] for e in path}}
            count, rest = len(has & found[name]), len(has - found[name])
            others = len(paths) - len(own)
            assert (trait.cases, trait.share) == (count, count / len(own))
            assert trait.share_of_rest == rest / others
            bounds = newcombe_interval(count, len(own), rest, others)
            assert trait.interval == pytest.approx(bounds, abs=1e-8)
            assert trait.p == pytest.approx(p_value(count, len(own), rest, others))
            p_values.append(trait.p)
    assert [trait.q for trait in answer.profile] == pytest.approx(q_values(p_values))
    assert answer.tests == len(p_values)
    several = [sum(case in found[name] for name in asked) for case in paths]
    assert answer.in_none == several.count(0)
    assert answer.in_several == sum(n > 1 for n in several)
