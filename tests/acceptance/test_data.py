"""
The data river: what a log says must not depend on how it came.
"""

from __future__ import annotations

import hashlib
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

import touchline as tl
from touchline.samples import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.conftest import Terminal

#: The published counts of each sample (its README, and the package that it comes from).
PUBLISHED: dict[str, dict[str, Any]] = {
    "online_retail_uk": {
        "n_cases": 4_372,
        "n_events": 22_190,
        "activities": {
            "order 6+": 6_725,
            "order 3-5": 4_627,
            "first order": 4_339,
            "cancellation": 3_654,
            "second order": 2_845,
        },
    },
    "complete_journey_grocery": {
        "n_cases": 2_379,
        "n_events": 55_934,
        "activities": {
            "purchase": 46_230,
            "campaign Type A": 3_647,
            "campaign Type B": 2_368,
            "coupon redeemed": 2_102,
            "purchase with coupon": 1_013,
            "campaign Type C": 574,
        },
    },
}
QUESTIONS = (
    ("funnel", "--steps", "visit", "--steps", "pay", "--window", "2d"),
    ("transitions",),
    ("variants",),
    ("occupancy",),
    ("drop-off",),
    ("discovery",),
    ("time-between", "--source", "visit", "--target", "pay"),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda words: words[0])
def test_shuffled_rows_give_the_same_answer(question: tuple[str, ...], terminal: Terminal) -> None:
    head, *rows = (terminal.folder / "shop.csv").read_text().splitlines()
    random.Random(7).shuffle(rows)  # noqa: S311 (any order will do)
    terminal.write("shuffled.csv", "\n".join([head, *rows]) + "\n")
    name, *options = question

    told = [
        terminal.run("ask", name, file, *options, "--json").json
        for file in ("shop.csv", "shuffled.csv")
    ]

    assert told[0] == told[1]


def test_ties_are_broken_by_priority_and_else_by_row(terminal: Terminal) -> None:
    day = "2026-01-01T10:00:00Z"
    terminal.write("ties.csv", f"case,activity,timestamp\na,pay,{day}\na,basket,{day}\n")

    def path(*options: str) -> object:
        reply = terminal.run("ask", "variants", "ties.csv", *options, "--json")
        return reply.json["answer"]["variants"][0]["path"]

    assert path() == ["pay", "basket"]
    assert path("--priority", "basket") == ["basket", "pay"]
    assert path("--priority", "basket", "--priority", "pay") == ["basket", "pay"]


def test_offsets_are_converted_and_bare_times_are_read_in_the_stated_zone(
    terminal: Terminal,
) -> None:
    # 10:00 in Berlin is 09:00 UTC in winter, and 12:30 in Tehran (+03:30) is 09:00 UTC too.
    terminal.write(
        "zones.csv",
        "case,activity,timestamp\n"
        "a,start,2026-01-01T09:00:00Z\n"
        "a,bare,2026-01-01 10:30:00\n"
        "a,offset,2026-01-01T13:30:00+03:30\n",
    )

    def seconds(target: str, *options: str) -> object:
        words = ("time-between", "zones.csv", "--source", "start", "--target", target)
        return terminal.run("ask", *words, *options, "--json").json["answer"]["median_seconds"]

    assert seconds("offset") == 3600
    assert seconds("bare") == 5400
    assert seconds("bare", "--zone", "Europe/Berlin") == 1800
    told = terminal.run("ask", "transitions", "zones.csv")
    assert "no time zone" in told.err


def test_events_without_a_customer_are_counted_and_in_no_journey(terminal: Terminal) -> None:
    text = (terminal.folder / "shop.csv").read_text()
    terminal.write("some.csv", text + ",visit,2026-01-03T10:00:00Z,,web\n" * 2)

    apart = terminal.run("ask", "transitions", "some.csv", "--json")
    each = terminal.run("ask", "transitions", "some.csv", "--anonymous", "each", "--json")
    plain = terminal.run("ask", "transitions", "shop.csv", "--json")

    assert (apart.json["n_cases"], apart.json["n_events"]) == (5, 15)
    assert apart.json["answer"] == plain.json["answer"]
    assert [row["name"] for row in apart.json["warnings"]].count("anonymous-events") == 1
    assert (each.json["n_cases"], each.json["n_events"]) == (7, 15)


def test_a_second_event_of_the_same_name_is_dropped_and_counted(terminal: Terminal) -> None:
    day = "2026-01-01T1{}:00:00Z"
    rows = [f"a,visit,{day.format(0)},1", f"a,visit,{day.format(1)},1", f"a,pay,{day.format(2)},2"]
    terminal.write("ids.csv", "\n".join(["case,activity,timestamp,key", *rows]) + "\n")

    reply = terminal.run("ask", "variants", "ids.csv", "--event-id", "key", "--json")

    assert reply.json["answer"]["variants"][0]["path"] == ["visit", "pay"]
    assert reply.json["n_events"] == 2


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """
    Discover a draft from each sample, measure both maps, and keep what lay there before.
    """
    folder = tmp_path_factory.mktemp("samples")
    return {name: _river(name, folder) for name in SAMPLES}


def _river(name: str, folder: Path) -> dict[str, Any]:
    sample = SAMPLES[name]
    log = tl.read_log(sample.path, cases=sample.cases, zone=sample.zone, **sample.columns)
    authored = sample.journey.read_bytes()
    journey = tl.load(sample.journey)
    assert isinstance(journey, tl.JourneyMap)
    measured = tl.measure(journey, log)
    tl.save(measured, folder / f"{name}.map.yaml")
    draft = tl.discover(log)
    drawn = tl.compose(tl.measure(draft, log))
    tl.export(drawn, folder / f"{name}.svg")
    return {
        "log": log,
        "authored": authored,
        "measured": measured,
        "file": folder / f"{name}.map.yaml",
        "draft": draft,
        "measured_draft": tl.measure(draft, log),
        "picture": (folder / f"{name}.svg").read_text("utf-8"),
    }


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_sample_has_the_published_counts(name: str, rivers: dict[str, dict[str, Any]]) -> None:
    origin = rivers[name]["measured"].measures.provenance

    assert origin.n_cases == PUBLISHED[name]["n_cases"]
    assert origin.n_events == PUBLISHED[name]["n_events"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_draft_binds_every_step_to_as_many_events_as_were_published(
    name: str, rivers: dict[str, dict[str, Any]]
) -> None:
    # M7: every activity of the samples is frequent enough to be a step.
    measured = rivers[name]["measured_draft"]
    names = {step.id: step.name.said("en") for step in measured.journey.steps}

    events = {names[row.step]: row.events for row in measured.measures.steps}

    assert all(row.is_bound for row in measured.measures.steps)
    published = PUBLISHED[name]["activities"]
    assert {activity: n for activity, n in events.items() if published.get(activity) != n} == {}
    assert len(events) >= 4


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_draft_is_marked_unreviewed_and_rests_on_evidence_throughout(
    name: str, rivers: dict[str, dict[str, Any]]
) -> None:
    # M7, R-015: a draft from data says so, and assumes nothing.
    draft, picture = rivers[name]["draft"], rivers[name]["picture"]

    assert draft.is_discovered
    assert draft.status == "draft"
    assert {card.grade for _, _, card in draft.cards()} == {"measured"}
    assert "100%" in picture


@pytest.mark.parametrize("name", PUBLISHED)
def test_measuring_never_changes_the_authored_file(
    name: str, rivers: dict[str, dict[str, Any]]
) -> None:
    assert SAMPLES[name].journey.read_bytes() == rivers[name]["authored"]
    assert b"\nmeasured:" not in rivers[name]["authored"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_measured_map_stands_alone_and_names_the_log_it_was_measured_with(
    name: str, rivers: dict[str, dict[str, Any]]
) -> None:
    # M3: every measured number carries the log's span and the time of measuring.
    again = tl.load(rivers[name]["file"])
    origin = again.measures.provenance  # type: ignore[union-attr]

    assert again == rivers[name]["measured"]
    assert origin.fingerprint == rivers[name]["log"].fingerprint
    assert origin.source == "events.csv.gz"
    assert origin.first is not None
    assert origin.last is not None
    assert origin.first < origin.last
    assert origin.measured_at.tzinfo is not None


def test_the_command_line_measures_beside_the_authored_file(terminal: Terminal) -> None:
    before = hashlib.sha256((terminal.folder / "shop.map.yaml").read_bytes()).hexdigest()

    reply = terminal.run("measure", "shop.map.yaml", "shop.csv", "-o", "measured.map.yaml")

    after = hashlib.sha256((terminal.folder / "shop.map.yaml").read_bytes()).hexdigest()
    assert (reply.code, before) == (0, after)
    assert "fingerprint:" in (terminal.folder / "measured.map.yaml").read_text()


def test_the_demo_finds_what_the_data_holds(terminal: Terminal) -> None:
    reply = terminal.run("demo", "-o", "demo", "--json")

    told = json.dumps(reply.json["findings"])
    assert reply.code == 0
    assert "4,372 customers, 22,190 events" in told
    assert "2,379 customers, 55,934 events" in told
    for name in SAMPLES:
        for form in ("html", "svg", "png", "pdf", "map.yaml"):
            assert (terminal.folder / "demo" / f"{name}.measured.{form}").stat().st_size > 4_000
            assert (terminal.folder / "demo" / f"{name}.discovered.{form}").stat().st_size > 4_000
