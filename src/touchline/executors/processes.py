"""
Processes on this machine.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.executors import Executor
from touchline.executors._errors import WorkersLost

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

#: How often in a row workers may be lost without one more item done.
LOSSES = 3
#: Stands where an outcome was.
_HANDED_OUT: Future[Any] = Future()
_HANDED_OUT.set_result(None)


class Processes(Executor):
    """
    Processes of this machine, each with an interpreter and a memory of its own.
    """

    name: ClassVar[str] = "processes"

    def __init__(self, *, workers: int | None = None, address: str | None = None) -> None:
        super().__init__(workers=workers, address=address)
        self._pool: ProcessPoolExecutor | None = None

    def map(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Generator[Any, None, None]:
        """
        Do the work on every item.

        When a process dies, the pool gives up all that is under way; what is not done yet is then
        given to a new one.

        Raises:
            WorkersLost: Processes die again and again.
        """
        futures: dict[int, Future[Any]] = {}
        place = n_losses = n_done = 0
        try:
            while place < len(items):
                try:
                    self._submit(work, items, futures)
                    outcome = futures[place].result()
                except BrokenProcessPool as reason:
                    self.close()
                    futures = {i: one for i, one in futures.items() if _is_done(one)}
                    n_losses = n_losses + 1 if len(futures) == n_done else 1
                    n_done = len(futures)
                    if n_losses == LOSSES:
                        left = len(items) - n_done
                        raise WorkersLost.after(self.name, left=left) from reason
                else:
                    # An outcome that was handed out is not held any longer.
                    futures[place] = _HANDED_OUT
                    place += 1
                    yield outcome
        finally:
            for future in futures.values():
                future.cancel()

    def close(self) -> None:
        """
        End all processes.
        """
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self, work: Callable[[Any], Any], items: Sequence[Any], futures: dict[int, Future[Any]]
    ) -> None:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers or os.cpu_count() or 1,
                # A fork would copy locks that threads of ours hold.
                multiprocessing.get_context("spawn"),
                # Whoever interrupts means the program, which then ends its processes in order.
                initializer=signal.signal,
                initargs=(signal.SIGINT, signal.SIG_IGN),
            )
        for place, item in enumerate(items):
            if place not in futures:
                futures[place] = self._pool.submit(work, item)


def _is_done(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
