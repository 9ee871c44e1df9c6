"""
What a change has changed is measured, held against satisfaction, and kept on the map.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from touchline.document.proof import (
    NoWayAhead,
    UndatedChange,
    UnknownChange,
    prove,
    put_result,
    with_result,
)
from touchline.document.read import loads
from touchline.document.write import dumps
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES, translate
from touchline.kernels.intervals import newcombe
from touchline.measuring.verdicts import guardrail_words, result_words
from touchline.model.experience import Change
from touchline.model.proof import GuardrailResult, Result
from touchline.sources import read_survey

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.eventlog.survey import Survey
    from touchline.model.map import JourneyMap

MAP = """\
touchline: 1
id: shop
title: A purchase
stages:
  - id: buy
    name: Buy
    steps: [{id: see, name: I look}, {id: pay, name: I pay}]
measurement: {window: 1d}
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - {at: see, cards: [{id: t1, text: Page, binding: [{activities: [visit]}]}]}
      - {at: pay, cards: [{id: t2, text: Till, binding: [{activities: [pay]}]}]}
  - id: changes
    kind: changes
    cells:
      - at: see
        cards:
          - {id: c1, text: Show the cost, status: done, since: 2026-01-04}
          - {id: c2, text: Repaint}
      - at: pay
        cards: [{id: c3, text: New reader, since: 2026-01-04}]
"""


def journey() -> JourneyMap:
    found: Any = loads(MAP)
    return found  # type: ignore[no-any-return]


def log(*rates: int, every: int = 20) -> EventLog:
    """
    Let customers visit each day from 1 January on, of whom a rate pays at once.
    """
    events, attributes = [], {}
    for day, rate in enumerate(rates, 1):
        for i in range(every):
            name = f"{day}-{i}"
            attributes[name] = {"arm": "new" if i < every / 2 else "old"}
            events.append((name, "visit", f"2026-01-{day:02d}T{i:02d}:00"))
            if i < rate:
                events.append((name, "pay", f"2026-01-{day:02d}T{i:02d}:30"))
    end = f"2026-01-{len(rates) + 2:02d}"
    return EventLog.from_events(events, log_end=end, case_attributes=attributes, source="log.csv")


def survey(folder: Path, before: int, after: int, n: int = 400) -> Survey:
    """
    Let `n` customers answer on either side of 4 January, so many of whom are content.
    """
    rows = ["customer,date,kind,scale_low,scale_high,score,arm"]
    for i in range(n):
        rows.append(f"a{i},2026-01-02,CSAT,1,5,{5 if i < before else 1},old")
        rows.append(f"b{i},2026-01-05,CSAT,1,5,{5 if i < after else 1},new")
    file = folder / "answers.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_survey(file)


def test_completion_before_and_after_the_day_of_the_change_is_compared() -> None:
    proof = prove(journey(), log(4, 4, 4, 12, 12), "c1")

    # By hand, as in the page on impact: 12 of 60 pay before, 24 of 40 after.
    result = proof.result
    assert (result.verdict, result.n, result.design) == ("better", 40, "before-after")
    assert result.effect == pytest.approx(0.4)
    assert (result.low, result.high) == pytest.approx(newcombe(24, 40, 12, 60), rel=1e-5)
    assert (result.date, result.source) == (dt.date(2026, 1, 7), "log.csv")
    assert result.guardrail is None


def test_two_arms_need_no_day() -> None:
    proof = prove(
        journey(), log(8, 8, 8), "c2",
        options={"attribute": "arm", "treated": "new", "control": "old"},
    )  # fmt: skip

    # By hand: the first ten of each day got the change, eight of whom pay; of the others nobody.
    assert proof.result.design == "arms"
    assert proof.result.effect == pytest.approx(0.8)


def test_another_number_may_count() -> None:
    options = {"of": {"name": "funnel", "steps": ["visit", "pay"]}, "change": "2026-01-03"}

    proof = prove(journey(), log(4, 4, 12, 12), "c2", options=options)

    assert [group.value for group in proof.answer.groups] == [0.2, 0.6]


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        # By hand, with Newcombe's interval of 400 against 400: equal shares lie within 5 points,
        # 40 points less do not, 3 points less may or may not.
        (380, 382, "kept"),
        (380, 220, "harmed"),
        (200, 188, "unclear"),
    ],
)
def test_overall_satisfaction_is_the_guardrail(
    before: int, after: int, verdict: str, tmp_path: Path
) -> None:
    given = survey(tmp_path, before, after)

    proof = prove(journey(), log(4, 4, 4, 12, 12), "c1", survey=given)

    guardrail = proof.result.guardrail
    assert guardrail is not None
    assert (guardrail.question, guardrail.verdict) == ("satisfaction", verdict)
    assert guardrail.about is None
    assert guardrail.effect == pytest.approx((after - before) / 400)
    assert (guardrail.low, guardrail.high) == pytest.approx(
        newcombe(after, 400, before, 400), rel=1e-4
    )


def test_arms_are_compared_in_the_survey_too(tmp_path: Path) -> None:
    options = {"attribute": "arm", "treated": "new", "control": "old"}

    proof = prove(journey(), log(8, 8, 8), "c2", options=options, survey=survey(tmp_path, 200, 300))

    assert proof.result.guardrail is not None
    assert proof.result.guardrail.effect == pytest.approx(0.25)


def test_a_survey_that_says_nothing_is_unclear(tmp_path: Path) -> None:
    proof = prove(journey(), log(4, 4, 4, 12, 12), "c1", survey=survey(tmp_path, 2, 2, n=3))

    assert proof.result.guardrail is not None
    assert proof.result.guardrail.verdict == "unclear"


def test_the_result_is_kept_on_the_change_and_read_again() -> None:
    result = prove(journey(), log(4, 4, 4, 12, 12), "c1").result

    kept = loads(dumps(with_result(journey(), "c1", result)))

    change = next(card for _, _, card in kept.cards() if isinstance(card, Change))  # type: ignore[union-attr]
    assert change.result == result


def test_a_measurement_of_the_same_day_takes_the_place_of_the_former() -> None:
    first = Result(date=dt.date(2026, 1, 7), question="funnel", verdict="better")
    second = Result(date=dt.date(2026, 1, 7), question="funnel", verdict="worse")
    earlier = Result(date=dt.date(2026, 1, 5), question="funnel", verdict="too-little-data")

    found = journey()
    for one in (first, second, earlier):
        found = with_result(found, "c1", one)

    change = next(card for _, _, card in found.cards() if isinstance(card, Change))
    assert change.results == (earlier, second)
    assert put_result(found, "c1", second)[0].value == put_result(found, "c1", second)[0].was  # type: ignore[union-attr]


def test_what_cannot_be_proven_is_told() -> None:
    with pytest.raises(UnknownChange, match="“c9”"):
        prove(journey(), log(4), "c9")
    with pytest.raises(UndatedChange):
        prove(journey(), log(4), "c2")
    # Nothing bound follows the step of this change.
    with pytest.raises(NoWayAhead):
        prove(journey(), log(4), "c3")


def test_the_guardrail_is_called_by_what_it_was_asked_of(tmp_path: Path) -> None:
    given = survey(tmp_path, 380, 382)
    funnel = {"name": "funnel", "steps": ["visit", "pay"], "window": "1d"}

    by_steps = prove(journey(), log(4, 4, 4, 12, 12), "c1", options={"guardrail": funnel})
    by_kind = prove(journey(), log(4, 4, 12, 12), "c1", survey=given, guardrail={"kind": "csat"})

    watched = [proof.result.guardrail for proof in (by_steps, by_kind)]
    assert [(one.question, one.about) for one in watched if one] == [
        ("funnel", "visit → pay"),
        ("satisfaction", "csat"),
    ]
    assert [guardrail_words(one, "en") for one in watched if one] == [
        "Funnel (visit → pay)",
        "overall satisfaction (csat)",
    ]
    assert "Funnel (visit → pay): " in result_words(by_steps.result, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_guardrail_is_never_told_as_satisfaction(language: str) -> None:
    satisfaction = translate("register.overall-satisfaction", language)

    found = GuardrailResult(question="acme-waits", verdict="kept")

    assert guardrail_words(found, language) == "acme-waits"
    told = guardrail_words(found.model_copy(update={"question": "satisfaction"}), language)
    assert told == satisfaction
