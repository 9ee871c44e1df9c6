"""
`touchline list` gives what a map holds as table, CSV or JSON.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main
from touchline.i18n import LANGUAGES
from touchline.samples import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

RESOURCES = """\
touchline: 1
id: shop
title: The shop
stages: [{id: buying, name: Buying, steps: [{id: pay, name: Pay, owner: Ana}]}]
lanes:
  - id: pains
    kind: pain-points
    cells: [{at: pay, cards: [{id: h1, text: "=cmd()"}]}]
  - id: help
    kind: support
    cells: [{at: pay, cards: [{id: s1, text: A chat, answers: [h1]}]}]
  - id: means
    kind: resources
    cells:
      - at: pay
        cards:
          - {id: r1, text: Fee, cost: 30, currency: EUR, every: month}
          - {id: r2, text: Staff, availability: need, cost: 2500, currency: EUR, every: month}
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    path = tmp_path / "shop.map.yaml"
    path.write_text(RESOURCES, encoding="utf-8")
    return str(path)


def test_an_inventory_of_resources_ends_in_its_sums(
    file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["list", file, "resources"])

    lines = capfd.readouterr().out.splitlines()
    assert [line.split() for line in lines[-2:]] == [
        ["there", "month", "€30.00", "1"],
        ["needed", "month", "€2,500.00", "1"],
    ]


def test_the_pain_that_is_answered_is_told_in_its_words(
    file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["list", file, "support"])

    assert "=cmd()" in capfd.readouterr().out


def test_scripts_get_ids_as_they_are(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    main(["list", file, "support", "--json"])

    record = json.loads(capfd.readouterr().out)
    assert (record["map"], record["what"]) == ("shop", "support")
    assert record["rows"][0]["answers"] == ["h1"]


def test_csv_has_a_line_for_each_row(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    main(["list", file, "resources", "--format", "csv"])

    rows = list(csv.DictReader(capfd.readouterr().out.splitlines()))
    assert [(row["text"], row["cost"], row["owner"]) for row in rows] == [
        ("Fee", "30.0", "Ana"),
        ("Staff", "2500.0", "Ana"),
    ]


def test_blocks_without_an_owner_can_be_listed_alone(
    file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["list", file, "owners", "--unowned", "--json"])

    rows = json.loads(capfd.readouterr().out)["rows"]
    assert {row["block"] for row in rows} == {"map", "stage", "lane"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["touchpoints", "owners", "steps", "evidence", "emotion"])
def test_a_table_is_told_in_every_language(
    what: str, language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["list", str(SAMPLES["online_retail_uk"].journey), what, "--language", language])

    assert code == 0
    assert len(capfd.readouterr().out.splitlines()) > 5


def test_a_list_that_does_not_exist_is_told(file: str, capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["list", file, "touchpoint"])

    assert code == 2
    assert "did you mean “touchpoints”?" in capfd.readouterr().err


def test_a_table_for_spreadsheets_holds_no_formula(
    file: str, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["list", file, "pain-points", "--format", "csv"])

    (row,) = csv.DictReader(capfd.readouterr().out.splitlines())
    assert row["text"] == "'=cmd()"
