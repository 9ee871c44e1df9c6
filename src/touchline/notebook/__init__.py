"""
Pictures of answers, maps and scenes inside notebooks.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from touchline.canvas.primitives import Scene
from touchline.errors import MissingDependency
from touchline.exporters._svg import Ink, svg
from touchline.i18n import translate, user_language
from touchline.measuring.measured import MeasuredMap
from touchline.model.map import JourneyMap
from touchline.scene.charting import chart
from touchline.scene.compose import compose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.theme import Theme
    from touchline.scene.charting import Written

__all__ = ["scene_of", "svg_of", "widget"]

#: The words of a widget by their catalogue keys.
_WORDS = {
    "zoom_in": "html.zoom.in",
    "zoom_out": "html.zoom.out",
    "zoom_fit": "notebook.fit",
    "keys": "notebook.keys",
}


def scene_of(
    subject: Scene | JourneyMap[Any] | MeasuredMap | Written | Mapping[str, Any],
    *,
    language: str | None = None,
    theme: str | Theme = "paper",
) -> Scene:
    """
    Draw whatever has a picture.

    Args:
        subject: A scene, a map, or an answer.
        language: The reader's language tag; None takes a map's own, and for an answer the one of
            the environment.
        theme: The name of a theme, or a theme.

    Returns:
        The scene.
    """
    if isinstance(subject, Scene):
        return subject
    if isinstance(subject, JourneyMap | MeasuredMap):
        return compose(subject, language=language, theme=theme)
    return chart(subject, language=language or user_language(os.environ), theme=theme)


def svg_of(subject: Scene | JourneyMap[Any] | MeasuredMap | Written | Mapping[str, Any]) -> str:
    """
    Draw whatever has a picture as SVG that needs nothing beside it.

    Args:
        subject: A scene, a map, or an answer.

    Returns:
        The SVG document, with its faces inside.
    """
    return svg(scene_of(subject), Ink(fonts="embedded"))


def widget(
    subject: Scene | JourneyMap[Any] | MeasuredMap | Written | Mapping[str, Any],
    *,
    language: str | None = None,
    theme: str | Theme = "paper",
) -> Any:
    """
    Show whatever has a picture so that it can be zoomed and moved.

    Args:
        subject: A scene, a map, or an answer.
        language: The reader's language tag; None takes a map's own, and for an answer the one of
            the environment.
        theme: The name of a theme, or a theme.

    Returns:
        A widget for Jupyter, VS Code, Colab, marimo and others.

    Raises:
        MissingDependency: The extra `notebook` is not installed.
    """
    if find_spec("anywidget") is None:
        raise MissingDependency.extra("anywidget", "notebook")
    scene = scene_of(subject, language=language, theme=theme)
    words = {name: translate(key, scene.language) for name, key in _WORDS.items()}
    made = import_module("touchline.notebook._picture").Picture
    return made(svg=svg(scene, Ink(fonts="embedded")), words=words)
