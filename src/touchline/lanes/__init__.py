"""
One file per kind of row: what its cards are, how it is drawn and how it is told.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Literal

from touchline.errors import kebab
from touchline.lanes._row import Column, Drawn, Place, Row
from touchline.model.structure import Card
from touchline.registry import Registry

if TYPE_CHECKING:
    from touchline.lanes._pen import Pen
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Lane

__all__ = ["LANES", "Column", "Drawn", "LaneRole", "LaneType", "Place", "Row"]

#: Which part of a service a lane shows; a blueprint draws its three lines between these parts.
LaneRole = Literal[
    "evidence", "customer", "frontstage", "backstage", "support", "insight", "measure"
]


class LaneType(ABC):
    """
    A kind of row.

    To add one, put a file into this folder, named as the kind is in a map (`pain_points.py` for
    `kind: pain-points`), that declares one subclass of the same name in CamelCase
    (`PainPoints`):

    1. State `card`, the pydantic model of its cards: `Card` itself or a subclass with further
       fields, which may stand in the same file. The file format, its JSON Schema and the editor's
       form follow from it.
    2. State `role` and `icon` (a name in `touchline.canvas.icons`), and `is_measured` when its
       cells are filled from a log.
    3. Write `draw`: place primitives below `row.top` with the pen and say how high the row is.
       Everything is placed from the inline start; the finished scene is mirrored once for
       right-to-left languages. Nothing may leave its column, and a row that has nothing to show
       still returns its least height. A lane of cards only subclasses `TextLane` of `_cards.py`
       and writes nothing; `BoxLane`, `ChipLane` and `ScoreLane` do the same for boxes, chips and
       curves.
    4. Write `tell`: the same content at one step as plain lines, for tables, Markdown and screen
       readers.
    5. Add `lane.<kind>.title` and `lane.<kind>.hint` to the six catalogues.

    The tests in tests/contracts/test_lanes.py run over everything that is registered.

    Attributes:
        name: The kind, as a map states it.
        card: The model of its cards.
        role: Which part of a service it shows.
        icon: The name of its icon.
        is_measured: Its cells are filled from a log, not by an author.
        links: The fields of its cards that hold ids of cards of other lanes, whose words it tells.
    """

    name: ClassVar[str]
    card: ClassVar[type[Card]] = Card
    role: ClassVar[LaneRole] = "customer"
    icon: ClassVar[str] = "text"
    is_measured: ClassVar[bool] = False
    links: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.name = kebab(cls.__name__)

    @abstractmethod
    def draw(self, row: Row, pen: Pen) -> Drawn:
        """
        Place one row.

        Args:
            row: The lane with its cells, the columns it runs through and its top.
            pen: What knows theme, language and text.

        Returns:
            The height and the primitives, back to front.
        """

    @abstractmethod
    def tell(self, row: Row, step: str) -> tuple[str, ...]:
        """
        Say what a row holds at one step.

        Args:
            row: The lane with its cells.
            step: The id of the step.

        Returns:
            Plain lines in the row's language; empty when there is nothing.
        """

    def reads(self, journey: JourneyMap, lane: Lane) -> tuple[object, ...]:
        """
        Give what a row shows of other lanes: it is drawn anew when that changes.

        Args:
            journey: The map.
            lane: The lane that is drawn.

        Returns:
            What it takes from there, compared by value: the cards that `links` name by default.
        """
        wanted = {
            name
            for field in self.links
            for cell in lane.cells
            for card in cell.cards
            for name in getattr(card, field, ())
        }
        if not wanted:
            return ()
        return tuple(card for _, _, card in journey.cards() if card.id in wanted)


#: The lane types by kind.
LANES: Registry[LaneType] = Registry("touchline.lanes", LaneType, "touchline.lanes")
