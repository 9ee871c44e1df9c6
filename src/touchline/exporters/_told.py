"""
A map in words: the same grid as the picture, as plain lines for tables and for listening.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.exporters._subject import parts_of
from touchline.i18n import date_text, has_message, translate
from touchline.lanes import LANES, Column, Row
from touchline.lanes._owners import owner_lines
from touchline.lanes.touchpoints import told_handoff
from touchline.model.handoffs import handoffs
from touchline.scene.objective import goal_words
from touchline.scene.people import told_persona
from touchline.scene.shown_part import part_words
from touchline.scene.subject import Subject
from touchline.scene.ways import told_branch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.measuring.measured import MeasuredMap, Measures, Provenance
    from touchline.model.experience import Persona
    from touchline.model.map import Branch, JourneyMap
    from touchline.model.structure import Cell, Lane, Step
    from touchline.model.text import LocalText


@dataclass(frozen=True, slots=True)
class ToldCell:
    """
    What stands at one step or at several together.

    Args:
        lines: What it says; empty when there is nothing.
        n_steps: How many steps it covers.
    """

    lines: tuple[str, ...]
    n_steps: int = 1


@dataclass(frozen=True, slots=True)
class ToldLane:
    """
    One row of the table: what it is called and asks, who answers for it, and what it holds.
    """

    title: str
    hint: str
    cells: tuple[ToldCell, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldStep:
    """
    One column of the table: the name of a step and what is special about it.
    """

    name: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldStage:
    """
    A stage with its steps, and who answers for it.
    """

    name: str
    steps: tuple[ToldStep, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldPersona:
    """
    Whose journey it is.
    """

    name: str
    lines: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMap:
    """
    A whole map in the reader's language.

    Args:
        facts: Labelled sentences about the map: objective, the customer's goal and scenario.
        owners: Who answers for the map.
        notes: What a reader must know before believing it, such as that it is invented.
        source: Which data it was measured in; empty when nothing was.
        branches: The ways that leave the planned one, a line each.
    """

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    owners: tuple[str, ...]
    personas: tuple[ToldPersona, ...]
    notes: tuple[str, ...]
    source: str
    stages: tuple[ToldStage, ...]
    lanes: tuple[ToldLane, ...]
    branches: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[ToldStep, ...]:
        """
        All steps in order, across the stages.
        """
        return tuple(step for stage in self.stages for step in stage.steps)


def told(
    subject: JourneyMap | MeasuredMap, language: str, here: Mapping[str, str] | None = None
) -> ToldMap:
    """
    Say a map in words.

    Args:
        subject: The map, measured or not.
        language: The reader's language tag.
        here: Who stands where, in words, by the id of the step.

    Returns:
        The words, none of them markup.
    """
    journey, measures = parts_of(subject)
    teller = _Teller(journey, measures, language, _handed_over(journey, language), here or {})
    return ToldMap(
        title=teller.said(journey.title),
        language=language,
        facts=teller.facts(),
        owners=owner_lines(journey, language),
        personas=tuple(teller.persona(persona) for persona in journey.personas),
        notes=teller.notes(),
        source=source_line(measures.provenance, language) if measures else "",
        stages=tuple(
            ToldStage(
                teller.said(stage.name),
                tuple(teller.step(step) for step in stage.steps),
                owner_lines(stage, language),
            )
            for stage in journey.stages
        ),
        lanes=tuple(teller.lane(lane) for lane in journey.lanes),
        branches=tuple(teller.branch(branch) for branch in journey.branches),
    )


def _handed_over(journey: JourneyMap, language: str) -> dict[str, tuple[str, ...]]:
    """
    Say at which steps the customer is handed over.
    """
    found: dict[str, tuple[str, ...]] = {}
    for handoff in handoffs(journey):
        line = told_handoff(journey, handoff, language)
        found[handoff.after] = (*found.get(handoff.after, ()), line)
    return found


def source_line(provenance: Provenance, language: str) -> str:
    """
    Say which data a map was measured in.

    Args:
        provenance: Where the figures come from.
        language: The reader's language tag.

    Returns:
        One line with the source, its size and its span.
    """
    span = "—"
    if provenance.first is not None and provenance.last is not None:
        span = translate(
            "html.span",
            language,
            first=date_text(provenance.first, language),
            last=date_text(provenance.last, language),
        )
    return translate(
        "html.source",
        language,
        source=provenance.source,
        customers=provenance.n_cases,
        events=provenance.n_events,
        span=span,
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """
    What every part of one telling needs.
    """

    journey: JourneyMap
    measures: Measures | None
    language: str
    handed_over: Mapping[str, tuple[str, ...]]
    here: Mapping[str, str]

    @property
    def subject(self) -> Subject:
        return Subject(journey=self.journey, measures=self.measures, language=self.language)

    def said(self, text: LocalText | None) -> str:
        return text.said(self.language, otherwise=self.journey.language) if text else ""

    def facts(self) -> tuple[tuple[str, str], ...]:
        pairs = (
            ("html.objective", self._objective()),
            ("scene.goal", self.said(self.journey.goal)),
            ("html.scenario", self.said(self.journey.scenario)),
        )
        return tuple((translate(key, self.language), words) for key, words in pairs if words)

    def _objective(self) -> str:
        objective = self.journey.objective
        if objective is None:
            return ""
        statement = self.said(objective.statement)
        goal = goal_words(objective, self.journey.language, self.language)
        if not goal:
            return statement
        words = {"statement": statement.rstrip(), "goal": goal}
        return translate("scene.objective-with", self.language, **words)

    def notes(self) -> tuple[str, ...]:
        flags = {
            "html.invented": self.journey.is_invented,
            "html.discovered": self.journey.is_discovered,
        }
        said = tuple(translate(key, self.language) for key, holds in flags.items() if holds)
        return (*said, *part_words(self.subject))

    def persona(self, persona: Persona) -> ToldPersona:
        name, *lines = told_persona(self.subject, persona)
        return ToldPersona(name, tuple(lines), self.said(persona.quote))

    def step(self, step: Step) -> ToldStep:
        flags = {
            "term.moment-of-truth": step.is_moment_of_truth,
            "term.milestone": step.is_milestone,
            "scene.optional": step.is_optional,
            f"scene.path-{step.path}": step.path != "main",
        }
        marks = [self.here[step.id]] if step.id in self.here else []
        marks += [translate(key, self.language) for key, holds in flags.items() if holds]
        marks += owner_lines(step, self.language)
        marks += self.handed_over.get(step.id, ())
        return ToldStep(self.said(step.name), tuple(marks))

    def branch(self, branch: Branch) -> str:
        line = told_branch(self.journey, branch, self.language)
        return " · ".join((line, *owner_lines(branch, self.language)))

    def lane(self, lane: Lane) -> ToldLane:
        columns = tuple(
            Column(step=step, stage=stage) for stage in self.journey.stages for step in stage.steps
        )
        plain = Row(
            lane=lane,
            journey=self.journey,
            measures=self.measures,
            columns=columns,
            language=self.language,
        )
        row = _SortedRow(
            lane=lane,
            journey=self.journey,
            measures=self.measures,
            columns=columns,
            language=self.language,
            cells_by_step=_cells_by_step(plain),
        )
        return ToldLane(
            self.words_of(lane, lane.title, "title") or lane.kind,
            self.words_of(lane, lane.hint, "hint"),
            _cells(row),
            owner_lines(lane, self.language),
        )

    def words_of(self, lane: Lane, own: LocalText | None, part: str) -> str:
        key = f"lane.{lane.kind}.{part}"
        if own:
            return self.said(own)
        return translate(key, self.language) if has_message(key) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SortedRow(Row):
    """
    A row whose cells were sorted to their steps once, since telling asks for every step in turn.
    """

    cells_by_step: Mapping[str, tuple[Cell, ...]]

    def cells(self, step: str) -> Iterator[Cell]:
        yield from self.cells_by_step.get(step, ())


def _cells_by_step(row: Row) -> dict[str, tuple[Cell, ...]]:
    found: dict[str, tuple[Cell, ...]] = {}
    for place in row.places():
        for column in place.columns:
            found[column.step.id] = (*found.get(column.step.id, ()), place.cell)
    return found


def _cells(row: Row) -> tuple[ToldCell, ...]:
    """
    Tell a row cell by cell; a cell over several steps is told once unless others share them.
    """
    spans = {place.columns[0].step.id: len(place.columns) for place in row.places()}
    lines = [_lines(row, column.step.id) for column in row.columns]
    cells, i = [], 0
    while i < len(lines):
        n_steps = spans.get(row.columns[i].step.id, 1)
        if any(other != lines[i] for other in lines[i : i + n_steps]):
            n_steps = 1
        cells.append(ToldCell(lines[i], n_steps))
        i += n_steps
    return tuple(cells)


def _lines(row: Row, step: str) -> tuple[str, ...]:
    kind = LANES.get(row.lane.kind)
    if kind is None:
        said = (row.said(card.text) for card in row.cards(step))
        return tuple(text for text in said if text)
    return kind.tell(row, step)
