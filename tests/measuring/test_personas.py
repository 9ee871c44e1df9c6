"""
Personas held against the customers of a log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from tests.measuring.test_measure import EVENTS, planned
from touchline.analysis import UnknownAttribute
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.measuring.errors import NoPersonaBound
from touchline.measuring.measure import measure
from touchline.measuring.personas import profile_personas, segments_of_personas
from touchline.model.experience import Persona

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.model.map import JourneyMap

TOWNS = {"ann": "Bonn", "ben": "Bonn", "cem": "Ulm", "dan": "Ulm", "eva": "Hof"}
LOG = EventLog.from_events(
    EVENTS, case_attributes={case: {"town": town} for case, town in TOWNS.items()}
)


def journey(*personas: Mapping[str, object]) -> JourneyMap:
    """
    Build a map with such personas.
    """
    found = tuple(Persona.model_validate(persona) for persona in personas)
    steps = (("visit", ("visit",)), ("pay", ("pay",)))
    return planned(*steps).model_copy(update={"personas": found})


RHINE: dict[str, object] = {"id": "rhine", "name": "Rhinelander", "segment": {"town": ["Bonn"]}}
SOUTH = {"id": "south", "name": "Southerner", "segment": {"town": ["Ulm", "Hof"]}}
IDLE = {"id": "idle", "name": "Idler"}


def test_a_measured_map_tells_how_many_customers_each_persona_stands_for() -> None:
    measured = measure(journey(RHINE, SOUTH, IDLE), LOG)

    # By hand: two of the six customers live in Bonn, three in Ulm and Hof; the idler names nobody.
    assert [(one.persona, one.share.value, one.share.n) for one in measured.measures.personas] == [
        ("rhine", 2 / 6, 6),
        ("south", 3 / 6, 6),
    ]


def test_a_persona_may_say_what_its_customers_did_and_did_not_do() -> None:
    doer = {"id": "doer", "name": "Doer", "deeds": ["did visit", "did not pay"]}
    joined = {**RHINE, "id": "both", "deeds": ["did pay"]}

    measured = measure(journey(doer, joined), LOG)

    # By hand: cem and dan visit and never pay; ann and ben live in Bonn and pay.
    assert [one.share.value for one in measured.measures.personas] == [2 / 6, 2 / 6]


def test_a_persona_is_measured_with_the_channels_that_reach_it_and_how_many_arrive() -> None:
    events = [
        {"case": case, "activity": name, "timestamp": f"2026-01-0{day}", "channel": channel}
        for case, name, day, channel in (
            ("ann", "visit", 1, "web"),
            ("ann", "visit", 2, "web"),
            ("ann", "pay", 3, "store"),
            ("ben", "visit", 1, "web"),
            ("cem", "visit", 1, "store"),
        )
    ]
    log = EventLog.from_events(
        events, case_attributes={case: {"town": TOWNS[case]} for case in ("ann", "ben", "cem")}
    )

    rhine, south = measure(journey(RHINE, SOUTH), log).measures.personas

    # By hand: ann and ben live in Bonn; the web reaches both, the store ann alone, who pays.
    assert [(one.channel, one.share.value, one.share.n) for one in rhine.channels] == [
        ("web", 1.0, 2),
        ("store", 0.5, 2),
    ]
    assert rhine.completion is not None
    assert (rhine.completion.value, rhine.completion.n) == (0.5, 2)
    assert [(one.channel, one.share.value) for one in south.channels] == [("store", 1.0)]


@pytest.mark.parametrize("deed", ["pay", "did ", "did pay & did ask", "did pay within ever"])
def test_what_tells_no_deed_is_refused(deed: str) -> None:
    with pytest.raises(ValidationError, match="tells no deed"):
        Persona.model_validate({"id": "doer", "name": "Doer", "deeds": [deed]})


def test_a_persona_that_the_log_cannot_tell_has_no_share() -> None:
    measured = measure(journey({**RHINE, "segment": {"income": ["high"]}}), LOG)

    assert [(one.share.value, one.share.is_thin) for one in measured.measures.personas] == [
        (None, True)
    ]


def test_a_persona_has_a_profile_against_the_rest() -> None:
    answer = profile_personas(journey(RHINE, SOUTH), LOG)

    # By hand: ann and ben of Bonn both pay, of the other four eva alone.
    paid = next(one for one in answer.profile if one.name == "pay")
    assert (paid.segment, paid.share, paid.share_of_rest) == ("Rhinelander", 1.0, 0.25)
    assert (answer.in_none, answer.in_several) == (1, 0)


def test_the_segments_of_personas_go_into_any_question() -> None:
    segments = segments_of_personas(journey(RHINE, IDLE))

    assert list(segments) == ["rhine"]
    assert segments["rhine"].mask(LOG).tolist() == [True, True, False, False, False, False]


def test_a_map_whose_personas_name_nobody_is_refused_in_every_language() -> None:
    with pytest.raises(NoPersonaBound) as refusal:
        profile_personas(journey(IDLE), LOG)

    assert all(refusal.value.told(tag) for tag in LANGUAGES)


def test_a_profile_by_an_attribute_that_the_log_lacks_is_refused() -> None:
    with pytest.raises(UnknownAttribute):
        profile_personas(journey({**RHINE, "segment": {"income": ["high"]}}), LOG)
