"""
The questions in SQL, for DuckDB, on a table that is sorted by customer and time.
"""

from __future__ import annotations

import sys
from functools import partial

import duckdb

from benchmarks.engine.rivals._bench import GAP, STEPS, WINDOW, once, tell

LOAD = """
CREATE TABLE events AS
SELECT substr("case", 2)::UINTEGER AS c, substr(activity, 10)::UTINYINT AS a,
       epoch_us("timestamp") AS t
FROM read_parquet(?) ORDER BY c, t
"""

PAIRS = """
SELECT a, b, count(*) AS n
FROM (SELECT a, lead(a) OVER (PARTITION BY c ORDER BY t) AS b FROM events)
WHERE b IS NOT NULL GROUP BY a, b ORDER BY a, b
"""

#: Faster, and right only as long as rows come as they lie, which SQL does not promise.
PAIRS_IN_ORDER = """
SELECT a, b, count(*) AS n
FROM (SELECT a, c, lead(a) OVER () AS b, lead(c) OVER () AS d FROM events)
WHERE c = d GROUP BY a, b ORDER BY a, b
"""

#: What the answer here holds besides counts.
PAIRS_TIMED = """
SELECT a, b, count(*), count(DISTINCT c), quantile_cont(span, 0.5), quantile_cont(span, 0.9)
FROM (SELECT c, a, lead(a) OVER same AS b, lead(t) OVER same - t AS span FROM events
      WINDOW same AS (PARTITION BY c ORDER BY t))
WHERE b IS NOT NULL GROUP BY a, b ORDER BY a, b
"""

PATHS = """
SELECT n FROM (SELECT path, count(*) AS n
      FROM (SELECT list(a ORDER BY t) AS path FROM events GROUP BY c) GROUP BY path)
ORDER BY n DESC LIMIT 20
"""

BETWEEN = """
WITH begun AS (SELECT c, min(t) AS s FROM events WHERE a = 0 GROUP BY c),
     spans AS (SELECT e.c, min(e.t - s) AS d FROM events e JOIN begun USING (c)
               WHERE a = 1 AND t > s GROUP BY e.c)
SELECT count(*), quantile_cont(d, 0.5) FROM spans
"""

SESSIONS = f"""
SELECT count(*) FROM (
    SELECT t - lag(t) OVER (PARTITION BY c ORDER BY t) AS gap FROM events)
WHERE gap IS NULL OR gap > {GAP}
"""


def funnel() -> str:
    """
    Write the funnel: from the last step back, each event learns when the steps after it come.

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
    reached = [f"coalesce((e{k} - t <= {WINDOW})::INT, 0)" for k in range(1, STEPS)]
    level = " + ".join(["1", *reached])
    return (
        f"SELECT level, count(*) FROM (SELECT c, max({level}) AS level FROM {source}"
        " WHERE a = 0 GROUP BY c) GROUP BY level ORDER BY level"
    )


def main(path: str) -> None:
    """
    Time every question.

    Args:
        path: The Parquet file.
    """
    database = duckdb.connect()
    prepared, _ = once(lambda: database.execute(LOAD, [path]))

    def rows(query: str) -> list[tuple[int, ...]]:
        return database.execute(query).fetchall()

    def levels() -> list[int]:
        found = rows(funnel())
        return [sum(n for level, n in found if level > k) for k in range(STEPS)]

    tell("transitions", [partial(rows, PAIRS)], prepared=prepared)
    tell("transitions with times", [lambda: [row[:4] for row in rows(PAIRS_TIMED)]])
    tell("transitions in stored order", [partial(rows, PAIRS_IN_ORDER)])
    tell("funnel", [levels])
    tell("variants", [lambda: [n for (n,) in rows(PATHS)]])
    tell("time-between", [lambda: list(rows(BETWEEN)[0])])
    tell("sessions", [lambda: rows(SESSIONS)[0][0]])


if __name__ == "__main__":
    main(sys.argv[1])
