"""
Rows that hold tables of their own: the export of Google Analytics 4, and OTTO's sessions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def unfolded(row: dict[str, object]) -> Iterator[dict[str, object]]:
    """
    Make one row an event.

    Args:
        row: A row as a file has it: one of OTTO's holds the events of a session, as `session` and
            `events`; one of the export of Google Analytics 4 holds an event whose parameters are
            pairs of key and value.

    Yields:
        Its events, parameters as objects by key.
    """
    events = row.get("events")
    if "session" in row and isinstance(events, list) and all(isinstance(e, dict) for e in events):
        shared = {name: value for name, value in row.items() if name != "events"}
        yield from ({**shared, **event} for event in events)
        return
    yield {name: by_key(value) for name, value in row.items()}


def by_key(entries: object) -> object:
    """
    Turn pairs of key and value into an object.

    Args:
        entries: Anything.

    Returns:
        The values by key when these are such pairs, each value being stated under one of several
        types; else the same as before.
    """
    if not isinstance(entries, list) or not entries:
        return entries
    found: dict[str, object] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not {"key", "value"} <= entry.keys():
            return entries
        value = entry["value"]
        if not isinstance(value, dict) or not all(
            name.endswith("_value") for name in _typed(value)
        ):
            return entries
        found[str(entry["key"])] = next((v for v in value.values() if v is not None), None)
    return found


def _typed(value: dict[str, object]) -> Iterator[str]:
    # `set_timestamp_micros` stands beside the types of the properties of users.
    return (name for name in value if name != "set_timestamp_micros")
