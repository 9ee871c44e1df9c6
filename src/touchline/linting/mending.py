"""
Undoes mistakes where that loses nothing (`touchline check --fix`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.document.edits import EditRefused, apply
from touchline.linting.engine import seen_on
from touchline.linting.rule import RULES
from touchline.location import Location

if TYPE_CHECKING:
    import datetime as dt

    from touchline.document.edits import Edit
    from touchline.linting.checked import Checked
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap


def mends(
    checked: JourneyMap | MeasuredMap,
    *,
    today: dt.date | None = None,
    template: JourneyMap | None = None,
) -> tuple[Edit, ...]:
    """
    Collect the edits that undo mistakes without losing or deciding anything.

    Each rule looks at the map as the rules before it leave it.

    Args:
        checked: The map.
        today: The day on which it is looked over; None for the day it is here.
        template: The map's template, when it is one of your own.

    Returns:
        The edits, to be applied in order.
    """
    seen = replace(seen_on(checked, today), template=template)
    made: list[Edit] = []
    for name in RULES:
        if RULES[name].is_measured and seen.measures is None:
            continue
        if seen.places.allows(name, Location()):
            continue
        edits = tuple(RULES[name].mend(seen))
        mended = _with(seen, edits)
        if mended is not None:
            seen = mended
            made += edits
    return tuple(made)


def _with(seen: Checked, edits: tuple[Edit, ...]) -> Checked | None:
    """
    Take the edits of one rule in; None when there are none, or when they do not go together.
    """
    if not edits:
        return None
    try:
        return replace(seen, journey=apply(seen.journey, edits))
    except EditRefused:
        return None
