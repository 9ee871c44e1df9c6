"""
The published JSON Schema: valid, fresh, described, and of one mind with reading.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.oracle.map_strategies import plain_maps
from touchline.document.programme import plain_programme
from touchline.document.schema import SCHEMAS, json_schema, programme_schema, schema_text
from touchline.document.syntax import compose
from touchline.lanes import LANES
from touchline.model.programme import Goal, Member, Programme
from touchline.model.text import LocalText

SCHEMA = json_schema()


def test_it_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("what", SCHEMAS)
def test_the_published_file_is_fresh(what: str) -> None:
    published = Path(f"docs/reference/{what}.schema.json").read_text(encoding="utf-8")

    assert published == schema_text(what)


def test_every_kind_of_lane_is_in_it() -> None:
    kinds = {
        definition["properties"]["kind"]["const"]
        for name, definition in SCHEMA["$defs"].items()
        if name.endswith("Lane")
    }

    assert kinds == set(LANES)


def test_every_key_of_a_map_is_described() -> None:
    keys = {key for key, entry in SCHEMA["properties"].items() if "description" not in entry}

    assert keys == {"measured"}


@given(plain_maps())
def test_any_map_that_can_be_read_fits_the_schema(plain) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(plain)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{touchline: 1, id: a, title: A, titel: B}",
        "{id: a, title: A}",
        "{touchline: 1, id: a b, title: A}",
        "{touchline: 1, id: a, title: {}}",
        "{touchline: 1, id: a, title: A, lanes: [{id: l, kind: swim}]}",
    ],
)
def test_what_cannot_be_read_does_not_fit_the_schema(text: str) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(compose(text)[0].value)


def test_the_schema_of_a_programme_describes_its_keys_and_no_lanes() -> None:
    schema = programme_schema()

    Draft202012Validator.check_schema(schema)
    assert [key for key, entry in schema["properties"].items() if "description" not in entry] == []
    assert {"touchline", "id", "title"} <= set(schema["required"])
    assert not [name for name in schema["$defs"] if name.endswith("Lane")]


def test_a_programme_fits_its_schema_and_a_slip_does_not() -> None:
    programme = Programme(
        id="shop",
        title=LocalText.of({"en": "Shop", "de": "Laden"}),
        goals=(Goal(id="more", statement=LocalText.of("More orders"), owner="Ana"),),
        maps=(Member(file="a.map.yaml", goals=("more",)),),
    )
    plain = plain_programme(programme)
    judge = Draft202012Validator(programme_schema())

    assert list(judge.iter_errors(plain)) == []
    for slip in ({"titel": "Shop"}, {"id": "a b"}, {"maps": [{"goals": ["more"]}]}):
        assert list(judge.iter_errors(plain | slip))
