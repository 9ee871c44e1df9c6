"""
The workers of Apache Spark.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
import threading
import time
import uuid
import warnings
from contextlib import contextmanager
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from shutil import which
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.errors import MissingDependency
from touchline.executors import Executor
from touchline.executors._errors import ClusterUnreachable, MissingJava, WorkersLost

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    import pyarrow as pa
    from pyspark.sql import DataFrame, Row, SparkSession

#: How often Spark tries an item; its own number, which a master of one machine has to be told.
TRIES = 4
#: How long a job may stand still with nobody at work before it is given up, in seconds.
PATIENCE = 120.0
#: How often the job is looked at, in seconds.
_LOOK = 2.0
#: How an outcome comes home.
_OUTCOME = "place long, outcome binary"


class Spark(Executor):
    """
    The Spark session that is open, a master that is named, or a small Spark of its own here.
    """

    name: ClassVar[str] = "spark"

    def __init__(self, *, workers: int | None = None, address: str | None = None) -> None:
        super().__init__(workers=workers, address=address)
        if find_spec("pyspark") is None:
            raise MissingDependency.extra("pyspark", "spark")
        from pyspark.sql import SparkSession  # noqa: PLC0415 (optional)

        self._is_own = SparkSession.getActiveSession() is None
        self.session: SparkSession = SparkSession.getActiveSession() or self._begun()

    def map(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Generator[Any, None, None]:
        """
        Do the work on every item, one task an item; Spark tries the tasks of lost workers anew.

        Raises:
            WorkersLost: Workers die again and again, or none is left.
        """
        written = [pickle.dumps(item) for item in items]

        def done(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            import pyarrow as pa  # noqa: PLC0415 (at the worker's)

            for batch in batches:
                places = batch.column(0).to_pylist()
                for place in places:
                    outcome = work(pickle.loads(written[place]))  # noqa: S301 (written above)
                    yield pa.record_batch(
                        [pa.array([place]), pa.array([outcome], pa.binary())],
                        ["place", "outcome"],
                    )

        with quiet():
            frame = self.session.range(0, len(items), 1, len(items)).mapInArrow(done, _OUTCOME)
        outcomes = {row["place"]: bytes(row["outcome"]) for row in self.rows(frame, len(items))}
        for place in range(len(items)):
            yield outcomes.pop(place)

    def rows(self, frame: DataFrame, left: int) -> list[Row]:
        """
        Have a frame computed as long as there is anybody to compute it.

        Args:
            frame: The frame.
            left: How many buckets it stands for.

        Returns:
            Its rows.

        Raises:
            WorkersLost: Workers die again and again, or none is left.
        """
        context, group = self.session.sparkContext, f"touchline-{uuid.uuid4().hex}"
        found: SimpleQueue[list[Row] | Exception] = SimpleQueue()

        def collect() -> None:
            context.setJobGroup(group, "touchline", interruptOnCancel=True)
            try:
                found.put(frame.collect())
            except Exception as fault:  # noqa: BLE001 (it is raised in the thread that waits)
                found.put(fault)

        thread = threading.Thread(target=collect, daemon=True)
        thread.start()
        try:
            outcome = self._waited_for(found, group)
        finally:
            if thread.is_alive() and found.empty():
                context.cancelJobGroup(group)
        if isinstance(outcome, Exception):
            raise WorkersLost.after(self.name, left=left, reason=_told(outcome)) from outcome
        if outcome is None:
            raise WorkersLost.after(self.name, left=left)
        return outcome

    def close(self) -> None:
        """
        Stop Spark if it was started here.
        """
        if self._is_own:
            self.session.stop()

    def _begun(self) -> SparkSession:
        from py4j.protocol import Py4JError  # noqa: PLC0415 (optional)
        from pyspark.errors import PySparkException  # noqa: PLC0415 (optional)
        from pyspark.sql import SparkSession  # noqa: PLC0415 (optional)

        if which("java") is None and "JAVA_HOME" not in os.environ:
            raise MissingJava(at="JAVA_HOME")
        workers = self.workers or os.cpu_count() or 1
        settings: dict[str, Any] = {"spark.ui.showConsoleProgress": "false"}
        if self.address is None or self.address.startswith("local"):
            # Nobody but this machine has to reach it, and its workers are this very Python.
            settings |= {
                "spark.driver.bindAddress": "127.0.0.1",
                "spark.driver.host": "127.0.0.1",
                "spark.ui.enabled": "false",
                # What goes wrong is told once, in words of ours.
                "spark.log.level": "OFF",
            }
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.Builder().appName("touchline").config(map=settings)
        if self.workers is not None and self.address is not None:
            builder = builder.config("spark.cores.max", str(workers))
        try:
            with quiet():
                return builder.master(self.address or f"local[{workers},{TRIES}]").getOrCreate()
        except (Py4JError, PySparkException, OSError) as reason:
            raise ClusterUnreachable.because(self.name, self.address, reason) from reason

    def _waited_for(
        self, found: SimpleQueue[list[Row] | Exception], group: str
    ) -> list[Row] | Exception | None:
        """
        Wait for rows; None once nobody has been at work for too long.
        """
        moved, seen = time.monotonic(), 0
        while True:
            try:
                return found.get(timeout=_LOOK)
            except Empty:
                n_active, n_done = self._tasks(group)
                if n_active or n_done != seen:
                    moved, seen = time.monotonic(), n_done
                elif time.monotonic() - moved > PATIENCE:
                    return None

    def _tasks(self, group: str) -> tuple[int, int]:
        tracker = self.session.sparkContext.statusTracker()
        jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
        stages = [tracker.getStageInfo(one) for job in jobs if job for one in job.stageIds]
        known = [stage for stage in stages if stage is not None]
        n_active = sum(stage.numActiveTasks for stage in known)
        return n_active, sum(stage.numCompletedTasks + stage.numFailedTasks for stage in known)


@contextmanager
def quiet() -> Iterator[None]:
    """
    Leave out what PySpark says of versions of pandas, of which nothing here makes use.

    Yields:
        Nothing.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support", FutureWarning)
        yield


def _told(fault: Exception) -> str:
    """
    Find the line of a long report that says what happened.
    """
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    raised = [line for line in lines if re.match(r"\w+Error: ", line)]
    failed = [line for line in lines if "failure" in line]
    return next(iter([*raised[-1:], *failed, *lines]), "")
