"""
Research, from the plan to evidence in the map (R-106 to R-113, R-225, R-226, M3, P11).

The page docs/how-to/research.md is carried out from top to bottom: what it shows is what happens.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest

from touchline.cli.main import main
from touchline.document.read import journey_of, load
from touchline.i18n import LANGUAGES
from touchline.model.work.item import Topic
from touchline.model.work.study import Method, Study
from touchline.samples import SAMPLES
from touchline.workspace import Workspace
from touchline.workspace.knowledge import TOPICS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "research.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand in a workspace with the sample map.
    """
    shutil.copy(SAMPLES["online_retail_uk"].journey, tmp_path / "shop.map.yaml")
    Workspace.create(tmp_path, title="Shop").close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path


def run(line: str, capfd: pytest.CaptureFixture[str]) -> str:
    code = main(shlex.split(line)[1:])
    told = capfd.readouterr()
    assert code == 0, told.err
    return told.out


def plain(line: str, capfd: pytest.CaptureFixture[str]) -> Any:
    return json.loads(run(f"{line} --json", capfd))


def carry_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    Do what the page says, and compare what it shows.
    """
    for n, (kind, text) in enumerate(BLOCK.findall(PAGE.read_text(encoding="utf-8"))):
        if kind == "csv":
            (folder / "answers.csv").write_text(text, encoding="utf-8")
        elif kind == "yaml":
            (folder / f"{n}.records.yaml").write_text(text, encoding="utf-8")
            run(f"touchline keep {n}.records.yaml", capfd)
        else:
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
                told = run(command, capfd)
                assert told == shown or not shown, command


def test_the_page_does_what_it_shows(shop: Path, capfd: pytest.CaptureFixture[str]) -> None:
    carry_out(shop, capfd)

    # The guide greets with the purpose that the study states (consent), in the map's language.
    assert "to make first orders easier" in (shop / "guide.md").read_text(encoding="utf-8")
    assert '<html lang="fa" dir="rtl">' in (shop / "ask.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("method", get_args(Method))
def test_every_way_of_finding_out_can_be_planned_and_kept(
    method: str, shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # market research by focus groups, surveys, analytics and interviews;
    # questionnaires and user tests; literature and observation; survey programmes and mystery
    # shopping.
    run(f"touchline study s1 --plan {method} --prospects 2 --map online-retail-uk", capfd)

    with Workspace.open(shop) as workspace:
        assert workspace.get(Study, "s1").method == method


def test_feedback_of_others_is_marked_and_never_counted_silently(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # the page's answers come from four customers, a prospect and an employee.
    carry_out(shop, capfd)

    taken = plain("touchline answers opinions online-retail-uk answers.csv --write", capfd)

    assert (taken["replies"], taken["others"]) == (6, 1)
    (score,) = (one for one in taken["items"] if one["sort"] == "answer")
    # (4 + 3 + 5 + 4 + 2) / 5, without the employee's 5.
    assert (score["score"], score["n"]) == (3.6, 5)
    quotes = {one["who"]: one["participants"] for one in taken["items"] if one["sort"] == "quote"}
    assert quotes == {"c1": ["customers"], "c5": ["prospects"], "e1": ["employees"]}
    main(["answers", "opinions", "online-retail-uk", "answers.csv"])
    assert "1 reply came from people who are neither customers nor prospects" in (
        capfd.readouterr().err
    )


def test_answers_are_evidence_with_author_day_number_and_source(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # M3: grade, linked source and date on the card; P11: a survey's scores are imported.
    carry_out(shop, capfd)
    run("touchline answers opinions online-retail-uk answers.csv --write --author Rosa", capfd)

    journey = journey_of(load(shop / "shop.map.yaml"))

    felt = next(card for _, _, card in journey.cards() if card.id == "f2")
    evidence = felt.evidence[-1]
    assert (evidence.grade, evidence.n, str(evidence.date)) == ("surveyed", 5, "2026-05-13")
    assert (evidence.item, evidence.by) == ("opinions.first-order.csat", "Rosa")
    assert getattr(felt, "score", None) == 3.6


def test_what_is_known_is_assessed_for_each_cell(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # before, the thought behind which the quote stands was an assumption.
    before = plain("touchline known online-retail-uk", capfd)
    carry_out(shop, capfd)

    after = plain("touchline known online-retail-uk", capfd)

    first = cell(before, "first-order", "thoughts")
    assert (first["grade"], first["people"], first["methods"]) == ("assumption", 0, [])
    now = cell(after, "first-order", "thoughts")
    assert (now["grade"], now["people"], now["methods"]) == ("quoted", 1, ["interview"])
    assert [gap["kind"] for gap in now["gaps"]][:1] == ["single-voice"]


def cell(known: Any, step: str, lane: str) -> Any:
    return next(one for one in known["cells"] if (one["step"], one["lane"]) == (step, lane))


def test_motives_behaviour_time_and_expectations_are_learned_and_asked_for(
    shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # demographics, behaviour patterns, purchase history. R-112: motives, preferences,
    # behaviour, the time and duration of engagement, expectations.
    assert {*get_args(Topic)} == {*TOPICS} == {
        "demographics", "behaviour", "purchases", "motive", "preference", "engagement",
        "expectation",
    }  # fmt: skip
    carry_out(shop, capfd)

    known = plain("touchline known online-retail-uk", capfd)
    guide = plain("touchline guide online-retail-uk", capfd)

    people = {one["topic"]: one["people"] for one in known["topics"]}
    asked = {one["id"] for part in guide["parts"] for one in part["questions"]}
    assert people["engagement"] == 1
    assert {f"topic.{topic}" for topic, n in people.items() if not n} <= asked
    assert "topic.engagement" not in asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["interview", "survey"])
def test_questions_for_the_gaps_come_in_six_languages(
    kind: str, language: str, shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del shop
    line = f"touchline guide online-retail-uk --for {kind} --language {language}"
    for form in ("md", "csv", "html"):
        assert run(f"{line} --format {form}", capfd).strip()

    guide = plain(line, capfd)

    assert guide["language"] == language
    assert guide["parts"][0]["questions"][0]["id"] == "consent"
