from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import TICK
from touchline.analysis.reasons import Reasons
from touchline.eventlog.log import EventLog

Drawn = tuple[str, str, int, str | None, int | None]

EVENTS = st.lists(
    st.tuples(
        st.sampled_from("abcde"),
        st.sampled_from("ABX"),
        st.integers(0, 6),
        st.sampled_from(("web", "app", None)),
        st.one_of(st.none(), st.integers(0, 9)),
    ),
    max_size=24,
)


def fate(
    path: list[Drawn], target: str | None, window: int | None, inactivity: int | None, end: int
) -> tuple[str, int] | None:
    """
    Say whether one case left, went on or is open, and where it came to A; by definition.
    """
    at = next((i for i, event in enumerate(path) if event[1] == "A"), None)
    if at is None:
        return None
    begin = path[at][2]
    for event in path:
        is_later = event[2] >= begin and (window is None or event[2] - begin <= window)
        # An earlier row of the same time counts as later too; a time before it never does.
        if is_later and event[1] != "A" and target in {None, event[1]}:
            return "on", at
    still = [end - begin < window] if window is not None else []
    still += [end - path[-1][2] <= inactivity] if inactivity is not None else []
    return ("open" if still and all(still) else "left"), at


@given(
    events=EVENTS,
    target=st.sampled_from((None, "B")),
    window=st.sampled_from((None, 2)),
    inactivity=st.sampled_from((None, 1)),
)
def test_reasons_count_what_the_definition_counts(
    events: list[Drawn], target: str | None, window: int | None, inactivity: int | None
) -> None:
    log = EventLog.from_events(
        {"case": c, "activity": a, "timestamp": t * TICK, "channel": h, "age": age}
        for c, a, t, h, age in events
    )
    spans = {"window": window, "inactivity": inactivity}
    options: dict[str, Any] = {name: f"{60 * n}s" for name, n in spans.items() if n is not None}
    options |= {"after": "A", "target": target, "least": 1}
    answer = Reasons(**options).answer(log)

    paths: dict[str, list[Drawn]] = {}
    for event in sorted(events, key=lambda event: event[2]):
        paths.setdefault(event[0], []).append(event)
    end = max((event[2] for event in events), default=0)
    fates = {case: fate(path, target, window, inactivity, end) for case, path in paths.items()}
    counted = {case: found for case, found in fates.items() if found and found[0] != "open"}
    left = {case for case, found in counted.items() if found[0] == "left"}
    groups: dict[tuple[str, str, str], set[str]] = {}
    for case, (_, at) in counted.items():
        _, _, _, channel, _ = paths[case][at]
        groups.setdefault(("event", "channel", channel or "(none)"), set()).add(case)
        for _, activity, _, medium, _ in paths[case][:at]:
            groups.setdefault(("activity-before", "activity", activity), set()).add(case)
            if medium is not None:
                groups.setdefault(("channel-before", "channel", medium), set()).add(case)
    assert (answer.exits, answer.went_on) == (len(left), len(counted) - len(left))
    assert answer.open == sum(found is not None and found[0] == "open" for found in fates.values())
    found: dict[Any, Any] = {
        (one.kind, one.attribute, one.value): (one.cases, one.exits)
        for one in answer.reasons
        if one.attribute != "age"
    }
    assert found == {
        key: (len(cases), len(cases & left))
        for key, cases in groups.items()
        if len(cases) < len(counted)
    }
    ages = [one for one in answer.reasons if one.attribute == "age"]
    assert not ages or sum(one.cases for one in ages) == len(counted)
