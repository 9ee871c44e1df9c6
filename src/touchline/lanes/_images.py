"""
Pictures of a map in their frames; an empty frame where a picture cannot be shown (P17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from touchline.canvas.primitives import Group, Icon, Image, Rect
from touchline.canvas.raster import head_of
from touchline.i18n import translate
from touchline.lanes._row import said

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen
    from touchline.location import Location
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Image as OwnImage

#: How round the corners of a picture are, px.
RADIUS = 7.0

#: The most of its width that an upright picture may be high.
_TALLEST = 1.1

#: How high an empty frame is, px.
_EMPTY = 64.0

#: The largest side of the mark in an empty frame, px.
_MARK = 22.0


class Shown(NamedTuple):
    """
    A picture that can be drawn.

    Args:
        href: Its data URI.
        width: Its own width in pixels.
        height: Its own height.
    """

    href: str
    width: int
    height: int


def shown_image(image: OwnImage | None) -> Shown | None:
    """
    Find what can be drawn of a picture.

    Args:
        image: The picture of a persona, a stage, a step or a card; None is passed over.

    Returns:
        The picture; None when there is none or it cannot be drawn.
    """
    if image is None:
        return None
    taken = image.source.taken
    if taken is not None:
        return Shown(taken.href, taken.width, taken.height) if taken.href else None
    # A map that was built in a program holds its pictures itself, and nobody has looked at them.
    head = head_of(image.source.value) if image.source.is_data else None
    return Shown(image.source.value, head.width, head.height) if head else None


def height_of(image: OwnImage, width: float, *, most: float) -> float:
    """
    Choose how high a picture is drawn in a width.

    Args:
        image: The picture.
        width: The width.
        most: How high it may be.

    Returns:
        The height by its own proportions, within bounds that keep pictures calm.
    """
    shown = shown_image(image)
    natural = width * shown.height / shown.width if shown else _EMPTY
    return min(natural, width * _TALLEST, most)


def described(image: OwnImage, language: str, own: str, otherwise: str = "") -> str:
    """
    Say what a picture shows, for those who cannot see it.

    Args:
        image: The picture.
        language: The reader's language tag.
        own: The map's own language.
        otherwise: The name of what it belongs to.

    Returns:
        Its description, else that it is a picture of what it belongs to.
    """
    words = said(image.description, language, own).strip()
    return words or translate("scene.image-of", language, name=otherwise or "—")


def picture(
    pen: Pen,
    journey: JourneyMap,
    image: OwnImage,
    *,
    x: float,
    y: float,
    width: float,
    height: float,
    name: str = "",
    radius: float = RADIUS,
    fit: Literal["whole", "filling"] = "filling",
    at: Location | None = None,
) -> Group:
    """
    Place a picture in a frame.

    Args:
        pen: What knows theme and language.
        journey: The map.
        image: The picture.
        x: Where the frame begins.
        y: Its top.
        width: Its width.
        height: Its height.
        name: What it belongs to, said when the picture has no description.
        radius: How round its corners are.
        fit: Whether it fills the frame with its middle or is shown whole.
        at: Its location in the map.

    Returns:
        The picture; an empty frame with a mark where it cannot be shown.
    """
    words = described(image, pen.language, journey.language, name)
    shown = shown_image(image)
    drawn: tuple[Primitive, ...]
    if shown is None:
        drawn = _frame(pen, x, y, width, height, radius=radius)
        words = translate("scene.image-missing", pen.language, words=words)
    else:
        photo = Image(
            x=x,
            y=y,
            width=width,
            height=height,
            href=shown.href,
            description=words,
            fit=fit,
            radius=radius,
        )
        edge = Rect(x=x, y=y, width=width, height=height, stroke=pen.theme.line, radius=radius)
        drawn = (photo, edge) if fit == "filling" else (photo,)
    credit = said(image.credit, pen.language, journey.language)
    details = f"{words}\n{translate('scene.image-by', pen.language, name=credit)}" if credit else ""
    return Group(children=drawn, role="image", title=words, details=details, at=at)


def _frame(
    pen: Pen, x: float, y: float, width: float, height: float, *, radius: float
) -> tuple[Primitive, ...]:
    theme = pen.theme
    side = min(_MARK, 0.5 * min(width, height))
    return (
        Rect(
            x=x,
            y=y,
            width=width,
            height=height,
            fill=theme.soft,
            stroke=theme.rule,
            dash=(4, 3),
            radius=radius,
        ),
        Icon(
            name="image-off",
            x=x + (width - side) / 2,
            y=y + (height - side) / 2,
            size=side,
            colour=theme.neutral,
        ),
    )
