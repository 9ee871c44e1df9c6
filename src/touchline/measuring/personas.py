"""
Personas held against customers: how many are of their kind, and what sets these apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis import UnknownAttribute
from touchline.analysis._segment import Segment
from touchline.analysis.segments import Segments, SegmentsAnswer
from touchline.measuring.errors import NoPersonaBound
from touchline.measuring.figures import share
from touchline.measuring.measured import ChannelShare, PersonaMeasures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.measuring.planned_way import PlannedWay
    from touchline.model.map import JourneyMap


def segments_of_personas(journey: JourneyMap) -> dict[str, Segment]:
    """
    Read from a map which customers its personas stand for.

    Args:
        journey: The map.

    Returns:
        For the id of each persona with a segment that segment, called by the persona's name.
    """
    return {
        persona.id: segment_of(persona.name.said(journey.language), persona.segment, persona.deeds)
        for persona in journey.personas
        if persona.segment or persona.deeds
    }


def segment_of(
    name: str, where: Mapping[str, tuple[str | float, ...]], deeds: Sequence[str] = ()
) -> Segment:
    """
    Turn what a persona says of its customers into a segment.

    Args:
        name: What the persona is called.
        where: For each attribute of a case the values that count.
        deeds: What its customers did or did not do, such as `did pay`.

    Returns:
        The segment, of whose conditions all must hold.
    """
    did = Segment.model_validate(" & ".join(deeds)).deeds if deeds else ()
    return Segment.model_validate({"name": name, "where": where, "deeds": did})


def profile_personas(journey: JourneyMap, log: EventLog | CompiledLog) -> SegmentsAnswer:
    """
    Ask how large the personas of a map are, and what sets the customers of each apart.

    Args:
        journey: The map.
        log: The events.

    Returns:
        One segment a persona that names its customers.

    Raises:
        NoPersonaBound: No persona of the map names its customers.
        UnknownAttribute: A persona asks for an attribute that the log does not have.
    """
    segments = tuple(segments_of_personas(journey).values())
    if not segments:
        raise NoPersonaBound(example="segment: {town: [Bonn]}")
    return Segments(segments=segments).answer(log)


def measured_personas(
    journey: JourneyMap, log: EventLog, way: PlannedWay | None
) -> tuple[PersonaMeasures, ...]:
    """
    Count the customers of each persona, those whom each channel reached, and those who arrive.

    Args:
        journey: The map.
        log: The events.
        way: The planned way; None when it has no end.

    Returns:
        What is known of each persona that names its customers; a share without a value when the
        log cannot tell them.
    """
    found = []
    for persona, segment in segments_of_personas(journey).items():
        try:
            is_kept = segment.mask(log)
        except UnknownAttribute:
            found.append(PersonaMeasures(persona=persona, share=share(0, 0)))
            continue
        measured = PersonaMeasures(
            persona=persona,
            share=share(int(np.count_nonzero(is_kept)), log.n_cases),
            channels=_channels(log, is_kept),
            completion=way.completion_among(is_kept) if way and is_kept.any() else None,
        )
        found.append(measured)
    return tuple(found)


def _channels(log: EventLog, is_kept: npt.NDArray[np.bool_]) -> tuple[ChannelShare, ...]:
    """
    Tell which share of some customers each channel reached; one whom several reached counts in all.
    """
    if log.channel is None or not is_kept.any():
        return ()
    owners = np.repeat(np.arange(log.n_cases), np.diff(log.offsets))
    codes = log.channel.codes[: len(owners)]
    is_told = is_kept[owners] & (codes >= 0)
    width = max(len(log.channel.vocabulary), 1)
    pairs = np.unique(owners[is_told] * width + codes[is_told])
    counts = np.bincount(pairs % width, minlength=width)
    n = int(np.count_nonzero(is_kept))
    rows = [
        (name, int(count))
        for name, count in zip(log.channel.vocabulary, counts.tolist(), strict=False)
        if count
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return tuple(ChannelShare(channel=name, share=share(count, n)) for name, count in rows)
