"""
Maps to begin with, one file a template.

To add a template, put a map file here, `templates/<name>.yaml`: its own text in every language of
the catalogues, its lanes with the questions that they answer, its cells empty. Add
`template.<name>.title`, `.blurb` and `.when` to the catalogues. The gallery, `touchline new` and
the contract tests follow. Another package adds templates through the entry point group
`touchline.templates`, each a path to such a file.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.document.read import build, load
from touchline.document.write import plain_file
from touchline.errors import NotFound
from touchline.i18n import languages
from touchline.measuring.measured import MeasuredMap
from touchline.model.naming import slug
from touchline.templates._one_language import in_one_language

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

__all__ = ["UnknownLanguage", "UnknownTemplate", "new_map", "read_template", "template_names"]

_HERE = Path(__file__).parent
_GROUP = "touchline.templates"


class UnknownTemplate(NotFound):
    """
    There is no template of the name.
    """


class UnknownLanguage(NotFound):
    """
    No catalogue holds the language, so that a template has no words in it.
    """


def template_names() -> tuple[str, ...]:
    """
    List the templates, ours and those of other packages.

    Returns:
        Their names, sorted.
    """
    return tuple(sorted(_places()))


def read_template(name: str) -> JourneyMap:
    """
    Read a template with its words in every language.

    Args:
        name: Its name.

    Returns:
        The map as the file holds it.

    Raises:
        UnknownTemplate: There is none of this name.
        UnreadableMap: The file of another package is no map.
    """
    places = _places()
    if name not in places:
        raise UnknownTemplate.among(name, places)
    found = load(places[name])
    return found.journey if isinstance(found, MeasuredMap) else found


def new_map(template: str, *, language: str = "en", title: str | None = None) -> JourneyMap:
    """
    Start a map from a template, in one language.

    Args:
        template: The name of the template.
        language: The language of the map's own words.
        title: What the map is called; None keeps the template's title.

    Returns:
        A map with stages, steps and lanes and with empty cells.

    Raises:
        UnknownTemplate: There is none of this name.
        UnknownLanguage: The template has no words in this language.
    """
    if language not in languages():
        raise UnknownLanguage.among(language, languages(), at="language")
    plain: dict[str, Any] = in_one_language(plain_file(read_template(template)), language)
    plain |= {"language": language, "template": template}
    if title:
        plain |= {"title": title, "id": slug(title) or plain["id"]}
    made = build(plain)
    return made.journey if isinstance(made, MeasuredMap) else made


@cache
def _places() -> dict[str, Path]:
    # Looking through everything that is installed takes longer than to read a template.
    strangers = {entry.name: Path(entry.load()) for entry in entry_points(group=_GROUP)}
    return {**strangers, **{path.stem: path for path in _HERE.glob("*.yaml")}}
