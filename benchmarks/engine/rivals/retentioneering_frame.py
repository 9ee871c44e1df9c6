"""
What retentioneering offers of the questions, on the event stream that it builds.
"""

from __future__ import annotations

import os
import sys

# It would tell its makers that it was used.
os.environ["RETENTIONEERING_NO_TRACK"] = "1"

import pandas as pd
from retentioneering.eventstream import Eventstream

from benchmarks.engine.rivals._bench import once, tell


def main(path: str) -> None:
    """
    Time every question.

    Args:
        path: The Parquet file.
    """

    def load() -> Eventstream:
        frame = pd.read_parquet(path)
        return Eventstream(
            frame.rename(columns={"case": "user_id", "activity": "event"}),
        )

    prepared, stream = once(load)

    def transitions() -> None:
        stream.transition_graph_data()

    tell("transitions", [transitions], prepared=prepared)


if __name__ == "__main__":
    main(sys.argv[1])
