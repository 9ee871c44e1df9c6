"""
Every command of a tutorial is run in order, and answers with the lines that the page shows.
"""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from touchline.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = [
    page
    for page in sorted((Path(__file__).parents[2] / "docs" / "tutorials").glob("*.md"))
    # It has a test of its own beside the shop.
    if page.name != "first-map.md"
]
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

#: A block that is a file says so in its first line: `# mailing.map.yaml`, or, for what is added to
#: a file that is there, `# mailing.map.yaml, at its end`.
NAMED = re.compile(r"# (?P<file>[\w./-]+\.\w+)(?P<more>, at its end)?\n")

#: A line that stands for lines that the page leaves out.
LEFT_OUT = "…"


def plain(text: str) -> str:
    """
    Let all spaces be alike, and forget those at the end of lines.
    """
    spaced = re.sub(r"[\xa0\u202f\u2009]", " ", text)
    return "\n".join(line.rstrip() for line in spaced.splitlines())


def commands(text: str) -> list[tuple[list[str], str]]:
    """
    Take each command of a block with the lines that the page shows of its answer.
    """
    found: list[tuple[list[str], str]] = []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("$ touchline "):
            found.append((shlex.split(line)[2:], ""))
        else:
            words, shown = found[-1]
            found[-1] = (words, f"{shown}{line}\n")
    return found


def missing(shown: str, told: str) -> list[str]:
    """
    List the pieces between two `…` that do not stand in the answer, in their order.
    """
    lost, rest = [], plain(told)
    for piece in re.split(rf"^{LEFT_OUT}$", plain(shown), flags=re.MULTILINE):
        wanted = piece.strip("\n")
        if wanted and wanted not in rest:
            lost.append(wanted)
        elif wanted:
            rest = rest.partition(wanted)[2]
    return lost


def write(text: str) -> bool:
    """
    Write a block that is a file, or add it to one.
    """
    match = NAMED.match(text)
    if match is None:
        return False
    path = Path(match["file"])
    path.parent.mkdir(parents=True, exist_ok=True)
    body = text[match.end() :]
    before = path.read_text(encoding="utf-8") if match["more"] else ""
    path.write_text(before + body, encoding="utf-8")
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_r140_every_command_answers_as_the_page_says(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    names: dict[str, Any] = {}
    does: dict[str, Callable[[str], None]] = {
        "python": lambda text: _python(text, names),
        "console": lambda text: _console(text, capfd),
        "yaml": _file,
        "csv": _file,
    }

    for kind, text in FENCED.findall(page.read_text(encoding="utf-8")):
        does[kind](text)


def _file(text: str) -> None:
    assert write(text), f"a block that names no file: {text[:60]!r}"


def _python(text: str, names: dict[str, Any]) -> None:
    example = doctest.DocTestParser().get_doctest(text, names, "tutorial", None, 0)
    runner, report = doctest.DocTestRunner(verbose=False), list[str]()
    runner.run(example, out=report.append, clear_globs=False)
    names.update(example.globs)
    assert "".join(report) == ""


def _console(text: str, capfd: pytest.CaptureFixture[str]) -> None:
    for words, shown in commands(text):
        capfd.readouterr()
        code = main(words)
        heard = capfd.readouterr()
        told = f"{heard.out}\n{heard.err}"
        # What finds something to mend ends with 1; no command of a tutorial is refused.
        assert code in (0, 1), (words, told)
        assert missing(shown, told) == [], (words, told)
