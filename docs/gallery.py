"""
Draw every map type in every style and language, for eyes to judge page by page.

    make gallery                                    writes out/gallery/ with an index.html
    python -m docs.gallery --only style=cycle,language=fa
    python -m docs.gallery --only map=circular --only theme=dark --folder /tmp/looked-at
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import touchline as tl
from docs._gallery_page import page
from touchline.canvas.theme import THEMES
from touchline.document.compare import compare
from touchline.document.read import journey_of
from touchline.exporters.png import LOWEST, Png
from touchline.i18n import LANGUAGES
from touchline.registry import names
from touchline.samples import INVENTED, SAMPLES
from touchline.scene.comparison import compose_comparison
from touchline.templates.map_types import map_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from touchline.canvas.primitives import Scene
    from touchline.measuring.measured import Span

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "out" / "gallery"
STYLES = names("touchline.scene.styles")
#: The theme of the whole gallery; the others are drawn of one map in two languages.
THEME = "paper"
#: The map whose pictures show every theme, and in which languages.
THEMED, THEMED_IN = "invented_shop", ("en", "fa")
#: What the pictures name as the day of measuring, so that they change only when the drawing does.
MEASURED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
#: The picture that the README shows, by its map, style, theme and language.
SHOWN = {
    ("online_retail_uk", "grid", "paper", "en"): ROOT / "docs" / "images" / "online-retail-uk.png",
}
#: Into which periods the samples are divided; their logs hold half a year, two years and one.
PER: dict[str, Span] = {
    "invented_shop": "month",
    "online_retail_uk": "quarter",
    "complete_journey_grocery": "quarter",
}
#: The width of a small picture, px; the SVG behind it can be looked at closer.
SMALL = 640
#: So many processes draw at once.
PROCESSES = 2
#: Which rows of the invented shop are shown where it is drawn as each map type, filled.
AS_TYPE = (
    "actions",
    "thoughts",
    "emotion",
    "importance",
    "touchpoints",
    "backstage",
    "opportunities",
)
#: The pseudo style of two maps side by side.
SIDE_BY_SIDE = "comparison"


@dataclass(frozen=True, slots=True, order=True)
class Drawing:
    """
    One picture of the gallery.

    Args:
        subject: The name of the map.
        style: The style.
        theme: The theme.
        language: The reader's language.
    """

    subject: str
    style: str
    theme: str
    language: str

    @property
    def file(self) -> str:
        """
        Name its files, without their endings.
        """
        return f"{self.subject}-{self.style}-{self.theme}-{self.language}"


def subjects() -> tuple[str, ...]:
    """
    List the maps that are drawn in every style: each map type as its template begins it, then the
    samples.

    Returns:
        Their names.
    """
    shop = INVENTED["invented_shop"]
    invented = (shop.journey.parent.name, "invented_shop-to_be", "invented_shop-blueprint")
    return (*(kind.name for kind in map_types()), *invented, *SAMPLES)


def drawings() -> Iterator[Drawing]:
    """
    List every picture of the gallery.

    Yields:
        Every map in every style and language, then the shop as a grid of each map type, the themes,
        and the maps side by side.
    """
    for subject, style, language in product(subjects(), STYLES, LANGUAGES):
        yield Drawing(subject, style, THEME, language)
    for kind, language in product(map_types(), LANGUAGES):
        yield Drawing(f"{THEMED}-as-{kind.name}", "grid", THEME, language)
    for style, theme, language in product(STYLES, THEMES, THEMED_IN):
        if theme != THEME:
            yield Drawing(THEMED, style, theme, language)
    for language in LANGUAGES:
        yield Drawing(THEMED, SIDE_BY_SIDE, THEME, language)


def chosen(every: Iterable[Drawing], only: Sequence[str]) -> list[Drawing]:
    """
    Keep the pictures that are asked for.

    Args:
        every: All pictures.
        only: Conditions such as `style=cycle,language=fa`; values of one name add up.

    Returns:
        Those that meet them.

    Raises:
        SystemExit: A condition names nothing that pictures differ by, or nothing meets all.
    """
    wanted: dict[str, set[str]] = {}
    for condition in ",".join(only).split(","):
        name, _, value = condition.partition("=")
        if name:
            wanted.setdefault({"map": "subject"}.get(name, name), set()).add(value)
    unknown = wanted.keys() - Drawing.__dataclass_fields__.keys()
    found = [] if unknown else [one for one in every if _meets(one, wanted)]
    if not found:
        sys.exit("No picture is so; write --only style=…, language=…, theme=… or map=…")
    return found


def _meets(drawing: Drawing, wanted: dict[str, set[str]]) -> bool:
    return all(getattr(drawing, name) in values for name, values in wanted.items())


@cache
def _sample(name: str) -> tl.JourneyMap | tl.MeasuredMap:
    """
    Read a sample's map, and measure it on the sample's own log.
    """
    sample = {**SAMPLES, **INVENTED}[name.partition("-")[0]]
    places = {"invented_shop-to_be": "to_be", "invented_shop-blueprint": "blueprint"}
    journey = journey_of(tl.load(getattr(sample, places.get(name, "journey"))))
    columns: dict[str, Any] = dict(sample.columns)
    log = tl.read_log(sample.path, cases=sample.cases, zone=sample.zone, **columns)
    try:
        return tl.measure(journey, log, measured_at=MEASURED_AT, per=PER[sample.path.parent.name])
    except tl.TouchlineError:
        # What is only planned has left no events behind.
        return journey


def _map_of(drawing: Drawing) -> tl.JourneyMap | tl.MeasuredMap:
    kinds = {kind.name: kind.template for kind in map_types()}
    if drawing.subject in kinds:
        return tl.new_map(kinds[drawing.subject], language=drawing.language)
    name, _, kind = drawing.subject.partition("-as-")
    return _typed(_sample(name), kind) if kind else _sample(name)


def _typed(drawn: tl.JourneyMap | tl.MeasuredMap, kind: str) -> tl.JourneyMap | tl.MeasuredMap:
    """
    Show a map as one of another type.
    """
    journey = journey_of(drawn)
    lanes = tuple(lane for lane in journey.lanes if lane.kind in AS_TYPE)
    journey = journey.model_copy(update={"type": kind, "lanes": lanes})
    return replace(drawn, journey=journey) if isinstance(drawn, tl.MeasuredMap) else journey


def scene_of(drawing: Drawing) -> Scene:
    """
    Compose one picture.

    Args:
        drawing: Which one.

    Returns:
        Its scene.
    """
    if drawing.style == SIDE_BY_SIDE:
        one, other = _sample(drawing.subject), _sample(f"{drawing.subject}-to_be")
        found = compare(one, other)
        return compose_comparison(one, other, found, theme=drawing.theme, language=drawing.language)
    return tl.compose(
        _map_of(drawing),
        style=drawing.style,
        theme=drawing.theme,
        language=drawing.language,
    )


def draw(drawing: Drawing, folder: Path) -> None:
    """
    Write one picture, small and as an SVG.

    Args:
        drawing: Which one.
        folder: Where to.
    """
    scene = scene_of(drawing)
    tl.export(scene, folder / f"{drawing.file}.svg")
    small = Png(scale=max(LOWEST, min(1.0, SMALL / scene.width)))
    tl.export(scene, folder / f"{drawing.file}.png", to=small)
    shown = SHOWN.get((drawing.subject, drawing.style, drawing.theme, drawing.language))
    if shown is not None and folder == FOLDER:
        shown.parent.mkdir(exist_ok=True)
        tl.export(scene, shown, to=replace(small, scale=1.0))


def _draw_all(work: tuple[list[Drawing], Path]) -> int:
    drawn, folder = work
    for drawing in drawn:
        draw(drawing, folder)
    return len(drawn)


def _shares(drawn: Iterable[Drawing], folder: Path) -> list[tuple[list[Drawing], Path]]:
    """
    Put the pictures of one map together, so that a process reads and measures it once.
    """
    by_map: dict[str, list[Drawing]] = {}
    for drawing in drawn:
        by_map.setdefault(drawing.subject, []).append(drawing)
    return [(share, folder) for share in by_map.values()]


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Write the pictures and one page that shows them all.

    Args:
        arguments: The words of the command line; None takes the real ones.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--only", action="append", default=[], metavar="NAME=VALUE,…")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    given = parser.parse_args(arguments)
    drawn = chosen(drawings(), given.only)
    given.folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES) as processes:
        n = sum(processes.map(_draw_all, _shares(drawn, given.folder)))
    index = given.folder / "index.html"
    index.write_text(page(drawn), encoding="utf-8", newline="\n")
    print(f"{n} drawn in {time.perf_counter() - started:.0f} s: {index}")


if __name__ == "__main__":
    main()
