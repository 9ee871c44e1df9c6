"""
What of a map a picture shows, and how much it leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import has_message, list_text, quote, translate
from touchline.model.partial import PartialMap
from touchline.model.text import LocalText
from touchline.scene.heads import lane_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.map import JourneyMap
    from touchline.scene.subject import Subject

#: The fields of a filter whose names are told as they are.
_PLAIN = ("departments", "owners")


def part_words(subject: Subject) -> tuple[str, ...]:
    """
    Say what of the map is shown and how much is left out.

    Args:
        subject: The map.

    Returns:
        A sentence each; none for a whole map.
    """
    journey, language = subject.journey, subject.language
    if not isinstance(journey, PartialMap):
        return ()
    what = " · ".join(_kept(subject, journey))
    found = [translate("scene.shown-only", language, what=what)] if what else []
    out = journey.left_out
    counts = {"stages": out.stages, "steps": out.steps, "lanes": out.lanes, "cards": out.cards}
    told = [translate(f"scene.out-{name}", language, n=n) for name, n in counts.items() if n]
    if told:
        found.append(translate("scene.left-out", language, what=list_text(tuple(told), language)))
    return tuple(found)


def _kept(subject: Subject, journey: PartialMap) -> Iterator[str]:
    kept, language = journey.kept, subject.language
    names = {
        "stages": [_name(subject, journey, "stages", name) for name in kept.stages],
        "lanes": [_lane(subject, name) for name in kept.lanes],
        "kinds": [_kind(name, language) for name in kept.kinds],
        "channels": [_name(subject, journey, "channels", name) for name in kept.channels],
        "personas": [_name(subject, journey, "personas", name) for name in kept.personas],
        "text": [quote(words, language) for words in kept.text],
    } | {field: list(getattr(kept, field)) for field in _PLAIN}
    for field, found in names.items():
        if found:
            told = list_text(tuple(found), language)
            yield translate(f"scene.only-{field}", language, names=told)
    if kept.moments_of_truth:
        yield translate("scene.only-moments", language)


def _name(subject: Subject, journey: JourneyMap, among: str, identifier: str) -> str:
    """
    Say what a stage, a channel or a persona is called.
    """
    for one in getattr(journey, among):
        if one.id == identifier and isinstance(one.name, LocalText):
            return subject.said(one.name) or identifier
    return identifier


def _lane(subject: Subject, identifier: str) -> str:
    found = (lane for lane in subject.journey.lanes if lane.id == identifier)
    return next((lane_title(subject, lane) for lane in found), identifier)


def _kind(kind: str, language: str) -> str:
    key = f"lane.{kind}.title"
    return translate(key, language) if has_message(key) else kind
