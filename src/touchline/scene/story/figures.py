"""
What a log says of a step and of the whole journey, in sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import duration_text, list_text, number, percent, translate
from touchline.lanes._details import figure_text
from touchline.lanes.touchpoints import channel_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.measuring.measured import Figure, Measures, StepMeasures, TargetCheck
    from touchline.scene.story.voice import Voice

#: Channels that are named; the others are few events.
_MOST_CHANNELS = 4

#: Steps at which most is lost that are named at the end.
_MOST_LOST = 3


def measured_at(voice: Voice, step: StepMeasures) -> Iterator[str]:
    """
    Say what was measured at a step.

    Args:
        voice: What says the sentences.
        step: The figures.

    Yields:
        Sentences; none where nothing was measured.
    """
    if step.is_withheld:
        measures = voice.subject.measures
        least = (measures.least_group if measures else None) or 0
        yield voice.tell("sentence", words=translate("scene.withheld", voice.language, least=least))
        return
    yield from _arrivals(voice, step)
    yield from _going_on(voice, step)
    time = step.time_to_next
    if time is not None and time.value is not None:
        told = duration_text(time.value, voice.language)
        yield voice.tell("takes", time=told, basis=voice.basis(time))
    yield from (_target(voice, check) for check in step.targets if check.figure is not None)
    yield from _channels(voice, step)


def _arrivals(voice: Voice, step: StepMeasures) -> Iterator[str]:
    figure, share = step.reached, step.reached_share
    if figure is None or figure.value is None:
        return
    has_share = share is not None and share.value is not None
    yield voice.tell(
        "arrive",
        n=int(figure.value),
        share=figure_text(share, voice.language) if share and has_share else "",
        basis=voice.basis(share) if share and has_share else "",
    )


def _going_on(voice: Voice, step: StepMeasures) -> Iterator[str]:
    figure = step.completion_to_read
    if figure is None or figure.value is None:
        return
    is_elapsed = figure is not step.completion
    told = figure_text(figure, voice.language)
    yield voice.tell("go-on", elapsed=is_elapsed, share=told, basis=voice.basis(figure))
    if step.lost is not None and step.lost.value and not is_elapsed:
        lost = figure_text(step.lost, voice.language)
        yield voice.tell("lost", share=lost, basis=voice.basis(step.lost))
    if step.pending is not None and step.pending.value:
        yield voice.tell("pending", n=int(step.pending.value))
    if figure.is_thin:
        yield voice.tell("thin")


def _target(voice: Voice, check: TargetCheck) -> str:
    figure = check.figure
    unit = figure.unit if figure else "customers"
    language = voice.language
    if unit == "share":
        wanted = percent(check.wanted, language)
    elif unit == "seconds":
        wanted = duration_text(check.wanted, language)
    else:
        wanted = number(check.wanted, language)
    key = "scene.target-at-least" if check.is_floor else "scene.target-at-most"
    bound = translate(key, language, value=wanted)
    return voice.tell("target", verdict=check.verdict, bound=bound)


def _channels(voice: Voice, step: StepMeasures) -> Iterator[str]:
    """
    Say in which channels the events of a step happen, where there are several.
    """
    known = [item for item in step.channels if item.share.value and item.channel != "(none)"]
    if len(known) <= 1:
        return
    journey, language = voice.subject.journey, voice.language
    items = [
        f"{channel_name(journey, item.channel, language)} {figure_text(item.share, language)}"
        for item in known[:_MOST_CHANNELS]
    ]
    n = translate("scene.n", language, n=number(known[0].share.n, language))
    yield voice.tell("channels", items=list_text(items, language), basis=n)


def measured_in_all(voice: Voice, measures: Measures) -> Iterator[str]:
    """
    Say how many come to the end of the journey, and how long it takes them.

    Args:
        voice: What says the sentences.
        measures: The figures.

    Yields:
        Sentences.
    """
    whole = measures.completion_to_read
    if whole is not None and whole.value is not None:
        yield voice.tell(
            "completed",
            elapsed=whole is not measures.completion,
            share=figure_text(whole, voice.language),
            basis=voice.basis(whole),
        )
    time = measures.time_to_complete
    if time is not None and time.value is not None:
        told = duration_text(time.value, voice.language)
        yield voice.tell("completed-in", time=told, basis=voice.basis(time))


def most_lost(voice: Voice, measures: Measures) -> Iterator[str]:
    """
    Say where the largest shares of customers are lost.

    Args:
        voice: What says the sentences.
        measures: The figures.

    Yields:
        Sentences, the largest share first.
    """
    names = {step.id: step.name for step in voice.subject.journey.steps}
    found: list[tuple[float, str, Figure]] = [
        (step.lost.value, step.step, step.lost)
        for step in measures.steps
        if step.lost is not None and step.lost.value and not step.is_withheld
    ]
    found.sort(key=lambda item: -item[0])
    for i, (_, step, figure) in enumerate(found[:_MOST_LOST]):
        yield voice.tell(
            "most-lost",
            rank="next" if i else "first",
            step=voice.named(names.get(step), step),
            share=figure_text(figure, voice.language),
            basis=voice.basis(figure),
        )
