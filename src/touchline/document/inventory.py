"""
What a map holds, as rows: the cards of a kind of lane, its steps, its evidence and its owners.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from touchline.document.parts import asked_for
from touchline.document.views import asked_collapse
from touchline.errors import NotFound
from touchline.i18n import has_message, translate
from touchline.lanes import LANES
from touchline.model.departments import nearest_department
from touchline.model.experience import Change, Expectation, Fact, Metric, Resource, Touchpoint
from touchline.model.gaps import expectation_gap
from touchline.model.structure import Card, Scale
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Block, Cell, Lane, Stage, Step

#: Fields by name, in the order in which they are shown.
Row: TypeAlias = dict[str, Any]

#: What can be listed besides the kinds of lanes.
LISTS = ("steps", "evidence", "owners", "views")

#: Fields that are told in another form than the file's.
_TOLD_OTHERWISE = frozenset(
    {"binding", "readings", "icon", "rice", "ice", "kano", "figures", "finding", "results"}
)


class UnknownList(NotFound):
    """
    There is nothing of this name to list.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """
    What resources of one sort of cost add up to.

    Args:
        availability: Whether the company has them or needs them.
        currency: The currency; None where none is stated.
        every: How often the cost returns; None for once.
        cost: The sum; None where no cost is stated.
        n: How many resources that are.
    """

    availability: str
    currency: str | None
    every: str | None
    cost: float | None
    n: int


def kinds_of_list() -> tuple[str, ...]:
    """
    Name everything that can be listed.

    Returns:
        The names.
    """
    return (*LISTS, *LANES)


def inventory(journey: JourneyMap, what: str, language: str | None = None) -> tuple[Row, ...]:
    """
    List what a map holds.

    Args:
        journey: The map.
        what: `steps`, `evidence`, `owners`, `views` or the kind of a lane, whose cards are meant.
        language: The reader's language tag; None takes the map's own.

    Returns:
        The rows in the order of the map, all with the same fields; none when the map has nothing
        of the kind. An owner or a department is the nearest that is stated: of the card itself, of
        its cell, its lane, its step, its stage or the map.

    Raises:
        UnknownList: There is nothing of this name to list.
    """
    if what not in kinds_of_list():
        raise UnknownList.among(what, kinds_of_list())
    lister = _Lister(journey, language or journey.language)
    rows = {
        "steps": lister.steps,
        "evidence": lister.evidence,
        "owners": lister.owners,
        "views": lister.views,
    }
    return tuple(rows[what]() if what in rows else lister.cards(what))


def totals(journey: JourneyMap) -> tuple[Total, ...]:
    """
    Add up what resources cost, never across currencies or rhythms (R-125).

    Args:
        journey: The map.

    Returns:
        A sum for each availability, currency and rhythm; what the company needs comes last.
    """
    groups: defaultdict[tuple[str, str, str], list[float]] = defaultdict(list)
    for _, _, card in journey.cards():
        if isinstance(card, Resource):
            costs = card.cost is not None
            key = (card.availability, card.currency or "", card.every or "") if costs else None
            groups[key or (card.availability, "~", "")].append(card.cost or 0.0)
    return tuple(
        Total(
            availability=availability,
            currency=currency if currency not in {"", "~"} else None,
            every=every or None,
            cost=None if currency == "~" else sum(costs),
            n=len(costs),
        )
        for (availability, currency, every), costs in sorted(groups.items())
    )


class _Lister:
    """
    Knows the map and the reader.
    """

    def __init__(self, journey: JourneyMap, language: str) -> None:
        self.journey = journey
        self.language = language
        self.stages: dict[str, tuple[Stage, Step]] = {
            step.id: (stage, step) for stage in journey.stages for step in stage.steps
        }

    def said(self, text: LocalText | None) -> str | None:
        words = text.said(self.language, otherwise=self.journey.language) if text else ""
        return words or None

    def lane_title(self, lane: Lane) -> str:
        own = f"lane.{lane.kind}.title"
        ours = translate(own, self.language) if has_message(own) else lane.kind
        return self.said(lane.title) or ours

    def cards(self, kind: str) -> Iterator[Row]:
        """
        List the cards of the lanes of one kind, with the fields that only they have.
        """
        fields = [name for name in LANES[kind].card.model_fields if name not in Card.model_fields]
        for lane, cell, card in self.journey.cards():
            if lane.kind != kind:
                continue
            row = self._place(cell) | {"text": self.said(card.text)}
            row |= self._responsible(card, cell, lane) | {"grade": card.grade}
            own = {name: self._told(getattr(card, name, None)) for name in fields}
            row |= {name: value for name, value in own.items() if name not in _TOLD_OTHERWISE}
            yield row | self._figures(card, lane, cell) | {"id": card.id}

    def views(self) -> Iterator[Row]:
        """
        List the saved views, and what each shows and collapses.
        """
        for view in self.journey.views:
            yield {
                "view": view.id,
                "title": self.said(view.name),
                "shown": asked_for(view.only),
                "collapsed": asked_collapse(view.collapse),
                "style": view.style,
                "theme": view.theme,
            }

    def _figures(self, card: Card, lane: Lane, cell: Cell) -> Row:
        """
        Say what follows from the fields of a card.
        """
        if isinstance(card, Touchpoint):
            name = {one.id: self.said(one.name) for one in self.journey.channels}
            channel = name.get(card.channel or "") or card.channel
            return {"channel": channel, "is_bound": bool(card.binding)}
        if isinstance(card, Expectation):
            found = expectation_gap(self.journey, lane, card, cell.at)
            experienced = found.experienced if found else card.experienced
            return {"experienced": experienced, "gap": found.size if found else None}
        if isinstance(card, Change):
            return {"verdict": card.result.verdict if card.result else None}
        if isinstance(card, Metric):
            latest = card.latest
            return {
                "latest": latest.value if latest else None,
                "date": latest.date.isoformat() if latest else None,
                "status": card.status,
            }
        return {}

    def _place(self, cell: Cell) -> Row:
        stage, step = self.stages.get(cell.at, (None, None))
        through = self.stages.get(cell.through or "", (None, None))[1]
        return {
            "stage": self.said(stage.name) if stage else None,
            "step": self.said(step.name) if step else cell.at,
            "through": self.said(through.name) if through else None,
        }

    def _responsible(self, card: Block | None, cell: Cell, lane: Lane) -> Row:
        stage, step = self.stages.get(cell.at, (None, None))
        blocks = [one for one in (card, cell, lane, step, stage, self.journey) if one is not None]
        owner = next((block.owner for block in blocks if block.owner), None)
        return {"owner": owner, "department": nearest_department(*blocks)}

    def _told(self, value: Any) -> Any:
        """
        Turn the value of a field into what a table holds.
        """
        if isinstance(value, LocalText):
            return self.said(value)
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, Scale):
            return f"{value.low:g} – {value.high:g}"
        if isinstance(value, Fact):
            return f"{value.about}: {self.said(value.says)}"
        if isinstance(value, tuple):
            return [self._told(item) for item in value] or None
        return value

    def steps(self) -> Iterator[Row]:
        """
        List the steps with what marks them.
        """
        cards: defaultdict[str, int] = defaultdict(int)
        order = list(self.stages)
        for _, cell, _ in self.journey.cards():
            if cell.at in order:
                last = cell.through if cell.through in order else cell.at
                for name in order[order.index(cell.at) : order.index(str(last)) + 1]:
                    cards[name] += 1
        for stage, step in self.stages.values():
            owner = next((one.owner for one in (step, stage, self.journey) if one.owner), None)
            yield {
                "stage": self.said(stage.name),
                "step": self.said(step.name),
                "path": step.path,
                "is_optional": step.is_optional,
                "is_milestone": step.is_milestone,
                "is_moment_of_truth": step.is_moment_of_truth,
                "purpose": self.said(step.purpose),
                "owner": owner,
                "department": nearest_department(step, stage, self.journey),
                "cards": cards[step.id],
                "id": step.id,
            }

    def evidence(self) -> Iterator[Row]:
        """
        List the evidence behind cards and personas.
        """
        for persona in self.journey.personas:
            for item in persona.evidence:
                place = {"stage": None, "step": None, "lane": None, "text": self.said(persona.name)}
                yield place | self._evidence(item) | {"id": persona.id}
        for lane, cell, card in self.journey.cards():
            for item in card.evidence:
                place = self._place(cell) | {"lane": self.lane_title(lane)}
                del place["through"]
                row = place | {"text": self.said(card.text)} | self._evidence(item)
                yield row | {"id": card.id}

    def _evidence(self, item: Any) -> Row:
        return {name: self._told(getattr(item, name)) for name in type(item).model_fields}

    def owners(self) -> Iterator[Row]:
        """
        List every block with who answers for it, and where that is stated (R-025).
        """
        whole = ("map", self.said(self.journey.title), self.journey)
        yield _owned(whole)
        for stage in self.journey.stages:
            above = ("stage", self.said(stage.name), stage)
            yield _owned(above, whole)
            for step in stage.steps:
                yield _owned(("step", self.said(step.name), step), above, whole)
        for lane in self.journey.lanes:
            row = ("lane", self.lane_title(lane), lane)
            yield _owned(row, whole)
            for cell in lane.cells:
                found = self.stages.get(cell.at)
                if found is None or not (cell.cards or cell.owner):
                    continue
                stage, step = found
                name = f"{row[1]} · {self.said(step.name)}"
                yield _owned(
                    ("cell", name, cell),
                    row,
                    ("step", self.said(step.name), step),
                    ("stage", self.said(stage.name), stage),
                    whole,
                )


def _owned(*blocks: tuple[str, str | None, Block]) -> Row:
    """
    Find who answers for the first of some blocks; the others hold it, the innermost first.
    """
    kind, name, own = blocks[0]
    stated = next((one for one in blocks if one[2].owner), None)
    return {
        "block": kind,
        "text": name,
        "owner": stated[2].owner if stated else None,
        "stated_at": stated[0] if stated else None,
        "department": own.department,
    }
