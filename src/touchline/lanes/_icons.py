"""
Icons by the name that a map gives: its own before the library's (R-033).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.canvas.icons import has_icon, own_strokes
from touchline.canvas.primitives import Icon

if TYPE_CHECKING:
    from touchline.canvas.primitives import Command
    from touchline.model.map import Icon as OwnIcon
    from touchline.model.map import JourneyMap


class ChosenIcon(NamedTuple):
    """
    An icon that can be drawn.

    Args:
        name: What it is called.
        strokes: Its strokes when it is the map's own; none for the library's.
        fills: Its areas, alike.
    """

    name: str
    strokes: tuple[Command, ...] = ()
    fills: tuple[Command, ...] = ()

    def drawn(
        self, *, x: float, y: float, size: float, colour: str, stroke_width: float = 1.75
    ) -> Icon:
        """
        Place the icon.

        Args:
            x: The left edge of its square.
            y: The top of its square.
            size: The side of its square.
            colour: The colour of its strokes.
            stroke_width: How wide they are on the grid of 24 units.

        Returns:
            The primitive.
        """
        return Icon(
            name=self.name,
            x=x,
            y=y,
            size=size,
            colour=colour,
            stroke_width=stroke_width,
            strokes=self.strokes,
            fills=self.fills,
        )


def chosen_icon(journey: JourneyMap, *names: str | None) -> ChosenIcon | None:
    """
    Find the first icon of some names that can be drawn.

    Args:
        journey: The map, which may bring icons of its own.
        names: The names in order of preference; None is passed over.

    Returns:
        The icon, or None when no name is known.
    """
    for name in names:
        if not name:
            continue
        for own in journey.icons:
            if own.id == name and (found := _own(own)):
                return found
        if has_icon(name):
            return ChosenIcon(name)
    return None


def _own(icon: OwnIcon) -> ChosenIcon | None:
    if icon.path is not None:
        strokes = own_strokes(icon.path)
        return ChosenIcon(icon.id, strokes) if strokes else None
    taken = icon.source.taken if icon.source else None
    if taken is None:
        return None
    strokes, fills = own_strokes(taken.strokes), own_strokes(taken.fills)
    return ChosenIcon(icon.id, strokes, fills) if strokes or fills else None
