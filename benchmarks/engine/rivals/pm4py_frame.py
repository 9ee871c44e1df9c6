"""
What pm4py offers of the questions, on the data frame that it wants.
"""

from __future__ import annotations

import sys

import pandas as pd
import pm4py

from benchmarks.engine.rivals._bench import once, tell


def main(path: str) -> None:
    """
    Time every question.

    Args:
        path: The Parquet file.
    """

    def load() -> pd.DataFrame:
        frame = pd.read_parquet(path)
        keys = {"case_id": "case", "activity_key": "activity", "timestamp_key": "timestamp"}
        prepared: pd.DataFrame = pm4py.format_dataframe(frame, **keys)
        return prepared

    prepared, frame = once(load)

    def transitions() -> list[list[int]]:
        found, _, _ = pm4py.discover_dfg(frame)
        return sorted([int(a[9:]), int(b[9:]), int(n)] for (a, b), n in found.items())

    def variants() -> list[int]:
        return sorted(pm4py.get_variants(frame).values(), reverse=True)[:20]

    tell("transitions", [transitions], prepared=prepared)
    tell("variants", [variants])


if __name__ == "__main__":
    main(sys.argv[1])
