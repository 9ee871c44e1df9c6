"""
A changed map written into its own text: what did not change keeps every byte.

Comments, blank lines, the order of the keys, quotes and line breaks stay as people wrote them, so
that a change of one word is one line in a version history. Only the places that differ are written
anew. Whether the outcome says what it should is checked by the caller, who else writes the whole
file afresh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document import emit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.document.syntax import Node
    from touchline.document.tree import Plain

#: A stretch of the text and what comes in its place.
Patch = tuple[int, int, str]

_ABSENT = object()


class CannotSplice(Exception):
    """
    The text is written in a way in which only all of it can be written anew.
    """


def splice(text: str, node: Node, old: Plain, new: Plain) -> str:
    """
    Write the difference of two maps into the text of the first.

    Args:
        text: The text of a YAML file.
        node: The same text, read.
        old: What it says, as plain data.
        new: What it shall say.

    Returns:
        The text with the differences written in.

    Raises:
        CannotSplice: The text does not allow it: it has aliases, or is all on one line.
    """
    if node.entries is None or node.style:
        raise CannotSplice
    return _applied(text, 0, len(text), list(_Splice(text).mapping(node, old, new)))


def _applied(text: str, start: int, end: int, patches: list[Patch]) -> str:
    """
    Apply patches to one stretch of the text.
    """
    pieces, done = [], start
    for first, last, replacement in sorted(patches, key=lambda patch: patch[:2]):
        if first < done:
            raise CannotSplice
        pieces += [text[done:first], replacement]
        done = last
    return "".join([*pieces, text[done:end]])


class _Splice:
    """
    Finds the patches that turn one text into another.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def mapping(self, node: Node, old: Plain, new: Plain) -> Iterator[Patch]:
        """
        Patch a mapping in block style.
        """
        entries = node.entries or {}
        for name, (key, value) in entries.items():
            if name in new:
                yield from self.value(key, value, old.get(name, _ABSENT), new[name], name)
            elif name in old:
                yield self._cut(node, key, value)
        before: Node | None = None
        for name, value in new.items():
            if name in entries:
                before = entries[name][1]
                continue
            lines = list(emit.entry(name, value, node.column))
            if before is None:
                raise CannotSplice
            at = self._line_end(before)
            yield at, at, "\n" + "\n".join(lines)

    def value(self, key: Node, node: Node, old: Any, new: Any, name: str) -> Iterator[Patch]:
        """
        Patch the value of an entry.
        """
        if old == new:
            return
        if node.is_shared:
            raise CannotSplice
        if self._keeps_shape(node, old, new):
            yield from self._inside(node, old, new, name)
        elif node.entries is None and node.items is None and not isinstance(new, dict | list):
            yield self._scalar(node, new, in_flow=False)
        elif self._fits_in_flow(node, new):
            yield node.start, node.end, emit.flow(new)
        else:
            lines = list(emit.entry(name, new, key.column))
            written = "\n".join(lines)[key.column + len(emit.scalar(name)) :]
            yield key.end, self._content_end(node), written

    def _fits_in_flow(self, node: Node, new: Any) -> bool:
        """
        Tell whether what stood between brackets can stay there.
        """
        is_flow = node.style in {"{", "["} and isinstance(new, dict | list)
        return is_flow and node.column + len(emit.flow(new)) <= emit.WIDTH

    def _keeps_shape(self, node: Node, old: Any, new: Any) -> bool:
        """
        Tell whether the difference lies further inside.
        """
        if isinstance(old, dict) and isinstance(new, dict) and node.entries is not None:
            return not node.style or new.keys() <= node.entries.keys() == old.keys()
        if isinstance(old, list) and isinstance(new, list) and node.items:
            if not node.style and _is_keyed(old) and _is_keyed(new):
                return True
            return len(old) == len(new) == len(node.items)
        return False

    def _inside(self, node: Node, old: Any, new: Any, name: str) -> Iterator[Patch]:
        if node.items is not None:
            if _names(old) == _names(new):
                for item, before, after in zip(node.items, old, new, strict=True):
                    yield from self._item(item, before, after, name, in_flow=bool(node.style))
            else:
                yield self._rebuilt(node, old, new, name)
        elif node.style:
            yield from self._flow_mapping(node, old, new)
        else:
            yield from self.mapping(node, old, new)

    def _flow_mapping(self, node: Node, old: Plain, new: Plain) -> Iterator[Patch]:
        entries = node.entries or {}
        if new.keys() != entries.keys():
            yield node.start, node.end, emit.flow(new)
            return
        for name, (_, value) in entries.items():
            yield from self._item(value, old[name], new[name], name, in_flow=True)

    def _item(self, node: Node, old: Any, new: Any, name: str, *, in_flow: bool) -> Iterator[Patch]:
        """
        Patch an item of a list, or a value between brackets.
        """
        if old == new:
            return
        if node.is_shared:
            raise CannotSplice
        if self._keeps_shape(node, old, new):
            yield from self._inside(node, old, new, name)
        elif node.entries is None and node.items is None and not isinstance(new, dict | list):
            yield self._scalar(node, new, in_flow=in_flow)
        elif in_flow or emit.is_short(name, new, emit.WIDTH - node.column):
            yield node.start, self._content_end(node), emit.flow(new)
        else:
            lines = "\n".join(emit.list_item(name, new, node.column - 2))
            yield node.start, self._content_end(node), lines[node.column :]

    def _rebuilt(self, node: Node, old: list[Plain], new: list[Plain], name: str) -> Patch:
        """
        Put the items of a list in another order, take some out and bring some in.
        """
        items = node.items or []
        if len(items) != len(old):
            raise CannotSplice
        dashes = [self._dash(item) for item in items]
        starts = [self._with_comments(dash) for dash in dashes]
        ends = [*starts[1:], self._line_end(items[-1]) + 1]
        column = dashes[0] - self._line_start(dashes[0])
        chunks: dict[object, str] = {}
        for i, (item, key) in enumerate(zip(items, _names(old), strict=True)):
            after = next((one for one in new if _name(one) == key), None)
            if after is not None:
                patches = list(self._item(item, old[i], after, name, in_flow=False))
                chunks[key] = _applied(self.text, starts[i], ends[i], patches)
        written = []
        for one in new:
            chunk = chunks.get(_name(one)) or "\n".join(emit.list_item(name, one, column))
            written.append(chunk if chunk.endswith("\n") else chunk + "\n")
        end = min(ends[-1], len(self.text))
        return starts[0], end, "".join(written)

    def _scalar(self, node: Node, new: Any, *, in_flow: bool) -> Patch:
        """
        Write a word or text in the way in which the old one was written.
        """
        end = self._content_end(node)
        if isinstance(new, str) and node.style in {">", "|"}:
            column = self._indent_of(node)
            write = emit.folded if node.style == ">" else emit.literal
            lines = write(new, column)
            if lines is not None:
                return node.start, end, "\n".join(lines)
        quote = node.style if node.style in {'"', "'"} else ""
        written = emit.scalar(new, in_flow=in_flow, quote=quote)
        is_glued = node.start == node.end and self.text[node.start - 1 : node.start] == ":"
        return node.start, end, f" {written}" if is_glued else written

    def _indent_of(self, node: Node) -> int:
        """
        The column in which the lines of a folded text begin.
        """
        following = self.text[node.start : node.end].split("\n")[1:]
        first = next((line for line in following if line.strip()), "")
        return len(first) - len(first.lstrip(" "))

    def _cut(self, parent: Node, key: Node, value: Node) -> Patch:
        start = self._line_start(key.start)
        if self.text[start : key.start].strip() or parent.start == key.start:
            # The first entry of a list item shares its line with the dash.
            raise CannotSplice
        return self._with_comments(key.start, over_blanks=False), self._line_end(value) + 1, ""

    def _dash(self, item: Node) -> int:
        """
        The offset of the dash before a list item, which must begin its line.
        """
        start = self._line_start(item.start)
        before = self.text[start : item.start]
        if before.strip() != "-":
            raise CannotSplice
        return start + before.index("-")

    def _with_comments(self, offset: int, *, over_blanks: bool = True) -> int:
        """
        The start of the comment that stands directly above a line, in its column.
        """
        start = self._line_start(offset)
        column = offset - start
        while start:
            above = self._line_start(start - 1)
            line = self.text[above : start - 1]
            is_comment = line.startswith(" " * column + "#")
            if not is_comment and not (over_blanks and not line.strip()):
                break
            start = above
        return start

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _content_end(self, node: Node) -> int:
        """
        The end of a value without the empty lines that follow it.
        """
        return node.start + len(self.text[node.start : node.end].rstrip())

    def _line_end(self, node: Node) -> int:
        end = self.text.find("\n", self._content_end(node))
        return len(self.text) if end < 0 else end


def _name(item: Any) -> object:
    return item.get("id", item.get("at")) if isinstance(item, dict) else None


def _names(items: list[Any]) -> list[object]:
    return [_name(item) for item in items]


def _is_keyed(items: list[Any]) -> bool:
    return bool(items) and all(_name(item) is not None for item in items)
