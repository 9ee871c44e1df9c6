"""
Where customers went from a step, against ways followed by hand (R-204).
"""

from __future__ import annotations

import pytest

from tests.measuring.test_measure import EVENTS, planned
from touchline.eventlog.log import EventLog
from touchline.kernels.intervals import wilson
from touchline.measuring.onward import WaysOn, ways_on
from touchline.measuring.whereabouts import stays, steps_met

DAY_US = 86_400_000_000
STEPS = (("visit", ("visit",)), ("basket", ("basket",)), ("pay", ("pay",)))


def ways(step: int) -> WaysOn:
    log = EventLog.from_events(EVENTS)
    return ways_on([stays(steps_met(planned(*STEPS), log), log)], step)


def test_everybody_is_followed_from_the_first_time_at_a_step_to_the_next_step() -> None:
    found = ways(0)

    # By hand: ann, cem and eva go from the visit to the basket in a day; ben pays in a day; dan has
    # gone nowhere so far.
    assert (found.cases, found.stayed) == (5, 1)
    assert [(one.step, one.cases, one.median_us) for one in found.ways] == [
        (1, 3, DAY_US),
        (2, 1, DAY_US),
    ]
    assert [one.share for one in found.ways] == [3 / 5, 1 / 5]
    assert found.ways[0].interval == wilson(3, 5)


def test_events_of_no_step_are_passed_over_and_going_back_is_a_way_on() -> None:
    found = ways(1)

    # By hand: ann pays after a day, eva after two with a call for help between; cem goes back.
    assert [(one.step, one.cases) for one in found.ways] == [(2, 2), (0, 1)]
    assert found.ways[0].median_us == 1.5 * DAY_US
    assert found.stayed == 0


@pytest.mark.parametrize("step", [2, 7])
def test_from_the_end_and_from_where_nobody_was_no_way_leads_on(step: int) -> None:
    found = ways(step)

    # By hand: ann, ben and eva end with paying.
    assert (found.cases, found.stayed, found.ways) == ((3, 3, ()) if step == 2 else (0, 0, ()))
