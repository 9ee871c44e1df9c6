"""
Records of plans refuse what cannot be, in words that a person understands.
"""

from __future__ import annotations

from typing import Any

import pytest

from touchline.document.validate import validated
from touchline.i18n import LANGUAGES
from touchline.model.work import RECORDS
from touchline.model.work.stakeholder import Stakeholder

DAY, NEXT = "2026-12-01", "2026-12-02"
HOURS = {"begin": "18:00", "end": "20:00", "zone": "Asia/Kuala_Lumpur"}
ASKED = {"map": "tea", "steps": ["pay"], "purpose": "Thanks", "basis": "contract"}


def faults(kind: str, fields: dict[str, Any]) -> list[tuple[str, str]]:
    found, _ = validated(RECORDS[kind], {"id": "it", "title": "It", **fields})
    for one in found:
        assert len({one.told(language) for language in LANGUAGES}) == len(LANGUAGES)
    return [(one.path, one.name) for one in found]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"start": DAY, "end": NEXT}, []),
        ({"start": NEXT, "end": DAY}, [("$", "end-before-start")]),
        ({"end": DAY}, [("$", "needs-one-of")]),
        ({"start": DAY, "hours": HOURS}, []),
        ({"start": DAY, "end": NEXT, "hours": HOURS | {"end": "06:00"}}, []),
        ({"start": DAY, "hours": HOURS | {"end": "18:00"}}, [("$", "end-before-start")]),
        ({"hours": HOURS | {"begin": "six"}}, [("$.hours.begin", "unreadable-clock")]),
        # YAML takes 18:00 without quotes for a number of seconds.
        ({"hours": HOURS | {"begin": 1080}}, [("$.hours.begin", "text-needs-quotes")]),
        ({"hours": HOURS | {"zone": "Bonn"}}, [("$.hours.zone", "unknown-zone")]),
        ({"hours": HOURS | {"zone": "America"}}, [("$.hours.zone", "unknown-zone")]),
        ({"needs": [{"since": DAY}]}, [("$.needs[0]", "needs-one-of")]),
    ],
)
def test_the_days_and_hours_of_an_activity(
    fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert faults("campaign", fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"purpose": " "}, [("$", "needs-one-of")]),
        ({"basis": "consent"}, [("$", "needs-one-of")]),
        ({"basis": "consent", "consent": {"agreed": ["yes"]}}, []),
        ({"steps": []}, [("$.steps", "at-least-one")]),
        ({"waited_at_least": "soon"}, [("$.waited_at_least", "unreadable-duration")]),
    ],
)
def test_an_audience_says_what_for_and_on_what_ground(
    fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert faults("audience", ASKED | fields) == expected


def test_an_impact_map_has_a_goal_and_names_somebody() -> None:
    assert faults("impact-map", {}) == [("$", "needs-one-of")]
    assert faults("impact-map", {"why": "More", "parties": [{}]}) == [
        ("$.parties[0]", "needs-one-of")
    ]


@pytest.mark.parametrize(
    ("power", "interest", "dealing"),
    [
        # Mendelow's grid, the middle of five counted as high.
        (5, 5, "work-together"),
        (3, 3, "work-together"),
        (4, 2, "keep-satisfied"),
        (2, 4, "keep-informed"),
        (1, 2, "watch"),
    ],
)
def test_power_and_interest_say_how_a_stakeholder_is_met(
    power: int, interest: int, dealing: str
) -> None:
    one = Stakeholder.model_validate(
        {"id": "a", "title": "A", "power": power, "interest": interest}
    )

    assert one.dealing == dealing
