"""
What a rule looks at: a map with its measures, on one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from touchline.linting.finding import Quoted
from touchline.linting.places import Places
from touchline.linting.wording import texts
from touchline.location import Location

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Cell, Lane
    from touchline.model.text import LocalText


@dataclass(frozen=True)
class Checked:
    """
    A map that is looked over.

    Args:
        journey: The map.
        measures: What was measured on it; None for a map without a log.
        today: The day on which it is looked over.
        template: The map's template, when the caller has it; None for one that Touchline brings.
    """

    journey: JourneyMap
    measures: Measures | None
    today: dt.date
    template: JourneyMap | None = None

    @property
    def is_future(self) -> bool:
        """
        It shows what is planned, not what was seen.
        """
        return self.journey.type == "future-state" or self.journey.state == "future"

    @cached_property
    def places(self) -> Places:
        """
        Everything in the map by its place.
        """
        return Places(self.journey)

    @cached_property
    def texts(self) -> tuple[tuple[Location, LocalText], ...]:
        """
        All texts, each with the place of what holds it.
        """
        return tuple(texts(self.places))

    @cached_property
    def cards(self) -> tuple[tuple[Lane, Cell, Card], ...]:
        """
        All cards, each with its lane and cell.
        """
        return tuple(self.journey.cards())

    @cached_property
    def order(self) -> Mapping[str, int]:
        """
        The number of each step by its id, from 0.
        """
        return {step.id: n for n, step in enumerate(self.journey.steps)}

    def span(self, cell: Cell) -> tuple[str, ...]:
        """
        List the steps that a cell stands at.

        Args:
            cell: The cell.

        Returns:
            Their ids in order; empty when the map has no such step.
        """
        first, last = self.order.get(cell.at), self.order.get(cell.through or cell.at)
        if first is None or last is None:
            return ()
        return tuple(self.order)[first : last + 1]

    def said(self, text: LocalText | None, otherwise: str = "") -> Quoted:
        """
        Take words of the map into a finding.

        Args:
            text: A text of the map.
            otherwise: What to quote when there is none.

        Returns:
            The words in every language, to be chosen when the finding is told.
        """
        return Quoted(text, self.journey.language, otherwise)

    def step_name(self, step: str) -> Quoted:
        """
        Name a step in a finding.

        Args:
            step: Its id.

        Returns:
            Its name, else its id.
        """
        names = (one.name for one in self.journey.steps if one.id == step)
        return self.said(next(names, None), step)

    def place_of(self, lane: Lane, cell: Cell, card: Card) -> Location:
        """
        Name the place of a card.

        Args:
            lane: Its lane.
            cell: Its cell.
            card: The card.

        Returns:
            The place.
        """
        return Location.of(("step", cell.at), ("lane", lane.id), ("card", card.id))
