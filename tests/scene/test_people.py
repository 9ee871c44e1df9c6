"""
Whose journey it is, what the customer wants, and who answers for what (R-020, R-021, R-025, R-078).
"""

from typing import Any

from tests.scene.maps import text, way
from tests.scene.walking import groups, reach, texts, walk, words
from touchline.canvas.primitives import Icon, Text
from touchline.model.experience import Persona
from touchline.model.map import Icon as OwnIcon
from touchline.model.map import JourneyMap
from touchline.model.structure import Stage, Step
from touchline.scene.compose import compose
from touchline.scene.people import told_persona
from touchline.scene.subject import Subject

ZIGZAG = "M2 20 8 4l8 16 6-16"


def person(name: str, **more: Any) -> Persona:
    return Persona(id=name.lower(), name=text(name), **more)


def owned() -> JourneyMap[Any]:
    step = Step(
        id="pay",
        name=text("Pay"),
        icon="zigzag",
        owner="Ann Berg",
        department="Payments",
        moment_of_truth=True,
        milestone=True,
    )
    stage = Stage(
        id="buy",
        name=text("Buy"),
        icon="zigzag",
        owner="Jo Park",
        department="Sales",
        steps=(step,),
    )
    return way(1).model_copy(
        update={
            "stages": (stage,),
            "owner": "Mara Lind",
            "icons": (OwnIcon(id="zigzag", path=ZIGZAG), OwnIcon(id="broken", path="M1")),
        }
    )


def icons(journey: JourneyMap[Any], role: str) -> list[Icon]:
    drawn = walk(groups(compose(journey), role))
    return [item for item in drawn if isinstance(item, Icon)]


def test_the_primary_persona_is_told_at_length_and_the_others_are_chips() -> None:
    people = (
        person("Omar", role=text("decision maker"), quote=text("Never mind")),
        person("Ida", role=text("buyer"), quote=text("Tell me the price"), primary=True),
    )

    told, chip = groups(compose(way(3, personas=people)), "persona")

    assert words([told]) == ["I", "Ida", "buyer", "“Tell me the price”"]
    assert words([chip]) == ["O", "Omar", "decision maker"]


def test_many_personas_are_counted_from_the_tenth_chip_on() -> None:
    people = tuple(person(f"Person{i}") for i in range(12))

    drawn = groups(compose(way(3, personas=people)), "persona")

    assert len(drawn) == 10
    assert drawn[-1].title == "3 more"
    assert drawn[-1].details == "Person9\nPerson10\nPerson11"


def test_a_persona_may_have_an_icon_in_the_place_of_initials() -> None:
    journey = way(3, personas=(person("Ida", icon="store"),))

    assert [icon.name for icon in icons(journey, "persona")] == ["store"]


def test_a_personas_details_hold_all_that_is_known() -> None:
    known = person(
        "Ida",
        role=text("buyer"),
        background=text("Grew up in Lund"),
        goals=(text("A coat"),),
        behaviours=(text("Reads reviews"),),
    )

    (told,) = groups(compose(way(3, personas=(known,))), "persona")

    assert told.details.splitlines() == [
        "Ida",
        "Role: buyer",
        "Grew up in Lund",
        "A coat",
        "Usually: Reads reviews",
        "assumption",
    ]


def test_the_customers_goal_stands_between_objective_and_scenario() -> None:
    journey = way(3, goal=text("Have a coat"), scenario=text("She travels soon."))

    said = words(groups(compose(journey), "header"))

    assert said[-4:] == ["The customer’s goal", "Have a coat", "Scenario", "She travels soon."]


def test_the_template_is_named_where_the_type_does_not_say_it() -> None:
    other = words(groups(compose(way(1, template="ours", type="linear")), "header"))
    same = words(groups(compose(way(1, template="linear", type="linear")), "header"))

    assert "Template: ours" in other
    assert not any(said.startswith("Template") for said in same)


def test_map_stage_and_step_show_who_answers_for_them() -> None:
    scene = compose(owned())

    assert "Mara Lind" in words(groups(scene, "header"))
    assert words(groups(scene, "stage")) == ["JP", "Buy"]
    assert words(groups(scene, "step")) == ["Pay", "AB", "Ann Berg", "Payments"]
    assert groups(scene, "stage")[0].details == "Buy\nOwner: Jo Park\nDepartment: Sales"


def test_a_moment_of_truth_keeps_its_own_icon() -> None:
    names = [icon.name for icon in icons(owned(), "step")]

    assert names == ["zigzag", "flag", "building-2"]


def test_more_than_two_marks_stand_above_the_name() -> None:
    (step,) = groups(compose(owned()), "step")

    name = next(item for item in step.children if isinstance(item, Text) and item.source == "Pay")
    flag = next(item for item in step.children if isinstance(item, Icon) and item.name == "flag")
    assert flag.y + flag.size <= name.y


def test_a_maps_own_icon_comes_before_the_librarys() -> None:
    journey = owned()
    own = journey.model_copy(update={"icons": (OwnIcon(id="zigzag", path="M0 0H24"),)})

    (drawn,) = icons(own, "stage")

    assert drawn.strokes == (("M", 0.0, 0.0), ("L", 24.0, 0.0))


def test_an_icon_that_cannot_be_drawn_is_left_out() -> None:
    journey = owned()
    stage = journey.stages[0].model_copy(update={"icon": "broken"})

    assert icons(journey.model_copy(update={"stages": (stage,)}), "stage") == []


def test_an_owners_disc_stays_inside_its_stage() -> None:
    long = "A stage with a name that needs more than one line of its chevron"
    journey = owned()
    stage = journey.stages[0].model_copy(update={"name": text(long)})

    (drawn,) = groups(compose(journey.model_copy(update={"stages": (stage,)})), "stage")

    chevron = reach(drawn.children[0])
    assert chevron is not None
    for item in drawn.children[1:]:
        box = reach(item)
        assert box is not None
        assert chevron[0] <= box[0]
        assert box[2] <= chevron[2]


def test_no_words_of_a_crowded_header_are_lost() -> None:
    people = tuple(person(f"Person{i}", role=text("a role of some length")) for i in range(6))

    scene = compose(way(2, personas=people), width=300)

    assert not any(item.is_clipped for item in texts(scene))


def test_a_persona_without_a_name_is_told_by_its_id() -> None:
    nobody = Persona(id="ida", name=text(""))
    subject = Subject(journey=way(1), measures=None, language="en")

    assert told_persona(subject, nobody) == ["ida"]
