"""
Maps as the store keeps them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from touchline.document.closed import plain
from touchline.document.edits import Draft

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap


def as_body(journey: JourneyMap) -> str:
    """
    Write a map for the store.

    Args:
        journey: The map.

    Returns:
        JSON.
    """
    return json.dumps(plain(journey))


def of_body(body: str) -> JourneyMap:
    """
    Read a map from the store.

    Args:
        body: What `as_body` gave.

    Returns:
        The map, its pictures unopened.
    """
    return Draft(json.loads(body)).finished()
