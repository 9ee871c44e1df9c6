from __future__ import annotations

import json
from importlib.resources import files

import pytest

from touchline.canvas.colour import contrast, to_oklch
from touchline.canvas.company import company_theme
from touchline.canvas.errors import (
    LowContrast,
    UnknownTheme,
    UnknownToken,
    UnreadableColour,
    UnreadableTheme,
)
from touchline.canvas.theme import THEMES, load_theme, sizes, type_style


@pytest.fixture(params=THEMES)
def theme_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_themes_are_those_of_the_file() -> None:
    text = files("touchline.canvas").joinpath("tokens.json").read_text(encoding="utf-8")

    assert tuple(json.loads(text)["themes"]) == THEMES


def test_every_theme_passes_its_own_checks(theme_name: str) -> None:
    theme = load_theme(theme_name)

    assert theme.name == theme_name
    assert theme.is_dark == (theme_name == "dark")


def test_any_stage_can_be_written_on_and_with(theme_name: str) -> None:
    theme = load_theme(theme_name)

    for hue in (theme.stage_hue(index) for index in range(14)):
        readable = theme.readable(hue)
        assert contrast(theme.on_stage, readable) >= theme.text_contrast
        assert contrast(readable, theme.tint(hue, 0.05)) >= theme.text_contrast


def test_text_on_a_stages_column_can_be_read(theme_name: str) -> None:
    theme = load_theme(theme_name)

    grounds = [theme.tint(theme.stage_hue(index), 0.05) for index in range(14)]

    for token in ("ink", "second", "good_ink", "bad_ink"):
        assert min(contrast(getattr(theme, token), g) for g in grounds) >= theme.text_contrast


def test_the_first_hues_are_the_designs() -> None:
    theme = load_theme("paper")

    hues = [theme.stage_hue(index) for index in range(6)]

    # design/README.md, stage hues in order.
    assert hues == ["#5B6BF0", "#2F8FD8", "#12A594", "#5BA83A", "#D9930D", "#D6528A"]


def test_more_hues_have_equal_lightness_and_are_all_different() -> None:
    theme = load_theme("paper")

    hues = [theme.stage_hue(index) for index in range(18)]

    lightness = [to_oklch(hue).lightness for hue in hues[6:]]
    assert max(lightness) - min(lightness) < 0.02
    assert len(set(hues)) == 18


def test_an_unknown_theme_names_the_nearest() -> None:
    with pytest.raises(UnknownTheme) as caught:
        load_theme("papr")

    assert caught.value.values["suggestion"] == "paper"


def test_a_company_sets_tokens_over_one_of_our_themes() -> None:
    given = {
        "name": "acme",
        "extends": "print",
        "tokens": {"ink": "#101820", "stages": ["#aa0033"]},
    }

    theme = company_theme(given)

    assert (theme.name, theme.ink, theme.stages) == ("acme", "#101820", ("#AA0033",))
    assert theme.second == load_theme("print").second


def test_a_colour_that_cannot_be_read_is_darkened_and_the_theme_says_so() -> None:
    theme = company_theme({"tokens": {"second": "#999999"}}, at="acme.yaml")

    # By hand: #999999 has luminance 0.3185, so 1.05 / 0.3685 = 2.85 on white.
    (repair,) = theme.repairs
    assert (repair.token, repair.before, repair.after) == ("second", "#999999", theme.second)
    grounds = ("paper", "page", "soft", "pill", "pain", "opportunity")
    assert min(contrast(theme.second, getattr(theme, ground)) for ground in grounds) >= 4.5
    # Grey stays grey: only its lightness was moved.
    assert to_oklch(theme.second).chroma < 0.001


def test_a_theme_that_no_lightness_can_make_readable_is_refused_by_the_pairs_name() -> None:
    # By hand: #777777 has luminance 0.1845; black on it has 4.69 and white 4.48, and 7 is needed.
    with pytest.raises(LowContrast) as caught:
        company_theme({"extends": "contrast", "tokens": {"paper": "#777777"}}, at="acme.yaml")

    assert caught.value.values["ground"] == "paper"
    assert caught.value.values["needed"] == 7
    assert caught.value.at == "acme.yaml"


def test_one_colour_of_a_company_gives_the_hues_of_all_stages() -> None:
    theme = company_theme({"brand": "#ffd400"})

    assert theme.stages[0] == "#FFD400"
    assert len(set(theme.stages)) == 6
    # What follows from the one colour is adjusted without a word; nobody asked for it by name.
    assert theme.repairs == ()
    for hue in theme.stages:
        assert contrast(theme.on_stage, theme.readable(hue)) >= theme.text_contrast


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"extends": "sepia"}, UnknownTheme),
        ({"tokens": {"inc": "#000000"}}, UnknownToken),
        ({"token": {}}, UnknownToken),
        ({"tokens": {"text_contrast": 1}}, UnknownToken),
        ({"tokens": {"ink": "black"}}, UnreadableColour),
        ({"tokens": {"stages": ["#12345"]}}, UnreadableColour),
        ({"tokens": {"stages": []}}, UnreadableTheme),
        ({"tokens": ["#000000"]}, UnreadableTheme),
        ({"brand": "orange"}, UnreadableColour),
        ({"font": "Comic"}, UnknownToken),
        ({"radius": -1}, UnreadableTheme),
        ({"radius": "round"}, UnreadableTheme),
    ],
)
def test_a_faulty_company_theme_is_refused(
    given: dict[str, object], fault: type[Exception], language: str
) -> None:
    with pytest.raises(fault) as caught:
        company_theme(given, at="acme.json")

    assert "acme.json" in caught.value.told(language) or fault is UnknownTheme  # type: ignore[attr-defined]


def test_types_and_sizes_are_the_designs() -> None:
    # design/README.md: 25/600 title, 12/400 cell; card radius 9, cell padding 10.
    title, cell = type_style("title", "#000000"), type_style("cell", "#000000")
    assert ((title.size, title.weight), (cell.size, cell.weight)) == ((25, 600), (12, 400))
    assert (sizes().card_radius, sizes().cell_padding) == (9, 10)


def test_every_fault_is_told_in_every_language(language: str) -> None:
    faults = [
        UnknownTheme.among("papr", THEMES),
        UnknownToken.among("zzz", ("ink", "paper")),
        UnreadableColour.of("ink", "black"),
        UnreadableTheme.of("[]"),
        LowContrast.between("second", "paper", 2.846, 4.5),
    ]

    for fault in faults:
        assert fault.problem(language)
        assert fault.hint(language)
