"""
A map as a deck of slides (R-057, P16).
"""

import datetime as dt
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

import touchline.samples
from tests.exporters.maps import card, measured_shop, say, shop_map
from tests.exporters.slides import A, faults, notes, parts, slides, title, words
from touchline.canvas.theme import load_theme
from touchline.document.read import load
from touchline.exporters._pptx.deck import deck_of
from touchline.exporters._pptx.palette import accents_of, palette_of
from touchline.exporters._pptx.template import HEIGHT, WIDTH, Look, own_template
from touchline.exporters.pptx import Pptx
from touchline.measuring.measured import Figure, StepMeasures
from touchline.model.experience import Change, Opportunity, PainPoint
from touchline.model.map import JourneyMap
from touchline.model.structure import Cell, Lane, Stage, Step
from touchline.scene.audiences.findings import outstanding
from touchline.scene.subject import Subject

EMU = 9525
SHOP = Path(touchline.samples.__file__).parent / "invented_shop" / "map.yaml"


def words_of(paragraph):
    return [run.text or "" for run in paragraph.iter(f"{A}t")]


@cache
def shop_deck(tag):
    return Pptx(language=tag).export(load(SHOP))


def deck(journey, measures=None, language="en"):
    theme = load_theme("paper")
    accents = accents_of(theme)
    look = Look(theme=theme, accents=accents, language=language, is_rtl=language == "fa")
    subject = Subject(journey=journey, measures=measures, language=language)
    return deck_of(subject, own_template(look, palette_of(theme, accents)))


def titles(content):
    return [title(slide) for slide in slides(content)]


def with_lane(*lanes):
    return shop_map().model_copy(update={"lanes": (*shop_map().lanes, *lanes)})


def lane(kind, *cells):
    return Lane(id=kind, kind=kind, cells=cells)


def long_map(n_stages, n_steps, n_cards=1, word="Compares the offers of three shops"):
    stages = tuple(
        Stage(
            id=f"stage{i}",
            name=say(f"Stage {i}"),
            steps=tuple(Step(id=f"step{i}-{k}", name=say(f"Step {i} {k}")) for k in range(n_steps)),
        )
        for i in range(n_stages)
    )
    cells = tuple(
        Cell(
            at=step.id, cards=tuple(card(f"c-{step.id}-{k}", f"{word} {k}") for k in range(n_cards))
        )
        for stage in stages
        for step in stage.steps
    )
    actions = Lane(id="act", kind="actions", cells=cells)
    return JourneyMap(id="long", title=say("Long"), stages=stages, lanes=(actions,))


def test_a_deck_tells_purpose_map_stages_findings_and_methods():
    assert titles(Pptx().export(measured_shop())) == [
        "Online shopper buys a first outfit",
        "Why and for whom",
        "The journey at a glance",
        "Map: Find to Buy",
        "Stage 1 of 2: Find",
        "Stage 2 of 2: Buy",
        "Strengths and weaknesses",
        "What the checks found",
        "Methods and sources",
    ]


def test_a_deck_follows_the_rules_of_the_format(language):
    assert faults(Pptx(language=language).export(measured_shop())) == []


def test_every_slide_has_a_title_a_number_and_something_to_say():
    content = Pptx().export(measured_shop())

    found = slides(content)
    assert all(titles(content))
    assert len(notes(content)) == len(found)
    numbers = [field.get("type") for slide in found for field in slide.iter(f"{A}fld")]
    # All but the cover.
    assert numbers == ["slidenum"] * (len(found) - 1)


def test_notes_say_what_stands_on_the_map():
    told = notes(Pptx().export(measured_shop()))["ppt/notesSlides/notesSlide4.xml"]

    assert "Check out" in told
    assert any(line.startswith("Actions: ") for line in told)


def test_equal_maps_give_equal_decks_whatever_the_day():
    assert Pptx().export(shop_map()) == Pptx().export(shop_map())
    assert b"dcterms:modified" not in parts(Pptx().export(shop_map()))["docProps/core.xml"]


def test_a_deck_is_dated_by_its_measures():
    core = parts(Pptx().export(measured_shop()))["docProps/core.xml"].decode()

    assert ">2026-11-12T00:00:00Z</dcterms:modified>" in core


def test_a_persian_deck_runs_from_right_to_left():
    content = Pptx(language="fa").export(measured_shop())

    assert b' rtl="1"' in parts(content)["ppt/presentation.xml"]
    persian = [
        paragraph
        for slide in slides(content)
        for paragraph in slide.iter(f"{A}p")
        if any("\u0620" <= letter <= "\u064a" for letter in "".join(words_of(paragraph)))
    ]
    assert persian
    assert all(paragraph.find(f"{A}pPr").get("rtl") == "1" for paragraph in persian)


def test_a_persian_deck_begins_at_the_right():
    english, persian = (
        deck(shop_map(), language=tag).slides[3].scene.children[1].children[0].commands
        for tag in ("en", "fa")
    )
    # The first stage's label begins where lane names end, seen from the side of the language.
    width = 1184 / deck(shop_map()).slides[3].scale
    assert english[0][1] == pytest.approx(width - persian[0][1])


@pytest.mark.parametrize("tag", ["de", "zh-Hans", "fa"])
def test_words_on_slides_can_be_read_from_a_seat(tag):
    # The least size of words on a slide is 9 points; two letters in a disc are a mark.
    for slide in slides(shop_deck(tag))[1:]:
        for run in slide.iter(f"{A}r"):
            size = run.find(f"{A}rPr").get("sz")
            if size and len(run.find(f"{A}t").text) > 2:
                assert int(size) >= 900, run.find(f"{A}t").text


@pytest.mark.parametrize("tag", ["de", "zh-Hans", "fa"])
def test_nothing_leaves_the_slide(tag):
    for slide in slides(shop_deck(tag)):
        for place in slide.iter(f"{A}xfrm"):
            offset, extent = place.find(f"{A}off"), place.find(f"{A}ext")
            x, y = int(offset.get("x")), int(offset.get("y"))
            right, bottom = x + int(extent.get("cx")), y + int(extent.get("cy"))
            assert (x, y) >= (0, 0)
            assert right <= WIDTH * EMU + 1
            assert bottom <= HEIGHT * EMU + 1


def test_a_long_map_goes_over_several_slides_with_lane_names_on_each():
    content = Pptx().export(long_map(4, 5))

    found = [slide for slide in slides(content) if title(slide).startswith("Map: ")]
    # By hand: 20 steps of at least 136 pixels, and about 850 pixels beside the names of lanes.
    assert len(found) >= 4
    assert all("Actions" in words(slide) for slide in found)


def test_stages_are_not_parted_where_that_costs_no_slide():
    found = [name for name in titles(Pptx().export(long_map(4, 5))) if name.startswith("Map: ")]

    assert found == [f"Map: Stage {i}" for i in range(4)]


def test_a_row_that_is_higher_than_a_slide_is_continued():
    whole = long_map(1, 2, n_cards=12, word="Compares the offers of three shops in detail " * 3)

    found = [slide for slide in slides(Pptx().export(whole)) if title(slide).startswith("Map: ")]

    assert len(found) > 1
    told = [line for slide in found for line in words(slide)]
    assert sum(line.endswith(" 11") for line in told) == 2


def test_a_row_without_content_at_some_steps_is_named_and_left_out():
    whole = with_lane(lane("pain-points"), lane("notes", Cell(at="see", cards=(card("n", "A"),))))

    slide = slides(Pptx().export(whole))[3]

    assert "Nothing here yet: Completion and Pain points" in words(slide)


def test_an_empty_map_is_a_deck_too():
    content = Pptx().export(JourneyMap(id="blank", title=say("Blank")))

    assert faults(content) == []
    assert titles(content)[0] == "Blank"


def test_a_map_of_one_step_is_a_deck_too():
    assert faults(Pptx().export(long_map(1, 1))) == []


def measured(*figures):
    """
    The shop's map where so many of so many customers go on at each step.
    """
    base = measured_shop()
    steps = tuple(
        StepMeasures(
            step=step,
            is_bound=True,
            completion=Figure(value=value, n=n, low=low, high=high, unit="share"),
        )
        for step, (value, low, high, n) in zip(("see", "search", "pay"), figures, strict=False)
    )
    return replace(base, measures=base.measures.model_copy(update={"steps": steps}))


def test_a_step_stands_out_only_where_its_whole_interval_does():
    whole = measured((0.9, 0.88, 0.92, 100), (0.5, 0.40, 0.60, 100), (0.6, 0.50, 0.95, 100))
    subject = Subject(journey=whole.journey, measures=whole.measures, language="en")

    good, bad = outstanding(subject)

    # By hand: beside the first, 110 of 200 go on (55 %); beside the second, 150 of 200 (75 %);
    # beside the third, 140 of 200 (70 %), which lies inside its interval.
    assert {one.step.id: one.others for one in good} == pytest.approx({"see": 0.55})
    assert {one.step.id: one.others for one in bad} == pytest.approx({"search": 0.75})


def test_strengths_and_weaknesses_state_interval_and_number_of_customers():
    whole = measured((0.9, 0.88, 0.92, 100), (0.5, 0.40, 0.60, 100))

    slide = next(
        slide for slide in slides(Pptx().export(whole)) if title(slide).startswith("Strengths")
    )

    assert "90.0% go on to the next step · 50.0% at the other steps" in words(slide)
    assert "95% interval: 88.0–92.0% · n\u00a0=\u00a0100" in words(slide)
    assert any("association, not a cause" in line for line in words(slide))


def test_opportunities_stand_in_the_order_of_their_score_with_owner_and_pain():
    pain = PainPoint(id="p1", text=say("Costs come late"))
    small = Opportunity(id="o1", text=say("Small"), score=2)
    large = Opportunity(id="o2", text=say("Large"), score=8, owner="Lin", answers=("p1",))
    gone = Opportunity(id="o3", text=say("Gone"), score=9, status="dropped")
    whole = with_lane(
        lane("pain-points", Cell(at="pay", cards=(pain,))),
        lane("opportunities", Cell(at="see", cards=(small, gone)), Cell(at="pay", cards=(large,))),
    )

    slide = next(
        slide for slide in slides(Pptx().export(whole)) if title(slide).startswith("Opportunities,")
    )

    told = words(slide)
    assert told.index("Large") < told.index("Small")
    assert "Gone" not in told
    assert "score 8 · Owner: Lin · Answers: Costs come late" in told


def test_changes_stand_in_the_order_of_their_days():
    late = Change(id="c1", text=say("Late"), due=dt.date(2027, 5, 1), status="planned")
    early = Change(id="c2", text=say("Early"), due=dt.date(2027, 2, 1), status="doing")
    never = Change(id="c3", text=say("Never"))
    whole = with_lane(lane("changes", Cell(at="pay", cards=(late, early, never))))

    slide = next(
        slide for slide in slides(Pptx().export(whole)) if title(slide) == "Planned changes"
    )

    told = words(slide)
    assert told.index("Early") < told.index("Late")
    assert "Never" not in told


def test_the_last_slides_say_where_numbers_come_from():
    slide = slides(Pptx().export(measured_shop()))[-1]

    assert any("events.csv" in line and "48,213" in line for line in words(slide))
    assert any("Completion is the share" in line for line in words(slide))


def test_a_map_without_measures_says_so():
    slide = slides(Pptx().export(shop_map()))[-1]

    assert any(line.startswith("Nothing on this map is measured") for line in words(slide))


def test_the_theme_of_the_slides_holds_colours_and_faces():
    theme = parts(Pptx(language="zh-Hant").export(shop_map()))["ppt/theme/theme1.xml"].decode()

    assert '<a:dk1><a:srgbClr val="1B1F24"/></a:dk1>' in theme
    assert '<a:latin typeface="Inter"/><a:ea typeface="Noto Sans TC"/>' in theme


def test_a_dark_deck_is_dark():
    theme = parts(Pptx(theme="dark").export(shop_map()))["ppt/theme/theme1.xml"].decode()

    paper = load_theme("dark").paper[1:]
    assert f'<a:lt1><a:srgbClr val="{paper}"/></a:lt1>' in theme


def test_libreoffice_draws_every_slide(tmp_path):
    content = Pptx(language="fa").export(measured_shop())
    (tmp_path / "deck.pptx").write_bytes(content)

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "deck.pptx"),
        ],
        check=True,
        capture_output=True,
    )

    drawn = pypdfium2.PdfDocument(tmp_path / "deck.pdf")
    assert len(drawn) == len(slides(content))
    # By hand: 1280 pixels of 0.75 points.
    assert drawn[0].get_size() == pytest.approx((960, 540), abs=1)
