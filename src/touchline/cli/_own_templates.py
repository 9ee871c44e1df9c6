"""
Templates of one's own: maps in a folder that is committed beside those made from them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli._maps import read_map
from touchline.errors import InputError
from touchline.model.naming import slug
from touchline.templates import UnknownTemplate, new_map, template_names
from touchline.templates.own import start_from
from touchline.workspace.templates import FOLDER, team_folder

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: Names another folder, such as one that several projects share.
VARIABLE = "TOUCHLINE_TEMPLATES"

_ENDINGS = (".yaml", ".yml", ".json")


class UnusableTemplateName(InputError):
    """
    A template is to be stored under a name that cannot be typed as one word.
    """


class TakenTemplateName(InputError):
    """
    A template is to be stored under the name of one that Touchline brings.
    """


def own_templates() -> dict[str, Path]:
    """
    Find the templates of one's own.

    Returns:
        Their files by name; the current folder comes before the workspace that it lies in, and that
        before the shared one.
    """
    found: dict[str, Path] = {}
    for folder in (Path(FOLDER), *_of_team(), *_shared()):
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.suffix in _ENDINGS and path.is_file():
                    found.setdefault(path.stem.removesuffix(".map"), path)
    return found


def _of_team() -> tuple[Path, ...]:
    folder = team_folder(Path())
    return () if folder is None else (Path(os.path.relpath(folder)),)


def _shared() -> tuple[Path, ...]:
    place = os.environ.get(VARIABLE)
    return (Path(place),) if place else ()


def place_for(name: str) -> Path:
    """
    Say where a template of a name is stored.

    Args:
        name: What it shall be called.

    Returns:
        The file: in the shared folder when there is one, else in the workspace, else below the
        current folder.

    Raises:
        UnusableTemplateName: The name is not one word of letters, digits and hyphens.
        TakenTemplateName: Touchline has a template of this name.
    """
    wanted = slug(name)
    if not wanted or wanted != name:
        raise UnusableTemplateName(at="--as", name=name, suggestion=wanted)
    if name in template_names():
        raise TakenTemplateName(at="--as", name=name)
    folder = next(iter((*_shared(), *_of_team())), Path(FOLDER))
    return folder / f"{name}.yaml"


def begun(
    template: str, *, language: str, title: str | None, keep_cards: bool = False
) -> JourneyMap:
    """
    Start a map from a template of Touchline, of one's own or from any map file.

    Args:
        template: A name, or the path of a file.
        language: The language of the map's own words.
        title: What the map is called; None keeps the template's title.
        keep_cards: Keep what the cells of a template of one's own say.

    Returns:
        The map.

    Raises:
        UnknownTemplate: There is none of this name.
        TouchlineError: The file cannot be read, or is no map.
    """
    own = own_templates()
    is_file = template.endswith(_ENDINGS) or os.sep in template
    if template in own or is_file:
        path = own.get(template, Path(template))
        name = path.stem.removesuffix(".map")
        source = read_map(str(path))
        return start_from(source, name=name, language=language, title=title, keep_cards=keep_cards)
    names = template_names()
    if template not in names:
        raise UnknownTemplate.among(template, (*names, *own))
    return new_map(template, language=language, title=title)
