"""
Views for audiences from one map (M19): a page for leadership, a board, a script, a list of events.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.support import support
from tests.scene.lines import collisions
from tests.scene.maps import text, way
from tests.scene.odd import lane
from tests.scene.walking import groups, is_inside, reach, texts, words
from touchline.document.read import journey_of, load
from touchline.i18n import LANGUAGES
from touchline.measuring.measure import measure
from touchline.measuring.measured import (
    Conformance,
    Figure,
    MeasuredMap,
    Measures,
    Provenance,
    StepMeasures,
)
from touchline.model.binding import Matcher
from touchline.model.experience import (
    Change,
    Fact,
    Feeling,
    Metric,
    Opportunity,
    PainPoint,
    Reading,
    Touchpoint,
)
from touchline.model.map import JourneyMap
from touchline.model.proof import Result
from touchline.model.structure import Card, Cell, Stage, Step
from touchline.model.text import LocalText
from touchline.samples import INVENTED
from touchline.scene.compose import compose
from touchline.sources import read_log

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene

STYLES = ("executive", "board", "script", "events")
SHOP = INVENTED["invented_shop"]
PROVENANCE = Provenance(
    source="log.csv",
    fingerprint="0",
    first=None,
    last=None,
    n_cases=100,
    n_events=500,
    measured_at=dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC),
)


@cache
def shop() -> MeasuredMap:
    columns: dict[str, Any] = dict(SHOP.columns)
    log = read_log(SHOP.path, cases=SHOP.cases, zone=SHOP.zone, **columns)
    return measure(journey_of(load(SHOP.journey)), log)


def long_words() -> JourneyMap[Any]:
    """
    A word of 300 letters in every place, and forty cards at one step.
    """
    word = text("x" * 300)
    cards = tuple(PainPoint(id=f"p{i}", text=word, severity=2, owner="o" * 80) for i in range(20))
    plans = tuple(
        Opportunity(id=f"o{i}", text=word, owner="o" * 80, status="planned") for i in range(20)
    )
    met = Touchpoint(id="t", text=word, binding=(Matcher(activities=("y" * 300,)),))
    return JourneyMap[Any](
        id="long",
        title=word,
        stages=(Stage(id="s", name=word, steps=(Step(id="a" * 60, name=word),)),),
        lanes=(
            lane("pain-points", (Cell[Any](at="a" * 60, cards=cards),)),
            lane("opportunities", (Cell[Any](at="a" * 60, cards=plans),)),
            lane("touchpoints", (Cell[Any](at="a" * 60, cards=(met,)),)),
            lane("emotion", (Cell[Any](at="a" * 60, cards=(Feeling(id="f", score=-1),)),)),
        ),
    )


def measured(journey: JourneyMap[Any], *shares: float | None, **more: Any) -> MeasuredMap:
    """
    Measure the completion of steps as it is given, each of 1,000 customers.
    """
    steps = []
    for step, share in zip(journey.steps, shares, strict=True):
        figure = None
        if share is not None:
            low, high = share - 0.02, share + 0.02
            figure = Figure(value=share, n=1000, low=low, high=high, unit="share")
        steps.append(StepMeasures(step=step.id, is_bound=True, completion=figure))
    return MeasuredMap(journey, Measures(provenance=PROVENANCE, steps=tuple(steps), **more))


def cells(kind: str, *cards: Card, at: str = "x0") -> Any:
    return lane(kind, (Cell[Any](at=at, cards=cards),))


def column(scene: Scene, title: str) -> list[str]:
    return words(next(group for group in groups(scene, "column") if group.title == title).children)


def block(scene: Scene, title: str) -> list[str]:
    return words(next(group for group in groups(scene, "block") if group.title == title).children)


def row(scene: Scene, step: str) -> list[str]:
    found = groups(scene, "step")
    return words(next(item for item in found if str(item.at) == f"step:{step}").children)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", STYLES)
def test_no_words_lie_on_each_other(style: str, language: str) -> None:
    assert collisions(compose(shop(), style=style, language=language)) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("journey", [support, long_words], ids=["support", "long words"])
def test_odd_maps_stay_on_their_sheet(style: str, journey: Any) -> None:
    scene = compose(journey(), style=style)

    sheet = (0.0, 0.0, scene.width, scene.height)
    assert all(is_inside(reach(item), sheet) for item in scene.children)
    assert collisions(scene) == []
    for one in texts(scene):
        assert all(line.width <= one.width + 0.6 for line in one.lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_leadership_is_one_page(language: str) -> None:
    # Given a full map, and one with as much of everything as anybody could write
    scenes = [
        compose(each, style="executive", language=language) for each in (shop(), long_words())
    ]

    # Then neither is higher than A4 on its side
    for scene in scenes:
        assert scene.height / scene.width <= 210 / 297


def test_r166_strengths_and_weaknesses_are_told_with_interval_and_number() -> None:
    # Given three steps of which one is clearly better and one clearly worse than the others
    scene = compose(measured(way(3), 0.9, 0.6, 0.3), style="executive")

    # Then each is told with its share, that of the others, its interval and its number
    assert block(scene, "Strengths")[1:] == [
        "Step 0",
        # By hand: (600 + 300) of 2,000.
        "90.0% go on to the next step · 45.0% at the other steps",
        "95% interval: 88.0–92.0% · n\u00a0=\u00a01,000",
    ]
    assert block(scene, "Weaknesses")[1:4] == [
        "Step 2",
        # By hand: (900 + 600) of 2,000.
        "30.0% go on to the next step · 75.0% at the other steps",
        "95% interval: 28.0–32.0% · n\u00a0=\u00a01,000",
    ]


def test_r166_what_is_felt_is_told_with_its_grade_and_the_pain_behind_it() -> None:
    journey = way(
        2,
        lanes=(
            cells("emotion", Feeling(id="f", score=-0.8, cause=text("No reason given"))),
            cells(
                "pain-points",
                PainPoint(id="p1", text=text("A detour"), severity=1),
                PainPoint(id="p2", text=text("Card refused"), severity=3),
            ),
        ),
    )

    told = block(compose(journey, style="executive"), "Weaknesses")

    assert told[1:] == ["Step 0", "Feeling −0.80 · No reason given", "assumption", "Card refused"]


def test_the_page_tells_what_came_of_changes_and_of_the_figures_that_a_team_keeps() -> None:
    result = Result(
        date=dt.date(2026, 9, 1),
        question="completion",
        verdict="better",
        effect=0.05,
        low=0.02,
        high=0.08,
    )
    metric = Metric(
        id="m",
        text=text("Refused"),
        unit="share",
        baseline=0.24,
        target=0.1,
        readings=(Reading(date=dt.date(2026, 6, 30), value=0.1),),
    )
    journey = way(
        1,
        lanes=(
            cells("changes", Change(id="c", text=text("Ask anew"), results=(result,))),
            cells("metrics", metric),
        ),
    )

    told = block(compose(journey, style="executive"), "What came of it")

    assert told[1] == "Ask anew"
    assert "+5" in told[2] or "5" in told[2]
    assert told[3:5] == ["Refused: from 24.0% to 10.0%", "goal 10.0% · read on Jun 30, 2026"]


def test_nothing_is_claimed_of_an_empty_map() -> None:
    scene = compose(JourneyMap[Any](id="m", title=LocalText.of("Empty")), style="executive")

    assert [block(scene, title)[1:] for title in ("Strengths", "What to do")] == [
        ["Nothing stands out here."],
        ["The map names no opportunity yet."],
    ]


PLANS = (
    cells(
        "pain-points",
        PainPoint(id="p1", text=text("Slow"), severity=1),
        PainPoint(id="p2", text=text("Broken"), severity=3),
    ),
    cells(
        "opportunities",
        Opportunity(id="o1", text=text("Mend"), answers=("p2",), status="doing", owner="Ana"),
        Opportunity(id="o2", text=text("Dream"), status="dropped"),
    ),
    cells(
        "changes",
        Change(id="c1", text=text("Ship"), status="doing", due=dt.date(2027, 1, 31), owner="Bo"),
    ),
)


def test_m19_a_board_shows_what_hurts_first_and_plans_by_their_state() -> None:
    scene = compose(way(1, lanes=PLANS), style="board")

    titles = [group.title for group in groups(scene, "column")]
    assert titles == ["Pain points", "Idea", "Planned", "Doing", "Done"]
    pains = column(scene, "Pain points")
    assert pains.index("Broken") < pains.index("Slow")
    assert column(scene, "Idea") == ["Idea · 0", "Nothing here yet"]


def test_a_board_names_owners_and_days_and_what_nobody_works_on() -> None:
    scene = compose(way(1, lanes=PLANS), style="board")

    # What is due stands first.
    doing = column(scene, "Doing")
    assert doing.index("Ship") < doing.index("Mend")
    assert {"by Jan 31, 2027", "Bo", "Ana"} <= set(doing)
    pains = column(scene, "Pain points")
    assert (pains.count("1 answer on this board"), pains.count("nobody works on it yet")) == (1, 1)
    assert "1 card was dropped and not shown." in words(scene.children)


def test_an_opportunity_is_due_when_the_change_that_takes_it_up_is() -> None:
    taken = Opportunity(id="o", text=text("Mend"), status="planned", score=1)
    change = Change(
        id="c", text=text("Do it"), carries_out=("o",), status="doing", due=dt.date(2027, 3, 1)
    )
    journey = way(1, lanes=(cells("opportunities", taken), cells("changes", change)))

    planned = column(compose(journey, style="board"), "Planned")

    assert "by Mar 1, 2027" in planned


SERVICE = (
    cells("touchpoints", Touchpoint(id="t", text=text("Chat window"), facts=(
        Fact(about="hours", says=text("from 8 to 18")),))),
    cells("thoughts", Card(id="h", text=text("Does anybody read this?"))),
    cells("pain-points", PainPoint(id="p", text=text("Told twice"))),
    cells("support", Card(id="s", text=text("Keep the case"))),
    cells("opportunities", Opportunity(id="o", text=text("A secret plan"), owner="Ana")),
)  # fmt: skip


def test_m19_a_script_tells_what_is_seen_asked_broken_and_to_be_done() -> None:
    scene = compose(way(2, lanes=SERVICE), style="script")

    assert row(scene, "x0") == [
        "Step 0",
        "Chat window",
        "“Does anybody read this?”",
        "Told twice",
        "Keep the case",
        "hours: from 8 to 18",
    ]
    assert row(scene, "x1") == ["Step 1", "Nothing is noted at this step yet."]


def test_a_script_leaves_out_what_is_only_planned() -> None:
    assert "A secret plan" not in words(compose(way(1, lanes=SERVICE), style="script").children)


BOUND = (
    cells(
        "touchpoints",
        Touchpoint(
            id="t1",
            text=text("Basket"),
            binding=(Matcher(activities=("add_to_basket",), where={"channel": ("web", "app")}),),
        ),
        Touchpoint(id="t2", text=text("Shop"), binding=(Matcher(activities=("visit",)),)),
        Touchpoint(id="t3", text=text("Letter")),
    ),
)


def events() -> MeasuredMap:
    found = measured(way(2, lanes=BOUND), None, None)
    first, second = found.measures.steps
    known = first.model_copy(update={"touchpoint_events": {"t1": 1234}})
    stray = Figure(value=0.25, n=500, low=0.21, high=0.29, unit="share")
    conformance = Conformance(
        follows=stray,
        in_order=stray,
        complete=stray,
        unknown_events=stray,
        unknown_activities={"unsubscribed": 125},
    )
    update = {"steps": (known, second), "conformance": conformance}
    return MeasuredMap(found.journey, found.measures.model_copy(update=update))


def test_m19_a_list_of_events_tells_counts_conditions_and_what_is_missing() -> None:
    scene = compose(events(), style="events")

    told = row(scene, "x0")
    assert {"add_to_basket", "channel = web | app", "1,234 events", "bound"} <= set(told)
    # Nobody has sent the second, and the third is bound to nothing.
    assert {"missing in the log", "not bound"} <= set(told)
    assert "no touchpoint at this step" in row(scene, "x1")


def test_a_list_of_events_counts_what_is_bound_and_names_what_no_step_knows() -> None:
    scene = compose(events(), style="events")

    figures = [group.title for group in groups(scene, "figure")]
    assert figures == [
        "1 of 2 steps bound to events",
        "2 of 3 touchpoints bound to events",
        "1 touchpoint whose events are missing",
        # By hand: 1 less the share of events that no touchpoint recognises.
        "75.0% of all events belong to a step",
    ]
    assert {"unsubscribed", "125", "71.0–79.0%\u00a0· n\u00a0=\u00a0500"} <= set(
        words(scene.children)
    )


def test_names_of_events_are_written_from_left_to_right_in_persian_too() -> None:
    scene = compose(events(), style="events", language="fa")

    named = [one for one in texts(scene) if one.source in {"add_to_basket", "channel = web | app"}]
    assert len(named) == 2
    assert not any(one.is_rtl for one in named)


def test_r034_a_script_marks_where_a_customer_stands() -> None:
    (sign,) = groups(compose(way(2), style="script", here="x1"), "here")

    assert str(sign.at) == "step:x1"
