"""
What sets the customers of a persona apart, without what chance or ignorance explains and without
what points at single people (R-114).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from touchline.analysis._record import interval
from touchline.analysis._segment import Segment, Trait
from touchline.eventlog.columns import NumberColumn
from touchline.i18n import interval_text, number, percent, translate
from touchline.kernels.intervals import benjamini_hochberg, newcombe, proportions_p

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.analysis.segments import Distinction
    from touchline.eventlog.log import EventLog

#: A difference that chance brings about more often than this sets nobody apart.
NOTABLE = 0.05


def known_of(names: Iterable[str], log: EventLog) -> Segment | None:
    """
    Select the customers of whom some attributes are known.

    To hold customers with a known age against those of unknown age would show how data came about
    and not what age does.

    Args:
        names: The attributes.
        log: A part of the log.

    Returns:
        The segment; None where nothing has to be known.
    """
    traits = []
    for name in names:
        column = log.case_attributes.get(name)
        if isinstance(column, NumberColumn):
            traits.append(Trait(attribute=name, at_least=-sys.float_info.max))
        elif column is not None:
            traits.append(Trait(attribute=name))
    return Segment(name="known", traits=tuple(traits)) if traits else None


def notable(
    profile: Sequence[Distinction], n: int, n_cases: int, least: int
) -> tuple[Distinction, ...]:
    """
    Keep of a profile what chance does not explain and what points at nobody.

    Shares of an attribute are taken of the customers of whom it is known.

    Args:
        profile: The differences of one group.
        n: How many customers the group has.
        n_cases: How many customers there are in all.
        least: Numbers about fewer customers than this are left out.

    Returns:
        The differences that remain, the greatest first.
    """
    rebased = _rebased(profile, n, n_cases - n)
    q_values = benjamini_hochberg([row.p for row, _ in rebased])
    kept = [
        row.model_copy(update={"q": q})
        for (row, groups), q in zip(rebased, q_values, strict=True)
        if q < NOTABLE and all(size == 0 or size >= least for size in groups)
    ]
    return tuple(sorted(kept, key=lambda row: (-abs(row.difference), row.kind, row.name)))


def _rebased(
    profile: Sequence[Distinction], n: int, n_rest: int
) -> list[tuple[Distinction, tuple[int, int, int, int]]]:
    """
    Take the shares of an attribute of those of whom it is known, and list for each difference how
    many have it and how many do not, in the group and outside.
    """
    known: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    counts = [(row.cases, round(row.share_of_rest * n_rest)) for row in profile]
    for row, (own, rest) in zip(profile, counts, strict=True):
        if row.kind == "attribute":
            sizes = known[row.name.partition("=")[0]]
            sizes[0] += own
            sizes[1] += rest
    found = []
    for row, (own, rest) in zip(profile, counts, strict=True):
        is_attribute = row.kind == "attribute"
        size, others = known[row.name.partition("=")[0]] if is_attribute else (n, n_rest)
        if size and others:
            update = {
                "share": own / size,
                "share_of_rest": rest / others,
                "difference": own / size - rest / others,
                "interval": interval(newcombe(own, size, rest, others)),
                "p": proportions_p(own, size, rest, others),
            }
            groups = (own, size - own, rest, others - rest)
            found.append((row.model_copy(update=update), groups))
    return found


def apart(row: Distinction, language: str) -> str:
    """
    Say in a line what sets customers apart.

    Args:
        row: The difference.
        language: The reader's language tag.

    Returns:
        Such as "region=islands: 40% against 15% of the others".
    """
    points = number(row.difference * 100, language, digits=1, signed=True)
    bounds = row.interval
    told = (
        interval_text(bounds.low * 100, bounds.high * 100, language, kind="number", digits=1)
        if bounds
        else ""
    )
    return translate(
        "personas.apart",
        language,
        kind=row.kind,
        name=row.name,
        share=percent(row.share, language),
        rest=percent(row.share_of_rest, language),
        difference=translate("compare.points", language, points=points),
        interval=told,
    )
