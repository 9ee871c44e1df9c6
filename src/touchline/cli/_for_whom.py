"""
Which style and format a map takes for those who will look at it, and why (M19, R-084).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from touchline.cli._command import reader
from touchline.cli._output import say
from touchline.errors import NotFound
from touchline.exporters import exporter_for
from touchline.exporters.pptx import Pptx
from touchline.i18n import translate
from touchline.scene.styles import STYLES
from touchline.templates.chooser import view_for

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from touchline.templates.chooser import View

#: A piece of a page is no page, but a file of this ending may hold it.
_PIECE, _PAGE = "progress", ".html"


def suited(choices: MutableMapping[str, Any], output: str | None) -> str | None:
    """
    Choose style and format by who will look, unless they were stated, and say why.

    Args:
        choices: The options by name; style, format and briefing are filled in.
        output: The file, or None for standard output.

    Returns:
        The file, with an ending where it had none.

    Raises:
        UnknownAnswer: Nobody is called so.
        UnknownFormat: Nothing is known by the ending of the file.
    """
    try:
        view = view_for(choices["audience"], styles=tuple(STYLES))
    except NotFound as unknown:
        unknown.at = "--for"
        raise
    stated = click.get_current_context().get_parameter_source("style")
    if stated is ParameterSource.DEFAULT:
        choices["style"] = view.style
    suits = view.audience.format
    ending = Path(output).suffix.lower() if output else None
    # Standard output gets text; files without an ending get the format that suits.
    is_free = ending == "" or (suits == _PIECE and ending in {None, _PAGE})
    if choices["to"] is None and is_free:
        choices["to"] = suits
        if ending == "":
            output = f"{output}{_PAGE if suits == _PIECE else exporter_for(suits).suffix}"
    chosen = exporter_for(choices["to"] or Path(output or "map.svg").name)
    is_slides = isinstance(chosen, Pptx) and stated is ParameterSource.DEFAULT
    if is_slides and view.audience.is_briefed:
        choices["briefing"] = True
    _tell(view, choices["style"], chosen.name)
    return output


def _tell(view: View, style: str, form: str) -> None:
    language = reader()
    suits = view.audience.format
    why = view.reason.told(language)
    if form != suits and not (form == "pptx" and view.audience.is_briefed):
        why += " " + translate("view.better-as", language, format=suits)
    say(
        "view.chosen",
        audience=view.audience.title(language),
        style=style,
        format=form,
        why=why,
    )
