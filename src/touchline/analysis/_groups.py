"""
Cases told apart by a hash of their ids, for whatever is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.compiled.files import Texts
from touchline.compiled.ids import content_of, ids_of
from touchline.kernels.hashing import hash_texts, mixed
from touchline.kernels.resample import group_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Words = npt.NDArray[np.uint64]

#: What the hash of a case is mixed with before a sample is taken, so that it has nothing to do with
#: buckets and groups.
_SAMPLE = np.uint64(0x5DEECE66D)


def words_of(cases: Sequence[str]) -> Words:
    """
    Hash the ids of cases.

    Args:
        cases: Their ids; those of a compiled log stay where they are.

    Shapes:
        n ids; returns (n,) uint64.

    Units:
        none.

    Returns:
        One word a case, the same wherever the case lies.

    Source:
        `touchline.kernels.hashing`.
    """
    if isinstance(cases, Texts):
        return hash_texts(*content_of(ids_of(cases).cast("large_string")))
    octets = [case.encode("utf-8", "surrogatepass") for case in cases[:]]
    ends = np.cumsum([0, *map(len, octets)], dtype=np.int64)
    return hash_texts(np.frombuffer(b"".join(octets), dtype=np.uint8), ends)


def groups_of(cases: Sequence[str]) -> Ints:
    """
    Put cases into the groups that are drawn.

    Args:
        cases: Their ids.

    Shapes:
        n ids; returns (n,).

    Units:
        none.

    Returns:
        The group of each, the same wherever the case lies.

    Source:
        `touchline.kernels.resample`.
    """
    return group_of(words_of(cases))


def is_sampled(cases: Sequence[str], share: float) -> Bools:
    """
    Choose cases by their ids alone.

    Args:
        cases: Their ids.
        share: Which part of all cases to choose, below 1.

    Shapes:
        n ids; returns (n,).

    Units:
        none.

    Returns:
        The cases of the sample, the same wherever they lie.

    Source:
        `touchline.kernels.hashing`.
    """
    limit = np.uint64(int(share * 2**64))
    return np.asarray(mixed(words_of(cases) ^ _SAMPLE) < limit, dtype=np.bool_)
