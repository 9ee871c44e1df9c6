"""
Vector pictures for the web, for documents and for editing by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from touchline.exporters import Exporter
from touchline.exporters._subject import scene_of
from touchline.exporters._svg import Ink, svg

if TYPE_CHECKING:
    from touchline.exporters import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Svg(Exporter):
    """
    A picture as one SVG file that needs nothing beside it.

    Args:
        mode: `text` keeps words as words, to search, copy and edit; `outline` turns them into
            paths that look alike in every program.
        fonts: `embedded` brings the faces along, cut down to what is shown; `named` only names
            them, for programs that have them.
    """

    name: ClassVar[str] = "svg"
    suffix: ClassVar[str] = ".svg"
    media_type: ClassVar[str] = "image/svg+xml"

    mode: Literal["text", "outline"] = "text"
    fonts: Literal["embedded", "named"] = "embedded"

    def export(self, subject: Subject) -> bytes:
        """
        Write the picture.

        Args:
            subject: A scene, or a map that is drawn in the plain style first.

        Returns:
            The file, in UTF-8.
        """
        ink = Ink(text="outline" if self.mode == "outline" else "live", fonts=self.fonts)
        document = svg(scene_of(subject), ink)
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + document.encode() + b"\n"
