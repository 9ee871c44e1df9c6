"""
How a step feels and how much it matters, in sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from touchline.i18n import interval_text, number, translate
from touchline.lanes._scores import score_name, short_number
from touchline.model.experience import Feeling, Rating, Scored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.lanes._row import Row
    from touchline.model.structure import Scale
    from touchline.scene.story.step import At
    from touchline.scene.story.voice import Voice

#: Below these shares of a scale it feels very bad and bad; above these, good and very good.
_AWFUL, _BAD, _GOOD, _GREAT = 0.2, 0.4, 0.6, 0.8

#: Shares that differ by less are equal.
_ROUNDING = 1e-9

#: How good a score is.
Level = Literal["awful", "bad", "mixed", "good", "great"]


def share_of_scale(score: float, scale: Scale) -> float:
    """
    Say how far up a scale a score lies.

    Args:
        score: The score.
        scale: Its range.

    Returns:
        From 0, the worst, to 1.
    """
    return min(max((score - scale.low) / (scale.high - scale.low), 0.0), 1.0)


def level_of(score: float, scale: Scale) -> Level:
    """
    Name how good a score is.

    Args:
        score: The score.
        scale: Its range.

    Returns:
        The level of the fifth of the scale in which it lies; on an edge, that nearer the middle.
    """
    share = share_of_scale(score, scale)
    if share < _BAD - _ROUNDING:
        return "awful" if share < _AWFUL - _ROUNDING else "bad"
    if share <= _GOOD + _ROUNDING:
        return "mixed"
    return "great" if share > _GREAT + _ROUNDING else "good"


def score_detail(voice: Voice, row: Row, card: Feeling) -> str:
    """
    Write a score with its scale, its interval and how many answered.

    Args:
        voice: What says the sentence.
        row: The lane.
        card: The feeling.

    Returns:
        What stands in the brackets of a sentence.
    """
    parts = [_on_scale(voice, row, card)]
    if card.low is not None and card.high is not None:
        interval = interval_text(card.low, card.high, voice.language, kind="number")
        parts.append(translate("scene.interval", voice.language, interval=interval))
    surveyed = [item.n for item in card.evidence if item.n]
    if surveyed:
        n = number(max(surveyed), voice.language)
        parts.append(translate("scene.n", voice.language, n=n))
    return voice.listed(parts)


def _on_scale(voice: Voice, row: Row, card: Scored) -> str:
    scale, language = card.scale_in(row.lane), voice.language
    score, low, high = (
        short_number(value, scale, language, signed=scale.low < 0)
        for value in (card.score, scale.low, scale.high)
    )
    return voice.tell("on-scale", score=score, low=low, high=high)


def feelings(at: At) -> Iterator[str]:
    """
    Say how it feels, in whose eyes and why; then how much the step matters.

    Args:
        at: The step.

    Yields:
        Sentences.
    """
    voice = at.voice
    for row, card in at.of("emotion"):
        if not isinstance(card, Feeling):
            continue
        told = [_felt(voice, row, card)]
        if voice.said(card.text):
            told.append(voice.tell("described", words=voice.named(card.text)))
        if cause := voice.said(card.cause):
            told.append(voice.tell("reason", cause=cause))
        yield voice.marked(voice.joined(told), card)
    for row, card in at.of("importance"):
        if isinstance(card, Rating):
            score = _on_scale(voice, row, card)
            if name := score_name(row, card.score, card.scale_in(row.lane)):
                score = voice.tell("in-channel", touchpoint=name, channel=score)
            told_score = voice.tell("matters", who=_whose(voice, card.persona), score=score)
            yield voice.marked(told_score, card)


def _felt(voice: Voice, row: Row, card: Feeling) -> str:
    scale = card.scale_in(row.lane)
    who, detail = _whose(voice, card.persona), score_detail(voice, row, card)
    if name := score_name(row, card.score, scale):
        return voice.tell("feels-named", who=who, name=name, detail=detail)
    return voice.tell("feels", who=who, level=level_of(card.score, scale), detail=detail)


def _whose(voice: Voice, persona: str | None) -> str:
    """
    Say whose a score is; the only persona of a map needs no name but in its story.
    """
    people = voice.subject.journey.personas
    found = next((item for item in people if item.id == persona), None)
    return voice.who if found is None or len(people) == 1 else voice.called(found)
