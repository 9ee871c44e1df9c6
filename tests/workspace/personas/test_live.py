"""
The personas of a workspace held against the customers of a log (R-114, R-115).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.workspace.customers import compiled_shop, shop_log
from tests.workspace.planned import record
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.model.work.persona import Persona, Share
from touchline.workspace.personas.live import (
    condition,
    findings_of,
    keep_shares,
    live_personas,
)
from touchline.workspace.personas.profiles import apart

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.workspace import Workspace

TODAY = dt.date(2026, 3, 1)


def persona(id: str, **fields: object) -> Persona:  # noqa: A002 (the field's word)
    found = record("persona", id, **fields)
    assert isinstance(found, Persona)
    return found


RHINE = persona("rhine", segment={"town": ["Bonn"]})
BUYER = persona("buyer", deeds=["did pay", "did not look"])


def test_a_persona_stands_for_the_customers_of_its_segment() -> None:
    rhine, buyer = live_personas([RHINE, BUYER], shop_log(), least=1)

    # By hand: 8 of 22 live in Bonn; 12 of 22 pay.
    assert rhine.share is not None
    assert buyer.share is not None
    assert (rhine.share.cases, rhine.share.share) == (8, 8 / 22)
    assert (buyer.share.cases, buyer.share.share) == (12, 12 / 22)
    # Wilson's interval of 8 of 22, by the formula: centre (8 + z²/2) / (22 + z²).
    z2 = 1.959964**2
    centre = (8 + z2 / 2) / (22 + z2)
    assert rhine.share.interval is not None
    assert (rhine.share.interval.low + rhine.share.interval.high) / 2 == pytest.approx(centre)


def test_its_profile_says_what_sets_its_customers_apart_and_not_how_they_were_chosen() -> None:
    rhine, buyer = live_personas([RHINE, BUYER], shop_log(), least=1)

    # By hand: everybody from Bonn pays, and of the 14 others 4; nobody from Bonn looks.
    found = {row.name: (row.share, row.share_of_rest) for row in rhine.profile}
    assert found["pay"] == (1.0, 4 / 14)
    assert not [name for name in found if name.startswith("town=")]
    assert {row.name for row in buyer.profile} == {"compare", "town=Bonn", "town=Ulm"}


def test_numbers_about_few_people_are_left_out() -> None:
    pair = persona("pair", segment={"town": ["Bonn"]})
    most = persona("most", deeds=["did visit"])

    few, everybody = live_personas([pair, most], shop_log(), least=9)

    # By hand: 8 customers are fewer than 9; all 22 leave nobody out.
    assert (few.state, few.share, few.profile) == ("few", None, ())
    assert everybody.state == "counted"
    assert {one.name for one in live_personas([BUYER], shop_log(), least=5)[0].profile} == {
        # Of the 12 who pay 4 live in Ulm, fewer than 5: towns would point at them.
        "compare"
    }


def test_a_persona_without_customers_or_with_an_unknown_attribute_says_so() -> None:
    idle, rich = persona("idle"), persona("rich", segment={"income": ["high"]})

    live = live_personas([idle, rich], shop_log(), least=5)

    assert [one.state for one in live] == ["unbound", "untold"]
    assert live[1].missing == "income"
    names = [one.name for one in findings_of([idle, rich], live, least=5, language="en")]
    assert names == ["persona-unbound", "persona-untold"]


def test_a_persona_to_whom_nobody_belongs_is_told_as_such() -> None:
    slip = persona("slip", deeds=["did payy"])

    (live,) = live_personas([slip], shop_log(), least=5)

    assert live.share is not None
    assert (live.state, live.share.cases, live.profile) == ("counted", 0, ())
    assert [one.name for one in findings_of([slip], [live], least=5, language="en")] == [
        "persona-nobody"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_that_has_left_its_interval_is_told(language: str) -> None:
    was = {"value": 0.9, "low": 0.85, "high": 0.95, "n": 90, "of": 100}
    moved = RHINE.model_copy(update={"share": Share.model_validate(was)})
    same = BUYER.model_copy(update={"share": Share(value=0.5, low=0.4, high=0.6)})

    live = live_personas([moved, same], shop_log(), least=1)

    # By hand: 8 of 22 are 36.4 %, far below 85 %; 12 of 22 lie between 40 % and 60 %.
    found = findings_of([moved, same], live, least=1, language="en")
    assert [one.name for one in found] == ["persona-moved"]
    told = found[0].told(language)
    assert "{" not in told
    assert any(digits in told for digits in ("36.4", "36,4", "۳۶٫۴"))


def half_known() -> EventLog:
    """
    Ten from Bonn of whom eight pay, ten from Ulm of whom eight pay, and twenty from nowhere who do
    not; of those from Bonn six have children and four have none.
    """
    towns = [(f"b{i}", "Bonn", i < 8) for i in range(10)]
    towns += [(f"u{i}", "Ulm", i < 8) for i in range(10)]
    towns += [(f"n{i:02}", "", False) for i in range(20)]
    events = [(case, "visit", "2026-01-01") for case, _, _ in towns]
    events += [(case, "pay", "2026-01-02") for case, _, pays in towns if pays]
    known = {case: {"town": town} for case, town, _ in towns if town}
    for i in range(10):
        known[f"b{i}"]["children"] = "yes" if i < 6 else "no"
    return EventLog.from_events(events, case_attributes=known)


def test_customers_are_held_against_those_of_whom_as_much_is_known() -> None:
    (bonn,) = live_personas([RHINE], half_known(), least=1)

    # By hand: 10 of all 40; but of those with a town, as many pay in Ulm as in Bonn.
    assert bonn.share is not None
    assert (bonn.share.cases, bonn.share.share, bonn.unknown) == (10, 0.25, 20)
    assert bonn.profile == ()
    (told,) = findings_of([RHINE], [bonn], least=1, language="en")
    assert "Of 20 customers" in told.told()


def test_shares_of_an_attribute_are_of_those_of_whom_it_is_known() -> None:
    payer = persona("payer", deeds=["did pay"])

    (live,) = live_personas([payer], half_known(), least=1)

    # By hand: of the payers whose town is known 8 of 16 live in Bonn, of the others 2 of 4; that
    # nobody knows the towns of the twenty who never pay sets nobody apart.
    assert [row.name for row in live.profile] == []


def test_a_compiled_log_gives_the_same_numbers(tmp_path: Path) -> None:
    both = [RHINE, BUYER]

    on_disk = live_personas(both, compiled_shop(tmp_path), least=1)

    assert on_disk == live_personas(both, shop_log(), least=1)


def test_more_than_two_personas_bring_the_advice_to_follow_the_two_largest() -> None:
    ulm = persona("ulm", segment={"town": ["Ulm"]})
    three = [RHINE, BUYER, ulm]

    live = live_personas(three, shop_log(), least=1)

    (advice,) = findings_of(three, live, least=1, language="en")
    # By hand: 14 from Ulm and 12 buyers are more than 8 from Bonn.
    assert advice.name == "narrow-personas"
    assert "“ulm” and “buyer”" in advice.told()
    assert findings_of(three[:2], live[:2], least=1, language="en") == ()


def test_counted_shares_are_kept_with_their_source_and_day(workspace: Workspace) -> None:
    workspace.put(RHINE, BUYER)
    log = shop_log()

    keep_shares(workspace, live_personas([RHINE], log, least=1), log, today=TODAY, author="Mei")

    kept = workspace.get(Persona, "rhine").share
    assert kept is not None
    assert (kept.n, kept.of, kept.date, kept.source) == (8, 22, TODAY, log.source)
    assert workspace.get(Persona, "buyer").share is None


def test_who_the_customers_are_is_written_as_a_segment() -> None:
    both = persona("both", segment={"town": ["Bonn", "Ulm"]}, deeds=["did pay"])

    assert [condition(one) for one in (both, persona("idle"))] == ["town=Bonn|Ulm & did pay", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_sets_apart_is_said_in_every_language(language: str) -> None:
    (live,) = live_personas([RHINE], shop_log(), least=1)

    said = [apart(row, language) for row in live.profile]

    assert any("pay" in line for line in said)
    assert not any("{" in line for line in said)
