"""
Pictures of what a workspace keeps.
"""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest

from tests.scene.walking import groups, is_inside, overlap, reach, texts, words
from touchline.canvas.primitives import Ellipse, Line, Rect
from touchline.i18n import LANGUAGES
from touchline.scene.boards.impact_map import ImpactMap, Way
from touchline.scene.boards.opportunity_matrix import OpportunityMatrix, Placed
from touchline.scene.boards.portfolio import Held, PortfolioTree
from touchline.scene.boards.roadmap import Roadmap
from touchline.scene.boards.stakeholder_map import Person, StakeholderMap
from touchline.scene.charting import board_scene
from touchline.scene.plots.gantt import Activity

DAY = dt.date(2026, 11, 22)

BOARDS = {
    "matrix": OpportunityMatrix(
        title="Two opportunities",
        x_name="effort",
        y_name="value",
        opportunities=(
            Placed(name="Say the cost of delivery in the basket", x=2, y=9),
            Placed(name="Geschwindigkeitsbegrenzungsanzeige im Bestellvorgang", x=9.5, y=8.8),
            Placed(name="Call back", x=9.4, y=8.7, is_assumed=True),
        ),
        unplaced=("Chat at night",),
    ),
    "stakeholders": StakeholderMap(
        people=(
            Person(name="Head of sales", power=5, interest=4, attitude="driving"),
            Person(name="Works council", power=4, interest=2),
            Person(name="Service", power=4, interest=2, attitude="against"),
        )
    ),
    "impact map": ImpactMap(
        title="More first orders",
        ways=(
            Way(why="8 % order", who="First-timers", how="Trust the price", what="Cost in basket"),
            Way(why="8 % order", who="First-timers", how="Trust the price", what="A guarantee"),
            Way(why="8 % order", who="Service"),
        ),
    ),
    "portfolio": PortfolioTree(
        maps=(Held(name="All", below=(Held(name="First order"), Held(name="Gone", is_lost=True))),)
    ),
    "roadmap": Roadmap(
        today=DAY,
        activities=(
            Activity(name="Winter campaign", start=dt.date(2026, 12, 1), end=dt.date(2026, 12, 24),
                     aside="planned", heading="Buy"),
            Activity(name="Label in the parcel", due=dt.date(2027, 3, 1), aside="idea"),
            Activity(name="Without a day"),
        ),
    ),
    "nothing": Roadmap(activities=()),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BOARDS)
def test_a_board_is_drawn_inside_its_sheet_and_no_two_texts_meet(name, language):
    scene = board_scene(BOARDS[name], language=language)

    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in scene.children)
    boxes = []
    for text in texts(scene):
        for line in text.lines:
            assert line.x >= text.x - 0.6
            assert line.x + line.width <= text.x + text.width + 0.6
            middle = line.baseline - 0.3 * text.size
            boxes.append((line.x, middle - 3, line.x + line.width, middle + 3))
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def test_an_impact_map_grows_from_one_goal_and_names_each_party_once():
    # P18
    said = words(board_scene(BOARDS["impact map"]).children)

    assert [said.count(name) for name in ("8 % order", "First-timers", "Service")] == [1, 1, 1]
    assert said[:5] == ["More first orders", "Why", "Who", "How", "What"]


def test_a_roadmap_lays_days_where_they_belong():
    scene = board_scene(BOARDS["roadmap"])

    (plot,) = groups(scene, "plot")
    today = next(line for line in plot.children if isinstance(line, Line) and line.stroke_width > 1)
    bars = {group.title: group for group in groups(scene, "bar")}
    winter = next(
        item for item in bars["Winter campaign · planned"].children if isinstance(item, Rect)
    )
    # From 22 November to 1 December are nine days, from there to the end of the 24th 24 days.
    assert (winter.x - today.x1) / winter.width == pytest.approx(9 / 24)
    assert "no day yet" in words(bars["Without a day"].children)


def test_time_runs_from_right_to_left_in_persian():
    scene = board_scene(BOARDS["roadmap"], language="fa")

    (plot,) = groups(scene, "plot")
    today = next(line for line in plot.children if isinstance(line, Line) and line.stroke_width > 1)
    winter = next(
        item
        for group in groups(scene, "bar")
        if group.title.startswith("Winter")
        for item in group.children
        if isinstance(item, Rect)
    )
    assert winter.x + winter.width < today.x1


def test_who_stands_against_it_is_told_in_words_too():
    # P18
    said = words(board_scene(BOARDS["stakeholders"]).children)

    assert "Service · against it" in said
    assert "Works council" in said


def test_an_opportunity_stands_where_its_numbers_say():
    # P9: 9.5 of effort lies farther along than 2, and 9 of value higher than 8.7.
    scene = board_scene(BOARDS["matrix"])

    spots = {
        group.title: next(item for item in group.children if isinstance(item, Ellipse))
        for group in groups(scene, "point")
    }
    delivery, call = spots["Say the cost of delivery in the basket"], spots["Call back"]
    assert delivery.cx < call.cx
    assert delivery.cy < call.cy


def test_what_lacks_a_number_is_named_below():
    said = words(board_scene(BOARDS["matrix"]).children)

    assert "“Chat at night” has no place: numbers are missing." in said


def test_points_whose_names_find_no_room_are_named_below():
    crowd = tuple(Placed(name=f"Opportunity {i}", x=5 + i / 100, y=5) for i in range(30))
    board = OpportunityMatrix(title="", opportunities=crowd, x_name="x", y_name="y")

    said = " ".join(words(board_scene(board).children))

    assert all(f"Opportunity {i}" in said for i in range(30))
    assert "Without room for their names: Opportunity" in said
