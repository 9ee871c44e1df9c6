"""
Lines of JSON that all are flat and alike, read by Arrow.
"""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as arrow_json

#: How many lines tell what the others are.
_N_TELLING = 1000
#: From here on floats do not tell whole numbers apart.
_MAX_EXACT = 2**53
#: Rows longer than this are read one by one.
_BLOCK = 1 << 22


def flat_table(content: bytes) -> pa.Table | None:
    """
    Read objects whose values are texts and numbers, one a line.

    Args:
        content: The lines, in UTF-8.

    Returns:
        One column a key, in the order in which they appear; None when any line is something else,
        so that all have to be looked at one by one.
    """
    schema = _schema(content)
    if schema is None:
        return None
    try:
        table = arrow_json.read_json(
            pa.BufferReader(content),
            read_options=arrow_json.ReadOptions(block_size=_BLOCK),
            parse_options=arrow_json.ParseOptions(
                explicit_schema=schema, unexpected_field_behavior="error"
            ),
        )
    except pa.ArrowInvalid:
        return None
    n_lines = content.count(b"\n") + (not content.endswith(b"\n"))
    n_objects = content.count(b"\n{") + content.startswith(b"{")
    # Arrow takes `null` for an object, and does not mind two of them in a line.
    is_one_each = table.num_rows == n_lines == n_objects
    return table if is_one_each and all(map(_is_exact, table.columns)) else None


def _schema(content: bytes) -> pa.Schema | None:
    """
    Find out what the values of each key are; None when that are not texts or numbers alone.
    """
    kinds: dict[str, set[type]] = {}
    try:
        for line in content.split(b"\n", _N_TELLING)[:_N_TELLING]:
            for name, value in (json.loads(line) if line else {}).items():
                kinds.setdefault(name, set()).add(type(value))
    except (ValueError, AttributeError, RecursionError):
        return None
    types = {name: _type(known - {type(None)}) for name, known in kinds.items()}
    if not types or None in types.values():
        return None
    return pa.schema(list(types.items()))


def _type(kinds: set[type]) -> pa.DataType | None:
    if kinds == {str}:
        return pa.large_string()
    if kinds == {int}:
        return pa.int64()
    return pa.float64() if kinds in ({float}, {int, float}) else None


def _is_exact(column: pa.ChunkedArray) -> bool:
    if not pa.types.is_floating(column.type):
        return True
    largest = pc.max(pc.abs(column)).as_py()
    return largest is None or largest < _MAX_EXACT
