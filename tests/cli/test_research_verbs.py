"""
The verbs of research: `study`, `guide`, `answers`, `cite` and `known`.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.shop_research import MAP, item, journey, study
from touchline.cli.main import main
from touchline.document.read import load
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """
    Stand in a workspace with a map, a study and two items.
    """
    (tmp_path / "shop.map.yaml").write_text(MAP, encoding="utf-8")
    with Workspace.create(tmp_path, title="Shop") as workspace:
        workspace.put(study(), item("q1", who="P1", quote="Ages"), item("q2", who="P2"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def called(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        told = capfd.readouterr()
        return code, told.out, told.err

    return called


def test_studies_are_told_with_what_is_the_matter(run: Any) -> None:
    code, told, warned = run("study")

    assert code == 0
    assert "Talks in May  interview  done" in told
    assert warned == "2 items of “Talks in May” have no place in a map yet.\n"


def test_a_study_shows_its_items_and_a_program_gets_all_of_them(run: Any) -> None:
    _, told, _ = run("study", "talks")
    _, plain, _ = run("study", "talks", "--json")

    assert "What is it like to pay?" in told
    assert "Waits for the reader" in told
    found = json.loads(plain)
    assert (found["asked"], found["items"], found["placed"]) == (4, 2, 0)
    assert [one["id"] for one in found["records"]] == ["q1", "q2"]


def test_a_study_is_not_planned_over_another(run: Any) -> None:
    code, _, told = run("study", "talks", "--plan", "survey")

    assert code == 2
    assert "There is a study “talks” already." in told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en_US", "“The card reader is slow” rests on “Talks in May” now: 1 person.\n"),
        ("de_DE", "„The card reader is slow“ stützt sich jetzt auf „Talks in May“: 1 Person.\n"),
        ("zh_CN", "“The card reader is slow”现在以“Talks in May”为依据：1 人。\n"),
    ],
)
def test_citing_says_what_rests_on_what(
    language: str, told: str, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")

    assert run("cite", "q1", "shop/card:slow")[1] == told


def test_citing_can_be_undone(run: Any) -> None:
    run("cite", "q1", "shop/card:slow")

    code, told, _ = run("cite", "q1", "shop/card:slow", "--remove")

    assert (code, told) == (0, "“q1” stands behind no card there any more.\n")
    assert load("shop.map.yaml") == journey()


@pytest.mark.parametrize("place", ["shop/card:nope", "shop/step:pay/lane:share", "shop/slow", "x"])
def test_a_place_that_cannot_be_is_bad_input(place: str, run: Any) -> None:
    code, told, warned = run("cite", "q1", place)

    assert (code, told) == (2, "")
    assert "Traceback" not in warned


def test_a_place_that_is_none_cannot_be_left(run: Any) -> None:
    code, _, warned = run("cite", "q1", "shop/slow", "--remove")

    assert code == 2
    assert "“shop/slow” names no place in a map." in warned


def test_what_is_known_is_a_table_for_people_and_for_spreadsheets(run: Any) -> None:
    for name in ("q1", "q2"):
        run("cite", name, "shop/card:slow")

    _, told, warned = run("known", "shop")
    _, rows, _ = run("known", "shop", "--format", "csv")

    line = next(line for line in told.splitlines() if line.startswith("I pay") and "Pain" in line)
    assert line.split("  ")[-1].strip() == "severity unknown, help unknown and assumption"
    # Of six cards, all but the one with the quotes.
    assert "5 cards are assumptions: nobody was asked." in warned
    (pains,) = (row for row in csv.DictReader(io.StringIO(rows)) if row["kind"] == "pain-points")
    assert (pains["people"], pains["methods"], pains["latest"]) == ("2", "interview", "2026-05-20")


def test_cells_that_lack_nothing_can_be_left_out(run: Any) -> None:
    all_cells = json.loads(run("known", "shop", "--json")[1])["cells"]
    open_cells = json.loads(run("known", "shop", "--json", "--gaps")[1])["cells"]

    assert all(cell["gaps"] for cell in open_cells)
    assert len(open_cells) <= len(all_cells)


def test_without_a_map_there_is_a_line_for_each(run: Any) -> None:
    (found,) = json.loads(run("known", "--json")[1])["maps"]

    # Four cells with cards, and two empty places.
    assert (found["id"], found["cells"], found["known_cells"]) == ("shop", 6, 0)


def test_a_map_outside_of_every_workspace_can_be_looked_at(
    run: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tmp_path_factory.mktemp("alone")
    shutil.copy("shop.map.yaml", alone)
    monkeypatch.chdir(alone)

    assert run("known", "shop.map.yaml")[0] == 0
    assert run("guide", "shop.map.yaml", "--format", "csv")[0] == 0
    assert run("known", "shop")[0] == 2


def test_a_guide_tells_the_purpose_that_people_agreed_to(run: Any) -> None:
    _, told, _ = run("guide", "shop", "--study", "talks")

    assert "for this purpose: Making the shop better?" in told


def test_answers_without_a_scale_say_how_to_give_it(run: Any) -> None:
    Path("a.csv").write_text("moment,score\npay,3\n", encoding="utf-8")

    code, told, warned = run("answers", "talks", "shop", "a.csv")

    assert (code, told) == (2, "")
    assert "--scale 1-5" in warned


def test_a_file_without_answers_is_told(run: Any) -> None:
    Path("a.csv").write_text("name,colour\nann,red\n", encoding="utf-8")

    code, _, warned = run("answers", "talks", "shop", "a.csv")

    assert code == 0
    assert "Nothing here is a score, a comment or an answer" in warned
    assert "colour, name" in warned


def test_answers_reach_the_map_when_told_to(run: Any) -> None:
    lines = [f"p{n},pay,2026-05-11,csat,{2 + n % 2}" for n in range(6)]
    Path("a.csv").write_text(
        "\n".join(["respondent,moment,date,kind,score", *lines]) + "\n", encoding="utf-8"
    )

    _, seen, _ = run("answers", "talks", "shop", "a.csv")
    before = Path("shop.map.yaml").read_text(encoding="utf-8")
    _, plain, _ = run("answers", "talks", "shop", "a.csv", "--write", "--json")

    assert seen.splitlines()[1:] == [
        "  “Glad it is done” rests on “Talks in May” now: 6 people, score 2.5.",
        "Nothing of this is in the map yet; “--write” puts it there.",
    ]
    assert before == MAP
    assert json.loads(plain)["written"]
    assert "score: 2.5" in Path("shop.map.yaml").read_text(encoding="utf-8")
