"""
The threads of this process.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.executors import Executor

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence


class Threads(Executor):
    """
    Threads, which share all memory and start at once; the kernels let them run side by side.
    """

    name: ClassVar[str] = "threads"
    is_elsewhere: ClassVar[bool] = False

    def map(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Generator[Any, None, None]:
        """
        Do the work on every item.
        """
        if len(items) == 1:
            yield work(items[0])
            return
        pool = ThreadPoolExecutor(self.workers or os.cpu_count() or 1)
        try:
            yield from pool.map(work, items)
        finally:
            # Whoever stops listening wants nothing more to be begun.
            pool.shutdown(wait=True, cancel_futures=True)
