"""
The journey in prose and pictures (R-008).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.shop import journey, measured
from tests.golden.support import support
from tests.scene import walking
from tests.scene.lines import collisions
from tests.scene.maps import text, way
from tests.scene.odd import lane, steps
from tests.scene.walking import groups, overlap, texts, walk, words
from touchline.canvas.primitives import Group, Icon, Image, Text
from touchline.model.experience import Feeling
from touchline.model.image import ImageSource, Taken
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Stage, Step
from touchline.model.structure import Image as OwnImage
from touchline.scene.compose import compose

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene


def reach(item: Group) -> walking.Reach:
    found = walking.reach(item)
    assert found is not None
    return found


def drawn(found: Any, language: str = "en", **more: Any) -> Scene:
    return compose(found, style="story", language=language, **more)


def icons(group: Group) -> list[str]:
    return [item.name for item in walk(group.children) if isinstance(item, Icon)]


def feeling(at: str, score: float) -> Cell[Any]:
    return Cell[Any](at=at, cards=(Feeling(id=f"f-{at}", score=score),))


def test_r008_every_step_has_a_picture_a_face_and_its_sentences():
    scene = drawn(measured())

    panels = groups(scene, "step")
    checkout = next(item for item in panels if "Check" in item.title)
    assert [item.title for item in panels] == [str(step.name) for step in journey().steps]
    said = " ".join(words([checkout]))
    assert "What Lea thinks" in said
    assert "What gets in the way" in said
    assert "95% interval" in said
    # A step that hurts has a face that says so.
    assert {"frown", "angry"} & {*icons(checkout)}


def test_r008_the_story_follows_the_order_of_the_map():
    scene = drawn(measured())

    tops = [reach(item)[1] for item in groups(scene, "step")]
    chapters = [reach(item)[1] for item in groups(scene, "stage")]
    (story,), (end,) = groups(scene, "story"), groups(scene, "summary")
    assert tops == sorted(tops)
    assert chapters == sorted(chapters)
    assert reach(story)[1] < min(reach(person)[1] for person in groups(scene, "persona"))
    assert max(reach(person)[3] for person in groups(scene, "persona")) < chapters[0] < tops[0]
    assert reach(end)[1] > max(reach(item)[3] for item in groups(scene, "step"))


def test_pictures_stand_on_either_side_in_turn():
    scene = drawn(JourneyMap[Any](id="m", title=text("M"), stages=steps(4)))

    lefts = [
        min(item.x for item in walk(panel.children) if isinstance(item, Icon))
        for panel in groups(scene, "step")
    ]
    middle = scene.width / 2
    assert [left < middle for left in lefts] == [True, False, True, False]


@pytest.mark.parametrize("subject", [measured, support, lambda: way(1)])
def test_no_two_lines_of_text_lie_on_each_other(subject, language):
    assert collisions(drawn(subject(), language)) == []


def test_panels_and_chapters_do_not_overlap(language):
    scene = drawn(measured(), language)

    found = [*groups(scene, "stage"), *groups(scene, "step"), *groups(scene, "summary")]
    boxes = sorted((reach(item) for item in found), key=lambda box: box[1])
    assert not any(overlap(one, other) for one, other in pairwise(boxes))


@pytest.mark.parametrize(
    ("score", "face"),
    [(-0.9, "angry"), (-0.4, "frown"), (0, "meh"), (0.4, "smile"), (0.9, "laugh")],
)
def test_a_face_shows_how_a_step_feels(score, face):
    scene = drawn(way(1, lanes=(lane("emotion", (feeling("x0", score),)),)))

    (panel,) = groups(scene, "step")
    assert icons(panel).count(face) == 2


def test_a_step_of_which_no_feeling_is_known_has_no_face():
    (panel,) = groups(drawn(way(1)), "step")

    assert icons(panel) == ["footprints"]


def test_the_course_rises_and_falls_with_the_feelings():
    cells = (feeling("x0", -1), feeling("x1", 1), feeling("x2", 0))
    scene = drawn(way(3, lanes=(lane("emotion", cells),)))

    (course,) = groups(scene, "course")
    spots = [item for item in walk(course.children) if getattr(item, "at", None) is not None]
    middles = [item.cy for item in spots if hasattr(item, "cy")]
    assert middles[1] < middles[2] < middles[0]


def test_one_step_has_no_course():
    assert groups(drawn(way(1)), "course") == []


def test_the_story_of_a_persian_reader_begins_at_the_right():
    english, persian = drawn(way(2)), drawn(way(2), "fa")

    first = [groups(scene, "step")[0] for scene in (english, persian)]
    lefts = [
        next(item.x for item in walk(panel.children) if isinstance(item, Icon)) for panel in first
    ]
    assert lefts[0] < english.width / 2 < lefts[1]


def test_the_own_picture_of_a_step_takes_the_place_of_its_icon():
    href = "data:image/png;base64,AAAA"
    source = ImageSource("counter.png", Taken(href=href, width=640, height=400))
    step = Step(
        id="x0", name=text("Pays"), image=OwnImage(source=source, description=text("A counter"))
    )
    found = way(1).model_copy(update={"stages": (Stage(id="s", name=text("S"), steps=(step,)),)})

    (panel,) = groups(drawn(found), "step")

    (shown,) = [item for item in walk(panel.children) if isinstance(item, Image)]
    assert (shown.href, shown.description) == (href, "A counter")
    assert icons(panel) == []


def test_whoever_stands_at_a_step_is_named_there():
    (sign,) = groups(drawn(way(3), here="x1"), "here")

    assert sign.title == "You are here"
    assert sign.at is not None
    assert sign.at.id_of("step") == "x1"


def test_what_finds_no_room_is_whole_in_the_details():
    long = "Long text. " * 400
    cell = Cell[Any](at="x0", cards=(Card(id="a", text=text(long)),))
    scene = drawn(way(2, lanes=(lane("actions", (cell,)),)))

    cut, whole = groups(scene, "step")
    assert any(item.is_clipped for item in walk(cut.children) if isinstance(item, Text))
    assert long.strip() in cut.details
    assert whole.details == ""


def test_very_many_steps_are_set_closely():
    few, many = (JourneyMap[Any](id="m", title=text("M"), stages=steps(n)) for n in (40, 41))

    assert drawn(many).height < drawn(few).height


def test_a_map_without_steps_says_so():
    empty = JourneyMap[Any](id="m", title=text("Empty"))

    said = words(drawn(empty).children)

    assert "This story has not begun yet: the map has no steps." in said


@pytest.mark.parametrize("width", [None, 300, 1500, 9000])
def test_a_story_is_as_wide_as_can_be_read(width):
    scene = drawn(measured(), width=width)

    assert 1100 < scene.width < 1500
    assert all(item.width < 1340 for item in texts(scene))
