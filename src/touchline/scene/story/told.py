"""
A map as a story: who travels, what happens step by step, and how it ends (R-008, R-049).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.i18n import number, translate
from touchline.lanes._details import figure_text
from touchline.lanes._row import Column, Row
from touchline.model.experience import Feeling
from touchline.model.handoffs import handoffs
from touchline.scene.objective import goal_words
from touchline.scene.story.ending import endings
from touchline.scene.story.feelings import level_of, share_of_scale
from touchline.scene.story.figures import measured_at
from touchline.scene.story.moments import paragraphs
from touchline.scene.story.other_lanes import told_elsewhere
from touchline.scene.story.step import At, Paragraph
from touchline.scene.story.voice import Voice, is_marked, teller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.experience import Persona
    from touchline.model.handoffs import Handoff
    from touchline.model.structure import Card, Evidence, Scale, Stage, Step
    from touchline.scene.story.ending import Ending, Rows
    from touchline.scene.story.feelings import Level
    from touchline.scene.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """
    Somebody whose story it is.

    Args:
        persona: The persona.
        name: What it is called.
        role: The part it plays; empty when none is known.
        text: Who that is, in sentences.
        quote: What it would say, between quotation marks.
    """

    persona: Persona
    name: str
    role: str
    text: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """
    One step of the story.

    Args:
        step: The step.
        name: What happens, as the map calls it.
        feeling: How good it feels to the persona whose view the map takes, from 0 to 1; None where
            nobody says.
        level: The same as a level.
        paragraphs: What is told of it.
    """

    step: Step
    name: str
    feeling: float | None
    level: Level | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """
    One stage of the story.

    Args:
        stage: The stage.
        number: Such as "Chapter 1".
        name: What it is called.
        moments: Its steps.
    """

    stage: Stage
    number: str
    name: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """
    A whole map in sentences.

    Args:
        language: The reader's language tag.
        title: What the map is called.
        opening: What the story is about, a paragraph each.
        characters: Whose story it is.
        chapters: The stages.
        endings: How it ends; empty for a map without steps.
        notes: What a reader must know before believing it.
        legend: What the mark behind a sentence means; empty where there is none.
        whose: What stands above the characters.
    """

    language: str
    title: str
    opening: tuple[str, ...]
    characters: tuple[Character, ...]
    chapters: tuple[Chapter, ...]
    endings: tuple[Ending, ...]
    notes: tuple[str, ...]
    legend: str
    whose: str


def story(subject: Subject) -> Story:
    """
    Tell a map as a story; what the map does not say is left out.

    Args:
        subject: The map as its reader sees it.

    Returns:
        The story.
    """
    voice, journey = teller(subject), subject.journey
    rows = _rows(subject)
    changes = handoffs(journey)
    chapters = tuple(
        Chapter(
            stage=stage,
            number=voice.tell("chapter", n=i),
            name=voice.said(stage.name),
            moments=tuple(_moment(voice, rows, changes, step) for step in stage.steps),
        )
        for i, stage in enumerate(journey.stages, start=1)
    )
    opening = tuple(_opening(voice))
    return Story(
        language=subject.language,
        title=voice.said(journey.title),
        opening=opening if journey.steps else (*opening, voice.tell("empty")),
        characters=tuple(_character(voice, persona) for persona in _in_order(subject)),
        chapters=chapters,
        endings=tuple(endings(voice, rows)) if journey.steps else (),
        notes=_notes(subject),
        legend=voice.tell("legend") if _has_marks(chapters) else "",
        whose=voice.tell("whose"),
    )


def _rows(subject: Subject) -> Rows:
    """
    Sort the cards of all lanes to their steps, once.
    """
    from_start = tuple(
        Column(step=step, stage=stage) for stage in subject.journey.stages for step in stage.steps
    )
    found: dict[str, list[tuple[Row, tuple[Card, ...]]]] = {}
    for lane in subject.journey.lanes:
        row = Row(
            lane=lane,
            journey=subject.journey,
            measures=subject.measures,
            columns=from_start,
            language=subject.language,
        )
        cards: dict[str, tuple[Card, ...]] = {}
        for place in row.places():
            # What spans several steps is told at the first of them.
            first = place.columns[0].step.id
            cards[first] = cards.get(first, ()) + place.cell.cards
        for step, own in cards.items():
            if own:
                found.setdefault(step, []).append((row, own))
    return found


def _has_marks(chapters: tuple[Chapter, ...]) -> bool:
    return any(
        is_marked(sentence)
        for chapter in chapters
        for moment in chapter.moments
        for paragraph in moment.paragraphs
        for sentence in paragraph.sentences
    )


def _in_order(subject: Subject) -> list[Persona]:
    first = subject.journey.primary_persona
    return sorted(subject.journey.personas, key=lambda persona: persona is not first)


def _opening(voice: Voice) -> Iterator[str]:
    """
    Say what the journey is about: the scene, the customer's goal and why the map is made.
    """
    journey = voice.subject.journey
    yield from (words for text in (journey.scenario,) if (words := voice.whole(text)))
    if goal := voice.said(journey.goal):
        yield voice.tell("goal", who=voice.who, goal=goal)
    if journey.objective and (statement := voice.said(journey.objective.statement)):
        told = voice.tell("objective", statement=statement)
        figures = goal_words(journey.objective, journey.language, voice.language)
        yield voice.joined((told, _sentence(voice, figures)))


def _sentence(voice: Voice, words: str) -> str:
    return voice.tell("sentence", words=words[0].upper() + words[1:]) if words else ""


def _notes(subject: Subject) -> tuple[str, ...]:
    flags = {
        "html.invented": subject.journey.is_invented,
        "html.discovered": subject.journey.is_discovered,
    }
    return tuple(translate(key, subject.language) for key, holds in flags.items() if holds)


def _character(voice: Voice, persona: Persona) -> Character:
    traits = (("goals", persona.goals), ("needs", persona.needs), ("habits", persona.behaviours))
    told = [voice.whole(persona.summary), voice.whole(persona.background)]
    told += [
        voice.tell("trait", trait=trait, items=items)
        for trait, texts in traits
        if (items := voice.listed(voice.said(text) for text in texts))
    ]
    told.append(_share(voice, persona))
    if persona.evidence:
        items = voice.listed(_source(voice, item) for item in persona.evidence)
        told.append(voice.tell("persona-known", items=items))
    elif voice.shows_grades:
        told.append(voice.tell("persona-assumed"))
    return Character(
        persona=persona,
        name=voice.said(persona.name) or persona.id,
        role=voice.said(persona.role),
        text=voice.joined(told),
        quote=voice.quoted(persona.quote),
    )


def _share(voice: Voice, persona: Persona) -> str:
    measures = voice.subject.measures
    for item in measures.personas if measures else ():
        if item.persona == persona.id and item.share.value is not None:
            share = figure_text(item.share, voice.language)
            return voice.tell("persona-share", share=share, basis=voice.basis(item.share))
    return ""


def _source(voice: Voice, item: Evidence) -> str:
    source = voice.said(item.source)
    if item.n is None:
        return source
    n = translate("scene.n", voice.language, n=number(item.n, voice.language))
    return voice.tell("in-channel", touchpoint=source, channel=n)


def _moment(voice: Voice, rows: Rows, changes: tuple[Handoff, ...], step: Step) -> Moment:
    journey, measures = voice.subject.journey, voice.subject.measures
    at = At(
        voice=voice,
        step=step,
        rows=tuple(rows.get(step.id, ())),
        handoffs=tuple(item for item in changes if item.after == step.id),
        branches=tuple(item for item in journey.branches if item.origin == step.id),
    )
    told = paragraphs(at)
    figures = measures.of(step.id) if measures else None
    sentences = tuple(measured_at(voice, figures)) if figures else ()
    sentences += tuple(told_elsewhere(voice, step, [row for row, _ in at.rows], kept=True))
    if sentences:
        title = voice.tell("part", part="measured")
        last = tuple(paragraph for paragraph in told if paragraph.kind == "behind")
        figures_told = Paragraph(kind="measured", sentences=sentences, title=title)
        told = (*told[: len(told) - len(last)], figures_told, *last)
    felt = _felt(voice, at)
    return Moment(
        step=step,
        name=voice.said(step.name) or step.id,
        feeling=share_of_scale(*felt) if felt else None,
        level=level_of(*felt) if felt else None,
        paragraphs=told,
    )


def _felt(voice: Voice, at: At) -> tuple[float, Scale] | None:
    """
    Find how a step feels to the persona whose view the map takes, else to everybody or anybody.
    """
    felt = [(row, card) for row, card in at.of("emotion") if isinstance(card, Feeling)]
    first = voice.subject.journey.primary_persona
    order = {first.id if first else None: 0, None: 1}
    felt.sort(key=lambda item: order.get(item[1].persona, 2))
    for row, card in felt:
        return card.score, card.scale_in(row.lane)
    return None
