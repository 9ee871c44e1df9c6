from __future__ import annotations

from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import score_interval
from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.occupancy import Occupancy


@given(
    events=drawn_events(max_size=30),
    steps=st.sampled_from(((), ("A",), ("B", "A"))),
    at=st.sampled_from((None, 3)),
    inactivity=st.sampled_from((None, 1)),
)
def test_a_case_stands_where_it_last_came_to(
    events: list[Drawn], steps: tuple[str, ...], at: int | None, inactivity: int | None
) -> None:
    options: dict[str, Any] = {"steps": steps, "per_case": True}
    if at is not None:
        options["at"] = f"1970-01-01T00:0{at}:00Z"
    if inactivity is not None:
        options["inactivity"] = f"{60 * inactivity}s"

    answer = Occupancy(**options).answer(log_of(events))

    paths = cases_of(events)
    now = max((t for path in paths.values() for _, t in path), default=0) if at is None else at
    places: dict[str, tuple[str, int | None, bool]] = {}
    for case, path in paths.items():
        past = [(name, tick) for name, tick in path if tick <= now]
        if not past:
            continue
        stays = [(name, tick) for name, tick in past if not steps or name in steps]
        since = None
        for i, (name, tick) in enumerate(stays):
            if i == 0 or stays[i - 1][0] != name:
                since = tick
        is_active = inactivity is None or now - past[-1][1] <= inactivity
        waited = None if since is None else (now - since) * TICK
        places[case] = (stays[-1][0] if stays else "(none)", waited, is_active)
    assert answer.begun == len(places)
    assert answer.cases is not None
    assert {one.case: (one.step, one.waited_us) for one in answer.cases} == {
        case: (step, waited) for case, (step, waited, _) in places.items()
    }
    for row in answer.places:
        here = [place for place in places.values() if place[0] == row.step]
        assert (row.cases, row.active) == (len(here), sum(active for *_, active in here))
        waits = [waited for _, waited, _ in here if waited is not None]
        assert row.median_us == (median(waits) if waits else None)
        if places:
            assert row.interval == pytest.approx(score_interval(len(here), len(places)), abs=1e-9)
    assert sum(row.cases for row in answer.places) == len(places)
