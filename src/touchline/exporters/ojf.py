"""
Maps in the OpenJourney Format: stages across, swimlanes down, and nodes where they cross.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.canvas.icons import has_icon
from touchline.exporters._exchange import Exchange, as_json
from touchline.i18n import translate
from touchline.lanes import LANES
from touchline.model.experience import Scored
from touchline.model.structure import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.tree import Plain
    from touchline.exporters._ledger import Ledger

#: The ends of the format's scores.
_LOW, _HIGH = -5, 5

_SEVERITIES = {1: "low", 2: "medium", 3: "high"}

#: The swimlane and the purpose of nodes that are steps, and what marks where a card stands.
_STEP = "step"

#: What is special about a step, as tags.
_FLAGS = ("milestone", "optional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ojf(Exchange):
    """
    OpenJourney: a node for every step and every card, with a tag that says at which step it stands.

    A node's purpose is the kind of its lane. Scores run from -5 to 5; what they were exactly, and
    what a lane and a persona are called by, stands in an entry of our own, `touchline`, which other
    programs pass over.
    """

    name: ClassVar[str] = "ojf"
    suffix: ClassVar[str] = ".ojf"
    media_type: ClassVar[str] = "application/json"

    def write(self, ledger: Ledger) -> str:
        """
        Write the journey.
        """
        return as_json(_Writer(ledger).told())


class _Writer:
    """
    Writes one map.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.data = ledger.data
        self.kept: dict[str, Any] = {
            "id": ledger.value(self.data, "id"),
            "language": ledger.language,
        }
        ledger.value(self.data, "language")
        #: The stage of each step, in the order of the map.
        self.stage_of: dict[str, str] = {}

    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = {"version": "1.0.0", "title": self.ledger.words(self.data, "title")}
        personas = self.ledger.items(self.data, "personas")
        names = [[self.ledger.value(one, "id"), self.ledger.words(one, "name")] for one in personas]
        if personas:
            self.kept["personas"] = names
            told["persona"] = ", ".join(name for _, name in names)
        if scenario := self.ledger.words(self.data, "scenario"):
            told["pointOfView"] = scenario
        stages = [
            {"id": self.ledger.value(stage, "id"), "name": self.ledger.words(stage, "name")}
            for stage in self.ledger.items(self.data, "stages")
        ]
        nodes = list(self._steps())
        title = translate("term.step", self.ledger.language)
        swimlanes = [{"id": _STEP, "name": title[:1].upper() + title[1:]}] if stages else []
        for lane, name in self._lanes():
            swimlanes.append({"id": lane["id"], "name": name})
            for cell in lane.get("cells", ()):
                nodes += self._cards(lane, cell)
        told |= {"stages": stages, "swimlanes": swimlanes, "nodes": nodes}
        told["touchline"] = {key: value for key, value in self.kept.items() if value}
        return told

    def _steps(self) -> Iterator[Plain]:
        for stage in self.data.get("stages", ()):
            for step in self.ledger.items(stage, "steps"):
                own = self.ledger.value(step, "id")
                self.stage_of[own] = stage["id"]
                node = {"id": own, "stageId": stage["id"], "swimlaneId": _STEP}
                node["title"] = self.ledger.words(step, "name")
                if purpose := self.ledger.words(step, "purpose"):
                    node["description"] = purpose
                tags = [flag for flag in _FLAGS if self.ledger.value(step, flag)]
                if path := self.ledger.value(step, "path"):
                    tags.append(path)
                yield (
                    node
                    | {"purpose": _STEP, **self._marks(step)}
                    | ({"tags": tags} if tags else {})
                )

    def _marks(self, item: Plain) -> Plain:
        """
        Take what steps and touchpoints say of themselves.
        """
        told: Plain = {}
        if self.ledger.value(item, "moment_of_truth"):
            told["isMomentOfTruth"] = True
        if has_icon(item.get("icon", "")):
            told["icon"] = self.ledger.value(item, "icon")
        return told

    def _lanes(self) -> Iterator[tuple[Plain, str]]:
        """
        Take the lanes that hold cards of an author.
        """
        kinds, scales, plain_titles = {}, {}, []
        for lane in self.ledger.items(self.data, "lanes"):
            kind = LANES.get(lane["kind"])
            if kind is None or kind.is_measured or lane["id"] == _STEP:
                continue
            own = self.ledger.value(lane, "id")
            kinds[own] = self.ledger.value(lane, "kind")
            if scale := self.ledger.value(lane, "scale"):
                scales[own] = scale
            name = self.ledger.words(lane, "title")
            if not name:
                name = translate(f"lane.{kind.name}.title", self.ledger.language)
                plain_titles.append(own)
            self.ledger.items(lane, "cells")
            yield lane, name
        self.kept |= {"kinds": kinds, "scales": scales, "untitled": plain_titles}

    def _cards(self, lane: Plain, cell: Plain) -> Iterator[Plain]:
        if not cell.get("cards"):
            return
        ledger = self.ledger
        at, through = ledger.value(cell, "at"), ledger.value(cell, "through")
        order = list(self.stage_of)
        end = order.index(through or at) + 1
        tags = [f"{_STEP}:{step}" for step in order[order.index(at) : end]]
        for card in ledger.items(cell, "cards"):
            node = {"id": ledger.value(card, "id"), "stageId": self.stage_of[at]}
            node |= {"swimlaneId": lane["id"], "title": ledger.words(card, "text")}
            yield node | self._fields(lane, card) | {"purpose": lane["kind"], "tags": tags}

    def _fields(self, lane: Plain, card: Plain) -> Plain:
        model = LANES[lane["kind"]].card
        if lane["kind"] == "pain-points" and card.get("severity"):
            return {"severity": _SEVERITIES[self.ledger.value(card, "severity")]}
        if lane["kind"] == "touchpoints":
            return self._marks(card)
        if not issubclass(model, Scored):
            return {}
        told: Plain = {}
        if cause := self.ledger.words(card, "cause") if lane["kind"] == "emotion" else "":
            told["description"] = cause
        score = self.ledger.value(card, "score", 0.0)
        scale = self.ledger.value(card, "scale")
        ends = Scale.model_validate(scale or lane.get("scale") or {})
        share = (score - ends.low) / (ends.high - ends.low)
        told["score"] = round(_LOW + (_HIGH - _LOW) * min(max(share, 0.0), 1.0), 2)
        exact = {"shown": told["score"], "score": score, "scale": scale}
        kept = {key: value for key, value in exact.items() if value is not None}
        self.kept.setdefault("scores", {})[card["id"]] = kept
        return told
