"""
What groups of customers bring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends.numba_kernel import kernel, read_only

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]


def grouped(group: Ints, row: Ints, amount: npt.NDArray[Any], of_row: Floats, n: int) -> Floats:
    """
    Add what rows are worth by group; as `resample.grouped` does.

    Args:
        group: The group of each amount.
        row: Its row.
        amount: How much of the row the group has.
        of_row: What one of each row is worth, in several ways.
        n: How many groups there are.

    Shapes:
        k amounts, r rows, w ways; group, row, amount (k,); of_row (r, w); returns (n, w).

    Units:
        those of the worth.

    Returns:
        The total of every group.

    Source:
        kernels/resample.py.
    """
    found = np.zeros((n, of_row.shape[1]))
    _grouped(
        read_only(group, np.int64),
        read_only(row, np.int64),
        read_only(amount, np.float64),
        read_only(of_row, np.float64),
        found,
    )
    return found


@kernel
def _grouped(group: Any, row: Any, amount: Any, of_row: Any, found: Any) -> None:
    for i in range(len(row)):
        whose, of, much = group[i], row[i], amount[i]
        for way in range(of_row.shape[1]):
            found[whose, way] += much * of_row[of, way]
