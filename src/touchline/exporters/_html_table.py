"""
A map as an HTML table that a screen reader walks by stage, step and lane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.exporters._markup import attributes, escaped
from touchline.i18n import quote, translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.exporters._told import ToldCell, ToldLane, ToldMap, ToldPersona, ToldStep


def words_of(told: ToldMap) -> str:
    """
    Write a map in words.

    Args:
        told: What the map says.

    Returns:
        A heading with what the map is about, the table, and where the figures come from.
    """
    return "\n".join(_parts(told))


def _parts(told: ToldMap) -> Iterator[str]:
    yield f'<header><h2 dir="auto">{escaped(told.title)}</h2>'
    for label, words in told.facts:
        yield f'<p dir="auto"><strong>{escaped(label)}</strong> — {escaped(words)}</p>'
    for persona in told.personas:
        yield _persona(persona, told.language)
    for note in told.notes:
        yield f'<p class="note">{escaped(note)}</p>'
    yield "</header>"
    yield from _table(told)
    if told.source:
        yield f'<p class="source">{escaped(told.source)}</p>'


def _persona(persona: ToldPersona, language: str) -> str:
    label = escaped(translate("html.persona", language))
    lines = [f"<strong>{label}</strong> — {escaped(persona.name)}", *map(escaped, persona.lines)]
    if persona.quote:
        lines.append(f"<em>{escaped(quote(persona.quote, language))}</em>")
    return f'<p class="who" dir="auto">{"<br>".join(lines)}</p>'


def _table(told: ToldMap) -> Iterator[str]:
    yield '<div class="grid" tabindex="0" role="group"'
    yield f"{attributes(aria_label=told.title)}><table>"
    yield f'<caption class="heard">{escaped(told.title)}</caption>'
    corner = escaped(translate("html.lane", told.language))
    yield f'<thead><tr><th class="corner" scope="col" rowspan="2">{corner}</th>'
    for stage in told.stages:
        # A stage without steps has no column to stand over, yet the table must still name it.
        n_steps = max(len(stage.steps), 1)
        yield f'<th scope="colgroup" colspan="{n_steps}" dir="auto">{escaped(stage.name)}</th>'
    yield "</tr><tr>"
    for stage in told.stages:
        yield from (_head(step) for step in stage.steps)
        if not stage.steps:
            yield "<td></td>"
    yield "</tr></thead><tbody>"
    empty = [len(stage.steps) for stage in told.stages]
    for lane in told.lanes:
        yield _lane(lane, empty)
    yield "</tbody></table></div>"


def _head(step: ToldStep) -> str:
    marks = "".join(f"<small>{escaped(mark)}</small>" for mark in step.marks)
    return f'<th scope="col" dir="auto">{escaped(step.name)}{marks}</th>'


def _lane(lane: ToldLane, steps_by_stage: list[int]) -> str:
    hint = f"<small>{escaped(lane.hint)}</small>" if lane.hint else ""
    cells = "".join(_with_gaps(lane.cells, steps_by_stage))
    return f'<tr><th scope="row" dir="auto">{escaped(lane.title)}{hint}</th>{cells}</tr>'


def _with_gaps(cells: tuple[ToldCell, ...], steps_by_stage: list[int]) -> Iterator[str]:
    """
    Walk over a row's cells, with an empty one under each stage that has no steps.
    """
    gaps: dict[int, int] = {}
    n_before = 0
    for n_steps in steps_by_stage:
        if n_steps == 0:
            gaps[n_before] = gaps.get(n_before, 0) + 1
        n_before += n_steps
    step = 0
    for cell in cells:
        yield "<td></td>" * gaps.pop(step, 0)
        inside = sum(gaps.pop(k, 0) for k in range(step + 1, step + cell.n_steps))
        yield _cell(cell, cell.n_steps + inside)
        step += cell.n_steps
    yield "<td></td>" * gaps.pop(step, 0)


def _cell(cell: ToldCell, n_columns: int) -> str:
    span = f' colspan="{n_columns}"' if n_columns > 1 else ""
    if len(cell.lines) > 1:
        items = "".join(f'<li dir="auto">{_broken(line)}</li>' for line in cell.lines)
        return f"<td{span}><ul>{items}</ul></td>"
    return f'<td{span} dir="auto">{"".join(_broken(line) for line in cell.lines)}</td>'


def _broken(line: str) -> str:
    return "<br>".join(escaped(part) for part in line.splitlines())
