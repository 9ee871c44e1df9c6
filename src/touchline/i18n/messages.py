"""
A message, told in the reader's language.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.i18n.amounts import number
from touchline.i18n.catalogue import catalogue, holder, lineage
from touchline.i18n.dates import as_moment, date_text, moment_text
from touchline.i18n.icu import formatted, numeric
from touchline.i18n.matching import known
from touchline.i18n.prose import isolated, list_text
from touchline.i18n.syntax import COUNT, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.i18n.syntax import Argument, Parts

#: Patterns by which ICU tells the category of a number.
_CATEGORIES = {
    kind: f"{{it, {kind}, zero {{zero}} one {{one}} two {{two}} few {{few}} many {{many}}"
    " other {other}}"
    for kind in ("plural", "selectordinal")
}

#: The branch that `{name, select, …}` takes when there is nothing to name.
NOTHING = "none"

#: Values of which equal ones are written alike: 1 and 1.0 and True are equal, and are not.
_STEADY = (str, int)


def translate(key: str, language: str = "en", /, **values: object) -> str:
    """
    Tell a message.

    Numbers, dates and lists that a message merely names are written the language's way; text of the
    other direction is isolated. In a `select`, nothing at all (`""`, None) takes the branch `none`,
    and `pain-points` the branch `pain_points`.

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
    items = tuple(values.items())
    if all(type(value) in _STEADY for _, value in items):
        return _told_again(written, tag, items)
    return _told(parse(written), tag, values)


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


@lru_cache(maxsize=8192)
def _told_again(written: str, language: str, items: tuple[tuple[str, object], ...]) -> str:
    """
    Tell a message of values that are equal only when they are written alike.
    """
    return _told(parse(written), language, dict(items))


def _told(parts: Parts, language: str, values: Mapping[str, object]) -> str:
    return "".join(
        part if isinstance(part, str) else _filled(part, language, values) for part in parts
    )


def _filled(argument: Argument, language: str, values: Mapping[str, object]) -> str:
    """
    Write one argument: branches are chosen here, plural rules and formats are ICU's.
    """
    value = values[argument.name]
    if argument.kind == "select":
        return _told(_choice(argument, _selector(value)), language, values)
    if argument.branches:
        return _told(_plural(argument, value, language), language, values)
    if argument.kind in {"", COUNT}:
        return _plain(value, language)
    style = f", {argument.style}" if argument.style else ""
    day = as_moment(value)
    taken = numeric(value) if day is None else day
    if taken is None:
        raise TypeError(argument.name, value)
    return formatted(f"{{it, {argument.kind}{style}}}", language, {"it": taken})


def _selector(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str("" if value is None else value) or NOTHING


def _choice(argument: Argument, selector: str) -> Parts:
    # ICU allows no hyphen in a selector, and our kinds are kebab-case.
    names = (selector, selector.replace("-", "_"), "other")
    return next(argument.branches[name] for name in names if name in argument.branches)


def _plural(argument: Argument, value: object, language: str) -> Parts:
    """
    Choose the branch of a plural: an exact number before a category.
    """
    count = numeric(value)
    if count is None:
        raise TypeError(argument.name, value)
    for selector, branch in argument.branches.items():
        if selector.startswith("=") and float(selector[1:]) == count:
            return branch
    return _choice(argument, formatted(_CATEGORIES[argument.kind], language, {"it": count}))


def _plain(value: object, language: str) -> str:
    """
    Write a value that a message merely names.
    """
    if isinstance(value, str):
        return isolated(value, language)
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return list_text([_named(item, language) for item in items], language)
    if value is None:
        return ""
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
