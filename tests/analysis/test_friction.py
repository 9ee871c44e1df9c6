from __future__ import annotations

from typing import Any

import pytest

from touchline.analysis.friction import Friction, FrictionAnswer, Signal
from touchline.eventlog.log import EventLog


def log_of(paths: dict[str, tuple[str, ...]]) -> EventLog:
    return EventLog.from_events(
        (f"{name}-{i}", activity, t)
        for name, path in paths.items()
        for i in range(50)
        for t, activity in enumerate(path)
    )


def ask(log: EventLog, **options: Any) -> FrictionAnswer:
    return Friction(**options).answer(log)


def only(answer: FrictionAnswer, kind: str, *path: str) -> Signal:
    return next(one for one in answer.signals if (one.kind, one.path) == (kind, path))


PATHS = {
    "lost": ("home", "form", "form", "home"),
    "stuck": ("home", "form", "error", "form"),
    "smooth": ("home", "form", "pay", "home", "form", "error"),
    "quick": ("home", "pay"),
}


def test_each_sign_is_counted_for_those_who_show_it() -> None:
    answer = ask(log_of(PATHS), target="pay", steps=("home", "form"), errors=("error",))

    # By hand, 50 customers a path: `lost` and `stuck` do the form twice, `lost` in a row; only they
    # show anything, since what follows the payment does not count.
    found = {(one.kind, one.path): (one.cases, one.exposed) for one in answer.signals}
    assert found == {
        ("repetition", ("form",)): (50, 150),
        ("rework", ("form",)): (100, 150),
        ("rework", ("home",)): (50, 200),
        ("ping-pong", ("form", "error", "form")): (50, 50),
        ("step-back", ("form", "home")): (50, 150),
        ("error", ("error",)): (50, 200),
    }


def test_the_effect_is_the_difference_in_completing() -> None:
    answer = ask(log_of(PATHS), target="pay", errors=("error",))

    # By hand: of 150 with the form, 100 do it twice and none of these pays; the other 50 all pay.
    one = only(answer, "rework", "form")
    assert (one.rate, one.rate_without, one.difference, one.lost) == (0.0, 1.0, -1.0, 100.0)
    assert one.is_notable
    assert one == answer.signals[0]
    # Of 200, 50 have an error and do not pay; of the other 150, 100 pay.
    error = only(answer, "error", "error")
    assert error.rate_without == pytest.approx(2 / 3)
    assert error.lost == pytest.approx(100 / 3)


def test_where_nobody_lacks_the_sign_nothing_is_compared() -> None:
    answer = ask(log_of(PATHS), target="pay")

    there_and_back = only(answer, "ping-pong", "form", "error", "form")
    assert (there_and_back.difference, there_and_back.q) == (None, None)


def test_a_wait_is_long_beyond_what_nine_in_ten_take() -> None:
    minutes = 60_000_000
    events = []
    for i in range(100):
        wait = 100 if i >= 95 else 1
        events += [(f"{i:02}", "ask", 0), (f"{i:02}", "reply", wait * minutes)]
        events += [(f"{i:02}", "pay", 200 * minutes)] if i < 95 else []

    one = only(ask(EventLog.from_events(events), target="pay"), "long-wait", "ask", "reply")

    # By hand: 95 of 100 wait a minute and pay, 5 wait 100 and do not.
    assert (one.cases, one.exposed, one.beyond_us) == (5, 100, minutes)
    assert (one.rate, one.rate_without, one.lost) == (0.0, 1.0, 5.0)


def test_signs_of_few_customers_are_hidden_and_counted() -> None:
    answer = ask(log_of(PATHS), least=60)

    # By hand: without a target all events count; three paths do the form twice, and two come home
    # again.
    assert [(one.kind, one.path) for one in answer.signals] == [
        ("rework", ("form",)),
        ("rework", ("home",)),
    ]
    assert answer.hidden > 0
    assert "no-target" in [warning.name for warning in answer.warnings]


def test_who_may_still_complete_is_compared_with_nobody() -> None:
    events = [("ann", "form", "2026-01-01"), ("ann", "form", "2026-01-02")]
    log = EventLog.from_events([*events, ("ben", "form", "2026-01-01")], log_end="2026-01-12")

    answer = ask(log, target="pay", inactivity="10d", least=1)

    # By hand: ann was there ten days before the end, ben eleven.
    assert (answer.open, answer.ended) == (1, 1)
    assert only(answer, "repetition", "form").rate is None
