"""
`touchline new`: from a template, from answers, from another map, and as a conversation (R-059,
R-060, R-084, R-100, R-101).
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from touchline.cli.main import main
from touchline.document.read import journey_of, load
from touchline.i18n import LANGUAGES, translate
from touchline.samples import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.model.map import JourneyMap

LOCALES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand in a folder with one map, without a terminal, and read English.
    """
    shutil.copy(SAMPLES["online_retail_uk"].journey, tmp_path / "shop.map.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.delenv("TOUCHLINE_TEMPLATES", raising=False)
    return tmp_path


def made(path: str) -> JourneyMap:
    return journey_of(load(path))


def talk(folder: Path, language: str, *said: str, words: tuple[str, ...] = ()) -> tuple[int, str]:
    """
    Sit at a real terminal, say one line after the other and give back all that it shows.
    """
    ours, theirs = pty.openpty()
    locale = f"{LOCALES.get(language, language)}.UTF-8"
    os.write(ours, "".join(f"{line}\n" for line in said).encode())
    with subprocess.Popen(
        [sys.executable, "-c", "from touchline.cli.main import main; raise SystemExit(main())",
         "new", *words],
        cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "LC_ALL": locale, "TERM": "dumb"},
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
    return program.returncode, shown.decode().replace("\r\n", "\n")


def test_a_conversation_of_six_answers_ends_in_a_map_with_its_reasons(folder: Path) -> None:
    code, shown = talk(folder, "en", "4", "4", "Mei Lin", "3", "1", "Moving house")

    journey = made(str(folder / "moving-house.map.yaml"))
    assert code == 0, shown
    # delivery and support are organised by a service blueprint.
    assert (journey.template, journey.type) == ("service-blueprint", "service-blueprint")
    assert [(str(one.name), one.is_primary) for one in journey.personas] == [("Mei Lin", True)]
    assert {"emotion", "evidence"} <= {lane.kind for lane in journey.lanes}
    assert translate("type.service-blueprint.about") in shown
    assert translate("known.research.why") in shown


def test_enter_alone_leads_to_the_most_used_template(folder: Path) -> None:
    code, shown = talk(folder, "en", "", "", "", "", "", "")

    found = [made(str(path)) for path in folder.glob("*.map.yaml") if path.name != "shop.map.yaml"]
    assert code == 0, shown
    # the most popular template.
    assert [journey.template for journey in found] == ["current-state"]
    assert found[0].personas == ()


def test_a_goal_in_own_words_becomes_the_objective(folder: Path) -> None:
    code, shown = talk(folder, "en", "Less churn after the first year", "", "", "", "", "Stay")

    journey = made(str(folder / "stay.map.yaml"))
    assert code == 0, shown
    assert journey.objective is not None
    assert str(journey.objective.statement) == "Less churn after the first year"
    # whoever must keep customers watches a loop, and the kind is retention.
    assert (journey.type, journey.kind) == ("circular", "retention")


def test_an_answer_that_is_none_is_asked_for_again(folder: Path) -> None:
    code, shown = talk(folder, "en", "99", "2", "x", "", "", "", "", "Later")

    assert code == 0, shown
    assert shown.count("Choose a number from 1 to") == 2
    assert made(str(folder / "later.map.yaml")).type == "future-state"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_conversation_speaks_the_language_of_the_terminal(language: str, folder: Path) -> None:
    # Persian digits are digits, too.
    code, shown = talk(folder, language, "۲", "", "", "", "", "x")

    assert code == 0, shown
    for key in ("intro", "goal", "business", "persona", "known", "audience", "title"):
        assert translate(f"cli.new.ask.{key}", language) in shown
    journey = made(str(folder / "x.map.yaml"))
    assert (journey.language, journey.type) == (language, "future-state")


def test_the_language_that_is_asked_for_is_the_language_of_the_conversation(folder: Path) -> None:
    _, shown = talk(folder, "en", "", "", "", "", "", "x", words=("--language", "de"))

    assert translate("cli.new.ask.goal", "de") in shown


def test_what_an_option_says_is_not_asked(folder: Path) -> None:
    code, shown = talk(
        folder, "en", "1", "3", "2",
        words=("--business", "bank", "--persona", "Ann", "--title", "Account", "-o", "a.yaml"),
    )  # fmt: skip

    assert code == 0, shown
    assert translate("cli.new.ask.business") not in shown
    assert made(str(folder / "a.yaml")).template == "bank"


def test_a_conversation_never_overwrites_a_file(folder: Path) -> None:
    talk(folder, "en", "", "", "", "", "", "Shop")

    # `shop.map.yaml` was there before.
    assert (folder / "shop-2.map.yaml").exists()


def test_the_end_of_input_ends_the_conversation_and_writes_nothing(folder: Path) -> None:
    code, shown = talk(folder, "en", "1", "\x04")

    assert code == 130, shown
    assert [path.name for path in folder.iterdir()] == ["shop.map.yaml"]


def test_flags_answer_the_same_questions(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(
        ["new", "--goal", "improve", "--business", "hospital", "--known", "events", "--kind",
         "retention", "--persona", "Noor", "--persona", "Her son", "-o", "care.map.yaml"]
    )  # fmt: skip

    shown = capfd.readouterr().err
    journey = made("care.map.yaml")
    assert code == 0
    assert (journey.template, journey.type, journey.kind) == (
        "hospital", "current-state", "retention",
    )  # fmt: skip
    assert [one.is_primary for one in journey.personas] == [True, False]
    assert {"reached", "completion", "time-to-next"} <= {lane.kind for lane in journey.lanes}
    # Event data is there, so the steps need not be invented.
    assert "touchline discover" in shown


def test_a_named_template_stays_and_takes_the_answers() -> None:
    code = main(["new", "linear", "--goal", "win-loyalty", "--type", "staged", "-o", "m.yaml"])

    journey = made("m.yaml")
    assert code == 0
    assert (journey.template, journey.type, journey.kind) == ("linear", "staged", "retention")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name a template: "),
        (["--goal", "improv"], "did you mean “improve”?"),
        (["--business", "banc"], "did you mean “bank”?"),
        (["--known", "event"], "did you mean “events”?"),
        (["--audience", "teams"], "did you mean “team”?"),
        (["--goal", "plan", "--type", "circlar"], "did you mean “circular”?"),
        (["current-state", "--kind", "purchas"], "did you mean “purchase”?"),
        (["curent-state"], "did you mean “current-state”?"),
        (["bank", "--from", "shop.map.yaml"], "service-blueprint"),
        (["--from", "shop.map.yaml"], "needs TEMPLATE"),
        (["missing.yaml"], "missing.yaml"),
    ],
    ids=" ".join,
)
def test_what_cannot_begin_is_told_with_a_next_step(
    words: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["new", *words])

    shown = capfd.readouterr()
    assert (code, shown.out) == (2, "")
    assert said in shown.err


def test_a_blueprint_leads_back_to_its_source(folder: Path) -> None:
    (folder / "blueprints").mkdir()

    code = main(
        ["new", "service-blueprint", "--from", "shop.map.yaml", "--title", "Behind the shop",
         "-o", "blueprints/shop.map.yaml"]
    )  # fmt: skip

    blueprint = made("blueprints/shop.map.yaml")
    assert code == 0
    assert str(blueprint.title) == "Behind the shop"
    # The way from the blueprint's own folder.
    assert {link.map for link in blueprint.links} == {"../shop.map.yaml"}


def test_any_map_is_a_template_without_what_it_says() -> None:
    main(["new", "shop.map.yaml", "--title", "Wholesale", "-o", "bare.map.yaml"])
    main(["new", "shop.map.yaml", "--keep-cards", "-o", "full.map.yaml"])

    shop, bare, full = (made(f"{name}.map.yaml") for name in ("shop", "bare", "full"))
    assert (str(bare.title), bare.id, bare.template) == ("Wholesale", "wholesale", "shop")
    assert [step.id for step in bare.steps] == [step.id for step in shop.steps]
    assert list(bare.cards()) == []
    assert [card.id for _, _, card in full.cards()] == [card.id for _, _, card in shop.cards()]


def test_a_file_that_is_no_map_is_no_template(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "list.yaml").write_text("- 1\n", encoding="utf-8")

    code = main(["new", "list.yaml"])

    shown = capfd.readouterr()
    assert (code, shown.out) == (2, "")
    assert "list.yaml" in shown.err
