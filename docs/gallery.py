"""
Draw every template and every sample in every style, theme and language, for eyes to judge.

    make gallery      writes out/gallery/ with an index.html, and the picture of the README
"""

from __future__ import annotations

import html
import shutil
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import touchline as tl
from touchline.document.read import journey_of
from touchline.exporters.png import Png
from touchline.i18n import LANGUAGES
from touchline.registry import names
from touchline.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "out" / "gallery"
STYLES = names("touchline.scene.styles")
THEMES = ("paper", "dark")
#: What the pictures name as the day of measuring, so that they change only when the drawing does.
MEASURED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
#: The picture that the README shows, by its name in the gallery.
SHOWN = {
    "online_retail_uk-grid-paper-en.png": ROOT / "docs" / "images" / "online-retail-uk.png",
}
#: Pixels of a PNG per pixel of the picture; the SVG beside it can be looked at closer.
SCALE = 1.0

_PAGE = """\
<!doctype html>
<meta charset="utf-8">
<title>Gallery</title>
<style>
body {{ font: 16px/1.4 system-ui, sans-serif; margin: 2rem; background: #e8e8ea }}
section {{ display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }}
figure {{ margin: 0 }} img {{ width: 100%; box-shadow: 0 1px 4px #0004 }}
</style>
{sections}
"""


def subjects() -> Iterator[tuple[str, str, tl.JourneyMap | tl.MeasuredMap]]:
    """
    Give every template in every language, and every sample as its own customers measure it.

    Yields:
        A name, a language and a map.
    """
    templates = sorted(path.stem for path in (ROOT / "src/touchline/templates").glob("*.yaml"))
    for name, language in product(templates, LANGUAGES):
        yield name, language, tl.new_map(name, language=language)
    for name, sample in SAMPLES.items():
        columns: dict[str, Any] = dict(sample.columns)
        log = tl.read_log(sample.path, cases=sample.cases, zone=sample.zone, **columns)
        journey = tl.load(sample.journey)
        drawn = tl.measure(journey_of(journey), log, measured_at=MEASURED_AT)
        for language in LANGUAGES:
            yield name, language, drawn


def draw(name: str, language: str, subject: tl.JourneyMap | tl.MeasuredMap) -> str:
    """
    Draw one map in every style and theme.

    Args:
        name: What the files begin with.
        language: The reader's language.
        subject: The map.

    Returns:
        A section of the page, with every picture and a link to its SVG.
    """
    figures = []
    for style, theme in product(STYLES, THEMES):
        file = f"{name}-{style}-{theme}-{language}"
        scene = tl.compose(subject, style=style, theme=theme, language=language)
        tl.export(scene, FOLDER / f"{file}.svg")
        tl.export(scene, FOLDER / f"{file}.png", to=Png(scale=SCALE))
        figures.append(
            f'<figure><a href="{file}.svg"><img src="{file}.png" alt="" loading="lazy"></a>'
            f"<figcaption>{style}, {theme}</figcaption></figure>"
        )
    title = html.escape(f"{name}, {language}")
    return f"<h2>{title}</h2><section>{''.join(figures)}</section>"


def main() -> None:
    """
    Write the pictures and one page that shows them all.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    sections = [draw(*subject) for subject in subjects()]
    page = _PAGE.format(sections="\n".join(sections))
    (FOLDER / "index.html").write_text(page, encoding="utf-8", newline="\n")
    for name, place in SHOWN.items():
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(FOLDER / name, place)
    n_pictures = len(sections) * len(STYLES) * len(THEMES)
    print(f"{n_pictures} pictures: {(FOLDER / 'index.html').relative_to(ROOT)}")


if __name__ == "__main__":
    main()
