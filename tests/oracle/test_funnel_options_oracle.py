from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.funnel_by_definition import best_times
from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.funnel import Funnel
from touchline.eventlog.log import EventLog
from touchline.kernels.segments import NOWHERE

Times = tuple[int, ...]

DISJOINT = st.lists(st.sampled_from(({"A"}, {"B"}, {"C"})), min_size=2, max_size=3, unique_by=str)
ANY = st.lists(
    st.sampled_from(({"A"}, {"B"}, {"C"}, {"A", "B"}, {"B", "C"})), min_size=2, max_size=4
)
LIMITS = st.lists(st.none() | st.integers(1, 4), min_size=3, max_size=3)
WINDOWS = st.none() | st.integers(1, 6)


def seconds(ticks: int | None) -> int | None:
    return None if ticks is None else ticks * TICK // 1_000_000


def funnel(steps: list[set[str]], window: int | None, **options: Any) -> Funnel:
    options["steps"] = [
        {"name": f"{i}", "activities": sorted(step)} for i, step in enumerate(steps)
    ]
    options["window"] = seconds(window)
    return Funnel(**options)


def times_by_case(question: Funnel, events: list[Drawn]) -> dict[str, tuple[Times, bool]]:
    log = log_of(events)
    winners = question.match(log)
    return {
        case: (tuple(int(log.timestamp[e]) // TICK for e in row if e != NOWHERE), bool(out))
        for case, row, out in zip(log.cases, winners.events, winners.is_excluded, strict=True)
    }


def best_in_time(
    events: list[tuple[str, int]],
    steps: list[set[str]],
    limits: list[int | None],
    window: int | None,
    excluded: tuple[str, int, int] | None,
) -> tuple[Times, bool]:
    """
    Try every way of every entry, one after the other.
    """
    best: dict[int, Times] = {}

    def follow(used: tuple[int, ...]) -> None:
        times = tuple(events[i][1] for i in used)
        known = best.get(used[0])
        if known is None or (-len(times), times[-1], times) < (-len(known), known[-1], known):
            best[used[0]] = times
        if len(used) == len(steps):
            return
        limit = limits[len(used) - 1]
        for i, (activity, time) in enumerate(events):
            is_next = activity in steps[len(used)] and i not in used and time >= times[-1]
            is_in_time = limit is None or time - times[-1] <= limit
            if is_next and is_in_time and (window is None or time - times[0] <= window):
                follow((*used, i))

    for i, (activity, _) in enumerate(events):
        if activity in steps[0]:
            follow((i,))
    if not best:
        return (), False
    furthest = max(map(len, best.values()))

    clean = [
        times
        for times in best.values()
        if len(times) == furthest and _is_clean(times, events, window, excluded)
    ]
    if not clean:
        return (), True
    return min(clean, key=lambda times: (times[-1], -times[0])), False


def _is_clean(
    times: Times,
    events: list[tuple[str, int]],
    window: int | None,
    excluded: tuple[str, int, int] | None,
) -> bool:
    if excluded is None or len(times) <= excluded[1]:
        return True
    name, after, before = excluded
    return not any(
        activity == name
        and time > times[after]
        and (len(times) <= before or time < times[before])
        and (window is None or time - times[0] <= window)
        for activity, time in events
    )


@given(events=drawn_events(max_size=16), steps=DISJOINT, limits=LIMITS, window=WINDOWS)
def test_each_step_follows_in_its_own_time(
    events: list[Drawn], steps: list[set[str]], limits: list[int | None], window: int | None
) -> None:
    own = limits[: len(steps) - 1]
    question = funnel(steps, window, step_windows=tuple(map(seconds, own)))

    assert times_by_case(question, events) == {
        case: best_in_time(path, steps, own, window, None)
        for case, path in cases_of(events).items()
    }


@given(
    events=drawn_events(max_size=10),
    steps=ANY,
    limits=LIMITS,
    window=WINDOWS,
    excluded=st.none() | st.sampled_from("XA"),
)
def test_shared_events_and_exclusions_are_searched_to_the_end(
    events: list[Drawn],
    steps: list[set[str]],
    limits: list[int | None],
    window: int | None,
    excluded: str | None,
) -> None:
    own = limits[: len(steps) - 1]
    exclude = () if excluded is None else (f"{excluded}:0:1",)
    question = funnel(steps, window, step_windows=tuple(map(seconds, own)), exclude=exclude)

    wanted = None if excluded is None else (excluded, 0, 1)
    expected = {
        case: best_in_time(path, steps, own, window, wanted)
        for case, path in cases_of(events).items()
    }
    if not any(own):
        # Without a limit between steps it is the plain funnel.
        exclusions = [] if wanted is None else [wanted]
        expected = {
            case: best_times(path, steps, window=window, exclusions=exclusions)
            for case, path in cases_of(events).items()
        }
    assert times_by_case(question, events) == expected


@given(
    events=drawn_events(max_size=16),
    steps=ANY.filter(lambda steps: len(steps) > 2),
    window=WINDOWS,
    data=st.data(),
)
def test_an_optional_step_never_changes_who_reaches_the_others(
    events: list[Drawn], steps: list[set[str]], window: int | None, data: st.DataObject
) -> None:
    inner = range(1, len(steps) - 1)
    chosen = [c for n in range(1, len(inner) + 1) for c in combinations(inner, n)]
    optional = data.draw(st.sampled_from(chosen))
    required = [k for k in range(len(steps)) if k not in optional]
    log = log_of(events)

    plain = funnel([steps[k] for k in required], window).match(log)
    found = funnel(steps, window, optional=optional).match(log)

    assert (found.events[:, required] == plain.events).all()
    for case, run in enumerate(found.events.tolist()):
        expected = dict(zip(required, plain.events[case].tolist(), strict=True))
        for k in sorted(optional):
            expected[k] = _taken(
                log, case, steps[k], k=k, run=expected, required=required, window=window
            )
        assert run == [expected[k] for k in range(len(steps))]


def _taken(
    log: EventLog,
    case: int,
    step: set[str],
    *,
    k: int,
    run: dict[int, int],
    required: list[int],
    window: int | None,
) -> int:
    """
    Take the earliest unused event between the steps reached before and after.
    """
    before = [event for i, event in sorted(run.items()) if i < k and event != NOWHERE]
    after = run[min(i for i in required if i > k)]
    if run[max(i for i in required if i < k)] == NOWHERE:
        return NOWHERE
    for event in range(int(log.offsets[case]), int(log.offsets[case + 1])):
        time = int(log.timestamp[event])
        activity = log.activity.vocabulary[log.activity.codes[event]]
        if (
            activity in step
            and event not in run.values()
            and time >= int(log.timestamp[before[-1]])
            and (after == NOWHERE or time <= int(log.timestamp[after]))
            and (window is None or time - int(log.timestamp[before[0]]) <= window * TICK)
        ):
            return event
    return NOWHERE


@given(
    events=st.lists(
        st.tuples(
            st.sampled_from(("ann", "ben")),
            st.sampled_from("ABX"),
            st.integers(0, 7),
            st.sampled_from(("o1", "o2", None)),
        ),
        max_size=14,
    ),
    order=st.sampled_from(["ordered", "strict", "unordered"]),
    window=WINDOWS,
)
def test_what_is_held_constant_cuts_each_customer_into_one_per_value(
    events: list[tuple[str, str, int, str | None]], order: Any, window: int | None
) -> None:
    rows: list[dict[str, Any]] = [
        {"case": case, "activity": activity, "timestamp": tick * TICK, "order": value}
        for case, activity, tick, value in events
    ]
    # The end of observation and the column are the same in both logs.
    end = 7 * TICK
    spare: dict[str, Any] = {"case": "zoe", "activity": "X", "timestamp": 0, "order": "o1"}
    whole = EventLog.from_events([*rows, spare], log_end=end)
    cut = EventLog.from_events(
        [
            {**row, "case": f"{row['case']}#{row['order']}"}
            for row in [*rows, spare]
            if row["order"] is not None
        ],
        log_end=end,
    )
    options: dict[str, Any] = {
        "steps": ("A", "B"),
        "order": order,
        "window": seconds(window),
        "per_case": True,
        "exclude": ("X:0:1",),
    }

    held = Funnel(hold="order", **options).answer(whole)

    plain = Funnel(**options).answer(cut)
    assert (held.steps, held.excluded, held.cases) == (plain.steps, plain.excluded, plain.cases)
