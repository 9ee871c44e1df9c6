"""
The pictures that a map names: looked up beside its file, checked, made small and taken along.

Nothing raises here. A picture that is missing, broken or too large is known by its fault, so that
the map is still read, drawn with an empty frame, and told about by `touchline check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas import raster
from touchline.canvas.errors import UnreadableIcon
from touchline.canvas.shrinking import LONGEST_SIDE, SMALL, can_shrink, shrunk
from touchline.canvas.svg_icon import MOST_BYTES as MOST_ICON_BYTES
from touchline.canvas.svg_icon import read_icon
from touchline.document.references import near
from touchline.model.image import DATA, IconSource, ImageSource, Taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.canvas.primitives import Command
    from touchline.model.experience import Persona
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Stage, Step

#: A larger file is not opened, and one that nobody can make small not taken, bytes.
MOST_BYTES = 25_000_000
MOST_UNSHRUNK = 3_000_000

#: How a source begins that lies on another machine.
_WEB = ("http:", "https:", "ftp:", "file:", "//")


class Beside:
    """
    Looks for pictures in the folder of a map.
    """

    def __init__(self, folder: Path | None) -> None:
        """
        Look in a folder.

        Args:
            folder: The folder of the map's file; None for a map without one, whose pictures are
                all inside it.
        """
        self._folder = folder
        self._known: dict[tuple[str, str], Taken] = {}

    def image(self, source: str) -> Taken:
        """
        Look for a picture.

        Args:
            source: A file beside the map, or a data URI.

        Returns:
            The picture, or why there is none.
        """
        key = ("image", source)
        if key not in self._known:
            content = self._content(source, MOST_BYTES)
            self._known[key] = content if isinstance(content, Taken) else taken_image(content)
        return self._known[key]

    def icon(self, source: str) -> Taken:
        """
        Look for an icon.

        Args:
            source: An SVG file beside the map, or a data URI.

        Returns:
            Its outlines, or why there are none.
        """
        key = ("icon", source)
        if key not in self._known:
            content = self._content(source, MOST_ICON_BYTES)
            self._known[key] = content if isinstance(content, Taken) else taken_icon(content)
        return self._known[key]

    def _content(self, source: str, most: int) -> bytes | Taken:
        """
        Read what a source names, or say why it cannot be read.
        """
        if source.startswith(DATA):
            return _inside(source)
        if source.lower().startswith(_WEB):
            return Taken(fault="web-address")
        if self._folder is None:
            return Taken(fault="no-folder")
        return _read_beside(self._folder, source, most)


class Kept:
    """
    Has the pictures of maps that were read already, for a map that is made from them.
    """

    def __init__(self, *journeys: JourneyMap) -> None:
        """
        Gather the pictures of maps.

        Args:
            journeys: The maps; what a later one says of a source counts.
        """
        self._taken: dict[tuple[type[ImageSource], str], Taken] = {
            (type(source), source.value): source.taken
            for journey in journeys
            for source in sources(journey)
            if source.taken is not None
        }

    def __bool__(self) -> bool:
        return bool(self._taken)

    def image(self, source: str) -> Taken | None:
        """
        Look for a picture.

        Args:
            source: A file beside the map, or a data URI.

        Returns:
            What is known of it; None when nobody has looked.
        """
        return self._taken.get((ImageSource, source))

    def icon(self, source: str) -> Taken | None:
        """
        Look for an icon.

        Args:
            source: An SVG file beside the map, or a data URI.

        Returns:
            What is known of it; None when nobody has looked.
        """
        return self._taken.get((IconSource, source))


def sources(journey: JourneyMap) -> Iterator[ImageSource]:
    """
    Walk over the sources of the pictures and icons of a map.

    Args:
        journey: The map.

    Yields:
        Each source as often as something names it.
    """
    for icon in journey.icons:
        if icon.source is not None:
            yield icon.source
    holders: list[Persona | Stage | Step | Card] = [*journey.personas, *journey.stages]
    holders += journey.steps
    holders += [card for _, _, card in journey.cards()]
    for holder in holders:
        if holder.image is not None:
            yield holder.image.source


def _inside(source: str) -> bytes:
    head, _, words = source.partition(",")
    if not head.endswith(";base64"):
        return raster.unescaped(words)
    return raster.decoded(words) or b""


def _read_beside(folder: Path, source: str, most: int) -> bytes | Taken:
    try:
        file = (folder / source).resolve()
        if not file.is_relative_to(folder.resolve()):
            # A map that somebody sent must not carry other files of this machine into a picture.
            return Taken(fault="outside")
        if not file.is_file():
            names = [one.name for one in file.parent.iterdir()] if file.parent.is_dir() else []
            return Taken(fault="missing", values={"suggestion": near(file.name, names) or "none"})
        size = file.stat().st_size
        if size > most:
            return Taken(fault="too-large", values=_sizes(size, most))
        return file.read_bytes()
    except (OSError, ValueError):
        return Taken(fault="missing", values={"suggestion": "none"})


def _sizes(size: int, most: int) -> dict[str, object]:
    return {"size": round(size / 1e6, 1), "limit": round(most / 1e6, 1)}


def taken_image(content: bytes) -> Taken:
    """
    Check a picture and make it fit for a map.

    Args:
        content: The bytes of a file.

    Returns:
        The picture without notes about where and when it was taken, or why there is none.
    """
    head = raster.read_head(content)
    if head is None:
        return Taken(fault="no-picture")
    if head.width * head.height > raster.MOST_PIXELS:
        values = {"width": head.width, "height": head.height}
        return Taken(fault="too-many-pixels", values=values)
    if not raster.is_whole(content, head.kind):
        return Taken(fault="broken")
    longest = max(head.width, head.height)
    # Slides hold no WebP, and few programs turn a photograph that is stored on its side.
    must_open = len(content) > SMALL or longest > LONGEST_SIDE or head.orientation != 1
    if (must_open or head.kind == "webp") and can_shrink():
        small = shrunk(content)
        return _taken(small) if small is not None else Taken(fault="broken")
    if len(content) > MOST_UNSHRUNK:
        return Taken(fault="needs-pillow", values=_sizes(len(content), MOST_UNSHRUNK))
    return _taken(raster.without_notes(content, head.kind))


def _taken(content: bytes) -> Taken:
    head = raster.read_head(content)
    if head is None:
        return Taken(fault="broken")
    wide, high = head.width, head.height
    if head.orientation > 4:  # noqa: PLR2004 (from the fifth on it lies on its side)
        wide, high = high, wide
    return Taken(href=raster.data_uri(content, head.kind), width=wide, height=high)


def taken_icon(content: bytes) -> Taken:
    """
    Clean an icon.

    Args:
        content: The bytes of an SVG.

    Returns:
        Its outlines, and what was left behind of it; or why there are none.
    """
    try:
        found = read_icon(content)
    except UnreadableIcon as reason:
        return Taken(fault=f"icon-{reason.values['reason']}", values=reason.values)
    return Taken(
        strokes=_written(found.strokes),
        fills=_written(found.fills),
        values={"removed": ", ".join(found.removed)} if found.removed else {},
    )


def _written(commands: tuple[Command, ...]) -> str:
    return "".join(
        str(letter) + " ".join(f"{float(number):g}" for number in numbers)
        for letter, *numbers in commands
    )
