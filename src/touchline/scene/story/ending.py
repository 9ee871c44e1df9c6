"""
How a story ends, in sentences: how many come there, where most are lost, what could come next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from touchline.i18n import translate
from touchline.lanes._row import Row
from touchline.lanes._scores import score_name
from touchline.model.experience import Change, Feeling, Opportunity, PainPoint
from touchline.model.structure import Card
from touchline.scene.story.feelings import score_detail
from touchline.scene.story.figures import measured_in_all, most_lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.model.structure import Step
    from touchline.scene.story.voice import Voice

#: The cards of each step with their lanes, from top to bottom.
Rows: TypeAlias = Mapping[str, Sequence[tuple[Row, tuple[Card, ...]]]]

#: What could come next, at most; the map has the others.
_MOST_NEXT = 6

#: The best and the worst moment are told of at least so many scores.
_SEVERAL = 2

#: The severity of a reason to leave.
_GRAVE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """
    One part of the end.

    Args:
        kind: How it ends, where most is lost, or what could come next.
        title: What stands above it.
        sentences: What it says.
    """

    kind: Literal["end", "lost", "next"]
    title: str
    sentences: tuple[str, ...]


def endings(voice: Voice, rows: Rows) -> Iterator[Ending]:
    """
    Sum up: how it ends and feels, where most is lost, and what could come next.

    Args:
        voice: What says the sentences.
        rows: The cards at each step.

    Yields:
        The parts that have something to say.
    """
    measures = voice.subject.measures
    told = [*measured_in_all(voice, measures)] if measures else [voice.tell("unmeasured")]
    told += [*_peaks(voice, rows), *_pains(voice)]
    yield _ending(voice, "end", told)
    lost = tuple(most_lost(voice, measures)) if measures else ()
    if lost:
        yield _ending(voice, "lost", lost)
    if coming := tuple(_coming(voice)):
        yield _ending(voice, "next", coming)


def _ending(voice: Voice, kind: Literal["end", "lost", "next"], sentences: Iterable[str]) -> Ending:
    return Ending(kind=kind, title=voice.tell("part", part=kind), sentences=tuple(sentences))


def _peaks(voice: Voice, rows: Rows) -> Iterator[str]:
    """
    Say where it feels worst and best, when all feelings of one persona share a scale.
    """
    first = voice.subject.journey.primary_persona
    felt: list[tuple[Step, Row, Feeling]] = []
    for step in voice.subject.journey.steps:
        own = [
            (step, row, card)
            for row, cards in rows.get(step.id, ())
            for card in cards
            if isinstance(card, Feeling) and card.persona in (None, first.id if first else None)
        ]
        own.sort(key=lambda item: item[2].persona is None)
        felt += own[:1]
    scales = {(card.scale_in(row.lane).low, card.scale_in(row.lane).high) for _, row, card in felt}
    scores = {card.score for _, _, card in felt}
    if len(scales) != 1 or len(scores) < _SEVERAL:
        return
    ends = (("low", min(felt, key=_score)), ("high", max(felt, key=_score)))
    for side, (step, row, card) in ends:
        name = score_name(row, card.score, card.scale_in(row.lane))
        detail = voice.listed((name, score_detail(voice, row, card)))
        yield voice.tell("peaks", side=side, step=voice.named(step.name, step.id), detail=detail)


def _score(item: tuple[Step, Row, Feeling]) -> float:
    return item[2].score


def _pains(voice: Voice) -> Iterator[str]:
    pains = [card for _, _, card in voice.subject.journey.cards() if isinstance(card, PainPoint)]
    if pains:
        grave = sum(card.severity == _GRAVE for card in pains)
        yield voice.tell("pains", n=len(pains), grave=grave)


def _coming(voice: Voice) -> Iterator[str]:
    """
    Say what is thought of, planned or under way, with the step at which it would help.
    """
    names = {step.id: step.name for step in voice.subject.journey.steps}
    found = [
        (cell.at, card)
        for _, cell, card in voice.subject.journey.cards()
        if isinstance(card, Opportunity | Change) and card.status not in ("done", "dropped")
    ]
    for at, card in found[:_MOST_NEXT]:
        if text := voice.said(card.text):
            step = voice.named(names.get(at), at)
            where = voice.tell("in-channel", touchpoint=text, channel=step)
            yield voice.marked(voice.tell("could", status=card.status, text=where), card)
    if len(found) > _MOST_NEXT:
        more = translate("scene.more", voice.language, n=len(found) - _MOST_NEXT)
        yield voice.tell("sentence", words=more)
