from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.completion import Completion

#: (ticks, outcome): `done`, `failed` or `waiting`.
Wait = tuple[int, str]


def waits_of(events: list[Drawn], since: str | None, failing: str | None, end: int) -> list[Wait]:
    """
    Follow each case from its entry by definition; A completes it.
    """
    found = []
    for path in cases_of(events).values():
        entries = [i for i, (name, _) in enumerate(path) if since in {None, name}]
        if not entries:
            continue
        begin = path[entries[0]][1]
        later = [
            (name, tick)
            for i, (name, tick) in enumerate(path)
            if tick >= begin and not (since is not None and i == entries[0])
        ]
        decided = [(name, tick) for name, tick in later if name in {"A", failing}]
        if decided:
            name, tick = decided[0]
            found.append((tick - begin, "done" if name == "A" else "failed"))
        else:
            found.append((end - begin, "waiting"))
    return found


def incidence_of(waits: list[Wait]) -> dict[int, tuple[float, int]]:
    """
    Add up, time by time, the chance of not being decided before and completing then.
    """
    curve, share, survival = {}, 0.0, 1.0
    for time in sorted({time for time, outcome in waits if outcome != "waiting"}):
        at_risk = sum(t >= time for t, _ in waits)
        done = waits.count((time, "done"))
        share += survival * done / at_risk
        survival *= 1 - (done + waits.count((time, "failed"))) / at_risk
        if done:
            curve[time * TICK] = (share, at_risk)
    return curve


@given(
    events=drawn_events(max_size=30),
    since=st.sampled_from((None, "A", "B")),
    failing=st.sampled_from((None, "X", "B")),
    end=st.integers(7, 12),
)
def test_the_curve_follows_its_definition(
    events: list[Drawn], since: str | None, failing: str | None, end: int
) -> None:
    options: dict[str, Any] = {"target": "A", "since": since}
    options["failing"] = () if failing is None else (failing,)

    answer = Completion(**options).answer(log_of(events, end=end))

    waits = waits_of(events, since, failing, end)
    expected = incidence_of(waits)
    assert (answer.n, answer.waiting) == (len(waits), sum(o == "waiting" for _, o in waits))
    assert [(one.us, one.at_risk) for one in answer.curve] == [
        (time, at_risk) for time, (_, at_risk) in expected.items()
    ]
    assert [one.probability for one in answer.curve] == pytest.approx(
        [share for share, _ in expected.values()], abs=1e-12
    )
    halves = [time for time, (share, _) in expected.items() if share >= 0.5 - 1e-12]
    if answer.median_us is not None:
        assert answer.median_us == halves[0]
