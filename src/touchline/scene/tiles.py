"""
The few numbers of a whole map that stand beside its title.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.document.upkeep import backing, review_due
from touchline.i18n import date_text, number, percent, translate
from touchline.lanes._details import figure_details, figure_interval, figure_text
from touchline.model.partial import unfolded

if TYPE_CHECKING:
    from touchline.measuring.measured import Figure
    from touchline.scene.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """
    One number with its meaning.

    Args:
        value: The number as written.
        label: What it says.
        notes: What it rests on, in small print.
        details: All of it, for resting pointers.
        is_thin: There is too little data to rely on it.
    """

    value: str
    label: str
    notes: tuple[str, ...] = ()
    details: str = ""
    is_thin: bool = False


def tiles(subject: Subject) -> tuple[Tile, ...]:
    """
    Collect the numbers that a map has: completion, time, evidence and freshness.

    Args:
        subject: The map.

    Returns:
        Up to four tiles.
    """
    measures, language = subject.measures, subject.language
    found = []
    completion = measures.completion_to_read if measures else None
    if completion and completion.value is not None:
        found.append(_figure(completion, "scene.tile-completion", language))
    if measures and measures.time_to_complete and measures.time_to_complete.value is not None:
        found.append(_figure(measures.time_to_complete, "scene.tile-time", language))
    counted = backing(unfolded(subject.journey))
    if counted.filled:
        note = translate(
            "scene.tile-evidence-note",
            language,
            backed=number(counted.backed, language),
            all=number(counted.filled, language),
        )
        value = percent(counted.share, language, digits=0)
        label = translate("scene.tile-evidence", language)
        found.append(Tile(value=value, label=label, notes=(note,), details=f"{label}: {note}"))
    fresh = _freshness(subject)
    return (*found, fresh) if fresh else tuple(found)


def _figure(figure: Figure, key: str, language: str) -> Tile:
    label = translate(key, language)
    interval = figure_interval(figure, language)
    n = number(figure.n, language)
    if interval:
        note = translate("scene.interval-n", language, interval=interval, n=n)
    else:
        note = translate("scene.n", language, n=n)
    thin = (translate("scene.thin", language),) if figure.is_thin else ()
    return Tile(
        value=figure_text(figure, language),
        label=label,
        notes=(note, *thin),
        details=f"{label}: {figure_details(figure, language)}",
        is_thin=figure.is_thin,
    )


def _freshness(subject: Subject) -> Tile | None:
    """
    Say when the map was measured and when it is to be looked over.
    """
    language, due = subject.language, review_due(subject.journey)
    told = date_text(due, language, form="short") if due else ""
    if subject.measures:
        measured = date_text(subject.measures.provenance.measured_at, language, form="short")
        label = translate("scene.tile-measured", language)
        notes = (translate("scene.review-due", language, date=told),) if due else ()
        return Tile(value=measured, label=label, notes=notes, details=f"{label}: {measured}")
    if due:
        label = translate("scene.tile-review", language)
        return Tile(value=told, label=label, details=f"{label}: {told}")
    return None
