"""
Much work on many map files, done by several processes where somebody allows that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from touchline.executors import in_order, in_use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ItemT = TypeVar("ItemT")
OutcomeT = TypeVar("OutcomeT")

#: Fewer pieces are done here before another process has begun.
_WORTH_IT = 8


def side_by_side(work: Callable[[ItemT], OutcomeT], pieces: Sequence[ItemT]) -> Iterator[OutcomeT]:
    """
    Do work on each of some pieces.

    Other processes of this machine help where `touchline.executors.use("processes")` says so; the
    workers of a cluster do not see the files.

    Args:
        work: What is done, a function of a module.
        pieces: What it is done with.

    Yields:
        The outcomes, in the order of the pieces.
    """
    executor = in_use()
    if executor is not None and executor.name == "processes" and len(pieces) >= _WORTH_IT:
        yield from in_order(work, pieces)
    else:
        yield from map(work, pieces)
