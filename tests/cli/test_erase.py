"""
What is held on somebody is told, and goes only when that is said twice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.workspace.people import QUOTE, WHO, add_logs, fill
from touchline.cli.main import main
from touchline.i18n import LANGUAGES, translate
from touchline.workspace import Workspace
from touchline.workspace.settings import NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    #: Runs the program and gives its exit code, what it printed and what it told.
    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """
    Stand in a workspace in which somebody left traces everywhere, and run the program there.
    """
    with Workspace.create(tmp_path, title="Shop") as workspace:
        fill(workspace)
        add_logs(workspace)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("TOUCHLINE_AUTHOR", "Ann")

    def ran(*words: str) -> tuple[int, str, str]:
        code = main(words)
        told = capfd.readouterr()
        return code, told.out, told.err

    return ran


def as_json(told: tuple[int, str, str]) -> Any:
    assert told[0] == 0, told
    return json.loads(told[1])


def test_m13_all_that_is_held_is_told(run: Run) -> None:
    code, told, _ = run("held", WHO)

    assert code == 0
    for words in (
        "complain of the laughter",  # an event
        QUOTE,  # an answer
        "The shop assistant laughed at my accent",  # a walk
        "It hurt me",  # a remark
        "Lovely tea, says kunde-0042",  # an earlier version
        "In the bin",  # the trash
        "shop.map.yaml",
        "records/walk/walk-1.yaml",
        "raw/events.csv",
    ):
        assert words in told
    # What others said and who they are is theirs.
    assert "kunde-0041" not in told
    assert "The reader takes for ever" not in told


def test_what_is_held_is_written_for_programs(run: Run, tmp_path: Path) -> None:
    assert run("held", WHO, "--json", "-o", "held.json")[0] == 0

    told = json.loads((tmp_path / "held.json").read_text("utf-8"))
    assert told["names"] == [WHO]
    assert [len(log["events"]) for log in told["logs"]] == [4, 4]
    assert told["logs"][0]["events"][2] == {
        "timestamp": "2026-05-03T10:00:00+00:00",
        "activity": "complain of the laughter",
        "channel": "telephone",
        "city": "Assen",
    }
    assert {one["kind"] for one in told["records"]} == {
        "audience", "feedback", "item", "persona", "version", "walk",
    }  # fmt: skip


def test_m13_nothing_is_erased_without_yes(run: Run) -> None:
    would = as_json(run("erase", WHO, "--json"))
    assert would["erased"] is False
    assert as_json(run("erase", WHO, "--json")) == would

    done = as_json(run("erase", WHO, "--yes", "--json"))

    assert done["erased"] is True
    assert done["places"] == would["places"]
    assert as_json(run("erase", WHO, "--yes", "--json"))["erased"] is False
    assert as_json(run("erase", "--check", "--json"))[0]["still"] == ["raw/events.csv"]
    assert as_json(run("erase", WHO, "--yes", "--files", "--json"))["left"] == []
    assert run("held", WHO)[1] == "Nothing is held under this name.\n"


def test_the_proof_is_a_record_like_others(run: Run) -> None:
    proof = as_json(run("erase", WHO, "--yes", "--json"))["proof"]

    assert run("records", "erasure")[0] == 0
    assert WHO not in run("record", "erasure", proof, "--json")[1]
    assert run("sync")[0] == 0
    assert run("verify")[0] == 0
    code, told, _ = run("erase", "--check", WHO)
    assert (code, told.startswith(f"{proof} of ")) == (0, True)


def test_whoever_is_back_is_told_by_the_exit_code(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "raw" / "events.csv"
    events = source.read_bytes()
    assert run("erase", WHO, "--yes", "--files")[0] == 0
    assert run("erase", "--check")[0] == 0

    source.write_bytes(events)

    code, told, _ = run("erase", "--check")
    assert (code, "is back: raw/events.csv" in told) == (1, True)


def test_what_was_kept_too_long_goes(run: Run, tmp_path: Path) -> None:
    assert run("erase", "--overdue")[1] == "Nothing was kept for too long.\n"
    settings = tmp_path / NAME
    settings.write_text(settings.read_text("utf-8") + "privacy:\n  keep: 1d\n", encoding="utf-8")

    listed = as_json(run("erase", "--overdue", "--json"))["overdue"]
    assert {one["kind"] for one in listed} >= {"item", "walk"}
    assert QUOTE in run("erase", "--overdue")[1]
    assert as_json(run("erase", "--overdue", "--yes", "--json"))["erased"] is True

    assert QUOTE not in run("held", WHO)[1]


@pytest.mark.parametrize(
    "words",
    [
        ("erase",),
        ("erase", ""),
        ("erase", WHO, "--overdue"),
        ("erase", "--check", "--yes"),
        ("erase", WHO, "--key", "missing.key"),
        ("held",),
        ("held", ""),
        ("held", WHO, "--key", "missing.key"),
    ],
)
def test_what_nobody_can_mean_is_refused(run: Run, words: tuple[str, ...]) -> None:
    code, told, fault = run(*words)

    assert (code, told) == (2, "")
    assert "Traceback" not in fault


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_every_language(
    run: Run, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")

    told = [
        run("held", WHO),
        run("erase", WHO),
        run("erase", WHO, "--yes"),
        run("erase", "--check"),
    ]

    assert [code for code, *_ in told] == [0, 0, 0, 0]
    # What is held may hold braces itself.
    assert all("{" not in out for _, out, _ in told[1:])
    assert translate("erase.would", language) in told[1][1]
