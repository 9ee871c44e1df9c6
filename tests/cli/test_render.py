"""
`touchline render` marks where somebody stands and shows one department's part (R-034, R-043).
"""

from pathlib import Path

import pytest

from touchline.cli.main import main
from touchline.sources import Pseudonyms

MAP = """
touchline: 1
id: shop
title: Shop
stages:
  - id: buy
    name: Buy
    steps:
      - {id: look, name: I look}
      - {id: order, name: I order}
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: look
        department: Sales
        cards: [{id: t1, text: Shop window, binding: [{activities: [visit]}]}]
      - at: order
        department: Shipping
        cards: [{id: t2, text: Counter, binding: [{activities: [order]}]}]
"""
LOG = "case,activity,timestamp\nc-1,visit,2026-01-01\nc-1,order,2026-01-02\nc-2,visit,2026-01-03\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop.map.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


def test_a_step_can_be_marked(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--here", "order"]) == 0

    assert "You are here" in capfd.readouterr().out


def test_words_mark_the_step_too(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--here", "order", "--to", "md"]) == 0

    assert "| I look | I order · You are here ·" in capfd.readouterr().out


def test_r006_a_customer_of_a_log_is_found_and_not_named(capfd: pytest.CaptureFixture[str]) -> None:
    words = ["render", "shop.map.yaml", "--case", "c-1", "--log", "log.csv"]

    assert main(words) == 0

    drawn = capfd.readouterr().out
    assert "One customer is here — I order" in drawn
    assert "c-1" not in drawn


def test_r034_whoever_may_know_who_it_is_sees_the_id(capfd: pytest.CaptureFixture[str]) -> None:
    words = ["render", "shop.map.yaml", "--case", "c-1", "--log", "log.csv", "--named"]

    assert main(words) == 0

    assert "Customer c-1 is here — I order" in capfd.readouterr().out


@pytest.mark.parametrize("style", ["grid", "flow", "cycle", "timeline", "chart", "script"])
def test_r034_a_key_names_the_customer_by_its_pseudonym_in_every_style(
    style: str, capfd: pytest.CaptureFixture[str]
) -> None:
    # Given the name that the key makes of the id
    name = Pseudonyms.read("own.key").of("c-1")
    words = ["render", "shop.map.yaml", "--log", "log.csv", "--key", "own.key", "--style", style]

    # When the customer is asked for by the id and by the pseudonym
    assert main([*words, "--case", "c-1"]) == 0
    by_id = capfd.readouterr().out
    assert main([*words, "--case", name]) == 0

    # Then both pictures are the same, and neither holds the id
    assert capfd.readouterr().out == by_id
    assert f"Customer {name[:12]}… is here" in by_id
    assert "c-1" not in by_id


def test_a_customer_needs_a_log(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--case", "c-1"]) == 2

    assert "--case needs --log beside it." in capfd.readouterr().err


def test_an_unknown_customer_and_an_unknown_step_are_told(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert main(["render", "shop.map.yaml", "--case", "c-3", "--log", "log.csv"]) == 2
    assert main(["render", "shop.map.yaml", "--here", "ordr"]) == 2

    told = capfd.readouterr().err
    assert "The log has no customer “c-3”." in told
    assert "did you mean “order”?" in told


def test_one_departments_part_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--department", "shipping", "--to", "md"]) == 0

    told = capfd.readouterr().out
    assert "# Shop · Shipping" in told
    assert "Counter" in told
    assert "Shop window" not in told


def test_an_unknown_department_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.map.yaml", "--department", "Legal"]) == 2

    assert "it names Sales, Shipping" in capfd.readouterr().err
