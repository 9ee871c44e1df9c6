"""
How long a question to a log takes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import touchline as tl
from benchmarks._timing import Work
from touchline.analysis import Question
from touchline.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.samples import Sample

ABOUT = "The two samples of the package: reading them, asking them, and measuring their maps."

#: Two steps that customers of each sample take.
STEPS = {
    "online_retail_uk": ("first order", "second order"),
    "complete_journey_grocery": ("coupon redeemed", "purchase"),
}


def works() -> Iterator[Work]:
    """
    Read each sample, ask each question of it, and measure its map.

    Yields:
        Pieces of work.
    """
    for name, sample in SAMPLES.items():
        log = read(sample)
        size = f"{name}, {log.n_events} events"
        yield Work(what=f"read {size}", do=partial(read, sample))
        for question in questions(*STEPS[name]):
            yield Work(what=f"{question.name}, {name}", do=partial(question.answer, log))
        journey = tl.load(sample.journey)
        if isinstance(journey, tl.JourneyMap):
            yield Work(what=f"measure the map, {name}", do=partial(tl.measure, journey, log))


def read(sample: Sample) -> tl.EventLog:
    """
    Read a sample as its citation says.

    Args:
        sample: The sample.

    Returns:
        Its log.
    """
    columns: dict[str, Any] = dict(sample.columns)
    return tl.read_log(sample.path, cases=sample.cases, zone=sample.zone, **columns)


def questions(first: str, second: str) -> Iterator[Question]:
    """
    Ask of two steps.

    Args:
        first: An activity.
        second: One that may follow.

    Yields:
        Questions.
    """
    funnel = {"name": "funnel", "steps": [first, second], "window": "90d"}
    yield Question.from_dict(funnel)
    yield Question.from_dict({"name": "time-between", "source": first, "target": second})
    for name in ("transitions", "variants", "occupancy", "discovery"):
        yield Question.from_dict({"name": name})
    yield Question.from_dict({"name": "trend", "of": funnel, "per": "month"})
