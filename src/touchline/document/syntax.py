"""
YAML text as a tree of nodes that know where they stand.

The dialect is YAML 1.2 with the core schema and nothing else: no tags, no merge keys, no dates, one
document. PyYAML's binding of libyaml finds the events; what a plain word means is decided here, so
that `on` and `no` stay words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from touchline.document.faults import Fault, UnreadableMap, fault

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover (a build of PyYAML without libyaml: slower, the same events)
    from yaml import SafeLoader as CParser  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What finds the events of a text.
EventParser = CParser

#: How deep a file may nest; a map needs ten levels.
MAX_DEPTH = 40

#: How many values a file may hold once its aliases are followed, so that a few lines cannot unfold
#: into gigabytes.
MAX_VALUES = 1_000_000

_STR_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
#: More digits than any count of customers needs; Python refuses to convert thousands of them.
_MAX_DIGITS = 300
_NUMERIC_START = frozenset("+-.0123456789")
#: What a version history leaves in a file that two people have changed.
CONFLICT = re.compile(r"^(<{7}|>{7}|={7})( |$)", re.MULTILINE)


@dataclass(slots=True, eq=False)
class Node:
    """
    One value of the text.

    Args:
        start: The offset of its first character.
        end: The offset behind its last character, of a collection in block style too.
        line: Its line, from 0.
        column: Its column, from 0.
        value: What it means.
        style: The quote or block sign of a scalar, `{` or `[` for flow, empty for block style.
        is_shared: It is an alias or has an anchor.
        entries: The keys with their values, for a mapping.
        items: The values of a sequence.
    """

    start: int
    end: int
    line: int
    column: int
    value: Any
    style: str = ""
    is_shared: bool = False
    entries: dict[str, tuple[Node, Node]] | None = None
    items: list[Node] | None = None
    size: int = 1

    @property
    def children(self) -> Iterator[Node]:
        """
        The values directly below, in the order of the text.
        """
        if self.entries is not None:
            yield from (value for _, value in self.entries.values())
        yield from self.items or ()


def meaning(word: str) -> Any:
    """
    Decide what a plain word means by the core schema.

    Args:
        word: The word as written, without quotes.

    Returns:
        None, a truth value, a number or the word itself.
    """
    if word in _NULL:
        return None
    if word[0] not in _NUMERIC_START:
        return _BOOL.get(word, word)
    if len(word) > _MAX_DIGITS:
        return word
    if _INT.fullmatch(word):
        return int(word, 0) if word[1:2] in {"o", "x"} else int(word)
    return float(word) if _FLOAT.fullmatch(word) else word


def compose(text: str) -> tuple[Node, tuple[Fault, ...]]:
    """
    Read YAML text.

    Args:
        text: The text of one document.

    Returns:
        Its outermost node, and the keys that occur twice; the first one counts.

    Raises:
        UnreadableMap: It is no YAML, or uses what a map file may not use.
    """
    conflict = CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start())
        raise UnreadableMap.because("conflict-markers", line=line, column=0)
    try:
        return _Composer(text).run()
    except yaml.MarkedYAMLError as reason:
        mark = reason.problem_mark or reason.context_mark
        raise UnreadableMap.because(
            _syntax_fault(text, reason),
            line=mark.line if mark else 0,
            column=mark.column if mark else 0,
        ) from reason
    except (yaml.YAMLError, UnicodeEncodeError) as reason:
        at = getattr(reason, "position", getattr(reason, "start", 0))
        character = getattr(reason, "character", None)
        raise UnreadableMap.because(
            "forbidden-character",
            line=text.count("\n", 0, at),
            column=at - text.rfind("\n", 0, at) - 1,
            code=f"U+{character:04X}" if isinstance(character, int) else "U+D800",
        ) from reason


def _syntax_fault(text: str, reason: yaml.MarkedYAMLError) -> str:
    """
    Choose the advice by what usually went wrong at such a place.
    """
    said = f"{reason.context or ''} {reason.problem or ''}"
    mark = reason.problem_mark
    lines = text.split("\n")
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line[: mark.column + 1 if mark else 0] or "found character that cannot" in said:
        return "yaml-tab" if "\t" in line else "yaml-quote"
    if "mapping values are not allowed" in said:
        return "yaml-colon"
    if "flow" in said or "expected ',' or" in said:
        return "yaml-bracket"
    if "quoted scalar" in said:
        return "yaml-open-quote"
    return "yaml-indent"


@dataclass(slots=True)
class _Open:
    """
    A collection whose end has not come yet.
    """

    node: Node
    anchor: str | None
    key: Node | None = None


@dataclass(slots=True)
class _Composer:
    """
    Turns the events of one text into nodes.
    """

    text: str
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    root: Node | None = None
    repeated: list[Fault] = field(default_factory=list)

    def run(self) -> tuple[Node, tuple[Fault, ...]]:
        parser = EventParser(self.text)
        try:
            # A map has thousands of events, so that what each of them costs is looked up once.
            scalar, get = yaml.ScalarEvent, parser.get_event
            opens = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
            closes = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
            while (event := get()) is not None:
                kind = type(event)
                if kind is scalar:
                    self._scalar(event)
                elif kind in opens:
                    self._open(event)
                elif kind in closes:
                    self._close(event)
                elif kind is yaml.AliasEvent:
                    self._alias(event)
                elif kind is yaml.DocumentStartEvent and self.root is not None:
                    self._refuse("several-documents", event)
        finally:
            parser.dispose()
        if self.root is None or (
            self.root.value is None and not self.text[self.root.start :].strip()
        ):
            raise UnreadableMap.because("empty-file", line=0, column=0)
        return self.root, tuple(self.repeated)

    def _refuse(self, name: str, event: Any, /, **values: object) -> None:
        mark = event.start_mark
        raise UnreadableMap.because(name, line=mark.line, column=mark.column, **values)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        if event.tag not in _STR_TAGS:
            self._refuse("yaml-tag", event, tag=event.tag)
        style = event.style or ""
        top = self.stack[-1] if self.stack else None
        is_key = top is not None and top.key is None and top.node.items is None
        plain = not is_key and not style and event.implicit[0] and event.tag is None
        node = Node(
            start.index,
            end.index,
            start.line,
            start.column,
            meaning(event.value) if plain else event.value,
            style,
            event.anchor is not None,
        )
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self._add(node, event)

    def _open(self, event: Any) -> None:
        if event.tag is not None:
            self._refuse("yaml-tag", event, tag=event.tag)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse("too-deep", event)
        mark = event.start_mark
        is_map = type(event) is yaml.MappingStartEvent
        node = Node(mark.index, mark.index, mark.line, mark.column, {} if is_map else [])
        node.style = ("{" if is_map else "[") if event.flow_style else ""
        node.is_shared = event.anchor is not None
        if is_map:
            node.entries = {}
        else:
            node.items = []
        if self.stack and self.stack[-1].node.items is None and self.stack[-1].key is None:
            self._refuse("yaml-key", event)
        self.stack.append(_Open(node, event.anchor))

    def _close(self, event: Any) -> None:
        closed = self.stack.pop()
        node = closed.node
        if node.style:
            node.end = event.end_mark.index
        if closed.anchor is not None:
            self.anchors[closed.anchor] = node
        self._add(node, event)

    def _alias(self, event: Any) -> None:
        target = self.anchors.get(event.anchor)
        if target is None:
            self._refuse("yaml-alias", event, name=event.anchor)
            return
        start, end = event.start_mark, event.end_mark
        self._add(
            Node(
                start.index,
                end.index,
                start.line,
                start.column,
                target.value,
                "*",
                is_shared=True,
                size=target.size,
            ),
            event,
        )

    def _add(self, node: Node, event: Any) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        parent = top.node
        parent.size += node.size
        if node.end > parent.end:  # noqa: PLR1730 (a call of `max` costs more than the rest)
            parent.end = node.end
        if parent.size > MAX_VALUES:
            self._refuse("too-many-values", event, limit=MAX_VALUES)
        if parent.items is not None:
            parent.items.append(node)
            parent.value.append(node.value)
        elif top.key is None:
            if not isinstance(node.value, str):
                self._refuse("yaml-key", event)
            top.key = node
        else:
            key, top.key = top.key, None
            entries = parent.entries
            assert entries is not None  # noqa: S101 (what holds no items holds entries)
            if key.value in entries:
                again = fault("duplicate-key", name=key.value)
                self.repeated.append(again.placed(key.line, key.column))
                return
            entries[key.value] = (key, node)
            parent.value[key.value] = node.value
