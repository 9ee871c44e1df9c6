"""
ARCHITECTURE.md is true: it names every package that stands and no other, floor by floor.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "ARCHITECTURE.md"
PACKAGE = "src/touchline"

#: A line of the tree inside the package: a folder or a file, then what it is.
ENTRY = re.compile(r"^    │   [├└]── ((?:[\w.]+/?(?: · )?)+)")
FENCED = re.compile(r"```floors\n(.*?)```", re.DOTALL)


def faults(root: Path) -> Iterator[str]:
    """
    Compare the page with the tree and with the floors that are enforced.

    Args:
        root: The top of the project.

    Yields:
        One line per name that only one of them has, and per floor that differs.
    """
    page = (root / PAGE).read_text(encoding="utf-8")
    named, standing = in_page(page), in_tree(root)
    for name in sorted(named - standing):
        yield f"{PAGE} names {name}, which does not exist"
    for name in sorted(standing - named):
        yield f"{PAGE} does not name {name}"
    drawn, enforced = floors_in_page(page), floors_enforced(root, named)
    if len(drawn) != len(enforced):
        yield f"{PAGE} draws {len(drawn)} floors, pyproject.toml enforces {len(enforced)}"
    for n, (said, meant) in enumerate(zip(drawn, enforced, strict=False), start=1):
        if said != meant:
            yield f"floor {n} is {said!r} in {PAGE} and {meant!r} in pyproject.toml"


def in_page(page: str) -> set[str]:
    """
    Read the names of the package's parts from the tree on the page.

    Args:
        page: The text of the page.

    Returns:
        Names without slash and suffix.
    """
    lines = [found[1] for line in page.splitlines() if (found := ENTRY.match(line))]
    names = {name.strip(" /").removesuffix(".py") for line in lines for name in line.split(" · ")}
    return names - {"__init__"}


def in_tree(root: Path) -> set[str]:
    """
    List the package's parts as they stand.

    Args:
        root: The top of the project.

    Returns:
        Folders with Python in them and modules, without suffix.
    """
    entries = (root / PACKAGE).iterdir()
    names = {entry.stem for entry in entries if entry.suffix == ".py" or any(entry.glob("**/*.py"))}
    return {name for name in names if not name.startswith("_")}


def floors_in_page(page: str) -> list[str]:
    """
    Read the floors that are drawn on the page.

    Args:
        page: The text of the page.

    Returns:
        One line per floor, from the top.
    """
    found = FENCED.search(page)
    return [line.split("  ")[0] for line in found[1].strip().splitlines()] if found else []


def floors_enforced(root: Path, standing: set[str]) -> list[str]:
    """
    Read the floors that import-linter enforces, without those that are yet to be built.

    Args:
        root: The top of the project.
        standing: The names that are on the page.

    Returns:
        One line per floor, from the top.
    """
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(each["layers"] for each in contracts if each["id"] == "floors")
    floors = [[name.strip(" ()") for name in layer.split("|")] for layer in layers]
    kept = [[name for name in floor if name in standing] for floor in floors]
    return [" · ".join(floor) for floor in kept if floor]
