from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK
from touchline.analysis import Step
from touchline.analysis.prospects import Prospects
from touchline.eventlog.log import EventLog

START = "(start)"

PATHS = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.lists(st.tuples(st.sampled_from("ABX"), st.integers(0, 2)), min_size=1),
    ),
    min_size=35,
    max_size=45,
)


@given(paths=PATHS, order=st.integers(0, 2), horizon=st.integers(1, 4), failing=st.booleans())
def test_states_are_counted_by_definition(
    paths: list[tuple[int, list[tuple[str, int]]]], order: int, horizon: int, failing: bool
) -> None:
    events = []
    for number, (tick, path) in enumerate(paths):
        for name, step in path:
            tick += step  # noqa: PLW2901 (the clock of the case goes on)
            events.append((f"c{number:02d}", name, tick))
    end = max(tick for *_, tick in events)
    log = EventLog.from_events([(case, name, tick * TICK) for case, name, tick in events])

    answer = Prospects(
        target=Step.model_validate("A"),
        failing=(Step.model_validate("X"),) if failing else (),
        horizon=horizon * 60,
        order=order,
    ).answer(log)

    met: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
    for case in log.cases:
        path = [(name, tick) for own, name, tick in events if own == case]
        stops = [i for i, (name, _) in enumerate(path) if name in ("AX" if failing else "A")]
        stop = stops[0] if stops else len(path)
        for i, (_, tick) in enumerate(path[:stop]):
            if end - tick < horizon:
                continue
            is_hit = bool(stops) and path[stop][0] == "A" and path[stop][1] - tick <= horizon
            names = [START] * order + [name for name, _ in path[: i + 1]]
            for length in range(order + 1):
                state = tuple(names[len(names) - length :])
                met.setdefault(state, []).append((case, is_hit))
    expected = {
        state: (len(found), sum(hit for _, hit in found), len({case for case, _ in found}))
        for state, found in met.items()
        if not state or len({case for case, _ in found}) >= 30
    }
    assert {one.path: (one.n, one.completed, one.cases) for one in answer.states} == expected
    for one in answer.states:
        assert one.probability == pytest.approx(one.completed / one.n)
        assert one.interval is not None
        assert one.interval.low <= one.probability + 1e-12
        assert one.interval.high >= one.probability - 1e-12


@given(paths=PATHS, horizon=st.integers(1, 4), failing=st.booleans())
def test_silences_are_counted_by_definition(
    paths: list[tuple[int, list[tuple[str, int]]]], horizon: int, failing: bool
) -> None:
    cases = {}
    for number, (tick, path) in enumerate(paths):
        times = [tick + sum(step for _, step in path[: i + 1]) for i in range(len(path))]
        cases[f"c{number:02d}"] = [(name, t) for (name, _), t in zip(path, times, strict=True)]
    end = max(tick for path in cases.values() for _, tick in path)
    log = EventLog.from_events(
        [(case, name, tick * TICK) for case, path in cases.items() for name, tick in path]
    )

    answer = Prospects(
        target=Step.model_validate("A"),
        failing=(Step.model_validate("X"),) if failing else (),
        horizon=horizon * 60,
    ).answer(log)

    for one in answer.silence:
        span = one.after_us / TICK
        found = []
        for case, path in cases.items():
            stops = [i for i, (name, _) in enumerate(path) if name in ("AX" if failing else "A")]
            stop = stops[0] if stops else len(path)
            for i, (_, tick) in enumerate(path[:stop]):
                then = tick + span
                is_silent = i + 1 == len(path) or path[i + 1][1] > then
                if is_silent and end - then >= horizon:
                    completes = bool(stops) and path[stop][0] == "A"
                    found.append((case, completes and path[stop][1] <= then + horizon))
        assert (one.n, one.completed) == (len(found), sum(hit for _, hit in found))
        assert one.cases == len({case for case, _ in found})
