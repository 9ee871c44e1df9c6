"""
`touchline roadmap`, `messages`, `audience` and `programme` on a workspace.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.planned import campaign, put_map, record
from touchline.cli.main import main
from touchline.i18n import LANGUAGES
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand in a workspace with a map, plans and people.
    """
    with Workspace.create(tmp_path, title="Tea") as workspace:
        put_map(workspace)
        impacts = [{"how": "orders sooner", "deliverables": [{"what": "Reminder"}]}]
        parties = [{"who": "All", "impacts": impacts}]
        workspace.put(
            campaign("teaser", "find", sort="campaign", channels=["mail"], start="2026-12-05"),
            campaign("note", "wait", channels=["web"], start="2026-12-09", status="done"),
            record("message", "hello", personas=["mei"], touchpoints=["letter"], says="=Hi!"),
            record("stakeholder", "rosa", power=5, interest=4, attitude="driving", wants="Orders"),
            record("impact-map", "orders", why="More", parties=parties),
            record("assessment", "spring", date="2026-03-01", n=4, levels={"research": 4.5}),
            record(
                "audience",
                "payers",
                map="tea",
                steps=["pay", "wait"],
                purpose="Tell of the parcel",
                basis="contract",
            ),
        )
    rows = [f"c{i},pay,2026-02-0{1 + i % 5}" for i in range(9)] + ["d1,wait,2026-02-06"]
    (tmp_path / "events.csv").write_text("case,activity,timestamp\n" + "\n".join(rows), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


@pytest.fixture
def out(folder: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str, code: int = 0) -> str:
        assert main([*words, "--workspace", str(folder)]) == code
        return capfd.readouterr().out

    return run


def test_the_roadmap_is_shown_by_stage_and_by_channel(out: Any) -> None:
    text = out("roadmap")
    by_channel = out("roadmap", "--by", "channel")

    assert text.index("Look around") < text.index("teaser") < text.index("Buy") < text.index("note")
    assert by_channel.index("E-mail") < by_channel.index("teaser") < by_channel.index("Web shop")


def test_the_roadmap_is_written_as_csv_json_and_calendar(out: Any, folder: Path) -> None:
    rows = list(csv.DictReader(out("roadmap", "--format", "csv").splitlines()))
    record = json.loads(out("roadmap", "--json"))
    out("roadmap", "--channel", "mail", "-o", str(folder / "plan.ics"))

    assert [(row["key"], row["step"], row["start"]) for row in rows] == [
        ("campaign/teaser", "find", "2026-12-05"),
        ("campaign/note", "wait", "2026-12-09"),
    ]
    assert [entry["key"] for entry in record["entries"]] == ["campaign/teaser", "campaign/note"]
    assert record["findings"] == []
    assert (folder / "plan.ics").read_bytes().count(b"BEGIN:VEVENT\r\n") == 1


def test_what_does_not_fit_ends_with_1(out: Any, folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.put(campaign("lost", "lost", start="2026-12-05"))

    assert "the step “lost”" in out("roadmap", code=1)
    # A part of the roadmap is judged for itself.
    out("roadmap", "--step", "find")


def test_messages_are_shown_with_their_gaps(out: Any) -> None:
    record = json.loads(out("messages", "--json"))
    gaps = list(csv.DictReader(out("messages", "--gaps", "--format", "csv").splitlines()))

    assert (record["meetings"], record["gaps"], len(gaps)) == (6, 5, 5)
    assert [row["says"] for row in record["rows"] if row["message"]] == ["=Hi!"]
    assert "6 meetings of personas and touchpoints, 5 without words." in out("messages")


def test_an_audience_is_counted_and_named_only_in_its_file(out: Any, folder: Path) -> None:
    told = out("audience", "payers", "events.csv")
    out("audience", "payers", "events.csv", "--key", "a.key", "-o", "list.csv", "--author", "Ann")
    kept = json.loads(out("record", "audience", "payers", "--json"))["record"]

    rows = list(csv.DictReader((folder / "list.csv").read_text("utf-8").splitlines()))
    # Nine have paid; the one who waits is fewer than the smallest group.
    assert "9" in told
    assert "Wait for the parcel" not in told
    assert [row["step"] for row in rows] == ["pay"] * 9
    assert not {row["pseudonym"] for row in rows} & {f"c{i}" for i in range(9)}
    assert [(one["by"], one["n"]) for one in kept["drawings"]] == [("Ann", 9)]


def test_the_log_of_the_workspace_is_taken_when_none_is_named(
    out: Any, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    without = main(["audience", "payers"])
    told = capfd.readouterr().err
    with Workspace.open(folder) as workspace:
        workspace.put(record("log", "shop", files=["events.csv"], maps=["tea"]))
    counted = json.loads(out("audience", "payers", "--json"))
    with Workspace.open(folder) as workspace:
        workspace.put(record("log", "twin", files=["events.csv"], maps=["tea"]))
    several = main(["audience", "payers"])

    assert (without, several) == (2, 2)
    assert "no log of the workspace measures" in told.lower()
    assert counted["n"] == 9
    assert "shop, twin" in capfd.readouterr().err


def test_an_audience_that_is_too_small_leaves_no_file(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "events.csv").write_text("case,activity,timestamp\na,pay,2026-02-01\n", "utf-8")

    code = main(["audience", "payers", "events.csv", "--key", "a.key", "-o", "list.csv"])

    assert code == 2
    assert "fewer than 5 customers" in capfd.readouterr().err
    assert not (folder / "list.csv").exists()


def test_the_programme_shows_maps_and_people(out: Any) -> None:
    maps = json.loads(out("programme", "--json"))
    people = json.loads(out("programme", "--show", "stakeholders", "--json"))
    impact = json.loads(out("programme", "--show", "impact", "--json"))
    levels = json.loads(out("programme", "--show", "maturity", "--json"))

    assert [one["id"] for one in maps["maps"]] == ["tea"]
    assert people["stakeholders"][0]["dealing"] == "work-together"
    assert [(one["why"], one["what"]) for one in impact["impact"]] == [("More", "Reminder")]
    assert levels["maturity"][0]["points"] == [{"date": "2026-03-01", "level": 4.5, "n": 4}]


def test_a_programme_without_its_maps_ends_with_1(out: Any, folder: Path) -> None:
    (folder / "all.programme.yaml").write_text(
        "touchline: 1\nid: all\ntitle: All\ngoals: [{id: g, statement: More}]\n", encoding="utf-8"
    )

    assert "No map serves the goal “More”." in out("programme", code=1)


def test_without_an_assessment_the_team_is_asked(out: Any, folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.move("assessment", "spring", "trashed")

    text = out("programme", "--show", "maturity")

    assert "research (research): Is what the team says" in text
    assert "10  It improves itself" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ["roadmap"],
        ["roadmap", "--by", "status"],
        ["roadmap", "--by", "persona"],
        ["messages"],
        ["programme"],
        ["programme", "--show", "stakeholders"],
        ["programme", "--show", "impact"],
        ["programme", "--show", "maturity"],
    ],
    ids=" ".join,
)
def test_everything_is_told_in_every_language(words: list[str], language: str, out: Any) -> None:
    text = out(*words, "--language", language)

    # A word that a catalogue lacks would show as its key or its field.
    assert "_" not in text
    assert text == out(*words, "--language", language)


def test_a_change_that_is_only_due_begins_on_no_day(out: Any, folder: Path) -> None:
    lanes = "- id: changes\n  kind: changes\n  cells: [{at: pay, cards: [{id: by-phone, text: Pay"
    lanes += " by phone, status: planned, due: 2026-12-20, owner: Jun}]}]\n"
    with Workspace.open(folder) as workspace:
        put_map(workspace, lanes)

    (entry,) = json.loads(out("roadmap", "--step", "pay", "--json"))["entries"]
    (row,) = csv.DictReader(out("roadmap", "--step", "pay", "--format", "csv").splitlines())
    text = out("roadmap", "--step", "pay")

    assert (entry["start"], entry["end"], entry["due"]) == (None, None, "2026-12-20")
    assert (row["start"], row["end"], row["due"]) == ("", "", "2026-12-20")
    assert "begins" not in text
    assert "due" in text
