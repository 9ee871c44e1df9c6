"""
What sets the customers of a persona apart, without what chance or ignorance explains and without
what points at single people (R-114).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from touchline.analysis._segment import Segment, Trait
from touchline.eventlog.columns import NumberColumn
from touchline.i18n import interval_text, number, percent, translate
from touchline.kernels.intervals import benjamini_hochberg

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


def notable(profile: Sequence[Distinction], least: int) -> tuple[Distinction, ...]:
    """
    Keep of a profile what chance does not explain and what points at nobody.

    Args:
        profile: The differences of one group.
        least: Numbers about fewer customers than this are left out.

    Returns:
        The differences that remain, the greatest first.
    """
    told = [row for row in profile if row.known and row.known_of_rest]
    # What chance does not explain is judged among the rows of this one group.
    q_values = benjamini_hochberg([row.p for row in told])
    kept = [
        row.model_copy(update={"q": q})
        for row, q in zip(told, q_values, strict=True)
        if q < NOTABLE and all(size == 0 or size >= least for size in _groups(row))
    ]
    return tuple(sorted(kept, key=lambda row: (-abs(row.difference), row.kind, row.name)))


def _groups(row: Distinction) -> tuple[int, int, int, int]:
    """
    Count those who have it and those who do not, in the group and outside.
    """
    rest = round(row.share_of_rest * row.known_of_rest)
    return row.cases, row.known - row.cases, rest, row.known_of_rest - rest


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
