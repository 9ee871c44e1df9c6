"""
Times pieces of work, each also against a fixed piece of plain Python.

Seconds of a shared machine say little; the ratio to the yardstick says much the same on every
machine.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: Rounds that fill caches, and rounds that count.
WARM_UP, ROUNDS = 2, 9

_MS = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """
    A piece of work to time.

    Args:
        what: What is done, for the page about speed.
        do: The work.
        budget_ms: What the project allows for it, after a warm-up.
        is_program: It starts programs, so that the clock on the wall counts and not this process's.
    """

    what: str
    do: Callable[[], object]
    budget_ms: float | None = None
    is_program: bool = False


def yardstick() -> int:
    """
    Do a fixed amount of plain Python.

    Returns:
        A number that nobody needs.
    """
    return sum(len(str(i)) for i in range(100_000))


def timed(work: Work) -> dict[str, Any]:
    """
    Time a piece of work and the yardstick beside it.

    Args:
        work: What to time.

    Returns:
        Its name, its median in milliseconds, the same in yardsticks, and its budget.
    """
    clock = time.perf_counter if work.is_program else time.process_time
    spent, yards = [], []
    for i in range(WARM_UP + ROUNDS):
        took, yard = _once(work.do, clock), _once(yardstick, clock)
        if i >= WARM_UP:
            spent.append(took)
            yards.append(yard)
    median, yard = statistics.median(spent), statistics.median(yards)
    row = {
        "what": work.what,
        "ms": round(median, 1),
        "fastest_ms": round(min(spent), 1),
        "yardsticks": round(median / yard, 2),
    }
    return row if work.budget_ms is None else {**row, "budget_ms": work.budget_ms}


def _once(do: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    do()
    return (clock() - start) * _MS
