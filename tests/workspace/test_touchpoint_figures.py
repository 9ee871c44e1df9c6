"""
What a log says of touchpoints, against times that can be counted on fingers.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from touchline.eventlog.log import EventLog
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.touchpoint_figures import Figures, figures_of
from touchline.workspace.touchpoint_findings import findings_of
from touchline.workspace.touchpoints import list_touchpoints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.workspace import Workspace

DAY = dt.datetime(2026, 1, 1, 9, tzinfo=dt.UTC)
RESPONSE = {"asked": [{"activities": ["ask"]}], "answered": [{"activities": ["reply"]}]}


def tickets(*hours: float | None, ask: str = "ask") -> Iterator[tuple[str, str, dt.datetime]]:
    """
    One customer a day asks and gets an answer after so many hours, or none.
    """
    for day, wait in enumerate(hours):
        asked = DAY + dt.timedelta(days=day)
        yield f"c{day}", ask, asked
        if wait is not None:
            yield f"c{day}", "reply", asked + dt.timedelta(hours=wait)


def figures(
    workspace: Workspace, events: Iterator[tuple[str, str, dt.datetime]], **fields: object
) -> Figures:
    workspace.put(Touchpoint.model_validate({"id": "desk", "title": "Desk", **fields}))
    (found,) = figures_of(list_touchpoints(workspace), EventLog.from_events(events))
    return found


def test_the_time_until_an_answer_is_measured(workspace_in_a_file: Workspace) -> None:
    # By hand: five waits of 1 to 5 hours; the third is the median.
    found = figures(workspace_in_a_file, tickets(5, 1, 3, 2, 4), response=RESPONSE)

    assert found.answers is not None
    assert (found.answers.asked, found.answers.answered, found.answers.still_open) == (5, 5, 0)
    assert found.answers.median_us == 3 * 3_600_000_000
    assert found.answers.within is None


def test_questions_without_an_answer_make_the_median_longer(workspace_in_a_file: Workspace) -> None:
    # By hand: of six, two wait still; half of all six are answered with the third answer.
    found = figures(workspace_in_a_file, tickets(1, 2, 3, 4, None, None), response=RESPONSE)

    assert found.answers is not None
    assert found.answers.still_open == 2
    assert found.answers.median_us == 3 * 3_600_000_000


def test_a_promise_is_held_against_those_who_asked_long_enough_ago(
    workspace_in_a_file: Workspace,
) -> None:
    # By hand: the last one asked at the end of the log and is left out; 2 of 10 are in time.
    waits = [1.0, 2.0, *[9.0] * 8, None]
    promise = {**RESPONSE, "within": "4h"}

    found = figures(workspace_in_a_file, tickets(*waits), response=promise)

    assert found.answers is not None
    assert found.answers.share_within == pytest.approx(0.2)
    # Wilson's upper bound of 2 in 10 is 0.5098: not surely less than half.
    assert not found.answers.is_late


def test_a_promise_that_is_surely_broken_is_a_finding(workspace_in_a_file: Workspace) -> None:
    events = tickets(*[1.0, *[9.0] * 11])
    promise = {**RESPONSE, "within": "4h"}
    figure = figures(workspace_in_a_file, events, response=promise)

    found = findings_of(workspace_in_a_file, list_touchpoints(workspace_in_a_file), [figure])

    assert [one.told() for one in found if one.severity == "warning"] == [
        "At “Desk”, only 8% of the questions (12 asked in all) are answered within the promised 4h."
    ]


def test_customers_and_events_of_a_binding_are_counted(workspace_in_a_file: Workspace) -> None:
    binding = [{"activities": ["ask"]}, {"activities": ["reply"]}]

    found = figures(workspace_in_a_file, tickets(1, 1, 1, 1, 1, None), binding=binding)

    assert (found.events, found.cases, found.answers) == (11, 6, None)


def test_numbers_about_few_customers_are_not_shown(workspace_in_a_file: Workspace) -> None:
    found = figures(
        workspace_in_a_file,
        tickets(1, 1, 1, 1),
        binding=[{"activities": ["ask"]}],
        response=RESPONSE,
    )

    assert found == Figures()


@pytest.mark.parametrize(
    ("matcher", "name"),
    [
        ({"activities": ["fax"]}, "without-events"),
        ({"activities": ["ask"], "where": {"medium": ["web"]}}, "unmeasurable"),
    ],
)
def test_what_the_log_does_not_know_is_told(
    workspace_in_a_file: Workspace, matcher: dict[str, object], name: str
) -> None:
    figure = figures(workspace_in_a_file, tickets(1, 1, 1, 1, 1), binding=[matcher])

    found = findings_of(workspace_in_a_file, list_touchpoints(workspace_in_a_file), [figure])

    assert [one.name for one in found if one.severity == "warning"] == [name]
