"""
Where the steps off the planned way lead: by branches, else to the next step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Step

#: Branches that bring the customer on from a step, so that it does not simply end in the next one.
_ONWARD = frozenset({"recovery", "loop"})


@dataclass(frozen=True)
class Ways:
    """
    Where each step off the planned way leads.

    Args:
        steps: The steps by id.
        after: The ids of the steps that follow each one.
    """

    steps: Mapping[str, Step]
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_planned(self, step: str) -> bool:
        """
        Tell whether a step stands on the planned way.

        Args:
            step: Its id.

        Returns:
            False for ways of failure and recovery, and for a step that the map does not have.
        """
        return step in self.steps and self.steps[step].path == "main"

    def reached(self, starts: Iterable[str]) -> tuple[str, ...]:
        """
        Follow the ways from some steps up to the planned way.

        Args:
            starts: The ids of the steps.

        Returns:
            The ids of the steps on these ways, the starts and the first planned steps included.
        """
        found: dict[str, None] = {}
        waiting = [step for step in starts if step in self.steps][::-1]
        while waiting:
            step = waiting.pop()
            if step not in found:
                found[step] = None
                if not self.is_planned(step):
                    waiting.extend(self.after.get(step, ())[::-1])
        return tuple(found)

    def loop(self, starts: Iterable[str]) -> tuple[str, ...]:
        """
        Find a loop on the ways from some steps.

        Args:
            starts: The ids of the steps.

        Returns:
            The ids of the steps of the first loop in order, each once; empty when there is none.
        """
        for origin in self.reached(starts):
            came_from: dict[str, str] = {}
            waiting = [origin]
            for step in waiting:
                for following in () if self.is_planned(step) else self.after.get(step, ()):
                    if following == origin:
                        return _back(came_from, step)
                    if following not in came_from:
                        came_from[following] = step
                        waiting.append(following)
        return ()


def ways_of(journey: JourneyMap) -> Ways:
    """
    Follow the branches of a map.

    A step of failure or recovery that no branch takes further goes on to the next step of the map;
    from a failure that is only another step off the planned way, since failing is no way on.

    Args:
        journey: The map.

    Returns:
        Where each step off the planned way leads.
    """
    steps = {step.id: step for step in journey.steps}
    after: dict[str, tuple[str, ...]] = {}
    for step, following in pairwise([*steps.values(), None]):
        if step is None or step.path == "main":
            continue
        leaving = [branch for branch in journey.branches if branch.origin == step.id]
        on = [branch.to for branch in leaving if branch.to in steps]
        is_led = any(branch.kind in _ONWARD for branch in leaving)
        if following and not is_led and (step.path == "recovery" or following.path != "main"):
            on.append(following.id)
        after[step.id] = tuple(name for name in on if name)
    return Ways(steps, after)


def _back(came_from: Mapping[str, str], step: str) -> tuple[str, ...]:
    way = [step]
    while way[-1] in came_from:
        way.append(came_from[way[-1]])
    return tuple(way[::-1])
