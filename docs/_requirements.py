"""
The page of requirements, made from their list and from the tests that cite their numbers.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from docs._markdown import page, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs" / "requirements.yaml"
TESTS = ROOT / "tests"
SOURCE = ROOT / "src" / "touchline"

#: What the list says of a row of which nothing is here yet.
ALL = "all of it"

#: So many tests are named for a row; the number of the others is told.
_SHOWN = 3

#: `test_r012_r013_…`, `test_r220_to_r231_…` and `test_m1_…` begin with the rows that they show.
_NAMED = re.compile(r"^test_((?:(?:r\d{3}|[pm]\d{1,2})_(?:to_|and_)?)+)")
_CITED = re.compile(r"\b(R-\d{3}|[PM]\d{1,2})\b(?: to (R-\d{3}|[PM]\d{1,2})\b)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """
    One row of the list.

    Args:
        id: Its number, which tests cite.
        text: What is asked.
        accept: How it is checked; empty where the text says so itself.
        home: Where it lives: a path below the package or the docs, or `touchline VERB`.
        later: What coming parts of the work add, by part; `nothing` where nothing shall come.
        missing: What belongs here and is not yet there; empty when all is.

    Attributes:
        comes_whole: All of it is to come, whatever test already speaks of it.
    """

    id: str
    text: str
    accept: str
    home: tuple[str, ...]
    later: Mapping[str, str]
    missing: str

    @property
    def comes_whole(self) -> bool:
        return ALL in self.later.values()


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """
    A test that cites a number.

    Args:
        rank: The lower, the better it shows the row: tests that run as a user would stand before
            others, and those whose name cites the number before those whose text does.
        file: The file below the folder of tests.
        name: The function.
    """

    rank: int
    file: str
    name: str


def requirements() -> dict[str, list[Requirement]]:
    """
    Read the list.

    Returns:
        Rows by the title of their part.
    """
    parts = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return {part["title"]: [_row(fields) for fields in part["rows"]] for part in parts}


def citations() -> dict[str, list[Shown]]:
    """
    Find the tests that cite a number, in their name, docstring or comments.

    Returns:
        Tests by number, those that show it best first.
    """
    found: dict[str, set[Shown]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        file = path.relative_to(TESTS).as_posix()
        lines = text.splitlines()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for number, rank in _cited(node, lines):
                    is_user = file.startswith(("acceptance/", "tutorials/"))
                    found[number].add(Shown(rank + (0 if is_user else 2), file, node.name))
    return {number: sorted(some) for number, some in found.items()}


def home_path(home: str) -> Path | None:
    """
    Say which file or folder a home is.

    Args:
        home: As the list has it.

    Returns:
        Its path; None for a verb.
    """
    if home.startswith("touchline "):
        return None
    return (ROOT if home.startswith("docs/") else SOURCE) / home


def is_open(row: Requirement, shown: Mapping[str, Sequence[Shown]]) -> bool:
    """
    Tell whether a row waits for something that belongs to no part that comes.

    Args:
        row: The row.
        shown: Tests by number.

    Returns:
        True when something is missing, or when no test shows it and nothing is said to come.
    """
    return bool(row.missing) or (row.id not in shown and not row.later)


def pages() -> Mapping[str, str]:
    """
    Write the page of requirements.

    Returns:
        One page by its path below the references.
    """
    parts = requirements()
    rows = [row for part in parts.values() for row in part]
    whole = {row.id for row in rows if row.comes_whole}
    shown = {number: found for number, found in citations().items() if number not in whole}
    open_rows = [row.id for row in rows if is_open(row, shown)]
    others = [row for row in rows if not is_open(row, shown)]
    done = sum(not row.later for row in others)
    partly = sum(row.id in shown and bool(row.later) for row in others)
    coming = len(others) - done - partly
    blocks = [
        (
            "What Touchline must do, where each thing lives, and the tests that show it. Rows R"
            " come from five published articles about journey maps, rows P are what the best"
            " products have, rows M what none of them has."
        ),
        f"Of {len(rows)} rows {done} are shown by tests, {partly} are shown in part with the rest"
        f" to come, {coming} are to come and {len(open_rows)} are open"
        + (f": {', '.join(open_rows)}." if open_rows else "."),
        (
            "The parts to come are the *pictures*, the *editor* in the browser, the *application*"
            " and *living data*. A test is named when its name or text cites the number; those"
            " that work as a user does stand first. The list is `docs/requirements.yaml`."
        ),
    ]
    for title, part in parts.items():
        lines = ((row.id, row.text, row.accept, _homes(row), _state(row, shown)) for row in part)
        head = ("", "asked for", "accepted when", "lives in", "shown by")
        blocks += [f"## {title}", table(head, lines)]
    return {"../requirements.md": page("Requirements", *blocks)}


def _row(fields: dict[str, Any]) -> Requirement:
    return Requirement(
        id=fields["id"],
        text=fields["text"],
        accept=fields.get("accept", ""),
        home=tuple(fields["home"]),
        later=fields.get("later", {}),
        missing=fields.get("open", ""),
    )


def _cited(node: ast.FunctionDef, lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """
    Find the numbers that one test cites.

    Yields:
        A number with 0 when the name has it, or 1 when a comment or the docstring has.
    """
    match = _NAMED.match(node.name)
    if match:
        said = re.sub(r"r(\d{3})", r"R-\1", match[1]).replace("_", " ").upper()
        yield from ((number, 0) for number in _numbers(said.replace(" TO ", " to ")))
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    body = lines[first - 1 : node.end_lineno]
    comments = " ".join(line.partition("# ")[2] for line in body)
    text = f"{ast.get_docstring(node) or ''} {comments}"
    yield from ((number, 1) for number in _numbers(text))


def _numbers(text: str) -> Iterator[str]:
    """
    Find the numbers in a text, those within a range included.
    """
    for begin, end in _CITED.findall(text):
        if not end:
            yield begin
            continue
        letters = begin.rstrip("0123456789")
        low, high = int(begin[len(letters) :]), int(end[len(letters) :])
        width = 3 if letters == "R-" else 1
        yield from (f"{letters}{number:0{width}d}" for number in range(low, high + 1))


def _homes(row: Requirement) -> str:
    return ", ".join(_link(home) for home in row.home)


def _link(home: str) -> str:
    if home.startswith("touchline "):
        return f"[`{home}`](reference/cli.md#{home.removeprefix('touchline ')})"
    if home.startswith("docs/"):
        return f"[{home}]({home.removeprefix('docs/')})"
    return f"[`{home}`](../src/touchline/{home})"


def _state(row: Requirement, shown: Mapping[str, Sequence[Shown]]) -> str:
    """
    Name the tests of a row, and what is still to come.
    """
    found = shown.get(row.id, ())
    best = [one for one in found if one.rank == found[0].rank]
    told = [f"[{_claim(one.name)}](../tests/{one.file})" for one in best[:_SHOWN]]
    if len(best) > _SHOWN:
        told.append(f"and {len(best) - _SHOWN} more")
    told += [
        f"not to come: {what}" if part == "nothing" else f"to come with *{part}*: {what}"
        for part, what in row.later.items()
    ]
    told += [f"**open**: {row.missing}"] if row.missing else []
    return "; ".join(told) or "**open**"


def _claim(name: str) -> str:
    """
    Say in words what a test claims, without the numbers that it shows.
    """
    return _NAMED.sub("", name).removeprefix("test_").replace("_", " ")
