"""
What a table of figures changes in the metrics of a map.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from touchline.document.acts import add_card, free_id, ids, set_field
from touchline.document.edits import Edit, InsertItem, apply
from touchline.location import Location
from touchline.model.experience import Metric

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.document.metrics_table import FigureRow, FigureTable
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Cell, Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """
    Something that was stated before and is stated otherwise now.

    Args:
        metric: The name of the metric.
        what: `value`, `baseline`, `target`, `unit` or `better`.
        date: The day, for a value.
        was: What it was.
        becomes: What it is now.
    """

    metric: str
    what: str
    date: dt.date | None = None
    was: str | float
    becomes: str | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    A map with the figures of a table.

    Args:
        journey: The map.
        edits: What changed in it.
        added: How many values are new.
        unchanged: How many rows say what the map says already.
        replaced: What is stated otherwise now.
        created: The names of the metrics that the map did not have.
        dropped: The numbers of the rows that were not taken, by reason.
    """

    journey: JourneyMap
    edits: tuple[Edit, ...]
    added: int
    unchanged: int
    replaced: tuple[Replaced, ...]
    created: tuple[str, ...]
    dropped: Mapping[str, tuple[int, ...]]


@dataclass(slots=True)
class _Account:
    """
    One metric while the rows are read.
    """

    name: str
    step: str
    card: Metric | None = None
    readings: dict[dt.date, float] = field(default_factory=dict)
    fields: dict[str, str | float] = field(default_factory=dict)
    added: int = 0
    unchanged: int = 0
    replaced: list[Replaced] = field(default_factory=list)

    def take(self, row: FigureRow) -> None:
        """
        Note what a row says.
        """
        was = self.readings.get(row.date)
        if was is None:
            self.added += 1
        elif was == row.value:
            self.unchanged += 1
        else:
            told = Replaced(
                metric=self.name, what="value", date=row.date, was=was, becomes=row.value
            )
            self.replaced.append(told)
        self.readings[row.date] = row.value
        for name, value in row.further.items():
            before = self.fields.get(name)
            is_stated = name in self.fields
            if is_stated and before is not None and before != value:
                told = Replaced(metric=self.name, what=name, was=before, becomes=value)
                self.replaced.append(told)
            self.fields[name] = value


def take_figures(journey: JourneyMap, table: FigureTable) -> Taken:
    """
    Put the figures of a table on a map.

    A row belongs to the metric whose id it names, else to the metric of that name at its step. A
    metric that the map does not have becomes a card of the first lane of metrics, which is added
    at the end of the map when there is none. The value of a day is never doubled: an equal one
    changes nothing, another one takes its place and is told.

    Args:
        journey: The map.
        table: The rows.

    Returns:
        The map with the figures, and what became of each row.
    """
    accounts = _Accounts(journey)
    dropped = {reason: list(rows) for reason, rows in table.dropped.items()}
    for row in table.rows:
        found = accounts.of(row)
        if isinstance(found, str):
            dropped.setdefault(found, []).append(row.row)
        else:
            found.take(row)
    touched = [one for one in accounts.all() if one.added or one.unchanged or one.replaced]
    changed, edits = _written(journey, touched)
    return Taken(
        journey=changed,
        edits=tuple(edits),
        added=sum(one.added for one in touched),
        unchanged=sum(one.unchanged for one in touched),
        replaced=tuple(told for one in touched for told in one.replaced),
        created=tuple(one.name for one in touched if one.card is None),
        dropped={reason: tuple(sorted(rows)) for reason, rows in dropped.items()},
    )


class _Accounts:
    """
    Finds the metric that a row is about.
    """

    def __init__(self, journey: JourneyMap) -> None:
        self.journey = journey
        self.by_id: dict[str, _Account] = {}
        self.by_name: dict[tuple[str, str], _Account] = {}
        self.covered: dict[str, tuple[str, ...]] = {}
        self.steps = _steps_by_name(journey)
        for _, cell, card in _metrics(journey):
            name = str(card.text) or card.id
            account = _Account(name, cell.at, card)
            account.readings = {reading.date: reading.value for reading in card.readings}
            account.fields = {
                name: value
                for name in ("unit", "better", "baseline", "target")
                if (value := getattr(card, name)) is not None
            }
            self.by_id[card.id] = account
            self.covered[card.id] = _span(journey, cell)
            for step in self.covered[card.id]:
                for _, words in card.text.versions:
                    self.by_name.setdefault((step, _folded(words)), account)

    def all(self) -> Iterator[_Account]:
        """
        Walk over all metrics, those of the map first.
        """
        seen = set()
        for account in (*self.by_id.values(), *self.by_name.values()):
            if id(account) not in seen:
                seen.add(id(account))
                yield account

    def of(self, row: FigureRow) -> _Account | str:
        """
        Find the metric of a row, or say why there is none.
        """
        steps = self._steps_of(row)
        if row.step and not steps:
            return "unknown-step"
        known = self.by_id.get(row.metric)
        if known is not None:
            is_here = not steps or set(steps) & set(self.covered[row.metric])
            return known if is_here else "other-step"
        if not row.step:
            return self._only(row)
        if len(steps) > 1:
            return "ambiguous-step"
        key = (steps[0], _folded(row.metric))
        return self.by_name.setdefault(key, _Account(row.metric, steps[0]))

    def _steps_of(self, row: FigureRow) -> tuple[str, ...]:
        """
        Find the step of this id, else the steps of this name.
        """
        if any(step.id == row.step for step in self.journey.steps):
            return (row.step,)
        return self.steps.get(_folded(row.step), ())

    def _only(self, row: FigureRow) -> _Account | str:
        """
        Find a metric by its name alone, when the map has one of that name.
        """
        wanted = _folded(row.metric)
        found = {id(one): one for (_, name), one in self.by_name.items() if name == wanted}
        return next(iter(found.values())) if len(found) == 1 else "no-step"


def _metrics(journey: JourneyMap) -> Iterator[tuple[Lane, Cell, Metric]]:
    for lane, cell, card in journey.cards():
        if isinstance(card, Metric):
            yield lane, cell, card


def _steps_by_name(journey: JourneyMap) -> dict[str, tuple[str, ...]]:
    """
    Collect the ids of steps by their names in any language.
    """
    found: dict[str, tuple[str, ...]] = {}
    for step in journey.steps:
        for _, words in step.name.versions:
            key = _folded(words)
            if step.id not in found.get(key, ()):
                found[key] = (*found.get(key, ()), step.id)
    return found


def _span(journey: JourneyMap, cell: Cell) -> tuple[str, ...]:
    order = [step.id for step in journey.steps]
    first = order.index(cell.at)
    last = order.index(cell.through) if cell.through else first
    return tuple(order[first : last + 1])


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _written(journey: JourneyMap, accounts: Sequence[_Account]) -> tuple[JourneyMap, list[Edit]]:
    """
    Turn what was noted into edits and make them.
    """
    edits: list[Edit] = []
    for account in accounts:
        if account.card is not None:
            edits += _changes(journey, account, account.card)
    changed = apply(journey, edits)
    for account in accounts:
        if account.card is None:
            made = _creation(changed, account)
            changed = apply(changed, made)
            edits += made
    return changed, edits


def _changes(journey: JourneyMap, account: _Account, card: Metric) -> Iterator[Edit]:
    at = Location.of(("card", card.id))
    if account.added or any(one.what == "value" for one in account.replaced):
        yield set_field(journey, at, "readings", _plain(account.readings))
    for name, value in account.fields.items():
        if value != getattr(card, name):
            yield set_field(journey, at, name, value)


def _creation(journey: JourneyMap, account: _Account) -> tuple[Edit, ...]:
    """
    Add a card, and the lane that it needs.
    """
    lane = next((one.id for one in journey.lanes if one.kind == "metrics"), None)
    made: tuple[Edit, ...] = ()
    if lane is None:
        lane = free_id("metrics", ids(journey), "metrics")
        after = journey.lanes[-1].id if journey.lanes else None
        item: dict[str, Any] = {"id": lane, "kind": "metrics"}
        made = (InsertItem(at=Location(), kind="lane", item=item, after=after),)
        journey = apply(journey, made)
    name = free_id(account.name, ids(journey), "metric")
    readings = _plain(account.readings)
    card = {"id": name, "text": account.name, **account.fields, "readings": readings}
    return (*made, *add_card(journey, lane, account.step, card))


def _plain(readings: Mapping[dt.date, float]) -> list[dict[str, Any]]:
    return [{"date": day.isoformat(), "value": readings[day]} for day in sorted(readings)]
