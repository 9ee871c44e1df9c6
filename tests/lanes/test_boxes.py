import datetime as dt
from typing import Any

import pytest

from tests.contracts.test_lanes import pen, row
from tests.scene.odd import lane, steps
from tests.scene.walking import walk, words
from touchline.canvas.primitives import Group, Icon, Path, Rect
from touchline.lanes import LANES
from touchline.model.experience import (
    Assistance,
    Change,
    Channel,
    Expectation,
    Insight,
    Metric,
    PainPoint,
    PostedContent,
    Reading,
    Resource,
)
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Scale
from touchline.model.text import LocalText

LATE = PainPoint(id="late", text=LocalText.of("Costs come late"))


def _row(kind: str, *cards: Card, language: str = "en", **of_cell: Any):
    pains = lane("pain-points", (Cell[Any](at="x0", cards=(LATE,)),))
    journey = JourneyMap[Any](
        id="m",
        title=LocalText.of("Map"),
        stages=steps(2),
        lanes=(pains, lane(kind, (Cell[Any](at="x1", cards=cards, **of_cell),))),
        channels=(Channel(id="clips", name=LocalText.of("Clips"), icon="camera"),),
    )
    return row(journey, kind, language)


def _drawn(kind: str, *cards: Card, **more: Any):
    return LANES[kind].draw(_row(kind, *cards, **more), pen()).children


def _told(kind: str, *cards: Card, **more: Any) -> tuple[str, ...]:
    return LANES[kind].tell(_row(kind, *cards, **more), "x1")


def _details(kind: str, *cards: Card) -> str:
    return "\n".join(
        item.details
        for item in walk(_drawn(kind, *cards))
        if isinstance(item, Group) and item.role == "card"
    )


def _icons(drawn) -> list[str]:
    return [item.name for item in walk(drawn) if isinstance(item, Icon)]


def test_a_change_shows_owner_status_day_and_what_it_answers() -> None:
    #
    change = Change(
        id="c",
        text=LocalText.of("Show costs"),
        status="planned",
        owner="Lena Kraus",
        due=dt.date(2027, 3, 3),
        answers=("late",),
        why=LocalText.of("Most leave here"),
    )

    assert words(_drawn("changes", change)) == [
        "Show costs", "LK", "Planned", "by Mar 3, 2027", "answers 1 pain point",
    ]  # fmt: skip
    assert _told("changes", change) == (
        (
            "Show costs · Planned · by Mar 3, 2027 · Why: Most leave here"
            " · Answers: “Costs come late” · Owner: Lena Kraus"
        ),
    )


def test_a_change_in_effect_says_since_when() -> None:
    change = Change(
        id="c", text=LocalText.of("Done"), status="done", since=dt.date(2026, 10, 1), due=None
    )

    assert "since Oct 1, 2026" in words(_drawn("changes", change))


@pytest.mark.parametrize(
    ("experienced", "told"),
    [(2, "gap −2"), (4.5, "gap +0.5"), (4, "as expected"), (3.98, "as expected")],
)
def test_a_gap_is_drawn_with_its_sign(experienced: float, told: str) -> None:
    #
    stars = Scale(low=1, high=5)
    card = Expectation(
        id="e",
        text=LocalText.of("Clear prices"),
        expected=4,
        experienced=experienced,
        scale=stars,
    )

    assert words(_drawn("expectations", card))[-1] == told
    (line,) = _told("expectations", card)
    assert line.startswith("Clear prices · expected 4 · experienced ")
    assert line.endswith(told)


def test_an_expectation_without_scores_is_words_alone() -> None:
    card = Expectation(id="e", text=LocalText.of("Clear prices"))

    assert words(_drawn("expectations", card)) == ["Clear prices"]


def test_help_says_which_pain_it_answers() -> None:
    #
    help_card = Assistance(id="h", text=LocalText.of("Call back"), answers=("late",))

    assert words(_drawn("support", help_card)) == ["Call back", "answers 1 pain point"]
    assert "Answers: “Costs come late”" in _details("support", help_card)


def test_an_insight_says_which_cards_it_draws_on() -> None:
    #
    insight = Insight(id="i", text=LocalText.of("Trust is lost late"), about=("late",))

    assert words(_drawn("insights", insight)) == ["Trust is lost late", "from 1 card", "assumption"]
    assert _told("insights", insight) == ("Trust is lost late · Draws on: “Costs come late”",)


@pytest.mark.parametrize(("kind", "icon"), [("barriers", "ban"), ("enablers", "thumbs-up")])
def test_what_hinders_and_what_helps_differ_by_more_than_colour(kind: str, icon: str) -> None:
    #
    assert _icons(_drawn(kind, Card(id="a", text=LocalText.of("A lift")))) == [icon]


def test_what_customers_publish_is_quoted_in_a_bubble_with_its_channel() -> None:
    #
    post = PostedContent(id="p", text=LocalText.of("My new bike"), channel="clips")

    drawn = _drawn("customer-content", post)

    assert words(drawn) == ["“My new bike”", "Clips"]
    assert _icons(drawn) == ["camera"]
    assert len([item for item in walk(drawn) if isinstance(item, Path)]) == 1


def test_what_is_needed_differs_in_shape_and_words_from_what_is_there() -> None:
    #
    there = Resource(
        id="a", text=LocalText.of("Photos"), sort="content", cost=1200, currency="EUR",
        every="month",
    )  # fmt: skip
    needed = Resource(id="b", text=LocalText.of("Room"), sort="place", availability="need")

    drawn = _drawn("resources", there, needed)

    assert words(drawn) == ["Photos", "€1,200 a month", "Room", "needed"]
    assert _icons(drawn) == ["file-text", "map-pin"]
    first, second = [item for item in walk(drawn) if isinstance(item, Rect)]
    assert (first.dash, second.dash) == ((), (4, 3))
    assert second.radius < first.radius
    assert _told("resources", there, needed) == (
        "Photos · Content · in place · €1,200 a month",
        "Room · Place · needed",
    )


def _metric(**more: Any) -> Metric:
    return Metric(id="m", text=LocalText.of("Complaints"), **more)


def _readings(*values: float) -> tuple[Reading, ...]:
    return tuple(Reading(date=dt.date(2026, i + 1, 1), value=v) for i, v in enumerate(values))


def test_a_metric_shows_its_latest_value_status_bounds_and_day() -> None:
    # P10.
    metric = _metric(unit="share", baseline=0.2, target=0.4, readings=_readings(0.2, 0.315))

    assert words(_drawn("metrics", metric)) == [
        "Complaints", "31.5%", "improving", "target 40%", "baseline 20%", "as of Feb 1, 2026",
    ]  # fmt: skip
    assert _told("metrics", metric) == (
        (
            "Complaints · 31.5% · as of Feb 1, 2026 · improving · target 40% · baseline 20%"
            " · 2 values since Jan 1, 2026"
        ),
    )


@pytest.mark.parametrize(
    ("better", "values", "sign"),
    [
        ("higher", (20, 30), "trending-up"),
        ("lower", (20, 10), "trending-down"),
        ("higher", (20, 10), "trending-down"),
        ("lower", (20, 30), "trending-up"),
        ("lower", (20, 20), "minus"),
        ("higher", (20, 90), "circle-check"),
    ],
)
def test_the_arrow_of_a_metric_points_the_way_that_it_went(better, values, sign) -> None:
    target = 80 if better == "higher" else 5
    metric = _metric(better=better, baseline=20, target=target, readings=_readings(*values))

    assert _icons(_drawn("metrics", metric)) == [sign]


def test_a_metric_without_a_value_says_so() -> None:
    assert words(_drawn("metrics", _metric(target=3))) == ["Complaints", "no value yet", "target 3"]


def test_the_small_line_of_a_metric_has_a_point_for_each_day_in_order() -> None:
    readings = (
        Reading(date=dt.date(2026, 3, 1), value=3),
        Reading(date=dt.date(2026, 1, 1), value=1),
        Reading(date=dt.date(2026, 2, 1), value=2),
    )

    (line,) = [
        item
        for item in walk(_drawn("metrics", _metric(readings=readings)))
        if isinstance(item, Path)
    ]

    spots = [command[1:] for command in line.commands]
    assert spots == sorted(spots)
    assert [y for _, y in spots] == sorted((y for _, y in spots), reverse=True)


def test_a_cell_shows_and_tells_its_owner_and_department() -> None:
    #
    of_cell = {"owner": "Tan Ooi", "department": "Shipping"}

    card = Card(id="a", text=LocalText.of("Packs"))

    assert words(_drawn("actions", card, **of_cell)) == ["Packs", "TO", "Tan Ooi", "Shipping"]
    assert _told("actions", card, **of_cell) == (
        "Packs",
        "Owner: Tan Ooi",
        "Department: Shipping",
    )


def test_a_card_shows_its_owner_below_its_words() -> None:
    card = Card(id="a", text=LocalText.of("Packs"), owner="Amir", department="Shipping")

    assert words(_drawn("processes", card)) == ["Packs", "A", "Amir", "Shipping"]
    assert "Department: Shipping" in _details("processes", card)


def test_an_empty_cell_asks_its_question_and_a_filled_one_does_not() -> None:
    question = LocalText.of({"en": "What do they do?", "de": "Was wird getan?"})

    empty = _drawn("actions", hint=question)
    filled = _drawn("actions", Card(id="a", text=LocalText.of("Packs")), hint=question)

    (hint,) = [item for item in walk(empty) if isinstance(item, Group)]
    assert (hint.role, hint.title, str(hint.at)) == (
        "hint",
        "What do they do?",
        "step:x1/lane:actions",
    )
    assert words(filled) == ["Packs"]
    german = LANES["actions"].draw(_row("actions", language="de", hint=question), pen("de"))
    assert words(german.children) == ["Was wird getan?"]
    assert _told("actions", hint=question) == ()


def test_a_row_is_high_enough_for_a_long_question() -> None:
    short = LANES["actions"].draw(_row("actions", hint=LocalText.of("What?")), pen())
    long = LANES["actions"].draw(_row("actions", hint=LocalText.of("What then? " * 20)), pen())

    assert long.height > short.height
