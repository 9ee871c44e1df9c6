"""
The resources of all maps, joined with the catalogue (R-125).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.model.experience import Resource as ResourceCard
from touchline.workspace.resources import (
    CostSum,
    ResourceLine,
    catalogue_of,
    distinct,
    line_of,
    summed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.diagnostics import Severity
    from touchline.model.work.resource import Resource
    from touchline.workspace.shelf import ShelvedCard
    from touchline.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Stocked:
    """
    A resource with all the places that use it.

    Args:
        line: What it is and costs.
        places: The map and the step of each place.
    """

    line: ResourceLine
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """
    What a company has and needs to serve its journeys.

    Args:
        resources: What is needed first, each once, by name.
        needed: What the needs cost, by currency.
        running: What is there costs, by currency.
        findings: What is missing or does not fit.
    """

    resources: tuple[Stocked, ...]
    needed: tuple[CostSum, ...]
    running: tuple[CostSum, ...]
    findings: tuple[Diagnostic, ...]


def take_stock(workspace: Workspace, *, language: str | None = None) -> Stock:
    """
    Bring the resources of all maps and the catalogue together.

    Args:
        workspace: The workspace.
        language: The reader's language tag; None for the workspace's own.

    Returns:
        What there is and what is needed.
    """
    reader = language or workspace.settings.language
    catalogue = catalogue_of(workspace)
    cards = list(workspace.shelf.cards("resources"))
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    lines = []
    for card in cards:
        line = _line(card, catalogue, reader, workspace.settings.language)
        places.setdefault(line.key, []).append((card.map, card.step))
        lines.append(line)
    found = [
        Stocked(line=line, places=tuple(dict.fromkeys(places[line.key])))
        for line in distinct(lines)
    ]
    return Stock(
        resources=tuple(sorted(found, key=_order)),
        needed=summed(line for line in lines if line.availability == "need"),
        running=summed(line for line in lines if line.availability == "have"),
        findings=(
            *_of_cards(cards, catalogue, reader),
            *_of_needs(found),
            *_unused(lines, catalogue, reader),
        ),
    )


def _order(one: Stocked) -> tuple[bool, str]:
    return one.line.availability == "have", one.line.text.casefold()


def _line(
    shelved: ShelvedCard, catalogue: Mapping[str, Resource], reader: str, own: str
) -> ResourceLine:
    card = ResourceCard.model_validate(shelved.card)
    step = (shelved.step, "")
    return line_of(card, catalogue, on=shelved.map, at=step, languages=(reader, own))


def _of_cards(
    cards: list[ShelvedCard], catalogue: Mapping[str, Resource], reader: str
) -> Iterator[Diagnostic]:
    for card in cards:
        name = card.card.get("entry")
        if name is None:
            continue
        values = {"map": card.file, "step": card.step}
        if name not in catalogue:
            yield _finding("unknown-entry", "error", **values, entry=name)
            continue
        stated = card.card.get("availability")
        if stated is not None and stated != catalogue[name].availability:
            title = catalogue[name].title.said(reader)
            yield _finding("contradiction", "warning", **values, name=title)


def _of_needs(found: list[Stocked]) -> Iterator[Diagnostic]:
    for one in found:
        if one.line.availability == "need" and one.line.cost is None:
            yield _finding("unpriced", "warning", name=one.line.text or one.line.card)
        if one.line.availability == "need" and not one.line.effect:
            yield _finding("no-effect", "hint", name=one.line.text or one.line.card)


def _unused(
    lines: list[ResourceLine], catalogue: Mapping[str, Resource], reader: str
) -> Iterator[Diagnostic]:
    used = {line.entry for line in lines}
    for name, entry in catalogue.items():
        if name not in used:
            yield _finding("unused", "hint", name=entry.title.said(reader))


def _finding(kind: str, severity: Severity, **values: object) -> Diagnostic:
    return Diagnostic(name=kind, key=f"resources.{kind}", values=values, severity=severity)
