"""
Maps in the Customer Journey Modelling Language of SINTEF, version 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from xml.sax.saxutils import quoteattr

from touchline.exporters._exchange import Exchange
from touchline.exporters._markup import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.tree import Plain
    from touchline.exporters._ledger import Ledger

#: The names of our own attributes, which other programs pass over.
NAMESPACE = "urn:touchline:cjml"

#: What the customer and the company are referred to by where the map names nobody.
_CUSTOMER, _COMPANY = "customer", "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cjml(Exchange):
    """
    CJML 2.0: a planned journey whose stages are phases and whose steps are the customer's actions,
    each followed by its touchpoints as communication points.

    Feelings are left out: in this language they belong to what one person really went through, and
    a map tells of many.
    """

    name: ClassVar[str] = "cjml"
    suffix: ClassVar[str] = ".cjml"
    media_type: ClassVar[str] = "application/xml"

    def write(self, ledger: Ledger) -> str:
        """
        Write the journey.
        """
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<CJML version="2.0" xmlns:touchline="{NAMESPACE}">',
            *_indented(_Writer(ledger).journey()),
            "</CJML>",
        ]
        return "\n".join(lines) + "\n"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    depth = 1
    for line in lines:
        depth -= line.startswith("</")
        yield "  " * depth + line
        is_opening = line.startswith("<") and not line.startswith("</")
        depth += is_opening and "</" not in line and not line.endswith("/>")


def _told(tag: str, words: str) -> str:
    return f"<{tag}>{escaped(words)}</{tag}>"


class _Writer:
    """
    Writes one map.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.data = ledger.data
        self.personas = ledger.items(self.data, "personas")
        taken = {persona["id"] for persona in self.personas}
        self.company = _COMPANY if _COMPANY not in taken else f"{_COMPANY}-1"
        while self.company in taken:
            self.company += "-1"
        primary = [one["id"] for one in self.personas if one.get("primary")] or sorted(taken)
        self.customer = primary[0] if primary else _CUSTOMER
        #: What the channels are called that were taken so far.
        self.named: dict[str, str] = {}

    def journey(self) -> Iterator[str]:
        ledger, data = self.ledger, self.data
        ledger.value(data, "language")
        yield f"<plannedJourney touchline:language={quoteattr(ledger.language)}>"
        yield _told("journeyID", ledger.value(data, "id"))
        yield _told("journeyTitle", ledger.words(data, "title"))
        stages = ledger.items(data, "stages")
        if stages:
            yield "<journeyPhases>"
            for stage in stages:
                yield f"<journeyPhase phaseID={quoteattr(ledger.value(stage, 'id'))}>"
                yield _told("phaseName", ledger.words(stage, "name"))
                yield "</journeyPhase>"
            yield "</journeyPhases>"
        if scenario := ledger.words(data, "scenario"):
            yield _told("journeyShortSummary", scenario)
        yield from self._actors()
        yield from self._touchpoints(stages)
        yield "</plannedJourney>"

    def _actors(self) -> Iterator[str]:
        yield "<actors>"
        for persona in self.personas:
            yield f"<endUser actorID={quoteattr(self.ledger.value(persona, 'id'))}>"
            yield _told("actorName", self.ledger.words(persona, "name"))
            yield "</endUser>"
        if not self.personas:
            yield f'<endUser actorID="{_CUSTOMER}"/>'
        yield f"<serviceProvider actorID={quoteattr(self.company)}/>"
        yield "</actors>"

    def _touchpoints(self, stages: list[Plain]) -> Iterator[str]:
        contacts = self._contacts()
        yield "<touchpoints>"
        for stage in stages:
            for step in self.ledger.items(stage, "steps"):
                own = self.ledger.value(step, "id")
                yield "<plannedAction>"
                yield _told("touchpointID", own)
                yield f"<belongsTo phaseIDref={quoteattr(stage['id'])}/>"
                yield from self._side("initiator", self.customer, self.ledger.words(step, "name"))
                yield "</plannedAction>"
                for lane, cell, card in contacts.get(own, ()):
                    yield from self._contact(stage["id"], lane, cell, card)
        yield "</touchpoints>"

    def _contacts(self) -> dict[str, list[tuple[str, Plain, Plain]]]:
        """
        Take the touchpoints by the step at which they begin.
        """
        ledger = self.ledger
        found: dict[str, list[tuple[str, Plain, Plain]]] = {}
        for lane in ledger.items(self.data, "lanes"):
            cells = [cell for cell in lane.get("cells", ()) if cell.get("cards")]
            if lane["kind"] != "touchpoints" or not cells:
                continue
            ledger.items(lane, "cells")
            ledger.value(lane, "kind")
            own = ledger.value(lane, "id")
            for cell in cells:
                step = ledger.value(cell, "at")
                ledger.value(cell, "through")
                cards = ledger.items(cell, "cards")
                found.setdefault(step, []).extend((own, cell, card) for card in cards)
        return found

    def _contact(self, stage: str, lane: str, cell: Plain, card: Plain) -> Iterator[str]:
        ledger = self.ledger
        step = quoteattr(cell["at"])
        if through := cell.get("through"):
            step += f" touchline:through={quoteattr(through)}"
        lane = quoteattr(lane)
        yield f"<plannedCommunicationPoint touchline:step={step} touchline:lane={lane}>"
        yield _told("touchpointID", ledger.value(card, "id"))
        yield f"<belongsTo phaseIDref={quoteattr(stage)}/>"
        words = ledger.words(card, "text")
        yield from self._side("initiator", self.customer, words)
        yield from self._side("receiver", self.company, words)
        if channel := ledger.value(card, "channel"):
            yield f"<channel touchline:id={quoteattr(channel)}>"
            yield _told("channelName", self._channel(channel))
            yield "</channel>"
        yield "</plannedCommunicationPoint>"

    def _channel(self, own: str) -> str:
        """
        Take what a channel is called; its id where it has no name.
        """
        if own not in self.named:
            channels = self.ledger.items(self.data, "channels")
            channel = next(one for one in channels if one["id"] == own)
            self.ledger.value(channel, "id")
            self.named[own] = self.ledger.words(channel, "name") or own
        return self.named[own]

    def _side(self, side: str, actor: str, label: str) -> Iterator[str]:
        yield f"<{side}>"
        yield f"<refersTo actorIDref={quoteattr(actor)}/>"
        yield _told(f"{side}Label", label)
        yield f"</{side}>"
