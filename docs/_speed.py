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
    if "events" in result["rows"][0]:
        return _beside(result)
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


def _beside(result: dict[str, Any]) -> str:
    """
    Lay out what was timed beside other engines: theirs as ratios, which say more than seconds.
    """
    peers = {
        key: key.removesuffix("_ms").replace("duckdb", "DuckDB").replace("polars", "Polars")
        for row in result["rows"]
        for key in row
        if key.endswith("_ms")
    }
    rows = (
        (
            row["what"],
            f"{row['events'] / 1e6:.0f} million",
            f"{row['ms']:g} ms",
            *(f"{row[key] / row['ms']:.1f} times" if key in row else "" for key in peers),
        )
        for row in result["rows"]
    )
    return table(("work", "events", "here", *peers.values()), rows)


def _budget(row: dict[str, Any]) -> str:
    return f"{row['budget_ms']:g} ms" if "budget_ms" in row else ""


def _where(result: dict[str, Any]) -> str:
    libraries = ", ".join(f"{name} {number}" for name, number in result["packages"].items())
    return f"On {result['machine']}, Python {result['python']}, {libraries}."
