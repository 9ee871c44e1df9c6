"""
The questions to a Polars data frame that is sorted by customer and time.
"""

from __future__ import annotations

import sys

import polars as pl

from benchmarks.engine.rivals._bench import GAP, STEPS, WINDOW, once, tell


def load(path: str) -> pl.DataFrame:
    """
    Read the events and sort them.

    Args:
        path: The Parquet file.

    Returns:
        A frame of codes.
    """
    frame = pl.scan_parquet(path).select(
        c=pl.col("case").str.slice(1).cast(pl.UInt32),
        a=pl.col("activity").str.slice(9).cast(pl.UInt8),
        t=pl.col("timestamp").dt.epoch("us"),
    )
    return frame.collect().sort("c", "t").with_columns(pl.col("c").set_sorted())


def transitions(events: pl.DataFrame) -> list[tuple[int, ...]]:
    """
    Count which activity follows which.
    """
    following = events.lazy().with_columns(b=pl.col("a").shift(-1), d=pl.col("c").shift(-1))
    pairs = following.filter(pl.col("c") == pl.col("d")).group_by("a", "b").len()
    return pairs.sort("a", "b").collect(engine="streaming").rows()


def funnel(events: pl.DataFrame) -> list[int]:
    """
    Count who reached each step; from the last step back, each event learns when the others come.
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
    is_reached = [
        ((pl.col(f"e{k}") - pl.col("t")) <= WINDOW).fill_null(value=False) for k in range(1, STEPS)
    ]
    level = pl.sum_horizontal(pl.lit(1), *is_reached)
    reached = frame.filter(pl.col("a") == 0).group_by("c").agg(level.max().alias("level"))
    found = dict(reached.group_by("level").len().collect().rows())
    return [sum(n for level, n in found.items() if level > k) for k in range(STEPS)]


def variants(events: pl.DataFrame) -> list[int]:
    """
    Count the most frequent paths.
    """
    paths = events.lazy().group_by("c", maintain_order=False).agg(path=pl.col("a"))
    counts = paths.group_by("path").len().sort("len", descending=True).head(20)
    return counts.collect().get_column("len").to_list()


def between(events: pl.DataFrame) -> list[float]:
    """
    Find the median time from the first of one activity to the first of another after it.
    """
    frame = events.lazy()
    begun = frame.filter(pl.col("a") == 0).group_by("c").agg(s=pl.col("t").min())
    later = frame.filter(pl.col("a") == 1).join(begun, on="c").filter(pl.col("t") > pl.col("s"))
    spans = later.group_by("c").agg(d=(pl.col("t") - pl.col("s")).min())
    return list(spans.select(pl.len(), pl.col("d").median()).collect().row(0))


def sessions(events: pl.DataFrame) -> int:
    """
    Count stretches without a long pause.
    """
    is_new = (pl.col("c") != pl.col("c").shift(1)) | (pl.col("t") - pl.col("t").shift(1) > GAP)
    return int(events.lazy().select(is_new.fill_null(value=True).sum()).collect().item())


def main(path: str) -> None:
    """
    Time every question.

    Args:
        path: The Parquet file.
    """
    prepared, events = once(lambda: load(path))
    tell("transitions in stored order", [lambda: transitions(events)], prepared=prepared)
    tell("funnel", [lambda: funnel(events)])
    tell("variants", [lambda: variants(events)])
    tell("time-between", [lambda: between(events)])
    tell("sessions in stored order", [lambda: sessions(events)])


if __name__ == "__main__":
    main(sys.argv[1])
