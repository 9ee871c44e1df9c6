"""
The journey as a flowchart (R-082), with real paths beside the planned one (M2).
"""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.shop import measured
from tests.golden.support import support
from tests.scene.maps import branch, met, text, way
from tests.scene.test_any_map import maps, owned_maps
from tests.scene.walking import Reach, groups, is_inside, overlap, reach, texts, words
from touchline.canvas.primitives import Ellipse, Group, Line, Scene
from touchline.document.read import load
from touchline.i18n import LANGUAGES
from touchline.measuring.measured import Deviation, Figure, MeasuredMap
from touchline.model.binding import Matcher
from touchline.model.experience import Touchpoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell
from touchline.scene.compose import compose
from touchline.scene.flow.graph import graph_of
from touchline.scene.subject import Subject

SAMPLES = Path(__file__).parents[2] / "src/touchline/samples/invented_shop"


def flow(journey: JourneyMap[Any] | MeasuredMap, language: str = "en", **more: Any) -> Scene:
    return compose(journey, style="flow", language=language, **more)


def nodes(scene: Scene) -> list[Reach]:
    return [found for group in groups(scene, "node") if (found := reach(group.children[0]))]


def marks(scene: Scene, *, kind: str) -> float:
    """
    Give the middle of the first mark of a kind.
    """
    (mark,) = (group for group in groups(scene, "sign") if group.details.startswith(kind))
    (disc, *_) = (item for item in mark.children if isinstance(item, Ellipse))
    return disc.cx


def with_paths(journey: JourneyMap[Any], paths: dict[int, str]) -> JourneyMap[Any]:
    (stage,) = journey.stages
    steps = tuple(
        step.model_copy(update={"path": paths.get(i, "main")}) for i, step in enumerate(stage.steps)
    )
    return journey.model_copy(update={"stages": (stage.model_copy(update={"steps": steps}),)})


def test_r082_the_blueprint_shows_customer_and_company_in_bands_with_arrows_between() -> None:
    scene = flow(load(SAMPLES / "blueprint.map.yaml"))

    bands = [group.title for group in groups(scene, "band")]
    assert bands == ["Customer", "Frontstage", "Backstage", "Support processes"]
    lines = [group.title for group in groups(scene, "line")]
    assert lines == ["Line of interaction", "Line of visibility", "Line of internal interaction"]
    (links,) = groups(scene, "links")
    # By hand, from the map: eight steps meet the customer, six go on backstage, and five cards of
    # the support processes are reached, one of them past an empty place.
    arrows = [item for item in links.children if isinstance(item, Line)]
    assert len([item for item in arrows if item.x1 == item.x2]) == 8 + 6 + 5
    handed = {group.title for group in groups(scene, "handoff")}
    assert "hand-off from Web shop to E-mail" in handed


def test_r082_steps_run_from_start_to_end_with_branches_and_loops() -> None:
    scene = flow(load(SAMPLES / "map.yaml"), width=6000)

    titles = [group.title for group in groups(scene, "branch")]
    assert "failure path: from “I check out” to “My card is refused” · The bank says no" in titles
    assert "loop: from “My card is refused” to “I check out” · Tries once more" in titles
    assert "failure path: from “My card is refused”, and the journey ends · Gives up" in titles
    assert "recovery path: from “I ask for help” to “It is put right”" in titles
    starts = [group.children[0].x for group in groups(scene, "node")][:12]  # type: ignore[union-attr]
    assert starts == sorted(starts)
    assert marks(scene, kind="start") < starts[0]
    assert marks(scene, kind="end") > starts[-1]


def test_the_planned_way_passes_the_steps_beside_it() -> None:
    journey = with_paths(way(4), {1: "failure", 2: "recovery"})

    graph = graph_of(Subject(journey=journey, measures=None, language="en"))

    assert [(item.origin, item.target) for item in graph.plan] == [(-1, 0), (0, 3), (3, 4)]
    found = [(item.kind, item.origin, item.target) for item in graph.others]
    assert found == [("failure", 0, 1), ("recovery", 1, 2), ("recovery", 2, 3)]


def test_no_way_is_implied_where_branches_tell_it() -> None:
    branches = (branch("failure", 0, 1), branch("recovery", 1, 0))
    journey = with_paths(way(3, branches=branches), {1: "failure"})

    graph = graph_of(Subject(journey=journey, measures=None, language="en"))

    assert len(graph.others) == 2


def test_m2_departures_from_the_plan_are_drawn_with_their_share() -> None:
    scene = flow(measured(), width=6000)

    drawn = {group.title: group for group in groups(scene, "branch")}
    assert {
        "Browse products: 38.2% repeat it",
        "Read reviews: 21.4% skip it",
        "Check out: 12.7% go by way of voucher_search",
        "Check out: 9.3% come back here",
    } == set(drawn)
    skipped = drawn["Read reviews: 21.4% skip it"]
    assert "n\u00a0=\u00a048,213" in skipped.details
    assert "95% interval" in skipped.details


def test_m2_lines_are_as_thick_as_the_share_that_comes_so_far() -> None:
    scene = flow(measured(), width=6000)

    found = []
    for group in groups(scene, "transition"):
        (line,) = (item for item in group.children if isinstance(item, Line))
        found.append((line.stroke_width, group.details))
    thick = [width for width, _ in found]
    assert thick == sorted(thick, reverse=True)
    second = next(details for _, details in found if "See an ad" in details and "61.4%" in details)
    assert "61.4% of all who enter" in second
    assert "n\u00a0=\u00a048,213" in second


def test_m2_who_goes_to_a_step_beside_the_plan_is_told_on_the_way_to_it() -> None:
    touchpoint = Touchpoint(
        id="t", text=text("Refusal"), binding=(Matcher(activities=("declined",)),)
    )
    shop = measured()
    journey = with_paths(met(["web", "web", "web"]), {1: "failure"})
    cells = (*journey.lanes[0].cells[:1], Cell[Any](at="x1", cards=(touchpoint,)))
    lanes = (journey.lanes[0].model_copy(update={"cells": cells}),)
    share = Figure(value=0.067, n=4003, low=0.06, high=0.075, unit="share")
    one = Deviation(kind="inserted", step="x0", activity="declined", share=share)
    assert shop.measures.conformance is not None
    conformance = shop.measures.conformance.model_copy(update={"deviations": (one,)})
    measures = shop.measures.model_copy(update={"steps": (), "conformance": conformance})

    graph = graph_of(
        Subject(
            journey=journey.model_copy(update={"lanes": lanes}), measures=measures, language="en"
        )
    )

    (only,) = graph.others
    assert (only.kind, only.words, only.share) == ("failure", "6.7%", 0.067)
    assert "95% interval: 6.0–7.5%" in only.details


def test_departures_beyond_the_most_frequent_are_counted() -> None:
    shop = measured()
    assert shop.measures.conformance is not None
    many = tuple(
        Deviation(
            kind="inserted",
            step="ad",
            activity=f"activity {i}",
            share=Figure(value=0.5 - i / 100, n=9, unit="share"),
        )
        for i in range(11)
    )
    conformance = shop.measures.conformance.model_copy(update={"deviations": many})
    measures = shop.measures.model_copy(update={"conformance": conformance})

    scene = flow(MeasuredMap(shop.journey, measures))

    (note,) = groups(scene, "note")
    assert note.title == "3 more ways are not drawn"
    assert "activity 10" in note.details


def test_a_handoff_is_drawn_where_the_channel_changes() -> None:
    scene = flow(met(["web", "web", "phone", None, "web"]))

    found = [group.title for group in groups(scene, "handoff")]

    assert found == ["hand-off from web to phone", "hand-off from phone to web"]


def test_persian_runs_from_right_to_left() -> None:
    scene = flow(measured(), "fa", width=6000)

    assert scene.is_rtl
    assert marks(scene, kind="آغاز") > marks(scene, kind="پایان")


def test_two_hundred_steps_stand_in_rows_that_a_page_can_hold() -> None:
    journey = met(["web"] * 200, branches=(branch("loop", 190, 3, "Begins again"),))

    scene = flow(journey)

    said = words(scene.children)
    assert all(f"Step {i}" in said for i in range(200))
    assert scene.width < 2600
    # The loop leads from one of the last rows to the first; both ends bear one number.
    ends = [group.title for group in groups(scene, "branch")]
    joined = {title.rpartition(" ")[2] for title in ends if " goes on at " in title}
    assert joined == {title.rpartition(" ")[2] for title in ends if " comes from " in title}


def test_a_map_without_steps_is_a_sheet_with_its_header() -> None:
    scene = flow(JourneyMap(id="none", title=text("Nothing yet")))

    assert groups(scene, "node") == []
    assert "Nothing yet" in words(scene.children)


def test_who_reads_it_is_marked_where_they_stand() -> None:
    scene = flow(load(SAMPLES / "map.yaml"), here="ask")

    (sign,) = groups(scene, "here")
    assert sign.title == "You are here"


def joins(scene: Scene) -> list[tuple[float, float]]:
    """
    Give the ends of the straight lines between two steps.
    """
    found = []
    for group in groups(scene, "transition"):
        (line,) = (item for item in group.children if isinstance(item, Line))
        tip = reach(group.children[1])
        assert tip
        found.append((line.x1, tip[2]))
    return found


def test_every_line_of_the_plan_ends_at_its_steps() -> None:
    scene = flow(met(["web"] * 5))

    boxes = sorted(nodes(scene))[::2]
    ends = joins(scene)

    assert [start for start, _ in ends[1:]] == pytest.approx([box[2] for box in boxes])
    assert [end for _, end in ends[:-1]] == pytest.approx([box[0] for box in boxes])


def check(scene: Scene) -> None:
    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in scene.children)
    for item in texts(scene):
        for line in item.lines:
            assert line.x >= item.x - 0.6
            assert line.x + line.width <= item.x + item.width + 0.6
    for one, other in combinations(nodes(scene), 2):
        assert not overlap(one, other)


@settings(max_examples=25)
@given(journey=maps() | owned_maps(), language=st.sampled_from(LANGUAGES))
def test_any_map_is_drawn_inside_its_sheet_and_no_card_lies_on_another(
    journey: JourneyMap[Any], language: str
) -> None:
    check(flow(journey, language, here=journey.steps[0].id))


@pytest.mark.parametrize("make", [measured, support])
def test_the_invented_maps_are_drawn_inside_their_sheet(make: Any, language: str) -> None:
    scene = flow(make(), language)

    check(scene)
    assert not any(item.is_clipped for item in texts(scene))


def pills(scene: Scene) -> list[Reach]:
    """
    Give the reach of what the words of ways stand on.
    """
    return [
        found
        for group in groups(scene, "branch")
        if any(item in texts(scene) for item in group.children)
        and (found := reach(Group(children=(group.children[0],), role="pill")))
    ]


def test_the_words_of_ways_lie_neither_on_each_other_nor_on_cards(language: str) -> None:
    journey = load(SAMPLES / "map.yaml")

    scene = flow(journey, language)

    found = pills(scene)
    assert len(found) == 6
    assert not any(overlap(one, other) for one, other in combinations(found, 2))
    assert not any(overlap(one, card, 2.0) for one in found for card in nodes(scene))


def test_equal_maps_give_equal_flowcharts() -> None:
    assert flow(measured(), "de") == flow(measured(), "de")


def test_steps_keep_their_order_in_every_row() -> None:
    scene = flow(met(["web"] * 30), width=1200)

    heads = [reach(group) for group in groups(scene, "step")]
    rows: dict[float, list[float]] = {}
    for head in heads:
        assert head
        rows.setdefault(head[1], []).append(head[0])
    assert len(rows) > 3
    assert all(a < b for row in rows.values() for a, b in pairwise(row))
