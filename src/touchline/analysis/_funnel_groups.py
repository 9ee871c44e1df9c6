"""
A funnel told apart by groups, each held against the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from touchline.analysis._funnel_steps import FunnelStep, Standing, Tries
from touchline.analysis._record import Interval, Record, interval
from touchline.analysis._warnings import MANY_PENDING, warning
from touchline.eventlog.columns import ABSENT
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.analysis._marks import Marks
    from touchline.diagnostics import Diagnostic

#: The whole, the group of all that are not among the largest, and those of whom none is known.
ALL, OTHER, NONE = "(all)", "(other)", "(none)"

Kind = Literal["value", "other", "none", "side"]


class FunnelGroup(Record):
    """
    The funnel of one group.

    Args:
        group: What it is called.
        kind: A `value` of the attribute, all `other` values together, those for whom `none` is
            known, or one `side` of a comparison.
        steps: One entry a step, with the difference from the others.
        conversion: Reached the last step, of those who entered.
        interval: Wilson's interval of the conversion.
    """

    group: str
    kind: Kind
    steps: tuple[FunnelStep, ...]
    conversion: float | None
    interval: Interval | None


#: The count and the basis of a share.
Basis = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """
    A funnel told apart.

    Args:
        groups: The groups.
        tests: How many differences were tested.
        compares_mature: The differences are those of the cases whose window has passed.
        warnings: What to know before trusting the differences.
    """

    groups: tuple[FunnelGroup, ...]
    tests: int
    compares_mature: bool
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """
    The tries of two sides.

    Args:
        first: Those of the one.
        second: Those of the other.
        n_on_both: How many cases enter on both.

    Source:
        docs/explanation/funnel.md.
    """

    first: Tries
    second: Tries
    n_on_both: int

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """
        Put the sides of buckets together.
        """
        return cls(
            Tries.merged([part.first for part in parts]),
            Tries.merged([part.second for part in parts]),
            sum(part.n_on_both for part in parts),
        )


def broken_down(standing: Standing, marks: Marks, top: int, *, mature: bool) -> Told:
    """
    Tell tries apart by their groups.

    The largest groups stand alone; the others count together, and so do those of whom none is
    known, so that the groups of all who entered sum to the whole.

    Args:
        standing: The tries.
        marks: The group of each.
        top: How many groups stand alone.
        mature: Compare only those whose window has passed.

    Shapes:
        t tries and as many marks.

    Units:
        shares in [0, 1].

    Returns:
        The groups by how many entered, `(other)` and `(none)` at the end.

    Raises:
        AssertionError: The groups do not sum to the whole.

    Source:
        docs/explanation/funnel.md.
    """
    size = np.bincount(marks.codes[marks.codes != ABSENT], minlength=len(marks.names))
    ranked = sorted(range(len(marks.names)), key=lambda code: (-int(size[code]), marks.names[code]))
    shown = ranked[:top]
    members: list[tuple[str, Kind, Standing]] = [
        (marks.names[code], "value", standing.of(marks.codes == code)) for code in shown
    ]
    is_none = marks.codes == ABSENT
    rest = standing.of(~is_none & ~np.isin(marks.codes, shown))
    members += [(OTHER, "other", rest), (NONE, "none", standing.of(is_none))]
    members = [one for one in members if len(one[2].levels)]
    if sum(len(one.levels) for _, _, one in members) != len(standing.levels):
        msg = "the groups do not sum to the whole"
        raise AssertionError(msg)
    whole = _bases(standing, mature=mature)
    bases = [_bases(one, mature=mature) for _, _, one in members]
    others = [
        [
            (all_hits - hits, all_n - n)
            for (hits, n), (all_hits, all_n) in zip(own, whole, strict=True)
        ]
        for own in bases
    ]
    return Told(*grouped(members, list(zip(bases, others, strict=True))), mature)


def side_by_side(sides: Sequence[tuple[str, Standing]], *, n_on_both: int) -> Told:
    """
    Hold the first of two sides against the second.

    Args:
        sides: The name and the tries of each.
        n_on_both: How many cases entered on both.

    Shapes:
        two sides.

    Units:
        shares in [0, 1].

    Returns:
        Both, the first with its differences.

    Source:
        docs/explanation/funnel.md.
    """
    mature = any(one.is_pending.sum() > MANY_PENDING * len(one.levels) for _, one in sides)
    first, second = (_bases(one, mature=mature) for _, one in sides)
    members: list[tuple[str, Kind, Standing]] = [(name, "side", one) for name, one in sides]
    found = []
    if n_on_both:
        found.append(warning("on-both-sides", path="compare", n=n_on_both))
    if mature:
        found.append(warning("compares-mature", path="compare", severity="hint"))
    return Told(*grouped(members, [(first, second), None]), mature, tuple(found))


def grouped(
    members: Sequence[tuple[str, Kind, Standing]],
    pairs: Sequence[tuple[Sequence[Basis], Sequence[Basis]] | None],
) -> tuple[tuple[FunnelGroup, ...], int]:
    """
    Write the groups with their differences, corrected for all of them at once.

    Args:
        members: Name, kind and tries of each group.
        pairs: What to hold against what for each group, step by step from the second on; None for
            nothing.

    Shapes:
        g groups and as many pairs; each pair two lists of k - 1.

    Units:
        shares in [0, 1].

    Returns:
        The groups, and how many differences were tested.

    Source:
        Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.
    """
    p_values = [proportions_p(*a, *b) for pair in pairs if pair for a, b in zip(*pair, strict=True)]
    tested = [p for p in p_values if p is not None]
    p_of, q_of = iter(p_values), iter(benjamini_hochberg(tested))
    groups = []
    for (name, kind, standing), pair in zip(members, pairs, strict=True):
        first, *later = standing.steps(name)
        told = [first]
        for k, step in enumerate(later):
            if pair is None:
                told.append(step)
                continue
            p = next(p_of)
            (hits, n), (other_hits, other_n) = pair[0][k], pair[1][k]
            found = {
                "difference": None if p is None else hits / n - other_hits / other_n,
                "interval_of_difference": interval(newcombe(hits, n, other_hits, other_n)),
                "p": p,
                "q": None if p is None else next(q_of),
            }
            told.append(step.model_copy(update=found))
        n, count = told[0].reached, told[-1].reached
        groups.append(
            FunnelGroup(
                group=name,
                kind=kind,
                steps=tuple(told),
                conversion=count / n if n else None,
                interval=interval(wilson(count, n)),
            )
        )
    return tuple(groups), len(tested)


def _bases(standing: Standing, *, mature: bool) -> list[Basis]:
    return [standing.basis(k, mature=mature) for k in range(1, len(standing.names))]
