"""
`touchline tree` shows how the maps of a company hang together (R-016, R-102, P7).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, name: str, links: str = "") -> None:
    stages = "[{id: all, name: All, steps: [{id: first, name: First}, {id: second, name: Second}]}]"
    text = f"touchline: 1\nid: {name}\ntitle: The {name}\nowner: Rosa\nstages: {stages}\n{links}"
    (folder / f"{name}.map.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(
        tmp_path,
        "life",
        "links:\n"
        "  - {id: down, kind: detail, map: buy.map.yaml, step: second}\n"
        "  - {id: ahead, kind: to-be, map: soon.map.yaml}\n",
    )
    write(tmp_path, "buy")
    write(tmp_path, "soon")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_folder_is_shown_as_a_tree(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["tree", "."])

    shown = capfd.readouterr().out
    assert code == 0
    assert [line.split("  ")[0] for line in shown.splitlines()[2:5]] == [
        "The life",
        "└─ The buy",
        "The soon",
    ]
    assert "The life – as it shall be: The soon" in shown


def test_a_programme_begins_with_the_maps_of_a_folder_and_keeps_what_people_wrote(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["tree", ".", "--programme", "all.programme.yaml"])
    file = folder / "all.programme.yaml"
    goals = "goals:\n  - {id: again, statement: More second orders}\n"
    edited = "# Ours.\n" + file.read_text(encoding="utf-8") + goals
    file.write_text(edited.replace("life.map.yaml", "life.map.yaml, goals: [again]"), "utf-8")
    write(folder, "new")

    code = main(["tree", ".", "--programme", "all.programme.yaml"])
    main(["tree", "all.programme.yaml"])

    text = file.read_text(encoding="utf-8")
    assert code == 0
    assert text.startswith("# Ours.\n")
    assert "new.map.yaml" in text
    assert "More second orders" in capfd.readouterr().out


def test_a_broken_link_is_told_and_ends_with_1(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "buy.map.yaml").unlink()

    code = main(["tree", "."])

    assert code == 1
    assert "leads to “buy.map.yaml”, and there is no such file" in capfd.readouterr().out


def test_scripts_get_the_tree_as_json(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["tree", str(folder), "--json"])

    record = json.loads(capfd.readouterr().out)
    (life, soon) = record["maps"]
    assert (life["id"], soon["id"]) == ("life", "soon")
    assert [(part["id"], part["step"], part["n_steps"]) for part in life["parts"]] == [
        ("buy", "second", 2)
    ]


def test_a_folder_that_does_not_exist_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["tree", "nowhere"])

    assert code == 2
    assert "nowhere" in capfd.readouterr().err
