"""
A company's theme as a file (P17).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from touchline.canvas.errors import (
    LowContrast,
    UnknownTheme,
    UnknownToken,
    UnreadableColour,
    UnreadableLogo,
    UnreadableTheme,
)
from touchline.canvas.theme import THEMES
from touchline.canvas.theme import load_theme as packaged
from touchline.document.syntax import compose
from touchline.document.theme_schema import theme_schema
from touchline.document.themes import UnreadableThemeFile, load_theme
from touchline.errors import StorageError, TouchlineError

if TYPE_CHECKING:
    from pathlib import Path

ACME = """\
name: Acme
extends: print
brand: "#FF6A00"   # the orange of the house
radius: 3
font: Vazirmatn
logo: acme.svg
tokens:
  second: "#999999"
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60" onload="x()">'
    "<script>alert(1)</script><circle cx='30' cy='30' r='28' fill='#FF6A00'/></svg>"
)


def written(folder: Path, text: str, logo: str | bytes = LOGO) -> Path:
    content = logo if isinstance(logo, bytes) else logo.encode()
    (folder / "acme.svg").write_bytes(content)
    file = folder / "acme.theme.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_gives_colours_face_corners_and_mark(tmp_path: Path) -> None:
    theme = load_theme(written(tmp_path, ACME))

    assert (theme.name, theme.radius, theme.font) == ("Acme", 3.0, "Vazirmatn")
    assert theme.stages[0] == "#FF6A00"
    assert theme.paper == packaged("print").paper
    assert [repair.token for repair in theme.repairs] == ["second"]
    assert theme.logo is not None
    assert (theme.logo.width, theme.logo.height, theme.logo.name) == (240, 60, "Acme")
    assert "c2NyaXB0" not in theme.logo.href


def test_names_of_the_package_and_themes_pass_through() -> None:
    for name in THEMES:
        assert load_theme(name) is packaged(name)
    assert load_theme(packaged("dark")) is packaged("dark")


def test_json_is_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "acme.json"
    file.write_text('{"brand": "#336699"}', encoding="utf-8")

    assert load_theme(str(file)).stages[0] == "#336699"


def test_a_photograph_is_a_mark_too(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (300, 100)).save(stream, "PNG")

    theme = load_theme(written(tmp_path, "logo: acme.svg", stream.getvalue()))

    assert theme.logo is not None
    assert (theme.logo.width, theme.logo.height) == (300, 100)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", UnreadableThemeFile),
        ("tokens: [", UnreadableThemeFile),
        ("brand: red\nbrand: blue", UnreadableThemeFile),
        ("- a list", UnreadableTheme),
        ("tokens: [1, 2]", UnreadableTheme),
        ("logo: [1]", UnreadableTheme),
        ("radius: 900", UnreadableTheme),
        ("colours: {}", UnknownToken),
        ("tokens: {inc: '#000000'}", UnknownToken),
        ("font: Comic", UnknownToken),
        ("brand: orange", UnreadableColour),
        ("extends: sepia", UnknownTheme),
        ("extends: contrast\ntokens: {paper: '#777777'}", LowContrast),
        ("logo: missing.png", StorageError),
    ],
)
def test_a_faulty_file_is_told_in_every_language(
    tmp_path: Path, text: str, fault: type[TouchlineError], language: str
) -> None:
    with pytest.raises(fault) as caught:
        load_theme(written(tmp_path, text))

    told = caught.value.told(language)
    assert told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "logo",
    [
        "words",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b"\x89PNG\r\n\x1a\n",
        b" " * 6_000_000,
    ],
)
def test_a_hostile_or_broken_mark_is_refused(tmp_path: Path, logo: str | bytes) -> None:
    with pytest.raises(UnreadableLogo):
        load_theme(written(tmp_path, "logo: acme.svg", logo))


def test_a_file_that_is_not_there_names_the_themes() -> None:
    for name in ("nowhere.yaml", "papr"):
        with pytest.raises(UnknownTheme) as caught:
            load_theme(name)
        assert "paper" in caught.value.told("en")


def test_the_schema_of_a_theme_accepts_what_is_read_and_describes_every_colour(
    tmp_path: Path,
) -> None:
    schema = theme_schema()
    Draft202012Validator.check_schema(schema)
    given, _ = compose(ACME)
    load_theme(written(tmp_path, ACME))

    assert Draft202012Validator(schema).is_valid(given.value)
    assert not Draft202012Validator(schema).is_valid({"tokens": {"inc": "#000000"}})
    tokens = schema["properties"]["tokens"]["properties"]
    named = {"good_ink", "done_fill", "bad_ink", "warn_fill", "planned_fill", "pain_line"}
    named |= {"pain_strong", "pain_strong_line", "opportunity_line"}
    # Those nine are told in the line of the colour that they go with.
    assert {name for name, each in tokens.items() if "description" not in each} == named
