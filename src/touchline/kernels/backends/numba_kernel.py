"""
The one door to Numba.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from touchline.kernels.backends import ALONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

#: What Numba loads for linear algebra and for those who count the lines that it compiles: half of
#: the time that it takes to load, and nothing of which a kernel of ours uses.
_BURDENS = ("scipy", "coverage")


@contextmanager
def _unburdened() -> Iterator[None]:
    """
    Hide what Numba would load for others, where there are none; it is there again afterwards.
    """
    hidden = [name for name in _BURDENS if name not in sys.modules] if ALONE in os.environ else []
    # None says that there is no such module.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _unburdened():
    numba = import_module("numba")
    # Numba loads this with the first kernel.
    import_module("numba.np.arraymath")

KernelT = TypeVar("KernelT", bound="Callable[..., Any]")


def kernel(function: KernelT) -> KernelT:
    """
    Compile a function over arrays when it is first called, and keep it for the next program.

    Args:
        function: A function that Numba understands.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The same, compiled; other threads go on while it runs.

    Source:
        None needed.
    """
    return cast("KernelT", numba.njit(nogil=True, cache=True)(function))


def part(function: KernelT) -> KernelT:
    """
    Make a function a part of the kernels that call it.

    Args:
        function: A function that Numba understands.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The same, written into every kernel that calls it: to call a kernel for each event costs
        more than what it does, since its arrays are counted in and out.

    Source:
        None needed.
    """
    return cast("KernelT", numba.njit(nogil=True, cache=True, inline="always")(function))


def read_only(array: npt.NDArray[Any], kind: type[np.generic]) -> npt.NDArray[Any]:
    """
    Look at an array in the one way that kernels are compiled for.

    Args:
        array: Any array.
        kind: The type of its numbers.

    Shapes:
        any.

    Units:
        those of the array.

    Returns:
        The numbers in one piece, not to be written, so that arrays in memory and those mapped from
        a file need one compiled kernel and not two.

    Source:
        None needed.
    """
    found = np.ascontiguousarray(array, dtype=kind).view()
    found.flags.writeable = False
    return found
