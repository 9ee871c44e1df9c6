"""
The case for an investment on one page.
"""

from __future__ import annotations

import json

import pytest

from tests.workspace.journeys import journey, lane, log
from tests.workspace.test_investment import FORM, PLAN, needing
from touchline.i18n import LANGUAGES, translate
from touchline.workspace.investment import InvestmentCase, investment_case
from touchline.workspace.investment_money import Plan
from touchline.workspace.investment_page import as_html, as_markdown, plain_case


def case(language: str = "en", years: float = 1) -> InvestmentCase:
    return investment_case(needing(FORM), Plan(**PLAN, years=years), log=log(40), language=language)


def test_the_page_says_what_management_asks() -> None:
    text = as_markdown(case())

    for told in (
        "# The case for investing: Signing up",
        "It pays: the whole range of the net lies above zero.",
        "**Cost over 1 y.** — €2,000",
        "**More completions over 1 y.** — 100 (",
        "| Help beside the form | I fill in the form | €2,000 |",
        "**Complete as it is** — 50.0%",
        "**Would complete** — 66.7%",
        "50% of those who leave at “I fill in the form” stay",
        "A completion is worth 30 EUR, as stated.",
    ):
        assert told in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language_and_fits_on_one(language: str) -> None:
    made = case(language, years=2)

    text, paper = as_html(made), as_markdown(made)

    assert translate("case.needs", language) in text
    assert translate("case.sensitivity", language) in paper
    # An A4 page of 11 points holds about sixty lines.
    assert len([line for line in paper.splitlines() if line.strip()]) < 60


def test_programs_get_every_number() -> None:
    data = json.loads(json.dumps(plain_case(case())))

    assert data["verdict"] == "pays"
    assert data["outcome"]["net"] == pytest.approx(1000)
    assert len(data["outcome"]["interval_of_net"]) == 2
    assert data["costs"] == [{"currency": "EUR", "once": 2000, "yearly": 0, "n": 1, "over": 2000}]
    assert data["forecast"]["share_before"] == 0.5
    assert {one["name"] for one in data["assumptions"]} >= {"horizon", "cut", "worth-stated"}
    assert data["sensitivity"][0]["name"] == "effect"


def test_effort_and_cost_before_and_after_stand_on_the_page() -> None:
    desk = {"id": "desk", "text": "Desk", "cost": 100, "currency": "EUR", "every": "month"}
    before = journey(lane("resources", call=[{**desk, "hours": 10}]))
    after = journey(lane("resources", call=[{**desk, "cost": 60, "hours": 4}]), id="later")

    text = as_markdown(investment_case(before, after=after))

    assert "| I call | 120 | 48 | €1,200 | €720 |" in text
    assert "**Saved in running it over 1 y.** — €480" in text
    assert "**Paid back after** — at once" in text


def test_a_map_that_needs_nothing_says_so() -> None:
    text = as_markdown(investment_case(journey()))

    assert "The map names nothing that is needed." in text


@pytest.mark.parametrize("cost", [0, 1e-9, 1e307])
def test_a_cost_of_any_size_can_be_told(cost: float) -> None:
    returning = {**FORM, "id": "again", "cost": cost, "every": "month"}

    made = investment_case(
        needing({**FORM, "cost": cost}, returning), Plan(**PLAN, years=50), log=log(1)
    )

    assert as_markdown(made)
    assert as_html(made)


def test_a_map_whose_steps_may_all_be_left_out_ends_with_the_last_of_them() -> None:
    """
    Without a planned way, completing means the last step that was met.
    """
    steps = [{"id": name, "name": name, "optional": True} for name in ("form", "call", "pay")]
    given = journey(stages=[{"id": "buy", "name": "Buy", "steps": steps}])

    made = investment_case(given, Plan(cut_exit=("form:0.5",), worth=1), log=log())

    assert made.target == "pay"
