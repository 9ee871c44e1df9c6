from __future__ import annotations

import pytest

from touchline.i18n import is_right_to_left, list_text, quote


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "a, b and c"),
        ("de", "a, b und c"),
        ("ms", "a, b dan c"),
        ("zh-Hans", "a、b和c"),
        ("zh-Hant", "a、b和c"),
        ("fa", "\u2068a\u2069، \u2068b\u2069 و \u2068c\u2069"),
    ],
)
def test_names_are_joined_into_a_phrase(language: str, expected: str) -> None:
    assert list_text(["a", "b", "c"], language) == expected


def test_a_phrase_of_none_one_or_two_names_needs_no_comma() -> None:
    assert [list_text([]), list_text(["a"]), list_text(["a", "b"])] == ["", "a", "a and b"]


def test_alternatives_are_joined_by_or() -> None:
    assert list_text(["نام", "نشانی"], "fa", either=True) == "نام یا نشانی"


def test_a_name_with_braces_is_left_alone() -> None:
    assert list_text(["{end}", "b"]) == "{end} and b"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“x”"),
        ("de", "„x“"),
        ("ms", "“x”"),
        ("zh-Hans", "“x”"),
        ("zh-Hant", "「x」"),
        ("fa", "«\u2068x\u2069»"),
    ],
)
def test_a_quotation_has_the_languages_marks(language: str, expected: str) -> None:
    assert quote("x", language) == expected


def test_languages_run_their_own_way() -> None:
    leftward = {"fa", "fa-AF", "ar", "he-IL", "ur_PK"}
    rightward = {"en", "zh-TW", "xx", ""}

    assert {tag for tag in leftward | rightward if is_right_to_left(tag)} == leftward
