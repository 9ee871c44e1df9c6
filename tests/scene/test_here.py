"""
Readers recognise where they are (R-034).
"""

import pytest

from tests.scene.maps import way
from tests.scene.walking import groups, reach, words
from touchline.i18n import LANGUAGES
from touchline.scene.compose import compose
from touchline.scene.here import Here, StepNotOnMap


def test_the_step_at_which_the_reader_stands_is_marked() -> None:
    scene = compose(way(3), here="x1")

    (sign,) = groups(scene, "here")
    assert (words([sign]), str(sign.at)) == (["You are here"], "step:x1")
    assert scene.description.endswith("You are here — Step 1")


def test_the_head_of_that_step_says_so_too() -> None:
    steps = groups(compose(way(3), here="x1"), "step")

    assert [step.details for step in steps] == ["Step 0", "Step 1\nYou are here", "Step 2"]


def test_a_frame_stands_around_its_column() -> None:
    scene = compose(way(3), here="x2")

    frame, head = (reach(groups(scene, role)[-1]) for role in ("frame", "step"))
    assert frame is not None
    assert head is not None
    assert frame[0] < head[0] < head[2] < frame[2]


def test_nothing_is_marked_unless_asked() -> None:
    scene = compose(way(3))

    assert groups(scene, "here") == groups(scene, "frame") == []


def test_a_customer_is_named() -> None:
    scene = compose(way(3), here=Here(step="x0", case="c-123"), language="de")

    assert words(groups(scene, "here")) == ["c-123 ist hier"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["x0", "x5"])
def test_the_sign_stays_inside_the_sheet_at_either_end(step: str, language: str) -> None:
    scene = compose(way(6), here=Here(step=step, case="c" * 60), language=language)

    box = reach(groups(scene, "here")[0])
    assert box is not None
    assert 0 < box[0] < box[2] < scene.width


def test_an_unknown_step_is_answered_with_the_nearest() -> None:
    with pytest.raises(StepNotOnMap) as caught:
        compose(way(3), here="x11")

    assert caught.value.told() == (
        "The map has no step “x11”.\n  hint: did you mean “x1”? It has x0, x1, x2"
    )
