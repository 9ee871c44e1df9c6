"""
Tables of numbers: what a log tells of each step, and what a team keeps by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.exporters._xlsx.table import Head, Table, Trend, amount, unit_of
from touchline.i18n import translate
from touchline.model.experience import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.exporters._xlsx.table import Value
    from touchline.measuring.measured import Figure, Measures, StepMeasures, TargetCheck
    from touchline.scene.subject import Subject

#: What is told of the whole journey, and of a step.
_WHOLE = ("completion", "time-to-complete", "follows", "in-order", "unknown-events")
_OF_STEPS = (
    "visitors",
    "reached",
    "reached-share",
    "completion",
    "lost",
    "pending",
    "time-to-next",
    "time-to-next-p90",
    "repeats",
    "occupancy",
)
#: Figures whose names only workbooks say.
_OWN = frozenset({"visitors", "pending", "time-to-next-p90"})
#: Fewer values make no trend.
_TREND = 2
#: What the heads of the table of figures are called, and how wide they are.
_HEADS = (
    ("step", 200),
    ("figure", 230),
    ("value", 90),
    ("n", 80),
    ("low", 110),
    ("high", 110),
    ("unit", 130),
    ("target", 80),
    ("baseline", 90),
    ("day", 90),
    ("status", 120),
    ("trend", 120),
    ("origin", 150),
    ("note", 220),
)


def figure_tables(subject: Subject) -> list[Table]:
    """
    Collect the numbers of a map.

    Args:
        subject: The map.

    Returns:
        The table of figures, and before it the values behind its trends; none without numbers.
    """
    language = subject.language
    readings, trends = _readings(subject)
    measured, kept = tuple(_measured(subject)), tuple(_kept(subject, trends))
    tables = []
    if measured or kept:
        heads = tuple(
            Head(translate(f"sheet.head-{key}", language), width, key) for key, width in _HEADS
        )
        tables.append(
            Table(
                title=translate("lane.metrics.title", language),
                holds=translate("sheet.holds-metrics", language),
                hue=1,
                name="metrics",
                heads=heads,
                rows=(*measured, *kept),
                keys=(
                    *(f"measured:{i}" for i in range(len(measured))),
                    *(f"card:{card.id}" for card, _ in _metrics(subject)),
                ),
            )
        )
    return [*tables, *readings]


def _measured(subject: Subject) -> Iterator[tuple[Value, ...]]:
    """
    Tell what was measured, first of the whole journey and then step by step.
    """
    measures, language = subject.measures, subject.language
    if measures is None:
        return
    whole = translate("sheet.whole", language)
    for name, figure in _whole(measures).items():
        is_elapsed = name == "completion" and figure is not measures.completion
        yield from _row(subject, whole, name, figure, None, is_elapsed=is_elapsed)
    for step in subject.journey.steps:
        told = measures.of(step.id)
        if told is None or not told.is_bound or told.is_withheld:
            continue
        checks = {check.metric: check for check in told.targets}
        for name, figure in _of_step(told).items():
            is_elapsed = name == "completion" and figure is not told.completion
            check = checks.get(name)
            yield from _row(
                subject, subject.said(step.name), name, figure, check, is_elapsed=is_elapsed
            )


def _whole(measures: Measures) -> dict[str, Figure]:
    planned = measures.conformance
    found = (
        measures.completion_to_read,
        measures.time_to_complete,
        planned.follows if planned else None,
        planned.in_order if planned else None,
        planned.unknown_events if planned else None,
    )
    return {name: figure for name, figure in zip(_WHOLE, found, strict=True) if figure}


def _of_step(told: StepMeasures) -> dict[str, Figure]:
    found = (
        told.visitors,
        told.reached,
        told.reached_share,
        told.completion_to_read,
        told.lost,
        told.pending,
        told.time_to_next,
        told.time_to_next_p90,
        told.repeats,
        told.occupancy,
    )
    return {name: figure for name, figure in zip(_OF_STEPS, found, strict=True) if figure}


def _row(
    subject: Subject,
    step: str,
    name: str,
    figure: Figure,
    check: TargetCheck | None,
    *,
    is_elapsed: bool,
) -> Iterator[tuple[Value, ...]]:
    """
    Tell one measured figure; nothing where the log cannot say it.
    """
    language = subject.language
    if figure.value is None:
        return
    unit = unit_of(figure.unit, figure.value)
    notes = {"sheet.elapsed": is_elapsed, "scene.legend-thin": figure.is_thin}
    yield (
        step,
        translate(f"sheet.figure-{name}" if name in _OWN else f"figure.{name}", language),
        amount(figure.value, unit),
        amount(figure.n, "customers"),
        amount(figure.low, unit),
        amount(figure.high, unit),
        translate(f"sheet.unit-{unit}", language),
        amount(check.wanted, unit) if check else None,
        None,
        None,
        translate(f"scene.chart-{check.verdict}", language) if check else None,
        None,
        translate("sheet.measured", language),
        " · ".join(translate(key, language) for key, holds in notes.items() if holds),
    )


def _metrics(subject: Subject) -> Iterator[tuple[Metric, str]]:
    names = {step.id: subject.said(step.name) for step in subject.journey.steps}
    for _, cell, card in subject.journey.cards():
        if isinstance(card, Metric):
            yield card, names.get(cell.at, "")


def _kept(subject: Subject, trends: Mapping[str, Trend]) -> Iterator[tuple[Value, ...]]:
    """
    Tell the figures that the team keeps, which have no interval.
    """
    language = subject.language
    for card, step in _metrics(subject):
        latest, status = card.latest, card.status
        unit = unit_of(card.unit, latest.value if latest else None, card.target)
        yield (
            step,
            subject.said(card.text) or card.id,
            amount(latest.value if latest else None, unit),
            None,
            None,
            None,
            translate(f"sheet.unit-{unit}", language),
            amount(card.target, unit),
            amount(card.baseline, unit),
            latest.date if latest else None,
            translate(f"scene.metric-{status}" if status else "scene.metric-none", language)
            if status or latest is None
            else None,
            trends.get(card.id),
            translate("sheet.kept", language),
            None,
        )


def _readings(subject: Subject) -> tuple[list[Table], dict[str, Trend]]:
    """
    List the values behind the trends, and say where those of each metric stand.
    """
    language = subject.language
    title = translate("sheet.readings", language)
    rows: list[tuple[Value, ...]] = []
    keys: list[str] = []
    trends: dict[str, Trend] = {}
    for card, _ in _metrics(subject):
        by_day = {reading.date: reading.value for reading in card.readings}
        if len(by_day) < _TREND:
            continue
        first = len(rows) + 1
        name = subject.said(card.text) or card.id
        unit = unit_of(card.unit, *by_day.values())
        told = translate(f"sheet.unit-{unit}", language)
        rows += [(name, day, amount(by_day[day], unit), told) for day in sorted(by_day)]
        keys += [f"card:{card.id}/{day.isoformat()}" for day in sorted(by_day)]
        trends[card.id] = Trend(title, first, len(rows), 2)
    if not rows:
        return [], {}
    heads = (("metric", 260), ("date", 100), ("value", 100), ("unit", 110))
    table = Table(
        title=title,
        holds=translate("sheet.holds-readings", language),
        hue=1,
        name="readings",
        heads=tuple(
            Head(translate(f"sheet.head-{key}", language), width, key) for key, width in heads
        ),
        rows=tuple(rows),
        keys=tuple(keys),
    )
    return [table], trends
