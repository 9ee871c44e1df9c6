"""
The workers of Dask.
"""

from __future__ import annotations

import os
import time
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.errors import MissingDependency
from touchline.executors import Executor
from touchline.executors._errors import ClusterUnreachable, WorkersLost

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

#: How long to wait for a scheduler to answer, in seconds.
CONNECTING = 15.0
#: How long a cluster may be without any worker before it is given up, in seconds.
PATIENCE = 120.0
#: How often the cluster is looked at while an outcome is waited for, in seconds.
_LOOK = 2.0


class Dask(Executor):
    """
    A Dask cluster that exists, or processes of this machine that Dask looks after.
    """

    name: ClassVar[str] = "dask"

    def __init__(self, *, workers: int | None = None, address: str | None = None) -> None:
        super().__init__(workers=workers, address=address)
        if find_spec("distributed") is None:
            raise MissingDependency.extra("distributed", "dask")
        self._library: Any = import_module("distributed")
        self._cluster: Any = None
        if address is None:
            # No page of its own, which would open a door of this machine.
            self._cluster = self._library.LocalCluster(
                n_workers=workers or os.cpu_count() or 1,
                threads_per_worker=1,
                dashboard_address=None,
            )
        try:
            place = address or self._cluster
            self._client = self._library.Client(place, timeout=CONNECTING)
        except (OSError, ValueError) as reason:
            raise ClusterUnreachable.because(self.name, address, reason) from reason

    def map(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Generator[Any, None, None]:
        """
        Do the work on every item; Dask gives the items of a worker that dies to others.

        Raises:
            WorkersLost: Workers die again and again, or none is left.
        """
        futures = self._client.map(work, items, pure=False)
        try:
            for place, future in enumerate(futures):
                try:
                    yield self._outcome(future, len(items) - place)
                except self._library.KilledWorker as reason:
                    raise self._lost(len(items) - place, reason) from reason
                future.release()
        finally:
            self._client.cancel(futures)

    def close(self) -> None:
        """
        Leave the cluster, and end it if it was started here.
        """
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _outcome(self, future: Any, left: int) -> Any:
        """
        Wait for an outcome as long as there is anybody to bring it.
        """
        alone_since: float | None = None
        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError as reason:
                if self._n_workers():
                    alone_since = None
                elif alone_since is None:
                    alone_since = time.monotonic()
                elif time.monotonic() - alone_since > PATIENCE:
                    raise self._lost(left, reason) from reason

    def _n_workers(self) -> int:
        try:
            return len(self._client.nthreads())
        except OSError:
            # A scheduler that does not answer has nobody to send.
            return 0

    def _lost(self, left: int, reason: Exception) -> WorkersLost:
        told = str(reason).strip().splitlines()
        return WorkersLost.after(self.name, left=left, reason=told[0] if told else "")
