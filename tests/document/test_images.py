"""
The pictures that a map names: looked up beside it, checked, and never a reason not to read it.
"""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from touchline.document.edits import SetField, apply
from touchline.document.images import MOST_BYTES, MOST_UNSHRUNK
from touchline.document.merge import merge
from touchline.document.read import journey_of, load, loads, with_images
from touchline.document.write import dump, dumps
from touchline.location import Location

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.model.image import Taken
    from touchline.model.map import JourneyMap

MAP = """\
touchline: 1
id: pictures
title: Pictures
icons: [{{id: mark, source: "{icon}"}}]
personas: [{{id: anna, name: Anna, image: {{source: "{image}", description: Anna}}}}]
stages: [{{id: buy, name: Buy, steps: [{{id: pay, name: Pay}}]}}]
"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1h9v9z"/></svg>'


def png(width: int = 30, height: int = 20) -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(stream, "PNG")
    return stream.getvalue()


def read(folder: Path, image: str = "anna.png", icon: str = "mark.svg") -> JourneyMap:
    (folder / "map.yaml").write_text(MAP.format(image=image, icon=icon), encoding="utf-8")
    return journey_of(load(folder / "map.yaml"))


def portrait(journey: JourneyMap) -> Taken:
    image = journey.personas[0].image
    assert image is not None
    assert image.source.taken is not None
    return image.source.taken


def mark(journey: JourneyMap) -> Taken:
    source = journey.icons[0].source
    assert source is not None
    assert source.taken is not None
    return source.taken


def test_pictures_beside_a_map_are_taken_along_and_not_written(tmp_path: Path) -> None:
    (tmp_path / "anna.png").write_bytes(png())
    (tmp_path / "mark.svg").write_text(ICON, encoding="utf-8")

    journey = read(tmp_path)

    assert (portrait(journey).width, portrait(journey).height) == (30, 20)
    assert portrait(journey).href.startswith("data:image/png;base64,")
    assert mark(journey).fills == "M1 1L10 1L10 10Z"
    assert "base64" not in dumps(journey)
    # Text without a folder names its pictures and nobody looks for them.
    assert dumps(journey_of(loads(dumps(journey)))) == dumps(journey)


def test_a_picture_inside_a_map_needs_no_file(tmp_path: Path) -> None:
    inside = "data:image/png;base64," + base64.b64encode(png()).decode()
    icon = "data:image/svg+xml;base64," + base64.b64encode(ICON.encode()).decode()

    journey = read(tmp_path, inside, icon)

    assert (portrait(journey).fault, portrait(journey).width) == ("", 30)
    assert mark(journey).fills


def test_a_large_photograph_is_made_small(tmp_path: Path) -> None:
    (tmp_path / "anna.png").write_bytes(png(4000, 3000))

    taken = portrait(read(tmp_path))

    # 4,000 by 3,000 at a longest side of 1,280.
    assert (taken.width, taken.height) == (1280, 960)


def test_webp_becomes_what_slides_hold(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.linear_gradient("L").save(stream, "WEBP")
    (tmp_path / "anna.webp").write_bytes(stream.getvalue())

    assert portrait(read(tmp_path, "anna.webp")).href.startswith("data:image/jpeg;")


def test_a_picture_of_fifty_megabytes_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "anna.png").open("wb") as stream:
        stream.write(png())
        # The file is that long and takes no room.
        stream.truncate(50_000_000)

    taken = portrait(read(tmp_path))

    assert (taken.fault, taken.href) == ("too-large", "")
    assert taken.values == {"size": 50.0, "limit": MOST_BYTES / 1e6}


def test_without_pillow_a_large_photograph_is_refused_and_a_small_one_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("touchline.canvas.shrinking._pillow", lambda: None)
    (tmp_path / "anna.png").write_bytes(png())
    (tmp_path / "large.png").write_bytes(png()[:-12] + bytes(MOST_UNSHRUNK) + png()[-12:])

    assert portrait(read(tmp_path)).href
    assert portrait(read(tmp_path, "large.png")).fault == "needs-pillow"


def test_a_picture_that_would_fill_the_memory_is_not_opened(tmp_path: Path) -> None:
    # The head of a PNG states 60,000 by 60,000 pixels; nothing else of it is true.
    content = png()
    huge = (60_000).to_bytes(4)
    (tmp_path / "anna.png").write_bytes(content[:16] + huge + huge + content[24:])

    assert portrait(read(tmp_path)).fault == "too-many-pixels"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("ana.png", "missing"),
        ("folder", "missing"),
        ("../anna.png", "outside"),
        ("/etc/passwd", "outside"),
        ("http://example.org/anna.png", "web-address"),
        ("//example.org/anna.png", "web-address"),
        ("words.png", "no-picture"),
        ("half.png", "broken"),
        ("data:image/png;base64,AAAA", "no-picture"),
        ("data:text/html,<script>", "no-picture"),
        ("x" * 5000, "missing"),
        ("nul\\0.png", "missing"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_known_by_its_fault(
    tmp_path: Path, source: str, fault: str
) -> None:
    folder = tmp_path / "maps"
    (folder / "folder").mkdir(parents=True)
    (tmp_path / "anna.png").write_bytes(png())
    (folder / "anna.png").write_bytes(png())
    (folder / "words.png").write_text("words", encoding="utf-8")
    (folder / "half.png").write_bytes(png(300, 300)[:200])

    taken = portrait(read(folder, source))

    assert (taken.fault, taken.href) == (fault, "")


def test_a_missing_picture_is_held_against_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "anna.png").write_bytes(png())

    assert portrait(read(tmp_path, "ana.png")).values == {"suggestion": "anna.png"}


def test_pictures_stay_through_edits_and_merges(tmp_path: Path) -> None:
    (tmp_path / "anna.png").write_bytes(png())
    (tmp_path / "mark.svg").write_text(ICON, encoding="utf-8")
    journey = read(tmp_path)
    renamed = SetField(at=Location(), field=("title",), value="Other")

    edited = apply(journey, [renamed])

    assert portrait(edited) == portrait(journey)
    assert mark(edited) == mark(journey)
    merged = merge(journey, edited, journey).journey
    assert merged == edited


def test_a_map_made_in_a_program_gets_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "anna.png").write_bytes(png())
    made = journey_of(loads(MAP.format(image="anna.png", icon="mark.svg")))

    found = with_images(made, tmp_path)

    assert portrait(found).href
    assert mark(found).fault == "missing"
    dump(found, tmp_path / "written.yaml")
    assert load(tmp_path / "written.yaml") == found
