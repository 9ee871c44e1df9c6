"""
Words in several languages side by side.
"""

from __future__ import annotations

from touchline.model.text import LocalText


def test_a_plain_text_is_said_to_everybody() -> None:
    assert LocalText.of("Buy").said("de") == "Buy"


def test_a_reader_gets_the_own_language_then_its_family_then_the_maps() -> None:
    text = LocalText.of({"en": "Buy", "de": "Kaufen"})

    assert [text.said(tag) for tag in ("de", "de-AT", "fa")] == ["Kaufen", "Kaufen", "Buy"]


def test_the_order_of_the_languages_says_nothing() -> None:
    one = LocalText.of({"en": "Buy", "de": "Kaufen"})
    other = LocalText.of({"de": "Kaufen", "en": "Buy"})

    assert one == other
    assert hash(one) == hash(other)
    assert one != LocalText.of("Buy")


def test_a_text_without_words_is_false() -> None:
    assert [bool(LocalText.of(words)) for words in ("", "  ", {"en": ""}, "x")] == [
        False,
        False,
        False,
        True,
    ]


def test_a_text_is_given_back_as_it_was_written() -> None:
    assert [LocalText.of(words).plain() for words in ("Buy", {"de": "Kaufen"})] == [
        "Buy",
        {"de": "Kaufen"},
    ]
