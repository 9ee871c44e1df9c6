"""
How long questions to a large log take here and in databases, side by side in one run.

    python -m benchmarks.bench_engine 1000000 5000000
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl

from touchline.analysis._gather import each_bucket
from touchline.analysis.funnel import Funnel
from touchline.analysis.transitions import PairCounts, Transitions
from touchline.analysis.variants import Variants
from touchline.eventlog.columns import TextColumn
from touchline.eventlog.log import EventLog

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT = (
    "Invented customers, twelve events each on average, forty activities, ninety days. Every engine"
    " holds the events sorted by customer and time before the clock starts, and uses all"
    " processors. Times are medians of three rounds after a warm-up, of one round where that takes"
    " more than three seconds. Their answers are compared before the times are kept."
)

RESULT = Path(__file__).parent / "results" / "engine.json"

#: Rounds that count after one that warms up, and how many activities and steps there are.
ROUNDS, ACTIVITIES, STEPS = 3, 40, 5

#: What takes longer is timed once, without a warm-up.
PATIENCE_MS = 3000

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_WINDOW = 7 * _DAY
_NAMES = tuple(f"activity {i:02d}" for i in range(ACTIVITIES))

PAIRS = """
SELECT a, b, count(*) AS n
FROM (SELECT a, lead(a) OVER (PARTITION BY c ORDER BY t) AS b FROM events)
WHERE b IS NOT NULL GROUP BY a, b
"""

PATHS = """
SELECT path, count(*) AS n FROM (SELECT list(a ORDER BY t) AS path FROM events GROUP BY c)
GROUP BY path ORDER BY n DESC LIMIT 20
"""


def invented(n_events: int, seed: int = 20261122) -> EventLog:
    """
    Invent a log.

    Args:
        n_events: About how many events it has.
        seed: The start of all random numbers.

    Returns:
        The log, in order.
    """
    random = np.random.default_rng(seed)
    sizes = np.maximum(random.poisson(12, n_events // 12), 1)
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    case = np.repeat(np.arange(len(sizes)), sizes)
    times = random.integers(0, 90 * _DAY, len(case))
    times = times[np.lexsort((times, case))]
    return EventLog(
        cases=tuple(f"customer {i}" for i in range(len(sizes))),
        offsets=offsets,
        activity=TextColumn(random.integers(0, ACTIVITIES, len(case)).astype(np.int32), _NAMES),
        timestamp=times,
        row=np.arange(len(case)),
    )


def funnel_in_sql() -> str:
    """
    Write the funnel for a database: from the last step back, each event learns when the steps after
    it come.

    Returns:
        One query that counts customers by the step that they reached.
    """
    source = f"(SELECT c, a, t FROM events WHERE a < {STEPS})"
    following = "OVER (PARTITION BY c ORDER BY t ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)"
    for step in range(STEPS - 1, 0, -1):
        later = [f"e{k}" for k in range(step + 1, STEPS)]
        learned = [
            f"first_value(CASE WHEN a = {step} THEN {what} END IGNORE NULLS) {following} AS {name}"
            for what, name in [("t", f"e{step}"), *((name, name) for name in later)]
        ]
        source = f"(SELECT c, a, t, {', '.join(learned)} FROM {source})"
    level = " + ".join(
        ["1", *(f"coalesce((e{k} - t <= {_WINDOW})::INT, 0)" for k in range(1, STEPS))]
    )
    return (
        f"SELECT level, count(*) FROM (SELECT c, max({level}) AS level FROM {source}"
        " WHERE a = 0 GROUP BY c) GROUP BY level ORDER BY level"
    )


def funnel_in_polars(events: pl.DataFrame) -> list[tuple[int, int]]:
    """
    Ask the same of a data frame.

    Args:
        events: The events in order.

    Returns:
        For each level how many customers reached just that.
    """
    frame = events.lazy().filter(pl.col("a") < STEPS)
    for step in range(STEPS - 1, 0, -1):
        later = [("t", f"e{step}"), *((f"e{k}", f"e{k}") for k in range(step + 1, STEPS))]
        frame = frame.with_columns(
            pl.when(pl.col("a") == step)
            .then(pl.col(what))
            .otherwise(None)
            .shift(-1)
            .backward_fill()
            .over("c")
            .alias(name)
            for what, name in later
        )
    level = pl.sum_horizontal(
        pl.lit(1),
        *(
            ((pl.col(f"e{k}") - pl.col("t")) <= _WINDOW).fill_null(value=False)
            for k in range(1, STEPS)
        ),
    )
    reached = frame.filter(pl.col("a") == 0).group_by("c").agg(level.max().alias("level"))
    found = reached.group_by("level").len().sort("level").collect()
    return [(int(level), int(n)) for level, n in found.rows()]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """
    Time one piece of work.

    Args:
        work: What to do.

    Returns:
        The median in milliseconds, and what came of it.
    """
    first, outcome = _once(work)
    spent = [first] if first > PATIENCE_MS else [_once(work)[0] for _ in range(ROUNDS)]
    return round(statistics.median(spent), 1), outcome


def _once(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    outcome = work()
    return (time.perf_counter() - start) * 1000, outcome


def agree(ours: object, theirs: object) -> None:
    """
    Refuse to compare the times of engines that do not give the same answer.

    Args:
        ours: What was found here.
        theirs: What another engine found.

    Raises:
        ValueError: They differ.
    """
    if ours != theirs:
        raise ValueError(f"{ours!r} is not {theirs!r}")


def compared(n_events: int) -> list[dict[str, Any]]:
    """
    Ask every engine the same of one log.

    Args:
        n_events: About how many events.

    Returns:
        One row a question.

    Raises:
        ValueError: The engines do not agree.
    """
    log = invented(n_events)
    case = pl.Series(log.case_of_event.astype(np.int32))
    events = pl.DataFrame({"c": case, "a": log.activity.codes, "t": log.timestamp})
    database = duckdb.connect()
    database.register("given", events.to_arrow())
    database.execute(
        "CREATE TABLE events AS SELECT c, a::UTINYINT AS a, t FROM given ORDER BY c, t"
    )
    database.unregister("given")
    reading, _ = timed(lambda: (log.activity.codes.copy(), log.timestamp.copy()))
    return [
        {"what": "read the columns from memory", "events": len(log.timestamp), "ms": reading},
        *(
            {"events": len(log.timestamp), **row}
            for row in (
                _transitions(log, events, database),
                _timed_transitions(log),
                _funnel(log, events, database),
                _variants(log, database),
            )
        ),
    ]


def _transitions(
    log: EventLog, events: pl.DataFrame, database: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    question = Transitions()
    ours, found = timed(lambda: PairCounts.merged(each_bucket(question.summarise, log)))
    in_sql, rows = timed(lambda: database.execute(PAIRS).fetchall())

    def asked() -> pl.DataFrame:
        following = pl.col("a").shift(-1).over("c").alias("b")
        pairs = events.lazy().with_columns(following).drop_nulls("b")
        return pairs.group_by("a", "b").len().collect()

    in_frames, frame = timed(asked)
    n_places = ACTIVITIES + 2
    inner = {
        (int(key) // n_places, int(key) % n_places): int(n)
        for key, n in zip(found.key, found.count, strict=True)
        if key // n_places < ACTIVITIES and key % n_places < ACTIVITIES
    }
    agree(inner, {(a, b): n for a, b, n in rows})
    agree(inner, {(a, b): n for a, b, n in frame.rows()})
    what = "transitions: counts and cases (the others: counts)"
    return {"what": what, "ms": ours, "duckdb_ms": in_sql, "polars_ms": in_frames}


def _timed_transitions(log: EventLog) -> dict[str, Any]:
    ours, _ = timed(lambda: Transitions().answer(log))
    return {"what": "transitions: with exact medians, percentiles and intervals", "ms": ours}


def _funnel(
    log: EventLog, events: pl.DataFrame, database: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    funnel = Funnel.model_validate({"steps": list(_NAMES[:STEPS]), "window": "7d"})
    ours, answer = timed(lambda: funnel.answer(log))
    in_sql, rows = timed(lambda: database.execute(funnel_in_sql()).fetchall())
    in_frames, framed = timed(lambda: funnel_in_polars(events))
    reached = [step.reached for step in answer.steps]
    for found in (dict(rows), dict(framed)):
        counts = [sum(n for level, n in found.items() if level > k) for k in range(STEPS)]
        agree(reached, counts)
    what = "funnel: five steps in seven days, with times and intervals (the others: counts)"
    return {"what": what, "ms": ours, "duckdb_ms": in_sql, "polars_ms": in_frames}


def _variants(log: EventLog, database: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    ours, answer = timed(lambda: Variants().answer(log))
    in_sql, rows = timed(lambda: database.execute(PATHS).fetchall())
    agree([one.cases for one in answer.variants], [n for _, n in rows])
    return {"what": "variants: the top twenty", "ms": ours, "duckdb_ms": in_sql}


def main(sizes: list[int]) -> int:
    """
    Compare the engines on logs of several sizes and keep what was found.

    Args:
        sizes: About how many events each log has.

    Returns:
        The exit code.
    """
    rows = []
    for size in sizes or [1_000_000]:
        for row in compared(size):
            rows.append(row)
            print(json.dumps(row), flush=True)
    libraries = ("duckdb", "numba", "numpy", "polars")
    result = {
        "name": "Engine",
        "about": ABOUT,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "packages": {library: version(library) for library in libraries},
        "rows": rows,
    }
    text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
    RESULT.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]]))
