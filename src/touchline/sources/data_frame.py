"""
Data frames of any library.
"""

from __future__ import annotations

import os
from typing import Any, ClassVar

import narwhals as nw
import pyarrow as pa

from touchline.sources import Source
from touchline.sources._errors import RepeatedColumn
from touchline.sources._raw import Raw, unique_names

#: How a log from a frame names its source.
_NAME = "data frame"


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
        if not hasattr(origin, "__arrow_c_stream__"):
            known = nw.from_native(origin, pass_through=True)
            return isinstance(known, nw.DataFrame | nw.LazyFrame)
        # A single column streams as well, and is no table.
        return not hasattr(origin, "dtype")

    def read(self, origin: Any) -> Raw:
        """
        Read one frame.

        Args:
            origin: The frame.

        Returns:
            Its rows, in their order.

        Raises:
            RepeatedColumn: Two columns have the same name.
        """
        try:
            frame = nw.from_native(origin, pass_through=True)
        except nw.exceptions.DuplicateError as fault:
            raise RepeatedColumn.among(map(str, origin.columns), at=_NAME) from fault
        if isinstance(frame, nw.LazyFrame):
            frame = frame.collect("pyarrow")
        if isinstance(frame, nw.DataFrame):
            # By place, since pandas allows names that are no texts.
            columns = [_array(column) for column in frame.iter_columns()]
            names = unique_names([str(name) for name in frame.columns])
            return Raw(pa.table(columns, names=names), _NAME)
        table = pa.table(origin)
        return Raw(table.rename_columns(unique_names(table.column_names)), _NAME)


def _array(column: nw.Series[Any]) -> pa.Array | pa.ChunkedArray:
    try:
        if column.dtype != nw.Unknown:
            return column.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        pass
    # Periods and mixed objects of pandas have no type elsewhere, but each can be written down.
    return _written(column)


def _written(column: nw.Series[Any]) -> pa.Array:
    texts = [None if value is None or value != value else str(value) for value in column]  # noqa: PLR0124 (only NaN differs from itself)
    return pa.array(texts, pa.large_string())
