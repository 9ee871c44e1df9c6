"""
What a measured map says, in a few plain sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import date_text, duration_text, interval_text, number, percent, translate

if TYPE_CHECKING:
    from touchline.measuring.measured import Figure, MeasuredMap


def findings(measured: MeasuredMap, n_findings: int, language: str) -> list[str]:
    """
    Tell what was found: who came, where most are lost, how fast, and how real paths differ.

    Args:
        measured: The measured map.
        n_findings: How many findings the lint rules have.
        language: The reader's language tag.

    Returns:
        A title and a few sentences.
    """
    journey, measures = measured.journey, measured.measures
    origin = measures.provenance
    lines = [journey.title.said(language, otherwise=journey.language)]
    if origin.first is not None and origin.last is not None:
        lines.append(
            translate(
                "finding.log",
                language,
                cases=number(origin.n_cases, language),
                events=number(origin.n_events, language),
                first=date_text(origin.first, language),
                last=date_text(origin.last, language),
            )
        )
    lines += _losses(measured, language)
    lines += _paths(measured, language)
    lines.append(translate("finding.checks", language, n=n_findings))
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def _losses(measured: MeasuredMap, language: str) -> list[str]:
    steps = {step.id: step for step in measured.journey.steps}
    rows = [
        (row.lost.value * row.lost.n, row)
        for row in measured.measures.steps
        if row.lost is not None and row.lost.value is not None
    ]
    if not rows:
        return []
    _, worst = max(rows, key=lambda row: row[0])
    name = steps[worst.step].name.said(language, otherwise=measured.journey.language)
    lines = []
    figure = worst.completion_mature
    if figure is not None and figure.value is not None:
        told = _share(figure, language)
        lines.append(translate("finding.loss", language, step=name, **told))
    if worst.time_to_next is not None and worst.time_to_next.value is not None:
        median = duration_text(worst.time_to_next.value, language)
        lines.append(translate("finding.time", language, step=name, median=median))
    return lines


def _paths(measured: MeasuredMap, language: str) -> list[str]:
    found = measured.measures.conformance
    if found is None or found.follows.value is None:
        return []
    return [translate("finding.paths", language, **_share(found.follows, language))]


def _share(figure: Figure, language: str) -> dict[str, str]:
    low, high = figure.low or 0.0, figure.high or 0.0
    return {
        "share": percent(figure.value or 0.0, language),
        "interval": interval_text(low, high, language, kind="percent"),
        "n": number(figure.n, language),
    }
