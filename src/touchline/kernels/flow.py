"""
Where paths stand step by step, and the links from each step to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.kernels.backends import fast
from touchline.kernels.slices import Slices

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

#: Microseconds in a second, in which times are summed so that no sum is too long.
SECOND = 1_000_000

#: With no more links than this a table has a cell for each, whether it occurs or not.
DENSE = 1 << 19


@dataclass(frozen=True, slots=True, eq=False)
class FlowTables:
    """
    How many paths stand where, and how many take which link.

    Args:
        standing: For each step and code how many paths are there.
        key: The links that occur: the step times the square of the number of names, plus the nearer
            code times that number, plus the farther one; two names stand behind the codes, the
            first of which is the end of the path.
        count: How many take each link.
        seconds: Their time in whole seconds, summed.
        microseconds: What is left of it, summed.
        paths: How many paths there are.
        longer: How many go on beyond the last step.

    Shapes:
        k steps, c codes, l links; standing (k, c); key, count, seconds, microseconds (l,), int64.

    Units:
        as named.
    """

    standing: Ints
    key: Ints
    count: Ints
    seconds: Ints
    microseconds: Ints
    paths: int
    longer: int


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """
    One path a case, counted in steps from its first event or from its last.

    Args:
        codes: What each event is, from 0.
        offsets: Where each case begins, and where the last one ends.
        times: When each event happened.
        begin: The first event of each path.
        stop: One past its last; `begin` for a case without a path.
        n_codes: How many codes there are.
        n_steps: How many steps are looked at.
        is_backward: Steps are counted back from the last event.
        is_merged: A run of equal codes is one event, at the time of its first.

    Shapes:
        m events, n cases; codes, times (m,); offsets (n + 1,); begin, stop (n,).

    Units:
        times in microseconds.
    """

    codes: npt.NDArray[np.integer]
    offsets: Ints
    times: Ints
    begin: Ints
    stop: Ints
    n_codes: int
    n_steps: int
    is_backward: bool
    is_merged: bool

    @property
    def width(self) -> int:
        """
        How many names an end of a link may have.
        """
        return self.n_codes + 2

    def counted(self) -> FlowTables:
        """
        Count where paths stand and which links they take.

        Shapes:
            see `FlowTables`.

        Units:
            times in seconds and microseconds.

        Returns:
            The counts.

        Source:
            docs/explanation/step-flow.md.
        """
        backend = fast("flow", len(self.codes))
        if backend is not None and self.n_steps * self.width**2 <= DENSE:
            standing, links, paths, longer = backend.count(*self._plain)
            key = np.flatnonzero(links[:, 0])
            count, seconds, microseconds = links[key].T.copy()
            return FlowTables(standing, key, count, seconds, microseconds, paths, longer)
        slices, place, kinds = self._walked()
        sizes, shown = np.diff(slices.offsets), place < self.n_steps
        standing = np.bincount(
            place[shown] * max(self.n_codes, 1) + kinds[shown],
            minlength=self.n_steps * max(self.n_codes, 1),
        )
        near, far, span, _ = self._links(slices, place, kinds)
        ones = np.ones(len(near), dtype=np.int64)
        key, (count, seconds, microseconds) = added(
            near + far, [ones, span // SECOND, span % SECOND]
        )
        return FlowTables(
            standing.reshape(self.n_steps, -1)[:, : self.n_codes].astype(np.int64),
            key,
            count,
            seconds,
            microseconds,
            paths=int(np.count_nonzero(sizes)),
            longer=int(np.count_nonzero(sizes > self.n_steps)),
        )

    def inner_links(self) -> tuple[Ints, Ints]:
        """
        List the links from one event to another.

        Shapes:
            returns two (l,) int64.

        Units:
            microseconds.

        Returns:
            The key of each, and its time.

        Source:
            docs/explanation/step-flow.md.
        """
        backend = fast("flow", len(self.codes))
        if backend is not None:
            found: tuple[Ints, Ints] = backend.list_links(*self._plain)
            return found
        near, far, span, is_inner = self._links(*self._walked())
        return (near + far)[is_inner], span[is_inner]

    @property
    def _plain(self) -> tuple[object, ...]:
        return (
            self.codes,
            self.times,
            self.begin,
            self.stop,
            self.n_codes,
            self.n_steps,
            self.is_backward,
            self.is_merged,
        )

    def _walked(self) -> tuple[Slices, Ints, Ints]:
        """
        Give the events on the paths, how far each lies from the end at which counting begins, and
        what it is.
        """
        codes = self.codes.astype(np.int64)
        slices = Slices.of(self.begin, self.stop, self.offsets)
        if self.is_merged:
            slices = slices.without_repeats(codes)
        case, number = slices.case, np.arange(len(slices.events))
        if self.is_backward:
            place = slices.offsets[case + 1] - 1 - number
        else:
            place = number - slices.offsets[case]
        return slices, place, codes[slices.events]

    def _links(self, slices: Slices, place: Ints, kinds: Ints) -> tuple[Any, ...]:
        """
        Give the two parts of the key, the time, and whether both ends are events, of every link.
        """
        away = -1 if self.is_backward else 1
        edge = slices.offsets[slices.case] if self.is_backward else slices.offsets[slices.case + 1]
        chosen = np.flatnonzero(place < self.n_steps - 1)
        farther = chosen + away
        is_inner = farther >= edge[chosen] if self.is_backward else farther < edge[chosen]
        other = np.where(is_inner, farther, chosen)
        times = self.times[slices.events]
        near = (place[chosen] * self.width + kinds[chosen]) * self.width
        far = np.where(is_inner, kinds[other], self.n_codes)
        return near, far, np.abs(times[other] - times[chosen]), is_inner


def added(key: Ints, columns: Sequence[Ints]) -> tuple[Ints, list[Ints]]:
    """
    Add what stands under the same key.

    Args:
        key: The keys.
        columns: The numbers.

    Shapes:
        key (l,); columns (l,) each; returns (u,) and (u,) each, int64.

    Units:
        those of the columns.

    Returns:
        The different keys in ascending order, and the sums.

    Source:
        By definition.
    """
    unique, place = np.unique(key, return_inverse=True)
    sums = [np.zeros(len(unique), dtype=np.int64) for _ in columns]
    for total, column in zip(sums, columns, strict=True):
        np.add.at(total, place, column)
    return unique, sums
