from __future__ import annotations

import pyphen  # type: ignore[import-untyped]  # it ships no types
import pytest

from touchline.canvas.hyphenation import word_hyphens

_WORDS = {
    "de_DE": "Wärmepumpenförderung Heizungsmodernisierung Straße Donaudampfschiff Rücksendeetikett "
    "Nutzerfreundlichkeit Berührungspunkt Schlüsselmoment beantragen Äußerung",
    "en_US": "commercialisation satisfaction experience opportunities supercalifragilistic project",
    "id_ID": "membandingkan mempertimbangkan berperingkat pelanggan perkhidmatan pembiayaan",
}


@pytest.mark.parametrize("dictionary", sorted(_WORDS))
def test_words_are_divided_where_pyphen_divides_them(dictionary: str) -> None:
    oracle = pyphen.Pyphen(lang=dictionary, left=3, right=3)
    words = _WORDS[dictionary].split()

    found = {word: list(word_hyphens(word, dictionary)) for word in words}

    assert found == {word: [int(at) for at in oracle.positions(word)] for word in words}


def test_a_letter_that_changes_length_leaves_the_word_whole() -> None:
    assert word_hyphens("İstanbullular", "de_DE") == ()


def test_short_words_stay_whole() -> None:
    assert word_hyphens("Haus", "de_DE") == ()
