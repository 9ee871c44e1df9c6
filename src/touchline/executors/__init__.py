"""
Where work on many buckets is done: threads here, processes, or the workers of a cluster.

An executor is one file in this folder that declares one class: copy `processes.py`, give the class
the file's name in CamelCase, a `name`, a `map` that hands out outcomes in the order of the items,
and a `close`. Everything else here begins with an underscore, but for `errors.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from touchline.executors._errors import UnknownExecutor
from touchline.executors._parcel import Parcel
from touchline.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

__all__ = ["EXECUTORS", "Executor", "in_order", "in_use", "is_elsewhere", "use"]

ItemT = TypeVar("ItemT")
OutcomeT = TypeVar("OutcomeT")


class Executor(ABC):
    """
    Whoever does the same work on many items.

    Args:
        workers: How many items are worked on at once; None for as many as there are processors, or
            for all that a cluster has.
        address: The cluster; None for one of its own on this machine.
    """

    registered_as_class: ClassVar[bool] = True
    name: ClassVar[str]
    #: Work and outcomes leave this process, so that both must survive being written down.
    is_elsewhere: ClassVar[bool] = True

    def __init__(self, *, workers: int | None = None, address: str | None = None) -> None:
        self.workers, self.address = workers, address

    @abstractmethod
    def map(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Generator[Any, None, None]:
        """
        Do the work on every item; a worker that is lost has its items done anew.

        Args:
            work: What is done; it gives the same outcome however often it is done. Where work
                is done elsewhere, a `Parcel`.
            items: What it is done with.

        Yields:
            The outcomes, in the order of the items.

        Raises:
            WorkersLost: Workers die again and again.
        """

    def close(self) -> None:  # noqa: B027 (threads have nothing to let go of)
        """
        Let go of all workers.
        """


#: Every executor by its name.
EXECUTORS: Final[Registry[type[Executor]]] = Registry(
    "touchline.executors", Executor, entry_points="touchline.executors"
)

_IN_USE: ContextVar[Executor | None] = ContextVar("executor in use", default=None)


@contextmanager
def use(
    executor: str | Executor, *, workers: int | None = None, address: str | None = None
) -> Iterator[Executor]:
    """
    Have all questions to compiled logs answered by one executor for a while.

    Args:
        executor: `threads`, `processes`, `dask` or `spark`; or an executor, which stays open for
            another time.
        workers: How many workers; None for as many as there are processors, or for all that a
            cluster has.
        address: The scheduler of Dask or the master of Spark; None starts one on this machine.

    Yields:
        The executor; its workers live as long as the block.

    Raises:
        UnknownExecutor: There is no such executor.
        MissingDependency: Its library is not installed.
        ClusterUnreachable: Nothing answers at the address.

    Examples:
        `with use("processes", workers=2): answer = question.answer(log)`
    """
    if isinstance(executor, str):
        if executor not in EXECUTORS:
            raise UnknownExecutor.among(executor, EXECUTORS)
        chosen = EXECUTORS[executor](workers=workers, address=address)
    else:
        chosen = executor
    token = _IN_USE.set(chosen)
    try:
        yield chosen
    finally:
        _IN_USE.reset(token)
        if chosen is not executor:
            chosen.close()


def in_use() -> Executor | None:
    """
    Tell who works now.

    Returns:
        The executor of the innermost `use`; None outside of any.
    """
    return _IN_USE.get()


def is_elsewhere() -> bool:
    """
    Tell whether work leaves this process now.

    Returns:
        True under `use` of anything but threads.
    """
    executor = _IN_USE.get()
    return executor is not None and executor.is_elsewhere


def in_order(work: Callable[[ItemT], OutcomeT], items: Sequence[ItemT]) -> Iterator[OutcomeT]:
    """
    Do the work on every item by the executor in use; threads unless `use` says otherwise.

    Args:
        work: What is done; it must be free to run side by side, and give the same outcome however
            often it is done. What cannot be written down is done by threads here.
        items: What it is done with.

    Yields:
        The outcomes, in the order of the items.

    Raises:
        TouchlineError: The work raised it, or workers die again and again.
    """
    executor = _IN_USE.get()
    if executor is not None and executor.is_elsewhere:
        parcel = Parcel.of(work)
        if parcel is not None:
            # Whoever stops listening has the rest cancelled here and now, in this thread.
            with closing(executor.map(parcel, items)) as outcomes:
                yield from parcel.opened(outcomes)
            return
        executor = None
    yield from (executor or EXECUTORS["threads"]()).map(work, items)
