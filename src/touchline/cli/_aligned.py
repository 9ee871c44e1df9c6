"""
The paths of a log beside the planned way of a map; loaded only when a map is named, since the
format of maps takes longer to load than most questions take to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.cli._maps import read_map
from touchline.cli._source import LogOptions
from touchline.measuring.alignment import align
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    from touchline.analysis.alignment import AlignmentAnswer


def align_map(path: str, options: dict[str, Any], values: dict[str, Any]) -> AlignmentAnswer:
    """
    Lay the paths of a log beside the planned way of a map.

    Args:
        path: The file of the map.
        options: Further options of the question.
        values: What says which log, and how it is read.

    Returns:
        The answer.

    Raises:
        TouchlineError: The map or the log cannot be read, or they do not belong together.
    """
    given = read_map(path)
    journey = given.journey if isinstance(given, MeasuredMap) else given
    return align(journey, LogOptions.taken_from(values).read(), options)
