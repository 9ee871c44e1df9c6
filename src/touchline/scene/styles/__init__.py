"""
One file per way to draw a map.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from touchline.errors import NotFound, kebab
from touchline.registry import Registry

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene
    from touchline.canvas.theme import Theme
    from touchline.scene.subject import Subject

__all__ = ["STYLES", "Style", "UnknownStyle"]


class Style(ABC):
    """
    A way to draw a map.

    To add one, put a file into this folder that declares one subclass, named as the style is
    asked for (`cycle.py` holds `Cycle`, drawn by `--style cycle`). It places everything from the
    inline start; `compose` mirrors the finished scene once for right-to-left languages. Every
    group carries its Location, so that the picture can be edited in place.

    Attributes:
        name: What it is asked for by.
        has_places: It has a place for each step, so that a collapsed stage takes one place and a
            collapsed lane is counted; styles that choose and list show everything.
    """

    name: ClassVar[str]
    has_places: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.name = kebab(cls.__name__)

    @abstractmethod
    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place a map on a sheet.

        Args:
            subject: The map as one reader sees it.
            theme: Its colours.
            width: The wished width of the sheet, px; None chooses one.

        Returns:
            The scene, laid out from the inline start.
        """


class UnknownStyle(NotFound):
    """
    There is no style of the name that was asked for.
    """


#: The styles by name.
STYLES: Registry[Style] = Registry("touchline.scene.styles", Style, "touchline.styles")
