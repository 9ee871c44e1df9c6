from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.time_between import TimeBetween


def question(source: str, target: str, **options: Any) -> TimeBetween:
    steps: dict[str, Any] = {
        "source": {"name": "from", "activities": list(source)},
        "target": {"name": "to", "activities": list(target)},
    }
    return TimeBetween(**steps, **options)


def waits_of(
    path: list[tuple[str, int]], source: str, target: str, *, first: bool
) -> list[int | None]:
    """
    Give, for each source, the ticks to the first target at or after it; None without one.

    Of events at one time that are both source and target, only a later row follows an earlier one.
    """
    waits: list[int | None] = []
    for i, (activity, time) in enumerate(path):
        if activity not in source:
            continue
        later = [
            t - time
            for j, (a, t) in enumerate(path)
            if a in target and j != i and t >= time and not (j < i and a in source)
        ]
        waits.append(min(later, default=None))
    return waits[:1] if first else waits


@given(
    events=drawn_events(max_size=24),
    source=st.sampled_from(("A", "AB", "ABC")),
    target=st.sampled_from(("A", "B", "BC", "ABC")),
    window=st.none() | st.integers(1, 6),
    first=st.booleans(),
)
def test_the_time_runs_to_the_first_target_at_or_after_the_source(
    events: list[Drawn], source: str, target: str, window: int | None, first: bool
) -> None:
    seconds = None if window is None else window * 60
    asked = question(source, target, pairs="first" if first else "each", window=seconds)

    answer = asked.answer(log_of(events, end=7))

    waits = [
        (wait, time)
        for path in cases_of(events).values()
        for wait, time in zip(
            waits_of(path, source, target, first=first),
            [t for a, t in path if a in source],
            strict=False,
        )
    ]
    done = [w for w, _ in waits if w is not None and (window is None or w <= window)]
    still = [t for w, t in waits if w is None or (window is not None and w > window)]
    n_open = sum(window is None or 7 - t < window for t in still)
    assert (answer.starts, answer.reached, answer.open) == (len(waits), len(done), n_open)
    assert answer.times[0].us == (min(done) * TICK if done else None)
    assert answer.times[-1].us == (max(done) * TICK if done else None)
    assert answer.mean_us == (round(sum(done) * TICK / len(done)) if done else None)
