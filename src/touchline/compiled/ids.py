"""
The ids of cases, which stay in Arrow: there are too many of them for Python's strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from touchline.compiled.files import Texts
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.kernels.hashing import bucket_of, group_texts, hash_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

#: A hash that nobody asks for.
_ANY = np.uint64(0)


def ids_of(cases: Sequence[str]) -> pa.Array:
    """
    Give ids to Arrow.

    Args:
        cases: The ids; those that lie in Arrow already are not copied.

    Returns:
        The same as large strings.
    """
    return cases.array if isinstance(cases, Texts) else pa.array(cases, pa.large_string())


def content_of(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """
    Look at the bytes of texts without copying them.

    Args:
        texts: Large strings.

    Returns:
        The bytes of all texts, and where each one begins and the last one ends; a null is empty.
    """
    if not len(texts):
        return np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    _, places, content = texts.buffers()
    ends = np.frombuffer(places, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    octets = np.frombuffer(content or b"", dtype=np.uint8)[ends[0] : ends[-1]]
    return octets, ends - ends[0]


def hashes_of(case: TextColumn, ids: pa.Array) -> npt.NDArray[np.uint64]:
    """
    Hash the case of each event.

    Args:
        case: The case of each event.
        ids: The ids by code, as large strings.

    Returns:
        One word an event, the same on every machine; any for those of nobody.
    """
    found, codes = hash_texts(*content_of(ids)), case.codes
    is_own = (
        len(ids) == len(codes)
        and ((codes == np.arange(len(codes), dtype=np.int32)) | (codes == ABSENT)).all()
    )
    # The last place answers for ABSENT, which indexes from the end.
    return found if is_own else np.append(found, _ANY)[codes]


def buckets_of(case: TextColumn, ids: pa.Array, n_buckets: int) -> npt.NDArray[np.uint16]:
    """
    Find the bucket of each event.

    Args:
        case: The case of each event.
        ids: The ids by code, as large strings.
        n_buckets: How many buckets there are; a power of two.

    Returns:
        The bucket of each event, `n_buckets` for those of nobody.
    """
    return buckets_by(hashes_of(case, ids), case.codes == ABSENT, n_buckets)


def buckets_by(
    hashes: npt.NDArray[np.uint64], is_nobody: npt.NDArray[np.bool_], n_buckets: int
) -> npt.NDArray[np.uint16]:
    """
    Find the bucket of each event by the hash of its case.

    Args:
        hashes: The hash of each event's case.
        is_nobody: Which events have no case.
        n_buckets: How many buckets there are; a power of two.

    Returns:
        The bucket of each event, in words so short that NumPy sorts them by counting; `n_buckets`
        for those of nobody, which come last.
    """
    found = bucket_of(hashes, n_buckets).astype(np.uint16)
    found[is_nobody] = n_buckets
    return found


def cases_of(parts: Sequence[pa.Table], *, is_nobody: bool) -> TextColumn:
    """
    Code the cases of one bucket.

    Args:
        parts: The events of the bucket, batch by batch.
        is_nobody: It is the bucket of those who are nobody.

    Returns:
        The case of each event, the ids sorted by code point.
    """
    if is_nobody or not parts:
        n = sum(part.num_rows for part in parts)
        return TextColumn(np.full(n, ABSENT, dtype=np.int32), ())
    every = pa.concat_arrays([chunk for part in parts for chunk in part["case"].chunks])
    hashes = np.concatenate([part["hash"].to_numpy() for part in parts])
    found = group_texts(*content_of(every), hashes)
    if found is None:
        # Two ids have one hash, which happens once in a thousand years of compiling.
        coded = every.dictionary_encode()
        group, different = coded.indices.to_numpy(), coded.dictionary
    else:
        group, different = found[0], every.take(pa.array(found[1]))
    order = pc.sort_indices(different)
    place = np.empty(len(order), dtype=np.int32)
    place[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    return in_arrow(place[group], different.take(order))


def in_arrow(codes: npt.NDArray[np.int32], ids: pa.Array) -> TextColumn:
    """
    Make a column of texts that stay where they lie.

    Args:
        codes: The text of each row, `ABSENT` where nothing is known.
        ids: The texts by code, as large strings.

    Returns:
        The column.
    """
    return TextColumn(codes, cast("tuple[str, ...]", Texts(ids)))


def in_use(case: TextColumn) -> TextColumn:
    """
    Forget the ids of cases that have no event.

    Args:
        case: The case of each event.

    Returns:
        The same, its ids in the order that they had.
    """
    n = len(case.vocabulary)
    is_used = np.bincount(case.codes + 1, minlength=n + 1)[1:] > 0
    if is_used.all():
        return case
    # The last place answers for ABSENT, which indexes from the end.
    place = np.append(np.cumsum(is_used, dtype=np.int32) - 1, np.int32(ABSENT)).astype(np.int32)
    return in_arrow(
        place[case.codes], ids_of(case.vocabulary).take(pa.array(np.flatnonzero(is_used)))
    )


def chosen(cases: Sequence[str], places: npt.NDArray[Any]) -> Sequence[str]:
    """
    Choose cases.

    Args:
        cases: The ids of cases.
        places: Their places, in the wanted order.

    Returns:
        Those ids.
    """
    if isinstance(cases, Texts):
        return Texts(cases.array.take(pa.array(places)))
    return tuple(cases[place] for place in places.tolist())
