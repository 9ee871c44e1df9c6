"""
Pages that are read, searched, printed, joined on a wall and listened to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Literal

import touchline_fonts

from touchline.document.extent import is_comprehensive
from touchline.errors import MissingDependency
from touchline.exporters import Exporter
from touchline.exporters._bounds import linked_boxes
from touchline.exporters._errors import PageRefused
from touchline.exporters._markup import writable
from touchline.exporters._pdf.book import book_pages
from touchline.exporters._pdf.page import Mark
from touchline.exporters._pdf.paper import papers
from touchline.exporters._pdf.sheets import Numbers, bare, fitted, overview_sheet, tile_pages
from touchline.exporters._pdf.tiles import tiling
from touchline.exporters._story import is_story
from touchline.exporters._subject import parts_of, scene_of
from touchline.exporters._svg import Ink, svg
from touchline.i18n import translate
from touchline.measuring.measured import MeasuredMap
from touchline.model.map import JourneyMap
from touchline.scene.compose import compose

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from touchline.canvas.primitives import Scene
    from touchline.exporters import Subject
    from touchline.exporters._pdf.page import Page, Placed
    from touchline.exporters._pdf.paper import Paper

try:
    import typst
except ImportError:  # The extra is not installed; `Pdf.export` says so.
    typst = None  # type: ignore[assignment]

#: The region that tells the two ways of writing Chinese apart for a screen reader.
_REGIONS = {"Hans": "CN", "Hant": "TW"}
#: The style in which a large map is summed up.
_SUMMARY = "executive"
#: What a box is told by.
_SIDES = ("x", "y", "width", "height")
#: Points of a page per CSS pixel.
POINTS = 0.75
#: The longest side that PDF readers are sure to open, in points (200 inches).
LONGEST_SIDE = 14400.0

#: The pages; every word that comes from a map arrives through `sys.inputs`, never as source. What
#: only marks the paper is an artifact, of which screen readers say nothing. A bookmark leads to a
#: heading that is not seen.
_PAGES = """\
#let given = sys.inputs
#set document(
  title: given.title,
  description: given.about,
  date: if given.date == "" { none } else { datetime(..json(bytes(given.date))) },
)
#set text(lang: given.language, region: if given.region == "" { none } else { given.region })
#let window(spot) = place(top + left, dx: spot.x * 1pt, dy: spot.y * 1pt, box(
  clip: true, width: spot.width * 1pt, height: spot.height * 1pt,
  place(top + left, dx: -spot.left * 1pt, dy: -spot.top * 1pt, image(
    bytes(given.at(spot.picture)), format: "svg", alt: spot.alt,
    width: spot.whole.at(0) * 1pt, height: spot.whole.at(1) * 1pt,
  )),
))
#for sheet in json(bytes(given.pages)) {
  page(width: sheet.width * 1pt, height: sheet.height * 1pt, margin: 0pt, {
    for mark in sheet.marks {
      place(top + left, dy: mark.y * 1pt, box(width: 0pt, height: 0pt, hide(
        heading(level: mark.level, bookmarked: true, mark.words))))
    }
    for spot in sheet.windows {
      if spot.alt == none { pdf.artifact(window(spot)) } else { window(spot) }
    }
    for spot in sheet.links {
      place(top + left, dx: spot.x * 1pt, dy: spot.y * 1pt,
        link(spot.href, box(width: spot.width * 1pt, height: spot.height * 1pt)))
    }
  })
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf(Exporter):
    """
    A picture as one page of exactly its size, on a sheet of paper, or over several that are joined;
    tagged, with bookmarks, and with words that can be searched.

    The pages meet PDF/UA-1, and PDF/A-2a too when the map says of which day it is; those with marks
    above letters are set alike and without the seal of either.

    Args:
        paper: The name of a paper, such as `a3`, `letter` or `a3-landscape`; None makes the page as
            large as the picture.
        tiled: The picture keeps its size and is cut over as many sheets as it needs, on `a4` where
            no paper is named; a first sheet shows how they lie.

    On paper, a map too large to be taken in at once is summed up on a page before all others, and a
    story is set step by step over as many pages as it needs.
    """

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    media_type: ClassVar[str] = "application/pdf"

    paper: str | None = None
    tiled: bool = False

    def export(self, subject: Subject) -> bytes:
        """
        Set the pages.

        Args:
            subject: A scene, or a map that is drawn in the plain style first.

        Returns:
            The file.

        Raises:
            MissingDependency: The extra `pdf` is not installed.
            UnknownPaper: There is no paper of this name.
            PageRefused: A page could not be set.
        """
        if typst is None:
            raise MissingDependency.extra("typst", "pdf")
        scene = scene_of(subject)
        day = _day_of(scene.subject)
        given = _inputs(scene, self.pages(scene), day)
        try:
            return _set(given, ["ua-1"] if day is None else ["ua-1", "a-2a"])
        except typst.TypstError:
            # The writer takes a mark above its letter, as in لطفاً, for a glyph without a
            # character, which both standards forbid: the page is the same without their seal.
            return _without_seal(given)

    def pages(self, scene: Scene) -> tuple[Page, ...]:
        """
        Lay a picture on its sheets.

        Args:
            scene: The picture.

        Returns:
            The sheets in the order of reading.

        Raises:
            UnknownPaper: There is no paper of this name.
        """
        if self.paper is None and not self.tiled:
            return (bare(scene),)
        sizes = papers(self.paper or "a4")
        if not self.tiled and is_story(scene):
            return book_pages(scene, sizes)
        before = _summary(scene, sizes)
        if not self.tiled:
            return (*before, fitted(scene, sizes))
        how = tiling(scene, sizes)
        if how.n == 1:
            return (*before, fitted(scene, (how.paper,)))
        numbers = Numbers(first=len(before) + 2, last=len(before) + how.n + 1)
        return (
            *before,
            overview_sheet(scene, how, numbers),
            *tile_pages(scene, how, numbers),
        )


def _summary(scene: Scene, sizes: Sequence[Paper]) -> tuple[Page, ...]:
    """
    Sum a large map up on a page of its own.
    """
    subject = scene.subject
    if not isinstance(subject, JourneyMap | MeasuredMap):
        return ()
    if not is_comprehensive(parts_of(subject)[0]):
        return ()
    page = compose(subject, style=_SUMMARY, language=scene.language)
    if page.title == scene.title and page.width == scene.width and page.height == scene.height:
        return ()
    mark = Mark(translate("pdf.summary", scene.language), 1, 0.0)
    return (replace(fitted(page, sizes), marks=(mark,)),)


def _without_seal(given: dict[str, str]) -> bytes:
    try:
        return _set(given, [])
    except typst.TypstError as reason:
        raise PageRefused.because(str(reason)) from reason


def _set(given: dict[str, str], standards: Sequence[Literal["ua-1", "a-2a"]]) -> bytes:
    page = typst.compile(
        _PAGES.encode(),
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


def _inputs(scene: Scene, pages: Sequence[Page], day: dt.date | None) -> dict[str, str]:
    language, _, region = scene.language.partition("-")
    date = "" if day is None else json.dumps({"year": day.year, "month": day.month, "day": day.day})
    pictures: dict[str, str] = {}
    return {
        "pages": json.dumps([_told(page, pictures) for page in pages]),
        "title": _line(scene.title) or "—",
        "about": _line(scene.description),
        "language": language,
        "region": _REGIONS.get(region, ""),
        "date": date,
    } | pictures


def _told(page: Page, pictures: dict[str, str]) -> dict[str, object]:
    """
    Tell the writer of a page, in points, and collect the pictures that stand on it.
    """
    points = POINTS * min(1.0, LONGEST_SIDE / (POINTS * max(page.width, page.height, 1.0)))
    windows: list[dict[str, object]] = []
    links: list[dict[str, object]] = []
    for one in page.placed:
        picture = svg(one.scene, Ink(fonts="named", missing="boxes", details="none"))
        name = f"picture-{len(pictures)}"
        pictures[name] = picture
        box = {side: getattr(one, side) * points for side in (*_SIDES, "left", "top")}
        size = points * one.scale
        whole = [one.scene.width * size, one.scene.height * size]
        alt = None if one.alt is None else _line(one.alt)
        windows.append({**box, "picture": name, "whole": whole, "alt": alt})
        links += _links(one, points)
    marks = [
        {"words": _line(mark.words), "level": mark.level, "y": mark.y * points}
        for mark in page.marks
        if _line(mark.words)
    ]
    sheet = {"width": page.width * points, "height": page.height * points}
    return {**sheet, "windows": windows, "links": links, "marks": marks}


def _links(placed: Placed, points: float) -> Iterator[dict[str, object]]:
    """
    Find where a page can be clicked; what a window cuts off leads nowhere.
    """
    for spot in linked_boxes(placed.scene):
        left = placed.x - placed.left + placed.scale * spot.box.x
        top = placed.y - placed.top + placed.scale * spot.box.y
        end = min(left + placed.scale * spot.box.width, placed.x + placed.width)
        low = min(top + placed.scale * spot.box.height, placed.y + placed.height)
        left, top = max(left, placed.x), max(top, placed.y)
        if left < end and top < low:
            box = dict(zip(_SIDES, (left, top, end - left, low - top), strict=True))
            yield {"href": spot.href} | {
                side: round(value * points, 2) for side, value in box.items()
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
