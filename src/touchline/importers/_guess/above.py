"""
What stands beside a table and is about the whole map: its title, whose journey it is, and why.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.importers._guess.headings import OF_MAP, meaning_of
from touchline.importers._guess.understood import SeenFact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.importers._guess.table import Entry

_COLON = re.compile(r"\s*[:：]\s*")
#: A longer text is no title.
_LONGEST_TITLE = 160


def facts_of(
    rows: Iterable[Sequence[Entry]],
) -> tuple[list[SeenFact], list[Entry]]:
    """
    Read what stands above and beside a table.

    Args:
        rows: The entries line by line.

    Returns:
        What is known to be about the map, and the entries of which nothing is known.
    """
    facts: list[SeenFact] = []
    loose: list[Entry] = []
    for row in rows:
        waiting: list[Entry] = [entry for entry in row if entry.text]
        while waiting:
            entry = waiting.pop(0)
            label, value, taken = _said(entry, waiting)
            if not label:
                loose.append(entry)
                continue
            waiting = waiting[taken:]
            facts.append(SeenFact(at=entry.at, what=label, text=value))
    if not any(fact.what == "title" for fact in facts):
        title = next((entry for entry in loose if len(entry.text) <= _LONGEST_TITLE), None)
        if title is not None:
            loose.remove(title)
            text = " ".join(title.text.split())
            facts.insert(0, SeenFact(at=title.at, what="title", text=text))
    return facts, loose


def _said(entry: Entry, rest: Sequence[Entry]) -> tuple[str, str, int]:
    """
    Read a label with its value, in one entry or in this one and the next.
    """
    label, *value = _COLON.split(entry.text, maxsplit=1)
    meaning = meaning_of(label, OF_MAP)
    if meaning is None or not meaning.is_sure:
        return "", "", 0
    if value and value[0]:
        return meaning.name, value[0], 0
    if rest and not _is_label(rest[0]):
        return meaning.name, rest[0].text, 1
    return "", "", 0


def _is_label(entry: Entry) -> bool:
    label, *value = _COLON.split(entry.text, maxsplit=1)
    meaning = meaning_of(label, OF_MAP)
    return bool(meaning and meaning.is_sure and not (value and value[0]))
