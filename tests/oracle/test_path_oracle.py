from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.path import Path


@given(events=drawn_events(max_size=30))
def test_a_path_is_the_events_of_its_case_in_their_order(events: list[Drawn]) -> None:
    paths = cases_of(events)
    assume("ann" in paths)

    answer = Path(case_id="ann").answer(log_of(events))

    path = paths["ann"]
    times = [tick * TICK for _, tick in path]
    assert [row.activity for row in answer.events] == [name for name, _ in path]
    assert [row.after_us for row in answer.events] == [
        None,
        *(after - before for before, after in pairwise(times)),
    ]
    assert [row.time for row in answer.events] == [
        f"1970-01-01T00:{tick:02}:00+00:00" for _, tick in path
    ]
    assert answer.duration_us == times[-1] - times[0]
