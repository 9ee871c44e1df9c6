"""
Pictures in cells, at steps and as portraits, and the mark of a company above them (P17).
"""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image as Pixels

from tests.scene.walking import groups, is_inside, texts, walk
from touchline.canvas.company import company_theme
from touchline.canvas.primitives import Icon, Image, Rect
from touchline.canvas.theme import Logo
from touchline.document.read import journey_of, load
from touchline.exporters import exporter_for
from touchline.exporters.html import Html
from touchline.exporters.pptx import Pptx
from touchline.i18n import LANGUAGES, translate
from touchline.lanes._images import shown_image
from touchline.scene.compose import compose
from touchline.scene.styles import STYLES

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.canvas.primitives import Scene
    from touchline.model.map import JourneyMap

MAP = """\
touchline: 1
id: pictures
title: Moving house
icons: [{id: mark, source: mark.svg}]
personas:
  - id: anna
    name: Anna
    primary: true
    image: {source: green.png, description: Anna in her kitchen, credit: K. Studio}
  - {id: ben, name: Ben, image: {source: missing.png}}
stages:
  - id: look
    name: Look
    icon: mark
    steps:
      - {id: search, name: Search, icon: mark, image: {source: green.png, description: A window}}
      - {id: visit, name: Visit}
lanes:
  - id: acts
    kind: actions
    cells:
      - {at: search, cards: [{id: a1, text: Types, image: {source: green.png}}]}
      - {at: visit, cards: [{id: a2, text: Walks, image: {source: missing.png}}]}
  - id: touch
    kind: touchpoints
    cells:
      - {at: visit, cards: [{id: t1, text: Shop, image: {source: green.png}}, {id: t2, text: Web}]}
  - id: pains
    kind: pain-points
    cells:
      - {at: visit, cards: [{id: p1, text: Queue, severity: 2, image: {source: tall.png}}]}
"""
GREEN = (10, 200, 60)
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="8" r="6"/>'
    '<path d="M2 22h20" fill="none" stroke="#000"/></svg>'
)


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> JourneyMap:
    folder: Path = tmp_path_factory.mktemp("pictures")
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    (folder / "mark.svg").write_text(MARK, encoding="utf-8")
    for name, size in (("green.png", (160, 90)), ("tall.png", (30, 900))):
        Pixels.new("RGB", size, GREEN).save(folder / name)
    return journey_of(load(folder / "map.yaml"))


def images(scene: Scene) -> list[Image]:
    return [item for item in walk(scene.children) if isinstance(item, Image)]


def test_cards_steps_and_personas_show_their_pictures(journey: JourneyMap) -> None:
    scene = compose(journey)

    # By hand: Anna, the step, the actions card, the touchpoint and the tall one.
    assert [image.description for image in images(scene)] == [
        "Anna in her kitchen",
        "A window",
        "Picture: Types",
        "Picture: Shop",
        "Picture: Queue",
    ]
    (face, step, card, _, tall) = images(scene)
    assert face.radius == face.width / 2 == face.height / 2
    # 160 by 90 keeps its shape in the width of a column unless that makes it too high.
    assert step.height <= 110
    assert card.width / card.height == pytest.approx(160 / 90, rel=0.05) or card.height == 132
    # A picture as tall as a tower is cut, not drawn across the whole map.
    assert tall.height == 132
    assert tall.fit == "filling"


def test_a_picture_says_who_made_it_and_a_missing_one_that_it_is_missing(
    journey: JourneyMap, language: str
) -> None:
    scene = compose(journey, language=language)

    frames = [group for group in groups(scene, "image") if not images_in(group.children)]
    assert len(frames) == 1
    (frame,) = frames
    # What cannot be shown keeps its place, and its words for those who listen.
    assert any(isinstance(item, Icon) and item.name == "image-off" for item in frame.children)
    named = translate("scene.image-of", language, name="Walks")
    assert frame.title == translate("scene.image-missing", language, words=named)
    assert "Walks" in [text.source for text in texts(scene)]


def images_in(children: tuple[Any, ...]) -> bool:
    return any(isinstance(item, Image) for item in children)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_picture_leaves_the_sheet_in_any_style(
    journey: JourneyMap, style: str, language: str
) -> None:
    scene = compose(journey, style=style, language=language)

    sheet = (0.0, 0.0, scene.width, scene.height)
    for image in images(scene):
        box = (image.x, image.y, image.x + image.width, image.y + image.height)
        assert is_inside(box, sheet)
        assert image.width > 0
        assert image.height > 0


def test_an_icon_of_lines_and_areas_is_drawn_as_both(journey: JourneyMap) -> None:
    drawn = [item for item in walk(compose(journey).children) if isinstance(item, Icon)]

    own = [icon for icon in drawn if icon.name == "mark"]
    assert len(own) == 2
    assert all(icon.fills and icon.strokes for icon in own)


def test_every_format_shows_the_pictures(journey: JourneyMap) -> None:
    scene = compose(journey)

    svg = exporter_for("svg").export(scene).decode()
    assert svg.count("<image ") == 5
    assert 'preserveAspectRatio="xMidYMid slice"' in svg
    assert 'aria-label="Anna in her kitchen"' in svg
    png = Pixels.open(io.BytesIO(exporter_for("png").export(scene))).convert("RGB")
    step = images(scene)[1]
    at = (round(2 * (step.x + step.width / 2)), round(2 * (step.y + step.height / 2)))
    assert png.getpixel(at) == GREEN
    page = pypdfium2.PdfDocument(exporter_for("pdf").export(scene))[0].render().to_pil()
    share = page.width / scene.width
    spot = (round(share * (step.x + step.width / 2)), round(share * (step.y + step.height / 2)))
    assert page.convert("RGB").getpixel(spot) == pytest.approx(GREEN, abs=3)
    html = exporter_for("html").export(scene).decode()
    assert html.count("<image ") == 5


def test_slides_hold_each_picture_once_cut_and_round(journey: JourneyMap) -> None:
    slides = zipfile.ZipFile(io.BytesIO(exporter_for("pptx").export(compose(journey))))

    media = [name for name in slides.namelist() if name.startswith("ppt/media/")]
    page = slides.read("ppt/slides/slide1.xml").decode()
    # Two files are named five times; equal bytes are stored once.
    assert len(media) == 2
    assert page.count("<p:pic>") == 5
    assert 'descr="Anna in her kitchen"' in page
    assert "<a:srcRect" in page
    # A portrait is as round as a disc: half of its side.
    assert 'fmla="val 50000"' in page


def test_a_map_made_in_a_program_may_hold_its_picture_itself(journey: JourneyMap) -> None:
    stream = io.BytesIO()
    Pixels.new("RGB", (4, 2)).save(stream, "PNG")
    href = "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
    image = journey.personas[0].image
    assert image is not None

    made = image.model_validate({"source": href})
    broken = image.model_validate({"source": href[:60]})

    assert shown_image(made) == (href, 4, 2)
    assert shown_image(broken) is None
    assert shown_image(None) is None


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_style_lies_below_the_companys_mark(
    journey: JourneyMap, style: str, language: str
) -> None:
    logo = Logo("data:image/svg+xml;base64,PHN2Zy8+", 240, 60, "Acme")
    plain = compose(journey, style=style, language=language)

    scene = compose(
        journey, style=style, language=language, theme=company_theme({"radius": 3}, logo=logo)
    )

    (group,) = groups(scene, "logo")
    (mark,) = [item for item in group.children if isinstance(item, Image)]
    # By hand: 240 by 60 fits into 190 by 34 as 136 by 34, and 16 stay free below it.
    assert (mark.width, mark.height, mark.description) == (136, 34, "Acme")
    assert scene.height == plain.height + 50
    highest = min(text.y for text in texts(scene))
    assert highest >= mark.y + mark.height
    # The mark stands where reading begins.
    assert (mark.x > scene.width / 2) == (language == "fa")


def test_square_corners_leave_chips_and_discs_round(journey: JourneyMap) -> None:
    scene = compose(journey, theme=company_theme({"radius": 0}))

    radii = {
        item.radius / min(item.width, item.height)
        for item in walk(scene.children)
        if isinstance(item, Rect | Image) and item.radius
    }
    assert radii
    assert min(radii) >= 0.45


def test_a_company_may_choose_another_bundled_face(journey: JourneyMap) -> None:
    scene = compose(journey, theme=company_theme({"font": "Vazirmatn"}))

    faces = {run.face for text in texts(scene) for line in text.lines for run in line.runs}
    assert faces
    assert {face.partition("-")[0] for face in faces} == {"Vazirmatn"}


def test_page_and_slides_follow_the_theme_of_their_picture(journey: JourneyMap) -> None:
    theme = company_theme({"brand": "#FF6A00", "font": "Vazirmatn"})
    scene = compose(journey, theme=theme)

    page = Html(theme=theme).export(scene).decode()
    slides = zipfile.ZipFile(io.BytesIO(Pptx(theme=theme).export(scene)))

    assert f"--accent:{theme.readable('#FF6A00')};" in page
    assert "--accent:#" not in Html().export(scene).decode()
    scheme = slides.read("ppt/theme/theme1.xml").decode()
    assert f'<a:accent1><a:srgbClr val="{theme.readable("#FF6A00")[1:]}"/>' in scheme
    assert '<a:latin typeface="Vazirmatn"/>' in scheme
