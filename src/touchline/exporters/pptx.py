"""
Slides whose every shape and word can be edited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Scene
from touchline.canvas.theme import THEMES, Theme, load_theme
from touchline.errors import StorageError
from touchline.exporters import Exporter
from touchline.exporters._pptx.book import book_of
from touchline.exporters._pptx.deck import deck_of
from touchline.exporters._pptx.logo import logo_of, read_logo
from touchline.exporters._pptx.master import read_master
from touchline.exporters._pptx.package import LONGEST_SIDE, Deck, Slide, packed
from touchline.exporters._pptx.palette import accents_of, palette_of
from touchline.exporters._pptx.template import Look, own_template
from touchline.exporters._story import is_story
from touchline.exporters._subject import parts_of
from touchline.i18n import closest_language, is_right_to_left
from touchline.scene.subject import Subject as Seen

if TYPE_CHECKING:
    from touchline.diagnostics import Diagnostic
    from touchline.exporters import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Pptx(Exporter):
    """
    A map as a deck of slides, or a picture as one slide.

    Args:
        theme: The name of a theme, or a theme, in which the deck of a map is drawn, and whose
            colours the slide of a picture knows by name.
        language: The reader's language tag; None takes the map's own.
        master: A presentation whose masters, layouts, colours and faces the deck takes over.
        logo: The company's mark on our own master: PNG, JPEG or SVG. A master brings its own.
        briefing: The deck of a map tells what was found in six to ten slides, not all of it.
        no_fonts: The faces of our own master stay out of the file; with a company's master they do
            so anyway.
    """

    name: ClassVar[str] = "pptx"
    suffix: ClassVar[str] = ".pptx"
    media_type: ClassVar[str] = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    )

    theme: str | Theme = "paper"
    language: str | None = None
    master: str | Path | None = None
    logo: str | Path | None = None
    briefing: bool = False
    no_fonts: bool = False

    def export(self, subject: Subject) -> bytes:
        """
        Write the slides.

        Args:
            subject: A map, which becomes a deck, or a scene, which becomes one slide of its size;
                a story becomes a slide for each step.

        Returns:
            The file.

        Raises:
            MasterRefused: The master is no sound presentation.
            LogoRefused: The logo is no picture that slides can hold.
            StorageError: The master or the logo cannot be read.
        """
        theme = load_theme(self.theme) if isinstance(self.theme, str) else self.theme
        if isinstance(subject, Scene):
            return self._packed(_picture(subject, theme))
        journey, measures = parts_of(subject)
        language = closest_language(self.language or journey.language)
        accents = accents_of(theme)
        mark = None if self.logo is None else read_logo(_bytes(self.logo), at=str(self.logo))
        if mark is None and theme.logo is not None:
            mark = logo_of(theme.logo)
        look = Look(
            theme=theme,
            accents=accents,
            language=language,
            is_rtl=is_right_to_left(language),
            logo=mark,
        )
        if self.master is None:
            template = own_template(look, palette_of(theme, accents))
        else:
            template, _ = read_master(_bytes(self.master), look, at=str(self.master))
        seen = Seen(journey=journey, measures=measures, language=language)
        return self._packed(deck_of(seen, template, is_briefing=self.briefing))

    def _packed(self, deck: Deck) -> bytes:
        return packed(replace(deck, has_fonts=not self.no_fonts))


def left_out(master: str | Path) -> tuple[Diagnostic, ...]:
    """
    Say what of a presentation is not taken over when slides stand on it.

    Args:
        master: The presentation.

    Returns:
        A finding for each kind of thing.

    Raises:
        MasterRefused: The master is no sound presentation.
        StorageError: The master cannot be read.
    """
    theme = load_theme(THEMES[0])
    look = Look(theme=theme, accents=accents_of(theme), language="en", is_rtl=False)
    return read_master(_bytes(master), look, at=str(master))[1]


def _bytes(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as reason:
        raise StorageError.on(path, reason) from reason


def _picture(scene: Scene, theme: Theme) -> Deck:
    """
    Put a picture on a slide of its size; a story becomes a slide for each step.
    """
    accents = accents_of(theme)
    look = Look(theme=theme, accents=accents, language=scene.language, is_rtl=scene.is_rtl)
    if is_story(scene):
        return book_of(scene, own_template(look, palette_of(theme, accents)))
    scale = min(1.0, LONGEST_SIDE / max(scene.width, scene.height, 1.0))
    template = replace(
        own_template(look, palette_of(theme, accents)),
        width=scale * scene.width,
        height=scale * scene.height,
    )
    slide = Slide(
        title=scene.title,
        scene=scene,
        scale=scale,
        is_title_hidden=True,
        notes=scene.description,
    )
    return Deck(
        title=scene.title,
        about=scene.description,
        language=scene.language,
        is_rtl=scene.is_rtl,
        template=template,
        slides=(slide,),
    )
