"""
People behind the numbers, as the programs that hand numbers on protect them (M13).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from touchline.cli._privacy import SETTINGS
from touchline.cli.main import main
from touchline.i18n import LANGUAGES
from touchline.workspace import Workspace
from touchline.workspace.settings import NAME

#: Two steps, each with what the log knows of it.
MAP = (
    "touchline: 1\nid: shop\ntitle: Shop\nstages:\n  - id: all\n    name: All\n    steps:\n"
    "      - {id: see, name: See}\n      - {id: ask, name: Ask}\nlanes:\n"
    "  - id: t\n    kind: touchpoints\n    cells:\n"
    "      - {at: see, cards: [{id: t1, text: Page, binding: [{activities: [visit]}]}]}\n"
    "      - {at: ask, cards: [{id: t2, text: Desk, binding: [{activities: [ask Ann]}]}]}\n"
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand in a folder with a log: nine visit, of whom seven pay and two ask Ann for help.
    """
    monkeypatch.chdir(tmp_path)
    rows = ["customer,event,time"]
    for n in range(9):
        rows.append(f"c{n}@x.org,visit,2026-01-01T0{n}:00Z")
        rows.append(f"c{n}@x.org,{'pay' if n < 7 else 'ask Ann'},2026-01-02T0{n}:00Z")
    Path("events.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return tmp_path


def _told(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    assert main(list(words)) == 0
    heard = capfd.readouterr()
    return heard.out, heard.err


def test_m13_numbers_about_few_are_withheld_in_every_form_with_the_reason(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ask = ["ask", "transitions", "events.csv", "--least-group", "5"]

    text, reason = _told(capfd, *ask)
    lines, _ = _told(capfd, *ask, "--format", "csv")
    plain, _ = _told(capfd, *ask, "--json")

    # By hand: of nine who visit, seven pay and two ask. The two are few; the seven would tell them.
    answer = json.loads(plain)
    cases = {
        (row["source"], row["target"]): row["cases"] for row in answer["answer"]["transitions"]
    }
    assert cases["(start)", "visit"] == 9
    assert cases["visit", "ask Ann"] is cases["visit", "pay"] is None
    assert answer["least_group"] == 5
    assert "fewer than 5 customers" in reason
    assert any("fewer than 5 customers" in one["message"] for one in answer["warnings"])
    assert "visit,pay,,,,,,,," in lines
    assert not any(row.split()[:2] == ["visit", "pay"] and "7" in row for row in text.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_m13_the_reason_is_told_in_every_language(
    language: str, shop: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOUCHLINE_LANGUAGE", language)

    _, reason = _told(capfd, "ask", "variants", "events.csv", "--least-group", "5")

    last = reason.splitlines()[-1]
    assert any(digit in last for digit in "5۵")
    assert "{" not in last


def test_m13_in_a_workspace_its_own_setting_counts(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert SETTINGS == NAME
    ask = ["ask", "variants", "events.csv", "--json"]
    assert "least_group" not in json.loads(_told(capfd, *ask)[0])

    Workspace.create(shop, title="Shop").close()

    inside = json.loads(_told(capfd, *ask)[0])
    # Nobody said otherwise, so that it is five.
    assert (inside["least_group"], inside["answer"]["variants"]) == (5, [])
    assert "least_group" not in json.loads(_told(capfd, *ask, "--least-group", "1")[0])


def test_m13_nobody_is_told_apart_by_asking_for_single_customers(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ask = ["ask", "path", "events.csv", "--case-id", "c1@x.org", "--least-group", "2"]

    told, reason = _told(capfd, *ask)

    assert "visit" not in told
    assert "fewer than 2 customers" in reason


def test_m13_a_kept_log_is_read_with_its_own_key_or_not_at_all(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("map.map.yaml").write_text(MAP, "utf-8")
    Workspace.create(shop, title="Shop").close()
    measure = ["measure", "map.map.yaml", "--keep"]

    _, said = _told(capfd, *measure, "events.csv", "--pseudonymise", "shop.key")
    _, again = _told(capfd, *measure)
    Path("shop.key").unlink()

    assert "A new key is made in shop.key" in said
    assert "pseudonyms" in again
    # Another key would make other customers of the same ones.
    assert main(measure) != 0
    assert not Path("shop.key").exists()
    capfd.readouterr()
    Path("events.csv").unlink()
    held = b"".join(file.read_bytes() for file in shop.rglob("*") if file.is_file())
    assert b"x.org" not in held


def test_m13_a_measurement_that_is_kept_holds_no_number_of_few(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("map.map.yaml").write_text(MAP, "utf-8")
    Workspace.create(shop, title="Shop").close()

    _, reason = _told(capfd, "measure", "map.map.yaml", "events.csv", "--keep")
    with Workspace.open(shop) as workspace:
        kept = "".join(one.body for one in workspace.store.listed("measurement"))

    assert "fewer than 5 customers" in reason
    # Two of nine came to ask, and two stand there.
    assert '"n_cases":9' in kept.replace(" ", "")
    assert '"value":2' not in kept.replace(" ", "")
    assert "0.2222" not in kept
