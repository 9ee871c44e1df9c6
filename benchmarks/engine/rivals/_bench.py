"""
Times what one engine does and says so, a JSON object a line.

It needs nothing beyond the standard library, since every engine brings an environment of its own.
"""

from __future__ import annotations

import json
import resource
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

#: Rounds that count after one that warms up; what takes longer than this is timed only once.
ROUNDS, PATIENCE = 7, 4.0

#: The steps of the funnel and its window, the pair of the times between, the gap of sessions.
STEPS, WINDOW, GAP = 5, 7 * 86_400_000_000, 30 * 60_000_000


class Peak:
    """
    Watches how much memory a piece of work takes that is not a mapped file.
    """

    def __enter__(self) -> Self:
        self.kib = _anonymous()
        self._is_over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._is_over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._is_over.wait(0.01):
            self.kib = max(self.kib, _anonymous())


def _anonymous() -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


def once(work: Callable[[], Any]) -> tuple[float, Any]:
    """
    Do some work and look at the clock.

    Args:
        work: What to do.

    Returns:
        The seconds that it took, and what came of it.
    """
    start = time.perf_counter()
    outcome = work()
    return time.perf_counter() - start, outcome


def tell(what: str, ways: Sequence[Callable[[], Any]], *, prepared: float | None = None) -> None:
    """
    Time a piece of work that can be phrased in several ways, and print the fastest.

    Args:
        what: What is found, by the name that all engines use.
        ways: The phrasings; all find the same.
        prepared: The seconds that getting ready took.
    """
    with Peak() as peak:
        found = [timed(way) for way in ways]
    seconds, first, answer = min(found, key=lambda one: one[0])
    row = {
        "what": what,
        "seconds": seconds,
        "first_seconds": first,
        "answer": answer,
        "anonymous_mb": round(peak.kib / 1024),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(row if prepared is None else {**row, "prepared": prepared}), flush=True)


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """
    Time some work.

    Args:
        work: What to do.

    Returns:
        The seconds of its fastest round, those of the first, and what came of it.
    """
    first, answer = once(work)
    if first > PATIENCE:
        return first, first, answer
    return min(once(work)[0] for _ in range(ROUNDS)), first, answer
