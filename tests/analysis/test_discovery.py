from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.shop import DAY, SHOP
from tests.oracle.oracle_logs import Drawn, drawn_events, log_of
from touchline.analysis import Step
from touchline.analysis.discovery import END, START, Discovery
from touchline.eventlog.log import EventLog


def test_the_milestones_of_the_shop_come_in_the_order_in_which_they_are_met() -> None:
    answer = Discovery().answer(SHOP)

    # By hand, docs/explanation/discovery.md.
    found = [(one.activity, one.cases, one.median_position) for one in answer.milestones]
    assert found == [("visit", 6, 1), ("sign up", 4, 2), ("pay", 3, 3)]
    # By hand: visit after 0 0 0 0 0 1 days, sign up after 0 1 6 18, pay after 2 3 14.
    since = [one.median_us_from_start for one in answer.milestones]
    assert since == [0, 3.5 * DAY, 3 * DAY]


def test_the_ways_cover_what_was_asked_and_say_what_they_leave_out() -> None:
    answer = Discovery(coverage=0.5).answer(SHOP)

    # By hand: visit, sign up, pay carries ann and ben; with sign up or visit as an end it also
    # carries eve or dee. One more edge, the third case: half of six.
    assert answer.covered >= 3
    assert {(way.source, way.target) for way in answer.ways} >= {
        (START, "visit"),
        ("visit", "sign up"),
        ("sign up", "pay"),
        ("pay", END),
    }
    assert answer.ways_left_out > 0


@given(
    events=drawn_events(max_size=40),
    coverage=st.sampled_from((0.3, 0.8, 1.0)),
    most=st.integers(1, 4),
)
def test_every_milestone_lies_on_a_way_from_start_to_end(
    events: list[Drawn], coverage: float, most: int
) -> None:
    answer = Discovery(coverage=coverage, max_steps=most).answer(log_of(events))

    ahead: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for way in answer.ways:
        ahead.setdefault(way.source, set()).add(way.target)
        back.setdefault(way.target, set()).add(way.source)
    for origin, neighbours in ((START, ahead), (END, back)):
        seen, frontier = {origin}, [origin]
        while frontier:
            fresh = neighbours.get(frontier.pop(), set()) - seen
            seen |= fresh
            frontier.extend(fresh)
        assert {one.activity for one in answer.milestones} <= seen
    if answer.paths and most == 4:
        assert (answer.coverage or 0) >= coverage - 1e-9
    names = [name for stage in answer.stages for name in stage.milestones]
    assert names == [one.activity for one in answer.milestones]


def test_a_target_looks_only_at_paths_that_reach_it_and_up_to_there() -> None:
    log = EventLog.from_events(
        (case, activity, t)
        for case, path in {"ann": "ABCD", "ben": "ACB", "cam": "AB"}.items()
        for t, activity in enumerate(path)
    )

    answer = Discovery(target=Step.model_validate("C")).answer(log)

    # By hand: ann up to C and ben up to C; D never comes before.
    assert answer.paths == 2
    assert [one.activity for one in answer.milestones] == ["A", "B", "C"]


def test_stages_are_cut_at_the_longest_pauses() -> None:
    days = {"A": 1, "B": 2, "C": 11, "D": 12}
    log = EventLog.from_events(
        (case, activity, f"2026-01-{day:02d}") for case in "xyz" for activity, day in days.items()
    )

    answer = Discovery().answer(log)

    # By hand: four milestones make two stages; the pause of 9 days between B and C parts them.
    assert [stage.milestones for stage in answer.stages] == [("A", "B"), ("C", "D")]


def test_activities_that_are_no_milestones_are_listed() -> None:
    answer = Discovery(max_steps=1).answer(SHOP)

    assert [one.activity for one in answer.milestones] == ["visit"]
    assert [(one.activity, one.cases) for one in answer.left_out] == [("sign up", 4), ("pay", 3)]
    assert answer.milestones[0].is_optional is False


def test_the_blocks_of_a_log_allow_its_paths_and_say_how_many_they_do_not() -> None:
    # By hand: in 99 of 100 paths A comes first, then 49 times B, C and 50 times C, B.
    paths = {f"{i:03d}": "ABC" if i % 2 else "ACB" for i in range(99)} | {"stray": "CBA"}
    log = EventLog.from_events(
        (case, activity, t) for case, path in paths.items() for t, activity in enumerate(path)
    )

    found = Discovery(noise=0.2).answer(log).blocks
    exact = Discovery(noise=0).answer(log).blocks

    assert found is not None
    assert exact is not None
    assert found.text == "->('A', +('C', 'B'))"
    assert (found.tree.kind, [part.kind for part in found.tree.parts]) == (
        "sequence",
        ["activity", "parallel"],
    )
    assert (found.mined, found.fitting) == (100, 99)
    assert found.interval is not None
    assert found.fitness is not None
    assert found.interval.low < found.fitness == 0.99 < found.interval.high
    assert exact.fitting == 100


@given(events=drawn_events(max_size=40))
def test_without_noise_the_blocks_allow_every_path(events: list[Drawn]) -> None:
    answer = Discovery(noise=0).answer(log_of(events))

    # Leemans, Fahland & van der Aalst (2013), theorem 3.
    if answer.paths:
        assert answer.blocks is not None
        assert answer.blocks.fitting == answer.paths
    else:
        assert answer.blocks is None
