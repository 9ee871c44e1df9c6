from __future__ import annotations

import subprocess
import sys

import pytest
import touchline_fonts
import uharfbuzz as hb  # type: ignore[import-untyped]  # it ships no types

from touchline.canvas import fonts


@pytest.mark.parametrize(
    ("family", "weight", "expected"),
    [
        # By hand, CSS Fonts 4 section 5.2: up to 500 rather lighter, above rather heavier.
        ("Inter", 500, "Inter-500"),
        ("NotoSansTC", 500, "NotoSansTC-400"),
        ("NotoSansSC", 600, "NotoSansSC-700"),
        ("Vazirmatn", 500, "Vazirmatn-400"),
        ("Vazirmatn", 900, "Vazirmatn-700"),
        ("Inter", 100, "Inter-400"),
    ],
)
def test_a_missing_weight_takes_the_one_that_a_browser_takes(
    family: fonts.Family, weight: int, expected: str
) -> None:
    assert fonts.face_of(family, weight) == expected


def test_only_families_with_a_slanted_face_are_slanted() -> None:
    assert fonts.face_of("Inter", 700, is_italic=True) == "Inter-600-Italic"
    assert fonts.face_of("Vazirmatn", 400, is_italic=True) == "Vazirmatn-400"


@pytest.mark.parametrize(
    ("character", "language", "family"),
    [
        ("a", "zh-Hant", "Inter"),
        ("7", "zh-Hans", "Inter"),
        ("客", "zh-Hant", "NotoSansTC"),
        ("客", "zh-Hans", "NotoSansSC"),
        ("—", "zh-Hant", "NotoSansTC"),
        ("“", "zh-Hans", "NotoSansSC"),
        ("“", "en", "Inter"),
        ("客", "en", "NotoSansSC"),
        ("س", "en", "Vazirmatn"),
    ],
)
def test_a_character_takes_the_face_of_its_script_and_language(
    character: str, language: str, family: str
) -> None:
    assert fonts.family_for(character, language, is_rtl=False) == family


def test_foreign_words_inside_persian_take_the_latin_face() -> None:
    assert fonts.family_for("C", "fa", is_rtl=False) == "Inter"
    assert fonts.family_for(".", "fa", is_rtl=True) == "Vazirmatn"


def test_characters_that_no_face_holds_are_listed_once() -> None:
    assert fonts.missing_characters("a😀b😀 \n客س\u200c") == ("😀",)


def test_signs_before_numbers_are_drawn_though_they_count_as_controls() -> None:
    # U+0600 has the property Prepended_Concatenation_Mark in Unicode's PropList.
    assert fonts.missing_characters("\u0600\u200d") == ("\u0600",)


def test_every_bundled_face_can_be_opened() -> None:
    sizes = {face: fonts.units_per_em(face) for face in touchline_fonts.FACES}

    assert set(sizes.values()) <= {1000, 2048}


def test_persian_letters_join_when_shaped() -> None:
    joined = fonts.shape("Vazirmatn-400", "سلام", "fa", is_rtl=True)

    apart = [fonts.shape("Vazirmatn-400", c, "fa", is_rtl=True)[0].gid for c in "سلام"]
    # By hand: lam and alef become one ligature, so four letters are three glyphs.
    assert len(joined) == 3
    assert not {glyph.gid for glyph in joined[1:]} & set(apart)


def test_a_halted_bracket_is_half_as_wide() -> None:
    (whole,) = fonts.shape("NotoSansTC-400", "「", "zh-Hant", is_rtl=False)
    (half,) = fonts.shape("NotoSansTC-400", "「", "zh-Hant", is_rtl=False, halted=(0,))

    assert (half.advance, half.dx) == (whole.advance // 2, -whole.advance // 2)


def test_a_glyph_is_closed_contours_of_moves_lines_and_cubics() -> None:
    (glyph,) = fonts.shape("Inter-400", "o", "en", is_rtl=False)

    path = fonts.glyph_path("Inter-400", glyph.gid)

    assert {command[0] for command in path} <= {"M", "L", "C", "Z"}
    # By eye: an o is two contours.
    assert [command[0] for command in path].count("M") == 2
    assert [command[0] for command in path].count("Z") == 2


def test_a_space_has_no_outline() -> None:
    (glyph,) = fonts.shape("Inter-400", " ", "en", is_rtl=False)

    assert fonts.glyph_path("Inter-400", glyph.gid) == ()


def test_a_subset_shapes_its_text_as_the_whole_face_does() -> None:
    text = "سلام کتاب‌ها"

    face = hb.Face(fonts.subset("Vazirmatn-400", text=text))

    assert _widths(hb.Font(face), text) == [
        glyph.advance for glyph in fonts.shape("Vazirmatn-400", text, "fa", is_rtl=True)
    ]
    assert face.glyph_count < 60


def test_a_subset_is_the_same_in_every_process() -> None:
    program = (
        "from touchline.canvas.fonts import subset;import hashlib;"
        "print(hashlib.sha256(subset('NotoSansTC-400', text='客戶旅程「」')).hexdigest())"
    )

    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(answers) == 1


def _widths(font: hb.Font, text: str) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = "fa"
    hb.shape(font, buffer)
    return [place.x_advance for place in buffer.glyph_positions]
