"""
Runs the rules over a map and takes out what the map allows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.errors import NotFound
from touchline.linting.checked import Checked
from touchline.linting.rule import RULES
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.model.map import JourneyMap

#: From the gravest finding to the gentlest.
_ORDER = ("error", "warning", "hint")


class UnknownRule(NotFound):
    """
    No rule has this name.
    """


def lint(
    checked: JourneyMap | MeasuredMap,
    *,
    rules: Iterable[str] | None = None,
    today: dt.date | None = None,
    template: JourneyMap | None = None,
) -> tuple[Diagnostic, ...]:
    """
    Look for the known mistakes.

    Args:
        checked: The map; the rules about figures run when it is measured.
        rules: The names of the rules to run; None for all.
        today: The day from which reviews and evidence are dated; None for the day it is here.
        template: The map's template, when it is one of your own; those that Touchline brings are
            found by their names.

    Returns:
        The findings that the map does not allow, in the order of the map, graver ones first at one
        place.

    Raises:
        UnknownRule: There is no rule of one of these names.

    Examples:
        >>> from touchline.templates import new_map
        >>> [finding.name for finding in lint(new_map("current-state"))]
        ['no-objective']
    """
    seen = replace(seen_on(checked, today), template=template)
    places = seen.places
    found = []
    for rule in (RULES[name] for name in _chosen(rules)):
        if not rule.is_measured or seen.measures is not None:
            found += [
                replace(finding, path=finding.path or places.path(finding.at))
                for finding in rule.check(seen)
                if not places.allows(finding.name, finding.at)
            ]
    return tuple(sorted(found, key=lambda one: (places.rank(one.at), *_gravity(one))))


def seen_on(checked: JourneyMap | MeasuredMap, today: dt.date | None = None) -> Checked:
    """
    Take a map as it is looked over on a day.

    Args:
        checked: The map.
        today: The day; None for the day it is here.

    Returns:
        What the rules look at.
    """
    # Reviews are due by the calendar of whoever asks, so the local day is meant.
    day = today or dt.datetime.now().astimezone().date()
    if isinstance(checked, MeasuredMap):
        return Checked(checked.journey, checked.measures, day)
    return Checked(checked, None, day)


def _gravity(finding: Diagnostic) -> tuple[int, str]:
    return _ORDER.index(finding.severity), finding.name


def _chosen(rules: Iterable[str] | None) -> Iterator[str]:
    for name in RULES if rules is None else rules:
        if name not in RULES:
            raise UnknownRule.among(name, RULES)
        yield name
