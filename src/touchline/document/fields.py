"""
One field of a thing in plain data, read and set.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.document.tree import Plain, Thing

#: What a template that locks a lane wants to stay as it is.
LOCKED = frozenset({"id", "kind", "title", "hint"})


def is_locked(thing: Thing) -> bool:
    """
    Tell whether a template wants a thing to stay.

    Args:
        thing: The thing.

    Returns:
        True for a locked lane.
    """
    return thing.kind == "lane" and bool(thing.item.get("locked"))


def set_in(item: Plain, field: Sequence[str], value: Any) -> None:
    """
    Set one field of a thing, and take away the mappings that become empty.

    Args:
        item: The plain data of the thing, which is changed.
        field: The way to the field.
        value: Its value; None to take it away.
    """
    key, *rest = field
    if not rest:
        if value is None:
            item.pop(key, None)
        else:
            item[key] = copy.deepcopy(value)
        return
    inner = item.get(key)
    if not isinstance(inner, dict):
        if value is None:
            return
        inner = item[key] = {}
    set_in(inner, rest, value)
    if not inner:
        del item[key]


def get_in(item: Plain, field: Sequence[str]) -> Any:
    """
    Read one field of a thing.

    Args:
        item: The plain data of the thing.
        field: The way to the field.

    Returns:
        Its value; None when it has its default.
    """
    value: Any = item
    for key in field:
        value = value.get(key) if isinstance(value, dict) else None
    return value
