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
from touchline.kernels.touch_paths import NOTHING, TouchPaths, chosen_paths, touch_paths

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.analysis._step import Step
    from touchline.eventlog.log import EventLog

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.integer]


#: After whatever a log can hold.
_NEVER = np.iinfo(np.int64).max


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
        self, log: EventLog, span: tuple[int, int]
    ) -> tuple[Paths, tuple[str, ...], int, int]:
        """
        Find the paths of a log.

        Args:
            log: The events.
            span: From when on and before when a path counts: by its conversion, or by its last
                touch when it led to none.

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
        found, n_pending = self._chosen(log, codes, (is_touch, is_conversion), names, span)
        paths, n_unvalued = _arrays(found, codes, names, log, has_age=self.has_age)
        return paths, names, n_pending, n_unvalued

    def _chosen(
        self,
        log: EventLog,
        codes: Codes,
        marks: tuple[Bools, Bools],
        names: tuple[str, ...],
        span: tuple[int, int],
    ) -> tuple[TouchPaths, int]:
        """
        Find the paths that count, and how many are pending.
        """
        has_time = self.lookback is not None and log.log_end is not None
        pending_after = (log.log_end or 0) - (self.lookback or 0) if has_time else _NEVER
        least = self.occurrence or 1
        numbers = least, _NEVER if self.onwards or self.occurrence is None else least
        given = *marks, log.offsets, log.timestamp
        left_out = [i for i, name in enumerate(names) if name in self.ignore]
        if self.reset and not left_out:
            return chosen_paths(
                *given,
                lookback=self.lookback,
                numbers=numbers,
                span=span,
                pending_after=pending_after,
            )
        found = touch_paths(*given, lookback=self.lookback, reset=self.reset)
        if left_out:
            found = found.without(np.isin(present(codes[found.touch], len(names) - 1), left_out))
        return found.counted(log.timestamp, numbers, span, pending_after)

    def _touches(self, log: EventLog, codes: Codes, is_conversion: Bools) -> Bools:
        is_touch: Bools = codes != ABSENT
        if self.touches:
            is_touch = np.asarray(np.any([step.mask(log) for step in self.touches], axis=0))
        # What the customers did to convert is no channel that brought them there.
        if not self.touch_on_conversion or (self.attribute == "activity" and not self.touches):
            is_touch &= ~is_conversion
        return is_touch


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
