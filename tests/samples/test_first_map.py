"""
The tutorial of the invented shop does what it says, command by command.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli.main import main
from touchline.samples import INVENTED

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "first-map.md"
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[tuple[list[str], list[str]]]:
    """
    Take each command with the lines that the page shows of its answer.
    """
    found: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ touchline "):
            found.append((shlex.split(line)[2:], []))
        else:
            found[-1][1].append(line)
    return found


def test_every_command_answers_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shutil.copytree(INVENTED["invented_shop"].path.parent, "kettlewisp")
    blocks = FENCED.findall(PAGE.read_text(encoding="utf-8"))
    Path("first.map.yaml").write_text(
        next(text for kind, text in blocks if kind == "yaml"), encoding="utf-8"
    )

    for words, shown in commands("".join(text for kind, text in blocks if kind == "console")):
        code = main(words)

        told = capsys.readouterr().out
        # `check` ends with 1 when it finds a warning, as it does here.
        assert code == (1 if words[0] == "check" else 0), words
        assert [line for line in shown if line not in told] == [], words


def test_the_pictures_and_the_measured_map_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    journey = INVENTED["invented_shop"].journey

    code = main(["render", str(journey), "--language", "fa", "-o", "map.svg"])

    assert code == 0
    # The picture itself says that nothing in it is real.
    assert "ساختگی" in Path("map.svg").read_text(encoding="utf-8")
