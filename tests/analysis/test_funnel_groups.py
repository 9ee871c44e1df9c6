from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.shop import SHOP
from touchline.analysis import UnknownAttribute
from touchline.analysis._errors import UnknownStep, UnusableComparison
from touchline.analysis.funnel import Funnel, FunnelAnswer
from touchline.compiled.compile import compile_events
from touchline.eventlog.log import EventLog
from touchline.i18n import LANGUAGES
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p

if TYPE_CHECKING:
    from touchline.errors import TouchlineError

STEPS = ("visit", "pay")
DAY = 86_400_000_000


def funnel(**options: Any) -> Funnel:
    return Funnel(**options)


def town_log(entries: dict[str | None, tuple[int, int]], **options: Any) -> EventLog:
    """
    Build a log in which so many of so many customers of each town pay a day after they visit.
    """
    events: list[dict[str, Any]] = []
    towns = {}
    for town, (paying, visiting) in entries.items():
        for i in range(visiting):
            case = f"{town}-{i}"
            towns[case] = {"town": town}
            events.append({"case": case, "activity": "visit", "timestamp": 0, "channel": town})
            if i < paying:
                events.append(
                    {"case": case, "activity": "pay", "timestamp": DAY, "channel": "till"}
                )
    return EventLog.from_events(events, case_attributes=towns, log_end=30 * DAY, **options)


def reached(answer: FunnelAnswer) -> dict[str, tuple[int, ...]]:
    assert answer.groups is not None
    return {one.group: tuple(step.reached for step in one.steps) for one in answer.groups}


#: Newcombe (1998), Statistics in Medicine 17, 873-890, table II (a): 56 of 70 and 48 of 80.
PUBLISHED = town_log({"Bonn": (56, 70), "Ulm": (48, 80)})


def test_a_difference_of_two_groups_is_the_published_one() -> None:
    answer = funnel(steps=STEPS, window="7d", by="town").answer(PUBLISHED)

    assert answer.groups is not None
    ulm, bonn = answer.groups
    assert (ulm.group, bonn.group) == ("Ulm", "Bonn")
    told = bonn.steps[1]
    assert told.difference == pytest.approx(0.2)
    # The published interval of method 10.
    assert told.interval_of_difference == pytest.approx((0.0524, 0.3339), abs=5e-5)
    # By hand: Pearson's chi-square of the table is 7.0, on one degree of freedom.
    assert told.p == pytest.approx(proportions_p(56, 70, 48, 80))
    assert answer.tests == 2
    assert ulm.steps[1].difference == pytest.approx(-0.2)


def test_the_smaller_groups_count_together_and_all_sum_to_the_whole() -> None:
    log = town_log({"Bonn": (1, 5), "Ulm": (2, 4), "Jena": (0, 2), "Hof": (1, 1), None: (1, 3)})

    answer = funnel(steps=STEPS, window="7d", by="town", top=2).answer(log)

    assert reached(answer) == {
        "Bonn": (5, 1),
        "Ulm": (4, 2),
        "(other)": (3, 1),
        "(none)": (3, 1),
    }
    assert answer.groups is not None
    assert [group.kind for group in answer.groups] == ["value", "value", "other", "none"]
    assert [step.reached for step in answer.steps] == [15, 5]


def test_every_difference_is_corrected_for_all_the_others() -> None:
    log = town_log({"Bonn": (30, 50), "Ulm": (20, 50), "Jena": (10, 50)})

    answer = funnel(steps=STEPS, window="7d", by="town").answer(log)

    assert answer.groups is not None
    told = {one.group: one.steps[1] for one in answer.groups}
    pairs = {"Bonn": (30, 50, 30, 100), "Jena": (10, 50, 50, 100), "Ulm": (20, 50, 40, 100)}
    p_values = [proportions_p(*pair) for pair in pairs.values()]
    assert [told[town].p for town in pairs] == p_values
    expected = benjamini_hochberg([p for p in p_values if p is not None])
    assert [told[town].q for town in pairs] == list(expected)
    assert answer.tests == 3


def test_the_group_is_read_at_the_step_that_is_asked_for() -> None:
    log = town_log({"Bonn": (1, 2)})

    by_step = {
        step: reached(funnel(steps=STEPS, by="channel", by_step=step).answer(log))
        for step in (0, 1, -1)
    }

    # By hand: both visit in Bonn, one pays at the till; the other has no second step.
    assert by_step == {
        0: {"Bonn": (2, 1)},
        1: {"till": (1, 1), "(none)": (1, 0)},
        -1: {"Bonn": (1, 0), "till": (1, 1)},
    }


def test_numbers_and_activities_tell_groups_too() -> None:
    log = EventLog.from_events(
        [
            {"case": "ann", "activity": "web", "timestamp": 1, "value": 10.0},
            {"case": "ann", "activity": "pay", "timestamp": 2},
            {"case": "ben", "activity": "app", "timestamp": 1, "value": 2.5},
        ]
    )
    steps = ({"name": "visit", "activities": ["web", "app"]}, "pay")

    assert reached(funnel(steps=steps, by="value").answer(log)) == {"10": (1, 1), "2.5": (1, 0)}
    assert reached(funnel(steps=steps, by="activity").answer(log)) == {"app": (1, 0), "web": (1, 1)}


def test_a_segment_is_held_against_the_rest() -> None:
    answer = funnel(steps=STEPS, window="7d", compare=("town=Bonn",)).answer(PUBLISHED)

    assert reached(answer) == {"town=Bonn": (70, 56), "(rest)": (80, 48)}
    assert answer.groups is not None
    told = answer.groups[0].steps[1]
    assert told.interval_of_difference == pytest.approx(newcombe(56, 70, 48, 80))
    assert told.q == told.p
    assert answer.tests == 1
    assert answer.groups[1].steps[1].difference is None


def test_two_spans_of_time_are_held_against_each_other() -> None:
    spans = ("2026-01-01/2026-01-03", "2026-01-03/2026-01-10")

    answer = funnel(steps=STEPS, window="14d", compare=spans).answer(SHOP)

    # By hand, docs/explanation/funnel.md: ann, ben and eve enter on the 1st and 2nd, and ann and
    # ben pay within 14 days; cam enters on the 3rd and pays, ben enters again on the 6th.
    assert reached(answer) == {spans[0]: (3, 2), spans[1]: (2, 2)}
    both = [warning for warning in answer.warnings if warning.name == "on-both-sides"]
    assert [warning.values["n"] for warning in both] == [1]
    assert all(both[0].told(tag) for tag in LANGUAGES)


def test_a_side_with_many_pending_is_compared_after_its_window() -> None:
    spans = ("2026-01-01/2026-01-10", "2026-01-10/2026-02-01")

    answer = funnel(steps=STEPS, window="7d", compare=spans).answer(SHOP)

    # By hand: of the second span dee and fay have both still time, so nobody is left to compare.
    assert answer.compares_mature
    assert answer.groups is not None
    assert answer.groups[0].steps[1].difference is None
    assert answer.tests == 0


@pytest.mark.parametrize(
    "options",
    [
        {"compare": ("town=Bonn", "town=Ulm", "town=Jena")},
        {"compare": ("2026-01-01/2026-02-01",)},
        {"compare": ("town=Bonn",), "by": "town"},
    ],
)
def test_sides_that_make_no_comparison_are_refused_in_every_language(
    options: dict[str, Any],
) -> None:
    with pytest.raises(UnusableComparison) as refusal:
        funnel(steps=STEPS, **options)

    assert all(refusal.value.told(tag) for tag in LANGUAGES)


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"by": "city"}, UnknownAttribute),
        ({"by": "town", "by_step": 2}, UnknownStep),
        ({"compare": ("city=Bonn",)}, UnknownAttribute),
    ],
)
def test_groups_that_the_log_cannot_tell_are_refused(
    options: dict[str, Any], kind: type[TouchlineError]
) -> None:
    with pytest.raises(kind) as refusal:
        funnel(steps=STEPS, **options).answer(PUBLISHED)

    assert all(refusal.value.told(tag) for tag in LANGUAGES)


def test_rows_show_the_groups_after_the_whole() -> None:
    answer = funnel(steps=STEPS, window="7d", by="town").answer(PUBLISHED)

    rows = answer.rows()

    assert [(row["group"], row["name"], row["reached"]) for row in rows] == [
        ("(all)", "visit", 150),
        ("(all)", "pay", 104),
        ("Ulm", "visit", 80),
        ("Ulm", "pay", 48),
        ("Bonn", "visit", 70),
        ("Bonn", "pay", 56),
    ]
    assert len(answer.to_csv().splitlines()) == 7


TOWNS = st.sampled_from(("Bonn", "Ulm", "Hof", None))


@given(
    people=st.lists(st.tuples(TOWNS, st.integers(0, 3), st.integers(0, 9)), max_size=14),
    top=st.integers(1, 3),
    by=st.sampled_from(["town", "channel"]),
    options=st.sampled_from([{}, {"order": "unordered"}, {"exclude": ("help:0:1",)}]),
)
def test_groups_partition_whatever_is_asked_and_never_depend_on_buckets(
    people: list[tuple[str | None, int, int]],
    top: int,
    by: str,
    options: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    activities = ("visit", "pay", "help", "visit")
    events = [
        {"case": str(n % 9), "activity": activities[what], "timestamp": at, "channel": town}
        for n, (town, what, at) in enumerate(people)
    ]
    towns = {str(n % 9): {"town": town} for n, (town, _, _) in enumerate(people)}
    channel = {"case": "x", "activity": "help", "timestamp": 0, "channel": "web"}
    log = EventLog.from_events([*events, channel], case_attributes={**towns, "x": {"town": "Bonn"}})
    question = funnel(steps=STEPS, window="4s", by=by, top=top, **options)

    answer = question.answer(log)

    assert answer.groups is not None
    for field in ("entered", "reached", "dropped", "pending", "n_mature"):
        for k, step in enumerate(answer.steps):
            parts = [getattr(group.steps[k], field) for group in answer.groups]
            assert sum(parts) == getattr(step, field)
    assert sum(group.kind == "value" for group in answer.groups) <= top
    compiled = compile_events(log, tmp_path_factory.mktemp("log"), n_buckets=4)
    assert question.answer(compiled).to_dict() == answer.to_dict()
