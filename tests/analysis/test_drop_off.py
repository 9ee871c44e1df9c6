from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.shop import SHOP
from touchline.analysis.drop_off import DropOff, DropOffAnswer
from touchline.eventlog.log import EventLog


def ask(log: EventLog = SHOP, **options: Any) -> DropOffAnswer:
    return DropOff(**options).answer(log)


def test_the_exits_of_the_shop_are_those_of_the_page() -> None:
    answer = ask(inactivity="7d")

    # By hand, docs/explanation/drop-off.md: dee and fay are still open on the 31st.
    assert (answer.ended, answer.open, answer.tests) == (4, 2, 3)
    found = [(one.activity, one.exits, one.occurrences) for one in answer.exits]
    assert found == [("pay", 3, 3), ("sign up", 1, 4), ("visit", 0, 5)]
    lost = [3 - 3 * 1 / 9, 1 - 4 * 3 / 8, -5 * 4 / 7]
    assert [one.lost for one in answer.exits] == pytest.approx(lost)


def test_whoever_reached_the_target_is_not_lost() -> None:
    answer = ask(inactivity="7d", target="pay")

    # By hand: only eve left, after she had signed up; of eight known occurrences that is one.
    assert (answer.ended, answer.completed, answer.open) == (1, 3, 2)
    assert (answer.exits[0].activity, answer.exits[0].exits) == ("sign up", 1)


def test_a_drop_off_is_notable_when_it_is_frequent_and_beyond_chance() -> None:
    paths = {f"{i}": ("form", "pay") if i % 2 else ("form",) for i in range(100)}
    log = EventLog.from_events(
        (case, name, t) for case, path in paths.items() for t, name in enumerate(path)
    )

    answer = ask(log, target="pay")

    # By hand: 50 of 100 leave after the form, nobody after paying, which 50 did without exit.
    form = next(one for one in answer.exits if one.activity == "form")
    assert (form.exits, form.occurrences, form.share_elsewhere) == (50, 100, None)


def test_without_an_inactivity_the_answer_says_that_all_paths_count_as_ended() -> None:
    answer = ask()

    assert (answer.ended, answer.open) == (6, 0)
    assert "all-paths-ended" in [warning.name for warning in answer.warnings]
