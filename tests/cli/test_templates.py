"""
`touchline templates`: what there is, what suits a goal, and one's own (P3, R-057, R-059, R-060).
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from touchline.cli.main import main
from touchline.document.read import journey_of, load
from touchline.document.write import dump
from touchline.i18n import LANGUAGES, translate
from touchline.samples import SAMPLES
from touchline.templates import template_names

if TYPE_CHECKING:
    from pathlib import Path

LOCALES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand in a folder with one map and read English.
    """
    shutil.copy(SAMPLES["online_retail_uk"].journey, tmp_path / "shop.map.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.delenv("TOUCHLINE_TEMPLATES", raising=False)
    return tmp_path


def listed(capfd: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    capfd.readouterr()
    assert main(["templates", "--json", *words]) == 0
    rows: list[dict[str, Any]] = json.loads(capfd.readouterr().out)
    return rows


def test_every_template_is_listed_with_what_it_is_for(capfd: pytest.CaptureFixture[str]) -> None:
    rows = listed(capfd)

    assert [row["name"] for row in rows] == list(template_names())
    assert all(row["title"] and row["about"] and row["when"] for row in rows)
    assert {row["own"] for row in rows} == {False}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_speaks_the_language_that_is_asked_for(
    language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["templates", "--language", language]) == 0

    shown = capfd.readouterr().out
    assert translate("template.current-state.when", language) in shown


def test_a_goal_ranks_the_templates_and_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    rows = listed(capfd, "--goal", "win-loyalty", "--business", "telecom")

    # R-075 before the industry, and everything else that speaks for loyalty behind.
    assert [row["name"] for row in rows][:2] == ["circular", "telecom"]
    assert all(row["reason"] for row in rows)


def test_a_map_is_stored_as_a_template_and_found_by_name(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["templates", "--save", "shop.map.yaml", "--as", "wholesale", "--lock"])

    stored = journey_of(load(folder / "touchline-templates" / "wholesale.yaml"))
    assert code == 0
    assert list(stored.cards()) == []
    assert all(lane.is_locked for lane in stored.lanes)
    assert listed(capfd)[0]["name"] == "wholesale"
    assert main(["new", "wholesale", "--title", "Mine", "-o", "mine.map.yaml"]) == 0
    assert journey_of(load("mine.map.yaml")).template == "wholesale"


def test_a_shared_folder_holds_templates_for_several_projects(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOUCHLINE_TEMPLATES", str(folder / "shared"))

    code = main(["templates", "--save", "shop.map.yaml", "--as", "house"])

    assert code == 0
    assert (folder / "shared" / "house.yaml").exists()
    assert [row["path"] for row in listed(capfd) if row["own"]] == [
        str(folder / "shared" / "house.yaml")
    ]


def test_a_template_can_keep_what_its_cells_say(folder: Path) -> None:
    main(["templates", "--save", "shop.map.yaml", "--keep-cards", "-o", "full.yaml"])

    shop, full = (journey_of(load(name)) for name in ("shop.map.yaml", "full.yaml"))
    assert len(list(full.cards())) == len(list(shop.cards()))
    assert not (folder / "touchline-templates").exists()


def test_a_map_that_lost_a_locked_lane_of_ones_own_template_is_told(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["templates", "--save", "shop.map.yaml", "--as", "house", "--lock"])
    main(["new", "house", "-o", "mine.map.yaml"])
    journey = journey_of(load("mine.map.yaml"))
    kept = tuple(lane for lane in journey.lanes if lane.kind != "thoughts")
    dump(journey.model_copy(update={"lanes": kept}), folder / "mine.map.yaml")
    capfd.readouterr()

    code = main(["check", "mine.map.yaml", "--json"])

    # P3: a locked lane that is gone is a warning, which fails a build.
    assert code == 1
    assert "missing-template-lane" in capfd.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["new"], "nothing-to-start-from"),
        (["new", "--goal", "zzz"], "unknown-answer"),
        (["new", "--type", "zzz"], "unknown-map-type"),
        (["new", "--kind", "zzz"], "unknown-journey-kind"),
        (["new", "bank", "--from", "shop.map.yaml"], "not-derivable"),
        (["templates", "--save", "shop.map.yaml", "--as", "A b"], "unusable-template-name"),
        (["templates", "--save", "shop.map.yaml", "--as", "bank"], "taken-template-name"),
    ],
)
def test_what_cannot_be_used_is_told_in_every_language(
    words: list[str],
    error: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LC_ALL", f"{LOCALES.get(language, language)}.UTF-8")

    code = main(words)

    shown = capfd.readouterr().err
    problem = translate(f"error.{error}.problem", language, name="").split("“")[-1][-5:]
    assert code == 2
    assert problem in shown
    # The problem, the place for an option, and the next step.
    assert len(shown.strip().splitlines()) >= 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--save", "shop.map.yaml", "--as", "current-state"], "Touchline brings"),
        (["--save", "shop.map.yaml", "--as", "Our Shop"], "for example “our-shop”"),
        (["--save", "shop.map.yaml", "--as", "../x"], "for example “x”"),
        (["--save", "missing.yaml"], "missing.yaml"),
        (["--as", "house"], "needs --save"),
        (["--lock"], "needs --save"),
        (["--goal", "improv"], "did you mean “improve”?"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_told_with_a_next_step(
    words: list[str], said: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["templates", *words])

    shown = capfd.readouterr()
    assert (code, shown.out) == (2, "")
    assert said in shown.err
    assert [path.name for path in folder.iterdir()] == ["shop.map.yaml"]


def test_a_file_among_ones_own_templates_that_is_no_map_is_told_by_its_place(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "touchline-templates").mkdir()
    (folder / "touchline-templates" / "odd.yaml").write_text("title: [", encoding="utf-8")

    code = main(["new", "odd"])

    assert code == 2
    assert "odd.yaml" in capfd.readouterr().err
    # It does not hide the others.
    assert main(["templates"]) == 0
    shown = capfd.readouterr()
    assert "odd.yaml" in shown.err
    assert "current-state" in shown.out


def test_a_file_where_the_folder_should_be_is_told(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "touchline-templates").write_text("", encoding="utf-8")

    code = main(["templates", "--save", "shop.map.yaml", "--as", "house"])

    assert code == 2
    assert "touchline-templates" in capfd.readouterr().err
