"""
The command line that others script against, verb by verb, as a stranger meets it.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import touchline as tl

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

#: What every answer is wrapped in.
ENVELOPE = {"question", "n_cases", "n_events", "answer", "warnings"}
FUNNEL = ("ask", "funnel", "shop.csv", "--steps", "visit", "--steps", "sign up", "--steps", "pay")
#: Two hours of the window are enough to sign up and not to pay.
IN_TWO_HOURS = [5, 4, 0]


def reached(terminal: Terminal, *words: str) -> list[int]:
    reply = terminal.run(*words, "--json")
    assert reply.code == 0, reply.err
    return [step["reached"] for step in reply.json["answer"]["steps"]]


# --- ask --------------------------------------------------------------------------------------


def test_a_funnel_gives_the_promised_keys_and_the_counts_by_hand(terminal: Terminal) -> None:
    reply = terminal.run(*FUNNEL, "--window", "14d", "--json")

    assert reply.code == 0
    assert set(reply.json) == ENVELOPE
    assert (reply.json["n_cases"], reply.json["n_events"]) == (5, 13)
    steps = reply.json["answer"]["steps"]
    promised = {
        "name", "reached", "dropped", "pending", "share_of_first", "share_of_previous",
        "interval", "median_seconds_from_previous",
    }  # fmt: skip
    assert all(promised <= set(step) for step in steps)
    assert [step["name"] for step in steps] == ["visit", "sign up", "pay"]
    assert [step["reached"] for step in steps] == [5, 4, 3]
    # The log ends on 6 January, within everybody's two weeks: who did not go on is pending.
    assert [step["pending"] for step in steps] == [0, 1, 1]
    assert [step["dropped"] for step in steps] == [0, 0, 0]
    assert [step["share_of_first"] for step in steps] == [1, 0.8, 0.6]
    assert [step["share_of_previous"] for step in steps] == [1, 0.8, 0.75]
    # 10, 20, 30 and 30 minutes; 1, 2 and 3 days.
    assert steps[1]["median_seconds_from_previous"] == 25 * 60
    assert steps[2]["median_seconds_from_previous"] == 2 * 86_400
    # Wilson's interval of 3 in 4: statsmodels.proportion_confint(3, 4, method="wilson").
    assert steps[2]["interval"] == pytest.approx([0.300642, 0.954413], abs=1e-5)


def test_who_had_the_time_and_did_not_go_on_is_dropped(terminal: Terminal) -> None:
    steps = terminal.run(*FUNNEL, "--window", "2h", "--json").json["answer"]["steps"]

    assert [step["reached"] for step in steps] == IN_TWO_HOURS
    assert [step["dropped"] for step in steps] == [0, 1, 4]
    assert [step["pending"] for step in steps] == [0, 0, 0]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        # Ann signs up after 600 s and pays a day and ten minutes after her visit, Ben after 1,200 s
        # and two days and twenty minutes, Eva after 1,800 s and three days and thirty minutes.
        ("599s", [5, 0, 0]),
        ("600s", [5, 1, 0]),
        ("10m", [5, 1, 0]),
        ("1200", [5, 2, 0]),
        ("1800", [5, 4, 0]),
        ("2h", [5, 4, 0]),
        ("1d", [5, 4, 0]),
        ("87000", [5, 4, 1]),
        ("3d", [5, 4, 2]),
        ("14d", [5, 4, 3]),
        ("4w", [5, 4, 3]),
    ],
)
def test_a_window_is_a_number_with_its_unit_or_bare_seconds(
    window: str, expected: list[int], terminal: Terminal
) -> None:
    assert reached(terminal, *FUNNEL, "--window", window) == expected


def test_an_exclusion_is_split_from_the_right_since_activities_may_hold_a_colon(
    terminal: Terminal,
) -> None:
    # Ben meets `oops:err` between signing up and paying: he leaves the whole funnel.
    assert reached(terminal, *FUNNEL, "--exclude", "oops:err:1:2") == [4, 3, 2]
    assert reached(terminal, *FUNNEL, "--exclude", "oops:err:0:1") == [5, 4, 3]


def test_an_order_is_one_of_three(terminal: Terminal) -> None:
    # Ben's detour breaks a strict sequence; in any order nothing changes here.
    assert reached(terminal, *FUNNEL, "--order", "strict") == [5, 4, 2]
    assert reached(terminal, *FUNNEL, "--order", "unordered") == [5, 4, 3]


def test_a_funnel_can_list_how_far_each_customer_came(terminal: Terminal) -> None:
    reply = terminal.run(*FUNNEL, "--per-case", "--json")

    told = json.dumps(reply.json["answer"]["cases"])
    assert all(f'"{name}"' in told for name in ("ann", "ben", "cem", "dan", "eva"))


def test_transitions_give_the_promised_keys_and_the_counts_by_hand(terminal: Terminal) -> None:
    reply = terminal.run("ask", "transitions", "shop.csv", "--json")

    rows = {(row["source"], row["target"]): row for row in reply.json["answer"]["transitions"]}
    promised = {"source", "target", "count", "cases", "share_out", "median_seconds"}
    assert set(reply.json) == ENVELOPE
    assert all(promised <= set(row) for row in rows.values())
    assert {pair: row["count"] for pair, row in rows.items()} == {
        ("(start)", "visit"): 5,
        ("visit", "sign up"): 4,
        ("visit", "(end)"): 1,
        ("sign up", "pay"): 2,
        ("sign up", "oops:err"): 1,
        ("sign up", "(end)"): 1,
        ("oops:err", "pay"): 1,
        ("pay", "(end)"): 3,
    }
    assert rows["visit", "sign up"]["share_out"] == 0.8
    assert rows["visit", "sign up"]["median_seconds"] == 25 * 60


def test_variants_give_whole_paths_with_the_customers_who_share_them(terminal: Terminal) -> None:
    reply = terminal.run("ask", "variants", "shop.csv", "--json")

    rows = reply.json["answer"]["variants"]
    assert set(reply.json) == ENVELOPE
    assert rows[0]["path"] == ["visit", "sign up", "pay"]
    assert (rows[0]["cases"], rows[0]["share"]) == (2, 0.4)
    assert sum(row["cases"] for row in rows) == 5


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("occupancy", ()),
        ("channel-mix", ("--channel", "medium")),
        ("time-between", ("--source", "visit", "--target", "pay")),
        ("drop-off", ()),
        ("discovery", ()),
        ("trend", ("--of", '{"name": "variants"}')),
        ("trend", ("--of", '{"name": "funnel", "steps": ["visit", "pay"]}', "--per", "day")),
    ],
)
def test_every_question_answers_in_the_same_envelope(
    question: str, options: tuple[str, ...], terminal: Terminal
) -> None:
    reply = terminal.run("ask", question, "shop.csv", *options, "--json")

    assert reply.code == 0, reply.err
    assert set(reply.json) == ENVELOPE
    assert (reply.json["n_cases"], reply.json["n_events"]) == (5, 13)


def test_a_table_goes_to_a_spreadsheet_as_csv(terminal: Terminal) -> None:
    reply = terminal.run("ask", "variants", "shop.csv", "--format", "csv", "-o", "paths.csv")

    rows = list(csv.DictReader(io.StringIO((terminal.folder / "paths.csv").read_text("utf-8"))))
    assert (reply.code, reply.out) == (0, "")
    assert rows[0]["cases"] == "2"


@pytest.mark.parametrize("form", [(), ("--json",), ("--format", "csv")])
def test_a_file_holds_what_standard_output_would_show(
    form: tuple[str, ...], terminal: Terminal
) -> None:
    shown = terminal.run("ask", "variants", "shop.csv", *form)
    terminal.run("ask", "variants", "shop.csv", *form, "-o", "result")

    assert (terminal.folder / "result").read_text("utf-8") == shown.out
    # What was guessed is said, and not among the results.
    assert "“customer”" in shown.err
    assert "“customer”" not in shown.out


def test_named_columns_are_not_guessed(terminal: Terminal) -> None:
    named = terminal.run(
        "ask", "transitions", "shop.csv", "--json", "--case", "customer", "--activity", "event",
        "--timestamp", "at", "--value", "worth", "--channel", "medium",
    )  # fmt: skip
    guessed = terminal.run("ask", "transitions", "shop.csv", "--json")

    assert "is read as" not in named.err
    assert named.json["answer"] == guessed.json["answer"]


def test_a_log_may_be_several_files_and_any_of_the_formats(terminal: Terminal) -> None:
    whole = terminal.run("ask", "transitions", "shop.csv", "--json").json["answer"]
    head, *lines = (terminal.folder / "shop.csv").read_text().splitlines()
    rows = list(csv.DictReader([head, *lines]))
    terminal.write("one.csv", "\n".join([head, *lines[:6]]) + "\n")
    terminal.write("two.csv.gz", gzip.compress("\n".join([head, *lines[6:]]).encode() + b"\n"))
    terminal.write("all.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    pq.write_table(pa.Table.from_pylist(rows), terminal.folder / "all.parquet")

    for files in (("one.csv", "two.csv.gz"), ("all.jsonl",), ("all.parquet",)):
        reply = terminal.run("ask", "transitions", *files, "--json")
        assert reply.code == 0, reply.err
        assert reply.json["answer"] == whole


def test_customers_join_from_a_second_file(terminal: Terminal) -> None:
    terminal.write("people.csv", "customer,country\nann,DE\nben,DE\ncem,MY\n")

    reply = terminal.run(
        "ask", "funnel", "shop.csv", "--cases", "people.csv", "--json",
        "--steps", '{"activities": ["visit"], "where": {"country": "DE"}}', "--steps", "pay",
    )  # fmt: skip

    assert reply.code == 0, reply.err
    assert [step["reached"] for step in reply.json["answer"]["steps"]] == [2, 2]


# --- new, check, diff, schema -----------------------------------------------------------------


def test_a_new_map_goes_to_a_file_or_to_standard_output(terminal: Terminal) -> None:
    shown = terminal.run("new", "current-state")
    written = terminal.run("new", "current-state", "-o", "new.map.yaml")
    as_json = terminal.run("new", "current-state", "--json")

    assert (terminal.folder / "new.map.yaml").read_text("utf-8") == shown.out
    assert (written.code, written.out) == (0, "")
    assert as_json.json["touchline"] == 1
    assert terminal.run("check", "new.map.yaml").code == 0


def test_a_map_written_as_json_reads_like_the_same_map_in_yaml(terminal: Terminal) -> None:
    terminal.run("new", "current-state", "-o", "new.map.yaml")
    terminal.run("new", "current-state", "-o", "new.map.json")

    json.loads((terminal.folder / "new.map.json").read_text("utf-8"))
    reply = terminal.run("diff", "new.map.yaml", "new.map.json", "--json")
    assert (reply.code, reply.json) == (0, [])


def test_the_schema_accepts_the_maps_that_are_written(terminal: Terminal) -> None:
    schema = terminal.run("schema").json
    made = terminal.run("new", "current-state", "--json").json
    terminal.run("measure", "shop.map.yaml", "shop.csv", "-o", "measured.json")

    jsonschema.validate(made, schema)
    measured = json.loads((terminal.folder / "measured.json").read_text("utf-8"))
    jsonschema.validate(measured, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**made, "stagess": []}, schema)
    assert terminal.run("schema", "--json").json == schema


def test_check_leaves_with_1_for_findings_and_0_without(terminal: Terminal) -> None:
    terminal.run("new", "current-state", "-o", "new.map.yaml")
    without = (terminal.folder / "shop.map.yaml").read_text().replace("objective:", "# ")
    terminal.write("aimless.map.yaml", without)

    clean = terminal.run("check", "new.map.yaml")
    found = terminal.run("check", "aimless.map.yaml", "--json")
    wanted = terminal.run("check", "aimless.map.yaml", "--fail-on", "never")

    assert clean.code == 0
    assert found.code == 1
    assert "no-objective" in {row["rule"] for row in found.json["findings"]}
    assert wanted.code == 0


@pytest.mark.parametrize(("target", "code"), [(0.5, 0), (0.9, 1)])
def test_check_fails_a_build_when_a_step_is_below_its_target(
    target: float, code: int, terminal: Terminal
) -> None:
    # M6: three in four of those who sign up pay, here of 400.
    head, *rows = (terminal.folder / "shop.csv").read_text().splitlines()
    crowd = [f"{n}-{row}" for n in range(100) for row in rows]
    terminal.write("crowd.csv", "\n".join([head, *crowd]) + "\n")
    text = (terminal.folder / "shop.map.yaml").read_text()
    step = f"{{id: join, name: I sign up, targets: [{{metric: completion, at_least: {target}}}]}}"
    terminal.write("aimed.map.yaml", text.replace("{id: join, name: I sign up}", step))

    reply = terminal.run(
        "check", "aimed.map.yaml", "--against", "crowd.csv", "--fail-on", "error", "--json"
    )

    assert reply.code == code, reply.out
    assert ("target-missed" in {row["rule"] for row in reply.json["findings"]}) == bool(code)


def test_findings_go_to_code_scanners_as_sarif(terminal: Terminal) -> None:
    terminal.run("new", "current-state", "-o", "new.map.yaml")

    reply = terminal.run("check", "new.map.yaml", "--format", "sarif", "-o", "out.sarif")

    report = json.loads((terminal.folder / "out.sarif").read_text("utf-8"))
    assert (reply.code, report["version"]) == (0, "2.1.0")
    assert report["runs"][0]["results"][0]["ruleId"] == "no-objective"


def test_diff_tells_what_changed_by_id_and_not_by_place(terminal: Terminal) -> None:
    text = (terminal.folder / "shop.map.yaml").read_text()
    renamed = text.replace("name: I pay", "name: I pay by card")
    terminal.write("after.map.yaml", renamed.replace("# Written by hand.\n", ""))

    told = terminal.run("diff", "shop.map.yaml", "after.map.yaml")
    edits = terminal.run("diff", "shop.map.yaml", "after.map.yaml", "--json")

    assert (told.code, len(told.out.splitlines())) == (0, 1)
    assert "I pay by card" in told.out
    assert len(edits.json) == 1
    assert "step:pay" in json.dumps(edits.json)


# --- discover, measure, render, demo ----------------------------------------------------------


def test_discover_and_measure_chain_from_a_log_to_a_measured_map(terminal: Terminal) -> None:
    found = terminal.run("discover", "shop.csv", "-o", "draft.map.yaml")
    measured = terminal.run("measure", "draft.map.yaml", "shop.csv", "--json")

    assert (found.code, found.out) == (0, "")
    assert measured.code == 0
    assert measured.json["measured"]["provenance"]["n_cases"] == 5


STARTS = {
    "svg": b"<?xml",
    "png": b"\x89PNG\r\n",
    "pdf": b"%PDF-",
    "html": b"<!doctype html>",
    "json": b"{",
    "md": b"# A first purchase",
}


@pytest.mark.parametrize("form", STARTS)
def test_a_map_is_drawn_in_every_promised_format(form: str, terminal: Terminal) -> None:
    # a stored map renders to a picture.
    reply = terminal.run(
        "render", "shop.map.yaml", "--to", form, "--style", "grid", "--language", "fa",
        "--theme", "paper", "-o", f"map.{form}",
    )  # fmt: skip

    content = (terminal.folder / f"map.{form}").read_bytes()
    assert (reply.code, reply.out) == (0, "")
    assert content.lower().startswith(STARTS[form].lower())
    assert terminal.run("render", "shop.map.yaml", "-o", f"again.{form}").code == 0


def test_the_facts_of_a_picture_are_told_as_json(terminal: Terminal) -> None:
    reply = terminal.run("render", "shop.map.yaml", "--to", "svg", "-o", "map.svg", "--json")

    assert reply.json["format"] == "svg"
    assert reply.json["bytes"] == (terminal.folder / "map.svg").stat().st_size


def test_a_language_of_the_region_is_understood(terminal: Terminal) -> None:
    swiss = terminal.run("new", "current-state", "--language", "de-CH")
    german = terminal.run("new", "current-state", "--language", "de")

    assert swiss.out == german.out


def test_a_map_can_be_read_by_python_as_it_was_by_the_command_line(terminal: Terminal) -> None:
    shown = terminal.run("render", "shop.map.yaml", "--to", "svg").out

    drawn = tl.export(tl.compose(tl.load("shop.map.yaml")), "python.svg")

    assert drawn is None or (terminal.folder / "python.svg").read_text("utf-8") == shown
