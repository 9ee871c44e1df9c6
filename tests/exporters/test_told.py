from tests.exporters.maps import card, measured_shop, say, shop_map
from tests.scene.maps import branch, text, way
from tests.scene.odd import lane
from touchline.exporters._told import ToldCell, source_line, told
from touchline.model.experience import Persona
from touchline.model.structure import Cell, Lane


def lanes_of(*lanes):
    return told(shop_map().model_copy(update={"lanes": lanes}), "en").lanes


def test_a_cell_over_two_steps_is_told_once():
    (actions, *_) = told(shop_map(), "en").lanes

    assert actions.cells == (
        ToldCell(("Compares two shops",), 2),
        ToldCell(("Looks for the delivery cost", "Pays")),
    )


def test_a_cell_that_shares_its_steps_is_told_step_by_step():
    wide = Cell(at="see", through="search", cards=(card("c1", "Looks"),))
    narrow = Cell(at="search", cards=(card("c2", "Types"),))

    (lane,) = lanes_of(Lane(id="l", kind="actions", cells=(wide, narrow)))

    assert [cell.lines for cell in lane.cells] == [("Looks",), ("Looks", "Types"), ()]


def test_a_lane_of_a_strange_kind_is_told_by_its_texts():
    cells = (Cell(at="pay", cards=(card("c1", "Pays"),)),)

    (lane,) = lanes_of(Lane(id="l", kind="no-such-kind", cells=cells))

    assert lane.title == "no-such-kind"
    assert [cell.lines for cell in lane.cells] == [(), (), ("Pays",)]


def test_a_lane_keeps_its_own_words():
    (lane,) = lanes_of(Lane(id="l", kind="actions", title=say("Doings"), hint=say("Why?")))

    assert (lane.title, lane.hint) == ("Doings", "Why?")


def test_a_persona_is_told_with_what_it_wants():
    lea = Persona(
        id="lea",
        name=say("Lea"),
        summary=say("Careful"),
        goals=(say("A dress"),),
        needs=(say("A price"),),
    )

    (persona,) = told(shop_map().model_copy(update={"personas": (lea,)}), "en").personas

    assert (persona.name, persona.lines, persona.quote) == (
        "Lea",
        ("Careful", "A dress", "A price"),
        "",
    )


def test_a_log_without_events_has_no_span():
    provenance = measured_shop().measures.provenance
    empty = provenance.model_copy(update={"first": None, "last": None})

    assert source_line(empty, "en").endswith(", —")


def test_a_map_is_told_in_the_words_of_the_reader():
    words = say({"en": "Pays", "de": "Bezahlt"})
    paid = card("c1", "").model_copy(update={"text": words})
    journey = shop_map().model_copy(
        update={"lanes": (Lane(id="l", kind="actions", cells=(Cell(at="pay", cards=(paid,)),)),)}
    )

    assert told(journey, "de").lanes[0].cells[-1].lines == ("Bezahlt",)


def test_branches_goal_and_owners_are_told() -> None:
    journey = way(2, goal=text("A coat"), branches=(branch("failure", 1, None, "Gives up"),))
    stage = journey.stages[0].model_copy(update={"owner": "Jo Park", "department": "Sales"})
    owned = lane("actions").model_copy(update={"owner": "Ann Berg"})
    parts = {"owner": "Mara Lind", "stages": (stage,), "lanes": (owned,)}

    words = told(journey.model_copy(update=parts), "en")

    assert words.owners == ("Owner: Mara Lind",)
    assert words.facts == (("The customer’s goal", "A coat"),)
    assert words.stages[0].marks == ("Owner: Jo Park", "Department: Sales")
    assert words.lanes[0].marks == ("Owner: Ann Berg",)
    assert words.branches == ("failure path: from “Step 1”, and the journey ends · Gives up",)
