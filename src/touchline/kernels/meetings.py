"""
Which group meets which case, each pair once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.kernels.backends import fast

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]


def is_first_meeting(groups: npt.NDArray[np.integer], cases: Ints, n_groups: int) -> Bools:
    """
    Mark the first of all items with the same group and case.

    Args:
        groups: The group of each item, from 0.
        cases: The case of each item, from 0; it is fastest where cases never fall, as in a log.
        n_groups: How many groups there are.

    Shapes:
        groups, cases (m,); returns (m,).

    Units:
        none.

    Returns:
        True for the first item of each pair that occurs.

    Source:
        By definition.
    """
    backend = fast("meetings", len(groups))
    if backend is not None and not (cases[1:] < cases[:-1]).any():
        found: Bools = backend.is_first_meeting(groups, cases, n_groups)
        return found
    pairs = cases * max(n_groups, 1) + groups
    order = np.argsort(pairs, kind="stable")
    is_new = np.ones(len(pairs), dtype=np.bool_)
    is_new[1:] = pairs[order][1:] != pairs[order][:-1]
    first = np.zeros(len(pairs), dtype=np.bool_)
    first[order[is_new]] = True
    return first


def distinct(values: Ints) -> Ints:
    """
    List the different values.

    Args:
        values: Any values.

    Shapes:
        values (m,); returns (k,).

    Units:
        those of the values.

    Returns:
        Each once, in order.

    Source:
        To sort is many times faster than the table of hashes that NumPy uses.
    """
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]
