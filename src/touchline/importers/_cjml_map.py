"""
From the elements of a CJML file to a map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.diagnostics import Diagnostic
from touchline.document.read import build, journey_of
from touchline.i18n import languages, translate
from touchline.importers import Imported
from touchline.importers._errors import UnreadableImport, placed, shortened
from touchline.model.naming import Ids, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.importers._xml import Element

#: The names of our own attributes.
_OWN = "{urn:touchline:cjml}"

_JOURNEYS = ("plannedJourney", "actualJourney")
_CONTACTS = ("plannedCommunicationPoint", "actualCommunicationPoint", "communicationPoint")
_ACTIONS = ("plannedAction", "actualAction", "action")

#: Actors that only stand for somebody the map does not name.
_NOBODY = frozenset({"customer"})

#: The ranges in which experience is rated, tried in turn over all ratings of a file.
_RANGES = ((-2, 2), (1, 5), (0, 10), (0, 100))


class CjmlMap:
    """
    A map on its way from a CJML file.

    Args:
        root: The file's outermost element.
        at: Where it comes from.
        language: The language of its words.
    """

    def __init__(self, root: Element, at: str, language: str) -> None:
        self.at = at
        self.left_out: list[Diagnostic] = []
        self.journey = self._chosen(root)
        own = self.journey.attributes.get(f"{_OWN}language", "")
        self.is_ours = own in languages()
        self.language = own if self.is_ours else language
        self.ids = {kind: Ids() for kind in ("stage", "step", "lane", "card", "persona", "channel")}
        self.actors: dict[str, str] = {}
        self.personas: list[dict[str, Any]] = []
        self.stages: list[dict[str, Any]] = []
        self.known_stages: dict[str, int] = {}
        self.channels: dict[str, dict[str, Any]] = {}
        self.lanes: dict[str, dict[str, Any]] = {}
        self.range = _range(self.journey)

    def imported(self) -> Imported:
        """
        Build the map.

        Returns:
            The map, and what it cannot hold.
        """
        plain = self._head()
        for stage in self._inside("journeyPhases"):
            self._add_stage(stage)
        for actor in (*self._inside("actors"), *self.journey.every("actor")):
            self._add_actor(actor)
        for point in (*self._inside("touchpoints"), *self.journey.every("touchpoint")):
            self._add_point(point)
        plain["personas"] = self.personas
        plain["stages"] = self.stages
        plain["channels"] = list(self.channels.values())
        plain["lanes"] = [
            {**lane, "cells": list(lane["cells"].values())} for lane in self.lanes.values()
        ]
        return Imported(journey_of(build(plain)), tuple(self.left_out))

    def _chosen(self, root: Element) -> Element:
        """
        Take one journey, and tell of the others.
        """
        if root.name == "cjml":
            return root
        found = [*root.every(*_JOURNEYS)]
        if root.name != "CJML" or not found:
            raise UnreadableImport.because("not_cjml", at=self.at, line=root.line)
        chosen = min(found, key=lambda one: _JOURNEYS.index(one.name))
        for other in root.children:
            if other is not chosen:
                self._leave_out(other)
        return chosen

    def _head(self) -> dict[str, Any]:
        told = self.journey
        own, title = _said(told, "journeyID"), _said(told, "journeyTitle")
        if not title and not self.is_ours:
            title = own or translate("import.untitled", self.language)
        identifier = own if self.is_ours and Ids().claim(own) else slug(own or title)
        plain: dict[str, Any] = {"touchline": 1, "id": identifier or "journey", "title": title}
        plain["language"] = self.language
        summaries = (_said(told, f"journey{size}Summary") for size in ("Short", "Long"))
        if scenario := "\n".join(filter(None, summaries)):
            plain["scenario"] = scenario
        known = {
            "journeyID", "journeyTitle", "journeyPhases", "journeyShortSummary",
            "journeyLongSummary", "actors", "touchpoints", "actor", "touchpoint",
        }  # fmt: skip
        for child in told.children:
            if child.name not in known:
                self._leave_out(child)
        return plain

    def _inside(self, name: str) -> Iterator[Element]:
        found = self.journey.first(name)
        if found is not None:
            yield from found.children

    def _add_stage(self, told: Element) -> None:
        own = told.attributes.get("phaseID", "").strip()
        name = _said(told, "phaseName")
        if not name and not self.is_ours:
            name = own
        if own not in self.known_stages:
            self._new_stage(own, name)
        self._leave_out_rest(told, {"phaseName"})

    def _new_stage(self, own: str, name: str) -> int:
        identifier = self._id("stage", own or name)
        self.stages.append({"id": identifier, "name": name, "steps": []})
        self.known_stages[own] = len(self.stages) - 1
        return len(self.stages) - 1

    def _add_actor(self, actor: Element) -> None:
        own = (actor.attributes.get("actorID") or actor.attributes.get("id") or "").strip()
        name = _said(actor, "actorName") or _said(actor, "companyName")
        is_user = actor.name == "endUser" or _said(actor, "actorRole").lower() == "customer"
        is_named = actor.first("actorName") is not None
        if own and own not in self.actors:
            self.actors[own] = name or own
            if is_user and (is_named or own.lower() not in _NOBODY):
                shown = name if self.is_ours and is_named else name or own
                self.personas.append({"id": self._id("persona", own), "name": shown})
            elif not is_user and name:
                self._leave_out(actor)
                return
        self._leave_out_rest(actor, {"actorName", "companyName", "actorRole"})

    def _add_point(self, point: Element) -> None:
        kind = point.attributes.get("type", "") if point.name == "touchpoint" else point.name
        is_contact = kind.lower() not in {name.lower() for name in _ACTIONS}
        if point.name != "touchpoint" and point.name not in (*_CONTACTS, *_ACTIONS):
            self._leave_out(point)
            return
        own = _said(point, "touchpointID") or point.attributes.get("id", "")
        label = self._side(point, "initiator")
        at = point.attributes.get(f"{_OWN}step", "")
        if not (self.is_ours and at):
            at = self._new_step(point, own, label)
        if is_contact:
            self._add_contact(point, at, own, label)
        self._add_experience(point, at)
        known = {
            "touchpointID", "belongsTo", "initiator", "receiver", "channel", "comment",
            "touchpointExperience",
        }  # fmt: skip
        self._leave_out_rest(point, known)

    def _side(self, point: Element, side: str) -> str:
        """
        Read what one side does, and tell of actors whom the file does not know.
        """
        told = point.first(side)
        if told is None:
            return ""
        refers = told.first("refersTo")
        actor = refers.attributes.get("actorIDref", "").strip() if refers is not None else ""
        if actor and actor not in self.actors:
            self._tell(told.line, "value", name="actorIDref", value=shortened(actor))
        return _said(told, f"{side}Label") or ("" if refers is not None else told.text)

    def _new_step(self, point: Element, own: str, label: str) -> str:
        belongs = point.first("belongsTo")
        stage = belongs.attributes.get("phaseIDref", "").strip() if belongs is not None else ""
        index = self.known_stages.get(stage)
        if index is None:
            term = translate("term.journey", self.language)
            index = self._new_stage(stage, stage or term[:1].upper() + term[1:])
        name = label if self.is_ours else label or own
        step = {"id": self._id("step", own or label), "name": name}
        self.stages[index]["steps"].append(step)
        return str(step["id"])

    def _add_contact(self, point: Element, at: str, own: str, label: str) -> None:
        card: dict[str, Any] = {"id": self._id("card", own or label), "text": label}
        answer = self._side(point, "receiver")
        if answer and answer != label:
            card["text"] = "\n".join(filter(None, (label, answer)))
        channel = point.first("channel")
        name = "" if channel is None else _said(channel, "channelName") or channel.text
        if channel is not None and name:
            known = channel.attributes.get(f"{_OWN}id", "")
            card["channel"] = self._channel(known if self.is_ours else "", name)
        lane = point.attributes.get(f"{_OWN}lane", "") if self.is_ours else ""
        through = point.attributes.get(f"{_OWN}through", "") if self.is_ours else ""
        self._put("touchpoints", at, card, own=lane, through=through)

    def _channel(self, own: str, name: str) -> str:
        key = own or name
        if key not in self.channels:
            channel = {"id": self._id("channel", own or name)}
            if name != channel["id"]:
                channel["name"] = name
            self.channels[key] = channel
        return str(self.channels[key]["id"])

    def _add_experience(self, point: Element, at: str) -> None:
        """
        Take what one person told, and what somebody remarked.
        """
        if comment := _said(point, "comment"):
            self._put("notes", at, {"id": self._id("card", f"note-{at}"), "text": comment})
        told = point.first("touchpointExperience")
        if told is None:
            return
        words = _said(told, "experienceDescription")
        score = _number(_said(told, "experienceRating"))
        if score is None or self.range is None:
            if words:
                self._put("thoughts", at, {"id": self._id("card", f"thought-{at}"), "text": words})
            self._leave_out_rest(told, {"experienceDescription"})
            return
        scale = {"low": self.range[0], "high": self.range[1]}
        feeling = {"id": self._id("card", f"feeling-{at}"), "score": score, "scale": scale}
        self._put("emotion", at, feeling | ({"text": words} if words else {}))
        self._leave_out_rest(told, {"experienceDescription", "experienceRating"})

    def _put(
        self, kind: str, at: str, card: dict[str, Any], *, own: str = "", through: str = ""
    ) -> None:
        lane = self.lanes.get(own or kind)
        if lane is None:
            lane = {"id": self._id("lane", own or kind), "kind": kind, "cells": {}}
            self.lanes[own or kind] = lane
        cell = {"at": at, "cards": []} | ({"through": through} if through else {})
        lane["cells"].setdefault(at, cell)["cards"].append(card)

    def _id(self, kind: str, name: str) -> str:
        if self.is_ours and self.ids[kind].claim(name):
            return name
        return self.ids[kind].of(name, kind)

    def _leave_out_rest(self, told: Element, known: set[str]) -> None:
        for child in told.children:
            if child.name not in known:
                self._leave_out(child)

    def _leave_out(self, told: Element) -> None:
        """
        Tell of an element that says something.
        """
        value = " ".join(_all_text(told))
        if value.strip() or told.attributes:
            shown = value if value.strip() else " ".join(told.attributes.values())
            self._tell(told.line, "value", name=told.name, value=shortened(shown))

    def _tell(self, line: int, kind: str, **values: object) -> None:
        self.left_out.append(
            Diagnostic(
                name=f"left-out-{kind}",
                key=f"import.left-out.{kind}",
                values=values,
                path=placed(self.at, line),
            )
        )


def _said(told: Element, name: str) -> str:
    found = told.first(name)
    return found.text if found is not None else ""


def _all_text(told: Element) -> Iterator[str]:
    if told.text:
        yield told.text
    for child in told.children:
        yield from _all_text(child)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _range(journey: Element) -> tuple[int, int] | None:
    """
    Find the narrowest known range that holds every rating of a journey.
    """
    points = journey.first("touchpoints")
    found = [
        _said(told, "experienceRating")
        for point in (points.children if points is not None else [])
        for told in point.every("touchpointExperience")
    ]
    scores = [score for score in map(_number, found) if score is not None]
    return next(
        (ends for ends in _RANGES if all(ends[0] <= score <= ends[1] for score in scores)), None
    )
