"""
A sample of paths, drawn the same way however a log is cut, and what each path shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np

from touchline.analysis._gather import concatenated
from touchline.kernels.hashing import hash_texts, mixed
from touchline.kernels.resample import GROUPS, group_of
from touchline.kernels.segments import Timeline
from touchline.kernels.transitions import kept_offsets, without_repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]
    Words = npt.NDArray[np.uint64]

#: What fewer paths than this share show, or all but so few, tells no kinds of paths apart.
RARE = 0.01

#: No more features than this are looked at, those that part paths most evenly first.
MOST_FEATURES = 160


def merged_runs(log: EventLog) -> tuple[Ints, Ints]:
    """
    Take a run of the same activity for one event.

    Args:
        log: The events.

    Shapes:
        m' events that stay, n cases; returns (m',) and (n + 1,).

    Units:
        none.

    Returns:
        The codes that stay, and where each case begins.

    Source:
        By definition.
    """
    keep = without_repeats(log.activity.codes, Timeline.of(log.offsets, log.timestamp))
    return log.activity.codes[keep].astype(np.int64), kept_offsets(keep, log.offsets)


def paths_of(codes: Ints, offsets: Ints, cases: Ints) -> tuple[Ints, Ints]:
    """
    Take the paths of some cases out.

    Args:
        codes: What each event is.
        offsets: Where each case begins, and where the last one ends.
        cases: Which cases.

    Shapes:
        codes (m,), offsets (n + 1,), cases (c,); returns (m',) and (c + 1,).

    Units:
        none.

    Returns:
        Their codes one after the other, and where each begins.

    Source:
        None needed.
    """
    begins, sizes = offsets[cases], offsets[cases + 1] - offsets[cases]
    ends = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    place = np.arange(int(ends[-1])) + np.repeat(begins - ends[:-1], sizes)
    return codes[place], ends


@dataclass(frozen=True, slots=True, eq=False)
class PathSample:
    """
    The paths of the cases with the lowest hashes.

    Args:
        most: How many cases are kept.
        n: How many there were.
        key: The hash of each case that is kept, in ascending order.
        group: The group in which it is drawn again.
        codes: Their paths, one after the other.
        sizes: How long each is.

    Shapes:
        s cases; key, group, sizes (s,).

    Units:
        none.

    Source:
        docs/explanation/path-clusters.md.
    """

    most: int
    n: int
    key: Words
    group: Ints
    codes: Ints
    sizes: Ints

    @classmethod
    def of(cls, log: EventLog, chosen: Bools, most: int) -> Self:
        """
        Draw from one bucket.

        Args:
            log: The bucket.
            chosen: The cases to draw from.
            most: How many are kept.

        Shapes:
            chosen (n,) bool.

        Units:
            cases.

        Returns:
            The sample.

        Source:
            By definition.
        """
        cases = np.flatnonzero(chosen)
        octets = [log.cases[case].encode("utf-8", "surrogatepass") for case in cases.tolist()]
        ends = np.cumsum([0, *map(len, octets)], dtype=np.int64)
        words = hash_texts(np.frombuffer(b"".join(octets), dtype=np.uint8), ends)
        # Mixed once more, since a bucket holds the cases of a range of hashes.
        key = mixed(mixed(words))
        lowest = np.argsort(key, kind="stable")[:most]
        codes, offsets = merged_runs(log)
        kept, ends = paths_of(codes, offsets, cases[lowest])
        return cls(most, len(cases), key[lowest], group_of(words[lowest]), kept, np.diff(ends))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Keep the lowest of all buckets.
        """
        most, key = parts[0].most, concatenated([part.key for part in parts])
        lowest = np.argsort(key, kind="stable")[:most]
        codes = concatenated([part.codes for part in parts])
        sizes = concatenated([part.sizes for part in parts])
        offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        kept, ends = paths_of(codes, offsets, lowest)
        group = concatenated([part.group for part in parts])
        n = sum(part.n for part in parts)
        return cls(most, n, key[lowest], group[lowest], kept, np.diff(ends))

    def variants(self) -> tuple[list[tuple[int, ...]], Ints]:
        """
        Group cases of the same path.

        Returns:
            The different paths in order, (v,), and how many cases of each group took each, (v,
            GROUPS).
        """
        ends = np.cumsum(self.sizes).tolist()
        paths = [
            tuple(self.codes[end - size : end].tolist())
            for end, size in zip(ends, self.sizes.tolist(), strict=True)
        ]
        different = sorted(set(paths))
        number = {path: i for i, path in enumerate(different)}
        counts = np.zeros((len(different), GROUPS), dtype=np.int64)
        rows = np.asarray([number[path] for path in paths], dtype=np.int64)
        np.add.at(counts, (rows, self.group), 1)
        return different, counts


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """
    What paths are told apart by: activities, and moves from one to the next, in and out included.

    Args:
        n_codes: How many activities the log has.
        key: Which activity, or which move; moves are numbered after the activities.

    Shapes:
        f features; key (f,) int64, sorted.

    Units:
        none.

    Source:
        docs/explanation/path-clusters.md.
    """

    n_codes: int
    key: Ints

    @classmethod
    def of(cls, paths: Sequence[tuple[int, ...]], weights: Ints, n_codes: int) -> Self:
        """
        Choose what parts some paths from others.

        Args:
            paths: The different paths.
            weights: How many cases took each.
            n_codes: How many activities the log has.

        Shapes:
            v paths; weights (v,).

        Units:
            cases.

        Returns:
            The features that neither nearly all nor hardly any of the cases show.

        Source:
            docs/explanation/path-clusters.md.
        """
        shown: dict[int, int] = {}
        width = n_codes + 1
        for path, weight in zip(paths, weights.tolist(), strict=True):
            moves = {a * width + b for a, b in pairwise((n_codes, *path, n_codes))}
            for key in {*path, *(n_codes + move for move in moves)}:
                shown[key] = shown.get(key, 0) + weight
        n = int(weights.sum())
        telling = [
            (abs(2 * count - n), key)
            for key, count in shown.items()
            if RARE * n <= count <= (1 - RARE) * n
        ]
        return cls(n_codes, np.asarray(sorted(key for _, key in sorted(telling)[:MOST_FEATURES])))

    def shown(self, codes: Ints, offsets: Ints) -> Floats:
        """
        Tell which paths show what.

        Args:
            codes: What each event is, runs merged.
            offsets: Where each path begins, and where the last one ends.

        Shapes:
            codes (m,), offsets (n + 1,); returns (n, f).

        Units:
            none.

        Returns:
            One where a path shows a feature, else zero.

        Source:
            By definition.
        """
        sizes, width = np.diff(offsets), self.n_codes + 1
        found = np.zeros((len(sizes), len(self.key)))
        filled = np.flatnonzero(sizes)
        owner = np.repeat(np.arange(len(sizes)), sizes)
        following = np.empty(len(codes), dtype=np.int64)
        following[:-1] = codes[1:]
        following[offsets[1:][filled] - 1] = self.n_codes
        entering = self.n_codes * width + codes[offsets[:-1][filled]]
        for rows, keys in (
            (owner, codes),
            (owner, self.n_codes + codes * width + following),
            (filled, self.n_codes + entering),
        ):
            place = np.searchsorted(self.key, keys)
            is_known = place < len(self.key)
            is_known[is_known] = self.key[place[is_known]] == keys[is_known]
            found[rows[is_known], place[is_known]] = 1
        return found

    def move(self, key: int) -> tuple[int, int] | None:
        """
        Read one feature.

        Args:
            key: The feature.

        Shapes:
            none.

        Units:
            none.

        Returns:
            What is left and what comes next, the number of activities standing for the ways in and
            out; None for an activity.

        Source:
            None needed.
        """
        return None if key < self.n_codes else divmod(key - self.n_codes, self.n_codes + 1)
