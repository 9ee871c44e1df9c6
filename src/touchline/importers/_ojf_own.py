"""
The lanes of OpenJourney files that we wrote ourselves, with their ids, kinds and exact scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.canvas.icons import has_icon
from touchline.i18n import translate
from touchline.importers._notes import said_in
from touchline.lanes import LANES
from touchline.model.experience import Scored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.importers._notes import Notes

#: What our files tag a node with to say at which step it stands.
STEP_TAG = "step:"

#: How much a pain point hurts, in the words of the format.
SEVERITIES = {"low": 1, "medium": 2, "high": 3}

#: The ends of the format's scores.
_ENDS = (-5, 5)


class OwnLanes:
    """
    Swimlanes whose kinds the file's note tells.

    Args:
        notes: The note.
        language: The language of the map.
    """

    def __init__(self, notes: Notes, language: str) -> None:
        self._notes = notes
        self._language = language
        self._lanes: dict[str, dict[str, Any]] = {}

    def add(self, own: str, name: str) -> bool:
        """
        Begin a lane.

        Args:
            own: The id of the swimlane.
            name: What it is called.

        Returns:
            False when the note does not know it.
        """
        kind = self._notes.part("kinds").get(own)
        if not isinstance(kind, str) or kind not in LANES or own in self._lanes:
            return False
        lane: dict[str, Any] = {"id": own, "kind": kind, "cells": {}}
        untitled = self._notes.told.get("untitled")
        is_plain = isinstance(untitled, list) and own in untitled
        if not is_plain or name != translate(f"lane.{kind}.title", self._language):
            lane["title"] = name
        if scale := self._notes.part("scales", own):
            lane["scale"] = scale
        self._lanes[own] = lane
        return True

    def kind(self, own: str) -> str:
        """
        Tell what kind of lane a swimlane is.

        Args:
            own: The id of the swimlane.

        Returns:
            The kind; empty when the note does not know it.
        """
        return str(self._lanes[own]["kind"]) if own in self._lanes else ""

    def put(self, own: str, at: list[str], card: dict[str, Any]) -> None:
        """
        Put a card into a lane.

        Args:
            own: The id of the swimlane.
            at: The steps at which it stands, in order.
            card: The card as a file holds it.
        """
        cell: dict[str, Any] = {"at": at[0], "cards": []}
        if len(at) > 1:
            cell["through"] = at[-1]
        self._lanes[own]["cells"].setdefault(at[0], cell)["cards"].append(card)

    def fill(
        self, card: dict[str, Any], told: dict[str, Any], kind: str, said: tuple[str, str, str]
    ) -> None:
        """
        Take what a card of a kind can hold out of a node.

        Args:
            card: The card, which gets its fields.
            told: The node, from which they are taken.
            kind: The kind of the lane.
            said: The node's id, title and description.
        """
        own, title, description = said
        if told.get("purpose") == kind:
            del told["purpose"]
        severity = told.get("severity")
        if kind == "pain-points" and isinstance(severity, str) and severity in SEVERITIES:
            card["severity"] = SEVERITIES[told.pop("severity")]
        if kind == "touchpoints":
            if isinstance(told.get("isMomentOfTruth"), bool):
                card["moment_of_truth"] = told.pop("isMomentOfTruth")
            if isinstance(icon := told.get("icon"), str) and has_icon(icon):
                card["icon"] = told.pop("icon")
        if issubclass(LANES[kind].card, Scored):
            shown = told.pop("score", None)
            is_number = isinstance(shown, int | float) and not isinstance(shown, bool)
            card |= self.exact(own, shown if is_number else 0, _ENDS)
            if kind == "emotion" and description:
                card["cause"], description = description, ""
        card["text"] = "\n".join(part for part in (title, description) if part)

    def exact(self, card: str, shown: Any, ends: tuple[int, int]) -> dict[str, Any]:
        """
        Find the score that a node had before it was brought into the format's range.

        Args:
            card: The id of the node.
            shown: The score of the node.
            ends: The range of the file's scores.

        Returns:
            The score and its scale; the shown one when it was changed since.
        """
        kept = self._notes.part("scores", card)
        if kept.get("shown") == shown and "score" in kept:
            return said_in(kept, "score", "scale")
        return {"score": shown, "scale": {"low": ends[0], "high": ends[1]}}

    def finished(self) -> Iterator[dict[str, Any]]:
        """
        Give the lanes as a file holds them.

        Yields:
            A lane at a time, in the order of the swimlanes.
        """
        for lane in self._lanes.values():
            yield {**lane, "cells": list(lane["cells"].values())}
