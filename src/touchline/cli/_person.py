"""
What is held on somebody, at the terminal: the options that say who it is, and what is told of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.cli._command import option, reader
from touchline.cli._recorded import kind_words
from touchline.i18n import number, translate
from touchline.workspace.holding import names_of
from touchline.workspace.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.model.work.erasure import LeftPlace
    from touchline.workspace import Workspace

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


def told_value(value: object, language: str) -> str:
    """
    Write a value of an event for people.

    Args:
        value: A text or a number.
        language: The reader's language tag.

    Returns:
        The text.
    """
    return number(value, language) if isinstance(value, int | float) else str(value)
