from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.numbers_by_definition import Z, newcombe_interval, score_interval
from tests.oracle.oracle_logs import TICK
from touchline.analysis.impact import Impact, ImpactAnswer
from touchline.eventlog.log import EventLog

#: Case, activity, tick, and which of two versions the customer saw.
Drawn = tuple[str, str, int, str | None]

EVENTS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from("AB"),
        st.integers(0, 9),
        st.sampled_from(("new", "old", None)),
    ),
    min_size=1,
    max_size=30,
)
CHANGE = 5


def log_of(events: list[Drawn]) -> EventLog:
    # One more case enters long before, with a known version, so that the column always exists.
    return EventLog.from_events(
        {"case": case, "activity": name, "timestamp": tick * TICK, "version": version}
        for case, name, tick, version in [*events, ("z", "C", -60, "old")]
    )


def paths_of(events: list[Drawn]) -> dict[str, list[Drawn]]:
    found: dict[str, list[Drawn]] = {}
    for event in sorted([*events, ("z", "C", -60, "old")], key=lambda event: event[2]):
        found.setdefault(event[0], []).append(event)
    return found


def reworked(paths: list[list[Drawn]]) -> tuple[int, int]:
    """
    Count the paths that hold an activity twice, and all.
    """
    return sum(len({name for _, name, *_ in path}) < len(path) for path in paths), len(paths)


def held(answer: ImpactAnswer, now: tuple[int, int], before: tuple[int, int]) -> None:
    """
    Hold an effect against a difference of shares.
    """
    if not now[1] or not before[1]:
        assert (answer.effect, answer.interval) == (None, None)
        assert answer.verdict == "too-little-data"
        return
    assert answer.effect == pytest.approx(now[0] / now[1] - before[0] / before[1])
    bounds = newcombe_interval(*now, *before)
    assert answer.interval == pytest.approx(bounds, abs=1e-8)
    if min(now[1], before[1]) < 10:
        assert answer.verdict == "too-little-data"


@given(events=EVENTS, washout=st.sampled_from((0, 1)), span=st.sampled_from((None, 3)))
def test_who_enters_after_a_change_stands_against_who_entered_before(
    events: list[Drawn], washout: int, span: int | None
) -> None:
    options: dict[str, Any] = {"of": "rework", "change": f"1970-01-01T00:0{CHANGE}:00Z"}
    if washout:
        options["washout"] = f"{washout}m"
    if span is not None:
        options["span"] = f"{span}m"

    answer = Impact(**options).answer(log_of(events))

    paths = paths_of(events)
    near = [p for p in paths.values() if span is None or abs(p[0][2] - CHANGE) <= span]
    # The change itself belongs to what follows, and what lies as far off as asked is still near;
    # as far after is not, for spans of time end before their end.
    before = [p for p in near if p[0][2] < CHANGE - washout]
    after = [
        p for p in near if p[0][2] >= CHANGE + washout and (span is None or p[0][2] < CHANGE + span)
    ]
    held(answer, reworked(after), reworked(before))
    assert [group.n for group in answer.groups] == [len(before), len(after)]
    for group, (count, n) in zip(answer.groups, (reworked(before), reworked(after)), strict=True):
        if n:
            assert group.interval == pytest.approx(score_interval(count, n), abs=1e-9)


@given(events=EVENTS, control=st.sampled_from((None, "old")))
def test_who_saw_a_version_stands_against_who_saw_another(
    events: list[Drawn], control: str | None
) -> None:
    options: dict[str, Any] = {"attribute": "version", "treated": "new", "control": control}

    answer = Impact(of="rework", **options).answer(log_of(events))  # type: ignore[arg-type]

    arms: dict[str, list[list[Drawn]]] = {"new": [], "old": []}
    for path in paths_of(events).values():
        version = next((version for *_, version in path if version is not None), None)
        if version is not None:
            arms[version].append(path)
    held(answer, reworked(arms["new"]), reworked(arms["old"]))
    assert answer.design == "arms"


@given(events=EVENTS)
def test_two_changes_are_taken_from_each_other(events: list[Drawn]) -> None:
    options: dict[str, Any] = {"attribute": "version", "treated": "new"}
    change = f"1970-01-01T00:0{CHANGE}:00Z"

    answer = Impact(of="rework", change=change, **options).answer(log_of(events))  # type: ignore[arg-type]

    cells: dict[tuple[str, bool], list[list[Drawn]]] = {}
    for path in paths_of(events).values():
        version = next((version for *_, version in path if version is not None), None)
        if version is not None:
            cells.setdefault((version, path[0][2] >= CHANGE), []).append(path)
    counts = {
        key: reworked(cells.get(key, []))
        for key in [(version, later) for version in ("new", "old") for later in (False, True)]
    }
    if not all(n for _, n in counts.values()):
        assert (answer.effect, answer.verdict) == (None, "too-little-data")
        return
    (a, b), (c, d) = ((counts[version, True], counts[version, False]) for version in ("new", "old"))
    one, two = a[0] / a[1] - b[0] / b[1], c[0] / c[1] - d[0] / d[1]
    (low, high), (less_low, less_high) = newcombe_interval(*a, *b), newcombe_interval(*c, *d)
    assert answer.effect == pytest.approx(one - two)
    # Zou & Donner (2008), Statistics in Medicine 27, 1693-1702: each side adds its own distance.
    assert answer.interval == pytest.approx(
        (
            one - two - math.hypot(one - low, less_high - two),
            one - two + math.hypot(high - one, two - less_low),
        ),
        abs=1e-8,
    )


@given(events=EVENTS)
def test_a_count_is_compared_by_the_day(events: list[Drawn]) -> None:
    change = f"1970-01-01T00:0{CHANGE}:00Z"

    answer = Impact(of="transitions", change=change).answer(log_of(events))  # type: ignore[arg-type]

    paths = paths_of(events)
    first, last = -60, max(event[2] for path in paths.values() for event in path)
    before = sum(path[0][2] < CHANGE for path in paths.values())
    after = sum(path[0][2] >= CHANGE for path in paths.values())
    values = []
    for count, minutes in ((before, CHANGE - first), (after, last - CHANGE)):
        # The last instant is still part of the span after.
        days = (minutes * 60 + (minutes == last - CHANGE) * 1e-6) / 86_400
        if days <= 0:
            assert answer.effect is None
            return
        # Rao (1948): means from which the count lies 1.96 of their own standard errors away.
        root = Z * math.sqrt(count + Z * Z / 4)
        middle = count + Z * Z / 2
        values.append((count / days, (middle - root) / days, (middle + root) / days))
    (v, low, high), (w, less_low, less_high) = values[1], values[0]
    assert answer.unit == "count"
    assert answer.effect == pytest.approx(v - w)
    assert answer.interval == pytest.approx(
        (v - w - math.hypot(v - low, less_high - w), v - w + math.hypot(high - v, w - less_low)),
        abs=1e-6,
        rel=1e-6,
    )
