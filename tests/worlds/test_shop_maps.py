"""
The invented shop's maps (R-058, R-041) say what its rows say, in six languages, with every lane.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.worlds import shop_counts
from touchline.document import load, loads
from touchline.i18n import LANGUAGES
from touchline.lanes import LANES
from touchline.linting.engine import lint
from touchline.measuring.measure import measure
from touchline.model.experience import Feeling, Metric, Rating
from touchline.model.map import JourneyMap
from touchline.model.text import LocalText
from touchline.samples import INVENTED
from touchline.scene.compose import compose
from touchline.sources import read_log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.structure import Card

SHOP = INVENTED["invented_shop"]
FILES = (SHOP.journey, SHOP.to_be, SHOP.blueprint)
EVERY = (*FILES, SHOP.brand)
SEGMENTS = {"mira": "regular", "leo": "gift"}


def journey_in(path: Any) -> JourneyMap:
    found = load(path)
    assert isinstance(found, JourneyMap)
    return found


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    counted: dict[str, Any] = yaml.safe_load(SHOP.truth.read_text("utf-8"))["counted"]
    return counted


@pytest.fixture(scope="module")
def journey() -> JourneyMap:
    return journey_in(SHOP.journey)


def texts(part: object) -> Iterator[LocalText]:
    """
    Walk over everything that a reader of a map reads.
    """
    if isinstance(part, LocalText):
        yield part
    elif isinstance(part, (tuple, list)):
        for item in part:
            yield from texts(item)
    elif isinstance(part, dict):
        yield from texts(list(part.values()))
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:  # type: ignore[attr-defined]
            yield from texts(getattr(part, name))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_every_text_is_said_in_six_languages(path: Any) -> None:
    for text in texts(journey_in(path)):
        if text:
            assert set(text.languages) == set(LANGUAGES), str(text)
            assert all(text.said(language).strip() for language in LANGUAGES)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_every_map_says_that_it_is_invented(path: Any) -> None:
    assert journey_in(path).is_invented
    assert path.read_text("utf-8").startswith("# An invented shop")


def test_every_kind_of_lane_that_people_fill_is_used() -> None:
    used = {lane.kind for path in FILES for lane in journey_in(path).lanes if lane.cells}

    assert used == {name for name in LANES if not LANES[name].is_measured}


def test_every_grade_and_every_kind_of_branch_is_used(journey: JourneyMap) -> None:
    assert {card.grade for _, _, card in journey.cards()} == {
        "assumption", "quoted", "surveyed", "measured",
    }  # fmt: skip
    assert {branch.kind for branch in journey.branches} == {"failure", "loop", "recovery"}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        # Two touchpoints promise different delivery times: planted in the map, and true of it.
        (SHOP.journey, ["contradicting-facts"]),
        (SHOP.to_be, []),
        (SHOP.blueprint, []),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_the_rules_find_what_was_planted_and_no_more(path: Any, found: list[str]) -> None:
    day = dt.date(2026, 11, 22)

    assert [finding.name for finding in lint(journey_in(path), today=day)] == found


def test_the_three_maps_lead_to_each_other() -> None:
    for path in FILES:
        journey = journey_in(path)
        steps = {step.id for step in journey.steps}
        assert {link.map for link in journey.links} == {
            other.name for other in FILES if other != path
        }
        for link in journey.links:
            theirs = {step.id for step in journey_in(path.parent / link.map).steps}
            assert link.step is None or link.step in steps
            assert link.their_step is None or link.their_step in theirs


def test_surveyed_feelings_are_the_means_of_the_answers(
    journey: JourneyMap, truth: dict[str, Any]
) -> None:
    surveyed = [
        (cell.at, card)
        for _, cell, card in journey.cards()
        if isinstance(card, Feeling) and card.grade == "surveyed"
    ]

    assert len(surveyed) == 2 * len(truth["satisfaction"])
    for step, card in surveyed:
        moment = "ask" if step == "solved" else step
        counted = truth["satisfaction"][moment][SEGMENTS[card.persona or ""]]
        assert (card.score, card.low, card.high) == (
            counted["mean"], counted["low"], counted["high"],
        )  # fmt: skip
        assert card.evidence[0].n == counted["n"]


def test_importance_is_what_the_panel_said(journey: JourneyMap, truth: dict[str, Any]) -> None:
    rated = [(cell.at, card) for _, cell, card in journey.cards() if isinstance(card, Rating)]

    assert len(rated) == 2 * len(truth["importance"])
    for step, card in rated:
        counted = truth["importance"][step][SEGMENTS[card.persona or ""]]
        assert (card.score, card.evidence[0].n) == (counted["mean"], counted["n"])


def test_personas_are_as_many_as_their_segments(journey: JourneyMap) -> None:
    customers = shop_counts.rows(SHOP.cases) if SHOP.cases else []

    for persona in journey.personas:
        n = sum(row["segment"] == SEGMENTS[persona.id] for row in customers)
        assert n in [item.n for item in persona.evidence]


def test_metrics_and_objectives_are_the_counted_figures(
    journey: JourneyMap, truth: dict[str, Any]
) -> None:
    metrics = {cell.at: card for _, cell, card in journey.cards() if isinstance(card, Metric)}
    payment, islands = truth["payment"], truth["order_to_door"]["islands"]
    passed_on = truth["help"]["passed_on"]
    objectives = [journey_in(path).objective for path in FILES]

    assert [reading.value for reading in metrics["pay"].readings] == [
        payment["before_the_change"]["share"], payment["after_the_change"]["share"],
    ]  # fmt: skip
    assert metrics["pay"].baseline == payment["before_the_change"]["share"]
    assert metrics["wait"].readings[0].value == pytest.approx(3_600 * islands["median_hours"], 1e-5)
    assert metrics["reorder"].readings[0].value == truth["recommended"]["score"]
    assert [round(each.baseline or 0, 3) for each in objectives if each] == [
        round(truth["everybody"]["share_ordered_again"], 3),
        round(truth["everybody"]["share_ordered_again"], 3),
        round(passed_on["reached"] / passed_on["starts"], 3),
    ]


def claims(truth: dict[str, Any]) -> dict[str, tuple[int, bool]]:
    """
    For each card that tells a number: how many it rests on, and whether it is true.
    """
    payment, help_, channels = truth["payment"], truth["help"], truth["channels"]
    before, after = payment["before_the_change"], payment["after_the_change"]
    passed, kept, social = help_["passed_on"], help_["not_passed_on"], channels["social"]
    lost = payment["refused_and_lost"] / payment["refused"]
    rated = (passed["satisfaction"], kept["satisfaction"])
    second = truth["second_order"]
    return {
        # About three weeks.
        "actions-reorder": (second["reached"], round(second["median_hours"] / 24 / 7) == 3),
        "h1": (truth["satisfaction"]["browse"]["gift"]["n"], True),
        # Nearly two in three.
        "h2": (payment["refused"], 0.63 < lost < 2 / 3),
        # A week.
        "h3": (
            truth["order_to_door"]["islands"]["reached"],
            round(truth["order_to_door"]["islands"]["median_hours"] / 24) == 7,
        ),
        "h4": (truth["tickets"]["by_topic"]["damage"], True),
        # More than one in three.
        "h5": (passed["starts"], 1 - passed["reached"] / passed["starts"] > 1 / 3),
        # One in thirteen.
        "h6": (
            social["with_two_months"],
            round(social["with_two_months"] / social["ordered_again"]) == 13,
        ),
        # From 24 to 10 in 100.
        "insights-pay": (
            before["started"] + after["started"],
            (round(100 * before["share"]), round(100 * after["share"])) == (24, 10),
        ),
        # 4.0 instead of 2.2.
        "insights-ask": (
            sum(each["n"] for each in rated),
            [round(each["mean"], 1) for each in rated] == [2.2, 4.0],
        ),
        # Social networks sell best and bind least.
        "insights-reorder": (
            social["customers"],
            social["share_ordered"] == max(each["share_ordered"] for each in channels.values())
            and social["share_ordered_again"]
            == min(each["share_ordered_again"] for each in channels.values()),
        ),
    }


def test_every_claim_on_the_map_is_true_of_the_rows(
    journey: JourneyMap, truth: dict[str, Any]
) -> None:
    cards: dict[str, Card] = {card.id: card for _, _, card in journey.cards()}

    for name, (n, is_true) in claims(truth).items():
        assert cards[name].evidence[0].n == n, name
        assert is_true, name
    published = {"unpack": "unboxing", "unpack-2": "breakage", "share": "ritual"}
    for place, subject in published.items():
        n_posts = cards[f"customer-content-{place}"].evidence[0].n
        assert n_posts == truth["posts_by_subject"][subject]


def test_the_reasons_of_the_to_be_map_are_true_of_the_rows(truth: dict[str, Any]) -> None:
    browse, payment = truth["satisfaction"]["browse"], truth["payment"]

    # “Fewer than half try their card again”, “almost a point lower”.
    assert payment["tried_again"] / payment["refused"] < 0.5
    assert 0.7 < browse["regular"]["mean"] - browse["gift"]["mean"] < 1


def test_the_measured_map_reaches_what_was_counted(
    journey: JourneyMap, truth: dict[str, Any]
) -> None:
    log = read_log(SHOP.path, cases=SHOP.cases, zone=SHOP.zone, **SHOP.columns)

    measured = measure(journey, log)

    reached = {
        step.step: step.reached.value
        for step in measured.measures.steps
        if step.reached is not None
    }
    assert reached == truth["reached_in_60_days"]
    declined = next(step for step in measured.measures.steps if step.step == "declined")
    assert declined.visitors is not None
    assert declined.visitors.value == truth["payment"]["refused"]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_the_map_is_drawn_in_every_language(path: Any, language: str) -> None:
    scene = compose(loads(path.read_text("utf-8")), language=language)

    assert scene.height > 1_000


def test_r058_the_worked_example_of_a_brand_has_pains_posts_and_thoughts_at_its_steps() -> None:
    brand = journey_in(SHOP.brand)
    steps = {step.id for step in brand.steps}

    filled = {
        lane.kind: {cell.at for cell in lane.cells if cell.cards}
        for lane in brand.lanes
        if lane.cells
    }

    # R-058 names pains, posted content and thought processes; the brand also answers its pains.
    assert filled["thoughts"] == steps
    assert len(filled["communication"]) >= len(steps) - 1
    assert filled["pain-points"] == filled["support"] == filled["opportunities"]
    assert "customer-content" in filled
    assert lint(brand, today=dt.date(2026, 11, 22)) == ()
