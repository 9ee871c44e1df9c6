"""
A roadmap as a calendar that other programs read (iCalendar, RFC 5545).

Only what a roadmap needs is written: events of whole days, or between two moments, which are given
in UTC so that no table of time zones has to come along. Equal roadmaps give equal bytes: the time
stamp of an event is when its record was written last, as RFC 5545, 3.8.7.2 asks of a calendar
without a method.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from touchline.i18n import list_text, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.workspace.roadmap import Roadmap
    from touchline.workspace.roadmap_entries import Entry

#: What a server says about such a file.
MEDIA_TYPE = "text/calendar; charset=utf-8"

_PRODUCT = "-//Touchline//Touchline//EN"
#: How many octets a line may have (RFC 5545, 3.1).
_WIDEST = 75
_DAY = dt.timedelta(days=1)
_STATUS = {"idea": "TENTATIVE", "dropped": "CANCELLED"}


def calendar(
    roadmap: Roadmap, *, name: str, origin: str, language: str, names: Mapping[str, str]
) -> str:
    """
    Write the dated entries of a roadmap as events.

    Args:
        roadmap: The roadmap.
        name: What the calendar is called.
        origin: The id of the workspace, which makes the ids of events unique everywhere.
        language: The language of its texts.
        names: What channels and personas are called, by id.

    Returns:
        The text with line ends of CR and LF.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for entry in roadmap.entries:
        for event in _events(entry, language):
            lines += _event(event, origin, language, names)
    lines.append("END:VCALENDAR")
    return "".join(part + "\r\n" for line in lines for part in _folded(line))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """
    What becomes one event: an entry with days, or the day by which it shall be done.
    """

    entry: Entry
    key: str
    title: str
    start: dt.date
    end: dt.date


def _events(entry: Entry, language: str) -> Iterator[_Event]:
    title = entry.told(language)
    if entry.start is not None:
        end = entry.end or entry.start
        yield _Event(entry=entry, key=entry.key, title=title, start=entry.start, end=end)
    if entry.due is not None and (entry.start is None or entry.is_open):
        # Most calendar programs pass over a to-do with a day, which would be the other way.
        told = translate("roadmap.due", language, title=title)
        key = f"{entry.key}/due"
        yield _Event(entry=entry, key=key, title=told, start=entry.due, end=entry.due)


def _event(event: _Event, origin: str, language: str, names: Mapping[str, str]) -> Iterator[str]:
    entry = event.entry
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(f'{event.key}@{origin}')}"
    yield f"DTSTAMP:{_moment(entry.changed)}"
    yield f"LAST-MODIFIED:{_moment(entry.changed)}"
    yield f"SEQUENCE:{max(0, entry.version - 1)}"
    yield from _span(entry, event.start, event.end)
    yield f"SUMMARY;LANGUAGE={language}:{_escaped(event.title)}"
    about = "\n".join(_about(entry, language, names))
    if about:
        yield f"DESCRIPTION;LANGUAGE={language}:{_escaped(about)}"
    if entry.channels:
        told = ",".join(_escaped(names.get(one, one)) for one in entry.channels)
        yield f"CATEGORIES:{told}"
    if entry.owner:
        yield f"CONTACT:{_escaped(entry.owner)}"
    yield f"STATUS:{_STATUS.get(entry.status, 'CONFIRMED')}"
    # A plan keeps nobody from meeting somebody on that day.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _span(entry: Entry, start: dt.date, end: dt.date) -> Iterator[str]:
    if entry.hours is None:
        yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
        # The end of a calendar event is the first day after it.
        if end < dt.date.max:
            yield f"DTEND;VALUE=DATE:{end + _DAY:%Y%m%d}"
        return
    zone = ZoneInfo(entry.hours.zone)
    for name, day, clock in (
        ("DTSTART", start, entry.hours.begin),
        ("DTEND", end, entry.hours.end),
    ):
        yield f"{name}:{_moment(dt.datetime.combine(day, dt.time.fromisoformat(clock), zone))}"


def _about(entry: Entry, language: str, names: Mapping[str, str]) -> Iterator[str]:
    if entry.campaign is not None and entry.campaign.goal:
        yield entry.campaign.goal.said(language, otherwise=entry.language)
    for place in entry.places:
        told = [part for part in place.told(language) if part]
        yield " › ".join(told)
    if entry.personas:
        people = list_text([names.get(one, one) for one in entry.personas], language)
        yield translate("roadmap.for", language, people=people)
    sort = translate(f"roadmap.sort-{entry.sort}", language)
    status = translate(f"value.{entry.status}", language)
    yield translate("roadmap.sort", language, sort=sort, status=status)


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """
    Write a text as a value (RFC 5545, 3.3.11); control characters have no place in one.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(one for one in plain if one >= " " or one in "\n\t")
    for sign in "\\;,":
        shown = shown.replace(sign, "\\" + sign)
    return shown.replace("\x7f", "").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """
    Break a line into pieces of at most 75 octets, never inside a character.
    """
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _WIDEST:
            yield piece
            # The space that marks a continued line counts among its octets.
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    yield piece
