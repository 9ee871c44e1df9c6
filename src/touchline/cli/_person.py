"""
What is held on somebody, at the terminal: the options that say who it is, and what is told of them.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import option, reader
from touchline.cli._recorded import kind_words
from touchline.i18n import date_text, has_message, number, translate
from touchline.workspace.privacy.holding import names_of
from touchline.workspace.privacy.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.model.work.erasure import LeftPlace
    from touchline.workspace import Workspace

_DAY = re.compile(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])")

#: The kinds of places in which there are records.
_OF_RECORDS = frozenset({"record", "record-file"})


def person_argument(*, required: bool) -> click.Argument:
    """
    Declare `ID`, the name of somebody.

    Args:
        required: It must be given.

    Returns:
        The argument; its value is a name or None.
    """
    return click.Argument(["person"], metavar="ID" if required else "[ID]", required=required)


def person_options() -> list[click.Option]:
    """
    Declare the options that say under which other names somebody goes.

    Returns:
        The options.
    """
    return [
        option("--key", "keys", key="cli.person.key", metavar="FILE", multiple=True),
        option("--mentions", key="cli.person.mentions", is_flag=True),
    ]


def traces_of(workspace: Workspace, person: str, values: Mapping[str, Any]) -> Traces:
    """
    Say by what somebody is recognised.

    Args:
        workspace: The workspace.
        person: The id in the logs, or a pseudonym.
        values: What the options were given.

    Returns:
        What recognises them.

    Raises:
        StorageError: The file of a key is missing.
    """
    names = names_of(workspace, person, map(Path, values["keys"]))
    return Traces(names=names, mentions=values["mentions"])


def told_counts(counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """
    Say how much there is in each place.

    Args:
        counts: For each sort of place and each place how much.

    Yields:
        A line each.
    """
    language = reader()
    for (sort, where), n in sorted(counts.items()):
        place = kind_words(where, language) if sort in _OF_RECORDS else where
        key = sort.replace("-", "_")
        yield "  " + translate("person.held", language, sort=key, where=place, n=n)


def told_left(left: Iterable[LeftPlace]) -> Iterator[str]:
    """
    Say what stays, and why.

    Args:
        left: What stays.

    Yields:
        A line each.
    """
    language = reader()
    for one in left:
        why = one.why.replace("-", "_")
        yield "  " + translate("person.left", language, why=why, where=one.where)


def plain_left(left: Iterable[LeftPlace]) -> list[dict[str, str]]:
    """
    Say the same for a program.

    Args:
        left: What stays.

    Returns:
        Plain data.
    """
    return [{"where": one.where, "why": one.why} for one in left]


def plain_counts(counts: Mapping[tuple[str, str], int]) -> list[dict[str, object]]:
    """
    Say for a program how much there is in each place.

    Args:
        counts: For each sort of place and each place how much.

    Returns:
        Plain data.
    """
    return [{"sort": sort, "where": where, "n": n} for (sort, where), n in sorted(counts.items())]


def told_field(name: str, language: str) -> str:
    """
    Name a field of a record or an attribute of a log for people.

    Args:
        name: The field.
        language: The reader's language tag.

    Returns:
        The words; the name itself when there are none.
    """
    word = name.replace("_", "-")
    keys = (f"held.field.{word}", f"column.{word}", f"record.{word}")
    found = next((key for key in keys if has_message(key)), None)
    return name if found is None else translate(found, language)


def told_data(data: Any, language: str, indent: str = "  ") -> Iterator[str]:
    """
    Write plain data for people, a line for each thing that it says.

    Args:
        data: What a record or a part of one holds.
        language: The reader's language tag.
        indent: What stands before each line.

    Yields:
        The lines.
    """
    if isinstance(data, dict):
        for name, value in data.items():
            head = f"{indent}{told_field(name, language)}:"
            if isinstance(value, dict | list):
                yield head
                yield from told_data(value, language, f"{indent}  ")
            else:
                yield f"{head} {told_value(value, language)}"
    elif isinstance(data, list):
        for value in data:
            first, *others = [*told_data(value, language, f"{indent}  ")] or [""]
            yield f"{indent}– {first.strip()}"
            yield from others
    else:
        yield f"{indent}{told_value(data, language)}"


def told_value(value: object, language: str) -> str:
    """
    Write a single value for people.

    Args:
        value: A text, a number or a claim.
        language: The reader's language tag.

    Returns:
        The text; days in the reader's calendar.
    """
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, int | float):
        return number(value, language)
    text = str(value)
    if _DAY.fullmatch(text):
        return date_text(dt.date.fromisoformat(text), language)
    return text
