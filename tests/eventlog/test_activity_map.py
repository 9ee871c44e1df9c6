"""
What activities are called.
"""

from __future__ import annotations

import pytest

from touchline.eventlog.activity_map import ActivityMap, UnreadableActivityMap

WRITTEN = {
    "version": 1,
    "rules": [
        {"activities": ["click", "tap"], "to": "press"},
        {"pattern": r"^/product/\d+$", "to": "product page"},
        {"pattern": "^/", "to": "page"},
        {"activities": ["heartbeat"], "drop": True},
    ],
}


def test_the_first_rule_that_knows_an_activity_decides() -> None:
    names = ActivityMap.from_dict(WRITTEN)

    told = [names.renamed(name) for name in ("tap", "/product/17", "/cart", "heartbeat", "call")]

    assert told == ["press", "product page", "page", None, "call"]


def test_what_no_rule_knows_is_listed() -> None:
    assert ActivityMap.from_dict(WRITTEN).unmapped(["call", "tap", "mail"]) == ("call", "mail")


def test_a_map_is_written_as_it_was_read() -> None:
    assert ActivityMap.from_dict(WRITTEN).to_dict() == WRITTEN


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ([], "$"),
        ({"version": 2}, "version"),
        ({"rulez": []}, "rulez"),
        ({"rules": {}}, "rules"),
        ({"rules": ["click"]}, "rules[0]"),
        ({"rules": [{"activities": ["a"]}]}, "rules[0]"),
        ({"rules": [{"activities": ["a"], "to": "b", "drop": True}]}, "rules[0]"),
        ({"rules": [{"activities": ["a"], "to": " "}]}, "rules[0].to"),
        ({"rules": [{"activities": "a", "to": "b"}]}, "rules[0].activities"),
        ({"rules": [{"to": "b"}]}, "rules[0]"),
        ({"rules": [{"pattern": "(", "to": "b"}]}, "rules[0].pattern"),
        ({"rules": [{"patern": "a", "to": "b"}]}, "rules[0].patern"),
    ],
)
def test_a_fault_is_named_with_its_place(written: object, at: str, language: str) -> None:
    with pytest.raises(UnreadableActivityMap) as caught:
        ActivityMap.from_dict(written)

    assert caught.value.at == at
    assert len(caught.value.told(language).splitlines()) == 3
