"""
Every command line that the README or a `--help` shows works as it is printed.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from pptx import Presentation

from touchline.cli._verbs import module_of
from touchline.cli.main import main, verbs
from touchline.document.write import dump
from touchline.exporters import export
from touchline.importers import import_map
from touchline.samples import INVENTED, SAMPLES
from touchline.scene.compose import compose
from touchline.templates import new_map
from touchline.workspace import Workspace
from touchline.workspace.syncing import keep

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)

#: These report findings by exit code 1; everything else ends with 0.
MAY_FIND = {"check", "publish", "refresh", "register"}
#: The verb that runs until somebody stops it.
RUNS_ON = "serve"


def words_of(line: str) -> list[str]:
    program, *words = shlex.split(line.removeprefix("$ "), comments=True)
    assert program == "touchline"
    return words


README = [
    words_of(line)
    for block in CONSOLE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    for line in block.splitlines()
]
EXAMPLES = {
    verb: [words_of(line) for line in import_module(module_of(verb)).EXAMPLES] for verb in verbs()
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """
    Stand in a folder with the samples, two versions of a map, a map of another program, figures, a
    presentation of a company and a workspace.
    """
    for name, sample in {**SAMPLES, **INVENTED}.items():
        shutil.copytree(sample.path.parent, tmp_path / name)
    shutil.copy(SAMPLES["online_retail_uk"].path, tmp_path / "events.csv.gz")
    for name in ("shop.mmd", "metrics.csv", "walks.csv", "answers.csv", "workshop.csv"):
        shutil.copy(Path(__file__).with_name(name), tmp_path)
    read = import_map(tmp_path / "shop.mmd").journey
    export(compose(read), tmp_path / "shop.xlsx")
    dump(new_map("current-state"), tmp_path / "before.map.yaml")
    dump(new_map("current-state", title="Changed"), tmp_path / "after.map.yaml")
    shop = tmp_path / "shop"
    shop.mkdir()
    shutil.copy(SAMPLES["online_retail_uk"].journey, shop / "shop.map.yaml")
    shutil.copy(Path(__file__).with_name("personas.yaml"), tmp_path)
    Presentation().save(str(tmp_path / "company.potx"))
    with Workspace.create(shop, title="Shop") as workspace:
        kept = ("personas.yaml", "plans.yaml", "research.yaml")
        keep(workspace, [Path(__file__).with_name(name) for name in kept])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return tmp_path


@pytest.mark.parametrize("verb", [verb for verb in verbs() if verb != RUNS_ON])
def test_the_examples_of_a_verb_work(
    verb: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for words in EXAMPLES[verb]:
        run(words, folder)

    assert EXAMPLES[verb]
    assert "Traceback" not in capfd.readouterr().err


def test_the_commands_of_the_readme_work_one_after_the_other(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for words in README:
        if words[0] != RUNS_ON:
            run(words, folder)

    assert README
    assert (folder / "map.pdf").read_bytes()[:5] == b"%PDF-"
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "words",
    [*EXAMPLES[RUNS_ON], *(words for words in README if words[0] == RUNS_ON)],
    ids=" ".join,
)
def test_a_folder_is_served_until_it_is_stopped(words: list[str], folder: Path) -> None:
    served = folder / words[1]
    served.mkdir(exist_ok=True)
    shutil.copy(SAMPLES["online_retail_uk"].journey, served / "shop.map.yaml")

    with subprocess.Popen(
        [sys.executable, "-c", "from touchline.cli.main import main; main()", *any_port(words)],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            address = json.loads("".join(server.stdout.readline() for _ in range(3)))["address"]
            with urlopen(address, timeout=60) as response:  # noqa: S310 (our own server)
                page = response.read().decode()
        finally:
            server.terminate()

    assert 'href="/shop.map.yaml.html"' in page


def run(words: Sequence[str], folder: Path) -> None:
    """
    Run one command line and hold it to its exit code and to the file that it promises.
    """
    code = main(words)

    allowed = {0, 1} if words[0] in MAY_FIND else {0}
    assert (words, code in allowed) == (words, True)
    if "-o" in words:
        assert (folder / words[words.index("-o") + 1]).exists()


def any_port(words: Sequence[str]) -> list[str]:
    """
    Serve on a port that is free, and say which it is in a form for programs.
    """
    kept = list(words)
    if "--port" in kept:
        del kept[kept.index("--port") : kept.index("--port") + 2]
    return [*kept, "--port", "0", "--json"]
