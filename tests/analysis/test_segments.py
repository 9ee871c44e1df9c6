from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.oracle.oracle_logs import TICK, Drawn, cases_of, drawn_events, log_of
from touchline.analysis.segments import Segments, SegmentsAnswer
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p


def ask(log: EventLog, *segments: Any, **options: Any) -> SegmentsAnswer:
    return Segments(segments=segments, **options).answer(log)


PEOPLE = EventLog.from_events(
    [
        {"case": f"{i}", "activity": "visit", "timestamp": i * TICK, "channel": "web"}
        for i in range(10)
    ]
    + [
        {"case": f"{i}", "activity": "pay", "timestamp": 20 * TICK, "channel": "shop"}
        for i in (0, 1, 2, 7)
    ],
    case_attributes={f"{i}": {"town": "Bonn" if i < 4 else "Ulm", "id": f"{i}"} for i in range(10)},
)


def test_a_profile_holds_a_segment_against_the_rest() -> None:
    answer = ask(PEOPLE, "town=Bonn")

    # By hand: of the four of Bonn three pay in the shop, of the other six one.
    told = {(one.kind, one.name): one for one in answer.profile}
    paid = told["activity", "pay"]
    assert (paid.cases, paid.share, paid.share_of_rest) == (3, 3 / 4, 1 / 6)
    assert paid.interval == newcombe(3, 4, 1, 6)
    assert paid.p == proportions_p(3, 4, 1, 6)
    assert told["channel", "shop"].difference == paid.difference
    assert told["activity", "visit"].difference == 0
    assert told["attribute", "town=Bonn"].difference == 1
    assert [one.q for one in answer.profile] == list(
        benjamini_hochberg([one.p for one in answer.profile])
    )
    assert answer.tests == len(answer.profile) == 16


def test_segments_tell_their_size_and_length() -> None:
    answer = ask(PEOPLE, "town=Bonn", "did pay")

    # By hand: 0 pays after 20 minutes, 1 after 19, 2 after 18, and 3 never; 7 after 13.
    bonn, paying = answer.segments
    assert (bonn.cases, bonn.share, bonn.median_events) == (4, 0.4, 2)
    assert paying.median_us == 18.5 * TICK
    assert (answer.in_none, answer.in_several) == (5, 3)


def test_the_span_of_time_chooses_by_the_first_event() -> None:
    answer = ask(PEOPLE, "did pay", start="1970-01-01T00:07", end="1970-01-01T00:09")

    # By hand: customers 7 and 8 come first in these two minutes, and 7 pays.
    assert (answer.cases, answer.segments[0].cases) == (2, 1)


def test_an_attribute_that_is_not_known_of_all_is_compared_among_those_of_whom_it_is() -> None:
    towns = {"ann": "Bonn", "ben": "Ulm", "cam": "Bonn", "dot": "Ulm", "eve": "Ulm"}
    events = [
        {"case": case, "activity": activity, "timestamp": i * TICK}
        for case in (*towns, "fay", "gus", "hal")
        for i, activity in enumerate(("visit", "pay") if case in "ann ben cam fay" else ("visit",))
    ]
    log = EventLog.from_events(events, case_attributes={c: {"town": t} for c, t in towns.items()})

    answer = Segments.model_validate({"segments": ("did pay",)}).answer(log)

    bonn = next(one for one in answer.profile if one.name == "town=Bonn")
    # By hand: of the four who paid three have a town, two of them Bonn; of the four others two
    # have one, and neither is Bonn.
    assert (bonn.cases, bonn.known, bonn.known_of_rest) == (2, 3, 2)
    assert (bonn.share, bonn.share_of_rest) == (2 / 3, 0)
    # What they did is in the log for everybody.
    visit = next(one for one in answer.profile if one.name == "visit")
    assert (visit.known, visit.known_of_rest) == (4, 4)


def test_a_segment_that_nobody_belongs_to_is_warned_of_in_every_language() -> None:
    answer = ask(PEOPLE, "town=Hof")

    empty = [one for one in answer.warnings if one.name == "empty-segment"]
    assert all(empty[0].told(tag) for tag in LANGUAGES)
    assert answer.profile == ()


@given(events=drawn_events())
def test_what_sets_apart_is_counted_as_by_definition(events: list[Drawn]) -> None:
    answer = ask(log_of(events), "did A")

    paths = cases_of(events)
    inside = {case for case, path in paths.items() if any(a == "A" for a, _ in path)}
    assert answer.segments[0].cases == len(inside)
    for told in answer.profile:
        having = {case for case, path in paths.items() if any(a == told.name for a, _ in path)}
        rest = set(paths) - inside
        assert told.cases == len(having & inside)
        assert told.share_of_rest == pytest.approx(len(having & rest) / len(rest))
