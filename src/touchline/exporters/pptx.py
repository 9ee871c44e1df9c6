"""
Slides whose every shape and word can be edited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.theme import load_theme
from touchline.exporters import Exporter
from touchline.exporters._pptx_package import Deck, Slide, packed
from touchline.exporters._pptx_palette import accents_of, palette_of
from touchline.exporters._pptx_template import Look, own_template
from touchline.exporters._subject import scene_of

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene
    from touchline.exporters import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Pptx(Exporter):
    """
    A picture as one slide.
    """

    name: ClassVar[str] = "pptx"
    suffix: ClassVar[str] = ".pptx"
    media_type: ClassVar[str] = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    )

    def export(self, subject: Subject) -> bytes:
        """
        Write the slides.

        Args:
            subject: A scene, which becomes one slide of its size, or a map.

        Returns:
            The file.
        """
        return packed(_picture(scene_of(subject)))


def _picture(scene: Scene) -> Deck:
    """
    Put a picture on a slide of its size.
    """
    theme = load_theme("paper")
    accents = accents_of(theme)
    look = Look(theme=theme, accents=accents, language=scene.language, is_rtl=scene.is_rtl)
    template = replace(
        own_template(look, palette_of(theme, accents)), width=scene.width, height=scene.height
    )
    slide = Slide(title=scene.title, scene=scene, is_title_hidden=True, notes=scene.description)
    return Deck(
        title=scene.title,
        about=scene.description,
        language=scene.language,
        is_rtl=scene.is_rtl,
        template=template,
        slides=(slide,),
    )
