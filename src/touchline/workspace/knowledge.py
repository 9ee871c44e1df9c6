"""
What is known of a journey, cell by cell: by how many, from which methods, how old, and what is not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from touchline.document.read import journey_of, rebuilt
from touchline.lanes import LANES
from touchline.linting.engine import seen_on
from touchline.linting.finding import Finding
from touchline.linting.rules.evidence.stale_evidence import first_fresh
from touchline.location import Location
from touchline.model.experience import Assistance, Expectation, Feeling, Need, PainPoint
from touchline.model.gaps import expectation_gap
from touchline.model.structure import GRADES, Evidence
from touchline.model.work.item import Topic
from touchline.workspace.research import RIGHT, items_at, participants_of, studies

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.diagnostics import Diagnostic
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Cell, Grade, Lane
    from touchline.model.work.item import Item
    from touchline.model.work.study import Study
    from touchline.workspace.shelf import Shelved
    from touchline.workspace.workspace import Workspace

#: What can be missing in a cell: nothing stands there; its cards are assumptions; only people who
#: are no customers say so; one person does; it was found out long ago; a feeling has no cause, a
#: pain point no severity and no help, a need no reason, an expectation no experience.
GapKind = Literal[
    "empty", "assumption", "others-only", "single-voice", "stale",
    "no-cause", "no-severity", "no-help", "no-why", "no-experience",
]  # fmt: skip
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)
TOPICS: tuple[Topic, ...] = get_args(Topic)

#: Lanes that say something of every step; in the others an empty cell may well be right.
_EVERYWHERE = ("actions", "touchpoints", "thoughts", "needs", "expectations", "emotion")

#: Lanes that show the company's side, of which employees know best.
_COMPANY = frozenset({"frontstage", "backstage", "support", "evidence"})

#: What the team concludes or plans; nobody can be asked whether it is so.
_CONCLUDED = frozenset(
    {"change-plans", "changes", "departments", "insights", "metrics", "notes", "opportunities",
     "resources", "solutions"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeGap:
    """
    Something that nobody knows yet.

    Args:
        kind: What is missing.
        step: The id of the step.
        lane: The id of the lane.
        lane_kind: Its kind.
        card: The id of the card; None for the whole cell.
    """

    kind: GapKind
    step: str
    lane: str
    lane_kind: str
    card: str | None = None

    @property
    def at(self) -> Location:
        """
        Its place in the map.
        """
        cell = Location.of(("step", self.step), ("lane", self.lane))
        return cell.child("card", self.card) if self.card else cell


@dataclass(frozen=True, slots=True, kw_only=True)
class CellKnowledge:
    """
    What is known in a cell.

    Args:
        step: The id of its step, the first one when it spans several.
        lane: The id of the lane.
        kind: The lane's kind.
        cards: How many cards it holds.
        backed: How many of them are more than assumptions.
        grade: The best grade of its cards; None for an empty cell.
        people: How many customers and prospects it rests on; nobody counts twice under one name.
        others: How many people who are neither, where they do not know best.
        unsure: How many of whom nobody noted what they are, or who were mixed.
        methods: How it was found out, the usual first; empty where nobody noted it.
        latest: The day of the latest evidence; None where no evidence has one.
        is_stale: All of its evidence that has a date is too old.
        gaps: What is missing.
    """

    step: str
    lane: str
    kind: str
    cards: int
    backed: int
    grade: Grade | None
    people: int
    others: int
    unsure: int
    methods: tuple[str, ...]
    latest: dt.date | None
    is_stale: bool
    gaps: tuple[KnowledgeGap, ...]

    @property
    def is_known(self) -> bool:
        """
        Those who know best say so, and not too long ago.
        """
        return bool(self.people) and not self.is_stale


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicKnowledge:
    """
    What is known of the customers of a journey beyond its steps.

    Args:
        topic: What it is about.
        items: How many items tell of it.
        people: How many customers and prospects.
        methods: How it was found out.
        latest: The day of the latest item.
    """

    topic: Topic
    items: int
    people: int
    methods: tuple[str, ...]
    latest: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """
    What is known of a journey.

    Args:
        map: The id of the map.
        cells: Its cells, and the empty places that something should stand in.
        topics: What is known beyond the steps (R-106, R-112).
        unplaced: The ids of the items that name the map or a step, and no cell or card.
        today: The day on which it was assessed.
    """

    map: str
    cells: tuple[CellKnowledge, ...]
    topics: tuple[TopicKnowledge, ...]
    unplaced: tuple[str, ...]
    today: dt.date

    @property
    def gaps(self) -> tuple[KnowledgeGap, ...]:
        """
        All that is missing, from top to bottom.
        """
        return tuple(gap for cell in self.cells for gap in cell.gaps)

    @property
    def known(self) -> int:
        """
        How many cells are known.
        """
        return sum(1 for cell in self.cells if cell.is_known)

    def findings(self) -> tuple[Diagnostic, ...]:
        """
        Sum up what is missing.

        Returns:
            A finding for each kind of gap, for topics of which nobody was asked and for items that
            wait for a place.
        """
        counts = Counter(gap.kind for gap in self.gaps)
        found = [
            _found(f"known-{kind}", n=counts[kind], total=len(self.cells))
            for kind in GAP_KINDS
            if counts[kind]
        ]
        untold = [one.topic for one in self.topics if not one.people]
        found += [_found(f"known-no-{topic}", n=1, total=1) for topic in untold]
        if self.unplaced:
            found.append(_found("known-unplaced", n=len(self.unplaced), total=1))
        return tuple(found)

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        return {
            "map": self.map,
            "today": self.today.isoformat(),
            "cells": [_plain_cell(cell) for cell in self.cells],
            "known": self.known,
            "topics": [
                asdict(one) | {"latest": one.latest.isoformat() if one.latest else None}
                for one in self.topics
            ],
            "unplaced": list(self.unplaced),
        }


def _plain_cell(cell: CellKnowledge) -> dict[str, Any]:
    told = asdict(cell)
    told["methods"] = list(cell.methods)
    told["latest"] = cell.latest.isoformat() if cell.latest else None
    told["is_known"] = cell.is_known
    told["gaps"] = [{"kind": gap.kind, "at": str(gap.at)} for gap in cell.gaps]
    return told


def _found(name: str, **values: object) -> Diagnostic:
    return Finding(name=name, key=f"research.{name}", values=values, severity="hint")


def known(workspace: Workspace, map_id: str, *, today: dt.date) -> Knowledge:
    """
    Assess what is known of a map of a workspace (R-113).

    Args:
        workspace: The workspace.
        map_id: The id of the map, or its file.
        today: The day it is.

    Returns:
        The assessment.

    Raises:
        UnknownRecord: There is no such map.
        UnreadableMap: Its file cannot be understood.
    """
    seen = seen_on(workspace.map(map_id), today)
    return assess(seen.journey, items_at(workspace, seen.journey.id), studies(workspace), today)


def known_of_all(workspace: Workspace, *, today: dt.date) -> Iterator[tuple[Shelved, Knowledge]]:
    """
    Assess what is known of each map of a workspace.

    Args:
        workspace: The workspace.
        today: The day it is.

    Yields:
        Each map that can be read, with the assessment.
    """
    all_studies = studies(workspace)
    for shelved in workspace.maps():
        text = workspace.shelf.text_of(shelved.file)
        if text is not None:
            journey = journey_of(rebuilt(text))
            found = items_at(workspace, journey.id)
            yield shelved, assess(journey, found, all_studies, today)


def assess(
    journey: JourneyMap,
    found: Mapping[str, Item],
    all_studies: Mapping[str, Study],
    today: dt.date,
) -> Knowledge:
    """
    Assess what is known of a map.

    Args:
        journey: The map.
        found: The items that name a place in it, by id.
        all_studies: The studies by id.
        today: The day it is.

    Returns:
        The assessment.
    """
    assessor = _Assessor(journey, found, all_studies, today)
    unplaced = (one.id for one in found.values() if one.topic is None and _waits(one, journey.id))
    return Knowledge(
        map=journey.id,
        cells=tuple(assessor.cells()),
        topics=tuple(assessor.topics()),
        unplaced=tuple(unplaced),
        today=today,
    )


def _waits(item: Item, map_id: str) -> bool:
    """
    Tell whether an item has no place in a map that evidence can stand behind.
    """
    own = [place for place in item.places if place.partition("/")[0] == map_id]
    return not any("/card:" in place or "/persona:" in place for place in own)


class _Assessor:
    """
    Knows the map and what research tells of it.
    """

    def __init__(
        self,
        journey: JourneyMap,
        found: Mapping[str, Item],
        all_studies: Mapping[str, Study],
        today: dt.date,
    ) -> None:
        self.journey = journey
        self.items = found
        self.studies = all_studies
        self.first_fresh = first_fresh(seen_on(journey, today))
        self.helped = {
            name
            for _, _, card in journey.cards()
            if isinstance(card, Assistance)
            for name in card.answers
        }

    def cells(self) -> Iterator[CellKnowledge]:
        order = [step.id for step in self.journey.steps]
        for lane in self.journey.lanes:
            if LANES[lane.kind].is_measured or lane.kind in _CONCLUDED:
                continue
            filled = {cell.at: cell for cell in lane.cells if cell.cards}
            covered = {step for cell in filled.values() for step in _span(cell, order)}
            for step in order:
                if step in filled:
                    yield self.cell(lane, filled[step])
                elif step not in covered and lane.kind in _EVERYWHERE:
                    yield _empty(lane, step)

    def cell(self, lane: Lane, cell: Cell) -> CellKnowledge:
        right = RIGHT | {"employees"} if LANES[lane.kind].role in _COMPANY else RIGHT
        evidence = [one for card in cell.cards for one in card.evidence]
        heads = self.heads(evidence, right)
        dates = [one.date for one in evidence if one.date is not None]
        latest = max(dates, default=None)
        grade = max((card.grade for card in cell.cards), key=GRADES.index)
        return CellKnowledge(
            step=cell.at,
            lane=lane.id,
            kind=lane.kind,
            cards=len(cell.cards),
            backed=sum(1 for card in cell.cards if card.grade != "assumption"),
            grade=grade,
            people=heads["right"],
            others=heads["others"],
            unsure=heads["unsure"],
            methods=self.methods(evidence),
            latest=latest,
            is_stale=latest is not None and latest < self.first_fresh,
            gaps=tuple(gap for card in cell.cards for gap in self.gaps(lane, cell, card, right)),
        )

    def heads(self, evidence: Iterable[Evidence], right: frozenset[str]) -> Counter[str]:
        """
        Count who stands behind some evidence, at least.

        What one study found in one cell may all rest on the same people: it counts as many as the
        largest of its numbers, or as the people whom it tells apart.
        """
        most: Counter[tuple[str, ...]] = Counter()
        named: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        sides: dict[tuple[str, ...], str] = {}
        for one in evidence:
            item = self.items.get(one.item or "")
            # Outside of its workspace an item is only a name.
            origin = one.item or f"{one.source} {one.date}"
            key = (item.study if item is not None else origin, *one.participants)
            sides[key] = _side(one, right)
            if item is not None and item.who is not None:
                named[key].add(item.who)
            most[key] = max(most[key], one.n or 1)
        heads: Counter[str] = Counter()
        for key, side in sides.items():
            heads[side] += max(most[key], len(named[key]))
        return heads

    def methods(self, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        by_grade = {"measured": "analytics", "surveyed": "survey"}
        found: Counter[str] = Counter()
        for one in evidence:
            item = self.items.get(one.item or "")
            study = self.studies.get(item.study) if item is not None else None
            method = study.method if study is not None else by_grade.get(one.grade)
            if method is not None:
                found[method] += 1
        return tuple(sorted(found, key=lambda name: (-found[name], name)))

    def gaps(
        self, lane: Lane, cell: Cell, card: Card, right: frozenset[str]
    ) -> Iterator[KnowledgeGap]:
        for kind in (*self._unproven(card, right), *self._unsaid(lane, cell, card)):
            yield KnowledgeGap(
                kind=kind, step=cell.at, lane=lane.id, lane_kind=lane.kind, card=card.id
            )

    def _unproven(self, card: Card, right: frozenset[str]) -> Iterator[GapKind]:
        if not card.evidence:
            yield "assumption"
            return
        heads = self.heads(card.evidence, right)
        if heads["others"] and not heads["right"] and not heads["unsure"]:
            yield "others-only"
        elif card.grade == "quoted" and heads["right"] + heads["unsure"] == 1:
            yield "single-voice"
        dates = [one.date for one in card.evidence if one.date is not None]
        if dates and max(dates) < self.first_fresh:
            yield "stale"

    def _unsaid(self, lane: Lane, cell: Cell, card: Card) -> Iterator[GapKind]:
        if isinstance(card, Feeling) and not card.cause:
            yield "no-cause"
        if isinstance(card, PainPoint):
            if card.severity is None:
                yield "no-severity"
            if card.id not in self.helped:
                yield "no-help"
        if isinstance(card, Need) and not card.why:
            yield "no-why"
        if isinstance(card, Expectation) and self._is_unlived(lane, cell, card):
            yield "no-experience"

    def _is_unlived(self, lane: Lane, cell: Cell, card: Expectation) -> bool:
        return expectation_gap(self.journey, lane, card, cell.at) is None

    def topics(self) -> Iterator[TopicKnowledge]:
        by_topic: defaultdict[Topic, list[Item]] = defaultdict(list)
        for item in self.items.values():
            if item.topic is not None:
                by_topic[item.topic].append(item)
        for topic in TOPICS:
            found = by_topic[topic]
            yield TopicKnowledge(
                topic=topic,
                items=len(found),
                people=self._people(found),
                methods=tuple(sorted({m for one in found for m in self._method(one)})),
                latest=max((d for one in found if (d := self._date(one))), default=None),
            )

    def _people(self, found: Iterable[Item]) -> int:
        heads: dict[tuple[str, ...], int] = {}
        for item in found:
            study = self.studies.get(item.study)
            sorts = participants_of(item, study) if study is not None else ()
            if sorts and set(sorts) <= RIGHT:
                key = ("item", item.id) if item.who is None else ("who", item.study, item.who)
                heads[key] = 1 if item.who is not None else item.n or 1
        return sum(heads.values())

    def _method(self, item: Item) -> tuple[str, ...]:
        study = self.studies.get(item.study)
        return (study.method,) if study is not None else ()

    def _date(self, item: Item) -> dt.date | None:
        study = self.studies.get(item.study)
        return item.date or (study.end if study is not None else None)


def _side(evidence: Evidence, right: frozenset[str]) -> str:
    """
    Tell on whose side a piece of evidence stands.
    """
    asked = set(evidence.participants)
    if not asked:
        # A log counts what customers did.
        return "right" if evidence.grade == "measured" else "unsure"
    if asked <= right:
        return "right"
    return "unsure" if asked & right else "others"


def _span(cell: Cell, order: list[str]) -> list[str]:
    first = order.index(cell.at)
    last = order.index(cell.through) if cell.through is not None else first
    return order[first : last + 1]


def _empty(lane: Lane, step: str) -> CellKnowledge:
    gap = KnowledgeGap(kind="empty", step=step, lane=lane.id, lane_kind=lane.kind)
    return CellKnowledge(
        step=step,
        lane=lane.id,
        kind=lane.kind,
        cards=0,
        backed=0,
        grade=None,
        people=0,
        others=0,
        unsure=0,
        methods=(),
        latest=None,
        is_stale=False,
        gaps=(gap,),
    )
