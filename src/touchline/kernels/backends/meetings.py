"""
Meetings of groups and cases, each pair once, in one sweep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def is_first_meeting(groups: npt.NDArray[np.integer], cases: Ints, n_groups: int) -> Bools:
    """
    Mark the first of all items with the same group and case; as `meetings.is_first_meeting` does.

    Args:
        groups: The group of each item, from 0.
        cases: The case of each item, which never falls.
        n_groups: How many groups there are.

    Shapes:
        groups, cases (m,); returns (m,).

    Units:
        none.

    Returns:
        True for the first item of each pair that occurs.

    Source:
        kernels/meetings.py.
    """
    found = np.empty(len(groups), dtype=np.bool_)
    _is_first_meeting(
        read_only(groups, np.int64),
        read_only(cases, np.int64),
        np.full(n_groups, -1, dtype=np.int64),
        found,
    )
    return found


@kernel
def _is_first_meeting(groups: Any, cases: Any, last: Any, found: Any) -> None:
    for item in range(len(groups)):
        group, case = groups[item], cases[item]
        found[item] = last[group] != case
        last[group] = case
