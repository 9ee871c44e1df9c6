"""
Where the logs of a workspace lie, and whether they were written since they were read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from touchline.model.work.log import Log

#: Whether a log is as it was when it was read last.
LogState = Literal["read", "changed", "missing", "unread"]


def state_of_log(folder: Path, log: Log) -> LogState:
    """
    Tell whether a log has changed since it was read.

    Args:
        folder: The folder of the workspace.
        log: The record.

    Returns:
        `read` when nothing was written since (of a warehouse nobody knows), `changed` when a file
        was, `missing` when one is gone, and `unread` when it was never read.
    """
    written = 0.0
    for file in log.files:
        place = found_place(folder, file)
        if _is_address(place):
            continue
        try:
            written = max(written, _written(Path(place)))
        except OSError:
            return "missing"
    if log.read_at is None:
        return "unread"
    return "changed" if written > log.read_at.timestamp() else "read"


def stored_place(folder: Path, file: str) -> str:
    """
    Write a place from the workspace's folder when it lies in it, so that the folder can move.

    Args:
        folder: The folder of the workspace.
        file: A path from the current folder, or an address.

    Returns:
        The path as a record holds it, or the address.
    """
    if _is_address(file):
        return file
    place = Path(file).resolve()
    root = folder.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()


def found_place(folder: Path, file: str) -> str:
    """
    Find a place that a record holds.

    Args:
        folder: The folder of the workspace.
        file: What the record holds.

    Returns:
        A path from the current folder, or an address.
    """
    return file if _is_address(file) else str(folder / file)


def _written(place: Path) -> float:
    """
    Find out when a file, or the latest file of a compiled log, was written.
    """
    own = place.stat().st_mtime
    if not place.is_dir():
        return own
    return max([own, *(file.stat().st_mtime for file in place.iterdir())])


def _is_address(file: str) -> bool:
    return "://" in file
