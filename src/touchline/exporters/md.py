"""
Maps as Markdown, for wikis, tickets and reading in a terminal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from touchline.exporters import Exporter
from touchline.exporters._exchange import in_line
from touchline.exporters._ledger import Ledger
from touchline.exporters._markup import web_link, writable
from touchline.exporters._md_note import note_of
from touchline.exporters._story import story_of
from touchline.exporters._story_md import story_blocks
from touchline.exporters._subject import here_in, language_of, map_of, parts_of
from touchline.exporters._told import source_line, told
from touchline.i18n import (
    date_text,
    duration_text,
    interval_text,
    number,
    percent,
    quote,
    translate,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.exporters import Subject
    from touchline.exporters._ledger import LeftOut
    from touchline.exporters._told import ToldCell, ToldLane, ToldMap
    from touchline.measuring.measured import Figure, Measures
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Evidence
    from touchline.scene.story.told import Story

#: What Markdown (CommonMark with tables) could take for markup inside a line.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
#: What would begin a list, a heading or a rule at the start of a line.
_LEADING = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Md(Exporter):
    """
    A map in words: what it is about, a table for each stage, its figures and its evidence; or its
    story.

    A comment at the end, which readers do not see, keeps ids, so that reading the text again gives
    the same stages, steps and cards.
    """

    name: ClassVar[str] = "md"
    suffix: ClassVar[str] = ".md"
    media_type: ClassVar[str] = "text/markdown; charset=utf-8"
    is_drawn: ClassVar[bool] = False

    def export(self, subject: Subject) -> bytes:
        """
        Write the text.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The file, in UTF-8.

        Raises:
            NothingBehindPicture: The scene was made without a map.
        """
        found = map_of(subject, self.name)
        language = language_of(subject)
        journey, measures = parts_of(found)
        as_story = story_of(subject, self.name)
        if as_story is not None:
            return _written(_story(as_story, measures, language))
        words = told(found, language, here_in(subject))
        ledger = Ledger(subject, self.name, in_line)
        blocks = [
            *_head(words),
            *_stages(words),
            *_branches(words),
            *_figures(measures, language),
            *_evidence(journey, language),
        ]
        if words.source:
            blocks.append(f"*{_plain(words.source)}*")
        return _written([*blocks, note_of(ledger, words)])

    def left_out(self, subject: Subject) -> tuple[LeftOut, ...]:
        """
        List what is told in words at most, so that reading the text does not bring it back.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The places in the order of the map; nothing for a story, which is never read back.

        Raises:
            NothingBehindPicture: The scene was made without a map.
        """
        if story_of(subject, self.name) is not None:
            return ()
        ledger = Ledger(subject, self.name, in_line)
        words = told(map_of(subject, self.name), language_of(subject), here_in(subject))
        note_of(ledger, words)
        return ledger.left_out()


def _written(blocks: Iterable[str]) -> bytes:
    return ("\n\n".join(blocks) + "\n").encode()


def _story(told_story: Story, measures: Measures | None, language: str) -> Iterator[str]:
    yield from story_blocks(told_story, _plain)
    if measures is not None:
        yield f"*{_plain(source_line(measures.provenance, language))}*"


def _plain(text: str) -> str:
    """
    Write words so that Markdown shows them as they are, in one line.
    """
    line = " ".join(writable(text).split())
    return _LEADING.sub(r"\1\\\2\3", _SPECIAL.sub(r"\\\1", line))


def _head(words: ToldMap) -> Iterator[str]:
    yield f"# {_plain(words.title) or '—'}"
    for note in words.notes:
        yield f"> {_plain(note)}"
    for label, fact in words.facts:
        yield f"**{_plain(label)}** — {_plain(fact)}"
    if words.owners:
        yield _plain(" · ".join(words.owners))
    if words.personas:
        yield f"## {_plain(translate('md.persona', words.language))}"
    for persona in words.personas:
        yield f"### {_plain(persona.name)}"
        if persona.lines:
            yield "\n".join(f"- {_plain(line)}" for line in persona.lines)
        if persona.quote:
            yield f"> {_plain(quote(persona.quote, words.language))}"


def _stages(words: ToldMap) -> Iterator[str]:
    lanes = [
        (_head_of(lane), [_cell(cell) for cell in lane.cells for _ in range(cell.n_steps)])
        for lane in words.lanes
    ]
    first = 0
    for stage in words.stages:
        yield f"## {_plain(stage.name) or '—'}"
        if stage.marks:
            yield _plain(" · ".join(stage.marks))
        if stage.steps:
            yield _table(words, lanes, first, first + len(stage.steps))
        first += len(stage.steps)


def _table(words: ToldMap, lanes: list[tuple[str, list[str]]], first: int, end: int) -> str:
    """
    Write the steps of one stage as columns and the lanes as rows.
    """
    heads = [" · ".join(map(_plain, (step.name, *step.marks))) for step in words.steps[first:end]]
    corner = _plain(translate("html.lane", words.language))
    rows = [[corner, *heads], ["---"] * (len(heads) + 1)]
    rows += [[head, *cells[first:end]] for head, cells in lanes]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _head_of(lane: ToldLane) -> str:
    return "<br>".join((f"**{_plain(lane.title)}**", *map(_plain, lane.marks)))


def _branches(words: ToldMap) -> Iterator[str]:
    if words.branches:
        yield f"## {_plain(translate('scene.branches', words.language))}"
        yield "\n".join(f"- {_plain(line)}" for line in words.branches)


def _cell(cell: ToldCell) -> str:
    return "<br>".join(_plain(line) for line in cell.lines)


def _figures(measures: Measures | None, language: str) -> Iterator[str]:
    if measures is None:
        return
    told_figures = [
        ("md.completion", measures.completion),
        ("md.time", measures.time_to_complete),
        ("md.follows", measures.conformance.follows if measures.conformance else None),
    ]
    lines = [
        f"- {_plain(translate(key, language))}: {_figure(figure, language)}"
        for key, figure in told_figures
        if figure is not None and figure.value is not None
    ]
    if lines:
        yield f"## {_plain(translate('md.figures', language))}"
        yield "\n".join(lines)


def _figure(figure: Figure, language: str) -> str:
    parts = [translate("md.of", language, n=figure.n)]
    if figure.low is not None and figure.high is not None:
        kind = {"share": "percent", "seconds": "duration"}.get(figure.unit, "number")
        parts.insert(0, interval_text(figure.low, figure.high, language, kind=kind))  # type: ignore[arg-type]
    return " · ".join((f"**{_plain(_value(figure, language))}**", *map(_plain, parts)))


def _value(figure: Figure, language: str) -> str:
    value = figure.value or 0.0
    if figure.unit == "share":
        return percent(value, language)
    return duration_text(value, language) if figure.unit == "seconds" else number(value, language)


def _evidence(journey: JourneyMap, language: str) -> Iterator[str]:
    lines = []
    for _, _, card in journey.cards():
        about = card.text.said(language, otherwise=journey.language)
        lines += [
            f"- {_plain(about) or card.id}: {_source(evidence, journey, language)}"
            for evidence in card.evidence
        ]
    if lines:
        yield f"## {_plain(translate('md.evidence', language))}"
        yield "\n".join(lines)


def _source(evidence: Evidence, journey: JourneyMap, language: str) -> str:
    source = _plain(evidence.source.said(language, otherwise=journey.language))
    link = web_link(evidence.url)
    parts = [
        f"{_plain(translate(f'grade.{evidence.grade}', language))}",
        f"[{source or '—'}](<{link}>)" if link else source,
    ]
    if evidence.date is not None:
        parts.append(_plain(date_text(evidence.date, language)))
    if evidence.n is not None:
        parts.append(_plain(translate("md.people", language, n=evidence.n)))
    if evidence.quote:
        words = evidence.quote.said(language, otherwise=journey.language)
        parts.append(_plain(quote(words, language)))
    return " · ".join(part for part in parts if part)
