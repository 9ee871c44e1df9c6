"""
Cards of a map in the files with which TheyDo takes in insights, opportunities, solutions, metrics.

Source:
    The formats THEYDO_INSIGHTS_V1, THEYDO_OPPORTUNITIES_V1, THEYDO_SOLUTIONS_V1 and
    THEYDO_METRICS_V1 of TheyDo's integration by file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from touchline.exporters._errors import UnknownTheydoList
from touchline.exporters._exchange import Exchange, as_json
from touchline.i18n import translate
from touchline.model.structure import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.tree import Plain
    from touchline.exporters._ledger import Ledger

#: The kinds of lanes whose cards each list holds.
_KINDS = {
    "insights": frozenset(
        (
            "insights",
            "pain-points",
            "needs",
            "wants",
            "thoughts",
            "emotion",
            "barriers",
            "enablers",
            "expectations",
        )
    ),
    "opportunities": frozenset({"opportunities"}),
    "solutions": frozenset({"solutions", "changes", "change-plans"}),
    "metrics": frozenset({"metrics"}),
}

#: The ends of the format's scores of empathy.
_LOW, _HIGH = -2, 2

_EMAIL = re.compile(r"[\w.+\-']+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)
_UNITS = {"number": "", "share": "%", "seconds": "s"}
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Theydo(Exchange):
    """
    One list for TheyDo: a card becomes an entry, and its stage and step become tags.

    Keys of entries begin with the id of the map, so that a later file brings the same entries up to
    date.

    Args:
        part: Which list: `insights` (with pain points, needs, thoughts and feelings),
            `opportunities`, `solutions` (with changes) or `metrics`.
    """

    name: ClassVar[str] = "theydo"
    suffix: ClassVar[str] = ".theydo"
    media_type: ClassVar[str] = "application/json"

    part: Literal["insights", "opportunities", "solutions", "metrics"] = "insights"

    def write(self, ledger: Ledger) -> str:
        """
        Write the list.

        Raises:
            UnknownTheydoList: TheyDo takes in no list of this name.
        """
        if self.part not in _KINDS:
            raise UnknownTheydoList.among(self.part, _KINDS)
        told = {
            "format": f"THEYDO_{self.part.upper()}_V1",
            self.part: list(_entries(ledger, self.part)),
        }
        return as_json(told)


def _entries(ledger: Ledger, part: str) -> Iterator[Plain]:
    data = ledger.data
    ledger.value(data, "language")
    stages = {
        step["id"]: (stage, step)
        for stage in data.get("stages", ())
        for step in stage.get("steps", ())
    }
    for lane in data.get("lanes", ()):
        is_held = lane["kind"] in _KINDS[part]
        if not is_held or not any(cell.get("cards") for cell in lane.get("cells", ())):
            continue
        ledger.items(data, "lanes")
        ledger.value(lane, "kind")
        for cell in ledger.items(lane, "cells"):
            stage, step = stages[cell["at"]]
            if not cell.get("cards"):
                continue
            ledger.alter(cell, "at")
            for card in ledger.items(cell, "cards"):
                prefix = ledger.value(data, "id")
                entry: Plain = {"importKey": f"{prefix}:{ledger.value(card, 'id')}"}
                title, _, rest = ledger.words(card, "text").partition("\n")
                entry["title"] = title
                if rest:
                    entry["description"] = rest
                entry |= _metric(ledger, card) if part == "metrics" else _fields(ledger, lane, card)
                if part != "metrics":
                    entry["groupTags"] = list(_tags(ledger, stage, step))
                yield entry


def _tags(ledger: Ledger, stage: Plain, step: Plain) -> Iterator[Plain]:
    for key, item in (("term.stage", stage), ("term.step", step)):
        term = translate(key, ledger.language)
        yield {"tagGroup": term[:1].upper() + term[1:], "tag": ledger.shown(item, "name")}


def _fields(ledger: Ledger, lane: Plain, card: Plain) -> Plain:
    told: Plain = {"type": translate(f"lane.{lane['kind']}.title", ledger.language)}
    if lane["kind"] == "emotion":
        told |= _feeling(ledger, lane, card)
    if status := ledger.value(card, "status") if lane["kind"] != "emotion" else None:
        told["status"] = translate(f"scene.status-{status}", ledger.language)
    if lane["kind"] in _KINDS["solutions"] and _EMAIL.fullmatch(card.get("owner", "")):
        told["ownerEmail"] = ledger.value(card, "owner")
    return told


def _feeling(ledger: Ledger, lane: Plain, card: Plain) -> Plain:
    score = card.get("score", 0.0)
    ends = Scale.model_validate(card.get("scale") or lane.get("scale") or {})
    share = min(max((score - ends.low) / (ends.high - ends.low), 0.0), 1.0)
    shown = round(_LOW + (_HIGH - _LOW) * share, 1)
    ledger.alter(card, "score")
    if "scale" in card:
        ledger.alter(card, "scale")
    return {"empathyScore": shown}


def _metric(ledger: Ledger, card: Plain) -> Plain:
    unit = ledger.value(card, "unit", "number")
    factor = _HUNDREDTHS if unit == "share" else 1
    told: dict[str, Any] = {"type": "OTHER", "unit": _UNITS[unit], "aggregationMethod": "AVERAGE"}
    told["dataPoints"] = [
        {"dateOfMeasurement": one["date"], "value": one["value"] * factor}
        for one in ledger.value(card, "readings", [])
    ]
    return told
