"""
Data frames of any library.
"""

from __future__ import annotations

import os
from typing import Any, ClassVar

import narwhals as nw
import pyarrow as pa

from touchline.sources import Source
from touchline.sources._raw import Raw, unique_names


class DataFrame(Source):
    """
    Whatever Narwhals knows or Arrow can stream: pandas, Polars, PyArrow, DuckDB and others.

    A lazy frame or a query is run as it stands; an index is not a column.
    """

    name: ClassVar[str] = "data-frame"

    def accepts(self, origin: object) -> bool:
        """
        Decide whether an object is a frame.

        Args:
            origin: Anything.

        Returns:
            True when Narwhals knows it or it streams Arrow batches.
        """
        if isinstance(origin, str | os.PathLike):
            return False
        if hasattr(origin, "__arrow_c_stream__"):
            return True
        return isinstance(nw.from_native(origin, pass_through=True), nw.DataFrame | nw.LazyFrame)

    def read(self, origin: Any) -> Raw:
        """
        Read one frame.

        Args:
            origin: The frame.

        Returns:
            Its rows, in their order.
        """
        frame = nw.from_native(origin, pass_through=True)
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect("pyarrow")
        if isinstance(frame, nw.DataFrame):
            columns = [_array(frame[name]) for name in frame.columns]
            return Raw(pa.table(columns, names=unique_names(frame.columns)), "data frame")
        table = pa.table(origin)
        return Raw(table.rename_columns(unique_names(table.column_names)), "data frame")


def _array(column: nw.Series[Any]) -> pa.Array | pa.ChunkedArray:
    try:
        return column.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # A pandas column of mixed objects has no type, but each entry can be written down.
        texts = [None if value is None or value != value else str(value) for value in column]  # noqa: PLR0124 (only NaN differs from itself)
        return pa.array(texts, pa.large_string())
