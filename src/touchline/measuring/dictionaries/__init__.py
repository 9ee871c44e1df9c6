"""
What the events of widespread tracking plans are called and what they mean on a map.

One file declares one dictionary. To add one, put a file into this folder that declares one
subclass of `Dictionary`, named as the file is; another package joins through the entry point group
`touchline.dictionaries`. Only facts belong here: names of events, with where they are published.
"""

from __future__ import annotations

import re
from abc import ABC
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from touchline.errors import NotFound, kebab
from touchline.i18n import languages, translate
from touchline.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.model.structure import StageKind

__all__ = [
    "DEFAULT",
    "DICTIONARIES",
    "Dictionary",
    "Meaning",
    "UnknownDictionary",
    "dictionary_named",
    "folded",
    "touchpoint_names",
    "touchpoint_title",
]

#: Where one word ends and the next begins in a name such as `orderCompleted` or `order_completed`.
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN = re.compile(r"[\W_]+")
#: What stands between the words of a list, in the languages of the catalogues.
_COMMA = re.compile(r",\s*|،\s*|、")


class UnknownDictionary(NotFound):
    """
    There is no dictionary of the name.
    """


@dataclass(frozen=True, slots=True)
class Meaning:
    """
    What an event stands for.

    Args:
        touchpoint: The id of a usual touchpoint, whose words are `touchpoint.<id>.title`.
        stage: What part of the customer's life it belongs to.
        channel: The medium in which it happens unless the log says otherwise.
    """

    touchpoint: str
    stage: StageKind
    channel: str = "website"

    def title(self, language: str) -> str:
        """
        Say what the touchpoint is called.

        Args:
            language: The reader's language tag.

        Returns:
            The words.
        """
        return touchpoint_title(self.touchpoint, language)


class Dictionary(ABC):
    """
    The events of a tracking plan.

    Attributes:
        name: What the dictionary is called on the command line.
        title: The name of the plan, as its makers write it.
        url: Where the names are published.
        meanings: What each event means, by its name.
        older: Names of earlier editions, each with the name of today.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    url: ClassVar[str]
    meanings: ClassVar[Mapping[str, Meaning]]
    older: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.name = kebab(cls.__name__)

    def __init__(self) -> None:
        self._by_word = {folded(event): one for event, one in self.meanings.items()}
        self._by_word |= {folded(old): self.meanings[now] for old, now in self.older.items()}

    def meaning(self, event: str) -> Meaning | None:
        """
        Look an event up, however its words are joined.

        Args:
            event: The name, such as `Order Completed`, `order_completed` or `orderCompleted`.

        Returns:
            What it means; None for an event that the plan does not have.
        """
        return self._by_word.get(folded(event))


#: The dictionaries by name.
DICTIONARIES: Registry[Dictionary] = Registry(
    "touchline.measuring.dictionaries", Dictionary, "touchline.dictionaries"
)


#: The dictionary that is asked unless somebody says otherwise; it is silent on other events.
DEFAULT = "segment"


def dictionary_named(name: str | None) -> Dictionary | None:
    """
    Find a dictionary.

    Args:
        name: Its name; None for no dictionary.

    Returns:
        The dictionary.

    Raises:
        UnknownDictionary: There is none of this name.
    """
    if name is None:
        return None
    if name not in DICTIONARIES:
        raise UnknownDictionary.among(name, DICTIONARIES)
    return DICTIONARIES[name]


def touchpoint_title(touchpoint: str, language: str) -> str:
    """
    Say what a usual touchpoint is called.

    Args:
        touchpoint: Its id.
        language: The reader's language tag.

    Returns:
        The words.
    """
    return translate(f"touchpoint.{touchpoint}.title", language)


def touchpoint_names(touchpoint: str) -> frozenset[str]:
    """
    List what people call a usual touchpoint, in every language of the catalogues.

    Args:
        touchpoint: Its id.

    Returns:
        Its titles and other words for it, each as `folded` gives it.
    """
    return frozenset(
        folded(words)
        for tag in languages()
        for words in (
            touchpoint_title(touchpoint, tag),
            *_COMMA.split(translate(f"touchpoint.{touchpoint}.words", tag)),
        )
    )


def folded(name: str) -> str:
    """
    Write a name so that its like is found, whatever joins its words.

    Args:
        name: The name of an event or of a touchpoint.

    Returns:
        Its words in lower case with single spaces between.

    Examples:
        >>> folded("orderCompleted"), folded("order_completed"), folded("Order  Completed")
        ('order completed', 'order completed', 'order completed')
    """
    apart = _SEAM.sub(" ", name).replace("\N{ZERO WIDTH NON-JOINER}", "")
    return _BETWEEN.sub(" ", apart).casefold().strip()
