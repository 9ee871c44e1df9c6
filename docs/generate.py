"""
Make the pages that follow from the code, or say which of them are stale.

    make docs          writes them
    make docs-fresh    fails when one differs from what the code says
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docs import (
    _command_line,
    _faults,
    _format,
    _questions,
    _registries,
    _rules,
    _speed,
)
from docs._markdown import listed, page
from touchline.document.schema import schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"
_MAKERS = (_command_line, _faults, _format, _questions, _registries, _rules, _speed)


def pages() -> dict[Path, str]:
    """
    Write every generated file.

    Returns:
        Texts by path.
    """
    found = {"map.schema.json": schema_text()}
    for maker in _MAKERS:
        found |= maker.pages()
    found["README.md"] = _index(found)
    return {(REFERENCE / name).resolve(): text for name, text in found.items()}


def superfluous(known: dict[Path, str]) -> Iterator[Path]:
    """
    Find files among the generated ones that nothing makes any more.

    Args:
        known: What is made.

    Yields:
        Their paths, sorted.
    """
    for path in sorted(REFERENCE.rglob("*")):
        if path.is_file() and path.resolve() not in known:
            yield path


def main(arguments: list[str]) -> int:
    """
    Bring the files up to date, or check that they are.

    Args:
        arguments: `--check` only looks.

    Returns:
        The exit code: 1 when a checked file is stale, else 0.
    """
    is_check = "--check" in arguments
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


def _said(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _index(found: dict[str, str]) -> str:
    titles = {
        name: text.partition("\n")[0].removeprefix("# ")
        for name, text in sorted(found.items())
        if name.endswith(".md") and (name.count("/") == 0 or name.endswith("/README.md"))
    }
    lines = [f"[{title}]({name})" for name, title in titles.items() if not name.startswith("..")]
    schema = "[JSON Schema of a map](map.schema.json)"
    told = "These pages are made from the code by `make docs`; `make docs-fresh` tells stale ones."
    return page("Reference", told, listed([*lines, schema]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
