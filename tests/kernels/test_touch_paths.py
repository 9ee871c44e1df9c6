from __future__ import annotations

import numpy as np

from touchline.kernels.touch_paths import NOTHING, touch_paths

#: Two cases; touches are lower-case and conversions upper-case, B is both.
EVENTS = "abXc" + "dB"
TIMELINE = np.array([0, 4, 6]), np.array([0, 5, 5, 9, 3, 3])
IS_CONVERSION = np.array([letter.isupper() for letter in EVENTS])
IS_TOUCH = np.array([letter != "X" for letter in EVENTS])


def told(*, lookback: int | None, reset: bool) -> list[tuple[str, str, int]]:
    found = touch_paths(IS_TOUCH, IS_CONVERSION, *TIMELINE, lookback=lookback, reset=reset)
    return [
        (
            "".join(EVENTS[event] for event in found.touch[begin:end]),
            "" if conversion == NOTHING else EVENTS[conversion],
            number,
        )
        for begin, end, conversion, number in zip(
            found.offsets[:-1].tolist(),
            found.offsets[1:].tolist(),
            found.conversion.tolist(),
            found.number.tolist(),
            strict=True,
        )
    ]


def test_touches_before_a_conversion_make_its_path() -> None:
    # By hand: c follows X and leads to nothing; it would have led to a second conversion.
    assert told(lookback=None, reset=True) == [("ab", "X", 1), ("dB", "B", 1), ("c", "", 2)]


def test_what_lies_too_far_back_makes_a_path_that_led_to_nothing() -> None:
    # By hand: a is five before X.
    assert told(lookback=4, reset=True) == [
        ("b", "X", 1), ("dB", "B", 1), ("a", "", 1), ("c", "", 2),
    ]  # fmt: skip
    assert told(lookback=4, reset=False) == told(lookback=4, reset=True)


def test_without_reset_earlier_touches_serve_again() -> None:
    is_conversion = np.array([letter in "Xc" for letter in EVENTS])

    found = touch_paths(IS_TOUCH, is_conversion, *TIMELINE, lookback=None, reset=False)

    # By hand: X has a and b, c has a, b and itself; d and B lead to nothing.
    assert np.diff(found.offsets).tolist() == [2, 3, 2]
