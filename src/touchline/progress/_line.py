"""
Progress as one line of text that rewrites itself, in a terminal or under the cell of a notebook.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Self, TextIO

from touchline.i18n import duration_text, number, percent, translate, user_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.progress import Progress

#: Work that takes no longer, in seconds, says nothing.
PATIENCE = 1.0
#: How often a line is written at most, in seconds.
PAUSE = 0.2
#: How many characters the bar takes.
WIDTH = 20
#: Slower than this, parts of a step a second are shown.
SLOW = 10
#: Back to the beginning, and everything there forgotten.
_ANEW = "\r\x1b[K"


class Line:
    """
    A bar with how much is done, how fast, and how long the rest takes; gone in the end.

    Args:
        stream: Where it is drawn.
        language: The reader's language; None for that of the surroundings.
        clock: What tells the time, in seconds.
    """

    def __init__(
        self,
        stream: TextIO,
        language: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream, self._clock = stream, clock
        self._language = user_language(os.environ) if language is None else language
        self._said = -PAUSE
        self._is_shown = False

    def __call__(self, progress: Progress) -> None:
        """
        Draw the line anew, when the work has lasted long enough for anybody to wonder.

        Args:
            progress: How far the work is.
        """
        if progress.share >= 1:
            self._clear()
            return
        now = self._clock()
        if progress.seconds < PATIENCE or now - self._said < PAUSE:
            return
        self._said, self._is_shown = now, True
        self._write(_ANEW + self._text(progress))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self._clear()

    def _clear(self) -> None:
        if self._is_shown:
            self._is_shown = False
            self._write(_ANEW)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def _text(self, progress: Progress) -> str:
        filled = round(progress.share * WIDTH)
        rate = round(progress.rate) if progress.rate >= SLOW else round(progress.rate, 1)
        left = progress.seconds_left
        words = translate(
            f"progress.{progress.work}",
            self._language,
            share=percent(progress.share, self._language),
            rate=number(rate, self._language),
            left=duration_text(float("nan") if left is None else left, self._language),
        )
        return "█" * filled + "░" * (WIDTH - filled) + " " + words
