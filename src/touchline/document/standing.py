"""
Parts of a map as data that stand alone: they name nothing that was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.closed import plain
from touchline.document.references import check
from touchline.model.partial import PartialMap

if TYPE_CHECKING:
    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap


def standing(journey: JourneyMap) -> Plain:
    """
    Give the plain data of a map, whole or in part, so that it reads as a map of its own.

    A card of a part may answer to one that is left out; neither its id goes along, nor the saved
    views, which tell of what others look at.

    Args:
        journey: A map, or a part of one.

    Returns:
        The plain data; a whole map's as it is.
    """
    data = plain(journey)
    if not isinstance(journey, PartialMap):
        return data
    data.pop("views", None)
    lost = [path for path, fault in check(data) if fault.name == "dangling-id"]
    for path in reversed(lost):
        _take_out(data, path)
    return data


def _take_out(data: Plain, path: tuple[str | int, ...]) -> None:
    """
    Take one id out of a list, and the list when it was the last one; a field that holds one alone.
    """
    *way, holder, last = path
    found: Any = data
    for key in way:
        found = found[key]
    if not isinstance(last, int):
        del found[holder][last]
        return
    del found[holder][last]
    if not found[holder]:
        del found[holder]
