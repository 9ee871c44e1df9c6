"""
A short name for the content of a log, equal for equal content.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from touchline.eventlog.columns import TextColumn

if TYPE_CHECKING:
    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog

#: Enough that two logs on this planet never share one by chance.
_N_BYTES = 16


def fingerprint(log: EventLog) -> str:
    """
    Hash everything that a question can see.

    Args:
        log: Any log, its vocabularies compact.

    Returns:
        Hexadecimal digits; source rows and the quality report have no part in them.
    """
    digest = hashlib.blake2b(digest_size=_N_BYTES)
    plain = (log.zone, log.is_day_precise, log.log_end, log.quality.n_without_case)
    digest.update(repr(plain).encode())
    digest.update("\0".join(log.cases).encode("utf-8", "surrogatepass"))
    # Little-endian bytes, so that the name of a log does not depend on the machine.
    digest.update(log.offsets.astype("<i8").tobytes())
    digest.update(log.timestamp.astype("<i8").tobytes())
    named: list[tuple[str, Column | None]] = [
        ("activity", log.activity),
        ("value", log.value),
        ("channel", log.channel),
        *((f"event {name}", log.attributes[name]) for name in sorted(log.attributes)),
        *((f"case {name}", log.case_attributes[name]) for name in sorted(log.case_attributes)),
    ]
    for name, column in named:
        if column is not None:
            digest.update(name.encode() + b"\0" + _bytes(column))
    return digest.hexdigest()


def _bytes(column: Column) -> bytes:
    if isinstance(column, TextColumn):
        vocabulary = "\0".join(column.vocabulary).encode("utf-8", "surrogatepass")
        return column.codes.astype("<i4").tobytes() + vocabulary
    return column.values.astype("<f8").tobytes()
