"""
Markov attribution by simulation in ChannelAttribution, of paths that are strings already.
"""

from __future__ import annotations

import sys

import ChannelAttribution
import pandas as pd

from benchmarks.engine.rivals._bench import once, tell


def main(path: str) -> None:
    """
    Time the chain of the first order.

    Args:
        path: The Parquet file.
    """

    def load() -> pd.DataFrame:
        frame = pd.read_parquet(path).sort_values(["case", "timestamp"], kind="stable")
        frame["channel"] = frame["activity"].str.slice(9)
        is_bought = frame["channel"] == "39"
        frame["bought"] = is_bought.groupby(frame["case"]).cumsum()
        touches = frame[(frame["bought"] == 0) & ~is_bought]
        paths = touches.groupby("case")["channel"].agg(" > ".join).to_frame("path")
        bought = is_bought.groupby(frame["case"]).any()
        paths["conversions"] = bought.reindex(paths.index).astype(int)
        paths["nulls"] = 1 - paths["conversions"]
        return paths.groupby("path", as_index=False).sum()

    prepared, paths = once(load)

    def attribution() -> None:
        ChannelAttribution.markov_model(
            paths, "path", "conversions", var_null="nulls", order=1, verbose=False
        )

    tell("attribution", [attribution], prepared=prepared)


if __name__ == "__main__":
    main(sys.argv[1])
