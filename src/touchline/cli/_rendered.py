"""
What `render` does between a map and a file: what a format was told, and what it gives.

A format's choice becomes an option in two steps: `render` declares it, and `SETTINGS` names the
field of the exporter that it fills.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from touchline.canvas.theme import THEMES, load_theme
from touchline.cli._faults import OptionOfOtherFormat
from touchline.cli._output import say
from touchline.exporters import EXPORTERS
from touchline.exporters.html import Html
from touchline.exporters.pptx import Pptx, left_out
from touchline.linting.engine import lint, seen_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.primitives import Scene
    from touchline.exporters import Exporter
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

#: The exporters' fields that options fill, each by the option of the same name.
SETTINGS = ("paper", "tiled", "master", "logo", "scale", "part", "briefing", "no_fonts", "bom")


def exporter_as_asked(exporter: Exporter, choices: Mapping[str, Any]) -> Exporter:
    """
    Fill a format's fields with what the person chose.

    Args:
        exporter: The format with its plain settings.
        choices: The options by name.

    Returns:
        The format as it was asked for.

    Raises:
        OptionOfOtherFormat: An option was given that this format knows nothing of.
    """
    given = {name: choices[name] for name in SETTINGS if choices.get(name) not in {None, False}}
    for name in given:
        if name not in _settings_of(exporter):
            formats = [other.name for other in EXPORTERS.values() if name in _settings_of(other)]
            option = "--" + name.replace("_", "-")
            raise OptionOfOtherFormat(option=option, format=exporter.name, known=", ".join(formats))
    return replace(exporter, **given) if given and is_dataclass(exporter) else exporter


def _settings_of(exporter: Exporter) -> set[str]:
    return {field.name for field in fields(exporter)} if is_dataclass(exporter) else set()


def written(
    exporter: Exporter,
    drawn: JourneyMap | MeasuredMap,
    scene: Scene,
    choices: Mapping[str, Any],
) -> bytes:
    """
    Write a map in a format: as a deck where slides were asked for and no style was.

    Args:
        exporter: The format.
        drawn: The map.
        scene: Its picture.
        choices: The options by name.

    Returns:
        The content of the file.
    """
    if isinstance(exporter, Pptx) and (exporter.master or exporter.briefing or _is_plain(choices)):
        for finding in left_out(exporter.master) if exporter.master else ():
            say(finding.key, **finding.values)
        deck = replace(exporter, theme=choices["theme"], language=scene.language)
        return deck.export(drawn)
    if isinstance(exporter, Pptx):
        exporter = replace(exporter, theme=choices["theme"])
    elif isinstance(exporter, Html) and choices["theme"] != load_theme(THEMES[0]):
        # The page of the plain theme follows the day and night of its reader.
        exporter = replace(exporter, theme=choices["theme"])
    return exporter.export(scene)


def _is_plain(choices: Mapping[str, Any]) -> bool:
    """
    Tell whether no style was asked for and nobody stands anywhere, so that slides are a deck.
    """
    source = click.get_current_context().get_parameter_source("style")
    is_plain = source is ParameterSource.DEFAULT and choices["style"] == "grid"
    return is_plain and choices["here"] is None


def tell_broken_pictures(drawn: JourneyMap | MeasuredMap) -> None:
    """
    Say which pictures of a map are drawn as empty frames, and which icons not at all.

    Args:
        drawn: The map.
    """
    for finding in lint(drawn, rules=("broken-image", "unreadable-icon")):
        if finding.severity != "hint":
            say(finding.key, **finding.values)


def tell_missing_words(drawn: JourneyMap | MeasuredMap, language: str) -> None:
    """
    Say how many texts readers of a language get in another one.

    Args:
        drawn: The map.
        language: The language tag.
    """
    several = [text for _, text in seen_on(drawn).texts if text.languages]
    n = sum(language not in text.languages for text in several)
    if n:
        say("rule.missing-translation.found", n=n, language=language)
