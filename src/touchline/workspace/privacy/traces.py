"""
What in records, maps and texts is about somebody, and what they say without it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from touchline.document.faults import UnreadableMap
from touchline.document.read import build, loads
from touchline.document.write import dumps, plain_file
from touchline.errors import TouchlineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from touchline.document.read import Format
    from touchline.document.tree import Plain

#: What stands where a name or somebody's words stood.
GAP = "…"

#: Fewer bytes may be anybody's words, such as “Too slow”; three letters of Chinese say as much as
#: nine of English.
_FEW = 16

#: A name so long, or of letters and digits, is no word that means something else as well.
_LONG = 8

#: Fields that name a person.
_PEOPLE = frozenset({"who", "walker", "by", "author"})

#: Fields that hold nothing that people wrote, and names of other things.
_NAMES = frozenset(
    {
        "id", "item", "study", "map", "maps", "at", "through", "lane", "lanes", "step", "steps",
        "stage", "kind", "record", "entry", "places", "persona", "personas", "channel", "channels",
        "touchpoint", "touchpoints", "fingerprint", "marks", "mark", "seal", "key", "folder",
        "date", "sort", "type", "icon", "language",
    }
)  # fmt: skip

#: Texts that are left out when they say nothing any more.
_OPTIONAL = frozenset({"quote", "notes", "note", "why", "next", "hint"})

#: A comment of YAML.
_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#.*$")

#: Fields whose lists choose customers by what they are.
_CHOICES = frozenset({"segment", "consent"})


@dataclass(frozen=True)
class Traces:
    """
    By what somebody is recognised.

    Args:
        names: The ids and pseudonyms under which they go.
        words: What they said, in every language in which it is kept.
        titles: What was noted of them.
        records: What is only about them, each as kind and id, such as `item/q1`.
        mentions: Names count in the middle of texts even when they are short.
    """

    names: frozenset[str]
    words: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    mentions: bool = False

    @cached_property
    def telling(self) -> frozenset[str]:
        """
        The names that nobody would write for anything else.
        """
        return self.names if self.mentions else frozenset(filter(is_telling, self.names))

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """
        What a text holds that could be about them, as it stands in JSON.
        """
        found = {*self.names, *self.words, *self.titles, *self.items}
        return tuple(sorted({json.dumps(one, ensure_ascii=False)[1:-1] for one in found} - {""}))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        names = [rf"(?<![\w])({re.escape(name)})(?![\w])" for name in self.telling]
        words = [re.escape(one) for one in self.words if len(one.encode()) >= _FEW]
        # The longest first, so that no part of it stays behind.
        parts = sorted([*words, *names], key=len, reverse=True)
        return re.compile("|".join(parts)) if parts else None

    @cached_property
    def items(self) -> frozenset[str]:
        """
        The ids of the items that are only about them.
        """
        kinds = (one.partition("/") for one in self.records)
        return frozenset(name for kind, _, name in kinds if kind == "item")

    def may_be_in(self, text: str) -> bool:
        """
        Tell quickly whether a text is worth a closer look.

        Args:
            text: JSON or YAML.

        Returns:
            False when there is certainly nothing in it.
        """
        return any(one in text for one in self.needles)

    def are_named_in(self, text: str) -> bool:
        """
        Tell whether a text holds their words, or one of their names as a word of its own.

        Args:
            text: Any text.

        Returns:
            True when it does; names that mean something else as well do not count.
        """
        return self._pattern is not None and self._pattern.search(text) is not None

    def text(self, text: str) -> str:
        """
        Leave them out of a text.

        Args:
            text: The text.

        Returns:
            The same with a gap wherever they were.
        """
        if text in self.words:
            return GAP
        return text if self._pattern is None else self._pattern.sub(GAP, text)

    def is_theirs(self, data: Plain) -> bool:
        """
        Tell whether a record is theirs alone.

        Args:
            data: The record.

        Returns:
            True for what they said and where they walked.
        """
        return data.get("who") in self.names or data.get("walker") in self.names

    def cleaned(self, data: Plain, *, drop_cards: bool = True) -> Cleaned:
        """
        Leave them out of plain data.

        Args:
            data: A record or a map.
            drop_cards: Cards that say nothing any more go.

        Returns:
            The same without them, and what was taken out.
        """
        cleaning = _Cleaning(self, drop_cards=drop_cards)
        found = cleaning.mapping(data, "$")
        return Cleaned(found if cleaning.taken else data, tuple(cleaning.taken))


@dataclass(frozen=True, slots=True)
class Taken:
    """
    Something that was taken out of plain data.

    Args:
        path: Where it stood, such as `$.lanes[2].cells[0].cards[1].evidence[0]`.
        value: What stood there.
    """

    path: str
    value: Any


@dataclass(frozen=True, slots=True)
class Cleaned:
    """
    Plain data without somebody.

    Args:
        data: What is left; the very same value when nothing was taken out.
        taken: What was taken out.
    """

    data: Plain
    taken: tuple[Taken, ...]


def is_telling(name: str) -> bool:
    """
    Tell whether a name in the middle of a text can only be a name.

    Args:
        name: The name.

    Returns:
        True for long ones, and for those that mix letters and digits; `17` and `Mei` are not.
    """
    if len(name) >= _LONG:
        return True
    return any(map(str.isdigit, name)) and any(map(str.isalpha, name))


class _Cleaning:
    """
    Goes through plain data and remembers what it takes out.
    """

    def __init__(self, traces: Traces, *, drop_cards: bool) -> None:
        self.traces, self.drop_cards = traces, drop_cards
        self.taken: list[Taken] = []

    def mapping(self, data: Plain, path: str) -> Plain:
        found: Plain = {}
        for key, value in data.items():
            cleaned = self.value(key, value, f"{path}.{key}")
            is_said = key not in _OPTIONAL or cleaned == value or not is_gap(cleaned)
            if is_said and (cleaned is not None or value is None):
                found[key] = cleaned
        return found

    def value(self, key: str, value: Any, path: str) -> Any:
        if isinstance(value, str):
            cleaned = self.word(key, value)
            if cleaned != value:
                self.taken.append(Taken(path, value))
            return cleaned
        if isinstance(value, dict):
            return self.part(key, value, path)
        if isinstance(value, list | tuple):
            return self.listed(key, value, path)
        return value

    def word(self, key: str, text: str) -> str | None:
        if key in _PEOPLE:
            kept = [one for one in text.split(", ") if one not in self.traces.names]
            return ", ".join(kept) if kept or not text else None
        if key in _NAMES:
            return text
        return self.traces.text(text)

    def part(self, key: str, value: Plain, path: str) -> Plain | None:
        if key in _CHOICES:
            return self.choices(value, path)
        if key == "acknowledged" and value.get("by") in self.traces.names:
            self.taken.append(Taken(path, value))
            return None
        return self.mapping(value, path)

    def choices(self, value: Plain, path: str) -> Plain:
        found: Plain = {}
        for key, wanted in value.items():
            if isinstance(wanted, list) and self.traces.telling.intersection(map(str, wanted)):
                # Others who are chosen beside them are nobody's business here.
                gone = [one for one in wanted if str(one) in self.traces.telling]
                self.taken.append(Taken(f"{path}.{key}", ", ".join(map(str, gone))))
                kept = [one for one in wanted if str(one) not in self.traces.telling]
                if kept:
                    found[key] = kept
            else:
                found[key] = self.value(key, wanted, f"{path}.{key}")
        return found

    def listed(self, key: str, value: Iterable[Any], path: str) -> list[Any]:
        found = []
        for place, one in enumerate(value):
            here, n_before = f"{path}[{place}]", len(self.taken)
            if isinstance(one, dict) and self.is_out(key, one):
                self.taken.append(Taken(here, one))
                continue
            cleaned = self.value(key, one, here)
            is_said = cleaned is not None and (cleaned == one or not is_gap(cleaned))
            if is_said and key == "cards" and self.drop_cards and self.is_empty(one, cleaned):
                # The card goes as a whole, and not each of its texts.
                self.taken[n_before:] = [Taken(here, one)]
            elif is_said:
                found.append(cleaned)
        return found

    def is_out(self, key: str, one: Plain) -> bool:
        """
        Tell whether a part of a list is theirs alone.
        """
        traces = self.traces
        if key == "remarks":
            return one.get("by") in traces.names
        if key != "evidence":
            return False
        if one.get("item") in traces.items:
            return True
        is_alone = one.get("n") in {None, 1}
        is_said = any(said in traces.words for said in versions(one.get("quote")))
        return is_alone and (is_said or one.get("by") in traces.names)

    def is_empty(self, before: Plain, after: Plain) -> bool:
        """
        Tell whether a card only said what they said, or what was noted of them.
        """
        if after.get("evidence"):
            return False
        if is_gap(after.get("text")) and not is_gap(before.get("text")):
            return True
        lost = len(before.get("evidence", ())) > len(after.get("evidence", ()))
        return lost and any(said in self.traces.titles for said in versions(before.get("text")))


def is_gap(value: Any) -> bool:
    """
    Tell whether nothing is left of a text.

    Args:
        value: A text in one language or several.

    Returns:
        True when it is a gap in all of them.
    """
    said = versions(value)
    return bool(said) and all(one == GAP for one in said)


def versions(text: Any) -> tuple[str, ...]:
    """
    List what a text says in each language.

    Args:
        text: A string, a mapping from tag to text, or nothing.

    Returns:
        The texts.
    """
    if isinstance(text, str):
        return (text,)
    if isinstance(text, dict):
        return tuple(one for one in text.values() if isinstance(one, str))
    return ()


@dataclass(frozen=True, slots=True)
class CleanedText:
    """
    The text of a file without somebody.

    Args:
        text: What is left.
        taken: What was taken out of its data.
    """

    text: str
    taken: tuple[Taken, ...] = ()


def map_without(traces: Traces, text: str, format: Format = "yaml") -> CleanedText:  # noqa: A002
    """
    Leave somebody out of a map file.

    Args:
        traces: By what they are recognised.
        text: What the file holds; it need not be a map that can be read.
        format: How it is written.

    Returns:
        The text without them; comments stay unless they name them.
    """
    try:
        before = plain_file(loads(text, format))
    except TouchlineError:
        return CleanedText(traces.text(text))
    found, after = Cleaned(before, ()), text
    for drop_cards in (True, False):
        found = traces.cleaned(before, drop_cards=drop_cards)
        try:
            # A card to which others lead cannot go; it only says nothing any more.
            after = dumps(build(found.data), format, like=text) if found.taken else text
        except UnreadableMap:
            continue
        break
    read = partial(_data_of, format=format)
    return CleanedText(scrubbed(traces, after, read), found.taken)


def _data_of(text: str, *, format: Format) -> Plain:  # noqa: A002 (the field's word)
    return plain_file(loads(text, format))


def scrubbed(traces: Traces, text: str, read: Callable[[str], object]) -> str:
    """
    Leave somebody out of what a file says beside its data, such as its comments.

    Args:
        traces: By what they are recognised.
        text: What the file holds.
        read: Reads it.

    Returns:
        The text without them, as far as it says the same data.
    """
    told = read(text)
    for after in (traces.text(text), _COMMENT.sub(lambda found: traces.text(found[0]), text)):
        try:
            if after != text and read(after) == told:
                return after
        except TouchlineError:
            continue
    return text
