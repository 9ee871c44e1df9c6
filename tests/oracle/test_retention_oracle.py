from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import Drawn, cases_of, drawn_events
from touchline.analysis import Step
from touchline.analysis.retention import Retention
from touchline.eventlog.log import EventLog

#: Drawn ticks are days, so that periods can be days.
DAY = 86_400_000_000


@given(
    events=drawn_events(max_size=30, last_tick=6),
    unbounded=st.booleans(),
    returning=st.sampled_from((None, "A", "B")),
    end=st.integers(6, 9),
)
def test_cells_are_counted_by_definition(
    events: list[Drawn], unbounded: bool, returning: str | None, end: int
) -> None:
    log = EventLog.from_events([(c, a, t * DAY) for c, a, t in events], log_end=end * DAY)
    step = None if returning is None else Step.model_validate(returning)

    answer = Retention(
        first=Step.model_validate("A"), returning=step, per="day", unbounded=unbounded
    ).answer(log)

    paths = cases_of(events).values()
    cohorts: dict[int, list[list[tuple[str, int]]]] = {}
    for path in paths:
        days = [day for name, day in path if name == "A"]
        if days:
            cohorts.setdefault(min(days), []).append(path)
    back = returning or "A"
    expected = {}
    for begin, own in cohorts.items():
        for k in range(end - min(cohorts) + 1):
            came = 0
            for path in own:
                days = [day for name, day in path if name == back and day >= begin]
                came += any(day - begin == k or (unbounded and day - begin > k) for day in days)
            # Day d has ended once day d + 1 has begun.
            has_ended = begin + k + 1 <= end
            expected[f"1970-01-{begin + 1:02d}", k] = (len(own), came if has_ended else None)
    assert {(c.cohort, c.period): (c.n, c.returned) for c in answer.cells} == expected
