from xml.etree import ElementTree as ET

import pytest

from tests.exporters.maps import say, shop_map
from tests.scene.maps import branch, way
from touchline.exporters._html_table import worded, words_of
from touchline.exporters._told import told
from touchline.model.structure import Stage


def rows_of(journey):
    written = words_of(told(journey, "en")).replace("<br>", "<br/>")
    page = ET.fromstring(f"<main>{written}</main>")
    return page.findall(".//tr")


def width_of(row):
    return sum(int(cell.get("colspan", "1")) for cell in row)


def test_every_row_is_as_wide_as_the_table():
    head, steps, *lanes = rows_of(shop_map())

    # By hand: a column of names and three steps; the names reach over both rows of the head.
    assert width_of(head) == 4
    assert width_of(steps) == 3
    assert [width_of(row) for row in lanes] == [4, 4, 4]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_stage_without_steps_keeps_a_column(place):
    journey = shop_map()
    bare = Stage(id="bare", name=say("Bare"))
    stages = (*journey.stages[:place], bare, *journey.stages[place:])

    head, steps, *lanes = rows_of(journey.model_copy(update={"stages": stages}))

    assert width_of(head) == 5
    assert width_of(steps) == 4
    assert [width_of(row) for row in lanes] == [5, 5, 5]


@pytest.mark.parametrize(
    ("words", "language", "written"),
    [
        ("Order", "en", "Order"),
        ("سفارش", "en", '<bdi dir="rtl">سفارش</bdi>'),
        ("Order", "fa", '<bdi dir="ltr">Order</bdi>'),
        ("n = ۳ · سفارش", "fa", "n = ۳ · سفارش"),
        ("+۰٫۲۵", "fa", "+۰٫۲۵"),
        ("a\n<b>", "en", "a<br>&lt;b&gt;"),
    ],
)
def test_only_words_that_run_against_the_page_are_set_apart(words, language, written):
    assert worded(words, language) == written


def test_branches_are_listed_below_the_table_and_owners_in_its_heads() -> None:
    journey = way(2, branches=(branch("loop", 1, 0, "Forgot something"),))
    stage = journey.stages[0].model_copy(update={"owner": "Jo Park"})

    words = words_of(told(journey.model_copy(update={"stages": (stage,)}), "en"))

    assert "Stage<small>Owner: Jo Park</small></th>" in words
    assert "<li>loop: from “Step 1” to “Step 0” · Forgot something</li>" in words
