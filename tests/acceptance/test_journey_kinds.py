"""
The kinds of journey and of business (requirements 1.6), one test each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal


def begun(terminal: Terminal, kind: str) -> tuple[dict[str, Any], str]:
    """
    Start a map of a kind of journey; give back its data and the advice.
    """
    reply = terminal.run("new", "--kind", kind, "-o", "made.map.yaml")
    assert reply.code == 0, reply.err
    made = terminal.made("--kind", kind)
    assert made["kind"] == kind
    return made, reply.err


def test_r090_a_purchase_begins_at_the_landing_page_and_ends_with_it(terminal: Terminal) -> None:
    made, advice = begun(terminal, "purchase")

    assert "Start: A prospect or customer visits the site or landing page." in advice
    assert "End: The purchase." in advice
    assert "most common" in advice
    assert made["stages"][-1]["kind"] == "purchase"


def test_r091_lead_generation_warns_that_progress_is_hard_to_track(terminal: Terminal) -> None:
    made, advice = begun(terminal, "lead-generation")

    assert "hard to track" in advice
    assert "metrics" in {row["kind"] for row in made["lanes"]}
    assert "purchase" not in {stage["kind"] for stage in made["stages"]}


def test_r092_engagement_warns_that_interest_needs_a_direct_benefit(terminal: Terminal) -> None:
    _, advice = begun(terminal, "engagement")

    assert "direct benefit" in advice


def test_r093_retention_begins_with_those_who_have_bought(terminal: Terminal) -> None:
    made, advice = begun(terminal, "retention")

    assert "Start: The first purchase has been made." in advice
    assert "awareness" not in {stage["kind"] for stage in made["stages"]}
    assert made["stages"][-1]["kind"] == "loyalty"


@pytest.mark.parametrize("kind", ["purchase", "lead-generation", "engagement", "retention"])
def test_r094_each_kind_tells_start_end_metrics_and_cautions(kind: str, terminal: Terminal) -> None:
    told = set()
    for language in LANGUAGES:
        reply = terminal.run("new", "--kind", kind, "-o", "made.map.yaml", language=language)
        assert reply.code == 0
        told.add(reply.err.replace("made.map.yaml", ""))

    # The advice is in the language of the reader.
    assert len(told) == len(LANGUAGES)
    english = terminal.run("new", "current-state", "--kind", kind, "-o", "made.map.yaml").err
    assert all(one in english for one in ("Start:", "End:", "Mind:", "To watch:"))


@pytest.mark.parametrize(
    ("goal", "kind"),
    [("win-prospects", "lead-generation"), ("keep-engaged", "engagement")],
)
def test_r094_the_goal_chooses_the_kind(goal: str, kind: str, terminal: Terminal) -> None:
    assert terminal.made("--goal", goal)["kind"] == kind


@pytest.mark.parametrize(
    "business", ["retail", "bank", "insurance", "telecom", "software", "hospital", "public-office"]
)
def test_r095_every_business_has_a_template_of_its_own(business: str, terminal: Terminal) -> None:
    made = terminal.made("--goal", "improve", "--business", business)

    assert made["template"] == business
    # Hospitals and offices sell nothing: no journey is taken for a purchase there.
    is_sold = business not in {"hospital", "public-office"}
    assert (made.get("kind") == "purchase") == is_sold
    terminal.run("new", business, "-o", "made.map.yaml")
    assert len(terminal.words("made.map.yaml")) > 1_000
