"""
"You are here": the step at which one customer stands (R-034).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.geometry import polygon
from touchline.canvas.primitives import Group, Icon, Path, Rect
from touchline.canvas.text import TextStyle
from touchline.errors import NotFound
from touchline.i18n import translate
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.lanes import Column
    from touchline.lanes._pen import Pen
    from touchline.model.map import JourneyMap
    from touchline.scene.subject import Subject

#: The height of the sign, of the band in which it stands and of its tip, px.
_SIGN, _BAND, _TIP = 24.0, 36.0, 5.0

#: The widest sign, its padding and the side of its pin, px.
_WIDEST, _SIDE, _PIN = 320.0, 11.0, 13.0

#: A name longer than this is shortened to its beginning: nobody reads 32 digits on a picture.
_LONG, _SHORT = 24, 12

#: How far the frame stands inside its column, and how strong it is, px.
_INSET, _STROKE = 1.5, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """
    Where one customer stands.

    Args:
        step: The id of the step.
        case: The name of who stands there; None for the reader, empty for somebody who is not
            named.
    """

    step: str
    case: str | None = None

    def said(self, language: str) -> str:
        """
        Say who is here.

        Args:
            language: The reader's language tag.

        Returns:
            Such as "You are here".
        """
        if self.case is None:
            return translate("scene.you-are-here", language)
        if not self.case:
            return translate("scene.someone-is-here", language)
        name = self.case if len(self.case) <= _LONG else f"{self.case[:_SHORT]}…"
        return translate("scene.case-is-here", language, case=name)


class StepNotOnMap(NotFound):
    """
    The map has no step of this id.
    """


def found_here(journey: JourneyMap, here: str | Here | None) -> Here | None:
    """
    Check that somebody can stand at a step.

    Args:
        journey: The map.
        here: The id of the step, or who stands where.

    Returns:
        Who stands where; None when nobody is asked for.

    Raises:
        StepNotOnMap: The map has no such step.
    """
    place = Here(step=here) if isinstance(here, str) else here
    if place is None:
        return None
    known = [step.id for step in journey.steps]
    if place.step not in known:
        raise StepNotOnMap.among(place.step, known)
    return place


def sign(
    subject: Subject, pen: Pen, columns: Sequence[Column], top: float
) -> tuple[list[Group], float]:
    """
    Place a sign above the step at which somebody stands.

    Args:
        subject: The map.
        pen: What knows theme, language and text.
        columns: The steps from start to end.
        top: The y below which it is drawn.

    Returns:
        The sign, and the y below which the heads of the steps follow.
    """
    here = subject.here
    if here is None:
        return [], top
    column = next(item for item in columns if item.step.id == here.step)
    words, ink = here.said(subject.language), pen.theme.on_stage
    style = TextStyle(size=12, weight=600, colour=ink)
    lead = _SIDE + _PIN + 5
    edge, end = columns[0].x, columns[-1].end
    room = min(_WIDEST, end - edge) - lead - _SIDE
    width = min(pen.width_of(words, style), room) + lead + _SIDE
    x = min(max(column.centre - width / 2, edge), end - width)
    y = top + (_BAND - _SIGN - _TIP) / 2
    text = pen.words(
        words,
        style,
        x=x + lead,
        y=y + (_SIGN - style.leading(pen.language)) / 2,
        width=width - lead - _SIDE,
        max_lines=1,
    )
    fill = _colour(pen)
    low = y + _SIGN
    tip = [(column.centre - 6, low - 1), (column.centre + 6, low - 1), (column.centre, low + _TIP)]
    children = (
        Path(commands=polygon(tip), fill=fill),
        Rect(x=x, y=y, width=width, height=_SIGN, fill=fill, radius=_SIGN / 2),
        Icon(
            name="map-pin",
            x=x + _SIDE,
            y=y + (_SIGN - _PIN) / 2,
            size=_PIN,
            colour=ink,
            stroke_width=2.25,
        ),
        text,
    )
    at = Location.of(("step", here.step))
    return [Group(children=children, role="here", title=words, at=at)], top + _BAND


def frame(
    subject: Subject, pen: Pen, columns: Sequence[Column], top: float, bottom: float
) -> list[Group]:
    """
    Frame the column of the step at which somebody stands.

    Args:
        subject: The map.
        pen: What knows the theme.
        columns: The steps from start to end.
        top: The upper edge of the heads of the steps.
        bottom: The lower edge of the grid.

    Returns:
        The frame; nothing where nobody stands.
    """
    here = subject.here
    if here is None:
        return []
    column = next(item for item in columns if item.step.id == here.step)
    rect = Rect(
        x=column.x + _INSET,
        y=top,
        width=column.width - 2 * _INSET,
        height=bottom - top,
        stroke=_colour(pen),
        stroke_width=_STROKE,
        radius=9,
    )
    return [Group(children=(rect,), role="frame")]


def _colour(pen: Pen) -> str:
    return pen.theme.readable(pen.theme.focus)
