"""
The papers that printers hold, by name.
"""

from __future__ import annotations

from typing import NamedTuple

from touchline.errors import NotFound

#: Pixels of a picture per millimetre of paper.
MILLIMETRE = 96 / 25.4

#: Width and height of each paper upright, in millimetres: ISO 216 and ANSI/ASME Y14.1.
_SIZES = {
    "a5": (148.0, 210.0),
    "a4": (210.0, 297.0),
    "a3": (297.0, 420.0),
    "a2": (420.0, 594.0),
    "a1": (594.0, 841.0),
    "a0": (841.0, 1189.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
}
#: How a paper may be laid; without a word it is laid as the picture needs.
_WAYS = ("portrait", "landscape")

#: What `--paper` takes.
PAPERS: tuple[str, ...] = tuple(_SIZES)


class UnknownPaper(NotFound):
    """
    There is no paper of the name that was asked for.
    """


class Paper(NamedTuple):
    """
    A sheet as it is laid.

    Args:
        name: What people call it, such as `A3` or `Tabloid`.
        width: Its width, px.
        height: Its height, px.
    """

    name: str
    width: float
    height: float


def papers(name: str) -> tuple[Paper, ...]:
    """
    Find a paper in the ways in which it may be laid.

    Args:
        name: A name such as `a3`, `letter` or `a3-landscape`.

    Returns:
        The paper upright and lying, or only as the name says.

    Raises:
        UnknownPaper: No paper has this name.
    """
    size, _, way = name.strip().lower().partition("-")
    if size not in _SIZES or (way and way not in _WAYS):
        known = [*PAPERS, *(f"{each}-{way}" for each in PAPERS for way in _WAYS)]
        raise UnknownPaper.among(name, known if way else PAPERS)
    short, long = (side * MILLIMETRE for side in _SIZES[size])
    laid = {
        "portrait": Paper(size.capitalize(), short, long),
        "landscape": Paper(size.capitalize(), long, short),
    }
    return (laid[way],) if way else tuple(laid.values())
