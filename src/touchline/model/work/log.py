"""
The logs that a team measures its maps with.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from touchline.model.structure import Id, Part
from touchline.model.work import Record


class Reading(Part):
    """
    How the files of a log are read; whatever is missing is guessed anew each time.

    Args:
        case: The column that says whose event it is.
        activity: The column that says what happened.
        timestamp: The column that says when.
        value: The column that says what it was worth.
        channel: The column that says in which medium.
        event_id: The column of ids of which only the first row each counts.
        zone: The reporting zone.
        time_format: How times are written.
        priority: Activities in the order in which they count when timestamps tie.
        cases: The file with a table of customers, as a path from the workspace's folder.
        cases_key: The column of that table that holds the case.
        activity_map: The file that says what activities shall be called, likewise.
        anonymous: What becomes of events without a case.
        drop_duplicates: Rows that repeat an earlier one are left out.
        exclude_bots: Machines and tests are left out.
        log_end: When observation ends.
        query: What is asked of a warehouse.
        pseudonymise: The file with the key of pseudonyms, likewise; it should lie elsewhere.
        pseudonymise_also: Further columns that get pseudonyms.
    """

    case: str | None = None
    activity: str | None = None
    timestamp: str | None = None
    value: str | None = None
    channel: str | None = None
    event_id: str | None = None
    zone: str | None = None
    time_format: str | None = None
    priority: tuple[str, ...] = ()
    cases: str | None = None
    cases_key: str | None = None
    activity_map: str | None = None
    anonymous: Literal["exclude", "each"] | None = None
    drop_duplicates: bool = False
    exclude_bots: bool = False
    log_end: str | None = None
    query: str | None = None
    pseudonymise: str | None = None
    pseudonymise_also: tuple[str, ...] = ()

    def stated(self) -> dict[str, Any]:
        """
        List what is stated.

        Returns:
            Names and values as `read_log` takes them.
        """
        return self.model_dump(exclude_defaults=True)


class Log(Record):
    """
    A log that measures maps: where it lies, how it is read and what it held when it was read last.

    Args:
        files: Its files in order, or the folder of a compiled log: as paths from the workspace's
            folder, or addresses of a warehouse.
        reading: How they are read.
        maps: The ids of the maps that it measures.
        fingerprint: The hash of its events when it was read last; None before that.
        n_cases: The customers in it then.
        n_events: The events in it then.
        last: The end of observation then.
        read_at: When that was.
    """

    files: Annotated[tuple[str, ...], Field(min_length=1)]
    reading: Reading = Reading()
    maps: tuple[Id, ...] = ()
    fingerprint: str | None = None
    n_cases: Annotated[int, Field(ge=0)] | None = None
    n_events: Annotated[int, Field(ge=0)] | None = None
    last: dt.datetime | None = None
    read_at: dt.datetime | None = None
