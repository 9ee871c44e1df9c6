from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis import Step
from touchline.analysis.sessions import Sessions


def sessions_of(events: list[Drawn], timeout: int, opening: str) -> list[list[tuple[str, int]]]:
    """
    Cut each case where the gap is longer than the timeout, or where a named event stands.
    """
    found: list[list[tuple[str, int]]] = []
    for path in cases_of(events).values():
        previous: int | None = None
        for activity, tick in path:
            if previous is None or tick - previous > timeout or activity == opening:
                found.append([])
            found[-1].append((activity, tick))
            previous = tick
    return found


@given(events=drawn_events(max_size=30), timeout=st.integers(1, 3), opening=st.sampled_from("AX"))
def test_sessions_are_cut_by_definition(events: list[Drawn], timeout: int, opening: str) -> None:
    answer = Sessions(timeout=timeout * 60, opening=(Step.model_validate(opening),)).answer(
        log_of(events)
    )

    sessions = sessions_of(events, timeout, opening)
    assert answer.sessions == len(sessions)
    assert answer.bounces == sum(len(one) == 1 for one in sessions)
    assert {one.activity: one.sessions for one in answer.activities if one.sessions} == Counter(
        one[0][0] for one in sessions
    )
    assert {one.activity: one.exits for one in answer.activities if one.exits} == Counter(
        one[-1][0] for one in sessions
    )
    spans = sorted((one[-1][1] - one[0][1]) * TICK for one in sessions)
    if spans:
        middle = (spans[(len(spans) - 1) // 2] + spans[len(spans) // 2]) / 2
        assert answer.median_us == middle


@given(events=drawn_events(max_size=30), timeout=st.integers(1, 3))
def test_a_log_by_session_has_the_sessions_as_cases(events: list[Drawn], timeout: int) -> None:
    log = log_of(events)

    sessions = log.by_session(timeout * 60)

    paths = sorted([activity for activity, _ in one] for one in sessions_of(events, timeout, ""))
    assert sorted(list(one.path) for one in sessions.traces()) == paths
    assert sessions.n_events == log.n_events
