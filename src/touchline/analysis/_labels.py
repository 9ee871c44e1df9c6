"""
Steps told by codes, which kernels follow faster than masks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.ordered import MOST_MASKS, Labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.analysis._step import Step
    from touchline.eventlog.log import EventLog

#: Steps that are activities can be told apart by one word of so many bits.
MOST_PLAIN = 60


def told_apart(asked: Sequence[Step], log: EventLog) -> Labels:
    """
    Tell steps by activity, or else by codes for all of their masks.

    Args:
        asked: The steps; at most `MOST_MASKS` where one is more than an activity.
        log: The events.

    Shapes:
        none.

    Units:
        none.

    Returns:
        A bit for each step.

    Raises:
        UnknownAttribute: A condition names an attribute that the log does not have.

    Source:
        By definition.
    """
    if not _are_plain(asked):
        return Labels.of_masks([step.mask(log) for step in asked])
    known = {name: code for code, name in enumerate(log.activities)}
    words = np.zeros(len(known), dtype=np.int64)
    for bit, step in enumerate(asked):
        codes = [known[name] for name in set(step.activities) if name in known]
        words[codes] |= 1 << bit
    return Labels(log.activity.codes, words)


def labels_of(asked: Sequence[Step], log: EventLog) -> Labels | None:
    """
    Tell any number of steps by codes.

    Args:
        asked: The steps.
        log: The events.

    Shapes:
        none.

    Units:
        none.

    Returns:
        A bit for each step; None when these are too many.

    Raises:
        UnknownAttribute: A condition names an attribute that the log does not have.

    Source:
        By definition.
    """
    is_possible = _are_plain(asked) or len(asked) <= MOST_MASKS
    return told_apart(asked, log) if is_possible else None


def _are_plain(asked: Sequence[Step]) -> bool:
    is_plain = all(step.activities and not step.where for step in asked)
    return is_plain and len(asked) <= MOST_PLAIN
