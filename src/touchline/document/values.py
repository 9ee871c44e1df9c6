"""
What YAML text says, without where it says it: several times faster than a tree of nodes.

Only the texts that people mostly write are read here. Whatever else there is, an anchor, a tag, a
key that stands twice, a mistake, is left to `syntax`, which tells what is the matter and where.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import yaml

from touchline.document.syntax import CONFLICT, MAX_DEPTH, MAX_VALUES, EventParser, meaning

#: A collection under way: its items, keys and values of a mapping in turn, and whether it is a
#: list.
_Open: TypeAlias = "tuple[list[Any], bool]"


class _NotPlain(Exception):
    """
    The text has something that is not read here.
    """


def mapping_in(text: str) -> dict[str, Any] | None:
    """
    Read the mapping that a YAML text holds.

    Args:
        text: The text of one document.

    Returns:
        Exactly what `compose` gives as its value, or None where that has to be asked.
    """
    # No text has more values than characters.
    if len(text) > MAX_VALUES or CONFLICT.search(text):
        return None
    parser = EventParser(text)
    try:
        found = _read(parser.get_event)
    except (yaml.YAMLError, UnicodeEncodeError, _NotPlain):
        return None
    finally:
        parser.dispose()
    return found if isinstance(found, dict) else None


def _read(get_event: Any) -> Any:
    scalar, close_map, close_list = yaml.ScalarEvent, yaml.MappingEndEvent, yaml.SequenceEndEvent
    top: list[Any] = []
    items, is_list = top, True
    stack: list[_Open] = []
    while (event := get_event()) is not None:
        kind = type(event)
        if kind is scalar:
            if event.anchor is not None or event.tag is not None:
                raise _NotPlain
            # A word without quotes may mean a number or nothing; a key is always a word.
            is_word = event.style or not (is_list or len(items) % 2)
            items.append(event.value if is_word else meaning(event.value))
        elif kind is close_map or kind is close_list:
            value = items if is_list else _mapping(items)
            items, is_list = stack.pop()
            items.append(value)
        elif kind in _OPENS:
            _check(event, items, stack, is_list=is_list)
            stack.append((items, is_list))
            items, is_list = [], kind is yaml.SequenceStartEvent
        elif kind is yaml.AliasEvent:
            raise _NotPlain
    if len(top) != 1:
        raise _NotPlain
    return top[0]


_OPENS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})


def _check(event: Any, items: list[Any], stack: list[_Open], *, is_list: bool) -> None:
    """
    Stop where a collection is a key, has a name or a tag, or lies deeper than a map needs.
    """
    is_key = not is_list and len(items) % 2 == 0
    if is_key or event.anchor is not None or event.tag is not None or len(stack) >= MAX_DEPTH:
        raise _NotPlain


def _mapping(items: list[Any]) -> dict[str, Any]:
    found = dict(zip(items[::2], items[1::2], strict=True))
    if 2 * len(found) != len(items):
        raise _NotPlain
    return found
