"""
A map as headings and lists, for phones and for screen readers: stage by stage, step by step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.exporters._html_table import about, branches_of, source_of, worded
from touchline.exporters._markup import escaped
from touchline.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.exporters._told import ToldLane, ToldMap, ToldStage


def outline_of(told: ToldMap) -> str:
    """
    Write a map as an outline.

    Args:
        told: What the map says.

    Returns:
        What it is about, its stages, below each its steps, and below each of those its lanes that
        hold something.
    """
    return "\n".join(_Outline(told, told.language).parts())


def contents(entries: Sequence[tuple[str, str]], language: str) -> str:
    """
    Write links to the parts of a page.

    Args:
        entries: The id of each part and its name.
        language: The language of the page.

    Returns:
        The markup; nothing for fewer than two parts.
    """
    if len(entries) <= 1:
        return ""
    label = escaped(translate("html.contents", language))
    items = "".join(
        f'<li><a href="#{id_}">{worded(name, language) or "—"}</a></li>' for id_, name in entries
    )
    return f'<nav class="contents" aria-label="{label}"><ol>{items}</ol></nav>'


@dataclass(frozen=True, slots=True)
class _Outline:
    """
    One map while it is written in one language.
    """

    told: ToldMap
    language: str

    def line(self, words: str) -> str:
        return worded(words, self.language)

    def parts(self) -> Iterator[str]:
        yield "\n".join(about(self.told))
        stages = self.told.stages
        yield contents(
            [(f"stage-{i}", stage.name) for i, stage in enumerate(stages)], self.language
        )
        first = 0
        for i, stage in enumerate(stages):
            yield from self.stage(i, stage, first)
            first += len(stage.steps)
        yield from branches_of(self.told)
        yield from source_of(self.told)

    def stage(self, index: int, stage: ToldStage, first: int) -> Iterator[str]:
        """
        Write one stage with its steps.
        """
        name = self.line(stage.name) or "—"
        yield f'<section class="stage" id="stage-{index}" aria-labelledby="stage-{index}-name">'
        yield f'<h3 id="stage-{index}-name" tabindex="-1">{name}</h3>{self.marks(stage.marks)}'
        for i, step in enumerate(stage.steps, start=first):
            yield f"<h4>{self.line(step.name) or '—'}</h4>{self.marks(step.marks)}"
            items = [item for lane in self.told.lanes if (item := self.lane(lane, i))]
            if items:
                yield f"<ul>{''.join(items)}</ul>"
        yield "</section>"

    def marks(self, marks: tuple[str, ...]) -> str:
        if not marks:
            return ""
        return f'<p class="marks">{self.line(" · ".join(marks))}</p>'

    def lane(self, lane: ToldLane, step: int) -> str:
        """
        Write what a lane holds at one step; what spans several is told at the first of them.
        """
        at = 0
        for cell in lane.cells:
            if at == step:
                lines = [self.line(line) for line in cell.lines if line]
                return self.item(self.line(lane.title), lines)
            at += cell.n_steps
        return ""

    def item(self, title: str, lines: list[str]) -> str:
        if not lines:
            return ""
        head = f'<span class="lane">{title}</span>'
        if len(lines) == 1:
            return f"<li>{head} {lines[0]}</li>"
        inner = "".join(f"<li>{line}</li>" for line in lines)
        return f"<li>{head}<ul>{inner}</ul></li>"
