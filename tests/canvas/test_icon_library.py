"""
Icons found by words of six languages (R-033, P17).
"""

from __future__ import annotations

import pytest

from touchline.canvas.icon_library import find_icons, topics
from touchline.canvas.icons import has_icon, icon_names
from touchline.i18n import LANGUAGES, has_message


@pytest.mark.parametrize(
    ("search", "language", "name"),
    [
        ("delivery", "en", "truck"),
        ("Einkaufswagen", "de", "shopping-cart"),
        ("einkaufswagen", "de", "shopping-cart"),
        ("penghantaran", "ms", "truck"),
        ("购物车", "zh-Hans", "shopping-cart"),
        ("購物車", "zh-Hant", "shopping-cart"),
        ("سبد خرید", "fa", "shopping-cart"),
        # Arabic letters of a keyboard that has no Persian ones.
        ("كيف پول", "fa", "wallet"),
        # English words and the icon's own name are understood everywhere.
        ("delivery", "fa", "truck"),
        ("shopping-cart", "de", "shopping-cart"),
        ("shopping cart", "zh-Hans", "shopping-cart"),
    ],
)
def test_an_icon_is_found_by_its_words(search: str, language: str, name: str) -> None:
    found = [icon.name for icon in find_icons(search, language=language)]

    assert found[0] == name


def test_the_best_word_comes_first() -> None:
    found = [icon.name for icon in find_icons("home")]

    # "home" is the plainest word of the house; other icons only begin with it or hold it.
    assert found[0] == "house"
    assert len(found) > 1


def test_icons_without_words_are_found_by_their_names() -> None:
    (first, *_) = find_icons("axe")

    assert (first.name, first.topic, first.words) == ("axe", "", ())


def test_what_nothing_shows_is_not_found() -> None:
    assert find_icons("zzzz") == ()
    # Two words that stand in no icon together find nothing rather than anything.
    assert find_icons("cart zzzz") == ()


def test_the_library_is_large_and_every_icon_of_it_can_be_drawn(language: str) -> None:
    found = find_icons(language=language)

    # The issue asks for the icons that maps need; the brief for some 250 of them.
    assert len(found) >= 250
    assert len({icon.name for icon in found}) == len(found)
    assert all(has_icon(icon.name) and icon.words and all(icon.words) for icon in found)
    assert {icon.topic for icon in found} == set(topics())
    assert all(has_message(f"icons.topic-{topic}") for topic in topics())
    assert len(icon_names()) > 2000


def test_every_language_says_it_in_its_own_words() -> None:
    english = {icon.name: icon.words for icon in find_icons()}
    for tag in LANGUAGES:
        if tag == "en":
            continue
        same = [icon.name for icon in find_icons(language=tag) if icon.words == english[icon.name]]
        # Some words are the same in several languages, such as tablet or podcast.
        assert len(same) <= 6, same


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "fa"])
def test_words_are_written_in_the_script_of_their_language(tag: str) -> None:
    names = [
        icon.name for icon in find_icons(language=tag) if all(word.isascii() for word in icon.words)
    ]

    assert names == []
