"""
A kind of journey told by what its customers did and did not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]

#: A rule has no more conditions than this.
MOST_CONDITIONS = 3


@dataclass(frozen=True, slots=True)
class PathRule:
    """
    Conditions all of which hold.

    Args:
        has: Features that a path shows.
        lacks: Features that it does not show.

    Shapes:
        none.

    Units:
        places among the features.

    Source:
        docs/explanation/path-clusters.md.
    """

    has: tuple[int, ...]
    lacks: tuple[int, ...]

    def picks(self, rows: Floats) -> Bools:
        """
        Tell which paths meet the conditions.

        Args:
            rows: What each path shows.

        Shapes:
            rows (v, f); returns (v,) bool.

        Units:
            none.

        Returns:
            True for each that does.

        Source:
            By definition.
        """
        shows = rows[:, list(self.has)].all(axis=1)
        return np.asarray(shows & ~rows[:, list(self.lacks)].any(axis=1), dtype=np.bool_)

    def written(self, names: Sequence[str]) -> str:
        """
        Write the rule as a segment.

        Args:
            names: What the features are called, by place.

        Shapes:
            none.

        Units:
            none.

        Returns:
            The text of a segment.

        Source:
            docs/explanation/segments.md.
        """
        has = [f"did {names[place]}" for place in self.has]
        return " & ".join([*has, *(f"did not {names[place]}" for place in self.lacks)])


def best_rule(
    marks: Sequence[int], lacks: Sequence[int], rows: Floats, weights: Ints, is_own: Bools
) -> PathRule | None:
    """
    Choose the conditions that tell a kind apart best.

    Args:
        marks: Features that may be asked for.
        lacks: Features that may be ruled out.
        rows: What each path shows.
        weights: How many cases took it.
        is_own: Which paths belong to the kind.

    Shapes:
        v paths, f features; rows (v, f); weights and is_own (v,).

    Units:
        none.

    Returns:
        The rule with the highest F1, of equals the shortest; None without any condition to choose
        from.

    Source:
        van Rijsbergen (1979), Information Retrieval, chapter 7.
    """
    literals = [*((place, True) for place in marks), *((place, False) for place in lacks)]
    own = int(weights[is_own].sum())
    best: tuple[float, PathRule] | None = None
    for size in range(1, MOST_CONDITIONS + 1):
        for chosen in combinations(literals, size):
            rule = PathRule(
                tuple(place for place, is_there in chosen if is_there),
                tuple(place for place, is_there in chosen if not is_there),
            )
            picked = rule.picks(rows)
            score = 2 * int(weights[picked & is_own].sum()) / (int(weights[picked].sum()) + own)
            if best is None or score > best[0]:
                best = score, rule
    return best[1] if best else None
