"""
Customers see where they are and what comes next (R-204, M10), and nothing that is not for them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from touchline.document.read import journey_of, load
from touchline.exporters.progress import Progress
from touchline.i18n import LANGUAGES, is_right_to_left
from touchline.measuring.measure import measure
from touchline.measuring.measured import Figure, MeasuredMap, StepMeasures
from touchline.model.map import JourneyMap
from touchline.model.structure import Stage, Step
from touchline.model.text import LocalText
from touchline.samples import INVENTED
from touchline.scene.compose import compose
from touchline.scene.here import Here, StepNotOnMap
from touchline.sources import read_log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

SHOP = INVENTED["invented_shop"]


@cache
def shop() -> MeasuredMap:
    """
    Measure the fullest map there is: every kind of lane, owners, pains, targets, evidence.
    """
    columns: dict[str, Any] = dict(SHOP.columns)
    log = read_log(SHOP.path, cases=SHOP.cases, zone=SHOP.zone, **columns)
    return measure(journey_of(load(SHOP.journey)), log)


def way(n: int) -> JourneyMap[Any]:
    steps = tuple(Step(id=f"x{i}", name=LocalText.of(f"Step {i}")) for i in range(n))
    stage = Stage(id="s", name=LocalText.of("Stage"), steps=steps)
    return JourneyMap[Any](id="way", title=LocalText.of("Way"), stages=(stage,))


class Seen(HTMLParser):
    """
    Notes every element with its attributes, and the words between them.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def piece(subject: Any, step: str | None = None, language: str = "en") -> str:
    made = Progress(step=step, language=language, has_style=False)
    return made.export(subject).decode()


def test_r204_customers_are_told_where_they_are_and_what_comes_next() -> None:
    seen = Seen(piece(way(3), "x1"))

    assert seen.words == [
        "Step 2 of 3",
        "Step 1",
        *("Step 0", "(done)", "Step 1", "(you are here)", "Step 2", "(still to come)"),
        "Next: Step 2",
    ]


def test_the_step_at_which_the_customer_stands_is_the_current_one_of_a_list() -> None:
    seen = Seen(piece(way(3), "x1"))

    current = [attrs for tag, attrs in seen.elements if tag == "li" and "aria-current" in attrs]
    assert [attrs["aria-current"] for attrs in current] == ["step"]
    assert [tag for tag, _ in seen.elements].count("ol") == 1


def test_a_long_way_is_told_by_stages_and_the_steps_of_the_present_one() -> None:
    # Given a map of twelve steps in six stages
    seen = Seen(piece(shop(), "wait"))

    lists = [attrs["aria-label"] for tag, attrs in seen.elements if tag == "ol"]
    current = [attrs.get("aria-current") for tag, attrs in seen.elements if tag == "li"]
    assert lists == ["All stages", "Steps of “Receive”"]
    assert [one for one in current if one] == ["true", "step"]


def test_how_long_it_takes_is_the_measured_median_with_the_number_behind_it() -> None:
    # Given what was measured between waiting and unpacking
    figure = next(one.time_to_next for one in shop().measures.steps if one.step == "wait")

    words = Seen(piece(shop(), "wait")).words

    assert figure is not None
    assert f"Half of {figure.n:,} customers took" in " ".join(words)


@pytest.mark.parametrize(
    "figure",
    [
        None,
        Figure(value=None, n=100, unit="seconds"),
        Figure(value=60.0, n=4, unit="seconds", is_thin=True),
    ],
)
def test_without_enough_data_no_time_is_told(figure: Figure | None) -> None:
    steps = (StepMeasures(step="x0", is_bound=True, time_to_next=figure),)
    measures = shop().measures.model_copy(update={"steps": steps})

    assert "customers" not in piece(MeasuredMap(way(3), measures), "x0")


def test_at_the_last_step_nothing_comes_next() -> None:
    assert "This is the last step." in piece(way(3), "x2")


def test_before_the_first_step_the_first_one_comes_next() -> None:
    told = piece(way(3))

    assert "Next: Step 0" in told
    assert "aria-current" not in told


def test_a_step_beside_the_planned_way_is_shown_only_to_those_who_stand_there() -> None:
    assert "My card is refused" in piece(shop(), "declined")
    assert "My card is refused" not in piece(shop(), "pay")


def bare(measured: MeasuredMap) -> MeasuredMap:
    """
    Leave of a map nothing but the names and the order of its steps, and of its measures the times.
    """
    journey = measured.journey
    stages = tuple(
        Stage(
            id=stage.id,
            name=stage.name,
            steps=tuple(Step(id=one.id, name=one.name, path=one.path) for one in stage.steps),
        )
        for stage in journey.stages
    )
    plain = JourneyMap[Any](
        id="plain",
        title=LocalText.of("Plain"),
        language=journey.language,
        invented=journey.is_invented,
        stages=stages,
    )
    times = tuple(
        StepMeasures(step=one.step, is_bound=True, time_to_next=one.time_to_next)
        for one in measured.measures.steps
    )
    provenance = measured.measures.provenance.model_copy(update={"source": "other.csv"})
    fields: dict[str, Any] = {"provenance": provenance, "steps": times}
    return MeasuredMap(plain, type(measured.measures)(**fields))


@pytest.mark.parametrize("language", LANGUAGES)
def test_m10_nothing_internal_leaks_whatever_field_of_the_map_it_stands_in(language: str) -> None:
    # Given the fullest map, and the same without lanes, owners, personas, objective, figures, …
    less = bare(shop())

    # Then customers see the same piece of it at every step, to the byte
    for step in shop().journey.steps:
        assert piece(shop(), step.id, language) == piece(less, step.id, language)


def test_the_name_of_one_customer_is_not_written() -> None:
    scene = compose(shop(), here=Here(step="pay", case="kw-0001"))

    told = Progress().export(scene).decode()

    assert "Step 4 of" in told
    assert "kw-0001" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_piece_says_its_language_and_direction(language: str) -> None:
    seen = Seen(piece(shop(), "pay", language))

    tag, attrs = seen.elements[0]
    assert tag == "section"
    assert attrs["lang"] == language
    assert attrs["dir"] == ("rtl" if is_right_to_left(language) else "ltr")


def test_it_holds_no_script_and_asks_the_network_for_nothing() -> None:
    whole = Progress(step="pay").export(shop()).decode()

    assert not re.search(r"<script|\son\w+=|@import|https?://(?!www\.w3\.org)", whole)


def test_every_colour_and_size_that_a_company_sets_is_a_variable_with_a_default() -> None:
    style = Progress(step="pay").export(shop()).decode().partition("</style>")[0]

    named = set(re.findall(r"var\((--touchline-progress-\w+), ", style))
    assert {name.removeprefix("--touchline-progress-") for name in named} == {
        *("accent", "ink", "second", "line", "paper", "radius", "font"),
    }


def test_hostile_names_stay_words() -> None:
    hostile = LocalText.of("<script>alert(1)</script>\" onload='x'")
    plain = way(2)
    (stage,) = plain.stages
    steps = (replace_name(stage.steps[0], hostile), stage.steps[1])
    named = plain.model_copy(update={"stages": (stage.model_copy(update={"steps": steps}),)})

    seen = Seen(piece(named, "x0"))

    assert {tag for tag, _ in seen.elements} <= {"section", "p", "strong", "ol", "li", "span"}


def replace_name(step: Step, name: LocalText) -> Step:
    return step.model_copy(update={"name": name})


def test_an_unknown_step_is_answered_with_the_nearest() -> None:
    with pytest.raises(StepNotOnMap) as caught:
        piece(way(3), "x11")

    assert "“x1”" in caught.value.told()


def test_an_empty_map_is_an_empty_piece() -> None:
    empty = JourneyMap[Any](id="m", title=LocalText.of("Empty"))

    assert "<li" not in piece(empty)
    assert replace(Progress(), has_style=False).export(empty)


@pytest.mark.parametrize("width", [320, 960])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_phone_and_a_page_in_either_direction(
    page: Page, width: int, language: str
) -> None:
    # Given the piece on a page of its own, as a company would embed it
    content = Progress(step="wait", language=language).export(shop()).decode()
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(f"<!doctype html><meta charset=utf-8><body>{content}")

    # Then nothing is wider than the window, and the first step stands where the language begins
    wide, first, last = page.evaluate(
        """() => {
          const items = [...document.querySelector('ol').querySelectorAll('li')]
            .map(item => item.getBoundingClientRect());
          return [document.documentElement.scrollWidth,
            [items[0].left, items[0].top], [items.at(-1).left, items.at(-1).top]];
        }"""
    )
    assert wide <= width
    if width == 320:
        assert first[1] < last[1]
    else:
        assert (first[0] > last[0]) == is_right_to_left(language)
        assert first[1] == last[1]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield chromium.new_context(offline=True).new_page()
        chromium.close()
