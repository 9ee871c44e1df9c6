"""
Touchpoints with all that is known of them, and hand-offs between them (R-023, R-031, R-227).
"""

from tests.scene.maps import met, text, way
from tests.scene.odd import lane
from tests.scene.walking import groups, reach, words
from touchline.exporters._told import told
from touchline.model.experience import Channel, Fact, Touchpoint
from touchline.model.structure import Cell
from touchline.scene.compose import compose


def test_a_touchpoints_details_say_when_how_and_what_is_stated_there() -> None:
    card = Touchpoint(
        id="t",
        text=text("Tracking page"),
        channel="web",
        moment=text("On the way home"),
        delivery="automatic",
        facts=(Fact(about="delivery", says=text("In two days")),),
    )
    journey = way(1, lanes=(lane("touchpoints", (Cell(at="x0", cards=(card,)),)),))

    (drawn,) = groups(compose(journey), "card")

    assert drawn.details.splitlines()[:5] == [
        "Tracking page",
        "Channel: web",
        "When: On the way home",
        "automatic",
        "delivery — In two days",
    ]
    assert told(journey, "en").lanes[0].cells[0].lines == (
        "Tracking page · Channel: web · When: On the way home · automatic · delivery — In two days",
    )


def test_a_hand_off_is_marked_on_the_border_before_its_step() -> None:
    channels = (Channel(id="web", name=text("Web shop")), Channel(id="phone"))
    scene = compose(met(["web", "web", "phone"], channels=channels))

    (mark,) = groups(scene, "handoff")

    box, heads = reach(mark), [reach(item) for item in groups(scene, "step")]
    assert (mark.title, str(mark.at)) == (
        "hand-off from Web shop to phone",
        "step:x2/lane:touchpoints",
    )
    assert box is not None
    assert heads[1] is not None
    assert heads[2] is not None
    assert heads[1][2] < box[2]
    assert box[0] < heads[2][0]
    assert "hand-off: the channel or department changes" in words(groups(scene, "legend"))


def test_of_several_lanes_of_touchpoints_one_shows_the_hand_offs() -> None:
    journey = met(["web", "phone"])
    twice = (*journey.lanes, journey.lanes[0].model_copy(update={"id": "more"}))

    marks = groups(compose(journey.model_copy(update={"lanes": twice})), "handoff")

    assert [str(mark.at) for mark in marks] == ["step:x1/lane:touchpoints"]


def test_a_hand_off_is_told_at_its_step() -> None:
    steps = told(met(["web", "phone"]), "de").steps

    assert [step.marks for step in steps] == [(), ("Übergabe von web an phone",)]
