"""
Measuring, against figures worked out by hand.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from touchline.eventlog.log import EventLog
from touchline.measuring.errors import NothingBound, NothingRecognised
from touchline.measuring.measure import measure
from touchline.model.experience import Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Lane, Stage, Step
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Mapping

# Five customers by hand. A window of 7 days; the log ends on 30 January.
#   ann  visit 1, basket 2, pay 3        follows the plan to its end
#   ben  visit 1, pay 2                  skips the basket
#   cem  visit 1, basket 2, visit 3      goes back
#   dan  visit 28                        still has time: pending
#   eva  visit 1, basket 2, basket 2, help 3, pay 4   repeats, with an unknown event between
EVENTS = [
    ("ann", "visit", "2026-01-01"),
    ("ann", "basket", "2026-01-02"),
    ("ann", "pay", "2026-01-03"),
    ("ben", "visit", "2026-01-01"),
    ("ben", "pay", "2026-01-02"),
    ("cem", "visit", "2026-01-01"),
    ("cem", "basket", "2026-01-02"),
    ("cem", "visit", "2026-01-03"),
    ("dan", "visit", "2026-01-28"),
    ("eva", "visit", "2026-01-01"),
    ("eva", "basket", "2026-01-02"),
    ("eva", "basket", "2026-01-02"),
    ("eva", "help", "2026-01-03"),
    ("eva", "pay", "2026-01-04"),
    ("fay", "help", "2026-01-30"),
]


def planned(
    *steps: tuple[str, tuple[str, ...]], window: str | None = "7d", **of_steps: Mapping[str, object]
) -> JourneyMap:
    """
    Build a map whose steps are bound to activities.
    """
    cells = tuple(
        Cell[Touchpoint].model_validate(
            {"at": step, "cards": [{"id": f"t-{step}", "binding": [{"activities": list(names)}]}]}
        )
        for step, names in steps
    )
    columns = [
        Step.model_validate({"id": step, "name": step, **of_steps.get(step, {})})
        for step, _ in steps
    ]
    return JourneyMap.model_validate(
        {
            "id": "shop",
            "title": "Shop",
            "stages": [Stage(id="all", name=LocalText.of("All"), steps=tuple(columns))],
            "lanes": [Lane[Touchpoint](id="touchpoints", kind="touchpoints", cells=cells)],
            "measurement": {"window": window},
        }
    )


@pytest.fixture
def log() -> EventLog:
    return EventLog.from_events(EVENTS)


@pytest.fixture
def journey() -> JourneyMap:
    return planned(("visit", ("visit",)), ("basket", ("basket",)), ("pay", ("pay",)))


def test_a_step_counts_who_came_who_went_on_who_was_lost_and_who_still_can(
    journey: JourneyMap, log: EventLog
) -> None:
    measured = measure(journey, log)

    visit = measured.measures.of("visit")
    assert visit is not None
    # By hand: all five visit; ann, cem and eva reach the basket; ben does not; dan has until
    # 4 February.
    counts = (visit.reached, visit.completion, visit.lost, visit.pending)
    assert [figure and figure.value for figure in counts] == [5, 3 / 5, 1 / 5, 1]


def test_the_rate_of_elapsed_windows_leaves_pending_customers_out(
    journey: JourneyMap, log: EventLog
) -> None:
    visit = measure(journey, log).measures.of("visit")

    assert visit is not None
    assert visit.completion_mature is not None
    # By hand: three of the four whose seven days are over.
    assert (visit.completion_mature.value, visit.completion_mature.n) == (3 / 4, 4)


def test_the_end_of_the_way_is_rated_among_elapsed_windows_too(
    journey: JourneyMap, log: EventLog
) -> None:
    measures = measure(journey, log).measures

    assert measures.completion_mature is not None
    # By hand: dan is pending; of the other four ann and eva pay after a basket.
    assert (measures.completion_mature.value, measures.completion_mature.n) == (2 / 4, 4)
    assert measures.is_mature_first


def test_every_share_carries_its_wilson_interval(journey: JourneyMap, log: EventLog) -> None:
    completion = measure(journey, log).measures.completion

    assert completion is not None
    # Two of five reach the end; Wilson's 95 % interval of 2/5 is 0.1176 to 0.7693
    # (statsmodels.stats.proportion.proportion_confint(2, 5, method="wilson")).
    assert completion.low == pytest.approx(0.1176, abs=5e-5)
    assert completion.high == pytest.approx(0.7693, abs=5e-5)
    assert completion.is_thin


def test_real_paths_are_held_against_the_planned_one(journey: JourneyMap, log: EventLog) -> None:
    found = measure(journey, log).measures.conformance

    assert found is not None
    # By hand, of five customers with a planned step: ann and dan follow; eva keeps the order too.
    assert (found.follows.value, found.in_order.value, found.complete.value) == (
        2 / 5,
        3 / 5,
        2 / 5,
    )
    rows = {(row.kind, row.step, row.activity, row.share.value) for row in found.deviations}
    assert rows == {
        ("skipped", "basket", None, 1 / 5),
        ("backward", "visit", None, 1 / 5),
        ("repeated", "basket", None, 1 / 5),
        ("inserted", "basket", "help", 1 / 5),
    }


def test_events_that_the_map_does_not_know_are_named_and_counted(
    journey: JourneyMap, log: EventLog
) -> None:
    found = measure(journey, log).measures.conformance

    assert found is not None
    # By hand: two events of help among fifteen.
    assert found.unknown_events.value == pytest.approx(2 / 15)
    assert found.unknown_activities == {"help": 2}


def test_customers_stand_where_their_last_known_event_put_them(
    journey: JourneyMap, log: EventLog
) -> None:
    steps = measure(journey, log).measures.steps

    # By hand, R-006: cem and dan at the visit, nobody at the basket, ann, ben and eva at pay; fay
    # is one of the six customers and stands nowhere on this map.
    shares = [step.occupancy.value for step in steps if step.occupancy is not None]
    assert shares == [2 / 6, 0, 3 / 6]


def test_one_activity_may_stand_for_its_first_and_its_second_time(log: EventLog) -> None:
    journey = planned(("first", ("basket",)), ("second", ("basket",)), window=None)

    measured = measure(journey, log).measures

    # By hand: ann, cem and eva fill a basket once; only eva fills a second one.
    reached = [step.reached.value for step in measured.steps if step.reached is not None]
    assert reached == [3, 1]


def test_a_touchpoint_counts_the_events_of_its_own_step_only(log: EventLog) -> None:
    journey = planned(("first", ("basket",)), ("second", ("basket",)), window=None)

    steps = measure(journey, log).measures.steps

    # By hand: of four baskets three are somebody's first and one, of eva, is a second.
    assert [step.touchpoint_events for step in steps] == [{"t-first": 3}, {"t-second": 1}]


def test_a_renamed_activity_keeps_its_history(log: EventLog) -> None:
    journey = planned(("visit", ("visit",)), ("pay", ("pay",)))
    lane = journey.lanes[0].model_dump()
    lane["cells"][1]["cards"][0]["binding"] = [
        {"activities": ["pay"], "until": dt.date(2026, 1, 2)},
        {"activities": ["help"], "since": dt.date(2026, 1, 4)},
    ]
    dated = journey.model_copy(update={"lanes": (Lane[Touchpoint].model_validate(lane),)})

    pay = measure(dated, log).measures.of("pay")

    # By hand: of the payments only ben's falls on or before 2 January; of the calls for help only
    # fay's falls on or after the fourth.
    assert pay is not None
    assert pay.events == 2


def test_a_touchpoint_without_events_is_named(log: EventLog) -> None:
    journey = planned(("visit", ("visit",)), ("ship", ("shipped",)), ("pay", ("pay",)))

    found = measure(journey, log).measures.conformance

    assert found is not None
    assert found.silent_touchpoints == ("t-ship",)


def test_optional_steps_may_come_at_any_time(log: EventLog) -> None:
    journey = planned(
        ("visit", ("visit",)),
        ("basket", ("basket",)),
        ("pay", ("pay",)),
        ("help", ("help",)),
        help={"optional": True},
    )

    found = measure(journey, log).measures.conformance

    assert found is not None
    assert found.unknown_activities == {}
    assert not [row for row in found.deviations if row.kind == "inserted"]


@pytest.mark.parametrize(
    ("at_least", "verdict"),
    [
        # One of five still has time, so the rate of elapsed windows counts: 3 of 4 is 0.75, and
        # Wilson's upper bound of it is 0.954 (statsmodels proportion_confint): chance could explain
        # a true share of 0.8, not one of 0.99.
        (0.75, "met"),
        (0.8, "below"),
        (0.99, "missed"),
    ],
)
def test_a_target_is_missed_only_when_chance_cannot_explain_it(
    log: EventLog, at_least: float, verdict: str
) -> None:
    target = {"targets": [{"metric": "completion", "at_least": at_least}]}
    journey = planned(
        ("visit", ("visit",)), ("basket", ("basket",)), ("pay", ("pay",)), visit=target
    )

    visit = measure(journey, log).measures.of("visit")

    assert visit is not None
    assert [check.verdict for check in visit.targets] == [verdict]


def test_a_map_without_bindings_says_so(log: EventLog) -> None:
    journey = JourneyMap.model_validate({"id": "empty", "title": "Empty"})

    with pytest.raises(NothingBound, match="bound to events"):
        measure(journey, log)


def test_a_log_of_other_activities_is_refused_with_both_vocabularies(log: EventLog) -> None:
    journey = planned(("a", ("login",)), ("b", ("logout",)))

    with pytest.raises(NothingRecognised) as refused:
        measure(journey, log)

    assert "login, logout" in refused.value.told("en")
    assert "basket, help, pay, visit" in refused.value.told("de")
