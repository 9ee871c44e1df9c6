"""
A map as an HTML table that a screen reader walks by stage, step and lane.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.exporters._markup import attributes, escaped
from touchline.i18n import is_right_to_left, quote, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.exporters._told import ToldCell, ToldLane, ToldMap, ToldPersona, ToldStep

#: The classes of characters that have a direction of their own, by that direction.
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = frozenset({"L"}), frozenset({"R", "AL"})


def words_of(told: ToldMap) -> str:
    """
    Write a map in words.

    Args:
        told: What the map says.

    Returns:
        A heading with what the map is about, the table, and where the figures come from.
    """
    return "\n".join(_Words(told, told.language).parts())


def about(told: ToldMap) -> Iterator[str]:
    """
    Write the head of a map in words.

    Args:
        told: What the map says.

    Yields:
        Title, facts, owners, personas and notes.
    """
    language = told.language
    yield f"<header><h2>{worded(told.title, language)}</h2>"
    for label, words in told.facts:
        yield f"<p><strong>{escaped(label)}</strong> — {worded(words, language)}</p>"
    if told.owners:
        yield f"<p>{worded(' · '.join(told.owners), language)}</p>"
    for persona in told.personas:
        yield _persona(persona, language)
    for note in told.notes:
        yield f'<p class="note">{escaped(note)}</p>'
    yield "</header>"


def _persona(persona: ToldPersona, language: str) -> str:
    label = escaped(translate("html.persona", language))
    name = f"<strong>{label}</strong> — {worded(persona.name, language)}"
    lines = [name, *(worded(line, language) for line in persona.lines)]
    if persona.quote:
        lines.append(f"<em>{escaped(quote(persona.quote, language))}</em>")
    return f'<p class="who">{"<br>".join(lines)}</p>'


def branches_of(told: ToldMap) -> Iterator[str]:
    """
    List the ways that leave the planned one.

    Args:
        told: What the map says.

    Yields:
        A heading and the list; nothing where no way leaves it.
    """
    if told.branches:
        yield f"<h3>{escaped(translate('scene.branches', told.language))}</h3>"
        items = "".join(f"<li>{worded(line, told.language)}</li>" for line in told.branches)
        yield f'<ul class="branches">{items}</ul>'


def source_of(told: ToldMap) -> Iterator[str]:
    """
    Say where the figures come from.

    Args:
        told: What the map says.

    Yields:
        One line; nothing where nothing was measured.
    """
    if told.source:
        yield f'<p class="source">{escaped(told.source)}</p>'


def worded(words: str, language: str) -> str:
    """
    Write words of which any line whose letters all run against the page is set apart.

    Args:
        words: The words.
        language: The language of the page.

    Returns:
        The markup.
    """
    is_rtl = is_right_to_left(language)
    return "<br>".join(_line(line, is_rtl=is_rtl) for line in words.splitlines())


def _line(line: str, *, is_rtl: bool) -> str:
    strong = {unicodedata.bidirectional(character) for character in line}
    strong &= _LEFT_TO_RIGHT | _RIGHT_TO_LEFT
    against = _LEFT_TO_RIGHT if is_rtl else _RIGHT_TO_LEFT
    if strong and strong <= against:
        return f'<bdi dir="{"ltr" if is_rtl else "rtl"}">{escaped(line)}</bdi>'
    return escaped(line)


@dataclass(frozen=True, slots=True)
class _Words:
    """
    One map while it is written in one language.
    """

    told: ToldMap
    language: str

    def line(self, words: str) -> str:
        return worded(words, self.language)

    def parts(self) -> Iterator[str]:
        yield from about(self.told)
        yield from self.table()
        yield from branches_of(self.told)
        yield from source_of(self.told)

    def table(self) -> Iterator[str]:
        name = escaped(self.told.title)
        label = attributes(role="group", aria_label=self.told.title)
        yield f'<div class="grid" tabindex="0"{label}>'
        yield f'<table><caption class="heard">{name}</caption>'
        corner = escaped(translate("html.lane", self.language))
        yield f'<thead><tr><th class="corner" scope="col" rowspan="2">{corner}</th>'
        for stage in self.told.stages:
            # A stage without steps has no column to stand over, yet the table must still name it.
            n_steps = max(len(stage.steps), 1)
            name = self.line(stage.name) + self.marks(stage.marks)
            yield f'<th scope="colgroup" colspan="{n_steps}">{name}</th>'
        yield "</tr><tr>"
        for stage in self.told.stages:
            yield "".join(map(self.head, stage.steps)) or "<td></td>"
        yield "</tr></thead><tbody>"
        yield from map(self.lane, self.told.lanes)
        yield "</tbody></table></div>"

    def head(self, step: ToldStep) -> str:
        return f'<th scope="col">{self.line(step.name)}{self.marks(step.marks)}</th>'

    def marks(self, marks: tuple[str, ...]) -> str:
        return "".join(f"<small>{self.line(mark)}</small>" for mark in marks)

    def lane(self, lane: ToldLane) -> str:
        hint = f"<small>{self.line(lane.hint)}</small>" if lane.hint else ""
        hint += self.marks(lane.marks)
        cells = "".join(self.with_gaps(lane.cells))
        return f'<tr><th scope="row">{self.line(lane.title)}{hint}</th>{cells}</tr>'

    def with_gaps(self, cells: tuple[ToldCell, ...]) -> Iterator[str]:
        """
        Walk over a row's cells, with an empty one under each stage that has no steps.
        """
        gaps: dict[int, int] = {}
        n_before = 0
        for stage in self.told.stages:
            if not stage.steps:
                gaps[n_before] = gaps.get(n_before, 0) + 1
            n_before += len(stage.steps)
        step = 0
        for cell in cells:
            yield "<td></td>" * gaps.pop(step, 0)
            inside = sum(gaps.pop(k, 0) for k in range(step + 1, step + cell.n_steps))
            yield self.cell(cell, cell.n_steps + inside)
            step += cell.n_steps
        yield "<td></td>" * gaps.pop(step, 0)

    def cell(self, cell: ToldCell, n_columns: int) -> str:
        span = f' colspan="{n_columns}"' if n_columns > 1 else ""
        lines = [self.line(line) for line in cell.lines]
        if len(lines) > 1:
            items = "".join(f"<li>{line}</li>" for line in lines)
            return f"<td{span}><ul>{items}</ul></td>"
        return f"<td{span}>{''.join(lines)}</td>"
