"""
A map and what is known of it, for the verbs that take one inside or outside a workspace.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli._maps import read_map
from touchline.cli._workspace import opened
from touchline.document.read import journey_of
from touchline.workspace.errors import NoWorkspace
from touchline.workspace.knowledge import assess
from touchline.workspace.research import items_at, studies

if TYPE_CHECKING:
    import datetime as dt

    from touchline.model.map import JourneyMap
    from touchline.workspace.knowledge import Knowledge


def known_of(map_name: str, workspace: str, today: dt.date) -> tuple[JourneyMap, Knowledge]:
    """
    Assess what is known of a map.

    Args:
        map_name: A file, which may lie outside of every workspace, or the id of a map of one.
        workspace: The folder of the workspace.
        today: The day it is.

    Returns:
        The map and what is known of it; without a workspace, what the map itself says.

    Raises:
        NoWorkspace: No file has that name, and there is no workspace.
        UnknownRecord: The workspace has no such map.
        UnreadableMap: The file cannot be understood.
    """
    is_file = Path(map_name).is_file()
    try:
        found = opened(workspace)
    except NoWorkspace:
        if not is_file:
            raise
        journey = journey_of(read_map(map_name))
        return journey, assess(journey, {}, {}, today)
    with found:
        journey = journey_of(read_map(map_name) if is_file else found.map(map_name))
        return journey, assess(journey, items_at(found, journey.id), studies(found), today)
