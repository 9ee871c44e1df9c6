from __future__ import annotations

import random
import re

import pytest
from uniseg.linebreak import line_break_boundaries

from tests.canvas.samples import PARAGRAPHS
from touchline.canvas.breaking import breaks, hyphens, phrase_breaks, rescues

_PIECES = (
    *(
        "the",
        "Küche",
        "搜尋",
        "報價",
        "「」",
        "（）",
        "，",
        "。",
        "“",
        "”",
        "(",
        ")",
        "-",
        "—",
        "…",
        "/",
    ),
    *("%", "$", "5", "3.14", "°C", "«»", "سلام", "خانه", "۲۱", "·", ":", ";", "!", "?", "'", '"'),
    *(
        "@",
        "&",
        "+",
        "、",
        "：",
        "《》",
        "……",
        "——",
        "\u00a0",
        "ab_c",
        "e\u0301",
        "\u200d",
        "\u2060",
    ),
)


def parted(text: str, found: tuple[int, ...]) -> str:
    """
    Show the breaks of a text as bars.
    """
    return "|".join(text[a:b] for a, b in zip((0, *found), (*found, len(text)), strict=True))


def oracle(text: str) -> tuple[int, ...]:
    return tuple(i for i in line_break_boundaries(text) if 0 < i < len(text))


def is_tailored(text: str) -> bool:
    """
    Tell whether we differ from the annex on purpose: a number and its unit, a range, and a letter
    before a hyphen.
    """
    return re.search(r"\d[ –]|[$€] \d|\b[^\W\d_]-[^\W\d_]", text) is not None


def differing(n: int, seed: int) -> list[str]:
    """
    List the drawn strings that we break elsewhere than the oracle.
    """
    chance = random.Random(seed)  # noqa: S311 (drawn texts are no secret)
    drawn = (
        "".join(chance.choice(_PIECES) + chance.choice(["", "", " "]) for _ in range(6)).strip()
        for _ in range(n)
    )
    return [text for text in drawn if not is_tailored(text) and breaks(text) != oracle(text)]


def test_random_strings_break_where_the_oracle_breaks_them() -> None:
    assert differing(600, seed=3) == []


@pytest.mark.soak
def test_very_many_random_strings_break_where_the_oracle_breaks_them() -> None:
    assert differing(10_000, seed=4) == []


@pytest.mark.parametrize("language", ["en", "ms", "zh-Hans", "zh-Hant"])
def test_a_paragraph_of_prose_breaks_where_the_oracle_breaks_it(language: str) -> None:
    text = PARAGRAPHS[language]

    assert parted(text, breaks(text)) == parted(text, oracle(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By hand, for readers: a number is not torn from what it counts.
        ("bei 21 °C warm", "bei |21 °C |warm"),
        ("um 72 % mehr", "um |72 % |mehr"),
        ("«۲۱ °C و»", "«۲۱ °C |و»"),
        ("umur 27–35 tahun", "umur |27–35 |tahun"),
        ("z. B. heute", "z. B. |heute"),
        ("in 9 d 4 h", "in |9 d |4 h"),
        ("RM 35 sahaja", "RM 35 |sahaja"),
        # And neither is a letter from what it is hyphenated to.
        ("per e-mail today", "per |e-mail |today"),
        ("E-Mail-Adresse", "E-Mail-|Adresse"),
    ],
)
def test_a_number_stays_with_its_unit(text: str, expected: str) -> None:
    assert parted(text, breaks(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By hand, W3C Requirements for Chinese Text Layout, section 3.1.3.
        ("說「好」。", "說|「好」。"),
        ("（約$5）起", "（約|$5）|起"),
        ("好……吧", "好……|吧"),
        ("说“好”吗", "说|“好”|吗"),
        ("用APP看", "用|APP|看"),
    ],
)
def test_no_chinese_line_begins_or_ends_with_the_wrong_mark(text: str, expected: str) -> None:
    assert parted(text, breaks(text)) == expected


def test_german_quotation_marks_hold_on_to_their_words() -> None:
    text = "sagt „Was kostet das?“ leise"

    assert parted(text, breaks(text)) == "sagt |„Was |kostet |das?“ |leise"


def test_an_emoji_sequence_is_never_divided() -> None:
    assert breaks("👩\u200d👩\u200d👧") == ()


def test_a_chinese_heading_breaks_between_phrases_only() -> None:
    text = "簽署合約與安排安裝日期"

    found = phrase_breaks(text, "zh-Hant")

    # By eye: 安裝 and 日期 are words.
    assert set(found) < set(breaks(text))
    assert not {text.index("安裝") + 1, text.index("日期") + 1} & set(found)


def test_phrases_do_not_tear_a_decimal_number() -> None:
    text = "效能係數（4.8）很高"

    assert text.index(".8") not in phrase_breaks(text, "zh-Hant")


def test_languages_with_spaces_have_no_phrases() -> None:
    text = PARAGRAPHS["en"]

    assert phrase_breaks(text, "en") == breaks(text)


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        # By hand, Duden and Kamus Dewan; at least three letters on either side.
        ("Wärmepumpe", "de", "Wär|me|pumpe"),
        ("Auto", "de", "Auto"),
        ("membandingkan", "ms", "mem|ban|ding|kan"),
        ("rumah", "ms", "rumah"),
        ("customer", "en", "customer"),
        ("commercialisation", "en", "com|mer|cial|i|sa|tion"),
        ("BUNDESAGENTUR", "de", "BUNDESAGENTUR"),
        ("مشتریان", "fa", "مشتریان"),
    ],
)
def test_long_words_are_divided_as_dictionaries_do(word: str, language: str, expected: str) -> None:
    assert parted(word, hyphens(word, language)) == expected


def test_the_authors_soft_hyphens_come_before_the_dictionarys() -> None:
    text = "Donau\u00addampfschifffahrt"

    assert hyphens(text, "de") == (6,)
    assert breaks(text) == ()


def test_addresses_are_not_hyphenated() -> None:
    assert hyphens("https://example.com/newsletters kontaktformular@firma.de", "de") == ()


def test_a_rescue_divides_between_characters_as_readers_count_them() -> None:
    text = "ae\u0301iou"

    assert [place.at for place in rescues(text, 0, len(text))] == [3]


def test_a_rescue_knows_the_seams_of_an_identifier() -> None:
    text = "checkout_started"

    assert [place.at for place in rescues(text, 0, len(text)) if place.is_seam] == [9]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By hand, UAX 14: LB21a, LB30a in part, LB30b.
        ("אב-גד א-b", "אב-|גד |א-b"),
        ("👍🏽好", "👍🏽|好"),
        ("🇲🇾 好", "🇲🇾 |好"),
        ("e\u0301 \u0301x", "e\u0301 |\u0301x"),
        ("\uff11年", "\uff11|年"),
    ],
)
def test_rare_characters_break_as_the_annex_says(text: str, expected: str) -> None:
    assert parted(text, breaks(text)) == expected
