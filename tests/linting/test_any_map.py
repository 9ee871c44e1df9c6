"""
Every rule over maps that nobody would draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from tests.scene.odd import odd_map
from touchline.i18n import LANGUAGES
from touchline.lanes import LANES
from touchline.linting.engine import lint
from touchline.linting.report import as_json, as_sarif, as_text
from touchline.linting.summary import summarise
from touchline.model.experience import Persona
from touchline.model.map import Branch, JourneyMap, Review
from touchline.model.text import LocalText

if TYPE_CHECKING:
    import datetime as dt

ODD = odd_map(*sorted(LANES))
STEPS = [step.id for step in ODD.steps]
DAYS = st.dates()


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap[Any]:
    """
    Draw any ways over the odd steps, of any status, reviewed on any day.
    """
    ends = st.sampled_from(STEPS[:6])
    kinds = st.sampled_from(["failure", "recovery", "loop", "choice"])
    branches = tuple(
        Branch.model_validate({"id": f"b{n}", "kind": kind, "from": origin, "to": to})
        for n, (kind, origin, to) in enumerate(
            draw(st.lists(st.tuples(kinds, ends, ends | st.none()), max_size=12))
        )
    )
    paths = st.sampled_from(["main", "failure", "recovery"])
    stages = tuple(
        stage.model_copy(
            update={
                "kind": draw(st.sampled_from([None, "awareness", "purchase", "loyalty"])),
                "steps": tuple(
                    step.model_copy(update={"path": draw(paths)}) for step in stage.steps
                ),
            }
        )
        for stage in ODD.stages
    )
    rhythm = draw(st.sampled_from([None, "90d", "x", "9999d"]))
    names = draw(st.lists(st.booleans(), max_size=3))
    return ODD.model_copy(
        update={
            "stages": stages,
            "branches": branches,
            "lanes": draw(st.permutations(ODD.lanes))[: draw(st.integers(0, 6))],
            "status": draw(st.sampled_from(["draft", "published"])),
            "review": Review(last=draw(DAYS | st.none()), every=rhythm),
            "personas": tuple(
                Persona(id=f"p{n}", name=LocalText.of("Ana"), primary=is_primary)
                for n, is_primary in enumerate(names)
            ),
        }
    )


@given(journey=maps(), today=DAYS, language=st.sampled_from(LANGUAGES))
def test_any_map_is_looked_over_the_same_way_twice_and_told_in_any_language(
    journey: JourneyMap[Any], today: dt.date, language: str
) -> None:
    found = lint(journey, today=today)

    assert lint(journey, today=today) == found
    assert all(one.path.startswith("$") for one in found)
    summaries = {"any.yaml": summarise(journey, today=today)}
    for write in (as_text, as_json, as_sarif):
        assert write({"any.yaml": found}, language, summaries)
