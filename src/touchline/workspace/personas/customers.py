"""
All that is known of one customer at once: who it is, what it did on a map, where it stands, what
comes next, and what it said (R-200, R-204).

The customer is shown under a pseudonym, and without what few others share, unless whoever asks may
know who it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._consent import refusing
from touchline.analysis._errors import UnknownAttribute
from touchline.analysis.path import Path
from touchline.compiled.log import CompiledLog
from touchline.errors import InputError
from touchline.eventlog.columns import NumberColumn, number_text
from touchline.eventlog.survey import UNDATED
from touchline.linting.finding import Finding
from touchline.measuring.onward import ways_on
from touchline.measuring.personas import segment_of
from touchline.measuring.replay import UNKNOWN
from touchline.measuring.whereabouts import stays, steps_met
from touchline.sources import Pseudonyms
from touchline.units import to_datetime

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from touchline.analysis.path import PathEvent
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.columns import Column
    from touchline.eventlog.log import EventLog
    from touchline.eventlog.survey import Survey
    from touchline.measuring.onward import Onward, WaysOn
    from touchline.model.experience import Persona as MapPersona
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Step
    from touchline.model.text import LocalText
    from touchline.model.work.item import Item
    from touchline.model.work.persona import Persona

    Ints = npt.NDArray[np.int64]


class UnknownCustomer(InputError):
    """
    Nobody in the log has that id; others are not offered, since they are somebody's.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    One attribute of the customer.

    Args:
        name: The attribute.
        value: Its value; None when so few share it that it would tell who the customer is.
        alike: How many customers have the same value; None when that is not shown.
    """

    name: str
    value: str | None
    alike: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """
    One event of the customer.

    Args:
        event: What happened, when, and in which channel.
        step: The step of the map to which it belongs; None for none.
    """

    event: PathEvent
    step: Step | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    Where the customer stands.

    Args:
        step: The step of the map.
        since: Since when.
        planned: The step that the map foresees next; None at its end.
        steps: The steps of the map, to which the ways on refer by number.
        ways: Where the customers who stood there went; None when they are too few to be shown.
    """

    step: Step
    since: dt.datetime
    planned: Step | None
    steps: tuple[Step, ...]
    ways: WaysOn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """
    One answer of the customer to a survey.

    Args:
        given: When; None where nobody knows.
        moment: What it is about; None for the whole.
        step: The step of the map that is meant; None when the map has no such step.
        values: What was answered, by column.
    """

    given: dt.datetime | None
    moment: str | None
    step: Step | None
    values: dict[str, str | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """
    All that is known of one customer.

    Args:
        name: The name under which the customer is shown.
        is_named: The name is the id of the log, and nothing is withheld.
        source: The name of the log.
        end: When observation ended.
        attributes: What the customer is like.
        personas: The ids and names of the personas that stand for it.
        path: What it did.
        duration_us: Time from the first event to the last.
        standing: Where it stands on the map; None without a map or off it.
        replies: What it answered.
        items: What research holds of it.
        findings: What is withheld or missing.
    """

    name: str
    is_named: bool
    source: str
    end: dt.datetime
    attributes: tuple[Known, ...]
    personas: tuple[tuple[str, LocalText], ...]
    path: tuple[Met, ...]
    duration_us: int
    standing: Standing | None = None
    replies: tuple[Reply, ...] = ()
    items: tuple[Item, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """
    Where a customer is looked for beside the log.

    Args:
        journey: The map; None for none.
        personas: Personas beside those of the map.
        surveys: Replies to surveys.
        items: What research holds.
    """

    journey: JourneyMap | None = None
    personas: Sequence[Persona] = ()
    surveys: Sequence[Survey] = ()
    items: Sequence[Item] = ()


def customer(
    log: EventLog | CompiledLog,
    name: str,
    sources: Sources | None = None,
    *,
    key: Pseudonyms | None = None,
    least: int = 5,
    is_named: bool = False,
) -> Customer:
    """
    Put together all that is known of one customer.

    Args:
        log: The events.
        name: The id of the customer in the log, or its pseudonym under the key.
        sources: Where else to look.
        key: What makes pseudonyms; None for a name that is forgotten at once.
        least: What fewer customers than this share is withheld.
        is_named: Show the id and withhold nothing.

    Returns:
        What is known.

    Raises:
        UnknownCustomer: Nobody in the log has that id or pseudonym.
        NothingBound: No touchpoint of the map is bound to events.
    """
    seeker = _Seeker(log, name, key, least=1 if is_named else least)
    return seeker.told(sources or Sources(), is_named=is_named)


class _Seeker:
    """
    Knows the log, and in which part of it the case lies that is meant.
    """

    def __init__(
        self, log: EventLog | CompiledLog, name: str, key: Pseudonyms | None, *, least: int
    ) -> None:
        self.whole = log
        self.least = least
        self.log, self.number = _found(log, name, key)
        self.case = self.log.cases[self.number]
        # Whoever reads a log with pseudonyms knows nobody, and there is nothing left to hide.
        is_hidden = log.quality.pseudonyms is not None
        self.shown = self.case if is_hidden else (key or Pseudonyms.none()).of(self.case)
        self.aliases = {name, self.case, *([key.of(name), key.of(self.case)] if key else ())}
        self.findings: list[Diagnostic] = []

    def told(self, sources: Sources, *, is_named: bool) -> Customer:
        """
        Put it together.
        """
        path = Path(case_id=self.case).answer(self.log)
        journey = sources.journey
        met = None if journey is None else steps_met(journey, self.log)
        found = Customer(
            name=self.case if is_named else self.shown,
            is_named=is_named,
            source=self.whole.source,
            end=to_datetime(self.whole.log_end or 0, self.whole.zone),
            attributes=tuple(self.attributes()),
            personas=tuple(self.personas(sources)),
            path=tuple(self.path(path.events, journey, met)),
            duration_us=path.duration_us,
            standing=None if journey is None or met is None else self.standing(journey, met),
            replies=tuple(self.replies(sources.surveys, journey)),
            items=tuple(item for item in sources.items if item.who in self.aliases),
        )
        return replace(found, findings=tuple(self.findings))

    def attributes(self) -> Iterator[Known]:
        """
        List what the customer is like, without what tells it from nearly everybody.
        """
        values = {
            name: _value(column, self.number) for name, column in self.log.case_attributes.items()
        }
        known = {name: value for name, value in values.items() if value is not None}
        alike = Counter[str]()
        for part in _parts(self.whole):
            for name, value in known.items():
                alike[name] += _alike(part.case_attributes[name], value)
        few = [name for name in known if alike[name] < self.least]
        for name, value in known.items():
            if name in few:
                yield Known(name=name, value=None, alike=None)
            else:
                text = value if isinstance(value, str) else number_text(value)
                yield Known(name=name, value=text, alike=alike[name])
        if few:
            self.say("customer-withheld", n=len(few), least=self.least)

    def personas(self, sources: Sources) -> Iterator[tuple[str, LocalText]]:
        """
        List the personas to whose customers the case belongs, unless they stand for so few that
        this tells who it is.
        """
        own: tuple[MapPersona, ...] = sources.journey.personas if sources.journey else ()
        titles = {one.id: one.name for one in own} | {one.id: one.title for one in sources.personas}
        told = {one.id: (one.segment, one.deeds) for one in own}
        told |= {one.id: (one.segment, one.deeds) for one in sources.personas}
        for name, (where, deeds) in told.items():
            if not (where or deeds):
                continue
            segment = segment_of(name, where, deeds)
            try:
                is_one = bool(segment.mask(self.log)[self.number])
            except UnknownAttribute:
                continue
            if is_one and self.least <= sum(
                int(np.count_nonzero(segment.mask(part))) for part in _parts(self.whole)
            ):
                yield name, titles[name]

    def path(
        self, events: Iterable[PathEvent], journey: JourneyMap | None, met: Ints | None
    ) -> Iterator[Met]:
        """
        Say of each event to which step of the map it belongs.
        """
        first = int(self.log.offsets[self.number])
        steps = journey.steps if journey else ()
        for row, event in enumerate(events, start=first):
            place = UNKNOWN if met is None else int(met[row])
            yield Met(event=event, step=None if place == UNKNOWN else steps[place])

    def standing(self, journey: JourneyMap, met: Ints) -> Standing | None:
        """
        Find the step that the customer met last, and what came next for others.
        """
        found = stays(met, self.log)
        own = np.flatnonzero(found.case == self.number)
        if not len(own):
            self.say("customer-nowhere")
            return None
        steps = journey.steps
        place, since = int(found.step[own[-1]]), int(found.since[own[-1]])
        others = (stays(steps_met(journey, part), part) for part in _parts(self.whole))
        ways = ways_on([found] if self.log is self.whole else others, place)
        if ways.cases < self.least:
            self.say("customer-few", n=ways.cases, least=self.least)
        shown = _shown(ways, self.least)
        on_way = [step for step in steps[place + 1 :] if step.path == "main"]
        return Standing(
            step=steps[place],
            since=to_datetime(since, self.log.zone),
            planned=on_way[0] if on_way else None,
            steps=tuple(steps),
            ways=None if ways.cases < self.least else replace(ways, ways=shown),
        )

    def replies(self, surveys: Iterable[Survey], journey: JourneyMap | None) -> Iterator[Reply]:
        """
        List what the customer answered, unless it did not agree that answers are kept.
        """
        steps = journey.steps if journey else ()
        called = {text: one for one in steps for _, text in one.name.versions}
        called |= {one.id: one for one in steps}
        refused = 0
        for survey in surveys:
            numbers = [i for i, one in enumerate(survey.names) if one in self.aliases]
            is_refused = refusing(survey)
            for row in np.flatnonzero(np.isin(survey.respondent, numbers)).tolist():
                if is_refused[row]:
                    refused += 1
                else:
                    yield _reply(survey, row, called)
        if refused:
            self.say("customer-refused", n=refused)

    def say(self, name: str, **values: object) -> None:
        """
        Collect what is withheld or missing.
        """
        key = f"customer.{name.removeprefix('customer-')}"
        self.findings.append(Finding(name=name, key=key, values=values, severity="hint"))


def _shown(ways: WaysOn, least: int) -> tuple[Onward, ...]:
    """
    Keep the ways that enough customers took; when the others could be worked out as the rest, the
    smallest goes with them.
    """
    shown = [way for way in ways.ways if way.cases >= least]
    rest = ways.cases - ways.stayed - sum(way.cases for way in shown)
    return tuple(shown[:-1] if 0 < rest < least else shown)


def _parts(log: EventLog | CompiledLog) -> Iterable[EventLog]:
    return log.buckets() if isinstance(log, CompiledLog) else (log,)


def _found(log: EventLog | CompiledLog, name: str, key: Pseudonyms | None) -> tuple[EventLog, int]:
    """
    Find the case that is meant by its id, or by its pseudonym, and the part of the log in which it
    lies.
    """
    for wanted in (name, *([key.of(name)] if key else ())):
        for part in _parts(log):
            place = bisect_left(part.cases, wanted)
            if place < part.n_cases and part.cases[place] == wanted:
                return part, place
    if key is not None:
        for part in _parts(log):
            for place, case in enumerate(part.cases):
                if key.of(case) == name:
                    return part, place
    raise UnknownCustomer(name=name)


def _value(column: Column, number: int) -> str | float | None:
    if isinstance(column, NumberColumn):
        value = float(column.values[number])
        return None if np.isnan(value) else value
    return column.text(number)


def _alike(column: Column, value: str | float) -> int:
    """
    Count the cases of a part of the log that share a value.
    """
    if isinstance(column, NumberColumn):
        return int(np.count_nonzero(column.values == value))
    if value not in column.vocabulary:
        return 0
    return int(np.count_nonzero(column.codes == column.vocabulary.index(str(value))))


def _reply(survey: Survey, row: int, called: Mapping[str, Step]) -> Reply:
    values: dict[str, str | float] = {}
    for name, column in survey.columns.items():
        if isinstance(column, NumberColumn):
            value = float(column.values[row])
            if not np.isnan(value):
                values[name] = value
        else:
            text = column.text(row)
            if text is not None:
                values[name] = text
    when, moment = int(survey.timestamp[row]), survey.moment.text(row)
    return Reply(
        given=None if when == UNDATED else to_datetime(when, survey.zone),
        moment=moment,
        step=called.get(moment or ""),
        values=values,
    )
