"""
A lane that the template wants.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from touchline.document.edits import InsertItem
from touchline.linting.rule import Rule
from touchline.location import Location
from touchline.templates import read_template, template_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.document.tree import Plain
    from touchline.linting.checked import Checked
    from touchline.model.structure import Lane


class MissingTemplateLane(Rule):
    """
    A lane of the map's template is gone, or a locked one was changed.

    Why it matters:
        Maps made from one template can be read and compared row by row; that is why a team locks
        lanes. A locked lane that is gone, renamed or turned into another kind is a warning. Lanes
        that are not locked are yours to remove: that they are gone is a hint, unless another lane
        of their kind is there. A map whose template is not at hand is not asked.

    Source:
        P3: teams lock what all their maps share.

    Flagged:
        ```yaml
        template: current-state
        lanes: [{id: thoughts, kind: thoughts}]
        ```

    Clean:
        ```yaml
        template: current-state
        lanes:
          - {id: thoughts, kind: thoughts}
          - {id: actions, kind: actions}
          - {id: touchpoints, kind: touchpoints}
          - {id: changes, kind: changes}
          - {id: change-plans, kind: change-plans}
        ```
    """

    requirement: ClassVar[str] = "P3"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Hold the lanes against those of the template.
        """
        journey = checked.journey
        here = {lane.id: lane for lane in journey.lanes}
        kinds = {lane.kind for lane in journey.lanes}
        gone = []
        for wanted in _wanted(checked):
            lane, name = here.get(wanted.id), _name(wanted, journey.language)
            if wanted.is_locked and lane is None:
                yield self.found(fault="gone", n=1, lane=name, lanes=())
            elif wanted.is_locked and lane and _differs(lane, wanted, journey.language):
                at = Location.of(("lane", lane.id))
                yield self.found(at, fault="changed", n=1, lane=name, lanes=())
            elif lane is None and wanted.kind not in kinds:
                gone.append(name)
        if gone:
            yield self.found(severity="hint", fault="free", n=len(gone), lane="", lanes=tuple(gone))

    def mend(self, checked: Checked) -> Iterator[Edit]:
        """
        Put locked lanes that are gone back, empty, below what they follow in the template.
        """
        journey = checked.journey
        here = {lane.id for lane in journey.lanes}
        after = journey.lanes[-1].id if journey.lanes else None
        for wanted in _wanted(checked):
            if wanted.id in here:
                after = wanted.id
            elif wanted.is_locked:
                item: Plain = {"id": wanted.id, "kind": wanted.kind, "locked": True}
                if wanted.title:
                    item["title"] = wanted.title.said(journey.language)
                yield InsertItem(at=Location(), kind="lane", item=item, after=after)
                after = wanted.id


def _differs(lane: Lane, wanted: Lane, language: str) -> bool:
    return lane.kind != wanted.kind or _name(lane, language) != _name(wanted, language)


def _name(lane: Lane, language: str) -> str:
    return lane.title.said(language) if lane.title else lane.id


def _wanted(checked: Checked) -> tuple[Lane, ...]:
    name = checked.journey.template
    if checked.template is not None:
        return checked.template.lanes
    return _brought(name) if name else ()


@cache
def _brought(name: str) -> tuple[Lane, ...]:
    """
    Read the lanes of a template that Touchline brings, once; none when there is no such template.
    """
    return read_template(name).lanes if name in template_names() else ()
