"""
Slides whose every shape and word can be edited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Scene
from touchline.canvas.theme import Theme, load_theme
from touchline.exporters import Exporter
from touchline.exporters._pptx_deck import deck_of
from touchline.exporters._pptx_package import Deck, Slide, packed
from touchline.exporters._pptx_palette import accents_of, palette_of
from touchline.exporters._pptx_template import Look, own_template
from touchline.exporters._subject import parts_of
from touchline.i18n import closest_language, is_right_to_left
from touchline.scene.subject import Subject as Seen

if TYPE_CHECKING:
    from touchline.exporters import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Pptx(Exporter):
    """
    A map as a deck of slides, or a picture as one slide.

    Args:
        theme: The name of a theme, or a theme, in which the deck of a map is drawn.
        language: The reader's language tag; None takes the map's own.
    """

    name: ClassVar[str] = "pptx"
    suffix: ClassVar[str] = ".pptx"
    media_type: ClassVar[str] = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    )

    theme: str | Theme = "paper"
    language: str | None = None

    def export(self, subject: Subject) -> bytes:
        """
        Write the slides.

        Args:
            subject: A map, which becomes a deck, or a scene, which becomes one slide of its size.

        Returns:
            The file.
        """
        if isinstance(subject, Scene):
            return packed(_picture(subject))
        journey, measures = parts_of(subject)
        language = closest_language(self.language or journey.language)
        theme = load_theme(self.theme) if isinstance(self.theme, str) else self.theme
        accents = accents_of(theme)
        look = Look(
            theme=theme, accents=accents, language=language, is_rtl=is_right_to_left(language)
        )
        template = own_template(look, palette_of(theme, accents))
        seen = Seen(journey=journey, measures=measures, language=language)
        return packed(deck_of(seen, template))


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
