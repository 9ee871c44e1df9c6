"""
The restrictions of a log as its methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from touchline.eventlog import restrict
from touchline.eventlog.build import microseconds
from touchline.eventlog.by_session import by_session
from touchline.eventlog.condition import Condition, condition
from touchline.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta

    import numpy as np
    import numpy.typing as npt

    from touchline.eventlog.activity_map import ActivityMap
    from touchline.eventlog.build import Moment
    from touchline.eventlog.condition import Entry
    from touchline.eventlog.log import EventLog


class Restrictable:
    """
    What every log can be narrowed to; each answer is a new log.
    """

    __slots__ = ()

    @property
    def _log(self) -> EventLog:
        # Only a log derives from this class, which stands apart to keep the noun itself short.
        return cast("EventLog", self)

    def between(self, start: Moment | None, end: Moment | None) -> EventLog:
        """
        Keep the events from `start` on and before `end`.

        Args:
            start: A moment, closed; without a zone it is meant in the log's. None for no bound.
            end: A moment, open. None for no bound.

        Returns:
            The narrower log; its observation ends at `end` when that is earlier.
        """
        first, last = (
            None if moment is None else microseconds(moment, self._log.zone)
            for moment in (start, end)
        )
        return restrict.between(self._log, first, last)

    def only(self, activities: str | Collection[str]) -> EventLog:
        """
        Keep the events of some activities.

        Args:
            activities: One name or several; names that never occur are nothing to keep.

        Returns:
            The narrower log.
        """
        wanted = Condition(values=_several(activities))
        return restrict.where(self._log, "only", "activity", wanted)

    def without(self, activities: str | Collection[str]) -> EventLog:
        """
        Leave out the events of some activities.

        Args:
            activities: One name or several.

        Returns:
            The narrower log.
        """
        wanted = Condition(values=_several(activities), negated=True)
        return restrict.where(self._log, "without", "activity", wanted)

    def where(
        self,
        column: str,
        values: Entry | Collection[Entry] = None,
        *,
        at_least: float | None = None,
        below: float | None = None,
        matching: str | None = None,
        negated: bool = False,
    ) -> EventLog:
        """
        Keep the events of which a column holds what is asked.

        Args:
            column: `activity`, `value`, `channel` or an attribute of events.
            values: One entry, or several of which any counts; None is nothing known.
            at_least: The lowest number that counts.
            below: The first number that no longer counts.
            matching: A regular expression that the text has to contain.
            negated: Keep all others instead.

        Returns:
            The narrower log.

        Raises:
            UnknownColumn: There is no such column.
        """
        wanted = condition(
            values, at_least=at_least, below=below, matching=matching, negated=negated
        )
        return restrict.where(self._log, "where", column, wanted)

    def cases_where(
        self,
        column: str,
        values: Entry | Collection[Entry] = None,
        *,
        at_least: float | None = None,
        below: float | None = None,
        matching: str | None = None,
        negated: bool = False,
    ) -> EventLog:
        """
        Keep the cases of which an attribute holds what is asked, with all their events.

        Args:
            column: An attribute of cases.
            values: One entry, or several of which any counts; None is nothing known.
            at_least: The lowest number that counts.
            below: The first number that no longer counts.
            matching: A regular expression that the text has to contain.
            negated: Keep all others instead.

        Returns:
            The narrower log.

        Raises:
            UnknownColumn: There is no such attribute.
        """
        wanted = condition(
            values, at_least=at_least, below=below, matching=matching, negated=negated
        )
        return restrict.cases_where(self._log, column, wanted)

    def of_cases(self, kept: npt.NDArray[np.bool_]) -> EventLog:
        """
        Keep some cases with all their events.

        Args:
            kept: Which ones, in the order of `cases`.

        Returns:
            The narrower log.

        Shapes:
            n cases; kept (n,) bool.
        """
        return restrict.of_cases(self._log, "of-cases", kept)

    def renamed(self, activity_map: ActivityMap) -> EventLog:
        """
        Say activities in other words.

        Args:
            activity_map: The renamings; events that it leaves out are counted in `quality`.

        Returns:
            The log in the new words.
        """
        return restrict.renamed(self._log, activity_map)

    def by_session(self, timeout: str | float | timedelta = "30m") -> EventLog:
        """
        Make each session a case of its own, so that any question may be asked of sessions.

        Args:
            timeout: A longer gap than this begins a new session.

        Returns:
            The same events; a session is called by its customer and its number, such as `ann#2`.

        Raises:
            UnreadableDuration: The timeout is no span of time.
        """
        return by_session(self._log, parse_duration(timeout))


def _several(names: str | Collection[str]) -> frozenset[str]:
    # A single name is a collection of letters to Python, and never to a person.
    return frozenset([names] if isinstance(names, str) else names)
