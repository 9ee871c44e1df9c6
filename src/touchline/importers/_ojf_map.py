"""
From the data of an OpenJourney file to a map.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from touchline.canvas.icons import has_icon
from touchline.diagnostics import Diagnostic
from touchline.document.read import build, journey_of
from touchline.i18n import languages, translate
from touchline.importers import Imported
from touchline.importers._errors import shortened
from touchline.importers._notes import Notes
from touchline.importers._ojf_own import SEVERITIES, STEP_TAG, OwnLanes
from touchline.importers._words import words
from touchline.lanes import LANES
from touchline.model.naming import Ids, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the purposes of nodes are called here, by their letters only.
_PURPOSES = {
    "painpoint": "pain-points",
    "pain": "pain-points",
    "touchpoint": "touchpoints",
    "need": "needs",
    "opportunity": "opportunities",
}

#: Lanes of a blueprint's parts, each with the keys that hold who or what, and what happens.
_BLUEPRINT = {
    "evidence": ("physical-evidence", "type", "item"),
    "onstage": ("frontstage", "actor", "action"),
    "backstage": ("backstage", "actor", "action"),
    "support": ("support-processes", "system", "description"),
}

#: Keys that say nothing about the journey.
_OF_THE_FILE = {"version", "$schema"}

#: The entry of our own in files that we wrote.
NOTE = "touchline"

_LOWEST, _MIDDLE, _HIGHEST, _TEN = -5, 0, 5, 10


class OjfMap:
    """
    A map on its way from an OpenJourney file.

    Args:
        data: The file's outermost object.
        language: The language of its words.
    """

    def __init__(self, data: dict[str, Any], language: str) -> None:
        self.notes = Notes(_noted(data))
        self.data = {key: value for key, value in data.items() if not self.notes or key != NOTE}
        self.language = self.notes.text("language") or language
        self.own_lanes = OwnLanes(self.notes, self.language)
        self.has_steps = any(map(_is_step, (*_listed(data.get("nodes")), *_swimlanes(data))))
        self.left_out: list[Diagnostic] = []
        self.ids = {kind: Ids() for kind in ("stage", "step", "lane", "card")}
        self.stages: list[dict[str, Any]] = []
        #: The index of a stage by each of the names that nodes may use for it.
        self.known_stages: dict[str, int] = {}
        self.known_lanes: dict[str, str] = {}
        #: The steps of a file that has some, by their ids.
        self.known_steps: dict[str, int] = {}
        #: The lanes by title and kind, in order.
        self.lanes: dict[tuple[str, str], dict[str, Any]] = {}
        self.low, self.high = _range(data)

    def imported(self) -> Imported:
        """
        Build the map.

        Returns:
            The map, and what it cannot hold.
        """
        plain = self._head()
        for i, stage in enumerate(_listed(self.data.get("stages"))):
            self._add_stage(stage, f"$.stages[{i}]")
        key = "swimlanes" if "swimlanes" in self.data else "lanes"
        for i, lane in enumerate(_listed(self.data.get(key))):
            if not _is_step(lane):
                self._add_lane(lane, f"$.{key}[{i}]")
        nodes = list(enumerate(_listed(self.data.get("nodes"))))
        # Where a card stands is known only when all steps are.
        for is_step in (True, False):
            for i, node in nodes:
                if _is_step(node) is is_step:
                    add = self._add_step if is_step else self._add_node
                    add(node, f"$.nodes[{i}]")
        plain["stages"] = self.stages
        plain["lanes"] = [*self.own_lanes.finished(), *self._finished_lanes()]
        return Imported(journey_of(build(plain)), tuple(self.left_out))

    def _finished_lanes(self) -> Iterator[dict[str, Any]]:
        """
        Give the lanes as a file would hold them.

        A swimlane whose nodes all went to one lane of a special kind is that lane, under its name.
        """
        filled = Counter(title for (title, _), lane in self.lanes.items() if lane["cells"])
        for (title, _), lane in self.lanes.items():
            if not lane["cells"] and (filled[title] or not title):
                continue
            named = {"title": title if filled[title] <= 1 else lane["title"]} if title else {}
            yield {**lane, "cells": list(lane["cells"].values())} | named

    def _head(self) -> dict[str, Any]:
        metadata = self.data.get("metadata")
        outer = {key: value for key, value in self.data.items() if key != "metadata"}
        told = outer | (metadata if isinstance(metadata, dict) else {"metadata": metadata})
        title = _first(told, "title", "name")
        if not title and not self.notes:
            title = translate("import.untitled", self.language)
        plain: dict[str, Any] = {
            "touchline": 1,
            "id": self.notes.text("id") or slug(title) or "journey",
            "title": title,
            "language": self.language,
        }
        if view := _first(told, "pointOfView", "pov", "description"):
            plain["scenario"] = view
        plain["personas"] = [
            self._persona(one, "$.persona")
            for one in _personas(told.pop("persona", None), self.notes)
            if one not in (None, "", {})
        ]
        for key in ("stages", "swimlanes", "lanes", "nodes"):
            told.pop(key, None)
        self._leave_out_rest(told, "$")
        return plain

    def _persona(self, given: Any, path: str) -> dict[str, Any]:
        if not isinstance(given, dict):
            name = _said(given)
            return {"id": self.notes.id_of("personas", name, "persona"), "name": name}
        told = dict(given)
        name = _first(told, "name", "title") or _said(told.get("id", ""))
        persona: dict[str, Any] = {"name": name}
        own = _said(told.pop("id", ""))
        persona["id"] = self.notes.id_of("personas", own or name, "persona")
        for key, ours in (("description", "summary"), ("summary", "summary"), ("quote", "quote")):
            if ours not in persona and (text := _first(told, key)):
                persona[ours] = text
        for key in ("goals", "needs"):
            persona[key] = [_said(one) for one in _listed(told.pop(key, None))]
        self._leave_out_rest(told, path)
        return persona

    def _add_stage(self, given: Any, path: str) -> int:
        told = dict(given) if isinstance(given, dict) else {"name": given}
        own = _said(told.pop("id", ""))
        name = _first(told, "name", "title") or ("" if self.notes else own)
        identifier = self._id("stage", own, own or name)
        steps = [] if self.has_steps else [{"id": identifier, "name": name}]
        self.stages.append({"id": identifier, "name": name, "steps": steps})
        for known in filter(None, (own, name)):
            self.known_stages.setdefault(known, len(self.stages) - 1)
        self._leave_out_rest(told, path)
        return len(self.stages) - 1

    def _add_lane(self, given: Any, path: str) -> None:
        told = dict(given) if isinstance(given, dict) else {"name": given}
        own = _said(told.pop("id", ""))
        name = _first(told, "name", "title") or own
        if self.own_lanes.add(own, name):
            self._leave_out_rest(told, path)
            return
        for known in filter(None, (own, name)):
            self.known_lanes.setdefault(known, name)
        self._lane(name, _kinds_by_title().get(name.casefold(), "notes"))
        self._leave_out_rest(told, path)

    def _add_node(self, given: Any, path: str) -> None:
        told = dict(given) if isinstance(given, dict) else {"title": given}
        title, description = _first(told, "title", "name"), _first(told, "description")
        text = "\n".join(part for part in (title, description) if part)
        stage = _first(told, "stageId", "stage")
        if not stage:
            self._leave_out("placeless", path, text=shortened(text))
            return
        known = self.known_stages.get(stage)
        # A stage that is listed nowhere is still the place that the file means.
        index = self._add_stage(stage, path) if known is None else known
        lane = _first(told, "swimlaneId", "swimlane", "laneId", "lane")
        own = _first(told, "id") or title
        steps = self._steps_of(told, index)
        if kind := self.own_lanes.kind(lane):
            card = {"id": self._id("card", own, own)}
            self.own_lanes.fill(card, told, kind, (own, title, description))
            self.own_lanes.put(lane, steps, card)
            self._leave_out_rest(told, path)
            return
        kind, card = self._card(told, index, self.known_lanes.get(lane, lane))
        card |= {"id": self.ids["card"].of(own, "card"), "text": text}
        where = self.known_lanes.get(lane, lane)
        self._put(where, kind, steps[0], card)
        self._take_score(told, index, (own, title), path)
        self._take_blueprint(told, index, own, path)
        self._leave_out_rest(told, path)

    def _add_step(self, given: dict[str, Any], path: str) -> None:
        told = dict(given)
        name, purpose = _first(told, "title", "name"), _first(told, "description")
        stage, own = _first(told, "stageId", "stage"), _first(told, "id")
        _first(told, "swimlaneId", "swimlane")
        told.pop("purpose", None)
        known = self.known_stages.get(stage)
        index = self._add_stage(stage, path) if known is None else known
        step: dict[str, Any] = {"id": self._id("step", own, own or name), "name": name}
        if purpose:
            step["purpose"] = purpose
        tags = [tag for tag in _listed(told.get("tags")) if not _flag(step, tag)]
        if isinstance(told.get("isMomentOfTruth"), bool):
            step["moment_of_truth"] = told.pop("isMomentOfTruth")
        if isinstance(icon := told.get("icon"), str) and has_icon(icon):
            step["icon"] = told.pop("icon")
        self.stages[index]["steps"].append(step)
        self.known_steps.setdefault(step["id"], index)
        self._leave_out_rest(told | {"tags": tags}, path)

    def _steps_of(self, told: dict[str, Any], index: int) -> list[str]:
        """
        Find the steps that a node is tagged with, else the first one of its stage.
        """
        tags = _listed(told.get("tags"))
        named = [
            tag.removeprefix(STEP_TAG)
            for tag in tags
            if isinstance(tag, str) and tag.startswith(STEP_TAG)
        ]
        steps = [step for step in named if step in self.known_steps]
        told["tags"] = [tag for tag in tags if str(tag).removeprefix(STEP_TAG) not in steps]
        return steps or [self._first_step(index)]

    def _first_step(self, index: int) -> str:
        stage = self.stages[index]
        if not stage["steps"]:
            own = self._id("step", stage["id"], stage["name"])
            stage["steps"].append({"id": own, "name": stage["name"]})
        return str(stage["steps"][0]["id"])

    def _id(self, kind: str, own: str, name: str) -> str:
        if self.notes and self.ids[kind].claim(own):
            return own
        return self.ids[kind].of(name, kind)

    def _card(self, told: dict[str, Any], index: int, lane: str) -> tuple[str, dict[str, Any]]:
        """
        Choose the kind of lane that a node belongs to, and take what its cards can hold.
        """
        self._first_step(index)
        step = self.stages[index]["steps"][0]
        kind = _kinds_by_title().get(lane.casefold(), "notes")
        purpose = _letters(told.get("purpose"))
        if purpose in _PURPOSES:
            kind = _PURPOSES[purpose]
            del told["purpose"]
        elif purpose == "milestone":
            step["milestone"] = True
            del told["purpose"]
        card: dict[str, Any] = {}
        decides = told.get("isMomentOfTruth")
        if isinstance(decides, bool):
            del told["isMomentOfTruth"]
        if decides is True:
            step["moment_of_truth"] = True
        severity = SEVERITIES.get(_letters(told.get("severity")))
        if kind == "pain-points" and severity:
            card["severity"] = severity
            del told["severity"]
        if kind == "touchpoints":
            card |= {"moment_of_truth": True} if decides is True else {}
            icon = told.get("icon")
            if isinstance(icon, str) and has_icon(icon):
                card["icon"] = told.pop("icon")
        return kind, card

    def _take_score(
        self, told: dict[str, Any], index: int, named: tuple[str, str], path: str
    ) -> None:
        score = told.pop("score", None)
        if score is None:
            return
        own, title = named
        if _is_number(score) and self.low <= score <= self.high:
            card = {
                "id": self.ids["card"].of(f"feeling-{own}", "feeling"),
                "text": title,
                "score": score,
                "scale": {"low": self.low, "high": self.high},
            }
            self._put("", "emotion", self._first_step(index), card)
            return
        where = {"low": self.low, "high": self.high}
        told_score = score if isinstance(score, float) else _shown(score)
        step = title or self.stages[index]["name"]
        self._leave_out("score", f"{path}.score", step=step, score=told_score, **where)

    def _take_blueprint(self, told: dict[str, Any], index: int, own: str, path: str) -> None:
        blueprint = told.get("blueprint")
        if not isinstance(blueprint, dict):
            return
        del told["blueprint"]
        rest = dict(blueprint)
        for part, (kind, who, what) in _BLUEPRINT.items():
            for i, item in enumerate(_listed(rest.pop(part, None))):
                left = dict(item) if isinstance(item, dict) else {what: item}
                said = [_first(left, key) for key in (who, what)]
                text = ": ".join(one for one in said if one)
                self._leave_out_rest(left, f"{path}.blueprint.{part}[{i}]")
                if text:
                    card = {"id": self.ids["card"].of(f"{own}-{part}", part), "text": text}
                    self._put("", kind, self._first_step(index), card)
        self._leave_out_rest(rest, f"{path}.blueprint")

    def _lane(self, title: str, kind: str) -> dict[str, Any]:
        known = self.lanes.get((title, kind))
        if known is None:
            own = _kinds_by_title().get(title.casefold(), "notes")
            shown = title
            if title and kind != own:
                shown = f"{title} · {translate(f'lane.{kind}.title', self.language)}"
            identifier = self.ids["lane"].of(shown or kind, kind)
            known = {"id": identifier, "kind": kind, "cells": {}}
            if title:
                known["title"] = shown
            self.lanes[title, kind] = known
        return known

    def _put(self, title: str, kind: str, step: str, card: dict[str, Any]) -> None:
        cells = self._lane(title, kind)["cells"]
        cells.setdefault(step, {"at": step, "cards": []})["cards"].append(card)

    def _leave_out_rest(self, told: dict[str, Any], path: str) -> None:
        for key, value in told.items():
            if key not in _OF_THE_FILE and value not in (None, "", [], {}):
                self._leave_out("value", f"{path}.{words(key)}", name=key, value=_shown(value))

    def _leave_out(self, kind: str, path: str, **values: object) -> None:
        clean = {name: words(one) if isinstance(one, str) else one for name, one in values.items()}
        key = f"import.left-out.{kind}"
        self.left_out.append(Diagnostic(name=f"left-out-{kind}", key=key, values=clean, path=path))


def _personas(told: Any, notes: Notes) -> list[Any]:
    """
    Tell the names apart that our own files join, unless somebody changed them.
    """
    names = notes.names("personas")
    if names and told == ", ".join(names):
        return [{"name": name} for name in names]
    return _listed(told)


def _noted(data: dict[str, Any]) -> dict[str, Any] | None:
    told = data.get(NOTE)
    return told if isinstance(told, dict) else None


def _swimlanes(data: dict[str, Any]) -> list[Any]:
    return _listed(data.get("swimlanes"))


def _is_step(told: Any) -> bool:
    """
    Tell whether a node is a step, or a swimlane the one that holds the steps.
    """
    if not isinstance(told, dict):
        return False
    return told.get("purpose") == "step" or (told.get("id") == "step" and "title" not in told)


def _flag(step: dict[str, Any], tag: Any) -> bool:
    """
    Mark a step as a tag says; False when the tag says something else.
    """
    if tag in ("milestone", "optional"):
        step[tag] = True
    elif tag in ("failure", "recovery"):
        step["path"] = tag
    else:
        return False
    return True


@cache
def _kinds_by_title() -> dict[str, str]:
    """
    Find the kinds of lanes that a text alone can fill, by their titles in every language.
    """
    kinds = [
        kind
        for kind, lane in LANES.items()
        if not lane.is_measured
        and all(name == "id" for name, one in lane.card.model_fields.items() if one.is_required())
    ]
    titles = {
        translate(f"lane.{kind}.title", tag).casefold(): kind
        for kind in reversed(kinds)
        for tag in languages()
    }
    return titles | {kind: kind for kind in kinds}


def _range(data: dict[str, Any]) -> tuple[int, int]:
    nodes = (node for node in _listed(data.get("nodes")) if isinstance(node, dict))
    scores = [node["score"] for node in nodes if _is_number(node.get("score"))]
    if scores and max(scores) > _HIGHEST and min(scores) >= _MIDDLE:
        return _MIDDLE, _TEN
    return _LOWEST, _HIGHEST


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(told: dict[str, Any], *keys: str) -> str:
    """
    Take the first of some keys that says something; the others stay to be accounted for.
    """
    for key in keys:
        if text := _said(told.get(key)):
            del told[key]
            return text
    return ""


def _said(value: Any) -> str:
    if isinstance(value, str):
        return words(value)
    return str(value) if _is_number(value) else ""


def _shown(value: Any) -> str:
    return shortened(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _letters(value: Any) -> str:
    return "".join(filter(str.isalpha, value.lower())) if isinstance(value, str) else ""
