"""
The verbs that make, fill, search and check a workspace.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.entries import written_map
from touchline.cli._recorded import kind_words
from touchline.cli.main import main
from touchline.i18n import has_message
from touchline.model.work import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Runs the program and gives its exit code, what it printed and what it told.
    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """
    Stand in an empty folder and run the program there.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("TOUCHLINE_AUTHOR", "Ann")

    def ran(*words: str) -> tuple[int, str, str]:
        code = main(words)
        told = capfd.readouterr()
        return code, told.out, told.err

    return ran


@pytest.fixture
def shop(run: Run) -> Run:
    """
    Make the folder a workspace with a map and the records of `personas.yaml`.
    """
    Path("shop.map.yaml").write_text(written_map(), encoding="utf-8")
    shutil.copy(Path(__file__).with_name("personas.yaml"), ".")
    assert run("init", "--title", "Shop")[0] == 0
    assert run("keep", "personas.yaml")[0] == 0
    return run


def as_json(out: str) -> Any:
    return json.loads(out)


def test_a_folder_becomes_a_workspace_once(run: Run) -> None:
    Path("shop.map.yaml").write_text(written_map(), encoding="utf-8")

    code, _, err = run("init", "--title", "Shop")
    assert (code, err) == (0, "“Shop” is a workspace now, with 1 map and 0 records.\n")

    code, _, err = run("init")
    assert code == 2
    assert "workspace already" in err


def test_without_a_workspace_it_is_told_how_to_make_one(run: Run) -> None:
    code, out, err = run("records")

    assert (code, out) == (2, "")
    assert "touchline init" in err


def test_records_are_kept_listed_and_shown(shop: Run) -> None:
    code, out, _ = shop("records", "persona")
    assert code == 0
    assert "mei-lin  Mei Lin        1" in out
    assert "Ann" in out

    kinds = as_json(shop("records", "--json")[1])["kinds"]
    counts = {row["kind"]: row["kept"] for row in kinds if row["kept"]}
    assert counts == {"channel": 1, "persona": 1, "touchpoint": 1}

    assert shop("record", "persona", "mei-lin")[1].startswith("record: persona\nid: mei-lin\n")
    shown = as_json(shop("record", "persona", "mei-lin", "--json")[1])
    assert (shown["version"], shown["record"]["role"]) == (1, "Buyer")


def test_a_long_list_says_how_much_it_leaves_out(shop: Run) -> None:
    rows = [{"record": "channel", "id": f"c{i}", "title": f"C{i}"} for i in range(4)]
    Path("more.json").write_text(json.dumps({"records": rows}), encoding="utf-8")
    shop("keep", "more.json")

    _, out, _ = shop("records", "channel", "--limit", "3")

    assert "2 more are not shown" in out


def test_a_record_goes_to_the_trash_and_comes_back(shop: Run) -> None:
    code, _, err = shop("record", "persona", "mei-lin", "--move", "trashed")
    assert code == 0
    assert "in the trash" in err
    assert as_json(shop("records", "persona", "--json")[1])["records"] == []
    assert (
        len(as_json(shop("records", "persona", "--state", "trashed", "--json")[1])["records"]) == 1
    )

    shop("record", "persona", "mei-lin", "--move", "kept")
    assert len(as_json(shop("records", "persona", "--json")[1])["records"]) == 1


def test_the_history_names_authors_and_a_version_comes_back(shop: Run) -> None:
    Path("mei.yaml").write_text("record: persona\nid: mei-lin\ntitle: Mei\n", encoding="utf-8")
    shop("keep", "mei.yaml", "--author", "Ben")

    _, out, _ = shop("record", "persona", "mei-lin", "--history", "--json")
    told = [(one["version"], one["author"]) for one in as_json(out)["versions"]]
    assert told == [(1, "Ann"), (2, "Ben")]
    assert "role: Buyer" in shop("record", "persona", "mei-lin", "--version", "1")[1]

    shop("record", "persona", "mei-lin", "--revert", "1")
    assert "role: Buyer" in shop("record", "persona", "mei-lin")[1]
    assert shop("record", "persona", "mei-lin", "--version", "9")[0] == 2


def test_who_read_an_older_version_writes_nothing(shop: Run) -> None:
    code, _, err = shop("keep", "personas.yaml", "--expect", "0")

    assert code == 2
    assert "Somebody else" in err


def test_a_name_that_nobody_knows_is_told_with_what_comes_near(shop: Run) -> None:
    code, _, err = shop("record", "persona", "mei-li")
    assert code == 2
    assert "did you mean “mei-lin”" in err

    code, _, err = shop("records", "personas")
    assert code == 2
    assert "did you mean “persona”" in err


def test_maps_and_records_are_found(shop: Run) -> None:
    code, out, _ = shop("find", "SHOP")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()[2:]} == {"map", "touchpoint"}

    _, out, _ = shop("find", "help desk", "--kind", "touchpoint", "--json")
    assert [one["id"] for one in as_json(out)["found"]] == ["web-shop"]


def test_records_and_files_come_together_from_the_command_line(shop: Run) -> None:
    code, out, _ = shop("sync")
    assert code == 0
    assert "records/persona/mei-lin.yaml" in out

    file = Path("records/persona/mei-lin.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "icon: moon\n", encoding="utf-8")
    told = as_json(shop("sync", "--dry-run", "--json")[1])
    assert told["records"] == [
        {"key": "persona/mei-lin", "outcome": "taken", "file": "records/persona/mei-lin.yaml"}
    ]

    file.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    code, _, err = shop("sync")
    assert code == 1
    assert "conflict markers" in err


def test_a_workspace_is_made_anew_from_its_files(shop: Run) -> None:
    shop("sync")
    shutil.rmtree(".touchline")
    code, _, err = shop("records")
    assert code == 2
    assert "--restore" in err

    code, _, err = shop("init", "--restore")

    assert code == 0
    assert "3 records" in err
    assert shop("record", "persona", "mei-lin")[0] == 0


def test_maps_follow_the_catalogues(shop: Run) -> None:
    code, out, _ = shop("refresh", "--dry-run")
    assert code == 0
    assert "1 of 1 map to be changed" in out
    assert "text: Web shop" not in Path("shop.map.yaml").read_text(encoding="utf-8")

    code, out, _ = shop("refresh")
    assert "“mei-lin” says something of its own" in out
    assert "1 of 1 map changed" in out
    assert "text: Web shop" in Path("shop.map.yaml").read_text(encoding="utf-8")

    told = as_json(shop("refresh", "shop", "--overrule", "--json")[1])
    assert [edit["value"] for edit in told["files"][0]["edits"]] == ["Mei Lin"]


def test_what_does_not_hold_together_is_told(shop: Run) -> None:
    assert shop("verify")[0] == 0
    shop("record", "touchpoint", "web-shop", "--move", "trashed")

    code, out, _ = shop("verify")

    assert code == 1
    # The 22nd line of the map names the entry.
    assert out.startswith("shop.map.yaml:22:29: error: “touchpoint/web-shop”")
    assert as_json(shop("verify", "--json")[1])["findings"][0]["rule"] == "dangling-reference"


def test_a_team_shares_its_templates_from_any_folder(
    shop: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("below").mkdir()
    monkeypatch.chdir("below")
    save = ("templates", "--save", "../shop.map.yaml", "--as", "ours")

    assert shop(*save, "--lock")[0] == 0
    (ours,) = (one for one in as_json(shop("templates", "--json")[1]) if one["own"])
    assert (ours["name"], ours["status"], ours["locked"]) == ("ours", "draft", True)

    assert shop(*save, "--lock", "--publish")[0] == 0
    assert Path("../touchline-templates/ours.yaml").is_file()
    code, _, err = shop(*save)
    assert code == 2
    assert "--replace" in err
    assert shop(*save, "--replace")[0] == 0

    assert shop("new", "ours", "-o", "new.map.yaml")[0] == 0
    assert "status" not in Path("new.map.yaml").read_text(encoding="utf-8")


def test_every_kind_of_record_has_its_word(language: str) -> None:
    missing = [kind for kind in (*RECORDS, "map") if kind_words(kind, language) == kind]

    # English says some kinds in one word, which is also what a file says.
    assert [kind for kind in missing if not has_message(f"record.{kind}")] == []
