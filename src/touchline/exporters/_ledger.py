"""
A map on its way into another format: what was written, and so what was left out.

A writer takes what it writes out of a ledger, entry by entry. Whatever nobody took is left out by
definition, so that no field can be forgotten, not even one that the model has only had since today.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from touchline.document.closed import plain
from touchline.exporters._subject import language_of, map_of, parts_of
from touchline.i18n import has_message, translate
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from touchline.document.tree import Plain
    from touchline.exporters import Subject

#: What stands in the lists of a map, by their keys.
KINDS = {
    "personas": "persona",
    "channels": "channel",
    "icons": "icon",
    "stages": "stage",
    "steps": "step",
    "branches": "branch",
    "lanes": "lane",
    "cells": "cell",
    "cards": "card",
    "links": "link",
}

#: How something is left out: wholly, in its other languages, or by being written otherwise.
How: TypeAlias = Literal["missing", "languages", "altered"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """
    One place of a map that a file of another format does not hold.

    Args:
        what: The kind of thing that it belongs to, such as `card` or `map`.
        field: The field of the thing; empty for the whole thing.
        place: Where it stands in the map, such as `$.lanes[0].cells[2].cards[0].evidence`.
        how: Whether it is missing, is missing in other languages, or is written otherwise.
    """

    what: str
    field: str
    place: str
    how: How = "missing"

    @property
    def name(self) -> str:
        """
        The kind of loss, such as `card.evidence`, `stage.name (languages)` or `lane`.
        """
        name = f"{self.what}.{self.field}" if self.field else self.what
        return name if self.how == "missing" else f"{name} ({self.how})"

    def told(self, language: str) -> str:
        """
        Say what kind of thing it is that is left out.

        Args:
            language: The reader's language tag.

        Returns:
            Such as `card · evidence`.
        """
        parts = [translate(f"diff.kind.{self.what}", language)]
        if self.field:
            key = f"diff.field.{self.field}"
            parts.append(translate(key, language) if has_message(key) else self.field)
        if self.how != "missing":
            parts.append(translate(f"export.left-out.{self.how}", language))
        return " · ".join(parts)


def by_name(left_out: Iterable[LeftOut]) -> dict[str, list[LeftOut]]:
    """
    Gather what is left out by its kind.

    Args:
        left_out: The places.

    Returns:
        Lists of places by name, the most frequent first.
    """
    found: dict[str, list[LeftOut]] = {}
    for one in left_out:
        found.setdefault(one.name, []).append(one)
    return dict(sorted(found.items(), key=lambda entry: -len(entry[1])))


class Ledger:
    """
    The plain data of a map, from which a writer takes what it writes.

    Args:
        subject: A map, or a picture that carries one.
        told_by: The name of the format, for messages.
        form: What becomes of words in this format, such as losing their control characters.
    """

    def __init__(self, subject: Subject, told_by: str, form: Callable[[str], str]) -> None:
        journey, measures = parts_of(map_of(subject, told_by))
        self.journey = journey
        self.language = language_of(subject)
        self.data: Plain = plain(journey)
        self._form = form
        self._taken: dict[int, set[str]] = {id(self.data): {"touchline"}}
        self._notes: list[tuple[int, str, str, How]] = []
        self._is_measured = measures is not None

    def items(self, item: Plain, key: str) -> list[Plain]:
        """
        Take the frame of a list of things; each thing is still to be taken.

        Args:
            item: What holds the list.
            key: The list's key.

        Returns:
            The things in order.
        """
        self._mark(item, key)
        things: list[Plain] = item.get(key, [])
        return things

    def value(self, item: Plain, key: str, otherwise: Any = None) -> Any:
        """
        Take a value as it is.

        Args:
            item: The thing.
            key: The field.
            otherwise: What it is where the map says nothing.

        Returns:
            The value.
        """
        self._mark(item, key)
        return item.get(key, otherwise)

    def words(self, item: Plain, key: str, form: Callable[[str], str] | None = None) -> str:
        """
        Take a text in the language of the file.

        Args:
            item: The thing.
            key: The field.
            form: What becomes of these words; None takes the format's own way.

        Returns:
            The words as the file can hold them.
        """
        self._mark(item, key)
        given = item.get(key, "")
        said = LocalText.of(given).said(self.language, otherwise=self.journey.language)
        if isinstance(given, dict) and len(given) > 1:
            self._notes.append((id(item), key, key, "languages"))
        written = (form or self._form)(said)
        if written != said:
            self._notes.append((id(item), key, key, "altered"))
        return written

    def shown(self, item: Plain, key: str) -> str:
        """
        Look at a text in the language of the file without taking it.

        Args:
            item: The thing.
            key: The field.

        Returns:
            The words as the file can hold them.
        """
        text = LocalText.of(item.get(key, ""))
        return self._form(text.said(self.language, otherwise=self.journey.language))

    def alter(self, item: Plain, key: str) -> None:
        """
        Note that a field is written, but not as it stands.

        Args:
            item: The thing.
            key: The field.
        """
        self._mark(item, key)
        self._notes.append((id(item), key, key, "altered"))

    def enter(self, item: Plain) -> None:
        """
        Note that a thing is written, whatever becomes of its fields.

        Args:
            item: The thing.
        """
        self._taken.setdefault(id(item), set())

    def left_out(self) -> tuple[LeftOut, ...]:
        """
        List what nobody took, in the order of the map.

        Returns:
            The places.
        """
        found = list(self._left(self.data, "map", "$"))
        if self._is_measured:
            found.append(LeftOut("map", "measured", "$.measured"))
        return tuple(found)

    def _mark(self, item: Plain, key: str) -> None:
        self._taken.setdefault(id(item), set()).add(key)

    def _left(self, item: Plain, what: str, path: str) -> Iterator[LeftOut]:
        taken = self._taken[id(item)]
        for key, value in item.items():
            place = f"{path}.{key}"
            if key in KINDS and isinstance(value, list):
                for i, thing in enumerate(value):
                    if id(thing) in self._taken:
                        yield from self._left(thing, KINDS[key], f"{place}[{i}]")
                    else:
                        yield LeftOut(KINDS[key], "", f"{place}[{i}]")
            elif key not in taken:
                yield LeftOut(what, key, place)
        for owner, key, field, how in self._notes:
            if owner == id(item):
                yield LeftOut(what, field, f"{path}.{key}", how)
