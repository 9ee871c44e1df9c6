"""
Records laid out as the flat rows of a table.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any, Literal, get_args

import narwhals as nw
from pydantic import BaseModel

from touchline.analysis._record import Interval, Record, Spans, in_seconds
from touchline.errors import MissingDependency

if TYPE_CHECKING:
    from collections.abc import Mapping

Backend = Literal["pandas", "polars", "pyarrow"]


def flat_row(model: type[Record], record: Mapping[str, Any]) -> dict[str, Any]:
    """
    Flatten one record: an interval becomes two columns, a list one text.

    Args:
        model: The type of the record, which decides the columns.
        record: The record as plain values, by the names of JSON; what it lacks is unknown.

    Shapes:
        none.

    Units:
        those of the record.

    Returns:
        A mapping with the same keys for every record of the type.

    Source:
        None needed.
    """
    row: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            # A table within a table has no place in a row.
            continue
        key = in_seconds(name)
        entry = record.get(key)
        if _holds(field.annotation, (Interval, Spans)):
            row[f"{key}_low"], row[f"{key}_high"] = entry or (None, None)
        elif isinstance(entry, list):
            row[key] = " > ".join(str(part) for part in entry)
        else:
            row[key] = entry
    return row


def _holds(annotation: Any, types: tuple[type, ...]) -> bool:
    return annotation in types or any(_holds(part, types) for part in get_args(annotation))


def frame_of(model: type[Record], rows: list[dict[str, Any]], backend: Backend) -> Any:
    """
    Build a native data frame.

    Args:
        model: The type of the records, which decides the columns.
        rows: Flat rows.
        backend: `pandas`, `polars` or `pyarrow`.

    Shapes:
        one row a record.

    Units:
        those of the rows.

    Returns:
        The frame of that library.

    Raises:
        MissingDependency: The library is not installed.

    Source:
        None needed.
    """
    if importlib.util.find_spec(backend) is None:
        raise MissingDependency.extra(backend, backend)
    columns = list(rows[0] if rows else flat_row(model, {}))
    table = {name: [row[name] for row in rows] for name in columns}
    return nw.from_dict(table, backend=backend).to_native()
