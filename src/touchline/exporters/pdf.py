"""
Pages that are read, searched, printed and listened to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal

import touchline_fonts

from touchline.errors import MissingDependency
from touchline.exporters import Exporter
from touchline.exporters._bounds import linked_boxes
from touchline.exporters._errors import PageRefused
from touchline.exporters._markup import writable
from touchline.exporters._subject import scene_of
from touchline.exporters._svg import Ink, svg
from touchline.measuring.measured import MeasuredMap
from touchline.model.map import JourneyMap

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from touchline.canvas.primitives import Scene
    from touchline.exporters import Subject

try:
    import typst
except ImportError:  # The extra is not installed; `Pdf.export` says so.
    typst = None  # type: ignore[assignment]

#: The region that tells the two ways of writing Chinese apart for a screen reader.
_REGIONS = {"Hans": "CN", "Hant": "TW"}
#: Points of a page per CSS pixel.
POINTS = 0.75
#: The longest side that PDF readers are sure to open, in points (200 inches).
LONGEST_SIDE = 14400.0

#: The page; every word that comes from a map arrives through `sys.inputs`, never as source.
_PAGE = """\
#let given = sys.inputs
#let size = json(bytes(given.size))
#set document(
  title: given.title,
  description: given.about,
  date: if given.date == "" { none } else { datetime(..json(bytes(given.date))) },
)
#set text(lang: given.language, region: if given.region == "" { none } else { given.region })
#set page(width: size.width * 1pt, height: size.height * 1pt, margin: 0pt)
#place(top + left, image(
  bytes(given.picture), format: "svg", alt: given.alt,
  width: size.width * 1pt, height: size.height * 1pt,
))
#for spot in json(bytes(given.links)) {
  place(top + left, dx: spot.x * 1pt, dy: spot.y * 1pt,
    link(spot.href, box(width: spot.width * 1pt, height: spot.height * 1pt)))
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf(Exporter):
    """
    A picture as one page of exactly its size, tagged, with words that can be searched.

    The page meets PDF/UA-1, and PDF/A-2a too when the map says of which day it is; one with marks
    above letters is set alike and without the seal of either.
    """

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    media_type: ClassVar[str] = "application/pdf"

    def export(self, subject: Subject) -> bytes:
        """
        Set the page.

        Args:
            subject: A scene, or a map that is drawn in the plain style first.

        Returns:
            The file.

        Raises:
            MissingDependency: The extra `pdf` is not installed.
            PageRefused: The page could not be set.
        """
        if typst is None:
            raise MissingDependency.extra("typst", "pdf")
        scene = scene_of(subject)
        day = _day_of(scene.subject)
        given = _inputs(scene, day)
        try:
            return _set(given, ["ua-1"] if day is None else ["ua-1", "a-2a"])
        except typst.TypstError:
            # The writer takes a mark above its letter, as in لطفاً, for a glyph without a
            # character, which both standards forbid: the page is the same without their seal.
            return _without_seal(given)


def _without_seal(given: dict[str, str]) -> bytes:
    try:
        return _set(given, [])
    except typst.TypstError as reason:
        raise PageRefused.because(str(reason)) from reason


def _set(given: dict[str, str], standards: Sequence[Literal["ua-1", "a-2a"]]) -> bytes:
    page = typst.compile(
        _PAGE.encode(),
        format="pdf",
        font_paths=_faces(),
        ignore_system_fonts=True,
        sys_inputs=given,
        pdf_standards=[*standards],
    )
    return bytes(page)


@cache
def _faces() -> typst.Fonts:
    folder = str(touchline_fonts.folder())
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def _inputs(scene: Scene, day: dt.date | None) -> dict[str, str]:
    points = POINTS * min(1.0, LONGEST_SIDE / (POINTS * max(scene.width, scene.height, 1.0)))
    language, _, region = scene.language.partition("-")
    spots = [
        {"href": spot.href}
        | {
            side: round(getattr(spot.box, side) * points, 2)
            for side in ("x", "y", "width", "height")
        }
        for spot in linked_boxes(scene)
    ]
    date = "" if day is None else json.dumps({"year": day.year, "month": day.month, "day": day.day})
    return {
        "size": json.dumps({"width": scene.width * points, "height": scene.height * points}),
        "title": _line(scene.title) or "—",
        "about": _line(scene.description),
        "alt": _line(f"{scene.title}. {scene.description}"),
        "language": language,
        "region": _REGIONS.get(region, ""),
        "date": date,
        "picture": svg(scene, Ink(fonts="named", missing="boxes", details="none")),
        "links": json.dumps(spots),
    }


def _line(text: str) -> str:
    return " ".join(writable(text).split())


def _day_of(subject: object) -> dt.date | None:
    """
    Date a page by its map and never by the clock, so that equal maps give equal pages.
    """
    if isinstance(subject, MeasuredMap):
        return subject.measures.provenance.measured_at.date()
    if isinstance(subject, JourneyMap):
        return subject.review.last
    return None
