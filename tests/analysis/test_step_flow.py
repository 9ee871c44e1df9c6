from __future__ import annotations

import pytest

from tests.analysis.shop import DAY, SHOP
from touchline.analysis import Step
from touchline.analysis.step_flow import OTHER, StepFlow, StepFlowAnswer
from touchline.analysis.transitions import END, START
from touchline.eventlog.log import EventLog

PAY = Step.model_validate("pay")
SIGN_UP = Step.model_validate("sign up")


def links_of(answer: StepFlowAnswer) -> dict[tuple[int, str, str], int]:
    return {(one.step, one.source, one.target): one.cases for one in answer.links}


def test_the_flow_of_the_shop_is_that_of_the_page() -> None:
    answer = StepFlow(steps=3, top=2).answer(SHOP)

    # By hand, docs/explanation/step-flow.md; pay is the third activity of the second step.
    assert links_of(answer) == {
        (1, "visit", "sign up"): 2,
        (1, "visit", "visit"): 1,
        (1, "visit", OTHER): 1,
        (1, "visit", END): 1,
        (1, "sign up", "visit"): 1,
        (2, "sign up", "pay"): 1,
        (2, "sign up", END): 1,
        (2, "visit", "sign up"): 1,
        (2, "visit", END): 1,
        (2, OTHER, END): 1,
    }
    assert (answer.paths, answer.longer, answer.without) == (6, 1, 0)
    assert [one.hidden for one in answer.steps] == [0, 1, 0]
    assert answer.hidden_share == 1 / 13  # By hand: 6 + 5 + 2 events, of which one is hidden.


def test_a_link_tells_mean_and_median_time() -> None:
    link = StepFlow(steps=3).answer(SHOP).links[0]

    # By hand: ann takes 1 day and eve 18.
    assert (link.source, link.target, link.mean_us, link.median_us) == (
        "visit",
        "sign up",
        9.5 * DAY,
        9.5 * DAY,
    )


def test_what_precedes_an_event_is_counted_back_from_it() -> None:
    answer = StepFlow(steps=3, before=PAY).answer(SHOP)

    # By hand: ann, ben and cam pay.
    assert links_of(answer) == {
        (-2, "visit", "sign up"): 2,
        (-2, START, "visit"): 1,
        (-1, "sign up", "pay"): 2,
        (-1, "visit", "pay"): 1,
    }
    assert (answer.paths, answer.without) == (3, 3)
    assert [one.step for one in answer.steps] == [-2, -1, 0]


def test_between_two_events_lies_only_what_lies_there() -> None:
    answer = StepFlow(after=SIGN_UP, before=PAY).answer(SHOP)

    # By hand: ann and ben pay directly after they sign up.
    assert links_of(answer) == {(1, "sign up", "pay"): 2, (2, "pay", END): 2}
    assert answer.without == 4


def test_paths_after_an_event_begin_with_it() -> None:
    answer = StepFlow(after=SIGN_UP).answer(SHOP)

    assert {one.source for one in answer.links if one.step == 1} == {"sign up"}
    assert answer.paths == 4


def test_what_is_put_together_is_told_in_a_warning() -> None:
    answer = StepFlow(top=1).answer(SHOP)

    assert "other-activities" in [one.name for one in answer.warnings]


def test_an_event_that_never_happens_leaves_no_paths_and_says_so() -> None:
    answer = StepFlow(after=Step.model_validate("signup")).answer(SHOP)

    assert (answer.paths, answer.links, answer.matrix) == (0, (), ())
    assert "sign up" in next(w.told() for w in answer.warnings if w.name == "unmatched-step")


def test_sums_of_very_long_times_do_not_overflow() -> None:
    events = [(f"c{i}", "a", "0001-01-01") for i in range(40)]
    log = EventLog.from_events([*events, *((f"c{i}", "b", "9999-12-31") for i in range(40))])

    link = StepFlow().answer(log).links[0]

    # By the calendar: 3 652 058 days, and forty of them exceed what 64 bits of microseconds hold.
    assert link.mean_us == pytest.approx(3_652_058 * DAY)
