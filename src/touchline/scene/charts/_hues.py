"""
One colour for each name, the same in the whole picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def hues_of(names: Iterable[str]) -> dict[str, int]:
    """
    Give each name the place of a hue.

    Args:
        names: The names in the order in which they appear.

    Returns:
        The place of its hue by name.
    """
    found: dict[str, int] = {}
    for name in names:
        found.setdefault(name, len(found))
    return found
