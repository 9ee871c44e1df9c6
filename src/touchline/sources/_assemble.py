"""
From a raw table to a log, every row on account.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.eventlog import restrict
from touchline.eventlog.bots import marked
from touchline.eventlog.build import microseconds, named_anonymous
from touchline.eventlog.log import EventLog
from touchline.eventlog.quality import Drop
from touchline.sources._activity_maps import activity_map
from touchline.sources._case_attributes import About, with_case_attributes
from touchline.sources._duplicates import exact_repeats, repeats_in
from touchline.sources._errors import NoUsableEvents
from touchline.sources._guesses import Roles, roles
from touchline.sources._sift import Reader, Sifted, mapped, quarantined
from touchline.units import parse_zone

if TYPE_CHECKING:
    from touchline.sources._raw import Gathered
    from touchline.sources._request import Request


def assembled(raw: Gathered, cases: Gathered | None, request: Request) -> EventLog:
    """
    Turn a raw table into a log.

    Args:
        raw: The rows of the source.
        cases: The rows of the table of customers; None without one.
        request: What was asked.

    Returns:
        The log.

    Raises:
        TouchlineError: A column, a zone or a map cannot be settled, or no event can be used.
    """
    zone = parse_zone(request.zone)
    settled = roles(raw.table, request.roles, raw.origin)
    disguise = request.disguise
    if disguise is not None:
        disguise.require(raw, cases)
    sifted, times = quarantined(raw, settled, Reader(zone, request.time_format, disguise))
    sifted = _without_repeats(sifted, settled, drop_exact=request.drop_duplicates)
    if request.activity_map is not None:
        sifted = mapped(sifted, activity_map(request.activity_map))
    if not len(sifted.columns.row):
        raise NoUsableEvents.after(sifted.quality, raw.origin)
    known = set(sifted.columns.activity.vocabulary)
    unknown = tuple(name for name in request.priority if name not in known)
    log = EventLog.from_columns(
        named_anonymous(sifted.columns, request.anonymous),
        quality=replace(sifted.quality, unknown_priority=unknown),
        zone=request.zone,
        priority=request.priority,
        log_end=None if request.log_end is None else microseconds(request.log_end, request.zone),
        is_day_precise=times.is_day_precise,
        source=raw.origin,
    )
    log = _without_bots(log, request)
    if cases is None:
        return log
    key = settled.columns["case"]
    about = About.of(cases, key=request.cases_key, case_column=key, disguise=disguise)
    return with_case_attributes(log, about)


def _without_repeats(sifted: Sifted, settled: Roles, *, drop_exact: bool) -> Sifted:
    id_column = settled.columns.get("event_id")
    if id_column is not None:
        is_repeat = repeats_in(sifted.columns.attributes[id_column])
        sifted = sifted.without("repeated-event-id", is_repeat)
    is_repeat = exact_repeats(sifted.columns)
    if drop_exact:
        return sifted.without("repeated-row", is_repeat)
    quality = replace(sifted.quality, n_exact_duplicates=int(is_repeat.sum()))
    return replace(sifted, quality=quality)


def _without_bots(log: EventLog, request: Request) -> EventLog:
    is_marked, markings = marked(log, request.bots)
    if not request.exclude_bots or not is_marked.any():
        return replace(log, quality=replace(log.quality, markings=markings))
    humans = restrict.of_cases(log, "bots", ~is_marked, keeps_anonymous=True)
    dropped = log.n_events - humans.n_events
    drop = Drop(reason="bot", n=dropped)
    excluded = tuple(replace(marking, is_excluded=True) for marking in markings)
    quality = replace(
        humans.quality,
        drops=(*log.quality.drops, drop),
        markings=excluded,
        restrictions=log.quality.restrictions,
    )
    return replace(humans, quality=quality)
