"""
The pictures of a map that is looked over, with what was found behind each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from touchline.document.images import Beside
from touchline.model.structure import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.linting.checked import Checked
    from touchline.linting.places import Place
    from touchline.model.image import ImageSource, Taken

#: How much of a source a finding quotes.
_QUOTED = 60


class Pictured(NamedTuple):
    """
    A picture where it stands.

    Args:
        place: What it is a picture of.
        image: The picture.
        taken: What was found behind it; None when nobody has looked for its file.
    """

    place: Place
    image: Image
    taken: Taken | None


def pictures(checked: Checked) -> Iterator[Pictured]:
    """
    Walk over the pictures of a map.

    Args:
        checked: The map.

    Yields:
        Each picture in the order of the map.
    """
    inside = Beside(None)
    for place in checked.places:
        image = place.part.__dict__.get("image")
        if isinstance(image, Image):
            taken = image.source.taken
            if taken is None and image.source.is_data:
                taken = inside.image(image.source.value)
            yield Pictured(place, image, taken)


def quoted(source: ImageSource) -> str:
    """
    Quote a source in a finding.

    Args:
        source: Where a picture is.

    Returns:
        The name of the file, or the beginning of a data URI.
    """
    text = source.value
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
