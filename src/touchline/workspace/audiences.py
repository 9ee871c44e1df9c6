"""
Who stands at a step of a journey now, as a list for a campaign that gives away as little as it can
(R-184).

A list names customers by pseudonyms only. It takes nobody who has not agreed, where consent is the
ground, and nobody at a step where fewer stand than the smallest group of the workspace; a list
smaller than that is not drawn at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._segment import Segment
from touchline.analysis._step import attribute
from touchline.compiled.log import CompiledLog
from touchline.document.read import journey_of
from touchline.errors import InputError, NotFound
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.eventlog.condition import Condition
from touchline.kernels.segments import NOWHERE, last_event
from touchline.measuring.whereabouts import whereabouts
from touchline.model.work.audience import Audience, Drawing
from touchline.model.work.log import Log
from touchline.spreadsheet import comma_separated
from touchline.units import parse_duration, to_datetime
from touchline.workspace.logs import registered_log

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from touchline.eventlog.log import EventLog
    from touchline.model.map import JourneyMap
    from touchline.workspace.workspace import Workspace

    Bools = npt.NDArray[np.bool_]


class SmallAudience(InputError):
    """
    So few customers stand there that a list would point at persons.
    """


class UnknownMapStep(NotFound):
    """
    The map has no such step.
    """


class NoLogOfMap(InputError):
    """
    None of the workspace's logs is said to measure the map, or several are.
    """


class ExpiredAudience(InputError):
    """
    The day by which lists of the audience must be deleted has passed.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    A customer on a list.

    Args:
        pseudonym: The name on the list.
        step: The id of the step.
        since: The day since which the customer has stood there, in the log's zone.
    """

    pseudonym: str
    step: str
    since: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceList:
    """
    The customers of an audience at one moment.

    Args:
        audience: The audience.
        members: They, by step and pseudonym.
        counts: How many stand at each step of the list, in the order of the map.
        withheld: The ids of the steps at which too few stand to be listed.
        at: The end of the log, which is the moment that counts as now.
        least: The smallest group.
        source: The name of the log.
        fingerprint: The hash of its events.
    """

    audience: Audience
    members: tuple[Member, ...]
    counts: Mapping[str, int]
    withheld: tuple[str, ...]
    at: dt.datetime
    least: int
    source: str
    fingerprint: str

    def csv(self, language: str = "en") -> str:
        """
        Write the list for another program, each row with what it may be used for.

        Args:
            language: The language in which the purpose is said.

        Returns:
            The text, a line a customer.
        """
        one = self.audience
        rest = {
            "purpose": one.purpose.said(language),
            "basis": one.basis,
            "delete_by": one.until.isoformat() if one.until else "",
        }
        rows = (
            {
                "pseudonym": member.pseudonym,
                "step": member.step,
                "since": member.since.isoformat(),
                **rest,
            }
            for member in self.members
        )
        return comma_separated(rows, ("pseudonym", "step", "since", *rest))


def log_of_map(workspace: Workspace, map: str) -> EventLog | CompiledLog:  # noqa: A002 (the field's word)
    """
    Read the one log of a workspace that measures a map.

    Args:
        workspace: The workspace.
        map: The id of the map.

    Returns:
        The log.

    Raises:
        NoLogOfMap: No record of a log names the map, or several do.
        TouchlineError: The log cannot be read.
    """
    logs = [one for one in workspace.records(Log) if map in one.maps]
    if len(logs) != 1:
        known = ", ".join(one.id for one in logs)
        raise NoLogOfMap(at=map, map=map, n=len(logs), known=known)
    return registered_log(workspace, logs[0])


def audience_list(
    workspace: Workspace,
    audience: Audience,
    log: EventLog | CompiledLog,
    *,
    pseudonym: Callable[[str], str],
    today: dt.date,
) -> AudienceList:
    """
    Find who belongs to an audience at the end of a log.

    Args:
        workspace: The workspace with the map and its rules of privacy.
        audience: The audience.
        log: The events.
        pseudonym: What turns the id of a case into the name on the list.
        today: The day on which the list is drawn.

    Returns:
        The list.

    Raises:
        UnknownRecord: There is no such map.
        UnknownMapStep: The map has no such step.
        UnknownAttribute: The log does not tell an attribute that the audience asks for.
        NothingBound: No touchpoint of the map is bound to events.
        ExpiredAudience: Lists of this audience had to be deleted before today.
        SmallAudience: Fewer than the smallest group belong to it.
    """
    if audience.until is not None and audience.until < today:
        raise ExpiredAudience(at=f"audience/{audience.id}", day=audience.until)
    journey = journey_of(workspace.map(audience.map))
    numbers = _numbers(journey, audience)
    events = log.whole() if isinstance(log, CompiledLog) else log
    found = whereabouts(journey, events)
    now, least = events.log_end or 0, workspace.settings.privacy.least
    chosen = np.isin(found.step, list(numbers)) & _belonging(audience, events)
    waited = now - found.since
    if audience.waited_at_least is not None:
        chosen &= waited >= parse_duration(audience.waited_at_least)
    if audience.waited_at_most is not None:
        chosen &= waited <= parse_duration(audience.waited_at_most)
    counts = Counter(found.step[chosen].tolist())
    shown = {number: count for number, count in counts.items() if count >= least}
    if not shown:
        raise SmallAudience(at=f"audience/{audience.id}", least=least)
    kept = np.flatnonzero(chosen & np.isin(found.step, list(shown)))
    members = [
        Member(
            pseudonym=pseudonym(events.cases[case]),
            step=numbers[int(found.step[case])],
            since=to_datetime(int(found.since[case]), events.zone).date(),
        )
        for case in kept.tolist()
    ]
    order = {name: number for number, name in numbers.items()}
    return AudienceList(
        audience=audience,
        members=tuple(sorted(members, key=lambda one: (order[one.step], one.pseudonym))),
        counts={numbers[number]: shown[number] for number in sorted(shown)},
        withheld=tuple(numbers[number] for number in sorted(numbers) if number not in shown),
        at=to_datetime(now, events.zone),
        least=least,
        source=events.source,
        fingerprint=events.fingerprint,
    )


def noted(
    workspace: Workspace, drawn: AudienceList, *, at: dt.datetime, by: str, key: str
) -> Audience:
    """
    Note with an audience that a list of it was handed out.

    Args:
        workspace: The workspace.
        drawn: The list.
        at: When.
        by: Who drew it.
        key: The mark of the key of its pseudonyms.

    Returns:
        The audience as it is kept now.

    Raises:
        UnknownRecord: The audience is gone.
        StorageError: The workspace cannot be written.
    """
    before = workspace.get(Audience, drawn.audience.id)
    drawing = Drawing(
        at=at,
        by=by,
        n=len(drawn.members),
        source=drawn.source,
        fingerprint=drawn.fingerprint,
        key=key,
    )
    after = before.model_copy(update={"drawings": (*before.drawings, drawing)})
    workspace.put(after, author=by)
    return after


def _numbers(journey: JourneyMap, audience: Audience) -> dict[int, str]:
    order = [step.id for step in journey.steps]
    for name in audience.steps:
        if name not in order:
            raise UnknownMapStep.among(name, order, at=f"audience/{audience.id}")
    return {order.index(name): name for name in audience.steps}


def _belonging(audience: Audience, log: EventLog) -> Bools:
    belongs = np.ones(log.n_cases, dtype=np.bool_)
    if audience.segment:
        belongs &= Segment.model_validate({"where": audience.segment}).mask(log)
    if audience.basis == "consent":
        for name, values in audience.consent.items():
            belongs &= _says_now(log, name, values)
    return belongs


def _says_now(log: EventLog, name: str, values: tuple[str | float, ...]) -> Bools:
    """
    Mark the cases of which the latest word is among some values: whoever took a consent back has
    none.
    """
    column, is_of_cases = attribute(log, name, at="consent")
    is_met = Condition(values=values).mask(column)
    if is_of_cases:
        return is_met
    known = column.codes != ABSENT if isinstance(column, TextColumn) else ~np.isnan(column.values)
    latest = last_event(known, log.offsets)
    said: Bools = (latest != NOWHERE) & is_met[latest]
    return said
