"""
Maps to start from: one YAML file per template, with what it is for at its head.

To add a template, put a map file into this folder, named as the template is (`future-state.yaml`).
At its head stands a block `template:` with two texts, `blurb` (what the template shows) and
`choose_when` (the goal for which it fits); every text is said in all six languages. Cells stay
empty: the hint of a lane is the question that a person answers there. The tests in
tests/contracts/test_templates.py run over every file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from touchline.document.acts import free_id
from touchline.document.closed import plain
from touchline.document.read import build
from touchline.document.syntax import compose
from touchline.errors import NotFound
from touchline.i18n import closest_language
from touchline.measure.measured import MeasuredMap
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap

_SUFFIX = ".yaml"


class UnknownTemplate(NotFound):
    """
    No template has this name.
    """


@dataclass(frozen=True, slots=True)
class Template:
    """
    A map to start from.

    Args:
        name: What it is known by.
        blurb: What it shows.
        choose_when: The goal for which it fits.
        journey: The map, in all languages.
    """

    name: str
    blurb: LocalText
    choose_when: LocalText
    journey: JourneyMap


class Templates(Mapping[str, Template]):
    """
    The templates by name, each read when it is first asked for.
    """

    def __getitem__(self, name: str) -> Template:
        if name not in self._names():
            raise KeyError(name)
        return _read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    @staticmethod
    @cache
    def _names() -> tuple[str, ...]:
        found = (entry.name for entry in files(__name__).iterdir())
        return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


@cache
def _read(name: str) -> Template:
    text = files(__name__).joinpath(name + _SUFFIX).read_text(encoding="utf-8")
    node, repeated = compose(text)
    data: Plain = dict(node.value)
    head = data.pop("template")
    built = build(data, repeated)
    return Template(
        name,
        LocalText.of(head["blurb"]),
        LocalText.of(head["choose_when"]),
        built.journey if isinstance(built, MeasuredMap) else built,
    )


#: The templates by name.
TEMPLATES: Mapping[str, Template] = Templates()


def new_map(template: str, *, language: str = "en", title: str | None = None) -> JourneyMap:
    """
    Start a map from a template.

    Args:
        template: The name of the template.
        language: The language of the map; the nearest one that the template speaks is taken.
        title: What the map is called; None takes the template's words.

    Returns:
        A draft whose texts are in one language.

    Raises:
        UnknownTemplate: There is no such template.

    Examples:
        >>> str(new_map("current-state", language="ms").steps[0].name)
        'Langkah 1'
    """
    if template not in TEMPLATES:
        raise UnknownTemplate.among(template, TEMPLATES)
    spoken = closest_language(language)
    data = _in_language(plain(TEMPLATES[template].journey), spoken)
    data["language"] = spoken
    if title is not None:
        data["title"] = title
        data["id"] = free_id(title, (), template)
    built = build(data)
    return built.journey if isinstance(built, MeasuredMap) else built


def _in_language(value: Any, language: str) -> Any:
    """
    Choose the words of one language wherever a text is said in several.
    """
    if isinstance(value, dict):
        if value and "en" in value and all(isinstance(words, str) for words in value.values()):
            return LocalText.of(value).said(language)
        return {key: _in_language(part, language) for key, part in value.items()}
    if isinstance(value, list):
        return [_in_language(part, language) for part in value]
    return value
