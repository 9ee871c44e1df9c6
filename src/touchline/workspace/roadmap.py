"""
What is done for customers along their journeys, in order: the activities and campaigns of a team
and the dated changes of its maps (R-201).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from touchline.workspace.roadmap_checks import findings_of
from touchline.workspace.roadmap_entries import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.workspace.roadmap_entries import Entry, Where
    from touchline.workspace.workspace import Workspace

Grouping = Literal["stage", "channel", "persona", "status"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)

#: What the entries of a group have in common: the ids of map and stage, one id, or nothing.
Group: TypeAlias = tuple[str, str] | str | None

#: The order in which states are shown.
_STATES = ("doing", "planned", "idea", "done", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """
    Activities, campaigns and changes in the order in which customers meet them.

    Args:
        entries: By map, step and first day; what stands in no map comes last.
        findings: What does not fit: dates, order, needs, channels; the path of each is the key of
            its entry.
    """

    entries: tuple[Entry, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def only(
        self,
        *,
        map: str | None = None,  # noqa: A002 (the field's word)
        step: str | None = None,
        channel: str | None = None,
        persona: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Roadmap:
        """
        Keep a part of it with the findings about that part.

        Args:
            map: What takes place in this map.
            step: What takes place at this step or stage.
            channel: What happens in this channel.
            persona: What is for this persona, or for everybody.
            since: What is not over before this day.
            until: What has begun by this day.

        Returns:
            The part; what has no dates stays when days are given.
        """
        kept = tuple(
            one
            for one in self.entries
            if (map is None or any(place.map == map for place in one.places))
            and (step is None or any(_covers(place, step) for place in one.places))
            and (channel is None or channel in one.channels)
            and (persona is None or not one.personas or persona in one.personas)
            and (since is None or one.last_day is None or one.last_day >= since)
            and (until is None or one.first_day is None or one.first_day <= until)
        )
        keys = {one.key for one in kept}
        is_part = len(kept) < len(self.entries)
        found = (one for one in self.findings if one.path in keys or not is_part)
        return Roadmap(entries=kept, findings=tuple(found))

    def groups(self, by: Grouping) -> tuple[tuple[Group, tuple[Entry, ...]], ...]:
        """
        Put it into groups; what belongs to several stands in each of them.

        Args:
            by: `stage` gives `(map id, stage id)`, `channel` and `persona` an id, `status` a word.

        Returns:
            Groups with their entries, stages in the order of the maps; None is what has nothing of
            the kind.
        """
        groups: dict[Group, dict[str, Entry]] = {}
        ranks: dict[Group, tuple[object, ...]] = {}
        for entry in self.entries:
            for name, rank in _names(entry, by):
                groups.setdefault(name, {})[entry.key] = entry
                ranks[name] = min(ranks.get(name, rank), rank)
        ordered = sorted(groups, key=lambda name: (name is None, *ranks[name]))
        return tuple((name, tuple(groups[name].values())) for name in ordered)


def roadmap(workspace: Workspace, *, today: dt.date) -> Roadmap:
    """
    Put all activities, campaigns and dated changes in order, and check them.

    Args:
        workspace: The workspace.
        today: The day on which it is looked at.

    Returns:
        The roadmap.
    """
    found = sorted(entries(workspace), key=_order)
    return Roadmap(entries=tuple(found), findings=findings_of(workspace, found, today=today))


def _order(entry: Entry) -> tuple[object, ...]:
    main = entry.main
    rank = main.rank if main else (0, 0)
    return (
        main is None,
        rank,
        entry.first_day or dt.date.max,
        entry.last_day or dt.date.max,
        entry.key,
    )


def _covers(place: Where, name: str) -> bool:
    is_stage = place.stage is not None and place.stage.id == name
    return is_stage or name in place.steps()


def _names(entry: Entry, by: Grouping) -> Iterator[tuple[Group, tuple[object, ...]]]:
    """
    Name the groups that an entry belongs to, each with its place among the groups.
    """
    if by == "stage":
        yield from _stages(entry)
    elif by == "status":
        yield entry.status, (_STATES.index(entry.status),)
    else:
        names = entry.channels if by == "channel" else entry.personas
        for name in names or (None,):
            yield name, (name or "",)


def _stages(entry: Entry) -> Iterator[tuple[Group, tuple[object, ...]]]:
    found = [place for place in entry.places if place.missing is None]
    if not found:
        yield None, (0,)
    for place in found:
        stage = place.stage.id if place.stage else ""
        yield (place.map, stage), place.rank
