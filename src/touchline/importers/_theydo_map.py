"""
From the entries of a list of TheyDo to a map.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import Any

from touchline.diagnostics import Diagnostic
from touchline.document.read import build, journey_of
from touchline.i18n import languages, translate
from touchline.importers import Imported
from touchline.importers._errors import shortened
from touchline.importers._kinds import authored_kinds
from touchline.importers._words import words
from touchline.model.naming import Ids, slug

#: The key of the entries by the name of the format.
LISTS = {
    f"THEYDO_{part.upper()}_V1": part
    for part in ("insights", "opportunities", "solutions", "metrics")
}

_STATUSES = ("idea", "planned", "doing", "done", "dropped")
_UNITS = {"%": "share", "s": "seconds"}
_LOW, _HIGH = -2, 2
_HUNDREDTHS = 100


class TheydoMap:
    """
    A map on its way from a list.

    Args:
        data: The file's outermost object.
        part: Which list it is.
        language: The language of its words.
    """

    def __init__(self, data: dict[str, Any], part: str, language: str) -> None:
        self.data = data
        self.part = part
        self.language = language
        self.left_out: list[Diagnostic] = []
        self.ids = {kind: Ids() for kind in ("stage", "step", "card")}
        self.stages: dict[str, dict[str, Any]] = {}
        self.steps: dict[tuple[str, str], str] = {}
        self.lanes: dict[str, dict[str, Any]] = {}
        self.prefixes: set[str] = set()

    def imported(self) -> Imported:
        """
        Build the map.

        Returns:
            The map, and what it cannot hold.
        """
        for i, entry in enumerate(self.data[self.part]):
            path = f"$.{self.part}[{i}]"
            if isinstance(entry, dict):
                self._add(dict(entry), path)
            else:
                self._leave_out(path, self.part, entry)
        known = ("format", self.part)
        self._rest({key: one for key, one in self.data.items() if key not in known}, "$")
        own = self.prefixes.pop() if len(self.prefixes) == 1 else ""
        title = translate("import.untitled", self.language)
        plain = {
            "touchline": 1,
            "id": own if Ids().claim(own) else slug(title) or "journey",
            "title": title,
            "language": self.language,
            "stages": list(self.stages.values()),
            "lanes": [
                {**lane, "cells": list(lane["cells"].values())} for lane in self.lanes.values()
            ],
        }
        return Imported(journey_of(build(plain)), tuple(self.left_out))

    def _add(self, entry: dict[str, Any], path: str) -> None:
        prefix, colon, own = _said(entry.pop("importKey", "")).rpartition(":")
        if colon:
            self.prefixes.add(prefix)
        title, more = entry.pop("title", ""), entry.pop("description", None)
        text = words("\n".join(one for one in (title, more) if isinstance(one, str)))
        step = self._step(entry)
        kind = self._kind(entry)
        identifier = (
            own if self.ids["card"].claim(own) else self.ids["card"].of(own or text, "card")
        )
        card: dict[str, Any] = {"id": identifier, "text": text}
        if kind == "metrics":
            self._take_values(entry, card, path)
        else:
            self._take_status(entry, kind, card)
            score = self._score(entry, path, text)
            if kind == "emotion":
                scale = {"low": _LOW, "high": _HIGH}
                card |= {"score": score or 0, "scale": scale}
            elif score is not None:
                self._put_feeling(step, text, score)
        self._put(kind, step, card)
        self._rest(entry, path)

    def _kind(self, entry: dict[str, Any]) -> str:
        otherwise = self.part
        if self.part == "metrics":
            return otherwise
        kind = authored_kinds().get(_said(entry.get("type")).casefold(), "")
        if not kind or kind in ("importance", "metrics"):
            return otherwise
        del entry["type"]
        return kind

    def _step(self, entry: dict[str, Any]) -> str:
        """
        Find the step that the tags name, and make it where it is new.
        """
        tags = entry.get("groupTags")
        told = {"stage": "", "step": ""}
        kept = []
        for tag in tags if isinstance(tags, list) else []:
            group = tag.get("tagGroup") if isinstance(tag, dict) else None
            place = _groups().get(group.casefold()) if isinstance(group, str) else None
            if place and not told[place] and isinstance(tag.get("tag"), str):
                told[place] = words(tag["tag"])
            else:
                kept.append(tag)
        if isinstance(tags, list):
            entry["groupTags"] = kept
        term = translate("term.journey", self.language)
        stage = told["stage"] or term[:1].upper() + term[1:]
        return self._place(stage, told["step"] or stage)

    def _place(self, stage: str, step: str) -> str:
        if stage not in self.stages:
            own = self.ids["stage"].of(stage, "stage")
            self.stages[stage] = {"id": own, "name": stage, "steps": []}
        if (stage, step) not in self.steps:
            own = self.ids["step"].of(step, "step")
            self.steps[stage, step] = own
            self.stages[stage]["steps"].append({"id": own, "name": step})
        return self.steps[stage, step]

    def _score(self, entry: dict[str, Any], path: str, text: str) -> float | None:
        score = entry.pop("empathyScore", None)
        if score is None:
            return None
        if _is_number(score) and _LOW <= score <= _HIGH:
            return float(score)
        values = {"step": shortened(text), "score": _shown(score), "low": _LOW, "high": _HIGH}
        self._tell("score", f"{path}.empathyScore", **values)
        return None

    def _put_feeling(self, step: str, text: str, score: float) -> None:
        own = self.ids["card"].of(f"feeling-{step}", "feeling")
        scale = {"low": _LOW, "high": _HIGH}
        self._put("emotion", step, {"id": own, "text": text, "score": score, "scale": scale})

    def _take_status(self, entry: dict[str, Any], kind: str, card: dict[str, Any]) -> None:
        status = _statuses().get(_said(entry.get("status")).casefold())
        if status and kind in ("opportunities", "changes"):
            card["status"] = status
            del entry["status"]
        if email := _said(entry.pop("ownerEmail", "")):
            card["owner"] = email

    def _take_values(self, entry: dict[str, Any], card: dict[str, Any], path: str) -> None:
        """
        Take what was measured; what a kind of metric counts is brought to one value a day.
        """
        method = _said(entry.pop("type", ""))
        entry.pop("aggregationMethod", None)
        unit = _UNITS.get(_said(entry.get("unit")).strip())
        if unit or not _said(entry.get("unit")):
            entry.pop("unit", None)
        if method in ("CSAT", "RATIO"):
            unit = "share"
        if unit:
            card["unit"] = unit
        readings = []
        points = entry.pop("dataPoints", None)
        for i, point in enumerate(points if isinstance(points, list) else []):
            told = dict(point) if isinstance(point, dict) else {"value": point}
            value, day = _value(told, method), _day(_said(told.get("dateOfMeasurement")))
            if value is None or day is None:
                self._leave_out(f"{path}.dataPoints[{i}]", "dataPoints", point)
                continue
            del told["dateOfMeasurement"]
            if method == "OTHER" and unit == "share":
                value = round(value / _HUNDREDTHS, 12)
            readings.append({"date": str(day), "value": value})
            self._rest(told, f"{path}.dataPoints[{i}]")
        card["readings"] = readings

    def _put(self, kind: str, step: str, card: dict[str, Any]) -> None:
        lane = self.lanes.setdefault(kind, {"id": kind, "kind": kind, "cells": {}})
        lane["cells"].setdefault(step, {"at": step, "cards": []})["cards"].append(card)

    def _rest(self, told: dict[str, Any], path: str) -> None:
        for key, value in told.items():
            if value not in (None, "", [], {}):
                self._leave_out(f"{path}.{words(key)}", key, value)

    def _leave_out(self, path: str, name: str, value: Any) -> None:
        self._tell("value", path, name=words(name), value=words(_shown(value)))

    def _tell(self, kind: str, path: str, **values: object) -> None:
        key = f"import.left-out.{kind}"
        self.left_out.append(Diagnostic(name=f"left-out-{kind}", key=key, values=values, path=path))


def _value(point: dict[str, Any], method: str) -> float | None:
    """
    Bring one day's counts to the value by which such a metric is known.
    """
    if method == "RATIO":
        return _share(point, ("numerator",), ("denominator",))
    if method == "CSAT":
        marks = ("veryUnsatisfied", "unsatisfied", "neutral", "satisfied", "verySatisfied")
        return _share(point, marks[3:], marks)
    if method == "NPS":
        parts = ("promoters", "passives", "detractors")
        ends = [_share(point, (one,), parts) for one in ("promoters", "detractors")]
        return None if ends[0] is None or ends[1] is None else _HUNDREDTHS * (ends[0] - ends[1])
    value = point.pop("score" if method == "CES" else "value", None)
    return float(value) if _is_number(value) else None


def _share(point: dict[str, Any], some: tuple[str, ...], every: tuple[str, ...]) -> float | None:
    counts = [point.get(key) for key in (*some, *every)]
    if not all(map(_is_number, counts)):
        return None
    total = sum(point[key] for key in every)
    return sum(point[key] for key in some) / total if total else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _is_number(value: Any) -> bool:
    # Beyond this no number of a journey is met, and arithmetic overflows.
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and abs(value) < 1e15  # noqa: PLR2004 (exact in a float)


@cache
def _groups() -> dict[str, str]:
    return {
        translate(f"term.{place}", tag).casefold(): place
        for place in ("stage", "step")
        for tag in languages()
    }


@cache
def _statuses() -> dict[str, str]:
    return {
        translate(f"scene.status-{status}", tag).casefold(): status
        for status in _STATUSES
        for tag in languages()
    }


def _said(value: Any) -> str:
    return words(value) if isinstance(value, str) else ""


def _shown(value: Any) -> str:
    return shortened(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
