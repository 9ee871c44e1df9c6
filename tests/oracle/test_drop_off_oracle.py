from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import p_value, q_values, score_interval
from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events, log_of
from touchline.analysis.drop_off import DropOff


@given(
    events=drawn_events(max_size=30),
    target=st.sampled_from((None, "B")),
    inactivity=st.sampled_from((None, 0, 2)),
    later=st.integers(0, 2),
)
def test_exits_are_the_last_events_of_paths_that_are_over(
    events: list[Drawn], target: str | None, inactivity: int | None, later: int
) -> None:
    paths = cases_of(events)
    end = max((tick for path in paths.values() for _, tick in path), default=0) + later
    # A window of nothing is refused, so that a second stands for none of these minutes.
    window = None if inactivity is None else f"{max(1, 60 * inactivity)}s"

    options: dict[str, Any] = {"target": target, "inactivity": window}
    answer = DropOff(**options).answer(log_of(events, end=end))

    ended: list[str] = []
    known: list[str] = []
    is_open = is_complete = 0
    for path in paths.values():
        names = [name for name, _ in path]
        if target in names:
            is_complete += 1
            known += names[:-1]
        elif inactivity is not None and end - path[-1][1] <= inactivity:
            is_open += 1
            known += names[:-1]
        else:
            ended.append(names[-1])
            known += names
    assert (answer.ended, answer.completed, answer.open) == (len(ended), is_complete, is_open)
    everywhere = sorted({name for path in paths.values() for name, _ in path})
    assert sorted(row.activity for row in answer.exits) == everywhere
    p_values = {}
    for row in answer.exits:
        left, n = ended.count(row.activity), known.count(row.activity)
        others, rest = len(ended) - left, len(known) - n
        cases = sum(any(name == row.activity for name, _ in path) for path in paths.values())
        assert (row.exits, row.occurrences, row.cases) == (left, n, cases)
        assert row.share_of_cases == left / cases
        assert row.interval_of_cases == pytest.approx(score_interval(left, cases), abs=1e-9)
        assert row.share == (left / n if n else None)
        assert row.share_elsewhere == (others / rest if rest else None)
        assert row.lost == pytest.approx(left - (others / rest * n if rest else 0))
        p_values[row.activity] = p_value(left, n, others, rest)
    known_p = {name: p for name, p in p_values.items() if p is not None}
    corrected = dict(zip(known_p, q_values([*known_p.values()]), strict=True)) if known_p else {}
    assert {row.activity: row.q for row in answer.exits if row.q is not None} == pytest.approx(
        corrected
    )
    assert answer.tests == len(known_p)
    # Those who are lost beyond the rate elsewhere come first.
    assert [row.lost for row in answer.exits] == sorted(
        (row.lost for row in answer.exits), reverse=True
    )
