"""
Maps that are kept alive (R-137 to R-140, R-210 to R-212, R-228, M1, M3, M5), from the command line.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.conftest import SHOP, SHOP_MAP, lane
from touchline.i18n import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.acceptance.conftest import Terminal

TODAY = dt.datetime.now().astimezone().date()
#: Enough customers for narrow intervals.
MANY = 600


def log_of(pays: int, joins: int) -> str:
    """
    Write the events of customers of whom some sign up and some of those pay.
    """
    lines = ["customer,event,at"]
    for n in range(MANY):
        lines.append(f"c{n},visit,2026-01-01T10:00:00Z")
        if n < joins:
            lines.append(f"c{n},sign up,2026-01-01T11:00:00Z")
        if n < pays:
            lines.append(f"c{n},pay,2026-01-02T10:00:00Z")
    return "\n".join(lines) + "\n"


@pytest.fixture
def shop(terminal: Terminal) -> Path:
    """
    Make a workspace with one map and stand in it.
    """
    terminal.write("shop.map.yaml", SHOP_MAP)
    assert terminal.run("init", ".").code == 0
    return terminal.folder


def test_r137_versions_are_named_and_compared(terminal: Terminal, shop: Path) -> None:
    kept = terminal.run("history", "shop.map.yaml", "--keep", "Spring", "--note", "Agreed")
    terminal.write("shop.map.yaml", SHOP_MAP.replace("I sign up", "I give my name"))

    listed = terminal.run("history", "shop.map.yaml", "--json").json
    told = terminal.run("history", "shop.map.yaml", "--changes", "Spring")
    shown = terminal.run("history", "shop.map.yaml", "--show", "Spring")

    assert kept.code == 0
    assert [(one["name"], len(one["edits"])) for one in listed] == [("Spring", 0), (None, 1)]
    assert told.out == "step “I sign up”: name changed from “I sign up” to “I give my name”\n"
    assert shown.out == SHOP_MAP
    assert (shop / "shop.map.yaml").read_text(encoding="utf-8") != SHOP_MAP


def test_r137_m1_measuring_again_shows_what_moved(terminal: Terminal, shop: Path) -> None:
    log = str(terminal.write("events.csv", log_of(pays=200, joins=400)))
    first = terminal.run("measure", "shop.map.yaml", log, "--keep")
    terminal.write("events.csv", log_of(pays=300, joins=400))

    waiting = terminal.run("status", "--json").json
    second = terminal.run("measure", "shop.map.yaml", "--keep")
    found = terminal.run("status", "--json").json

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert waiting["logs"] == {"changed": 1}
    assert found["logs"] == {"read": 1}
    moved = {(one["step"], one["figure"]): one for one in found["drifted"]}
    # By hand: half of those who signed up paid, then three quarters; with 400 customers the
    # intervals are about five points to each side.
    paid = moved["join", "completion"]
    assert (paid["before"]["value"], paid["after"]["value"]) == (0.5, 0.75)
    assert (paid["is_sure"], paid["direction"]) == (True, "better")
    assert ("look", "completion") not in moved
    assert shop.is_dir()


def test_r137_numbers_of_some_customers_are_not_held_against_those_of_all(
    terminal: Terminal, shop: Path
) -> None:
    log = str(terminal.write("events.csv", SHOP))

    refused = terminal.run("measure", "shop.map.yaml", log, "--keep", "--where", "plan=pro")

    assert shop.is_dir()
    assert refused.code == 2
    assert "--where" in refused.err


def test_p19_segments_are_measured_apart_and_compared(terminal: Terminal) -> None:
    terminal.write("shop.map.yaml", SHOP_MAP)
    log = str(terminal.write("events.csv", SHOP))
    about = str(terminal.write("who.csv", "customer,plan\nann,pro\nben,pro\ncem,free\ndan,free\n"))
    for plan in ("pro", "free"):
        options = ("--cases", about, "--where", f"plan={plan}", "-o", f"{plan}.map.yaml")
        done = terminal.run("measure", "shop.map.yaml", log, *options)
        assert done.code == 0, done.err

    found = terminal.run("compare", "pro.map.yaml", "free.map.yaml")

    assert found.code == 0
    assert "100" in found.out


def test_r138_r228_an_overdue_review_is_told_until_it_is_noted(
    terminal: Terminal, shop: Path
) -> None:
    late = "review: {last: 2020-01-01, every: 30d}\n"
    terminal.write("shop.map.yaml", SHOP_MAP + late)

    before = terminal.run("status", "--json").json
    digest = terminal.run("digest", "--since", "2020-01-15")
    terminal.run("history", "shop.map.yaml", "--keep", "Reviewed", "--reviewed")
    after = terminal.run("status", "--json").json

    assert before["n_overdue"] == 1
    assert "The review was due by January 31, 2020." in digest.out
    assert (after["n_overdue"], after["next_review"]) == (
        0,
        (TODAY + dt.timedelta(days=30)).isoformat(),
    )
    assert (shop / "shop.map.yaml").read_text(encoding="utf-8").startswith("# Written by hand.")


def test_r139_what_customers_answered_is_held_against_what_the_team_believes(
    terminal: Terminal,
) -> None:
    asked = {"id": "f2", "text": "Worried", "score": -0.6, "low": -0.7, "high": -0.5}
    told = {"id": "f1", "text": "Glad", "score": 0.8}

    found = terminal.rules(terminal.write_map(lane("emotion", pay=[told, asked])))
    agreed = terminal.rules(terminal.write_map(lane("emotion", pay=[asked])))

    assert "contradicted-feeling" in found
    assert "contradicted-feeling" not in agreed


def test_r140_the_loop_closes_with_what_a_change_has_shown(terminal: Terminal) -> None:
    result = {"date": TODAY.isoformat(), "question": "completion", "verdict": "better"}
    change = {"text": "Say why", "status": "done", "answers": ["p1"], "results": [result]}
    pain = {"id": "p1", "text": "Refused"}
    terminal.write_map(lane("pain-points", pay=pain), lane("changes", pay=change))
    terminal.run("init", ".")

    found = terminal.run("status", "--json").json
    digest = terminal.run("digest")

    assert (found["n_unanswered"], found["n_done"], found["n_proven"]) == (0, 1, 1)
    assert "“Say why”: the log shows an improvement." in digest.out


def test_r210_pain_without_support_is_told(terminal: Terminal) -> None:
    pain = lane("pain-points", pay={"id": "p1", "text": "Refused"})
    help_ = lane("support", pay={"text": "Another card is offered", "answers": ["p1"]})

    assert "pain-without-support" in terminal.rules(terminal.write_map(pain))
    assert "pain-without-support" not in terminal.rules(terminal.write_map(pain, help_))


def test_r211_a_planned_way_that_hardly_anybody_takes_is_told(terminal: Terminal) -> None:
    path = str(terminal.write("shop.map.yaml", SHOP_MAP))
    far = str(terminal.write("far.csv", log_of(pays=0, joins=0).replace(",visit,", ",pay,")))
    close = str(terminal.write("close.csv", log_of(pays=300, joins=400)))

    def rules(log: str) -> set[str]:
        options = ("--against", log, "--fail-on", "never", "--json")
        rows = terminal.run("check", path, *options).json["findings"]
        return {row["rule"] for row in rows}

    assert "distant-scenario" in rules(far)
    assert "distant-scenario" not in rules(close)


def test_r212_m3_what_the_log_knows_nothing_of_is_told_as_contradicted(
    terminal: Terminal, shop: Path
) -> None:
    log = str(terminal.write("events.csv", log_of(pays=0, joins=400)))
    terminal.run("measure", "shop.map.yaml", log, "-o", "shop.map.yaml")

    found = terminal.run("status", "--json").json
    digest = terminal.run("digest")

    assert shop.is_dir()
    assert found["n_contradicted"] == 1
    assert "“Till” is said to be in use, but no event of the log belongs to it." in digest.out


def test_m5_safe_mistakes_are_shown_then_mended(terminal: Terminal) -> None:
    text = SHOP_MAP.replace("A first purchase", '"A  first purchase "')
    path = str(terminal.write("shop.map.yaml", text))

    shown = terminal.run("check", path, "--dry-run")
    unchanged = (terminal.folder / "shop.map.yaml").read_text(encoding="utf-8")
    terminal.run("check", path, "--fix")
    after = (terminal.folder / "shop.map.yaml").read_text(encoding="utf-8")

    assert shown.code == 1
    assert '-title: "A  first purchase "' in shown.out
    assert unchanged == text
    assert after.replace('"A first purchase"', "A first purchase") == SHOP_MAP
    assert terminal.run("check", path, "--dry-run").out == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_m3_status_and_digest_speak_the_readers_language(
    terminal: Terminal, shop: Path, language: str
) -> None:
    status = terminal.run("status", language=language)
    digest = terminal.run("digest", "--all", "--language", language)

    assert shop.is_dir()
    assert len(status.out.splitlines()) == 10
    assert digest.out.startswith("# ")
    assert (status.err, digest.err) == ("", "")
