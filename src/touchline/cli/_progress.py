"""
How far long work is: a line that rewrites itself on a terminal, or JSON lines for programs.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Self, TextIO

import click

from touchline.cli._command import option, reader
from touchline.i18n import duration_text, number, percent, translate

if TYPE_CHECKING:
    from collections.abc import Callable

#: Work that takes no longer, in seconds, says nothing.
_PATIENCE = 1.0
#: How often a line is written at most, in seconds.
_PAUSE = 0.2


class Progress:
    """
    Tells a person or a program how far work is.

    Args:
        form: `bar`, `json` or `none`; a bar is drawn on a terminal only.
        stream: Where it is told.
        clock: What tells the time, in seconds.
    """

    def __init__(
        self, form: str, stream: TextIO, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._form = form if form != "bar" or stream.isatty() else "none"
        self._stream, self._clock = stream, clock
        self._begun = self._said = clock()
        self._is_shown = False

    def __call__(self, n_rows: int, share: float) -> None:
        """
        Take note of how far the work is.

        Args:
            n_rows: How many rows were read so far.
            share: How much of all work is done, in [0, 1].
        """
        now = self._clock()
        seconds = now - self._begun
        is_due = seconds >= _PATIENCE and now - self._said >= _PAUSE
        if self._form == "none" or not (is_due or (self._form == "json" and share >= 1)):
            return
        self._said = now
        rate = n_rows / seconds if seconds > 0 else 0.0
        left = seconds * (1 - share) / share if share > 0 else None
        if self._form == "json":
            told = {
                "rows": n_rows,
                "share": round(share, 4),
                "seconds": round(seconds, 3),
                "rows_per_second": round(rate),
                "seconds_left": None if left is None else round(left, 3),
            }
            self._write(json.dumps(told) + "\n")
        else:
            self._is_shown = True
            self._write("\r\x1b[K" + _line(share, rate, left))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        if self._is_shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _line(share: float, rate: float, left: float | None) -> str:
    language = reader()
    return translate(
        "cli.compile.progress",
        language,
        share=percent(share, language),
        rate=number(round(rate), language),
        left=duration_text(float("nan") if left is None else left, language),
    )


def progress_option() -> click.Option:
    """
    Declare `--progress`.

    Returns:
        The option; its value is `bar`, `json` or `none`.
    """
    return option("--progress", type=click.Choice(["bar", "json", "none"]), default="bar")
