"""
What a person should know before a picture goes to the printer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Text
from touchline.cli._command import reader
from touchline.cli._output import say
from touchline.exporters._pdf.book import book_scale
from touchline.exporters._pdf.paper import papers
from touchline.exporters._pdf.sheets import fit
from touchline.exporters._pdf.tiles import tiling
from touchline.exporters._story import is_story
from touchline.exporters.pdf import POINTS, Pdf
from touchline.i18n import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.exporters import Exporter

#: Smaller letters than these are hard to read on paper, in points.
_LEAST_LETTERS = 5.0


def tell_of_paper(exporter: Exporter, scene: Scene) -> None:
    """
    Say over how many sheets a picture goes, or that its letters become small.

    Args:
        exporter: The format.
        scene: The picture.
    """
    if not isinstance(exporter, Pdf) or (exporter.paper is None and not exporter.tiled):
        return
    sizes = papers(exporter.paper or "a4")
    if exporter.tiled:
        how = tiling(scene, sizes)
        if how.n > 1:
            say("cli.printed", n=how.n, paper=how.paper.name)
        return
    smallest = min(_sizes(scene.children), default=_LEAST_LETTERS)
    scale = book_scale(scene, sizes) if is_story(scene) else fit(scene, sizes)
    size = smallest * POINTS * scale
    if size < _LEAST_LETTERS:
        say("cli.small-letters", size=number(round(size, 1), reader()))


def _sizes(primitives: Iterable[Primitive]) -> Iterator[float]:
    for item in primitives:
        if isinstance(item, Group):
            yield from _sizes(item.children)
        elif isinstance(item, Text) and item.source:
            yield item.size
