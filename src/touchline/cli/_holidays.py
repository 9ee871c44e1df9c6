"""
Holidays on the command line: days, or files that list them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from touchline.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable


def listed_days(given: Iterable[str]) -> tuple[str, ...]:
    """
    Read the days that a person names.

    Args:
        given: Days, ISO 8601, or paths of files with a day at the beginning of each line; what
            follows the day, blank lines and lines that begin with `#` are passed over.

    Returns:
        The days as written.

    Raises:
        StorageError: A file cannot be read.
    """
    days: list[str] = []
    for one in given:
        path = Path(one)
        if not path.is_file():
            days.append(one)
            continue
        try:
            text = path.read_text("utf-8-sig", errors="replace")
        except OSError as reason:
            raise StorageError.on(path, reason) from reason
        lines = (line.strip() for line in text.splitlines())
        days += [
            line.replace(",", " ").split()[0]
            for line in lines
            if line.strip(",") and not line.startswith("#")
        ]
    return tuple(days)
