"""
A message, told in the reader's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n.amounts import number
from touchline.i18n.catalogue import catalogue, holder, lineage
from touchline.i18n.dates import as_moment, date_text, moment_text
from touchline.i18n.icu import formatted, numeric
from touchline.i18n.matching import known
from touchline.i18n.prose import isolated, list_text
from touchline.i18n.syntax import Argument, arguments, parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

#: The branch that `{name, select, …}` takes when there is nothing to name.
NOTHING = "none"


def translate(key: str, language: str = "en", /, **values: object) -> str:
    """
    Tell a message.

    Numbers, dates and lists that a message merely names are written the language's way; text of the
    other direction is isolated. In a `select`, nothing at all (`""`, None) takes the branch `none`.

    Args:
        key: The message's key in the catalogues.
        language: The reader's language tag.
        values: What the message names.

    Returns:
        The message; in the parent language, finally English, when the reader's catalogue lacks it.

    Raises:
        KeyError: No catalogue holds the key, or the message names a value that was not given.

    Examples:
        >>> translate("term.step", "de")
        'Schritt'
    """
    tag, written = holder(key, known(language))
    if "{" not in written and "'" not in written:
        return written
    parts = parse(written)
    if any(isinstance(part, Argument) and part.kind for part in parts):
        return formatted(written, tag, _icu_values(written, tag, values))
    return "".join(
        part if isinstance(part, str) else _plain(values[part.name], tag) for part in parts
    )


def has_message(key: str, language: str = "en") -> bool:
    """
    Tell whether a message exists.

    Args:
        key: The message's key.
        language: The reader's language tag; what it inherits counts.

    Returns:
        True when `translate` would find the key.
    """
    return any(key in catalogue(tag) for tag in lineage(known(language)))


def _icu_values(
    written: str, language: str, values: Mapping[str, object]
) -> dict[str, int | float | str | Decimal | date]:
    """
    Convert each value by the kinds of the arguments that use it.
    """
    kinds: dict[str, set[str]] = {}
    for argument in arguments(parse(written)):
        kinds.setdefault(argument.name, set()).add(argument.kind)
    return {name: _icu_value(values[name], kind, language) for name, kind in kinds.items()}


def _icu_value(value: object, kinds: set[str], language: str) -> int | float | str | Decimal | date:
    if kinds == {""}:
        return _plain(value, language)
    if "select" in kinds:
        return (
            str(value).lower()
            if isinstance(value, bool)
            else str("" if value is None else value) or NOTHING
        )
    day = as_moment(value)
    if day is not None:
        return day
    amount = numeric(value)
    return _plain(value, language) if amount is None else amount


def _plain(value: object, language: str) -> str:
    """
    Write a value that a message merely names.
    """
    if isinstance(value, str):
        return isolated(value, language)
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return list_text([_named(item, language) for item in items], language)
    amount = None if isinstance(value, bool) else numeric(value)
    if amount is not None:
        return number(amount, language)
    day = as_moment(value)
    if day is None:
        return isolated(str(value), language)
    return moment_text(day, language) if hasattr(value, "hour") else date_text(day, language)


def _named(item: object, language: str) -> str:
    """
    Write one item of a list, which isolates it itself when it is text.
    """
    return item if isinstance(item, str) else _plain(item, language)
