"""
Make the pages that follow from the code, or say which of them are stale.

    make docs          writes them
    make docs-fresh    fails when one differs from what the code says
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from docs import (
    _command_line,
    _faults,
    _format,
    _questions,
    _registries,
    _requirements,
    _rules,
    _speed,
)
from docs._markdown import listed, page
from touchline.document.schema import SCHEMAS, schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"
_MAKERS = (_command_line, _faults, _format, _questions, _registries, _requirements, _rules, _speed)


def pages() -> dict[Path, str]:
    """
    Write every generated file.

    Returns:
        Texts by path.
    """
    found = {f"{what}.schema.json": schema_text(what) for what in SCHEMAS}
    for maker in _MAKERS:
        found |= maker.pages()
    found["README.md"] = _index(found)
    return {(REFERENCE / name).resolve(): text for name, text in found.items()}


def superfluous(known: dict[Path, str]) -> Iterator[Path]:
    """
    Find files that nothing makes any more, in the folders that hold made files only.

    Args:
        known: What is made.

    Yields:
        Their paths, sorted.
    """
    folders = {path.parent for path in known if path.parent.parent == REFERENCE.resolve()}
    for folder in sorted(folders):
        yield from (path for path in sorted(folder.glob("*")) if path not in known)


def main(arguments: list[str]) -> int:
    """
    Bring the files up to date, or check that they are.

    Args:
        arguments: `--check` only looks.

    Returns:
        The exit code: 1 when a checked file is stale, else 0.
    """
    is_check = "--check" in arguments
    # What other packages add on this machine is not ours to document.
    metadata.entry_points = _no_entry_points  # type: ignore[assignment]
    known = pages()
    stale = {path: text for path, text in known.items() if _said(path) != text}
    old = list(superfluous(known))
    for path in [*stale, *old]:
        print(("stale: " if is_check else "made: ") + path.relative_to(HERE.resolve()).as_posix())
    if is_check:
        return 1 if stale or old else 0
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for path in old:
        path.unlink()
    return 0


def _no_entry_points(**_: object) -> metadata.EntryPoints:
    return metadata.EntryPoints(())


def _said(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _index(found: dict[str, str]) -> str:
    """
    List the pages of the folder, those included that were written by hand.
    """
    by_hand = {path.name: _said(path) or "" for path in REFERENCE.glob("*.md")}
    titles = {
        name: text.partition("\n")[0].removeprefix("# ")
        for name, text in sorted((by_hand | found).items())
        if re.fullmatch(r"[\w-]+\.md|[\w-]+/README\.md", name) and name != "README.md"
    }
    lines = [f"[{title}]({name})" for name, title in titles.items()]
    schemas = [f"[JSON Schema of a {what}]({what}.schema.json)" for what in SCHEMAS]
    told = "Made from the code by `make docs`; `make docs-fresh` tells stale pages."
    return page("Reference", told, listed([*lines, *schemas]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
