"""
Faster ways to the same numbers.

NumPy defines every answer and is always there. For large arrays a kernel compiled by Numba may take
its place; it equals it exactly, in integers to the last one and in floats to 1e-12. The environment
variable `TOUCHLINE_KERNELS` decides: `numpy` never compiles, `numba` always does, and without it
compiled kernels answer large logs where Numba is installed.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

#: The variable that decides, and what it may say.
VARIABLE, NEVER, ALWAYS = "TOUCHLINE_KERNELS", "numpy", "numba"

#: The variable by which a program and the processes that it starts say so.
ALONE = "TOUCHLINE_KERNELS_ALONE"

#: Below so many events NumPy has answered before Numba is loaded; once it is, it answers all.
LARGE = 200_000


def fast(name: str, n_events: int) -> Any:
    """
    Choose the compiled kernels that take NumPy's place.

    Args:
        name: The file of this folder that holds them.
        n_events: How many events are to be looked at.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The module, or None when NumPy answers.

    Source:
        None needed.
    """
    wanted = os.environ.get(VARIABLE, "")
    is_worth_it = wanted == ALWAYS or n_events >= LARGE or "numba" in sys.modules
    return _loaded(name) if is_worth_it and wanted != NEVER else None


def alone() -> None:
    """
    Say that nobody else in this process uses Numba, so that it loads without what only others need.

    Shapes:
        none.

    Units:
        none.

    Source:
        None needed.
    """
    os.environ.setdefault(ALONE, "1")


@cache
def _loaded(name: str) -> Any:
    return import_module(f"{__name__}.{name}") if find_spec("numba") is not None else None
