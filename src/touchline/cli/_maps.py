"""
Maps in and out of a verb.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli._output import deliver, say
from touchline.document.read import load
from touchline.document.write import dump, dumps

if TYPE_CHECKING:
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap


def read_map(path: str) -> JourneyMap | MeasuredMap:
    """
    Read a map from a file.

    Args:
        path: The file.

    Returns:
        The map, with its measures when the file holds some.

    Raises:
        TouchlineError: The file cannot be read, or what it holds is not a map.
    """
    return load(Path(path))


def deliver_map(
    journey: JourneyMap | MeasuredMap,
    output: str | None,
    *,
    as_json: bool,
    like: str | None = None,
) -> None:
    """
    Write a map to a file or to standard output.

    Args:
        journey: The map.
        output: The file; its ending says YAML or JSON. None for standard output.
        as_json: Write JSON whatever the ending.
        like: The file of an earlier state, whose comments and order are kept; None for the file
            that is written.

    Raises:
        TouchlineError: The file cannot be written.
    """
    if output is None or as_json:
        deliver(dumps(journey, "json" if as_json else "yaml"), output)
        return
    dump(journey, Path(output), like=like)
    say("cli.written", path=output)
