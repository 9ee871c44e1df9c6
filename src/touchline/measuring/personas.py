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
from touchline.measuring.measured import PersonaMeasures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
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


def measured_personas(journey: JourneyMap, log: EventLog) -> tuple[PersonaMeasures, ...]:
    """
    Count the customers of each persona.

    Args:
        journey: The map.
        log: The events.

    Returns:
        The share of each persona that names its customers; without a value when the log cannot
        tell them.
    """
    found = []
    for persona, segment in segments_of_personas(journey).items():
        try:
            figure = share(int(np.count_nonzero(segment.mask(log))), log.n_cases)
        except UnknownAttribute:
            figure = share(0, 0)
        found.append(PersonaMeasures(persona=persona, share=figure))
    return tuple(found)
