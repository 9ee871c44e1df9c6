from __future__ import annotations

import pytest

from touchline.i18n import closest_language, user_language


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh_MO.UTF-8", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("ZH-HANT", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("de-AT", "de"),
        ("de_DE@euro", "de"),
        ("fa-IR", "fa"),
        ("ms-MY", "ms"),
        ("en-GB", "en"),
        ("tlh", "en"),
        ("", "en"),
    ],
)
def test_a_wish_is_met_by_the_closest_language(wish: str, expected: str) -> None:
    assert closest_language(wish) == expected


def test_the_dearest_wish_that_can_be_met_decides() -> None:
    assert closest_language("fr-CA", "de-CH", "fa") == "de"


def test_nothing_is_given_when_the_asker_wants_to_know() -> None:
    assert closest_language("fr-CA", default="") == ""


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "fa_IR.UTF-8"}, "de"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "fa_IR.UTF-8"}, "zh-Hant"),
        ({"LC_ALL": "", "LANG": "ms_MY.UTF-8"}, "ms"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:fa:de"}, "fa"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_says_the_users_language(environ: dict[str, str], expected: str) -> None:
    assert user_language(environ, platform="linux") == expected


def test_a_mac_without_its_settings_is_english() -> None:
    # The tool that tells a Mac's language is not on this system, as on a stripped one.
    assert user_language({}, platform="darwin") == "en"
