from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from touchline.analysis.impact import Impact, ImpactAnswer
from touchline.compiled.compile import compile_events
from touchline.errors import TouchlineError
from touchline.eventlog.log import EventLog
from touchline.kernels.intervals import newcombe

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400_000_000
FUNNEL = {"name": "funnel", "steps": ["visit", "pay"], "window": "1d"}


def visits(rates: list[int], *, every: int = 20, attributes: Any = None) -> EventLog:
    """
    Let `every` customers visit each day, of whom a rate pays at once; the log ends a day after the
    last of these days.
    """
    events = []
    for day, rate in enumerate(rates):
        for i in range(every):
            case, at = f"{day:03}-{i:03}", day * DAY + i * 60_000_000
            events.append((case, "visit", at))
            if i < rate:
                events.append((case, "pay", at + 60_000_000))
    end = (len(rates) + 1) * DAY - 1
    return EventLog.from_events(events, log_end=end, case_attributes=attributes)


def ask(log: EventLog, **options: Any) -> ImpactAnswer:
    return Impact(**{"of": FUNNEL, **options}).answer(log)


def test_before_and_after_differ_by_newcombes_interval() -> None:
    answer = ask(visits([4, 4, 4, 12, 12]), change="1970-01-04")

    # By hand: 12 of 60 pay before, 24 of 40 after.
    assert [(one.group, one.n, one.value) for one in answer.groups] == [
        ("before", 60, 0.2),
        ("after", 40, 0.6),
    ]
    assert answer.effect == pytest.approx(0.4)
    assert answer.interval == newcombe(24, 40, 12, 60)
    assert (answer.design, answer.unit, answer.verdict) == ("before-after", "share", "better")
    assert "no-control" in [warning.name for warning in answer.warnings]


@pytest.mark.parametrize(
    ("before", "after", "every", "told"),
    [
        (10, 2, 20, "worse"),
        (300, 300, 1000, "no-difference-shown"),
        (10, 11, 20, "too-little-data"),
        (0, 4, 4, "too-little-data"),
    ],
)
def test_the_verdict_follows_the_interval(before: int, after: int, every: int, told: str) -> None:
    log = visits([before, after], every=every)

    assert ask(log, change="1970-01-02").verdict == told


def test_lower_may_be_better() -> None:
    log = visits([10, 10, 2, 2])

    assert ask(log, change="1970-01-03", better="lower").verdict == "better"


def test_a_series_that_was_rising_anyway_shows_no_effect() -> None:
    rising = [100 + 5 * day + (3 if day % 2 else -3) for day in range(40)]

    plain = ask(visits(rising, every=400), change="1970-01-21", span="7d")
    answer = ask(visits(rising, every=400), change="1970-01-21", per="day")

    # By hand: without the course before, 20 days at five more a day look like an effect.
    assert (plain.design, plain.verdict) == ("before-after", "better")
    assert (answer.design, answer.verdict) == ("interrupted-series", "no-difference-shown")
    assert answer.series is not None
    assert answer.series.slope.value == pytest.approx(5 / 400, abs=1e-3)
    assert len(answer.series.points) == 40


def test_two_arms_are_compared_at_the_same_time() -> None:
    arms = {
        f"{day:03}-{i:03}": {"variant": "B" if i % 2 else "A"}
        for day in range(5)
        for i in range(40)
    }
    log = visits([10] * 5, every=40, attributes=arms)

    answer = ask(log, attribute="variant", treated="B", control="A")

    # By hand: the ten who pay each day are five of each arm.
    assert [(one.group, one.n, one.value) for one in answer.groups] == [
        ("B", 100, 0.25),
        ("A", 100, 0.25),
    ]
    assert (answer.design, answer.effect) == ("arms", 0.0)
    assert answer.verdict == "too-little-data"
    assert ask(log, attribute="variant", treated="B").effect == 0.0


def test_a_date_and_arms_give_the_difference_of_differences() -> None:
    events, arms = [], {}
    for arm, rates in (("new", (20, 60)), ("old", (20, 30))):
        for day, rate in enumerate(rates):
            for i in range(100):
                case = f"{arm}-{day}-{i}"
                arms[case] = {"arm": arm}
                events.append((case, "visit", day * DAY + i))
                events += [(case, "pay", day * DAY + i + 1)] * (i < rate)
    log = EventLog.from_events(events, case_attributes=arms, log_end=5 * DAY)

    answer = ask(log, attribute="arm", treated="new", control="old", change="1970-01-02")

    # By hand: 60 - 20 less 30 - 20.
    assert answer.design == "difference-in-differences"
    assert answer.effect == pytest.approx(0.3)
    assert answer.verdict == "better"
    assert [one.group for one in answer.groups] == [
        "new before", "new after", "old before", "old after"
    ]  # fmt: skip


def test_customers_whose_window_has_not_passed_do_not_count_against_the_change() -> None:
    log = visits([10, 10, 10, 10])

    # By hand: with three days to convert, only the entries of the first two days of four are ripe
    # when the log ends after the fifth.
    of = {**FUNNEL, "window": "3d"}
    assert [one.n for one in ask(log, of=of, change="1970-01-02").groups] == [20, 20]


def test_a_guardrail_tells_when_something_else_has_suffered() -> None:
    events = []
    for day in range(4):
        for i in range(100):
            case, at = f"{day}-{i}", day * DAY + i
            events += [(case, "visit", at), (case, "pay", at + 1)] if i < 20 + 10 * day else []
            events += [
                (case, "ask", at),
                *([(case, "praise", at + 1)] if i < 90 - 20 * day else []),
            ]
    log = EventLog.from_events(events, log_end=9 * DAY)
    guardrail = {"name": "funnel", "steps": ["ask", "praise"], "window": "1d"}

    harmed = ask(log, change="1970-01-03", guardrail=guardrail)
    kept = ask(log, change="1970-01-03", guardrail=guardrail, guardrail_better="lower")

    # By hand: 90 and 70 of 100 praise before, 50 and 30 after.
    assert harmed.guardrail is not None
    assert kept.guardrail is not None
    assert harmed.guardrail.effect == pytest.approx(-0.4)
    assert (harmed.guardrail.verdict, kept.guardrail.verdict) == ("harmed", "kept")
    assert "guardrail-harmed" in [warning.name for warning in harmed.warnings]


def test_times_are_better_when_shorter_and_are_told_in_seconds() -> None:
    events = []
    for day, minutes in enumerate((60, 60, 20, 20)):
        for i in range(30):
            case, at = f"{day}-{i}", day * DAY
            events += [(case, "ask", at), (case, "reply", at + (minutes + i) * 60_000_000)]
    log = EventLog.from_events(events, log_end=9 * DAY)
    of = {"name": "time-between", "source": "ask", "target": "reply"}

    answer = ask(log, of=of, change="1970-01-03")

    # By hand: the medians of minutes + 0..29 are 74.5 and 34.5 minutes.
    assert (answer.unit, answer.effect, answer.verdict) == ("seconds", -40 * 60, "better")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"attribute": "arm"},
        {"treated": "B"},
        {"of": {"name": "trend", "of": "variants"}, "change": "1970-01-02"},
    ],
)
def test_what_cannot_be_compared_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(TouchlineError):
        ask(visits([1, 2]), **options)


@pytest.mark.parametrize(
    "options", [{"change": "1970-01-03"}, {"attribute": "arm", "treated": "B"}]
)
def test_a_log_on_disk_shows_the_same_impact(options: dict[str, Any], tmp_path: Path) -> None:
    arms = {
        f"{day:03}-{i:03}": {"arm": "B" if i % 3 else "A"} for day in range(4) for i in range(20)
    }
    log = visits([4, 4, 12, 12], attributes=arms)
    compiled = compile_events(log, tmp_path / "log", n_buckets=4)

    asked: dict[str, Any] = {"of": FUNNEL, **options}
    assert Impact(**asked).answer(compiled).to_dict() == ask(log, **options).to_dict()


def test_a_score_is_compared_on_its_scale() -> None:
    events: list[dict[str, Any]] = []
    for day in range(1, 9):
        for i in range(20):
            case, at = f"{day}-{i}", f"2026-01-0{day}T10:"
            events.append({"case": case, "activity": "visit", "timestamp": f"{at}00"})
            score = 3 + i % 3 - (1 if day > 4 else 0)
            events.append(
                {"case": case, "activity": "asked", "timestamp": f"{at}05", "score": score}
            )
    log = EventLog.from_events(events, log_end="2026-01-10")
    mood = {"name": "satisfaction", "kind": "mood", "scale": "1-5"}

    answer = ask(log, of=mood, change="2026-01-05", guardrail=mood)

    # By hand: each score is one point lower; a margin of 5 % of four points is far exceeded.
    assert (answer.unit, answer.verdict) == ("score", "worse")
    assert answer.effect == pytest.approx(-1)
    assert answer.guardrail is not None
    assert (answer.guardrail.unit, answer.guardrail.verdict) == ("score", "harmed")
