"""
How far long work is, told to whoever wants to know, and stopped when somebody says so.

Work that may take long says what it does with `task` or `counted`; it knows nothing of bars.
Whoever starts it says with `reporting` who is told and what may stop it. Nothing is half-written
when work is stopped: a compiled log appears whole or not at all, and a question only reads.
"""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from touchline.errors import TouchlineError
from touchline.progress._line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

__all__ = ["Cancel", "Cancelled", "Line", "Progress", "Work", "counted", "reporting", "task"]

#: What is done: rows are compiled, events answered, customers drawn again, periods asked, maps
#: looked over.
Work = Literal["compile", "answer", "draw", "period", "map"]

OutcomeT = TypeVar("OutcomeT")


class Cancelled(TouchlineError):
    """
    The work was stopped because somebody asked for it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """
    How far one piece of work is.

    Args:
        work: What is done.
        done: How many rows, events, draws or periods are behind.
        share: How much of the work is behind, in [0, 1]; it never shrinks.
        seconds: For how long the work has been under way.
    """

    work: Work
    done: int
    share: float
    seconds: float

    @property
    def rate(self) -> float:
        """
        How many rows, events, draws or periods a second.
        """
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """
        How long the rest takes at the pace so far; None before anything is done.
        """
        return self.seconds * (1 - self.share) / self.share if self.share > 0 else None


class Cancel:
    """
    A wish to stop, which any thread may voice; the work ends at its next step.

    Examples:
        >>> cancel = Cancel()
        >>> cancel.is_wanted
        False
        >>> cancel.now()
        >>> cancel.is_wanted
        True
    """

    def __init__(self) -> None:
        self._wanted = threading.Event()

    @property
    def is_wanted(self) -> bool:
        """
        Somebody asked to stop.
        """
        return self._wanted.is_set()

    def now(self) -> None:
        """
        Ask the work to stop.
        """
        self._wanted.set()


@dataclass(slots=True, eq=False)
class _Watch:
    """
    Who is told, and what is under way: work inside of work counts as a part of its step.
    """

    told: Callable[[Progress], None] | None = None
    cancel: Cancel | None = None
    clock: Callable[[], float] = time.monotonic
    under_way: list[Task] = field(default_factory=list)

    def step(self) -> None:
        """
        Tell how far the outermost work is.
        """
        if self.cancel is not None and self.cancel.is_wanted:
            raise Cancelled
        if self.told is None or not self.under_way:
            return
        share = 0.0
        for one in reversed(self.under_way):
            share = one.with_part(share)
        outer = self.under_way[0]
        self.told(
            Progress(
                work=outer.work,
                done=outer.done,
                share=share,
                seconds=self.clock() - outer.begun,
            )
        )


#: Whoever asked to be told, in this thread.
_WATCH: ContextVar[_Watch | None] = ContextVar("watch", default=None)


class Task:
    """
    Work of which the end can be foreseen.

    Args:
        watch: Who is told.
        work: What is done.
        total: How many rows, events, draws or periods there are.
    """

    def __init__(self, watch: _Watch, work: Work, total: int) -> None:
        self._watch, self.work, self._total = watch, work, total
        self.done, self.begun = 0, watch.clock()
        self._share = self._part = 0.0

    def add(self, n: int = 1) -> None:
        """
        Take note of a step.

        Args:
            n: How many rows, events, draws or periods it was.

        Raises:
            Cancelled: Somebody asked to stop.
        """
        self.reach(self.done + n, (self.done + n) / max(self._total, 1))

    def reach(self, done: int, share: float) -> None:
        """
        Take note of how far the work is.

        Args:
            done: How many rows, events, draws or periods are behind.
            share: How much of the work that is.

        Raises:
            Cancelled: Somebody asked to stop.
        """
        self.done, self._part = done, 0.0
        self._share = min(max(self._share, share), 1.0)
        self._watch.step()

    def with_part(self, share: float) -> float:
        """
        Count the work inside the step that is under way.

        Args:
            share: How much of that work is behind.

        Returns:
            How much of this work is behind.
        """
        # A step may hold several pieces of work; what was told is not taken back.
        self._part = max(self._part, share)
        return min(self._share + self._part / max(self._total, 1), 1.0)


@contextmanager
def reporting(
    told: Callable[[Progress], None] | None = None,
    *,
    cancel: Cancel | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[None]:
    """
    Be told how far the work inside is.

    Args:
        told: Called now and then with a `Progress`; what it raises ends the work. None is told
            nothing.
        cancel: What may stop the work from another thread.
        clock: What tells the time, in seconds.

    Yields:
        Nothing; the work is done inside.

    Raises:
        Cancelled: Somebody asked to stop.

    Examples:
        >>> with reporting(lambda progress: print(f"{progress.share:.0%}")):
        ...     letters = list(counted("ab", [1, 3]))
        25%
        100%
    """
    token = _WATCH.set(_Watch(told, cancel, clock))
    try:
        yield
    finally:
        _WATCH.reset(token)


@contextmanager
def task(work: Work, total: int) -> Iterator[Task]:
    """
    Say that long work begins.

    Args:
        work: What is done.
        total: How many rows, events, draws or periods there are.

    Yields:
        What takes note of the steps.

    Raises:
        Cancelled: Somebody asked to stop.
    """
    watch = _WATCH.get()
    if watch is None and _is_notebook():
        # A cell that runs for long says so, even if nobody asked.
        with Line(sys.stderr) as line, reporting(line), task(work, total) as begun:
            yield begun
        return
    watch = _Watch() if watch is None else watch
    begun = Task(watch, work, total)
    watch.under_way.append(begun)
    try:
        yield begun
    finally:
        watch.under_way.remove(begun)


def counted(
    outcomes: Iterable[OutcomeT], sizes: Sequence[int], work: Work = "answer"
) -> Generator[OutcomeT]:
    """
    Hand outcomes on, and take note of each.

    Args:
        outcomes: What is handed on as it comes.
        sizes: How much each of them is.
        work: What is done.

    Yields:
        The outcomes.

    Raises:
        Cancelled: Somebody asked to stop.
    """
    rest = iter(outcomes)
    try:
        with task(work, sum(sizes)) as steps:
            for size, outcome in zip(sizes, rest, strict=False):
                steps.add(size)
                yield outcome
    finally:
        # What waits in a queue of threads must not be begun for nobody.
        close = getattr(rest, "close", None)
        if close is not None:
            close()


def _is_notebook() -> bool:
    # Only a notebook runs code inside this shell; to load IPython for the question costs too much.
    shell = sys.modules.get("ipykernel.zmqshell")
    return shell is not None and shell.ZMQInteractiveShell.initialized()
