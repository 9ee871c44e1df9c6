"""
Work as bytes, for workers elsewhere.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Parcel:
    """
    Work that was written down; done with an item, it gives its outcome written down.

    Whatever the work raises is an outcome like any other: it would be raised again if it were
    tried again, and comes home as what it is.

    Args:
        content: The work.
    """

    content: bytes

    @classmethod
    def of(cls, work: Callable[[Any], Any]) -> Self | None:
        """
        Write work down.

        Args:
            work: The work.

        Returns:
            The parcel; None when the work cannot be written down, such as a function within a
            function where cloudpickle is not installed.
        """
        for dumps in _writers():
            try:
                return cls(dumps(work))
            except (pickle.PicklingError, AttributeError, TypeError):
                continue
        return None

    def __call__(self, item: Any) -> bytes:
        """
        Do the work, at the worker's.

        Args:
            item: What it is done with.

        Returns:
            The outcome, for `opened`.
        """
        try:
            return pickle.dumps((True, _work(self.content)(item)), pickle.HIGHEST_PROTOCOL)
        except Exception as fault:  # noqa: BLE001 (it is raised where the question was asked)
            return _told(fault)

    @staticmethod
    def opened(outcomes: Iterable[bytes]) -> Iterator[Any]:
        """
        Read outcomes, at home.

        Args:
            outcomes: What workers wrote.

        Yields:
            The outcomes.

        Raises:
            Exception: What the work raised.
        """
        for content in outcomes:
            is_well, outcome = pickle.loads(content)  # noqa: S301 (written by our own workers)
            if not is_well:
                raise outcome
            yield outcome


def _writers() -> Iterator[Callable[[Any], bytes]]:
    yield pickle.dumps
    # It comes with Dask and is not needed for work that the language itself can write down.
    if find_spec("cloudpickle") is not None:
        import cloudpickle  # noqa: PLC0415 (optional)

        yield cloudpickle.dumps


@lru_cache(maxsize=2)
def _work(content: bytes) -> Callable[[Any], Any]:
    """
    Read work once a worker, not once a bucket.
    """
    work: Callable[[Any], Any] = pickle.loads(content)  # noqa: S301 (written by whoever asked)
    return work


def _told(fault: Exception) -> bytes:
    try:
        content = pickle.dumps((False, fault), pickle.HIGHEST_PROTOCOL)
        pickle.loads(content)  # noqa: S301 (written a line above)
    except Exception:  # noqa: BLE001 (an exception of any library may refuse in any way)
        return pickle.dumps((False, RuntimeError(repr(fault))), pickle.HIGHEST_PROTOCOL)
    return content
