from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.oracle_logs import Drawn, cases_of, log_of
from touchline.analysis.what_if import WhatIf, WhatIfAnswer

if TYPE_CHECKING:
    from touchline.eventlog.log import EventLog

EVENTS: st.SearchStrategy[list[Drawn]] = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("ABXZ"), st.integers(0, 9)),
    min_size=1,
    max_size=40,
)

#: For each place, how likely each next place is.
Table = dict[str, dict[str, Fraction]]


def ask(log: EventLog, **options: Any) -> WhatIfAnswer:
    answer: WhatIfAnswer = WhatIf(**{"target": "Z", "draws": 20, **options}).answer(log)
    return answer


def table_of(events: list[Drawn]) -> Table:
    """
    Count what follows what, by definition, in exact fractions; Z is the goal.
    """
    counts: dict[str, dict[str, int]] = {}
    for path in cases_of(events).values():
        names = [name for name, _ in path]
        names = [*names[: names.index("Z")], "goal"] if "Z" in names else [*names, "exit"]
        for a, b in pairwise(["start", *names]):
            counts.setdefault(a, {}).setdefault(b, 0)
            counts[a][b] += 1
    return {
        a: {b: Fraction(n, sum(out.values())) for b, n in out.items()} for a, out in counts.items()
    }


def completing(table: Table) -> float:
    """
    Walk all ways at once until hardly anybody is still under way.
    """
    here, done = {"start": 1.0}, 0.0
    moves = {a: {b: float(p) for b, p in out.items()} for a, out in table.items()}
    for _ in range(4000):
        following: dict[str, float] = {}
        for a, mass in here.items():
            for b, p in moves.get(a, {"exit": 1.0}).items():
                following[b] = following.get(b, 0.0) + mass * p
        done += following.pop("goal", 0.0)
        following.pop("exit", 0.0)
        here = following
    return done


@given(events=EVENTS, part=st.sampled_from((0.0, 0.25, 1.0)))
def test_fewer_exits_and_other_ways_follow_the_definition(events: list[Drawn], part: float) -> None:
    log = log_of(events)
    table = table_of(events)
    expected = {name: dict(out) for name, out in table.items()}
    if "A" in table and table["A"].get("exit", 0) != 1:
        out, share = expected["A"], Fraction(part)
        leaving = out.get("exit", Fraction(0))
        fewer = leaving * (1 - share)
        out.update({b: p * (1 - fewer) / (1 - leaving) for b, p in out.items()})
        out["exit"] = fewer
    if "A" not in log.activities:
        return

    answer = ask(log, cut_exit=(f"A:{part}",))

    one = answer.forecasts[0]
    assert one.share_before == pytest.approx(completing(table), abs=1e-9)
    assert one.share_after == pytest.approx(completing(expected), abs=1e-9)
    # Both orders reach the target as often as it was reached.
    done = sum("Z" in [name for name, _ in path] for path in cases_of(events).values())
    for forecast in answer.forecasts:
        assert forecast.share_before == pytest.approx(done / answer.paths)
        assert part > 0 or forecast.difference == 0.0


@given(events=EVENTS, part=st.sampled_from((0.0, 0.5, 1.0)), to=st.sampled_from(("B", "Z")))
def test_whoever_is_sent_elsewhere_goes_on_from_there(
    events: list[Drawn], part: float, to: str
) -> None:
    log = log_of(events)
    if not {"A", "B"} <= {*log.activities}:
        return
    table = table_of(events)
    expected = {name: dict(out) for name, out in table.items()}
    if "A" in table:
        moved = expected["A"].get("exit", Fraction(0)) * Fraction(part)
        place = "goal" if to == "Z" else to
        expected["A"]["exit"] = expected["A"].get("exit", Fraction(0)) - moved
        expected["A"][place] = expected["A"].get(place, Fraction(0)) + moved

    answer = ask(log, redirect=(f"A:(end):{to}:{part}",))

    assert answer.forecasts[0].share_after == pytest.approx(completing(expected), abs=1e-9)
    assert part > 0 or [one.difference for one in answer.forecasts] == [0.0, 0.0]


@given(events=EVENTS)
def test_whoever_would_have_come_to_what_is_gone_is_lost(events: list[Drawn]) -> None:
    log = log_of(events)
    if "A" not in log.activities:
        return
    expected = {name: dict(out) for name, out in table_of(events).items()}
    for out in expected.values():
        out["exit"] = out.get("exit", Fraction(0)) + out.pop("A", Fraction(0))

    answer = ask(log, remove=("A",), reroute="lost")

    assert answer.forecasts[0].share_after == pytest.approx(completing(expected), abs=1e-9)
    assert answer.forecasts[-1].share_after <= answer.forecasts[-1].share_before + 1e-12
