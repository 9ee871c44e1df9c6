from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.canvas.samples import PARAGRAPHS, drawn_texts
from touchline.canvas.text import TextStyle, measure, set_text

if TYPE_CHECKING:
    from touchline.canvas.primitives import Text

_STYLE = TextStyle(12)
#: Re-shaping a line may move a kern by less than this, px.
_ROUNDING = 0.01
_WIDTHS = (36.0, 70.0, 110.0, 260.0)


def laid(text: str, language: str = "en", width: float = 120.0, **options: object) -> Text:
    settings = {"x": 10.0, "y": 20.0, "style": _STYLE, **options}
    return set_text(text, width=width, language=language, **settings)  # type: ignore[arg-type]


def lines(text: Text) -> list[str]:
    return [line.text for line in text.lines]


def test_no_line_is_wider_than_its_box(language: str) -> None:
    wide = [
        (text, width, line.text)
        for text in (PARAGRAPHS[language], *drawn_texts(language, 60))
        for width in _WIDTHS
        for line in laid(text, language, width).lines
        if line.width > width + _ROUNDING
    ]

    assert wide == []


def test_every_character_is_kept_in_logical_order(language: str) -> None:
    for text in (PARAGRAPHS[language], *drawn_texts(language, 60)):
        for width in _WIDTHS:
            found = "".join(
                line.text[:-1] if line.is_hyphenated else line.text
                for line in laid(text, language, width).lines
            )

            assert re.sub(r"\s", "", found) == re.sub(r"\s", "", text)


def test_runs_hold_the_lines_characters_and_never_overlap(language: str) -> None:
    for text in drawn_texts(language, 40):
        for line in laid(text, language).lines:
            drawn = sorted("".join(run.text for run in line.runs).replace(" ", ""))

            assert drawn == sorted(line.text.replace(" ", ""))
            assert all(a.x + a.width <= b.x + _ROUNDING for a, b in pairwise(line.runs))
            assert not any(run.text != run.text.strip(" ") for run in line.runs)


def test_a_box_is_as_high_as_its_lines(language: str) -> None:
    text = laid(PARAGRAPHS[language], language)

    # By hand, rendering.md section 5: 1.42 em, and 0.08 more for Chinese, 0.13 for Persian.
    leading = 12 * {"zh-Hans": 1.5, "zh-Hant": 1.5, "fa": 1.55}.get(language, 1.42)
    assert text.height == pytest.approx(leading * len(text.lines))
    gaps = [b.baseline - a.baseline for a, b in pairwise(text.lines)]
    assert gaps == pytest.approx([leading] * (len(text.lines) - 1))
    assert text.y < text.lines[0].baseline < text.lines[-1].baseline < text.y + text.height


@pytest.mark.parametrize(
    ("text", "language", "is_rtl"),
    [
        ("iPhone 15 را خریدم.", "fa", True),
        ("۱۲۳", "fa", True),
        # Not one word of it is Persian, so its brackets and stops stay where English has them.
        ('Orders "ORD-12".', "fa", False),
        ("سفارش ORD-12 رسید.", "en", True),
        ("She said سلام twice.", "en", False),
        ("12 %", "en", False),
        ("", "fa", True),
    ],
)
def test_a_paragraph_runs_in_the_direction_of_its_words(
    text: str, language: str, is_rtl: bool
) -> None:
    found = laid(text, language)

    assert found.is_rtl == is_rtl
    assert found.align == "left"


def test_measuring_gives_the_width_of_the_one_line(language: str) -> None:
    text = PARAGRAPHS[language]

    (line,) = laid(text, language, 9000).lines

    assert measure(text, _STYLE, language) == pytest.approx(line.width, abs=_ROUNDING)


@pytest.mark.parametrize(
    ("align", "rtl", "side", "share"),
    [
        ("start", False, "left", 0.0),
        ("end", False, "right", 1.0),
        ("middle", False, "center", 0.5),
        ("start", True, "right", 1.0),
        ("end", True, "left", 0.0),
    ],
)
def test_short_lines_stand_where_they_are_aligned(
    align: str, *, rtl: bool, side: str, share: float
) -> None:
    text = laid("short", align=align, rtl=rtl)

    (line,) = text.lines
    assert text.align == side
    assert line.x == pytest.approx(10 + (120 - line.width) * share)
    assert line.runs[0].x == line.x


def test_a_word_wider_than_its_box_is_divided() -> None:
    text = laid("customer_journey_started_event", width=60)

    assert lines(text) == ["customer_", "journey_", "started_", "event"]


def test_a_box_narrower_than_a_character_takes_one_a_line() -> None:
    assert lines(laid("abc", width=1)) == ["a", "b", "c"]


def test_lines_left_out_are_announced_by_an_ellipsis() -> None:
    text = laid("Notices a sponsored post while commuting to work", width=80, max_lines=2)

    assert text.is_clipped
    assert len(text.lines) == 2
    assert text.lines[-1].text.endswith("…")
    assert text.lines[-1].width <= 80
    assert text.source.endswith("to work")


def test_a_text_that_fits_its_lines_is_not_clipped() -> None:
    text = laid("See an ad", max_lines=2)

    assert (text.is_clipped, lines(text)) == (False, ["See an ad"])


def test_an_author_s_line_breaks_are_kept() -> None:
    assert lines(laid("one\ntwo\r\n\nthree")) == ["one", "two", "", "three"]


@pytest.mark.parametrize("nothing", ["", "  ", "\n\t"])
def test_an_empty_text_has_no_lines_and_no_height(nothing: str) -> None:
    text = laid(nothing)

    assert (text.lines, text.height) == ((), 0.0)


def test_controls_are_not_drawn() -> None:
    assert lines(laid("a\x00b\x1bc")) == ["abc"]


def test_a_balanced_heading_has_lines_of_like_length() -> None:
    words = "Online shopper buys a first outfit for a friend's wedding"

    plain, even = laid(words, width=200), laid(words, width=200, balance=True)

    assert len(even.lines) == len(plain.lines)
    assert _spread(even) <= _spread(plain)
    assert _spread(even) < 40


def _spread(text: Text) -> float:
    widths = [line.width for line in text.lines]
    return max(widths) - min(widths)


def test_a_chinese_paragraph_does_not_end_in_an_orphan() -> None:
    ends = [
        lines(laid(PARAGRAPHS[tag], tag, width))[-1]
        for tag in ("zh-Hans", "zh-Hant")
        for width in range(90, 200, 7)
    ]

    assert min(len(re.sub(r"\W", "", end)) for end in ends) > 1


def test_a_hyphen_appears_only_where_a_word_is_divided() -> None:
    text = laid("Wärmepumpenförderung beantragen", "de", 90)

    hyphenated = [line.text for line in text.lines if line.is_hyphenated]
    assert hyphenated
    assert all(line.endswith("-") for line in hyphenated)
    assert [line for line in lines(text) if line.endswith("-")] == hyphenated


def test_an_unused_soft_hyphen_is_not_drawn() -> None:
    (line,) = laid("Dampf\u00adschiff").lines

    assert line.width == pytest.approx(measure("Dampfschiff", _STYLE, "en"), abs=0.2)


def test_a_number_and_its_unit_keep_their_order_in_persian() -> None:
    (line,) = laid("دما ۲۱ °C است", "fa").lines

    assert [run.text for run in line.runs] == ["است", "۲۱", "°C", "دما"]


def test_a_percent_sign_stays_on_one_side_of_persian_numbers() -> None:
    alone, inside = laid("۹۵٪", "fa").lines[0], laid("و ۹۵٪ از", "fa").lines[0]

    assert "۹۵٪" in [run.text for run in alone.runs]
    assert "۹۵٪" in [run.text for run in inside.runs]


def test_punctuation_that_meets_punctuation_is_narrowed_in_chinese() -> None:
    text = laid("「好」「好」", "zh-Hant", 300)

    (line,) = text.lines
    # By hand: six characters of 12 px; the first bracket and one of those that meet are halved.
    assert line.width == pytest.approx(6 * 12 - 2 * 6)
    narrowed = [run for run in line.runs if run.width < 7]
    assert [run.text for run in narrowed] == ["「", "」"]
    assert [run.shift for run in narrowed] == pytest.approx([-3, 3])


def test_ten_thousand_characters_are_laid_out_whole() -> None:
    text = laid("旅" * 10_000, "zh-Hans")

    assert sum(len(line.text) for line in text.lines) == 10_000


def test_layout_is_the_same_when_it_is_not_remembered() -> None:
    first = laid(PARAGRAPHS["fa"], "fa", 111.5)

    second = laid(PARAGRAPHS["fa"], "fa", 111.5, x=30.0)

    assert [line.text for line in first.lines] == [line.text for line in second.lines]
    assert [b.x - a.x for a, b in zip(first.lines, second.lines, strict=True)] == pytest.approx(
        [20] * len(first.lines)
    )
