"""
A map as a circle (R-075).
"""

import math
from typing import Any

import pytest

from tests.golden.shop import measured
from tests.golden.support import support
from tests.scene import walking
from tests.scene.lines import collisions
from tests.scene.maps import branch, way
from tests.scene.odd import card, lane, odd_map
from tests.scene.walking import is_inside, texts, words
from touchline.canvas.mirror import mirrored
from touchline.i18n import LANGUAGES, translate
from touchline.location import Location
from touchline.model.experience import Feeling, Persona, Rating
from touchline.model.structure import Cell, Scale
from touchline.model.text import LocalText
from touchline.scene.compose import compose
from touchline.scene.cycle.callouts import _apart

#: What a picture holds is known by its role, and not to the types.
groups: Any = walking.groups
reach: Any = walking.reach


def middles(scene):
    """
    Give the middle of each step's mark on the ring.
    """
    found = (reach(group.children[0]) for group in groups(scene, "moment"))
    return [((a + c) / 2, (b + d) / 2) for a, b, c, d in found]


def centre_of(scene):
    (loop,) = groups(scene, "loop")
    across = [value for c in loop.children[0].commands for value in c[1:]][::2]
    field = groups(scene, "middle")[0].children[0]
    assert min(across) < field.cx < max(across)
    return field.cx, field.cy


def test_steps_stand_on_one_circle_clockwise_from_the_top():
    # Given a map of eight steps
    scene = compose(way(8), style="cycle")

    # Then every step is as far from the middle, and each lies further round than the one before
    cx, cy = centre_of(scene)
    radii = [math.hypot(x - cx, y - cy) for x, y in middles(scene)]
    assert max(radii) - min(radii) < 0.01
    turns = [math.degrees(math.atan2(x - cx, cy - y)) % 360 for x, y in middles(scene)]
    assert turns == sorted(turns)


def test_a_circle_runs_against_the_clock_where_people_read_from_right_to_left():
    # Given the same map for a Persian reader
    scene = compose(way(8), style="cycle", language="fa")

    # Then the steps go round the other way
    cx, cy = centre_of(scene)
    turns = [math.degrees(math.atan2(x - cx, cy - y)) % 360 for x, y in middles(scene)]
    assert turns == sorted(turns, reverse=True)


def test_a_circle_closes_and_has_a_way_in():
    # Given any map
    scene = compose(way(3), style="cycle", language="de")

    # Then an arrow comes in for the first time, and the last arc leads back to the first
    assert [group.title for group in groups(scene, "entry")] == ["Erstes Mal"]
    assert [group.title for group in groups(scene, "loop")] == ["Kommt wieder"]


def test_a_loop_from_the_last_step_to_the_first_is_what_closes_the_circle():
    # Given a map that states its loyalty loop, and a failure beside it
    journey = way(4, branches=(branch("loop", 3, 0, "Reorders"), branch("failure", 1, 2)))

    # When it is drawn
    scene = compose(journey, style="cycle")

    # Then the closing arc tells the loop, and the failure is an arc of its own
    assert not groups(scene, "loop")
    told = groups(scene, "branch")
    assert [group.at for group in told] == [
        Location.of(("branch", name)) for name in ("loop-3-0", "failure-1-2")
    ]
    assert "Reorders" in told[0].details


def test_better_feelings_stand_farther_out():
    # Given the invented shop, whose feelings run from -0.62 to +0.72
    scene = compose(measured(), style="cycle")
    persona = groups(scene, "persona")[-1].children[0]

    # When the distances of the points to the middle are compared with their scores
    ring = next(group for group in groups(scene, "lane") if group.title == "Emotion")
    found = []
    for each in ring.children:
        if getattr(each, "role", "") != "card":
            continue
        a, b, c, d = reach(each.children[1])
        distance = math.hypot((a + c) / 2 - persona.cx, (b + d) / 2 - persona.cy)
        found.append((float(each.title.split()[0].replace("−", "-")), distance))

    # Then the order is the same, and equal steps of score are equal distances
    assert len(found) == 10
    (low, near), *_, (high, far) = sorted(found)
    for score, distance in found:
        share = (score - low) / (high - low)
        assert distance == pytest.approx(near + share * (far - near), abs=0.1)


def test_the_middle_tells_whose_journey_it_is_and_the_header_does_not_repeat_it():
    # Given a map with one persona
    lea = Persona(id="lea", name=LocalText.of("Lea"), quote=LocalText.of("Show me the price."))
    scene = compose(way(5, personas=(lea,)), style="cycle")

    # Then she is named once, in the middle
    assert words(scene.children).count("Lea") == 1
    assert groups(scene, "persona")[0].at == Location.of(("persona", "lea"))


def test_lanes_without_room_are_named():
    # Given the invented shop, whose thoughts are not told beside the circle
    scene = compose(measured(), style="cycle", language="de")

    # Then a sentence says so
    sentence = translate("scene.lanes-not-drawn", "de", lanes="Handlungen und Gedanken")
    assert sentence in words(groups(scene, "legend"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_on_anything_else(language):
    # Given a rich map and a map of odd parts
    for journey in (measured(), support()):
        scene = compose(journey, style="cycle", language=language)

        # Then no two lines of text meet, and nothing leaves the sheet
        assert collisions(scene) == []
        sheet = (0.0, 0.0, scene.width, scene.height)
        assert all(is_inside(reach(item), sheet) for item in scene.children)
        again = mirrored(mirrored(scene))
        assert (again.width, again.is_rtl) == (scene.width, scene.is_rtl)


@pytest.mark.parametrize("n", [1, 2, 40])
def test_any_number_of_steps_makes_a_circle(n):
    scene = compose(way(n), style="cycle", here="x0")

    assert len(groups(scene, "moment")) == n
    assert collisions(scene) == []


def test_a_map_without_steps_is_drawn_as_its_header():
    scene = compose(way(0), style="cycle")

    assert not groups(scene, "moment")
    assert "Way" in words(scene.children)


def test_odd_texts_stay_in_their_boxes():
    # Given words without end, of the other direction and none at all
    scene = compose(odd_map("touchpoints", "pain-points", "emotion"), style="cycle")

    # Then every line stays in its box and on the sheet
    sheet = (0.0, 0.0, scene.width, scene.height)
    for text in texts(scene):
        assert is_inside(reach(text), sheet)
        for line in text.lines:
            assert line.x >= text.x - 0.6
            assert line.x + line.width <= text.x + text.width + 0.6


def test_callouts_move_apart_by_as_little_as_possible():
    # Given three of height 10 of which two want the same place
    # Then, by hand: the pair shares 0 and moves by 5 each way; the third is free
    assert _apart([0.0, 0.0, 100.0], [10.0, 10.0, 10.0]) == [-5.0, 5.0, 100.0]


def felt(*personas, scale=None):
    """
    Make a map of three steps at which each persona feels a little better than the one before.
    """
    cells = tuple(
        Cell[Any](
            at=f"x{i}",
            cards=tuple(
                Feeling(
                    id=f"{persona}-{i}",
                    score=i / 4 + rank / 4,
                    persona=persona,
                    scale=scale if rank else None,
                )
                for rank, persona in enumerate(personas)
            ),
        )
        for i in range(3)
    )
    people = tuple(Persona(id=name, name=LocalText.of(name.title())) for name in personas)
    return way(3, personas=people, lanes=(lane("emotion", cells),))


def test_several_personas_feel_around_one_circle():
    # Given two personas
    scene = compose(felt("ana", "bo"), style="cycle")

    # Then each has a mark at each step, and the legend names both
    (ring,) = (group for group in groups(scene, "lane") if group.title == "Emotion")
    marks = [item for item in ring.children if getattr(item, "role", "") == "card"]
    assert len(marks) == 6
    assert {"Ana", "Bo"} <= set(words(groups(scene, "legend")))


def test_scores_on_different_scales_are_not_joined():
    # Given one persona whose scores go from 0 to 10
    scene = compose(felt("ana", "bo", scale=Scale(low=0, high=10)), style="cycle")

    # Then no line joins them, and the legend says so
    assert translate("scene.mixed-scales", "en") in words(groups(scene, "legend"))
    timeline = compose(felt("ana", "bo", scale=Scale(low=0, high=10)), style="timeline")
    assert translate("scene.mixed-scales", "en") in words(groups(timeline, "lane"))


def test_where_somebody_stands_is_marked_at_the_step_and_beside_the_circle():
    scene = compose(way(4), style="cycle", here="x2")

    signs: list[Any] = [item for item in scene.children if getattr(item, "role", "") == "here"]
    assert [sign.title for sign in signs] == ["You are here"]
    assert signs[0].at == Location.of(("step", "x2"))


def test_r075_lanes_are_rings_inside_the_stages_and_the_legend_names_them():
    # Given a map that rates how much steps matter, and what is needed at one of them
    rated = lane(
        "importance",
        (
            Cell[Any](at="x0", cards=(Rating(id="low", score=1),)),
            Cell[Any](at="x2", cards=(Rating(id="high", score=5),)),
        ),
    ).model_copy(update={"scale": Scale(low=1, high=5)})
    needed = lane("needs", (Cell[Any](at="x1", cards=(card("needs", "n", "A hint"),)),))
    scene = compose(
        way(4).model_copy(update={"lanes": (rated, needed)}), style="cycle", language="en"
    )

    # Then both are rings, and the legend says which is which
    titles = [group.title for group in groups(scene, "ring")]
    assert titles == ["Importance", "Needs"]
    said = words(scene.children)
    assert "ring inside the stages: Importance" in said
    assert "ring inside the stages: steps with something under “Needs”" in said
    # And the more a step matters, the farther out its part is filled
    cx, cy = centre_of(scene)
    outermost = {}
    for part in groups(scene, "part"):
        if part.at and part.at.id_of("lane") == "importance" and len(part.children) > 1:
            shape = part.children[1].commands
            points = [command[-2:] for command in shape if len(command) > 1]
            outermost[part.at.id_of("step")] = max(math.hypot(x - cx, y - cy) for x, y in points)
    assert outermost["x2"] > outermost["x0"] + 10
