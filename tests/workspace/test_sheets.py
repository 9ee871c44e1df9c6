"""
Paper for people, as Markdown and as a page.
"""

from __future__ import annotations

from touchline.workspace.sheets import (
    Blank,
    Choices,
    Facts,
    Grid,
    Heading,
    Items,
    Together,
    Words,
    markdown,
    page,
)

SHEET = (
    Heading("A *title*", 1),
    Words("Read <this>", is_note=True),
    Facts((("Name", "Kettle & Co"),)),
    Items(("one", "1. two")),
    Grid(("what", "how much"), (("tea", "5"), ("pot | lid", "7")), frozenset({1})),
    Together((Choices("Which?", ("a", "b")), Choices("All?", ("c",), is_several=True))),
    Blank("Say more", 2),
    Blank("Day", 0),
)


def test_markdown_shows_words_as_they_are() -> None:
    rule = "_" * 40
    assert markdown(SHEET) == (
        "# A \\*title\\*\n\n"
        "> Read \\<this\\>\n\n"
        "- **Name** — Kettle \\& Co\n\n"
        "- one\n- 1\\. two\n\n"
        "| what | how much |\n| --- | ---: |\n| tea | 5 |\n| pot \\| lid | 7 |\n\n"
        "Which?\n\n- [ ] a\n- [ ] b\n\n"
        "All?\n\n- [ ] c\n\n"
        f"Say more\n\n{rule}\n\n{rule}\n\n"
        f"Day\n\n{rule}\n"
    )


def test_a_page_has_a_field_of_its_own_for_everything_to_fill_in() -> None:
    text = page(SHEET, title="A <title>", language="en")

    assert "<title>A &lt;title&gt;</title>" in text
    assert text.count('type="radio" name="f1"') == 2
    assert 'type="checkbox" name="f2"' in text
    assert '<textarea name="f3" rows="2"' in text
    assert '<input type="text" name="f4"' in text
    assert '<td class="number">7</td>' in text
    assert "<p" in text
    assert "Read &lt;this&gt;" in text


def test_words_against_the_page_are_set_apart() -> None:
    text = page((Words("Kettlewisp"), Words("چای Kettlewisp")), title="چای", language="fa")

    assert '<html lang="fa" dir="rtl">' in text
    assert '<p><bdi dir="ltr">Kettlewisp</bdi></p>' in text
    assert "<p>چای Kettlewisp</p>" in text


def test_a_page_brings_the_faces_of_its_words_along() -> None:
    text = page((Words("請寫下 7 Tage"),), title="چای", language="zh-Hant")

    for family in ("Noto Sans TC", "Inter", "Vazirmatn"):
        assert f'font-family:"{family}"' in text
    assert "font-src data:" in text


def test_what_cannot_be_written_is_left_out() -> None:
    text = page((Words("a\x00b\ud800c"),), title="t", language="en")

    assert "<p>abc</p>" in text
    assert markdown((Words("a\x00b\ud800c"),)) == "abc\n"
