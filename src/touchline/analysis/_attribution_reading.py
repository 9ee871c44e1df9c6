"""
From the events of a log to the paths that attribution shares out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis._attribution_paths import Paths, present
from touchline.analysis._attribution_rows import NONE
from touchline.analysis._errors import NoChannel, UnknownAttribute
from touchline.analysis._groups import groups_of
from touchline.analysis._step import attribute
from touchline.eventlog.columns import ABSENT, TextColumn
from touchline.kernels.touch_paths import NOTHING, TouchPaths, touch_paths

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from touchline.analysis._step import Step
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Which events are touches and conversions, and how they belong together.

    Args:
        conversion: The conversions.
        touches: The touches; none given means every event of which a channel is known.
        attribute: The column that tells the channel, or `activity`; None takes the log's channel,
            or the activity when touches are named and the log has no channel.
        lookback: The longest time from a touch to its conversion; None for no limit.
        reset: A touch is spent with the next conversion.
        touch_on_conversion: A conversion may be a touch of its own path.
        ignore: Channels that count only where there is no other.
        occurrence: Count only each case's so-manieth conversion.
        onwards: Count all later ones too.
        has_age: Tell how old each touch is.
    """

    conversion: Step
    touches: tuple[Step, ...]
    attribute: str | None
    lookback: int | None
    reset: bool
    touch_on_conversion: bool
    ignore: tuple[str, ...]
    occurrence: int | None
    onwards: bool
    has_age: bool

    def paths(
        self, log: EventLog, entering: Callable[[Ints], Bools]
    ) -> tuple[Paths, tuple[str, ...], int, int]:
        """
        Find the paths of a log.

        Args:
            log: The events.
            entering: Which moments count: those of conversions, and of the last touches of paths
                that led to none.

        Shapes:
            none.

        Units:
            microseconds.

        Returns:
            The paths, the names of the channels, how many paths may yet convert and were left out,
            and how many conversions lack a value and count as worth nothing.

        Raises:
            NoChannel: The log does not say in which channel its events happened.
            UnknownAttribute: The log has no such column of texts.

        Source:
            docs/explanation/attribution.md.
        """
        codes, names = channels_of(log, self.attribute, named=bool(self.touches))
        is_conversion = self.conversion.mask(log)
        is_touch = self._touches(log, codes, is_conversion)
        found = touch_paths(
            is_touch,
            is_conversion,
            log.offsets,
            log.timestamp,
            lookback=self.lookback,
            reset=self.reset,
        )
        if self.ignore:
            left_out = [i for i, name in enumerate(names) if name in self.ignore]
            found = found.without(np.isin(present(codes[found.touch], len(names) - 1), left_out))
        found = found.chosen(self._counts(found) & entering(_moments(found, log)))
        is_pending = self._is_pending(found, log)
        found = found.chosen(~is_pending)
        paths, n_unvalued = _arrays(found, codes, names, log, has_age=self.has_age)
        return paths, names, int(np.count_nonzero(is_pending)), n_unvalued

    def _touches(self, log: EventLog, codes: Codes, is_conversion: Bools) -> Bools:
        is_touch: Bools = codes != ABSENT
        if self.touches:
            is_touch = np.asarray(np.any([step.mask(log) for step in self.touches], axis=0))
        # What the customers did to convert is no channel that brought them there.
        if not self.touch_on_conversion or (self.attribute == "activity" and not self.touches):
            is_touch &= ~is_conversion
        return is_touch

    def _counts(self, found: TouchPaths) -> Bools:
        if self.occurrence is None:
            return np.ones(len(found.number), dtype=np.bool_)
        if self.onwards:
            return np.asarray(found.number >= self.occurrence, dtype=np.bool_)
        return np.asarray(found.number == self.occurrence, dtype=np.bool_)

    def _is_pending(self, found: TouchPaths, log: EventLog) -> Bools:
        """
        Mark the paths that led to nothing but still have time to.
        """
        if self.lookback is None or log.log_end is None:
            return np.zeros(len(found.is_last), dtype=np.bool_)
        return found.is_last & (_moments(found, log) > log.log_end - self.lookback)


def channels_of(log: EventLog, name: str | None, *, named: bool) -> tuple[Codes, tuple[str, ...]]:
    """
    Tell the channel of every event.

    Args:
        log: The events.
        name: The column that tells it, or `activity`; None takes the log's channel.
        named: The events that count are named, so that a log without a channel tells them apart by
            their activity.

    Shapes:
        m events; returns codes (m,).

    Units:
        none.

    Returns:
        A code for each event, `ABSENT` where no channel is known, and the names; the last stands
        for events of which none is known.

    Raises:
        NoChannel: The log does not say in which channel its events happened.
        UnknownAttribute: The log has no such column of texts.

    Source:
        docs/explanation/attribution.md.
    """
    if name is None:
        has_channel = log.channel is not None or "channel" in log.attributes
        name = "activity" if named and not has_channel else "channel"
        if name == "channel" and not has_channel:
            raise NoChannel(at="attribute")
    if name == "activity":
        return log.activity.codes, (*log.activities, NONE)
    column, is_of_cases = attribute(log, name)
    if not isinstance(column, TextColumn):
        raise UnknownAttribute.among(name, _texts(log), at="attribute")
    codes = column.codes
    return codes[log.case_of_event] if is_of_cases else codes, (*column.vocabulary, NONE)


def _moments(found: TouchPaths, log: EventLog) -> Ints:
    """
    Give the time of each conversion, and of the last touch of each path that led to none.
    """
    event = found.conversion.copy()
    is_null = event == NOTHING
    event[is_null] = found.touch[found.offsets[1:][is_null] - 1]
    return log.timestamp[event]


def _arrays(
    found: TouchPaths, codes: Codes, names: tuple[str, ...], log: EventLog, *, has_age: bool
) -> tuple[Paths, int]:
    is_converting = found.conversion != NOTHING
    lengths = np.diff(found.offsets)
    value = np.zeros(len(lengths))
    n_unvalued = 0
    if log.value is None:
        value[is_converting] = 1
    else:
        stated = log.value.values[found.conversion[is_converting]]
        n_unvalued = int(np.count_nonzero(np.isnan(stated)))
        value[is_converting] = np.nan_to_num(stated)
    paths = Paths(
        n_channels=len(names),
        offsets=found.offsets,
        channel=present(codes[found.touch], len(names) - 1).astype(np.int64),
        age=_ages(found, log) if has_age else np.zeros(0, dtype=np.int64),
        is_converting=is_converting,
        value=value,
        weight=np.ones(len(lengths), dtype=np.int64),
        group=groups_of(log.cases)[found.case],
    )
    return paths, n_unvalued


def _ages(found: TouchPaths, log: EventLog) -> Ints:
    """
    Tell how long before its conversion each touch happened.
    """
    conversion = np.repeat(found.conversion, np.diff(found.offsets))
    since = log.timestamp[np.where(conversion == NOTHING, found.touch, conversion)]
    return np.asarray(since - log.timestamp[found.touch], dtype=np.int64)


def _texts(log: EventLog) -> set[str]:
    columns = {**log.attributes, **log.case_attributes}
    return {"activity", *(name for name, one in columns.items() if isinstance(one, TextColumn))}
