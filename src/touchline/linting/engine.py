"""
Runs the rules over a map and takes out what the map allows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.document.closed import plain
from touchline.document.tree import address, printed, things
from touchline.errors import NotFound
from touchline.linting.rule import RULES
from touchline.measuring.measured import MeasuredMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.tree import Thing
    from touchline.location import Location
    from touchline.model.map import JourneyMap

#: From the gravest finding to the gentlest.
_ORDER = ("error", "warning", "hint")


class UnknownRule(NotFound):
    """
    No rule has this name.
    """


def lint(
    checked: JourneyMap | MeasuredMap, *, rules: Iterable[str] | None = None
) -> tuple[Diagnostic, ...]:
    """
    Look for the known mistakes.

    Args:
        checked: The map; the rules about figures run when it is measured.
        rules: The names of the rules to run; None for all.

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
    journey = checked.journey if isinstance(checked, MeasuredMap) else checked
    measures = checked.measures if isinstance(checked, MeasuredMap) else None
    places = _Places(journey)
    found = []
    for rule in (RULES[name] for name in _chosen(rules)):
        if not rule.is_measured or measures is not None:
            found += [
                replace(finding, path=finding.path or places.path(finding.at))
                for finding in rule.check(journey, measures)
                if not places.allows(finding)
            ]
    return tuple(sorted(found, key=places.rank))


def _chosen(rules: Iterable[str] | None) -> Iterator[str]:
    for name in RULES if rules is None else rules:
        if name not in RULES:
            raise UnknownRule.among(name, RULES)
        yield name


class _Places:
    """
    Everything in a map by its place.
    """

    def __init__(self, journey: JourneyMap) -> None:
        self.things = {address(thing.at): thing for thing in things(plain(journey))}
        self.order = {where: place for place, where in enumerate(self.things)}

    def path(self, at: Location | None) -> str:
        """
        Print a place.
        """
        thing = self._thing(at)
        return printed(thing.path) if thing else str(at)

    def rank(self, finding: Diagnostic) -> tuple[int, int, str]:
        """
        Say where a finding stands among the others.
        """
        where = address(finding.at) if finding.at else ()
        last = len(self.order)
        return self.order.get(where, last), _ORDER.index(finding.severity), finding.name

    def allows(self, finding: Diagnostic) -> bool:
        """
        Tell whether the thing, what holds it or its column allows the rule, with a reason.
        """
        return any(
            str(thing.item.get("allow", {}).get(finding.name, "")).strip()
            for thing in self._around(finding.at)
        )

    def _around(self, at: Location | None) -> Iterator[Thing]:
        """
        Walk from a thing outwards, through its row and through its column.
        """
        parts = at.parts if at else ()
        starts = [self._thing(at)]
        starts += [self.things.get((kind, name)) for kind, name in parts]
        for start in starts:
            thing = start
            while thing is not None:
                yield thing
                thing = thing.parent

    def _thing(self, at: Location | None) -> Thing | None:
        return self.things.get(address(at)) if at else self.things.get(())
