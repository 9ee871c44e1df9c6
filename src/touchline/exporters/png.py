"""
Pictures of pixels, the same on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import resvg_py

from touchline.exporters import Exporter
from touchline.exporters._subject import scene_of
from touchline.exporters._svg import Ink, svg

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene
    from touchline.exporters import Subject

#: Beyond this many pixels (some 250 MB while drawing) the scale gives way, so that a map of 200
#: steps still becomes a picture.
MOST_PIXELS = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Png(Exporter):
    """
    A picture as PNG, drawn from outlines so that no font on the machine matters.

    Args:
        scale: Pixels of the file per pixel of the picture; 1 for mail, 2 for slides, 3 for print.
    """

    name: ClassVar[str] = "png"
    suffix: ClassVar[str] = ".png"
    media_type: ClassVar[str] = "image/png"

    scale: float = 2.0

    def export(self, subject: Subject) -> bytes:
        """
        Draw the picture.

        Args:
            subject: A scene, or a map that is drawn in the plain style first.

        Returns:
            The file.
        """
        scene = scene_of(subject)
        document = svg(scene, Ink(text="outline", details="none"))
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=document, zoom=_fitting(scene, self.scale), skip_system_fonts=True
            )
        )


def _fitting(scene: Scene, scale: float) -> float:
    """
    Lower a scale that would make more pixels than a machine should be asked for.
    """
    area = max(scene.width * scene.height, 1.0)
    return min(scale, math.floor(math.sqrt(MOST_PIXELS / area) * 1000) / 1000)
