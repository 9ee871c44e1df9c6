"""
`touchline touchpoints` and `touchline bind`, as a stranger meets them.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from touchline.cli.main import main
from touchline.document.read import journey_of, load
from touchline.measuring.bindings import bound_touchpoints

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Runs the program and gives its exit code, what it printed and what it told.
    Run = Callable[..., tuple[int, str, str]]

MAP = """\
# Ours.
touchline: 1
id: shop
title: Shop
stages: [{id: buy, name: Buy, kind: purchase, steps: [{id: pay, name: I pay}]}]
channels: [{id: web, name: Web}]
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: pay
        cards:
          - {id: basket, text: Basket, channel: web, facts: [{about: delivery time, says: 2 days}]}
          - {id: desk, text: Desk, entry: desk, facts: [{about: delivery time, says: 3 days}]}
"""
RECORDS = """\
records:
  - {record: channel, id: web, title: Web shop}
  - record: touchpoint
    id: desk
    title: {en: Help desk, de: Helpdesk}
    channels: [web]
    contact: The shift lead
    importance: {score: 4.6, n: 80}
    response: {asked: [{activities: [ask]}], answered: [{activities: [reply]}], within: 4h}
"""
EVENTS = """\
case,activity,timestamp
ann,Product Added,2026-01-01
ann,Coupon Denied,2026-01-02
ben,product_added,2026-01-01
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """
    Stand in a workspace with a map and a touchpoint, and run the program there.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def ran(*words: str) -> tuple[int, str, str]:
        code = main(words)
        told = capfd.readouterr()
        return code, told.out, told.err

    Path("shop.map.yaml").write_text(MAP, encoding="utf-8")
    Path("records.yaml").write_text(RECORDS, encoding="utf-8")
    Path("events.csv").write_text(EVENTS, encoding="utf-8")
    assert ran("init")[0] == 0
    assert ran("keep", "records.yaml")[0] == 0
    return ran


def as_json(out: str) -> Any:
    return json.loads(out)


def test_the_inventory_is_a_table_and_says_what_else_there_is(run: Run) -> None:
    code, out, _ = run("touchpoints")

    lines = out.splitlines()
    assert code == 0
    assert lines[2].split("  ")[:2] == ["desk", "Help desk"]
    assert "Web shop" in lines[2]
    assert "4.6 / 5" in lines[2]
    assert lines[3].strip("– ").startswith("Basket")
    assert "--check" in lines[-1]
    assert "--usual" in lines[-1]


def test_the_inventory_may_be_narrowed(run: Run) -> None:
    run("touchpoints", "--take", "blogs", "--use", "wanted")

    wanted = as_json(run("touchpoints", "--use", "wanted", "--json")[1])["touchpoints"]
    on_web = as_json(run("touchpoints", "--channel", "web", "--json")[1])["touchpoints"]

    assert [one["id"] for one in wanted] == ["blogs"]
    assert [one["id"] for one in on_web] == ["desk", None]


def test_a_table_for_other_programs_has_the_keys_of_json(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("touchpoints", "--format", "csv")[1])))
    plain = as_json(run("touchpoints", "--json")[1])

    assert list(rows[0]) == list(plain["touchpoints"][0])
    assert rows[0]["title"] == "en: Help desk | de: Helpdesk"
    assert (rows[0]["importance"], rows[0]["importance_n"]) == ("4.6", "80")
    assert "cart" not in plain["usual"]
    assert {one["severity"] for one in plain["findings"]} == {"warning", "hint"}


def test_findings_end_with_1_when_something_contradicts(run: Run) -> None:
    code, out, _ = run("touchpoints", "--check")

    assert code == 1
    assert out.startswith(
        "shop.map.yaml card:basket  On “delivery time”, “Basket” says “2 days”,"
        " and “Help desk” says “3 days”"
    )
    run("touchpoints", "--check", "-o", "findings.txt")
    assert Path("findings.txt").read_text(encoding="utf-8") == out

    file = Path("shop.map.yaml")
    file.write_text(file.read_text("utf-8").replace("3 days", "2 Days"), encoding="utf-8")
    code, out, _ = run("touchpoints", "--check", "--json")
    assert (code, {one["severity"] for one in as_json(out)["findings"]}) == (0, {"hint"})


def test_one_touchpoint_tells_all_that_is_known(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("touchpoints", "desk")[1]

    assert told.startswith("Help desk (now)\n  channels: Web shop\n")
    assert "Whom do customers contact when something goes wrong? The shift lead" in told
    assert "Where do they find information on delivery? not stated yet" in told
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert "重要性：4.6（1 至 5），80 個回答" in run("touchpoints", "desk")[1]


def test_the_channels_are_shown_with_their_touchpoints(run: Run) -> None:
    found = as_json(run("touchpoints", "--channels", "--json")[1])["channels"]

    assert [(one["id"], one["now"]) for one in found] == [("web", ["Help desk", "Basket"])]
    assert "Help desk and Basket" in run("touchpoints", "--channels")[1]


def test_usual_touchpoints_are_shown_and_taken(run: Run) -> None:
    before = {one["id"] for one in as_json(run("touchpoints", "--usual", "--json")[1])["usual"]}

    code, _, err = run("touchpoints", "--take", "website", "--take", "blogs")

    after = {one["id"] for one in as_json(run("touchpoints", "--usual", "--json")[1])["usual"]}
    assert (code, before - after) == (0, {"website", "blogs"})
    assert err == "2 touchpoints are new in the catalogue.\n"
    assert "1 was there before" in run("touchpoints", "--take", "blogs")[2]


def test_a_log_says_how_fast_answers_come(run: Run) -> None:
    rows = [
        f"c{day},{what},2026-01-{day:02}T{hour}:00:00Z"
        for day in range(1, 9)
        for what, hour in (("ask", "09"), ("reply", "11"))
    ]
    Path("tickets.csv").write_text("case,activity,timestamp\n" + "\n".join(rows), "utf-8")

    found = as_json(run("touchpoints", "desk", "--log", "tickets.csv", "--json")[1])

    # By hand: every answer comes after two hours.
    assert (found["asked"], found["answer_seconds"], found["share_in_time"]) == (8, 7200, 1)
    assert "half within 2 h" in run("touchpoints", "desk", "--log", "tickets.csv")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing",), "There is no touchpoint “nothing”."),
        (("--take", "nothing"), "There is no record “nothing”."),
        (("--log", "nothing"), "There is no record “nothing”."),
    ],
)
def test_a_name_that_does_not_exist_is_told(run: Run, words: tuple[str, ...], told: str) -> None:
    code, out, err = run("touchpoints", *words)

    assert (code, out) == (2, "")
    assert told in err


# --- bind -------------------------------------------------------------------------------------


def test_events_are_proposed_and_nothing_is_changed(run: Run) -> None:
    before = Path("shop.map.yaml").read_bytes()

    code, out, err = run("bind", "shop.map.yaml", "events.csv")

    assert code == 0
    assert [line.split("  ")[0] for line in out.splitlines()[2:]] == [
        "Coupon Denied",
        "Product Added",
        "product_added",
    ]
    assert "Write it by --write" in err
    assert Path("shop.map.yaml").read_bytes() == before


def test_what_is_sure_and_what_was_picked_is_written(run: Run) -> None:
    words = ("bind", "shop.map.yaml", "events.csv")

    code, out, _ = run(*words, "--pick", "Coupon Denied=desk", "--write", "--json")

    bound = {"basket": ["Product Added", "product_added"], "desk": ["Coupon Denied"]}
    text = Path("shop.map.yaml").read_text(encoding="utf-8")
    found = bound_touchpoints(journey_of(load("shop.map.yaml")))
    assert (code, as_json(out)["bound"]) == (0, bound)
    assert {one.card: list(one.binding[0].activities) for one in found} == bound
    assert text.startswith("# Ours.")
    assert "0" not in run(*words, "--write")[2].partition("Written")[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--dictionary", "segmen"), "There is no dictionary “segmen”."),
        (("--pick", "nothing"), "“nothing” cannot be used here."),
        (("--pick", "nothing=desk"), "No event in this log has the activity “nothing”."),
        (("--pick", "Coupon Denied=dsk"), "There is no touchpoint “dsk”."),
    ],
)
def test_what_cannot_be_bound_is_told(run: Run, words: tuple[str, ...], told: str) -> None:
    code, _, err = run("bind", "shop.map.yaml", "events.csv", *words)

    assert code == 2
    assert told in err


def test_names_alone_count_without_a_dictionary(run: Run) -> None:
    found = run("bind", "shop.map.yaml", "events.csv", "--dictionary", "none", "--json")[1]
    draft = as_json(run("discover", "events.csv", "--dictionary", "none", "--json")[1])

    assert {one["basis"] for one in as_json(found)["events"]} == {"none"}
    assert {stage.get("kind") for stage in draft["stages"]} == {None}


def test_a_draft_is_named_by_a_tracking_plan(run: Run) -> None:
    code, out, _ = run("discover", "events.csv", "--json")

    journey = as_json(out)
    texts = {
        card["text"]
        for lane in journey["lanes"]
        if lane["kind"] == "touchpoints"
        for cell in lane["cells"]
        for card in cell["cards"]
    }
    assert code == 0
    assert texts == {"Shopping cart", "Coupon"}
    assert {stage["kind"] for stage in journey["stages"]} == {"purchase"}
    assert journey["channels"] == [{"id": "website", "name": "Website"}]
