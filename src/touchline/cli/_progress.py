"""
How far long work is: a line that rewrites itself on a terminal, or JSON lines for programs.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from touchline.cli._command import option, reader
from touchline.progress import Line, reporting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from touchline.progress import Progress

#: Work that takes no longer, in seconds, says nothing before its end.
_PATIENCE = 1.0
#: How often a line is written at most, in seconds.
_PAUSE = 0.2


class JsonLines:
    """
    Tells a program how far work is, one JSON object a line.

    Args:
        stream: Where it is told.
        clock: What tells the time, in seconds.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._said = -_PAUSE

    def __call__(self, progress: Progress) -> None:
        """
        Write a line, when the last one is a while ago or the work is done.

        Args:
            progress: How far the work is.
        """
        now = self._clock()
        is_due = progress.seconds >= _PATIENCE and now - self._said >= _PAUSE
        if not is_due and progress.share < 1:
            return
        self._said = now
        left = progress.seconds_left
        told = {
            "work": progress.work,
            "done": progress.done,
            "share": round(progress.share, 4),
            "seconds": round(progress.seconds, 3),
            "per_second": round(progress.rate, 3),
            "seconds_left": None if left is None else round(left, 3),
        }
        self._stream.write(json.dumps(told) + "\n")
        self._stream.flush()


@contextmanager
def shown(form: str) -> Iterator[None]:
    """
    Show on standard error how far the work inside is.

    Args:
        form: `bar`, `json` or `none`; a bar is drawn on a terminal only.

    Yields:
        Nothing; the work is done inside.
    """
    if form == "json":
        with reporting(JsonLines(sys.stderr)):
            yield
    elif form == "bar" and sys.stderr.isatty():
        with Line(sys.stderr, reader()) as line, reporting(line):
            yield
    else:
        # A program whose output goes to a file is told nothing, not even in a notebook's shell.
        with reporting():
            yield


def progress_option() -> click.Option:
    """
    Declare `--progress`.

    Returns:
        The option; its value is `bar`, `json` or `none`.
    """
    return option("--progress", type=click.Choice(["bar", "json", "none"]), default="bar")
