"""
Mistakes about what stands behind a map. Today is the first of June 2026.
"""

from __future__ import annotations

import pytest

from tests.linting.rules.looking import faults, found


def _told(evidence: str, head: str = "") -> str:
    return f"""{head}
stages: [{{id: buy, name: Buy, steps: [{{id: order, name: I order}}]}}]
lanes:
  - id: thoughts
    kind: thoughts
    cells: [{{at: order, cards: [{{id: t1, text: Is it safe?, evidence: [{evidence}]}}]}}]
"""


@pytest.mark.parametrize(
    ("participants", "severities"),
    [
        ("[]", []),
        ("[prospects]", []),
        ("[customers, prospects]", []),
        ("[customers, employees]", ["hint"]),
        ("[others]", ["warning"]),
    ],
)
def test_r226_who_was_asked_decides(participants: str, severities: list[str]) -> None:
    evidence = f"{{grade: quoted, source: Talks, participants: {participants}}}"

    told = faults("not-customers", _told(evidence))

    assert told == [("step:order/lane:thoughts/card:t1", severity) for severity in severities]


@pytest.mark.parametrize(("asked", "n"), [("employees", 0), ("others", 1)])
def test_r226_employees_may_say_what_they_do_out_of_sight(asked: str, n: int) -> None:
    evidence = f"{{grade: quoted, source: Shift talk, participants: [{asked}]}}"

    told = faults("not-customers", _told(evidence).replace("kind: thoughts", "kind: backstage"))

    assert len(told) == n


def test_r226_the_evidence_of_a_persona_is_asked_too() -> None:
    persona = """personas:
  - id: ana
    name: Ana
    evidence: [{grade: quoted, source: Sales meeting, participants: [employees]}]
"""

    assert faults("not-customers", persona) == [("persona:ana", "warning")]


@pytest.mark.parametrize(
    ("date", "head", "n"),
    [
        ("2024-06-01", "", 0),
        ("2024-05-31", "", 1),
        ("2026-01-01", "review: {last: 2026-05-01, every: 90d}", 0),
        ("2026-01-01", "review: {last: 2025-05-01, every: 90d}", 1),
        ("2020-01-01", "review: {last: 2026-05-01, every: 90d}", 1),
        ("2026-01-01", "review: {every: 90d}", 0),
    ],
    ids=[
        "two years",
        "a day more",
        "reviewed",
        "review missed",
        "too old for any",
        "no review yet",
    ],
)
def test_r015_evidence_keeps_two_years_or_from_review_to_review(
    date: str, head: str, n: int
) -> None:
    evidence = f"{{grade: quoted, source: Talks, date: {date}}}"

    told = found("stale-evidence", _told(evidence, head))

    assert [one.values["n"] for one in told] == [n] * bool(n)


def test_r015_a_card_is_as_fresh_as_its_latest_evidence() -> None:
    old = "{grade: quoted, source: Talks, date: 2011-01-01}"
    new = "{grade: quoted, source: Talks, date: 2026-01-01}"

    assert faults("stale-evidence", _told(f"{old}, {new}")) == []
    assert faults("stale-evidence", _told("{grade: quoted, source: Talks}")) == []


def test_r015_stale_evidence_is_told_with_its_oldest_day_in_the_readers_calendar() -> None:
    (told,) = found("stale-evidence", _told("{grade: quoted, source: Talks, date: 2011-05-04}"))

    assert told.told() == "The evidence behind 1 card is stale; the oldest is of May 4, 2011."
    # By the Solar Hijri calendar 4 May 2011 is 14 Ordibehesht 1390.
    assert "۱۴ اردیبهشت ۱۳۹۰" in told.told("fa")


def _facts(first: str, second: str, use: str = "now") -> str:
    return f"""
stages: [{{id: buy, name: Buy, steps: [{{id: order, name: I order}}]}}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: order
        cards:
          - {{id: p1, text: {{en: Website, de: Webseite}}, facts: [{first}]}}
          - {{id: p2, text: {{en: Phone, de: Telefon}}, use: {use}, facts: [{second}]}}
"""


@pytest.mark.parametrize(
    ("first", "second", "n"),
    [
        ("{about: price, says: 5}", "{about: ' Price ', says: 6}", 1),
        ("{about: price, says: Five  Euro}", "{about: price, says: five euro}", 0),
        ("{about: price, says: 5}", "{about: delivery, says: 6}", 0),
        ("{about: price, says: {en: five}}", "{about: price, says: {de: sechs}}", 0),
        ("{about: price, says: {en: five}}", "{about: price, says: six}", 1),
    ],
    ids=["another price", "same words", "another matter", "no common language", "plain is own"],
)
def test_r227_facts_are_compared_in_a_common_language(first: str, second: str, n: int) -> None:
    texts = [
        fact.replace("says: 5", "says: '5'").replace("says: 6", "says: '6'")
        for fact in (first, second)
    ]

    assert len(faults("contradicting-facts", _facts(*texts))) == n


def test_r227_a_wanted_touchpoint_contradicts_nothing_today() -> None:
    wanted = _facts("{about: price, says: five}", "{about: price, says: six}", use="wanted")

    assert faults("contradicting-facts", wanted) == []


def test_r227_a_contradiction_quotes_both_sides_in_the_readers_language() -> None:
    facts = [
        f"{{about: price, says: {{en: {en}, de: {de}}}}}"
        for en, de in (("five", "fünf"), ("six", "sechs"))
    ]

    (told,) = found("contradicting-facts", _facts(*facts))

    assert str(told.at) == "step:order/lane:touchpoints/card:p2"
    assert told.told("de") == "Zu „price“ sagt „Telefon“: „sechs“, „Webseite“ aber: „fünf“."


@pytest.mark.parametrize(
    ("head", "n"),
    [("", 1), ("type: future-state", 0), ("type: service-blueprint\nstate: future", 0)],
    ids=["today", "planned", "planned blueprint"],
)
def test_r225_what_is_planned_cannot_have_evidence_yet(head: str, n: int) -> None:
    assert len(faults("assumptions-only", _told("", head))) == n
