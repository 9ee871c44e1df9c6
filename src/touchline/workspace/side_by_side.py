"""
Much work on many map files, done by several processes where somebody allows that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from touchline.executors import in_order, in_use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ItemT = TypeVar("ItemT")
OutcomeT = TypeVar("OutcomeT")

#: Fewer items are done here before another process has begun.
_WORTH_IT = 200

#: So many items go to a process at once.
_TOGETHER = 16


def side_by_side(work: Callable[[ItemT], OutcomeT], items: Sequence[ItemT]) -> Iterator[OutcomeT]:
    """
    Do work on each of some items.

    Other processes of this machine help where `touchline.executors.use("processes")` says so; the
    workers of a cluster do not see the files.

    Args:
        work: What is done, a function of a module.
        items: What it is done with.

    Yields:
        The outcomes, in the order of the items.
    """
    executor = in_use()
    if executor is not None and executor.name == "processes" and len(items) >= _WORTH_IT:
        pieces = [items[i : i + _TOGETHER] for i in range(0, len(items), _TOGETHER)]
        for outcomes in in_order(partial(_each, work), pieces):
            yield from outcomes
    else:
        yield from map(work, items)


def _each(work: Callable[[ItemT], OutcomeT], items: Sequence[ItemT]) -> list[OutcomeT]:
    return [work(item) for item in items]
