"""
Whatever a valid map holds, it survives the whole way: read, edit, merge, lint and draw.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.map_strategies import maps, three_sides
from tests.scene.walking import is_inside, reach
from touchline.document.compare import compare
from touchline.document.diff import diff
from touchline.document.edits import apply
from touchline.document.inventory import inventory, kinds_of_list
from touchline.document.merge import merge
from touchline.document.publication import missing_for_publication
from touchline.document.read import journey_of, loads
from touchline.document.write import dumps
from touchline.exporters import EXPORTERS
from touchline.i18n import LANGUAGES
from touchline.linting.engine import lint
from touchline.linting.report import as_json, as_sarif, as_text
from touchline.linting.summary import summarise
from touchline.scene.comparison import compose_comparison
from touchline.scene.compose import compose
from touchline.templates.derive import DERIVED
from touchline.templates.own import as_template, start_from

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

DAY = dt.date(2026, 11, 22)
TAGS = st.sampled_from(LANGUAGES)


def read_back(journey: JourneyMap[Any]) -> JourneyMap[Any]:
    """
    Write a map as its file would be, and read that.
    """
    return journey_of(loads(dumps(journey)))


def drawn(journey: JourneyMap[Any], language: str) -> None:
    """
    Draw a map, and see that nothing leaves the sheet.
    """
    scene = compose(journey, language=language)
    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in scene.children)


def looked_over(journey: JourneyMap[Any], language: str) -> None:
    """
    Check a map, and tell what was found in every form.
    """
    found = {"any.map.yaml": lint(journey, today=DAY)}
    summaries = {"any.map.yaml": summarise(journey, today=DAY)}
    assert as_text(found, language, summaries)
    for write in (as_json, as_sarif):
        json.loads(write(found, language, summaries))


@given(three_sides(), TAGS)
def test_any_map_is_read_edited_merged_checked_and_drawn(
    sides: tuple[JourneyMap[Any], JourneyMap[Any], JourneyMap[Any]], language: str
) -> None:
    base, ours, theirs = (read_back(side) for side in sides)
    assert (base, ours, theirs) == sides
    assert apply(base, diff(base, ours)) == ours

    merged = merge(base, ours, theirs).journey

    assert read_back(merged) == merged
    looked_over(merged, language)
    drawn(merged, language)


@given(maps, maps, TAGS)
def test_any_two_maps_are_compared_and_drawn_beside_each_other(
    left: JourneyMap[Any], right: JourneyMap[Any], language: str
) -> None:
    scene = compose_comparison(left, right, compare(left, right), language=language)

    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in scene.children)
    assert compare(left, left).is_same


@given(maps, TAGS)
def test_any_map_is_listed_and_told_in_every_text_format(
    journey: JourneyMap[Any], language: str
) -> None:
    scene = compose(journey, language=language)

    for what in kinds_of_list():
        inventory(journey, what, language)
    assert journey_of(loads(EXPORTERS["json"].export(scene).decode(), "json")) == journey
    for form in ("md", "html", "svg"):
        assert EXPORTERS[form].export(scene).decode("utf-8")
    assert {one.severity for one in missing_for_publication(journey)} <= {"error", "warning"}


@given(maps, TAGS)
def test_any_map_becomes_a_template_a_blueprint_and_a_future_state(
    journey: JourneyMap[Any], language: str
) -> None:
    made = [
        as_template(journey, lock=True),
        start_from(as_template(journey), name="own", title="New"),
        *(derive(journey, source="any.map.yaml") for derive in DERIVED.values()),
    ]

    for one in made:
        assert read_back(one) == one
        looked_over(one, language)
        drawn(one, language)
