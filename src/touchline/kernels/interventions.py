"""
A chain of steps that ends in a goal or an exit, and what changes when somebody interferes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class TransitionMatrix:
    """
    How likely each state is followed by each other, by the goal and by the exit.

    Args:
        label: The activity that each state stands for.
        share: From each state, and in the last row from the start, to each state, to the goal (last
            but one) and to the exit (last).
        before: Where a state is a pair of activities, the first of the two.

    Shapes:
        s states; label, before (s,) int64; share (s + 1, s + 2) float64, each row summing to one.

    Units:
        shares in [0, 1].

    Source:
        Kemeny & Snell (1960), Finite Markov Chains, chapter 3.
    """

    label: Ints
    share: Floats
    before: Ints | None = None

    @classmethod
    def of(cls, label: Ints, counts: Floats, before: Ints | None = None) -> Self:
        """
        Turn counts of moves into shares.

        Args:
            label: The activity of each state.
            counts: How often each move was seen.
            before: The activity before each state, where a state is a pair.

        Shapes:
            label and before (s,); counts (s + 1, s + 2).

        Units:
            moves.

        Returns:
            The chain; a state that nobody left leads to the exit.

        Source:
            The maximum likelihood estimate, Anderson & Goodman (1957), Ann. Math. Stat. 28, 89-110.
        """
        total = counts.sum(axis=1, keepdims=True)
        share = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
        share[total[:, 0] == 0, -1] = 1.0
        return cls(label, share, before)

    def completing(self) -> float:
        """
        Find how likely the goal is reached from the start.

        Shapes:
            scalar.

        Units:
            a probability.

        Returns:
            The probability, solved exactly among the states from which the goal can be reached.

        Source:
            Kemeny & Snell (1960), Finite Markov Chains, theorem 3.3.7.
        """
        inner, goal = self.share[:-1, :-2], self.share[:-1, -2]
        can = goal > 0
        while True:
            wider = can | ((inner @ can.astype(np.float64)) > 0)
            if (wider == can).all():
                break
            can = wider
        found = np.zeros(len(goal))
        matrix = np.eye(int(can.sum())) - inner[np.ix_(can, can)]
        found[can] = np.linalg.solve(matrix, goal[can])
        return float(self.share[-1, -2] + self.share[-1, :-2] @ found)

    def without(self, label: int, *, skips: bool) -> TransitionMatrix:
        """
        Take an activity out.

        Args:
            label: The activity.
            skips: Those who would have come to it go on as those who went on from it; else they are
                lost.

        Shapes:
            label a scalar.

        Units:
            none.

        Returns:
            The chain in which nothing leads to the activity.

        Source:
            docs/explanation/what-if.md.
        """
        out = self.label == label
        if not out.any():
            return self
        share = self.share.copy()
        columns = np.append(out, (False, False))
        rows = np.append(~out, True)
        arriving = share[np.ix_(rows, columns)]
        share[np.ix_(rows, columns)] = 0.0
        if not skips:
            share[rows, -1] += arriving.sum(axis=1)
            return replace(self, share=share)
        inside = self.share[np.ix_(np.append(out, False), columns)]
        onward = self.share[np.ix_(np.append(out, False), ~columns)]
        try:
            leaving = np.linalg.solve(np.eye(len(inside)) - inside, onward)
        except np.linalg.LinAlgError:
            # Whoever comes there only circles and gets nowhere.
            leaving = np.zeros_like(onward)
        # Of those who leave the activity only those count who went on; where nobody did, all exit.
        stays = leaving[:, :-1].sum(axis=1, keepdims=True)
        passed = np.divide(leaving, stays, out=np.zeros_like(leaving), where=stays > 0)
        passed[:, -1] = stays[:, 0] == 0
        share[np.ix_(rows, ~columns)] += arriving @ passed
        return replace(self, share=share)

    def kept(self, label: int, part: float) -> TransitionMatrix:
        """
        Cut the exit after an activity.

        Args:
            label: The activity.
            part: The share of those who exit there that stays instead, going on as the others do.

        Shapes:
            scalars.

        Units:
            part in [0, 1].

        Returns:
            The chain; unchanged where nobody goes on.

        Source:
            docs/explanation/what-if.md.
        """
        share = self.share.copy()
        for row in np.flatnonzero(self.label == label):
            stays = 1 - share[row, -1]
            if stays > 0:
                fewer = share[row, -1] * (1 - part)
                share[row, :-1] *= (1 - fewer) / stays
                share[row, -1] = fewer
        return replace(self, share=share)

    def redirected(self, label: int, source: Ints, target: Ints, part: float) -> TransitionMatrix:
        """
        Move some of those who go from an activity to one place to another place.

        Args:
            label: The activity that they come from.
            source: For each state where those go who are moved; a number below zero for none.
            target: For each state where they go instead.
            part: The share of them that is moved.

        Shapes:
            source, target (s,) int64, columns of the shares.

        Units:
            part in [0, 1].

        Returns:
            The chain.

        Source:
            docs/explanation/what-if.md.
        """
        share = self.share.copy()
        for row in np.flatnonzero((self.label == label) & (source >= 0) & (target >= 0)):
            moved = share[row, source[row]] * part
            share[row, source[row]] -= moved
            share[row, target[row]] += moved
        return replace(self, share=share)
