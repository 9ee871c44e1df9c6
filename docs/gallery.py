"""
Draw every template and every sample in every style, theme and language, for eyes to judge.

    make gallery      writes out/gallery/ with an index.html
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import touchline as tl
from touchline.canvas.theme import THEMES
from touchline.i18n import LANGUAGES
from touchline.measure.measuring import measure
from touchline.samples import SAMPLES
from touchline.scene.styles import STYLES
from touchline.templates import template_names

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path("out/gallery")


def subjects(language: str) -> Iterator[tuple[str, tl.JourneyMap | tl.MeasuredMap]]:
    """
    Give every template, and every sample as its own customers measure it.

    Args:
        language: The language that the templates are written in.

    Yields:
        A name and a map.
    """
    for name in template_names():
        yield name, tl.new_map(name, language=language)
    for name, sample in SAMPLES.items():
        columns = sample.columns
        log = tl.read_log(sample.path, cases=sample.cases, zone=sample.zone, **columns)
        journey = tl.load(sample.journey)
        if isinstance(journey, tl.JourneyMap):
            yield name, measure(journey, log)


def main() -> None:
    """
    Write the pictures and one page that shows them all.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    shown = []
    for language in LANGUAGES:
        for name, subject in subjects(language):
            for style, theme in product(STYLES, THEMES):
                file = f"{name}-{style}-{theme}-{language}.svg"
                scene = tl.compose(subject, style=style, theme=theme, language=language)
                tl.export(scene, FOLDER / file)
                shown.append(f'<h2>{file}</h2><img src="{file}" style="max-width: 100%">')
    page = '<!doctype html><meta charset="utf-8"><title>Gallery</title>' + "\n".join(shown)
    (FOLDER / "index.html").write_text(page, encoding="utf-8")
    print(f"{len(shown)} pictures: {FOLDER / 'index.html'}")


if __name__ == "__main__":
    main()
