"""
The page of what was timed, made from the results of the benchmarks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs._markdown import page, table

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULTS = Path(__file__).parents[1] / "benchmarks" / "results"


def pages() -> Mapping[str, str]:
    """
    Write the page of speed; nothing without results.

    Returns:
        One page by its path below the references.
    """
    results = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))
    ]
    if not results:
        return {}
    blocks = [
        (
            "Times are of nine rounds after a warm-up; other programs only ever make one slower. A"
            " yardstick is a fixed piece of plain Python, timed"
            " beside each piece of work, so that a row in yardsticks says much the same on every"
            " machine. `make bench` times again."
        ),
    ]
    for result in results:
        blocks += [f"## {result['name']}", result["about"], _rows(result), _where(result)]
    return {"../explanation/speed.md": page("Speed", *blocks)}


def _rows(result: dict[str, Any]) -> str:
    rows = (
        (
            row["what"],
            f"{row['ms']:g} ms",
            f"{row['fastest_ms']:g} ms",
            f"{row['yardsticks']:g}",
            _budget(row),
        )
        for row in result["rows"]
    )
    return table(("work", "median", "fastest", "yardsticks", "budget"), rows)


def _budget(row: dict[str, Any]) -> str:
    return f"{row['budget_ms']:g} ms" if "budget_ms" in row else ""


def _where(result: dict[str, Any]) -> str:
    libraries = ", ".join(f"{name} {number}" for name, number in result["packages"].items())
    return f"On {result['machine']}, Python {result['python']}, {libraries}."
