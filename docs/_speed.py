"""
The page of what was timed, made from the results of the benchmarks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs._markdown import page, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: From so many seconds on milliseconds say no more.
_LONG = 1.0

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
    rows = [row for row in result["rows"] if row["seconds"] is not None]
    engines = sorted({engine for row in rows for engine in row["others"]}, key=str.lower)
    sizes = sorted({row["events"] for row in rows})
    return "\n\n".join(_of_size(size, rows, engines) for size in sizes)


def _of_size(size: int, rows: Sequence[Mapping[str, Any]], engines: Sequence[str]) -> str:
    of_size = [row for row in rows if row["events"] == size]
    shown = [one for one in engines if any(one in row["others"] for row in of_size)]
    lines = (
        (
            row["what"],
            _seconds(row["seconds"]),
            f"{row['peak_mb']} MB" if "peak_mb" in row else "",
            *(_ratio(row, engine) for engine in shown),
        )
        for row in of_size
    )
    heads = ("question", "here", "memory", *shown)
    return f"### {size} million events\n\n" + table(heads, lines)


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= _LONG else f"{seconds * 1000:.0f} ms"


def _ratio(row: Mapping[str, Any], engine: str) -> str:
    other = row["others"].get(engine)
    return f"{other['seconds'] / row['seconds']:.1f} times" if other else ""


def _budget(row: dict[str, Any]) -> str:
    return f"{row['budget_ms']:g} ms" if "budget_ms" in row else ""


def _where(result: dict[str, Any]) -> str:
    libraries = ", ".join(f"{name} {number}" for name, number in result["packages"].items())
    return f"On {result['machine']}, Python {result['python']}, {libraries}."
