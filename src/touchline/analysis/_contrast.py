"""
Those with something against those without it: shares, their difference, and how sure it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.analysis._record import Interval, interval
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A difference is notable below this q value and from this many cases on.
NOTABLE_Q, NOTABLE_N = 0.05, 30


@dataclass(frozen=True, slots=True)
class Contrast:
    """
    Two groups of cases and how many of each had an outcome.

    Args:
        hits: Cases with the factor that had the outcome.
        n: Cases with the factor.
        hits_without: Cases without the factor that had the outcome.
        n_without: Cases without the factor.

    Shapes:
        scalars.

    Units:
        cases.

    Source:
        docs/explanation/reasons.md.

    Examples:
        >>> found = Contrast(hits=8, n=10, hits_without=5, n_without=20)
        >>> found.share, found.share_without, round(found.difference, 2), found.surplus
        (0.8, 0.25, 0.55, 5.5)
    """

    hits: int
    n: int
    hits_without: int
    n_without: int

    @property
    def share(self) -> float | None:
        """
        The outcome among those with the factor.
        """
        return self.hits / self.n if self.n else None

    @property
    def share_without(self) -> float | None:
        """
        The outcome among those without the factor.
        """
        return self.hits_without / self.n_without if self.n_without else None

    @property
    def interval(self) -> Interval | None:
        """
        Wilson's interval of the share with the factor.
        """
        return interval(wilson(self.hits, self.n))

    @property
    def difference(self) -> float | None:
        """
        The share with the factor less the share without it; None when a group is empty.
        """
        if self.share is None or self.share_without is None:
            return None
        return self.share - self.share_without

    @property
    def interval_of_difference(self) -> Interval | None:
        """
        Newcombe's interval of the difference.
        """
        return interval(newcombe(self.hits, self.n, self.hits_without, self.n_without))

    @property
    def lift(self) -> float | None:
        """
        The share with the factor as a multiple of the share without it.
        """
        if self.share is None or not self.share_without:
            return None
        return self.share / self.share_without

    @property
    def surplus(self) -> float | None:
        """
        Outcomes among those with the factor beyond those expected at the rate of the others.
        """
        return None if self.share_without is None else self.hits - self.n * self.share_without

    @property
    def p(self) -> float | None:
        """
        The p value of the difference; None when a group is empty.
        """
        return proportions_p(self.hits, self.n, self.hits_without, self.n_without)

    def is_notable(self, q: float | None) -> bool:
        """
        Say whether the difference is beyond chance and rests on enough cases.

        Args:
            q: The p value corrected for all comparisons.

        Shapes:
            none.

        Units:
            a probability.

        Returns:
            True for a q below 0.05 and 30 cases or more in each group.

        Source:
            docs/explanation/reasons.md.
        """
        return q is not None and q < NOTABLE_Q and min(self.n, self.n_without) >= NOTABLE_N


def corrected(contrasts: Sequence[Contrast]) -> tuple[list[float | None], int]:
    """
    Correct the p values of many contrasts for their number.

    Args:
        contrasts: All that were made.

    Shapes:
        k contrasts; returns (k,).

    Units:
        probabilities.

    Returns:
        The q value of each, None where nothing could be tested, and how many were tested.

    Source:
        Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.
    """
    p_values = [one.p for one in contrasts]
    tested = [p for p in p_values if p is not None]
    q_of = iter(benjamini_hochberg(tested))
    return [None if p is None else next(q_of) for p in p_values], len(tested)
