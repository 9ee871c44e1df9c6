"""
Every text of a map with its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.linting.places import Places
    from touchline.location import Location


def texts(everything: Places) -> Iterator[tuple[Location, LocalText]]:
    """
    Walk over the texts of a map.

    Args:
        everything: Everything in the map by its place.

    Yields:
        The place of what holds a text, and the text, in the order of the file.
    """
    places = tuple(everything)
    named = {id(place.part) for place in places}
    for place in places:
        for text in _texts_in(place.part, named):
            yield place.at, text


def _texts_in(part: BaseModel, named: set[int]) -> Iterator[LocalText]:
    """
    Walk over the texts of a part, but not of the parts in it that have a place of their own.
    """
    for value in part.__dict__.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, LocalText):
                yield item
            elif isinstance(item, BaseModel) and id(item) not in named:
                yield from _texts_in(item, named)
