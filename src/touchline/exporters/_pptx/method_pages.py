"""
The last slides: where the numbers come from, how they were reached, and how to read the signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.document.upkeep import backing
from touchline.exporters._pptx.desk import Desk, Page, Panel, Paragraph
from touchline.exporters._pptx.finding_pages import block_pages
from touchline.exporters._told import source_line
from touchline.i18n import has_message, number, translate
from touchline.lanes import Row
from touchline.lanes._details import evidence_line
from touchline.scene.legend import legend_words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many pieces of evidence are listed.
_MOST_EVIDENCE = 40


def method_pages(desk: Desk) -> list[Page]:
    """
    Tell data, methods, evidence and signs.

    Args:
        desk: The map and the size of a slide.

    Returns:
        One page or more.
    """
    title = translate("deck.methods", desk.subject.language)
    return block_pages(desk, title, list(_panels(desk)), n=2)


def _panels(desk: Desk) -> Iterator[Panel]:
    subject, language = desk.subject, desk.subject.language
    measures = subject.measures
    if measures is None:
        yield _panel(desk, "deck.data", "database", [translate("deck.unmeasured", language)])
    else:
        lines = [source_line(measures.provenance, language)]
        if measures.least_group:
            lines.append(translate("scene.least-group", language, least=measures.least_group))
        lines += [
            translate(str(warning["key"]), language, **dict(warning.get("values", {})))
            for warning in measures.warnings
            if has_message(str(warning.get("key")))
        ]
        yield _panel(desk, "deck.data", "database", lines)
        keys = ("deck.method-order", "deck.method-completion", "scene.legend-interval")
        how = [translate(key, language) for key in keys]
        yield _panel(desk, "deck.how-measured", "ruler", how)
    signs = legend_words(subject, desk.pen)
    if signs:
        yield _panel(desk, "scene.legend", "info", list(signs))
    if known := list(_evidence(desk)):
        yield _panel(desk, "deck.evidence", "quote", known)


def _panel(desk: Desk, key: str, icon: str, lines: list[str]) -> Panel:
    pen, theme, language = desk.pen, desk.pen.theme, desk.subject.language
    paragraphs = tuple(Paragraph(line, pen.styles.cell, language) for line in dict.fromkeys(lines))
    ink = theme.readable(theme.stage_hue(0))
    return Panel(translate(key, language), icon, paragraphs, theme.soft, theme.line, ink)


def _evidence(desk: Desk) -> Iterator[str]:
    """
    List what the cards rest on, each source once.
    """
    subject, language = desk.subject, desk.subject.language
    counted = backing(subject.journey)
    if counted.filled:
        backed, every = (number(each, language) for each in (counted.backed, counted.filled))
        yield translate("deck.backed", language, backed=backed, all=every)
    found: dict[str, None] = {}
    for lane, _, card in subject.journey.cards():
        row = Row(
            lane=lane,
            journey=subject.journey,
            measures=subject.measures,
            columns=(),
            language=language,
        )
        for item in card.evidence:
            # The customer's own words stand on the map; here the sources count.
            found[evidence_line(row, item.model_copy(update={"quote": None}))] = None
    lines = list(found)
    yield from lines[:_MOST_EVIDENCE]
    if len(lines) > _MOST_EVIDENCE:
        yield translate("scene.more", language, n=number(len(lines) - _MOST_EVIDENCE, language))
