"""
All that is known of one customer, under a pseudonym (R-200, R-204).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.measuring.test_measure import planned
from tests.workspace.customers import compiled_shop, shop_log, write_shop
from tests.workspace.planned import record
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.measuring.errors import NothingBound
from touchline.model.work.item import Item
from touchline.model.work.persona import Persona
from touchline.sources import Pseudonyms, read_log, read_survey
from touchline.workspace.personas.customers import Sources, UnknownCustomer, customer

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.eventlog.survey import Survey
    from touchline.model.map import JourneyMap

KEY = Pseudonyms(b"a key that is long enough for this test")
ANSWERS = """\
respondent,moment,date,score,scale_low,scale_high,comment,consent
b00,pay,2026-01-04,4,1,5,Quick,yes
b00,visit,2026-01-04,2,1,5,Slow,no
b01,pay,2026-01-04,1,1,5,Awful,yes
"""


def shop() -> JourneyMap:
    return planned(("visit", ("visit",)), ("look", ("look", "compare")), ("pay", ("pay",)))


def waiting() -> EventLog:
    """
    Let seventeen visit, of whom four pay and two look, and one of the others is `w`.
    """
    cases = [*(f"p{i}" for i in range(4)), "k0", "k1", "w", *(f"v{i}" for i in range(10))]
    events = [(case, "visit", "2026-01-01") for case in cases]
    events += [(case, "pay" if case[0] == "p" else "look", "2026-01-02") for case in cases[:6]]
    return EventLog.from_events(events)


def survey(folder: Path) -> Survey:
    (folder / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return read_survey(
        folder / "answers.csv", respondent="respondent", moment="moment", timestamp="date"
    )


def test_a_customer_is_shown_under_the_pseudonym_of_the_key() -> None:
    found = customer(shop_log(), "b00", key=KEY)

    assert found.name == KEY.of("b00")
    assert "b00" not in repr(found)


def test_without_a_key_the_name_is_another_each_time() -> None:
    # No pseudonym can hold this name by chance, since it is no number.
    one, other = (customer(shop_log(), "l00").name for _ in range(2))

    assert one != other
    assert "l00" not in one + other


def test_whoever_may_know_sees_the_id_and_everything() -> None:
    found = customer(shop_log(), "b00", key=KEY, least=9, is_named=True)

    assert (found.name, found.is_named, found.findings) == ("b00", True, ())
    assert [(one.value, one.alike) for one in found.attributes] == [("Bonn", 8)]


def test_a_value_that_few_share_is_withheld() -> None:
    found = customer(shop_log(), "b00", key=KEY, least=9)

    # By hand: 8 customers live in Bonn, fewer than 9.
    assert [(one.name, one.value, one.alike) for one in found.attributes] == [("town", None, None)]
    assert [one.name for one in found.findings] == ["customer-withheld"]
    assert "Bonn" not in repr(found)


def test_the_path_says_to_which_step_of_the_map_each_event_belongs() -> None:
    found = customer(shop_log(), "l03", Sources(journey=shop()))

    told = [(one.event.activity, one.step and one.step.id) for one in found.path]
    assert told == [("visit", "visit"), ("look", "look"), ("compare", "look")]
    assert found.duration_us == 2 * 3_600_000_000


def test_it_is_told_where_the_customer_stands_and_what_comes_next() -> None:
    found = customer(shop_log(), "l03", Sources(journey=shop()))

    here = found.standing
    assert here is not None
    assert (here.step.id, here.planned and here.planned.id) == ("look", "pay")
    assert here.since == dt.datetime(2026, 1, 2, 11, tzinfo=dt.UTC)
    # By hand: ten look and none of them goes on; twelve of 22 visitors pay next, ten look.
    assert here.ways is not None
    assert (here.ways.cases, here.ways.stayed, here.ways.ways) == (10, 10, ())


def test_ways_that_few_took_are_not_shown() -> None:
    found = customer(shop_log(), "l03", Sources(journey=shop()), least=11)

    # By hand: ten customers ever looked, fewer than 11.
    assert found.standing is not None
    assert found.standing.ways is None
    assert "customer-few" in [one.name for one in found.findings]


def test_a_way_that_few_took_cannot_be_worked_out_from_the_rest() -> None:
    first = planned(("visit", ("visit",)), ("look", ("look",)), ("pay", ("pay",)))

    shown = {
        least: [way.cases for way in found.ways.ways]
        for least in (2, 3)
        if (found := customer(waiting(), "w", Sources(journey=first), least=least).standing)
        and found.ways
    }

    # By hand: of 17 who visit, 4 pay, 2 look and 11 stay. With groups of at least 3 the two who
    # look are the rest of those who moved on, so that those who pay are left out as well.
    assert shown == {2: [4, 2], 3: []}


def test_a_customer_off_the_map_is_told_as_such() -> None:
    found = customer(shop_log(), "l03", Sources(journey=planned(("pay", ("pay",)))))

    assert found.standing is None
    assert [one.name for one in found.findings] == ["customer-nowhere"]
    with pytest.raises(NothingBound):
        customer(shop_log(), "l03", Sources(journey=planned()))


def test_it_is_told_for_which_personas_the_customer_is_counted() -> None:
    personas = [
        record("persona", "rhine", segment={"town": ["Bonn"]}),
        record("persona", "looker", deeds=["did look"]),
        record("persona", "rich", segment={"income": ["high"]}),
        record("persona", "idle"),
    ]
    own = [one for one in personas if isinstance(one, Persona)]

    found = customer(shop_log(), "b00", Sources(personas=own))

    assert [name for name, _ in found.personas] == ["rhine"]


def test_a_persona_of_few_customers_is_not_told_since_it_would_tell_who_it_is() -> None:
    few = record("persona", "rhine", segment={"town": ["Bonn"]})
    assert isinstance(few, Persona)

    found = customer(shop_log(), "b00", Sources(personas=[few]), least=9)

    # By hand: 8 customers live in Bonn, fewer than 9.
    assert found.personas == ()


def test_only_the_answers_of_this_customer_are_shown_and_none_that_it_refused(
    tmp_path: Path,
) -> None:
    found = customer(shop_log(), "b00", Sources(journey=shop(), surveys=[survey(tmp_path)]))

    (reply,) = found.replies
    assert (reply.moment, reply.step and reply.step.id) == ("pay", "pay")
    assert (reply.values["score"], reply.values["comment"]) == (4.0, "Quick")
    assert [(one.name, one.values["n"]) for one in found.findings] == [("customer-refused", 1)]


def test_what_research_holds_under_the_pseudonym_belongs_to_the_customer() -> None:
    items = [
        record("item", name, study="talks", who=who, quote="Fine")
        for name, who in (("one", KEY.of("b00")), ("two", KEY.of("b01")), ("three", None))
    ]
    kept = [one for one in items if isinstance(one, Item)]

    found = customer(shop_log(), "b00", Sources(items=kept), key=KEY)

    assert [one.id for one in found.items] == ["one"]


def test_a_customer_is_found_by_the_pseudonym_too() -> None:
    found = customer(shop_log(), KEY.of("b00"), key=KEY)

    assert found.name == KEY.of("b00")
    assert len(found.path) == 2


def test_a_log_with_pseudonyms_shows_them_as_they_are(tmp_path: Path) -> None:
    events, _ = write_shop(tmp_path)
    (tmp_path / "shop.key").write_bytes(KEY.key)
    log = read_log(events, pseudonymise=tmp_path / "shop.key")

    by_id = customer(log, "b00", key=KEY)
    by_name = customer(log, KEY.of("b00"))

    assert by_id.name == by_name.name == KEY.of("b00")


@pytest.mark.parametrize("name", ["b99", "", "zz", "B00"])
def test_nobody_else_is_offered_for_an_unknown_id(name: str) -> None:
    with pytest.raises(UnknownCustomer) as refused:
        customer(shop_log(), name, key=KEY)

    assert not any(case in refused.value.told() for case in ("b00", "b01", "l00"))


def test_a_compiled_log_tells_the_same(tmp_path: Path) -> None:
    sources = Sources(journey=shop())

    on_disk = customer(compiled_shop(tmp_path), "l03", sources, key=KEY)
    in_memory = customer(shop_log(), "l03", sources, key=KEY)

    assert on_disk.path == in_memory.path
    assert on_disk.standing == in_memory.standing
    assert on_disk.attributes == in_memory.attributes


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_withheld_is_told_in_every_language(language: str) -> None:
    found = customer(shop_log(), "l03", Sources(journey=shop()), least=20)

    assert len(found.findings) == 2
    assert not any("{" in one.told(language) for one in found.findings)
