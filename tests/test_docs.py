"""
Every thing has its page, every link leads somewhere, every example on every page runs.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import touchline as tl
from benchmarks.__main__ import subjects
from docs._faults import kinds
from tests.worlds.onboarding import PAID_WITHIN_A_WEEK, lay_out
from touchline.analysis import QUESTIONS
from touchline.cli.main import main, verbs
from touchline.document import dumps, loads
from touchline.document.read import journey_of
from touchline.errors import kebab
from touchline.i18n import LANGUAGES
from touchline.registry import names

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
PASSED_OVER = {"node_modules", "out", "demo", "build", "dist"}
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part in PASSED_OVER for part in path.relative_to(ROOT).parts)
)
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, *languages: str) -> list[str]:
    return [
        text for kind, text in FENCED.findall(page.read_text(encoding="utf-8")) if kind in languages
    ]


def with_blocks(*languages: str) -> list[Path]:
    return [page for page in PAGES if blocks(page, *languages)]


def maps_on(page: Path) -> list[str]:
    return [text for text in blocks(page, "yaml") if text.startswith("touchline:")]


def shown(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def headings(page: Path) -> list[str]:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    return re.findall(r"^#+ (.+)$", text, re.MULTILINE)


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def templates() -> list[str]:
    return sorted(path.stem for path in (ROOT / "src/touchline/templates").glob("*.yaml"))


def stale_pages(*folders: Path) -> str:
    """
    Ask which pages are stale, with more folders to import from.
    """
    outcome = subprocess.run(
        [sys.executable, "-m", "docs.generate", "--check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return outcome.stdout + outcome.stderr + ("" if outcome.returncode == 0 else "failed")


def test_no_two_errors_share_their_words() -> None:
    # The words of an error are found by the name of its class.
    names = [kind.__name__ for kind in kinds()]

    assert {name for name in names if names.count(name) > 1} == set()


def test_the_generated_pages_say_what_the_code_says() -> None:
    assert stale_pages() == ""


def test_what_another_package_adds_stands_on_no_page(tmp_path: Path) -> None:
    (tmp_path / "others.py").write_text(
        "from touchline.lanes.notes import Notes\nclass Weather(Notes): pass\n", encoding="utf-8"
    )
    about = tmp_path / "others-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: others\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        "[touchline.lanes]\nweather = others:Weather\n", encoding="utf-8"
    )

    assert stale_pages(tmp_path) == ""


def test_the_first_page_of_the_docs_leads_to_every_page_written_by_hand() -> None:
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")

    pages = [shown(page).removeprefix("docs/") for page in PAGES]
    by_hand = [page for page in pages if page.startswith(("explanation/", "how-to/", "glossary"))]
    assert [page for page in by_hand if f"]({page})" not in text] == []


@pytest.mark.parametrize(
    ("page", "things"),
    [
        ("lanes.md", names("touchline.lanes")),
        ("exporters.md", names("touchline.exporters")),
        ("importers.md", names("touchline.importers")),
        ("sources.md", names("touchline.sources")),
        ("dictionaries.md", names("touchline.measuring.dictionaries")),
        ("templates.md", templates()),
        ("styles.md", names("touchline.scene.styles")),
        ("cli.md", verbs()),
    ],
)
def test_every_thing_has_its_heading(page: str, things: list[str]) -> None:
    found = headings(REFERENCE / page)

    assert [thing for thing in things if thing not in found] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_its_row(tag: str) -> None:
    assert f"| `{tag}` |" in (REFERENCE / "languages.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names("touchline.analysis"))
def test_every_question_has_its_page_with_all_its_fields(name: str) -> None:
    text = (REFERENCE / "questions" / f"{name}.md").read_text(encoding="utf-8")

    fields = QUESTIONS[name].model_fields
    assert [field for field in fields if f"| `{field}` |" not in text] == []


def test_every_rule_has_its_page_and_none_else() -> None:
    found = {path.stem for path in (REFERENCE / "rules").glob("*.md")} - {"README"}

    assert found == set(names("touchline.linting.rules"))


def test_every_benchmark_has_its_section_on_the_page_of_speed() -> None:
    told = headings(ROOT / "docs" / "explanation" / "speed.md")
    # The engines have a table for each size.
    found = [heading for heading in told if not heading.endswith("million events")]

    # The engines of others are timed on request only, yet kept on the same page.
    timed = sorted([*subjects(), "engine"])
    assert found == ["Speed", *(name.replace("_", " ").capitalize() for name in timed)]


def test_every_error_that_the_code_declares_has_its_heading() -> None:
    declared = set()
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        declared |= set(
            re.findall(r"^class ([A-Z]\w+)\((?:InputError|NotFound)[,)]", text, re.MULTILINE)
        )

    found = headings(REFERENCE / "errors.md")

    assert sorted(name for name in declared if kebab(name) not in found) == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, part = target.partition("#")
        path = (page.parent / file) if file else page
        if not path.exists() or (part and part not in map(anchor, headings(path))):
            broken.append(target)

    assert broken == []


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """
    Stand in a folder with a map and its events, and with what pages take as given.
    """
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path)
    journey = tl.load("onboarding.map.yaml")
    assert isinstance(journey, tl.JourneyMap)
    log = tl.read_log("events.parquet", case="customer", activity="event", timestamp="at")
    return {"tl": tl, "journey": journey, "log": log, "measured": tl.measure(journey, log)}


@pytest.mark.parametrize("page", [page for page in PAGES if maps_on(page)], ids=shown)
def test_every_whole_map_on_a_page_can_be_read(page: Path) -> None:
    for text in maps_on(page):
        assert loads(dumps(loads(text), "yaml")) == loads(text)


@pytest.mark.parametrize("page", with_blocks("python", "pycon"), ids=shown)
def test_every_python_example_runs(page: Path, shop: dict[str, Any]) -> None:
    code = blocks(page, "python", "pycon")
    told = [text for text in code if ">>>" in text]
    example = doctest.DocTestParser().get_doctest("\n".join(told), {}, shown(page), str(page), 0)
    report: list[str] = []
    for text in maps_on(page):
        Path(f"{journey_of(loads(text)).id}.yaml").write_text(text, encoding="utf-8")

    doctest.DocTestRunner(verbose=False).run(example, out=report.append)
    for text in code:
        if ">>>" not in text:
            exec(compile(text, str(page), "exec"), shop)  # noqa: S102 (our own page)

    assert "".join(report) == ""


def test_the_first_example_finds_mistakes_writes_a_pdf_and_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path)
    example = blocks(ROOT / "README.md", "python")[0]
    lines = example.rstrip().splitlines()

    namespace: dict[str, Any] = {}
    exec("\n".join(lines[:-1]), namespace)  # noqa: S102 (our own page)
    answer = eval(lines[-1], namespace)  # noqa: S307 (as above)

    assert "no-objective  $  The map has no objective." in capsys.readouterr().out.splitlines()
    assert (tmp_path / "onboarding.pdf").read_bytes()[:5] == b"%PDF-"
    assert [step.reached for step in answer.steps] == [4, 2, PAID_WITHIN_A_WEEK]  # by hand


@pytest.mark.parametrize(
    "page", [page for page in with_blocks("console") if page.parent.name == "questions"], ids=shown
)
def test_every_command_on_the_page_of_a_question_answers_as_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("shop.csv", "replies.csv"):
        shutil.copy(page.parent / name, tmp_path)
    command = shlex.split(blocks(page, "console")[0].removeprefix("$ "))

    code = main([*command[1:], "--format", "csv"])

    header = capfd.readouterr().out.partition("\n")[0].split(",")
    text = page.read_text(encoding="utf-8")
    assert code == 0
    assert [column for column in header if f"| `{column}` |" not in text] == []
