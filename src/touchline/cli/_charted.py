"""
Answers as pictures; loaded only when one is asked for, since drawing takes libraries of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli._language import asked_language
from touchline.cli._themes import asked_theme
from touchline.exporters import exporter_for
from touchline.scene.charting import Source, chart
from touchline.units import to_datetime

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from touchline.analysis import Answer
    from touchline.analysis._small_groups import Guarded
    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog


def picture(
    answer: Answer | Guarded,
    output: str,
    look: Mapping[str, str | int | None],
    sources: Sequence[str],
    log: EventLog | CompiledLog | None,
) -> bytes:
    """
    Draw an answer in the format of a file's ending.

    Args:
        answer: The answer, or the same without numbers about few people.
        output: The file.
        look: `language`, `theme` and `width`; None leaves a choice open.
        sources: The files that were asked.
        log: What was read from them, if it was a log.

    Returns:
        The content of the file.

    Raises:
        TouchlineError: The format, the theme or the language is not known.
    """
    width = look["width"]
    scene = chart(
        answer,
        language=asked_language(None if look["language"] is None else str(look["language"])),
        theme=asked_theme(str(look["theme"])),
        width=None if width is None else float(width),
        source=_source(sources, log),
    )
    return exporter_for(Path(output).name).export(scene)


def _source(sources: Sequence[str], log: EventLog | CompiledLog | None) -> Source:
    # A connection may hold a secret; only the names of files are shown.
    names = [Path(source).name for source in sources if "://" not in source]
    first, last = (
        (None, None) if log is None else (_day(log, log.log_start), _day(log, log.log_end))
    )
    return Source(name=", ".join(names), first=first, last=last)


def _day(log: EventLog | CompiledLog, at: int | None) -> dt.date | None:
    return None if at is None else to_datetime(at, log.zone).date()
