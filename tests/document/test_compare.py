"""
Two maps are compared by what they say, and no more is claimed than follows (P19).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from touchline.document.compare import compare
from touchline.document.read import journey_of, loads
from touchline.measuring.measured import Figure, MeasuredMap, Measures, Provenance, StepMeasures
from touchline.samples import SAMPLES
from touchline.templates import new_map

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

LEFT = """\
touchline: 1
id: today
title: Today
goal: A present in time
stages:
  - id: choose
    name: Choose
    steps: [{id: find, name: Find}, {id: weigh, name: Weigh up}]
  - id: buying
    name: Buying
    steps:
      - {id: pay, name: Pay, targets: [{metric: completion, at_least: 0.5}]}
      - {id: wait, name: Wait}
lanes:
  - id: acts
    kind: actions
    cells:
      - {at: find, cards: [{id: a1, text: Searches the web}]}
      - {at: pay, cards: [{id: a2, text: Types everything again}, {id: a3, text: Pays}]}
      - {at: wait, cards: [{id: a4, text: Asks where it is}]}
  - id: mood
    kind: emotion
    cells:
      - {at: find, cards: [{id: e1, score: 0.2}]}
      - {at: pay, cards: [{id: e2, score: -0.6}]}
  - id: pains
    kind: pain-points
    cells: [{at: wait, cards: [{id: p1, text: No news}]}]
"""
RIGHT = """\
touchline: 1
id: soon
title: Soon
goal: A present in time
stages:
  - id: choose
    name: Choose
    steps: [{id: weigh, name: Weigh up}, {id: find, name: Find it}]
  - id: buying
    name: Buying
    steps:
      - {id: checkout, name: pay, targets: [{metric: completion, at_least: 0.7}]}
      - {id: track, name: Track}
lanes:
  - id: acts
    kind: actions
    cells:
      - {at: find, cards: [{id: a1, text: Asks the assistant}]}
      - {at: checkout, cards: [{id: b3, text: Pays}]}
      - {at: track, cards: [{id: a4, text: Asks where it is}]}
  - id: mood
    kind: emotion
    cells:
      - {at: find, cards: [{id: e1, score: 0.2}]}
      - {at: checkout, cards: [{id: e2, score: 0.4}]}
"""


def journey(text: str) -> JourneyMap:
    return journey_of(loads(text))


def by_step(found: Any) -> dict[tuple[str | None, str | None], Any]:
    return {(pair.left, pair.right): pair for pair in found.steps}


def test_steps_are_matched_by_id_then_by_name_and_shown_in_one_order() -> None:
    found = compare(journey(LEFT), journey(RIGHT))

    # By hand: the order of the second map; what only the first has follows its neighbour.
    assert [(pair.left, pair.right, pair.found_by) for pair in found.steps] == [
        ("weigh", "weigh", "id"),
        ("find", "find", "id"),
        ("pay", "checkout", "name"),
        ("wait", None, None),
        (None, "track", None),
    ]


def test_a_link_matches_before_a_name_does() -> None:
    found = compare(journey(LEFT), journey(RIGHT), linked=[("wait", "checkout")])

    pairs = {pair.left: (pair.right, pair.found_by) for pair in found.steps if pair.left}
    assert pairs["wait"] == ("checkout", "link")
    assert pairs["pay"] == (None, None)


def test_what_became_of_each_step_is_told() -> None:
    found = by_step(compare(journey(LEFT), journey(RIGHT)))

    # By hand: of two swapped steps one stays and one moved.
    assert sorted(found["weigh", "weigh"].changes + found["find", "find"].changes) == [
        "moved",
        "renamed",
    ]
    assert found["wait", None].changes == ("removed",)
    assert found[None, "track"].changes == ("added",)
    assert found["pay", "checkout"].changes == ()


def test_what_became_of_each_card_is_told() -> None:
    found = compare(journey(LEFT), journey(RIGHT))

    told = {
        (card.left, card.right): (card.change, card.origin)
        for pair in found.steps
        for card in pair.cards
        if (card.left or card.right or "")[0] in "abp"
    }
    assert told == {
        ("a1", "a1"): ("changed", None),
        ("a2", None): ("removed", None),
        ("a4", "a4"): ("moved", "wait"),
        ("p1", None): ("removed", None),
    }


def test_feelings_are_subtracted_on_one_scale_only() -> None:
    same = by_step(compare(journey(LEFT), journey(RIGHT)))
    other = RIGHT.replace("kind: emotion", "kind: emotion\n    scale: {low: 0, high: 5}")
    mixed = by_step(compare(journey(LEFT), journey(other)))

    # By hand: 0.4 - (-0.6) = 1.0.
    (shift,) = same["pay", "checkout"].feelings
    assert shift.difference == pytest.approx(1.0)
    (unlike,) = mixed["pay", "checkout"].feelings
    assert (unlike.difference, unlike.is_one_scale) == (None, False)


def test_feelings_of_one_persona_at_one_step_answer_to_each_other_whatever_their_ids() -> None:
    renumbered = RIGHT.replace("{id: e2, score: 0.4}", "{id: e9, score: 0.4}")

    found = by_step(compare(journey(LEFT), journey(renumbered)))

    changes = [(card.left, card.right, card.change) for card in found["pay", "checkout"].cards]
    assert ("e2", "e9", "changed") in changes


def test_an_id_alone_makes_no_card_at_another_step_the_same() -> None:
    other = RIGHT.replace("{id: a4, text: Asks where it is}", "{id: a4, text: Sees where it is}")

    found = compare(journey(LEFT), journey(other))

    told = {(card.left, card.right) for pair in found.steps for card in pair.cards}
    assert {("a4", None), (None, "a4")} <= told


def test_targets_that_differ_are_told() -> None:
    found = by_step(compare(journey(LEFT), journey(RIGHT)))

    (target,) = found["pay", "checkout"].targets
    assert target.left is not None
    assert target.right is not None
    assert (target.left.at_least, target.right.at_least) == (0.5, 0.7)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_a_map_is_the_same_as_itself(name: str) -> None:
    sample = journey_of(loads(SAMPLES[name].journey.read_text(encoding="utf-8")))

    found = compare(sample, sample)

    assert found.is_same
    assert found.warnings == ()


def test_every_step_of_both_maps_is_shown_once() -> None:
    found = compare(new_map("current-state"), journey(RIGHT))

    left = [pair.left for pair in found.steps if pair.left]
    right = [pair.right for pair in found.steps if pair.right]
    assert sorted(left) == sorted(step.id for step in new_map("current-state").steps)
    assert sorted(right) == ["checkout", "find", "track", "weigh"]


def test_what_is_new_one_way_is_gone_the_other_way() -> None:
    there, back = compare(journey(LEFT), journey(RIGHT)), compare(journey(RIGHT), journey(LEFT))

    for counts in ("step_changes", "card_changes"):
        forth, home = getattr(there, counts)(), getattr(back, counts)()
        assert (forth.get("added"), forth.get("removed")) == (
            home.get("removed"),
            home.get("added"),
        )


def test_words_in_languages_that_the_maps_do_not_share_are_not_called_different() -> None:
    german = RIGHT.replace("id: soon", "id: soon\nlanguage: de").replace("Find it", "Finden")

    found = by_step(compare(journey(LEFT), journey(german)))

    assert "renamed" not in found["find", "find"].changes


def measured(text: str, n: int, low: float, high: float, *, is_thin: bool = False) -> MeasuredMap:
    share = Figure(value=(low + high) / 2, n=n, low=low, high=high, unit="share", is_thin=is_thin)
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    provenance = Provenance(
        source="log",
        fingerprint=text[:40] + str(n),
        first=day,
        last=day,
        n_cases=n,
        n_events=n,
        measured_at=day,
    )
    steps = (StepMeasures(step="find", is_bound=True, completion=share, completion_mature=share),)
    return MeasuredMap(journey(text), Measures(provenance=provenance, steps=steps))


@pytest.mark.parametrize(
    ("right", "is_thin", "expected"),
    [
        ((0.60, 0.70), False, True),  # 0.40 to 0.50 lies wholly below
        ((0.48, 0.58), False, False),  # they meet between 0.48 and 0.50
        ((0.60, 0.70), True, None),  # too little data to say anything
    ],
)
def test_figures_are_called_apart_only_when_their_intervals_do_not_meet(
    right: tuple[float, float], *, is_thin: bool, expected: bool | None
) -> None:
    found = compare(measured(LEFT, 400, 0.40, 0.50), measured(RIGHT, 300, *right, is_thin=is_thin))

    (figure,) = by_step(found)["find", "find"].figures
    assert figure.is_apart is expected
    assert figure.difference == pytest.approx(sum(right) / 2 - 0.45)
    assert "no-cause" in found.warnings


def test_the_same_log_on_both_sides_is_told() -> None:
    found = compare(measured(LEFT, 400, 0.4, 0.5), measured(LEFT, 400, 0.4, 0.5))

    (figure,) = by_step(found)["find", "find"].figures
    assert "same-log" in found.warnings
    assert (figure.is_comparable, figure.is_apart) == (False, None)


def test_figures_of_other_windows_are_put_side_by_side_without_a_claim() -> None:
    right = measured(RIGHT, 300, 0.6, 0.7)
    longer = MeasuredMap(right.journey, right.measures.model_copy(update={"window": "90d"}))

    found = compare(measured(LEFT, 400, 0.4, 0.5), longer)

    (figure,) = by_step(found)["find", "find"].figures
    assert "other-window" in found.warnings
    assert (figure.is_comparable, figure.is_apart) == (False, None)
