"""
What is asked of channels: which bring sales and loyal customers, how they interact, what they cost.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from touchline.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = """case,activity,timestamp,channel,value
ann,see,2026-01-01,ad,
ann,see,2026-01-02,mail,
ann,buy,2026-01-03,,30
ann,see,2026-01-05,mail,
ann,buy,2026-01-06,,50
ben,see,2026-01-01,ad,
ben,see,2026-01-02,shop,
ben,buy,2026-01-03,,20
cam,see,2026-01-01,ad,
zoe,see,2026-03-01,ad,
"""
PATHS = "path,conversions,value,nulls\nad > mail,40,400,60\nad,10,10,90\nmail,10,10,90\n"


@pytest.fixture
def asked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def ask(*words: str) -> Any:
        code = main(
            ["ask", *(str(tmp_path / w) if w.endswith(".csv") else w for w in words), "--json"]
        )
        shown = capfd.readouterr()
        assert code == 0, shown.err
        return json.loads(shown.out)["answer"]

    (tmp_path / "events.csv").write_text(ROWS, "utf-8")
    (tmp_path / "paths.csv").write_text(PATHS, "utf-8")
    return ask


def test_credit_for_sales_and_for_repeat_purchases(asked) -> None:
    #
    words = ("attribution", "events.csv", "--conversion", "buy", "--model", "last")

    sales = asked(*words)
    repeats = asked(*words, "--occurrence", "2", "--onwards")

    assert {one["channel"]: one["credit"] for one in sales["credits"]} == {
        "mail": 2, "shop": 1, "ad": 0,
    }  # fmt: skip
    assert [(one["channel"], one["credited_value"]) for one in repeats["credits"]] == [("mail", 50)]


@pytest.mark.parametrize("words", [("paths.csv", "--paths"), ("--paths", "paths.csv")])
def test_aggregated_paths_stand_in_for_a_log(asked, words: tuple[str, ...]) -> None:
    # R-154; effects by hand in docs/explanation/attribution.md.
    answer = asked("attribution", *words, "--model", "markov", "--markov-order", "1")

    first = answer["credits"][0]
    assert (first["channel"], first["removal_effect"]) == ("mail", pytest.approx(5 / 6))
    assert first["credit"] == pytest.approx(60 * 10 / 17)
    assert first["interval"][0] < first["share"] < first["interval"][1]


def test_channels_hand_customers_to_each_other(asked) -> None:
    #
    answer = asked("hand-offs", "events.csv")

    assert [(one["source"], one["target"], one["count"]) for one in answer["hand_offs"]] == [
        ("ad", "mail", 1), ("ad", "shop", 1),
    ]  # fmt: skip


def test_a_channel_says_what_it_costs_and_returns(asked) -> None:
    # 80 of value came by mail for 40.
    answer = asked(
        "attribution", "events.csv", "--conversion", "buy", "--model", "last",
        "--cost", "mail=40",
    )  # fmt: skip

    mail = answer["credits"][0]
    assert (mail["cost_per_conversion"], mail["return_on_cost"]) == (20, 2)
