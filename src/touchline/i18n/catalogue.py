"""
Which languages there are, and the patterns each of them holds.

A catalogue is read when its first message is asked for and then kept. A key that a language lacks
is looked up in its parent (`language.parent`) and so on up to English.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The language that holds every key; its own parent.
ROOT = "en"

#: Where outsiders declare a language: the name is its tag, the value `package:path/to/it.json`.
ENTRY_POINTS = "touchline.languages"

_FOLDER = os.path.join(os.path.dirname(__file__), "locales")  # noqa: PTH118, PTH120 (pathlib alone costs 4 ms at import)
_SUFFIX = ".json"


def _built_in() -> tuple[str, ...]:
    tags = [name.removesuffix(_SUFFIX) for name in os.listdir(_FOLDER) if name.endswith(_SUFFIX)]  # noqa: PTH208 (as above)
    return tuple(sorted(tags, key=lambda tag: (tag != ROOT, tag)))


#: The tags of the languages in this package, English first.
LANGUAGES: tuple[str, ...] = _built_in()


@cache
def _outside() -> Mapping[str, str]:
    """
    Find the languages that other packages bring; a tag of our own is never replaced.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 (20 ms, only for a language that is not ours)
    from importlib.resources import files  # noqa: PLC0415

    found = {}
    for point in entry_points(group=ENTRY_POINTS):
        package, _, path = point.value.partition(":")
        if point.name not in LANGUAGES:
            found[point.name] = str(files(package).joinpath(path))
    return found


@cache
def languages() -> tuple[str, ...]:
    """
    List every language, ours and those that other packages bring.

    Returns:
        The tags: our own first, English foremost.
    """
    return (*LANGUAGES, *sorted(_outside()))


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """
    Read one language's own patterns, without those it inherits.

    Args:
        language: The exact tag of a language that exists.

    Returns:
        Patterns by key.

    Raises:
        KeyError: There is no such language.
    """
    import json  # noqa: PLC0415 (keeps `import touchline.i18n` under 5 ms)

    is_ours = language in LANGUAGES
    path = os.path.join(_FOLDER, language + _SUFFIX) if is_ours else _outside()[language]  # noqa: PTH118
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        patterns: dict[str, str] = json.load(file)
    return patterns


@cache
def lineage(language: str) -> tuple[str, ...]:
    """
    Say where a message is looked for, nearest first.

    Args:
        language: The exact tag of a language that exists.

    Returns:
        The language, its parent, and so on to English.
    """
    line = [language]
    while line[-1] != ROOT:
        parent = catalogue(line[-1]).get("language.parent", ROOT)
        line.append(parent if parent in languages() and parent not in line else ROOT)
    return tuple(line)


def holder(key: str, language: str) -> tuple[str, str]:
    """
    Find who holds a message, since grammar must come from the language it is written in.

    Args:
        key: The message's key.
        language: The exact tag of a language that exists.

    Returns:
        The nearest language in the lineage that has the key, and its pattern.

    Raises:
        KeyError: No language in the lineage holds the key.
    """
    for tag in lineage(language):
        found = catalogue(tag).get(key)
        if found is not None:
            return tag, found
    raise KeyError(key)


def pattern(key: str, language: str) -> str:
    """
    Look up one message as it is written in the catalogue.

    Args:
        key: The message's key.
        language: The exact tag of a language that exists.

    Returns:
        The ICU pattern of the language, or of the nearest ancestor that has one.

    Raises:
        KeyError: No language in the lineage holds the key.
    """
    return holder(key, language)[1]


def message_keys(prefix: str = "") -> tuple[str, ...]:
    """
    List the keys of English, which holds every key.

    Args:
        prefix: Only keys that begin like this.

    Returns:
        The keys in alphabetical order.
    """
    return tuple(sorted(key for key in catalogue(ROOT) if key.startswith(prefix)))
