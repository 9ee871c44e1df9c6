from __future__ import annotations

import random
import unicodedata

import pytest
from bidi import get_display  # type: ignore[import-untyped]  # python-bidi, an oracle

from touchline.canvas.bidi import levels, visual_order

_PLAIN = "abcXYZ אבגסلم 0123۰۱٣ .,:+-/%$°()[]«»…!?\u200cـ\u0301"
_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
#: The oracle mirrors brackets; levels do not say which glyph is drawn.
_UNMIRRORED = str.maketrans(")]»", "([«")


def shown(text: str, *, is_rtl: bool) -> str:
    """
    Put characters into the order in which they stand from left to right.
    """
    found = levels(text, is_rtl=is_rtl)
    pieces = []
    for stretch in visual_order(text, found, is_rtl=is_rtl):
        piece = text[stretch.start : stretch.stop]
        pieces.append(piece[::-1] if stretch.level & 1 else piece)
    return "".join(pieces)


def comparable(text: str) -> str:
    """
    Leave out what rule X9 removes, and which way brackets look.
    """
    removed = ("LRE", "RLE", "LRO", "RLO", "PDF", "BN")
    kept = (c for c in text if unicodedata.bidirectional(c) not in removed)
    return "".join(kept).translate(_UNMIRRORED)


def _agrees(alphabet: str, n: int, seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 (drawn texts are no secret)
    differing = []
    for _ in range(n):
        text = "".join(chance.choice(alphabet) for _ in range(chance.randint(1, 18)))
        # The oracle forgets rule L1 for overridden and embedded characters at a line's end.
        text = text.rstrip(" " + _CONTROLS) + "a"
        is_rtl = chance.random() < 0.5
        expected = get_display(text, base_dir="R" if is_rtl else "L")
        if comparable(shown(text, is_rtl=is_rtl)) != comparable(expected):
            differing.append(text)
    return differing


def test_random_strings_stand_in_the_oracles_order() -> None:
    assert _agrees(_PLAIN, 1500, seed=1) == []


def test_random_strings_with_embeddings_and_isolates_stand_in_the_oracles_order() -> None:
    assert _agrees(_PLAIN + _CONTROLS, 1500, seed=2) == []


@pytest.mark.soak
def test_very_many_random_strings_stand_in_the_oracles_order() -> None:
    assert _agrees(_PLAIN + _CONTROLS, 200_000, seed=3) == []


@pytest.mark.parametrize(
    ("text", "is_rtl", "expected"),
    [
        # By hand, UAX 9.
        ("abc", False, (0, 0, 0)),
        ("abc", True, (2, 2, 2)),
        ("אב", False, (1, 1)),
        ("א1", True, (1, 2)),
        ("س1", True, (1, 2)),
        ("a (ב)", False, (0, 0, 0, 1, 0)),
        ("א(b)", True, (1, 1, 2, 1)),
        ("", True, ()),
    ],
)
def test_levels_are_those_of_the_annex(
    text: str, *, is_rtl: bool, expected: tuple[int, ...]
) -> None:
    assert levels(text, is_rtl=is_rtl) == expected


def test_the_base_direction_is_given_and_not_guessed() -> None:
    text = "iPhone را می‌خرد"

    assert shown(text, is_rtl=True).endswith("iPhone")
    assert shown(text, is_rtl=False).startswith("iPhone")


def test_spaces_at_a_lines_end_go_to_its_far_side() -> None:
    assert shown("אב  ", is_rtl=True).startswith("  ")
    assert shown("אב  ", is_rtl=False).endswith("  ")


def test_an_isolate_keeps_a_number_with_its_unit() -> None:
    # By hand: alone, the unit would stand to the left of its number.
    assert "21 °C" not in shown("א 21 °C ב", is_rtl=True)
    assert "21 °C" in shown("א \u206621 °C\u2069 ב", is_rtl=True)


def test_a_hundred_nested_embeddings_end_at_the_deepest_level() -> None:
    text = "\u202b\u202a" * 100 + "a"

    # Rule BD2: 125 is the deepest level; a left-to-right letter there rises to 126.
    assert levels(text, is_rtl=False)[-1] == 126
