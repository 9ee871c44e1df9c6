"""
What does not fit on a roadmap: names, dates, order, needs and channels (R-201 to R-203).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias, get_args

from touchline.diagnostics import Diagnostic, Severity
from touchline.document.references import near
from touchline.model.experience import Resource as ResourceCard
from touchline.model.experience import Touchpoint as TouchpointCard
from touchline.model.work.channel import Channel
from touchline.model.work.persona import Persona
from touchline.model.work.resource import Resource

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.model.map import JourneyMap
    from touchline.model.text import LocalText
    from touchline.workspace.roadmap_entries import Entry, Where
    from touchline.workspace.workspace import Workspace

#: Something that is needed: its name, from when and until when it is there, and that it is lacking.
_Required: TypeAlias = "tuple[str, dt.date | None, dt.date | None, bool]"

#: From the gravest finding to the gentlest.
_SEVERITIES = get_args(Severity)


def findings_of(
    workspace: Workspace, entries: Sequence[Entry], *, today: dt.date
) -> tuple[Diagnostic, ...]:
    """
    Check a roadmap.

    Args:
        workspace: The workspace with its catalogues.
        entries: The roadmap in its order.
        today: The day on which it is looked at.

    Returns:
        What does not fit, graver findings first; the path of each is the key of its entry, or the
        place in a map where nothing is planned for.
    """
    check = _Check(workspace, entries, today)
    return tuple(sorted(check.all(), key=lambda one: _SEVERITIES.index(one.severity)))


def _found(name: str, entry: Entry, severity: Severity = "warning", **values: object) -> Diagnostic:
    told = {"title": entry.told(entry.language), **values}
    return Diagnostic(
        name=name, key=f"roadmap.{name}", values=told, severity=severity, path=entry.key
    )


class _Check:
    """
    Knows the entries, the catalogues and the day.
    """

    def __init__(self, workspace: Workspace, entries: Sequence[Entry], today: dt.date) -> None:
        self.entries = entries
        self.today = today
        self.own = workspace.settings.language
        self.workspace = workspace
        self.by_key = {one.key: one for one in entries}
        self.channels = {one.id for one in workspace.records(Channel)}
        self.personas = {one.id for one in workspace.records(Persona)}
        self.resources = {one.id: one for one in workspace.records(Resource)}

    def all(self) -> Iterator[Diagnostic]:
        for entry in self.entries:
            yield from self.places(entry)
            yield from self.dates(entry)
            if entry.is_open and entry.campaign is not None:
                yield from self.named(entry)
                yield from self.channels_of(entry)
                yield from self.predecessors(entry)
                yield from self.needs(entry)
        yield from self.circles()
        yield from self.order()
        yield from self.clashes()
        yield from self.wanted()

    def places(self, entry: Entry) -> Iterator[Diagnostic]:
        """
        Find places that no map has.
        """
        for place in entry.places:
            if place.missing is not None:
                yield _found("no-place", entry, "error", what=place.missing, id=place.name)

    def dates(self, entry: Entry) -> Iterator[Diagnostic]:
        """
        Find what has no day, should have begun or should be over.
        """
        if not entry.is_open:
            return
        if entry.first_day is None:
            if entry.status != "idea":
                yield _found("no-day", entry)
        elif entry.last_day is not None and entry.last_day < self.today:
            yield _found("overdue", entry, day=entry.last_day)
        elif entry.start and entry.start < self.today and entry.status in {"idea", "planned"}:
            yield _found("not-begun", entry, day=entry.start)
        if entry.owner is None and entry.department is None:
            yield _found("nobody", entry, "hint")

    def named(self, entry: Entry) -> Iterator[Diagnostic]:
        """
        Find personas that neither the catalogue nor a map of the entry has.
        """
        told = {name for place in entry.places for name in _personas(place)}
        for name in entry.personas:
            if name not in self.personas | told:
                known = sorted(self.personas | told)
                yield _found("no-persona", entry, "error", id=name, suggestion=near(name, known))
            elif told and name not in told:
                yield _found("strange-persona", entry, id=name)

    def channels_of(self, entry: Entry) -> Iterator[Diagnostic]:
        """
        Hold the channels against those in which the maps meet customers there (R-203).
        """
        for name in entry.channels:
            told = {channel for place in entry.places for channel in _told_channels(place)}
            if name not in self.channels | told:
                known = sorted(self.channels | told)
                yield _found("no-channel", entry, "error", id=name, suggestion=near(name, known))
                continue
            for place in entry.places:
                met = _met_channels(place)
                if met and name not in met:
                    where = place.told(entry.language)
                    spot = where[2] or where[1] or where[0]
                    usual = ", ".join(sorted(met))
                    yield _found("strange-channel", entry, id=name, where=spot, known=usual)

    def predecessors(self, entry: Entry) -> Iterator[Diagnostic]:
        """
        Find what starts before that which must be over first.
        """
        for name in entry.campaign.after if entry.campaign else ():
            other = self.by_key.get(f"campaign/{name}")
            if other is None:
                known = [key.partition("/")[2] for key in self.by_key if "card:" not in key]
                yield _found(
                    "no-predecessor", entry, "error", id=name, suggestion=near(name, known)
                )
            elif other.status == "dropped":
                yield _found("dropped-predecessor", entry, other=other.told(self.own))
            elif other.is_open and entry.start and other.end and other.end >= entry.start:
                values = {"other": other.told(self.own), "day": entry.start, "end": other.end}
                yield _found("too-early", entry, "error", **values)

    def circles(self) -> Iterator[Diagnostic]:
        """
        Find activities that wait for each other.
        """
        after = {
            entry.key: [f"campaign/{name}" for name in entry.campaign.after]
            for entry in self.entries
            if entry.campaign
        }
        done: set[str] = set()
        for start in after:
            ring = _ring(start, after, done)
            if ring:
                names = " → ".join(self.by_key[key].told(self.own) for key in ring)
                yield _found("waiting-ring", self.by_key[start], "error", ring=names)

    def needs(self, entry: Entry) -> Iterator[Diagnostic]:
        """
        Find what is not there when an activity runs (R-202).
        """
        for what, since, until, is_missing in self._required(entry):
            if entry.start is None or entry.end is None:
                continue
            if since is not None and since > entry.start:
                yield _found("need-too-late", entry, what=what, since=since, day=entry.start)
            elif until is not None and until < entry.end:
                yield _found("need-too-short", entry, what=what, until=until, day=entry.end)
            elif is_missing and since is None:
                yield _found("need-without-day", entry, what=what)
        for need in entry.campaign.needs if entry.campaign else ():
            if need.resource is not None and need.resource not in self.resources:
                suggestion = near(need.resource, list(self.resources))
                values = {"id": need.resource, "suggestion": suggestion}
                yield _found("no-resource", entry, "error", **values)

    def _required(self, entry: Entry) -> Iterator[tuple[str, dt.date | None, dt.date | None, bool]]:
        """
        List what an activity needs, then what its steps need, each once.
        """
        seen: set[str | None] = set()
        for need in entry.campaign.needs if entry.campaign else ():
            known = self.resources.get(need.resource or "")
            text = need.what or (known.title if known else None)
            if text is None:
                continue
            seen.add(need.resource)
            since = need.since or (known.since if known else None)
            until = need.until or (known.until if known else None)
            is_missing = known is None or known.availability == "need"
            yield self._said(text), since, until, is_missing
        for place in entry.places:
            own = place.journey.language if place.journey else self.own
            for card in _resources(place):
                if card.entry is not None and card.entry in seen:
                    continue
                seen.add(card.entry)
                yield self._required_at_step(card, own)

    def _required_at_step(self, card: ResourceCard, own: str) -> _Required:
        known = self.resources.get(card.entry or "")
        if known is None:
            return card.text.said(own, otherwise=own), None, None, card.availability == "need"
        name = card.text.said(own, otherwise=own) or self._said(known.title)
        return name, known.since, known.until, known.availability == "need"

    def order(self) -> Iterator[Diagnostic]:
        """
        Hold the days against the order of the steps in each map.

        Whoever goes the way of the map meets a later step later. What is over at a later step
        before the earlier one's has begun can be met by nobody in that order.
        """
        by_map: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            main = entry.main
            if entry.is_open and entry.sort != "change" and main and main.stage and entry.start:
                by_map[main.map].append(entry)
        for held in by_map.values():
            for i, later in enumerate(held):
                found = _latest_before(held[:i], later)
                if found is None or found.start is None or later.end is None or later.start is None:
                    continue
                other, day = found.told(self.own), found.start
                if later.end < day:
                    yield _found("over-before", later, other=other, day=day)
                else:
                    yield _found("begins-before", later, "hint", other=other, day=day)

    def clashes(self) -> Iterator[Diagnostic]:
        """
        Find campaigns that speak to the same people in one channel on the same days.
        """
        addressed = [
            one
            for one in self.entries
            if one.sort == "campaign" and one.is_open and one.start and one.end and one.channels
        ]
        addressed.sort(key=lambda one: (str(one.start), one.key))
        for i, first in enumerate(addressed):
            for second in addressed[i + 1 :]:
                if second.start is None or first.end is None or second.start > first.end:
                    break
                shared = sorted(set(first.channels) & set(second.channels))
                if shared and _same_people(first, second):
                    values = {"other": first.told(self.own), "channel": shared[0]}
                    yield _found("clash", second, "hint", **values)

    def wanted(self) -> Iterator[Diagnostic]:
        """
        Find touchpoints that are wanted and that nothing on the roadmap brings.
        """
        served = {
            (place.map, step)
            for entry in self.entries
            if entry.status != "dropped"
            for place in entry.places
            for step in place.steps()
        }
        for card in self.workspace.shelf.cards("touchpoints"):
            if card.card.get("use") == "wanted" and (card.map, card.step) not in served:
                yield Diagnostic(
                    name="nothing-planned",
                    key="roadmap.nothing-planned",
                    values={"touchpoint": card.text, "map": card.file},
                    severity="hint",
                    path=f"{card.map}/card:{card.id}",
                )

    def _said(self, text: LocalText) -> str:
        return text.said(self.own, otherwise=self.own)


def _journey(place: Where) -> JourneyMap | None:
    return place.journey if place.missing is None else None


def _personas(place: Where) -> tuple[str, ...]:
    journey = _journey(place)
    return tuple(persona.id for persona in journey.personas) if journey else ()


def _told_channels(place: Where) -> set[str]:
    journey = _journey(place)
    return {channel.id for channel in journey.channels} if journey else set()


def _met_channels(place: Where) -> set[str]:
    """
    Find the channels of the touchpoints that a place covers.
    """
    journey, steps = _journey(place), set(place.steps())
    if journey is None:
        return set()
    return {
        card.channel
        for _, cell, card in journey.cards()
        if isinstance(card, TouchpointCard) and card.channel and cell.at in steps
    }


def _resources(place: Where) -> tuple[ResourceCard, ...]:
    journey, steps = _journey(place), set(place.steps())
    if journey is None or place.stage is None:
        # What the whole map needs says nothing about the days of one activity.
        return ()
    return tuple(
        card
        for _, cell, card in journey.cards()
        if isinstance(card, ResourceCard) and cell.at in steps
    )


def _ring(start: str, after: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """
    Follow what an activity waits for until it waits for itself; empty when it does not.
    """
    way: list[str] = [start]
    ahead = [iter(after.get(start, ()))]
    while ahead:
        name = next(ahead[-1], None)
        if name is None:
            done.add(way.pop())
            ahead.pop()
        elif name in way:
            ring = way[way.index(name) :]
            done.update(way)
            return [*ring, name]
        elif name in after and name not in done:
            way.append(name)
            ahead.append(iter(after[name]))
    return []


def _latest_before(earlier: Sequence[Entry], later: Entry) -> Entry | None:
    """
    Find what begins last of all that customers meet first and that begins after this.
    """
    main = later.main
    found = [
        one
        for one in earlier
        if one.main
        and main
        and one.main.rank < main.rank
        and one.start
        and later.start
        and one.start > later.start
        and _same_people(one, later)
    ]
    return max(found, key=lambda one: (str(one.start), one.key), default=None)


def _same_people(one: Entry, other: Entry) -> bool:
    """
    Tell whether there may be somebody whom both are for.
    """
    if one.personas and other.personas and not set(one.personas) & set(other.personas):
        return False
    return all(
        set(values) & set(other.segment[name])
        for name, values in one.segment.items()
        if name in other.segment
    )
