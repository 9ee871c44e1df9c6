"""
The questions in SQL, for ClickHouse inside this process (chdb), on its own sorted table.
"""

from __future__ import annotations

import json
import sys
import tempfile
from functools import partial
from typing import Any

from chdb.session import Session

from benchmarks.engine.rivals._bench import GAP, STEPS, WINDOW, once, tell

MAKE = (
    "CREATE DATABASE log ENGINE = Atomic",
    "CREATE TABLE log.events (c UInt32, a UInt8, t UInt64) ENGINE = MergeTree ORDER BY (c, t)",
)

LOAD = """
INSERT INTO log.events
SELECT toUInt32(substring(`case`, 2)), toUInt8(substring(activity, 10)),
       toUnixTimestamp64Micro(toDateTime64(timestamp, 6))
FROM file('{path}', Parquet)
"""

IN_ORDER = "SETTINGS optimize_aggregation_in_order = 1"

PAIRS = """
SELECT a, b, count() AS n FROM (
    SELECT a, leadInFrame(toInt16(a), 1, -1) OVER (PARTITION BY c ORDER BY t
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS b
    FROM log.events)
WHERE b >= 0 GROUP BY a, b ORDER BY a, b
"""

#: What the answer here holds besides counts.
PAIRS_TIMED = """
SELECT a, b, count(), uniqExact(c), toInt64(quantileExactInclusive(0.5)(after - t)),
       toInt64(quantileExactInclusive(0.9)(after - t)) FROM (
    SELECT c, a, t, leadInFrame(toInt16(a), 1, -1) OVER same AS b,
           leadInFrame(t, 1, 0) OVER same AS after
    FROM log.events WINDOW same AS (PARTITION BY c ORDER BY t
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))
WHERE b >= 0 GROUP BY a, b ORDER BY a, b
"""

PAIRS_OF_LISTS = f"""
SELECT p.1 AS a, p.2 AS b, count() AS n FROM (
    SELECT arrayJoin(arrayZip(arrayPopBack(path), arrayPopFront(path))) AS p FROM (
        SELECT arrayMap(x -> x.2, arraySort(groupArray((t, a)))) AS path
        FROM log.events GROUP BY c {IN_ORDER}))
GROUP BY a, b ORDER BY a, b
"""

FUNNEL = f"""
SELECT level, count() FROM (
    SELECT windowFunnel({WINDOW})(t, {", ".join(f"a = {k}" for k in range(STEPS))}) AS level
    FROM log.events GROUP BY c {{in_order}})
GROUP BY level ORDER BY level
"""

PATHS = """
SELECT n FROM (
    SELECT count() AS n FROM (
        SELECT arrayMap(x -> x.2, arraySort(groupArray((t, a)))) AS path
        FROM log.events GROUP BY c {in_order})
    GROUP BY path)
ORDER BY n DESC LIMIT 20
"""

BETWEEN = """
SELECT count(), quantileExactInclusive(0.5)(d) FROM (
    SELECT e.c, min(e.t - s.s) AS d FROM log.events AS e
    JOIN (SELECT c, min(t) AS s FROM log.events WHERE a = 0 GROUP BY c) AS s ON e.c = s.c
    WHERE e.a = 1 AND e.t > s.s GROUP BY e.c)
"""

SESSIONS = f"""
SELECT count() FROM (
    SELECT t, lagInFrame(t, 1, 0) OVER (PARTITION BY c ORDER BY t
        ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
    FROM log.events)
WHERE t - before > {GAP}
"""


def main(path: str) -> None:
    """
    Time every question.

    Args:
        path: The Parquet file.
    """
    with tempfile.TemporaryDirectory() as folder:
        session = Session(folder)

        def rows(query: str) -> list[list[Any]]:
            lines = str(session.query(query, "JSONCompactEachRow")).splitlines()
            return [[int(cell) for cell in json.loads(line)] for line in lines]

        def levels(in_order: str) -> list[int]:
            found = rows(FUNNEL.format(in_order=in_order))
            return [sum(n for level, n in found if level > k) for k in range(STEPS)]

        def paths(in_order: str) -> list[int]:
            return [n for (n,) in rows(PATHS.format(in_order=in_order))]

        def load() -> None:
            for statement in (*MAKE, LOAD.format(path=path), "OPTIMIZE TABLE log.events FINAL"):
                session.query(statement)

        prepared, _ = once(load)
        both = (IN_ORDER, "")
        tell(
            "transitions", [partial(rows, PAIRS), partial(rows, PAIRS_OF_LISTS)], prepared=prepared
        )
        tell("transitions with times", [lambda: [row[:4] for row in rows(PAIRS_TIMED)]])
        tell("funnel", [partial(levels, way) for way in both])
        tell("variants", [partial(paths, way) for way in both])
        tell("time-between", [lambda: rows(BETWEEN)[0]])
        tell("sessions", [lambda: rows(SESSIONS)[0][0]])


if __name__ == "__main__":
    main(sys.argv[1])
