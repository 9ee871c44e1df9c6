"""
`touchline plan`: an objective, the maps that it needs and why, and these maps on request (R-100 to
R-102, P7).
"""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from touchline.cli.main import main
from touchline.i18n import LANGUAGES
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

LOCALES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand in an empty workspace and read English.
    """
    Workspace.create(tmp_path / "shop", title="Shop").close()
    monkeypatch.chdir(tmp_path / "shop")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path / "shop"


def planned(capfd: pytest.CaptureFixture[str], *words: str) -> Any:
    code = main(["plan", *words, "--json"])
    out, err = capfd.readouterr()
    assert code == 0, err
    return json.loads(out)


def test_options_say_what_the_objective_is(capfd: pytest.CaptureFixture[str]) -> None:
    made = planned(
        capfd, "Fewer complaints about late delivery", "--persona", "Mei Lin", "--why", "Grow",
        "--experience", "From order to door", "--metric", "late parcels", "--unit", "share",
        "--baseline", "0.12", "--target", "0.05", "--due", "2027-03-31", "--known", "research",
        "--department", "Logistics", "--touchpoint", "order-status", "--business", "retail",
    )  # fmt: skip

    assert made["objective"] == {
        "id": "fewer-complaints-about-late-delivery",
        "title": "Fewer complaints about late delivery",
        "why": "Grow",
        "personas": ["mei-lin"],
        "experience": "From order to door",
        "known": "research",
        "breadth": "specific",
        "goal": "improve",
        "business": "retail",
        "departments": ["Logistics"],
        "touchpoints": ["order-status"],
        "metric": "late parcels",
        "unit": "share",
        "baseline": 0.12,
        "target": 0.05,
        "due": "2027-03-31",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_told_in_every_language(
    language: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{LOCALES.get(language, language)}.UTF-8")

    code = main(["plan", "Mei Lin", "--breadth", "broad", "--business", "bank"])

    out = capfd.readouterr().out
    assert code == 0
    # No message is missing and none lacks a value.
    assert "plan." not in out
    assert "outline." not in out
    assert "{" not in out
    assert "maps/mei-lin/lifecycle.map.yaml" in out


def test_a_kept_objective_is_planned_by_its_id_or_its_words(
    capfd: pytest.CaptureFixture[str],
) -> None:
    planned(capfd, "Raise satisfaction overall", "--why", "Grow", "--create")

    by_id = planned(capfd, "raise-satisfaction-overall")
    by_words = planned(capfd, "raise satisfaction overall")

    assert by_id["objective"] == by_words["objective"]
    assert by_id["objective"]["why"] == "Grow"
    assert by_id["is_made"]


def test_words_in_another_language_are_marked_with_it(capfd: pytest.CaptureFixture[str]) -> None:
    made = planned(capfd, "Weniger Beschwerden", "--language", "de", "--metric", "NPS")

    assert made["objective"]["title"] == {"de": "Weniger Beschwerden"}
    assert made["objective"]["metric"] == {"de": "NPS"}
    assert made["maps"][0]["title"] == "Weniger Beschwerden"


def test_a_plan_needs_no_workspace_but_its_maps_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)

    shown = main(["plan", "Raise satisfaction overall"])
    refused = main(["plan", "Raise satisfaction overall", "--create"])

    assert (shown, refused) == (0, 2)
    assert "There is no workspace here" in capfd.readouterr().err
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "no objective"),
        (["???"], "no objective"),
        (["x", "--goal", "fame"], "--goal"),
        (["x", "--business", "bnak"], "bank"),
        (["x", "--target", "nan"], "target"),
        (["x", "--part-of", "nowhere"], "nowhere"),
        (["x", "--touchpoint", "a/b"], "touchpoints"),
        (["x", "--folder", "../..", "--create"], "outside"),
    ],
)
def test_what_cannot_be_planned_is_said(
    words: list[str], told: str, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    code = main(["plan", *words])

    err = capfd.readouterr().err
    assert code == 2
    assert told in err
    assert "Traceback" not in err
    assert list(folder.rglob("*.map.yaml")) == []


def test_a_conversation_asks_why_about_whom_and_on_which_experience(folder: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"Raise satisfaction overall\nMei Lin\nFrom the first cup to the last\nNPS\n")
    with subprocess.Popen(
        [sys.executable, "-m", "touchline", "plan", "--create"],
        cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8", "TERM": "dumb"},
    ) as program:  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(ours)

    said = shown.decode()
    assert program.returncode == 0, said
    for asked in ("What shall change for customers?", "Whom is it about?", "Which experience"):
        assert asked in said
    with Workspace.open(folder) as workspace:
        assert len(workspace.maps()) == 5
        assert workspace.maps()[0].personas == ("mei-lin",)
