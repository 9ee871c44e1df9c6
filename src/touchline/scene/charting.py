"""
From an answer to a picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from touchline.canvas.theme import Theme, load_theme
from touchline.i18n import closest_language, date_text, duration_text, translate
from touchline.lanes._pen import Pen
from touchline.scene.charts import CHARTS
from touchline.scene.charts._reading import Reading
from touchline.scene.charts._sheet import Origin, sheet
from touchline.scene.charts._table import as_table
from touchline.scene.compose import finished
from touchline.scene.dressing import dressed
from touchline.units import parse_duration

if TYPE_CHECKING:
    import datetime as dt

    from touchline.canvas.primitives import Scene
    from touchline.scene.boards import Board


class Written(Protocol):
    """
    Whatever is written as an answer is: an answer, or one without numbers about few people.
    """

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """
        Write it as plain values, with `question`, `answer` and `warnings`.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    Where the numbers of a picture come from.

    Args:
        name: What the log is called.
        first: The day of its first event.
        last: The day of its last one.
    """

    name: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


def chart(
    answer: Written | Mapping[str, Any],
    *,
    language: str = "en",
    theme: str | Theme = "paper",
    width: float | None = None,
    source: Source | None = None,
) -> Scene:
    """
    Draw an answer as a scene of placed primitives.

    Args:
        answer: An answer, one without numbers about few people, or what one writes as plain values.
        language: The reader's language tag.
        theme: The name of a theme, or a theme.
        width: The wished width of the picture, px; it is wider where the words need it.
        source: Where the numbers come from.

    Returns:
        The scene, already mirrored for right-to-left languages.
    """
    tag = closest_language(language)
    plain = answer if isinstance(answer, Mapping) else answer.to_dict(tag)
    reading = Reading.of(plain, tag)
    look = load_theme(theme) if isinstance(theme, str) else theme
    is_known = reading.name in CHARTS
    drawing = CHARTS[reading.name].drawing(reading) if is_known else as_table(reading)
    origin = Origin(
        subtitle=_asked(reading, drawing.title),
        warnings=reading.warnings,
        source=_source(reading, source or Source()),
        description=translate("chart.description", tag, question=reading.question_title),
    )
    pen = Pen(theme=look, language=tag)
    return finished(dressed(sheet(drawing, origin, pen, width), look))


def _asked(reading: Reading, title: str) -> str:
    """
    Name the question, and the choices that change what its numbers mean.
    """
    question = reading.question
    parts = [] if title == reading.question_title else [reading.question_title]
    for name in ("window", "horizon"):
        span = question.get(name)
        if span is not None:
            seconds = parse_duration(span) / 1_000_000
            told = duration_text(seconds, reading.language)
            parts.append(reading.said(f"chart.{name}", span=told))
    return " · ".join(parts)


def _source(reading: Reading, source: Source) -> str:
    language = reading.language
    parts = [translate("scene.source", language, source=source.name)] if source.name else []
    if reading.n_cases is not None:
        parts.append(translate("scene.are-here", language, n=reading.n_cases))
    if reading.n_events is not None:
        parts.append(translate("scene.events", language, n=reading.n_events))
    if source.first and source.last:
        first, last = (
            date_text(day, language, form="short") for day in (source.first, source.last)
        )
        parts.append(translate("scene.span", language, first=first, last=last))
    return " · ".join(parts)


def board_scene(
    board: Board,
    *,
    language: str = "en",
    theme: str | Theme = "paper",
    width: float | None = None,
    source: str = "",
) -> Scene:
    """
    Draw something that a workspace keeps.

    Args:
        board: An opportunity matrix, a stakeholder map, an impact map, a roadmap or a portfolio.
        language: The reader's language tag.
        theme: The name of a theme, or a theme.
        width: The wished width of the picture, px; it is wider where the words need it.
        source: Where it comes from, in one line.

    Returns:
        The scene, already mirrored for right-to-left languages.
    """
    tag = closest_language(language)
    look = load_theme(theme) if isinstance(theme, str) else theme
    origin = Origin(source=source, description=translate("chart.board.description", tag))
    pen = Pen(theme=look, language=tag)
    return finished(dressed(sheet(board.drawing(tag), origin, pen, width), look))
