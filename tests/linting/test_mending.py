"""
Undoing mistakes where nothing is lost and nothing is decided (M5).
"""

from __future__ import annotations

import datetime as dt

import pytest

from tests.linting.rules.looking import HEAD
from touchline.document.edits import apply
from touchline.document.read import journey_of, loads
from touchline.document.write import dumps
from touchline.linting.mending import mends

TODAY = dt.date(2026, 6, 1)


def mended(text: str) -> str:
    """
    Write a map again after all mends.
    """
    found = journey_of(loads(HEAD + text))
    after = apply(found, mends(found, today=TODAY))
    return dumps(after, like=HEAD + text).removeprefix(HEAD)


def test_superfluous_blanks_go_in_every_language_and_everywhere() -> None:
    before = """\
scenario: "Ana needs  a present. "
personas: [{id: ana, name: Ana, goals: ["To be  in time", Calm]}]
stages: [{id: buy, name: {en: "Buy ", de: Kaufen}}]
"""

    after = mended(before)

    assert journey_of(loads(HEAD + after)) == journey_of(
        loads(
            HEAD
            + """\
scenario: "Ana needs a present."
personas: [{id: ana, name: Ana, goals: [To be in time, Calm]}]
stages: [{id: buy, name: {en: Buy, de: Kaufen}}]
"""
        )
    )


def test_what_no_reader_sees_keeps_its_blanks() -> None:
    # The log may well call an activity so.
    before = """\
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells: [{at: order, cards: [{id: p1, text: Shop, binding: [{activities: ["order  placed "]}]}]}]
"""

    assert mended(before) == before


DOUBLED = """\
stages: [{id: buy, name: Buy, steps: [{id: order, name: I order}]}]
lanes:
  - id: pains
    kind: pain-points
    cells:
      - at: order
        cards:
          - {id: p1, text: Slow, severity: 2}
          - {id: p2, text: slow%s}
"""


def test_a_doubled_card_that_holds_nothing_else_goes() -> None:
    assert "p2" not in mended(DOUBLED % "")


@pytest.mark.parametrize(
    "kept",
    [
        DOUBLED % ", owner: Rosa",
        DOUBLED % "" + "  - {id: help, kind: support, cells: "
        "[{at: order, cards: [{id: s1, text: A note, answers: [p2]}]}]}\n",
        "allow: {doubled-card: Both were said}\n" + DOUBLED % "",
    ],
    ids=["owned", "named", "allowed"],
)
def test_a_doubled_card_stays_when_anything_would_be_lost(kept: str) -> None:
    assert mended(kept) == kept


@pytest.mark.parametrize(
    ("written", "meant"),
    [("monthly", "30d"), ("Quarterly", "91d"), ("vierteljährlich", "91d"), ("每月", "30d")],
)
def test_a_rhythm_in_words_becomes_the_duration_that_it_means(written: str, meant: str) -> None:
    before = f"review: {{last: 2026-05-01, every: {written}}}\n"

    assert mended(before) == before.replace(written, meant)


def test_a_rhythm_that_nobody_can_read_stays() -> None:
    before = "review: {last: 2026-05-01, every: now and then}\n"

    assert mended(before) == before


def test_an_allowance_keeps_its_reason_under_the_name_that_was_meant() -> None:
    after = mended("allow: {too-few-step: Only returns are told here, no-objective: ''}\n")

    assert journey_of(loads(HEAD + after)).allow == {"too-few-steps": "Only returns are told here"}


def test_a_blueprint_gets_an_empty_lane_for_the_backstage() -> None:
    before = "type: service-blueprint\nlanes: [{id: backstage, kind: actions}]\n"

    lanes = journey_of(loads(HEAD + mended(before))).lanes

    assert [(lane.id, lane.kind) for lane in lanes] == [
        ("backstage", "actions"),
        ("backstage-2", "backstage"),
    ]


def test_a_locked_lane_of_the_template_comes_back_where_it_stood() -> None:
    template = journey_of(
        loads(
            HEAD + "lanes: [{id: a, kind: actions}, {id: b, kind: notes, title: Why, locked: true},"
            " {id: c, kind: thoughts}]\n"
        )
    )
    found = journey_of(loads(HEAD + "lanes: [{id: a, kind: actions}, {id: c, kind: thoughts}]\n"))

    after = apply(found, mends(found, today=TODAY, template=template))

    assert [(lane.id, lane.is_locked) for lane in after.lanes] == [
        ("a", False),
        ("b", True),
        ("c", False),
    ]


def test_a_map_without_such_mistakes_is_left_alone() -> None:
    assert mends(journey_of(loads(HEAD + "scenario: Ana needs a present.\n")), today=TODAY) == ()
