"""
Pictures of pixels, the same on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import resvg_py

from touchline.exporters import Exporter
from touchline.exporters._errors import ScaleRefused
from touchline.exporters._subject import scene_of
from touchline.exporters._svg import Ink, svg

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene
    from touchline.exporters import Subject

#: The most pixels that are drawn, which takes some 250 MB.
MOST_PIXELS = 64_000_000

#: The smallest and the largest scale, and the one for screens and slides.
LOWEST, HIGHEST, PLAIN = 0.5, 6.0, 2.0
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Png(Exporter):
    """
    A picture as PNG, drawn from outlines so that no font on the machine matters.

    Args:
        scale: Pixels of the file per pixel of the picture, from 0.5 to 6: 1 for mail, 2 for slides,
            3 for print. None takes 2, and less for a very large picture.
    """

    name: ClassVar[str] = "png"
    suffix: ClassVar[str] = ".png"
    media_type: ClassVar[str] = "image/png"

    scale: float | None = None

    def export(self, subject: Subject) -> bytes:
        """
        Draw the picture.

        Args:
            subject: A scene, or a map that is drawn in the plain style first.

        Returns:
            The file.

        Raises:
            ScaleRefused: The scale is out of range, or makes more pixels than are drawn.
        """
        scene = scene_of(subject)
        document = svg(scene, Ink(text="outline", details="none"))
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=document, zoom=_fitting(scene, self.scale), skip_system_fonts=True
            )
        )


def _fitting(scene: Scene, scale: float | None) -> float:
    """
    Check a scale that somebody chose, or choose one that makes no more pixels than are drawn.
    """
    area = max(scene.width * scene.height, 1.0)
    best = math.floor(math.sqrt(MOST_PIXELS / area) * 1000) / 1000
    if scale is None:
        return min(PLAIN, best)
    if not LOWEST <= scale <= HIGHEST:
        raise ScaleRefused.outside(scale, LOWEST, HIGHEST)
    if scale > best:
        pixels, most = area * scale**2 / _MILLION, MOST_PIXELS / _MILLION
        shown = math.floor(best * 100) / 100
        raise ScaleRefused.too_large(scale, round(pixels), round(most), shown)
    return scale
